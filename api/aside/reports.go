package aside

import (
	"crypto/rand"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tenon/profiles"
	"tenon/profiles/intake"
)

// ReportsFile is the name of the file of reports in a data directory.
const ReportsFile = "imports.json"

// The bounds of what is kept.
const (
	MaxReports = 200                 // of an organisation
	MaxAge     = 90 * 24 * time.Hour // after which a report is forgotten
	MaxFaults  = 100                 // lines of a report that say what was rejected and why
	MaxFiles   = 20                  // names of files of a report
	maxName    = 200                 // runes of such a name
)

// Report is what an import did, and when. Of the lines of its report those of rejected records are kept.
type Report struct {
	ID    string        `json:"id"`
	Org   string        `json:"org,omitempty"`
	At    time.Time     `json:"at"`
	Files []string      `json:"files"` // the first of them, by the base of their names
	Done  intake.Report `json:"report"`
	Fault string        `json:"fault,omitempty"` // why it ended early
}

// Reports are the reports of imports of a data directory. Safe for concurrent use.
type Reports struct {
	path string
	now  func() time.Time

	mu   sync.Mutex // guards what follows
	all  []Report   // the newest first
	lost bool       // the file is there and does not decode: what it says cannot be told, and is made anew with the next change
}

// OpenReports reads the reports of a data directory; there may be none yet. A nil clock is time.Now. profiles.ErrDamaged.
func OpenReports(dir string, now func() time.Time) (*Reports, error) {
	if now == nil {
		now = time.Now
	}
	r := &Reports{path: filepath.Join(dir, ReportsFile), now: now}
	var err error
	if r.all, err = load[Report](r.path); err != nil {
		r.lost = errors.Is(err, profiles.ErrDamaged)
		return r, err
	}
	return r, r.replace(r.kept(r.all)) // what is too old goes from the file, too
}

// replace keeps other reports, durably. Nothing is written where they are as many as before. The reports are locked, or nobody else's yet.
func (r *Reports) replace(all []Report) error {
	if len(all) == len(r.all) {
		return nil
	}
	return r.save(all)
}

// Keep keeps what an import of files did, durably; why is what ended it early, nil where nothing did.
func (r *Reports) Keep(org string, files []string, done intake.Report, why error) (Report, error) {
	x := Report{ID: strings.ToLower(rand.Text()), Org: org, At: r.now().UTC().Truncate(time.Second), Files: []string{}, Done: done}
	for _, f := range files[:min(len(files), MaxFiles)] {
		x.Files = append(x.Files, short(f))
	}
	x.Done.Faults = slices.Clone(done.Faults[:min(len(done.Faults), MaxFaults)])
	x.Done.Notes = nil
	if why != nil {
		x.Fault = why.Error()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.kept(append([]Report{x}, r.all...))
	return x, r.save(all)
}

// ended is what is left to say of an import that ended early.
const ended = "it ended early"

// Forget takes names of files, ids and words out of the reports of an organisation of which somebody is erased, durably: numbers stay. A
// file may be named after a person and a fault quote one, who need not be stored under the id that is erased, so that all of them go.
func (r *Reports) Forget(org string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	all, named := slices.Clone(r.all), false
	for i := range all {
		x := &all[i]
		if x.Org != org || len(x.Files) == 0 && len(x.Done.Faults) == 0 && (x.Fault == "" || x.Fault == ended) {
			continue
		}
		named = true
		x.Files, x.Done.Faults, x.Done.Notes = []string{}, nil, nil
		if x.Fault != "" {
			x.Fault = ended
		}
	}
	if !named && !r.lost {
		return nil // and a file that is not there is not made
	}
	return r.save(all)
}

func (r *Reports) save(all []Report) error {
	if err := save(r.path, all); err != nil {
		return err
	}
	r.all, r.lost = all, false
	return nil
}

// kept leaves out what is too old, and of each organisation what is too much.
func (r *Reports) kept(all []Report) (out []Report) {
	of := map[string]int{}
	for _, x := range all {
		if of[x.Org]++; of[x.Org] <= MaxReports && r.now().Sub(x.At) < MaxAge {
			out = append(out, x)
		}
	}
	return out
}

// List are the reports of an organisation, the newest first.
func (r *Reports) List(org string) []Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := []Report{}
	for _, x := range r.kept(r.all) {
		if x.Org == org {
			out = append(out, x)
		}
	}
	return out
}

// short is the base of a name of a file, of any system, bounded.
func short(name string) string {
	s := []rune(filepath.Base(filepath.ToSlash(strings.ReplaceAll(name, `\`, "/"))))
	return string(s[:min(len(s), maxName)])
}
