package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// CheckOptions steer a check.
type CheckOptions struct {
	Deep     bool               `json:"deep"`  // derive everything anew and compare all of it, in place of samples
	Pages    bool               `json:"pages"` // look at every page of the store's file, too; writers wait meanwhile
	Progress func(at, of int64) `json:"-"`     // bytes of the store; of is about how many there are
}

// Checked is what a check has found.
type Checked struct {
	Store   *boltstore.Report `json:"store"`
	Text    Part              `json:"text"`
	Columns Part              `json:"columns"`
	Kept    string            `json:"kept,omitempty"`   // what is wrong with the kept lists
	Alerts  string            `json:"alerts,omitempty"` // or with what standing searches have found
	Mended  []string          `json:"mended,omitempty"` // what was found damaged when the directory was opened, and has been made anew
	Deep    bool              `json:"deep"`
	Seconds float64           `json:"seconds"`
}

// Part is one of the two caches.
type Part struct {
	Records  int      `json:"records"`
	Compared int      `json:"compared"` // with what the store has
	Faults   []string `json:"faults,omitempty"`
}

// OK says that nothing is wrong.
func (c *Checked) OK() bool {
	return c.Store.OK() && len(c.Text.Faults) == 0 && len(c.Columns.Faults) == 0 && c.Kept == "" && c.Alerts == ""
}

// maxFaults is how many faults of a part are listed.
const maxFaults = 20

// sampleEvery: one record of so many is compared in content, unless the check is deep.
const sampleEvery = 64

// Check compares everything in the directory with its checksums, and text and columns with the store. Requests go on meanwhile, and so
// do writers; what they change during the check is passed over.
func (a *App) Check(ctx context.Context, o CheckOptions) (*Checked, error) {
	defer a.Store.Hold()()
	start := time.Now()
	out := &Checked{Deep: o.Deep, Mended: a.Health.Mended()}
	if err := a.checkStore(ctx, o, out); err != nil {
		return nil, fmt.Errorf("check store: %w", err)
	}
	if out.Store.Feed == "" {
		if err := a.checkCaches(ctx, o, out); err != nil {
			return nil, fmt.Errorf("check text and columns: %w", err)
		}
	}
	out.Kept, out.Alerts = a.checkTables(ctx, KeptFile), a.checkTables(ctx, AlertsFile)
	out.Seconds = time.Since(start).Seconds()
	a.Health.check(time.Now(), out)
	return out, nil
}

func (a *App) checkStore(ctx context.Context, o CheckOptions, out *Checked) (err error) {
	var tell func(int64)
	if o.Progress != nil {
		size, err := a.Store.Size()
		if err != nil {
			return err
		}
		tell = func(n int64) { o.Progress(n, max(n, size)) }
	}
	if out.Store, err = a.Store.Check(ctx, tell); err == nil && o.Pages {
		out.Store.Pages, err = a.Store.CheckPages(ctx)
	}
	if err != nil {
		return err
	}
	for _, f := range out.Store.Faults {
		a.Health.quarantine(f.Key, f.Reason)
	}
	return nil
}

// checkTables says what is wrong with a file of tables; nothing of one that another process has open.
func (a *App) checkTables(ctx context.Context, file string) string {
	err := a.withTables(file, func(t *boltstore.Tables) error { return t.Check(ctx) })
	if err == nil || errors.Is(err, profiles.ErrLocked) {
		return ""
	}
	return err.Error()
}
