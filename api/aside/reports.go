package aside

import (
	"crypto/rand"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

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

	mu  sync.Mutex // guards all
	all []Report   // the newest first
}

// OpenReports reads the reports of a data directory; there may be none yet. A nil clock is time.Now. profiles.ErrDamaged.
func OpenReports(dir string, now func() time.Time) (*Reports, error) {
	if now == nil {
		now = time.Now
	}
	r := &Reports{path: filepath.Join(dir, ReportsFile), now: now}
	var err error
	r.all, err = load[Report](r.path)
	return r, err
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
	if err := save(r.path, all); err != nil {
		return x, err
	}
	r.all = all
	return x, nil
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
