package app

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"tenon/api"
	"tenon/api/aside"
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
	var found []string
	for _, f := range c.Store.Faults {
		found = append(found, fmt.Sprintf("%s: %s", f.Key, f.Reason))
	}
	for _, s := range []string{c.Store.Feed, c.Store.Erasures, c.Kept, c.Alerts} {
		if s != "" {
			found = append(found, s)
		}
	}
	found = append(append(found, c.Text.Faults...), c.Columns.Faults...)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.checked, h.found = at, found[:min(len(found), maxFaults)]
}

func (h *Health) lastCheck() (time.Time, []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.checked, h.found
}
