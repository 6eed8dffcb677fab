package app

import (
	"io/fs"
	"path/filepath"
	"strings"

	"tenon/api"
	"tenon/engine/market"
	"tenon/engine/pay"
)

// Backend is what the API answers from. The follower has to run. Without kept lists (nil), what needs them is unavailable.
func (a *App) Backend(k *Kept) (api.Backend, error) {
	b := api.Backend{Engine: a.Engine, Text: a.Text, Store: growing{a.Store, a}, Intake: a.Intake, Follower: a.Follower, Taxonomy: a.Taxonomy, Cities: a.Cities,
		Market: &market.Market{Engine: a.Engine}, Pay: &pay.Estimator{Engine: a.Engine}, Sizes: a.sizes, Reads: a.reads,
		Upkeep: a.upkeep, Reports: a.Reports, Policies: a.Policies}
	b.Erase, b.Person = a.Erase, a.Person
	if k == nil {
		return b, nil
	}
	if a.kept = k; k.mended != "" {
		a.Health.mend(k.mended)
	}
	var err error
	b.Bars = k.Bars
	b.Batch, err = a.Batch(k)
	return b, err
}

func (a *App) reads() (calls, records uint64) {
	r := a.Store.Reads()
	return r.Calls, r.Records
}

// sizes are the bytes of the files of the directory, by what they are: records, kept, columns, and what stands in a directory by its
// name.
func (a *App) sizes() map[string]int64 {
	out := map[string]int64{}
	// What cannot be looked at, or goes meanwhile, has no size.
	_ = filepath.WalkDir(a.dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		rel, err := filepath.Rel(a.dir, p)
		if err != nil {
			return nil
		}
		part, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		part, _, _ = strings.Cut(part, ".")
		if fi, err := d.Info(); err == nil {
			out[part] += fi.Size()
		}
		return nil
	})
	return out
}
