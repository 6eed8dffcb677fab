package app

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tenon/api"
	"tenon/api/aside"
	"tenon/profiles"
	"tenon/profiles/durable"
)

// openAside opens what is kept beside the records. What does not decode begins anew: the records do not rest on it.
func (a *App) openAside(log *slog.Logger) {
	var err error
	if a.Reports, err = aside.OpenReports(a.dir, nil); err != nil {
		log.Warn("reports of imports cannot be read and begin anew", "error", err)
	}
	if a.Policies, err = aside.OpenPolicies(a.dir); err != nil {
		log.Error("policies cannot be read: the shipped ones alone are in force", "error", err)
	}
}

// upkeep is what is done to keep the directory whole.
func (a *App) upkeep() api.Upkeep {
	u := api.Upkeep{Degraded: a.Degraded(), Mended: a.Health.Mended(), Damaged: len(a.Health.Damaged())}
	u.Checked, u.Found = a.Health.lastCheck()
	if b, err := os.ReadFile(filepath.Join(a.dir, backedUpFile)); err == nil {
		var x backedUp
		if json.Unmarshal(b, &x) == nil { // else it is not known
			u.BackedUp, u.Backup = x.At, fmt.Sprintf(backupDigits, x.Number)
		}
	}
	return u
}

// backedUpFile says which backup of the directory was the last, and when: the backups themselves are elsewhere.
const backedUpFile = "backed-up.json"

type backedUp struct {
	At     time.Time `json:"at"`
	Number int       `json:"number"`
}

// noteBackup is for people who look at the state. A backup that is made is made, whether it can be noted or not.
func (a *App) noteBackup(m *Manifest) {
	b, err := json.Marshal(backedUp{m.Made, m.Number})
	if err != nil {
		return
	}
	_ = durable.Replace(filepath.Join(a.dir, backedUpFile), b) // what fails here fails where it matters, too
}

// check notes what a check has found.
func (h *Health) check(at time.Time, c *Checked) {
	found := c.inNumbers()
	h.mu.Lock()
	defer h.mu.Unlock()
	h.checked, h.found = at, found
}

// inNumbers is what a check has found, by how many records of which kind: the state and the log, which have it, are read by those who
// may not know whose they are. tenon check names them.
func (c *Checked) inNumbers() (out []string) {
	of := map[profiles.Kind]int{}
	for _, f := range c.Store.Faults {
		of[f.Key.Kind]++
	}
	say := func(part string, n int) {
		if n > 0 {
			out = append(out, fmt.Sprintf("%s: %d damaged; tenon check names them", part, n))
		}
	}
	for _, k := range slices.Sorted(maps.Keys(of)) {
		say("records ("+k.String()+")", of[k])
	}
	say("the feed of changes", b2i(c.Store.Feed != ""))
	say("the log of erasures", b2i(c.Store.Erasures != ""))
	say("kept lists", b2i(c.Kept != ""))
	say("standing searches", b2i(c.Alerts != ""))
	say("text", len(c.Text.Faults))
	say("columns", len(c.Columns.Faults))
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (h *Health) lastCheck() (time.Time, []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.checked, h.found
}
