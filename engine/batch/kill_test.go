package batch_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"go.uber.org/goleak"

	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/store/tablestest"
)

// childDir names the directory in which a child re-scores; its presence makes this binary the child.
const childDir = "TENON_BATCH_CHILD"

// TestMain lets the kill test run this binary as the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(child(dir))
	}
	goleak.VerifyTestMain(m)
}

// next are the settings of the run that is killed; the one before was under usual.
var next = batch.Settings{Top: 5, Lambda: 50}

// killed is the house that is re-scored.
func killed() *house {
	h, g := newHouse(), gen{rand.New(rand.NewPCG(6, 3))}
	for range 600 {
		g.step(h, 150)
	}
	return h
}

// child re-scores and prints a line for each block that is written.
func child(dir string) int {
	t, err := boltstore.OpenTables(dir, "kept.db")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	_, err = killed().batch(t).Run(context.Background(), next, batch.Options{Full: true, Resume: true, Block: 3, Wrote: func() { fmt.Println("wrote") }})
	if err = errors.Join(err, t.Close()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// kill runs a child and kills it once it has printed so many lines; it is false when the child came to its end before that.
func kill(t *testing.T, dir string, after int) bool {
	t.Helper()
	return tablestest.Kill(t, []string{childDir + "=" + dir}, after, nil)
}

func tables(t *testing.T, dir string) *boltstore.Tables {
	t.Helper()
	x, err := boltstore.OpenTables(dir, "kept.db")
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func closed(t *testing.T, x *boltstore.Tables) {
	t.Helper()
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

// dump is everything that is kept, in order.
func dump(t *testing.T, x *boltstore.Tables) string {
	t.Helper()
	return tablestest.Dump(t, x, "state", "lists-0", "lists-1", "lists-2", "events")
}

// prepared is a directory with a first run, and what that kept.
func prepared(t *testing.T, h *house) (dir, kept string) {
	t.Helper()
	dir = t.TempDir()
	x := tables(t, dir)
	rescore(t, h, x, usual, batch.Options{})
	kept = rows(t, x)
	closed(t, x)
	return dir, kept
}

func TestARunThatIsKilledAndResumedEndsAsOneUndisturbed(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes: skipped by -short")
	}
	h := killed()
	dir, _ := prepared(t, h)
	x := tables(t, dir)
	rescore(t, h, x, next, batch.Options{})
	want := dump(t, x)
	closed(t, x)

	dir, old := prepared(t, h)
	rng := rand.New(rand.NewPCG(1, 2))
	kills, resumed := 0, 0
	for range 8 {
		if !kill(t, dir, 1+rng.IntN(12)) {
			break
		}
		kills++
		x := tables(t, dir)
		p, err := (&batch.Kept{Tables: x}).Pending(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if p != nil {
			resumed++
			if rows(t, x) != old {
				t.Fatal("a killed run has changed the kept lists")
			}
		}
		closed(t, x)
	}
	x = tables(t, dir)
	defer closed(t, x)
	if p, err := (&batch.Kept{Tables: x}).Pending(t.Context()); err != nil || p != nil {
		r := rescore(t, h, x, next, batch.Options{Resume: true})
		if !r.Resumed || r.Lists >= r.Roles+r.Candidates {
			t.Errorf("%+v: want what was written before the kill passed over", r)
		}
	}
	if got := dump(t, x); got != want {
		t.Errorf("after %d kills: %d bytes are kept, other than the %d of an undisturbed run", kills, len(got), len(want))
	}
	if kills < 2 || resumed < 2 {
		t.Errorf("%d kills, %d runs to resume: the test tries too little", kills, resumed)
	}
}

func TestTwoRunsAtOnceAreRefused(t *testing.T) {
	dir, _ := prepared(t, killed())
	x := tables(t, dir)
	defer closed(t, x)
	if _, err := boltstore.OpenTables(dir, "kept.db"); !errors.Is(err, profiles.ErrLocked) {
		t.Errorf("%v: want ErrLocked", err)
	}
}

func TestAnInterruptedRunGoesOnUnderItsSettingsOrBeginsAnew(t *testing.T) {
	h, g := filled(t, 7, 30)
	stop := func(m *tablestest.Memory, s batch.Settings) {
		t.Helper()
		ctx, cancel := context.WithCancel(t.Context())
		_, err := h.batch(m).Run(ctx, s, batch.Options{Block: 4, Wrote: cancel})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("%v: want canceled", err)
		}
	}
	m, whole := tablestest.New(), tablestest.New()
	stop(m, next)
	if r := rescore(t, h, m, usual, batch.Options{Resume: true}); !r.Resumed || r.Top != next.Top || r.Lambda != next.Lambda || r.Lists != 56 || r.Pairs != 56*30 {
		t.Errorf("%+v: want the rest of 60 lists under the settings of the interrupted run", r)
	}
	if rescore(t, h, whole, next, batch.Options{}); rows(t, m) != rows(t, whole) {
		t.Error("the resumed run keeps something else than a whole one")
	}
	m = tablestest.New()
	ctx, cancel := context.WithCancel(t.Context())
	blocks, written := 0, 0
	rescore(t, h, tablestest.New(), usual, batch.Options{Block: 4, Wrote: func() { blocks++ }})
	wrote := func() {
		if written++; written == blocks {
			cancel()
		}
	}
	if _, err := h.batch(m).Run(ctx, usual, batch.Options{Block: 4, Wrote: wrote}); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v: want canceled before the end", err)
	}
	if r := rescore(t, h, m, usual, batch.Options{Resume: true}); !r.Resumed || r.Lists != 0 || r.Pairs != 0 {
		t.Errorf("%+v: want nothing but the swap", r)
	}
	m = tablestest.New()
	stop(m, usual)
	h.put(profiles.Key{Kind: profiles.KindRole, ID: "r3"}, nil, g.role("r3"))
	if r := rescore(t, h, m, usual, batch.Options{Resume: true}); r.Resumed || r.Lists != 60 {
		t.Errorf("%+v: want a run from the start, the store has changed", r)
	}
	if r := rescore(t, h, m, usual, batch.Options{Resume: true}); r.Full || r.Resumed {
		t.Errorf("%+v: want an ordinary run, there is nothing to resume", r)
	}
}
