package app_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
	"tenon/engine/batch"
	"tenon/index/blevetext"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// emptied makes of a directory one with kept lists of which most records are gone, and how large its parts were before.
func emptied(t *testing.T, dir string) (_ *app.App, was map[string]int64) {
	t.Helper()
	c := newCorpus(apptest.AsOf)
	a, err := app.Open(t.Context(), dir, c.asOf, nil, quiet())
	if err != nil {
		t.Fatal(err)
	}
	bloat(t, dir)
	b, err := a.Backend(apptest.Kept(t, a)) // which has the lists shrunk, too
	if err != nil {
		t.Fatal(err)
	}
	apply := func(ms ...profiles.Mutation) {
		if _, err := a.Store.Apply(t.Context(), ms); err != nil {
			t.Fatal(err)
		}
	}
	const many, few = 600, 20
	run := func() {
		if err := a.Follower.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Batch.Run(t.Context(), batch.Settings{Top: 20, Lambda: 30}, batch.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	var ms []profiles.Mutation
	for i := range many {
		p := c.candidate(i)
		p.Text = fmt.Sprint(i, strings.Repeat(fmt.Sprintf(" warp%d weft%d", i, i*7), 500))
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Record: p})
	}
	for i := range 40 {
		r := c.role(i)
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Record: r})
	}
	apply(ms...)
	run()
	was = parts(t, dir)
	for i := range many - few {
		ms[i].Record = nil
	}
	apply(ms[:many-few]...)
	run()
	return a, was
}

// bloat has the file of kept lists be larger than what is in it.
func bloat(t *testing.T, dir string) {
	t.Helper()
	tables, err := boltstore.OpenTables(dir, app.KeptFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range [][]byte{make([]byte, 1<<20), nil} {
		err := tables.Update(t.Context(), func(put func(table string, key, value []byte) error) error {
			var errs []error
			for i := range 30 {
				errs = append(errs, put("bloat", fmt.Append(nil, i), value))
			}
			return errors.Join(errs...)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := tables.Close(); err != nil {
		t.Fatal(err)
	}
}

func parts(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	for _, part := range []string{boltstore.File, app.KeptFile, blevetext.Dir} {
		err := filepath.Walk(filepath.Join(dir, part), func(_ string, fi os.FileInfo, err error) error {
			if err == nil && fi.Mode().IsRegular() {
				out[part] += fi.Size()
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestWhatIsUnusedIsGivenBack: of a directory of which most is deleted little stays on the disk, and all that is there is as it was.
func TestWhatIsUnusedIsGivenBack(t *testing.T) {
	a, was := emptied(t, t.TempDir())
	if err := a.Shrink(t.Context(), quiet()); err != nil {
		t.Fatal(err)
	}
	is := parts(t, a.Dir())
	t.Logf("before %v, after %v", was, is)
	for part, before := range was {
		if is[part] > before/2 {
			t.Errorf("%s has %d bytes, and had %d", part, is[part], before)
		}
	}
	c, err := a.Check(t.Context(), app.CheckOptions{Deep: true, Pages: true})
	if err != nil || !c.OK() || c.Columns.Records != 60 {
		t.Errorf("%+v, %v", c, err)
	}
	before, err := os.Stat(filepath.Join(a.Dir(), boltstore.File))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Shrink(t.Context(), quiet()); err != nil {
		t.Fatal(err)
	}
	if now, err := os.Stat(filepath.Join(a.Dir(), boltstore.File)); err != nil || !os.SameFile(before, now) {
		t.Errorf("there was nothing to give back, and the file is another: %v", err)
	}
}

// TestMaintainGivesBackWhatIsUnused does so by itself.
func TestMaintainGivesBackWhatIsUnused(t *testing.T) {
	a, was := emptied(t, t.TempDir())
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); a.Maintain(ctx, nil, quiet()) }()
	for tick := time.NewTicker(10 * time.Millisecond); parts(t, a.Dir())[boltstore.File] > was[boltstore.File]/2; <-tick.C {
	}
	stop()
	<-done
	if x, err := a.Check(t.Context(), app.CheckOptions{Deep: true, Pages: true}); err != nil || !x.OK() {
		t.Errorf("%+v, %v", x, err)
	}
}
