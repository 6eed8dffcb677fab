package app_test

import (
	"context"
	"flag"
	"runtime"
	"slices"
	"testing"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/engine/batch"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

var (
	keptCandidates = flag.Int("kept", 0, "measure re-scoring over so many generated candidates; 0 skips it")
	keptRoles      = flag.Int("kept-roles", 1000, "and so many generated roles")
	keptEdits      = flag.Int("kept-edits", 100, "how many edits are measured")
	keptLength     = flag.Int("kept-top", batch.DefaultTop, "how many each list keeps")
)

// feed is the changes of generated records.
type feed struct {
	live *columns.Live
	log  []profiles.Change
}

func (f *feed) put(us ...columns.Update) {
	for _, u := range us {
		seq := profiles.Seq(len(f.log) + 1)
		f.log = append(f.log, profiles.Change{Seq: seq, Revision: seq, Key: u.Key})
	}
	f.live.Apply(us, profiles.Seq(len(f.log)))
}

func (f *feed) Changes(_ context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	return f.log[since:min(len(f.log), int(since)+limit)], nil
}

func (f *feed) candidate(c *corpus, i int, id string) {
	p := renamed(c.candidate(i), id)
	f.put(columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Candidate: p})
}

// generated fills columns with candidates and roles.
func generated(c *corpus, ref *app.Reference) *feed {
	f := &feed{live: columns.New(ref.Deriver, c.asOf)}
	var us []columns.Update
	for i := range *keptCandidates {
		p := c.candidate(i)
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Candidate: p})
		if len(us) == 20_000 {
			f.put(us...)
			us = nil
		}
	}
	for i := range *keptRoles {
		r := c.role(i)
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r})
	}
	f.put(us...)
	return f
}

// TestFiguresOfKeptLists prints how fast a full run is and what an edit costs, over generated records.
func TestFiguresOfKeptLists(t *testing.T) {
	if *keptCandidates == 0 {
		t.Skip("figures are asked for with -kept N")
	}
	c, ref := newCorpus(profiles.NewMonth(2026, 6)), app.LoadReference()
	f := generated(c, ref)
	tables, err := boltstore.OpenTables(t.TempDir(), app.KeptFile)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := tables.Close(); err != nil {
			t.Error(err)
		}
	}()
	b := &batch.Batch{Kept: batch.Kept{Tables: tables}, Taxonomy: ref.Taxonomy, Cities: ref.Cities, Columns: f.live, Feed: f}
	run := func() (*batch.Report, time.Duration) {
		start := time.Now()
		r, err := b.Run(t.Context(), batch.Settings{Top: *keptLength, Lambda: engine.DefaultLambda}, batch.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r, time.Since(start)
	}
	r, took := run()
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	t.Logf("full: %d pairs in %.1f s on %d processors, %.2f M pairs/s; %d MB of memory taken from the system", r.Pairs, took.Seconds(), runtime.GOMAXPROCS(0),
		float64(r.Pairs)/took.Seconds()/1e6, mem.Sys>>20)
	edit := func(what string, n int, change func(i int)) {
		var pairs []int64
		var times []time.Duration
		for i := range n {
			change(i)
			r, took := run()
			if r.Full {
				t.Fatalf("%+v", r)
			}
			pairs, times = append(pairs, r.Pairs), append(times, took)
		}
		slices.Sort(pairs)
		slices.Sort(times)
		t.Logf("after one edited %s, median of %d: %d pairs, %d times fewer, %.1f ms", what, n, pairs[n/2], r.FullPairs/pairs[n/2], float64(times[n/2].Microseconds())/1000)
	}
	edit("candidate", *keptEdits, func(i int) { f.candidate(c, *keptCandidates+i, c.candidate(i*7%*keptCandidates).ID) })
	edit("role", max(1, *keptEdits/20), func(i int) {
		p := c.role(*keptRoles + i)
		p.ID = c.role(i).ID
		f.put(columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: p.ID}, Role: p})
	})
}
