package standing_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"go.uber.org/goleak"

	"tenon/engine/standing"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/store/tablestest"
)

// childDir names the directory in which a child judges; its presence makes this binary the child.
const childDir = "TENON_STANDING_CHILD"

// TestMain lets the kill test run this binary as the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(child(dir))
	}
	goleak.VerifyTestMain(m)
}

// changes is how many changes the killed process has to judge, after as many that are known.
const changes = 400

// history is a house at the same moment of the same history each time.
func history(n int) *house {
	h, g := newHouse(), gen{rand.New(rand.NewPCG(3, 9))}
	for range n {
		g.stepApart(h, 25)
	}
	h.followAll()
	return h
}

// noisy says of each transaction that it is made.
type noisy struct{ *boltstore.Tables }

func (t noisy) Update(ctx context.Context, write func(put func(table string, key, value []byte) error) error) error {
	fmt.Println("writes")
	err := t.Tables.Update(ctx, write)
	fmt.Println("wrote")
	return err
}

func judged(t standing.Tables, h *house) error {
	s := h.standing(t)
	s.Portion = 7
	_, err := s.CatchUp(context.Background())
	return err
}

// child judges and says what it does.
func child(dir string) int {
	t, err := boltstore.OpenTables(dir, "alerts.db")
	if err == nil {
		err = errors.Join(judged(noisy{t}, history(2*changes)), t.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// kill runs a child and kills it once it has said so many lines; it is false when the child came to its end before that.
func kill(t *testing.T, dir string, after int) bool {
	t.Helper()
	return tablestest.Kill(t, []string{childDir + "=" + dir}, after, nil)
}

// begun is a directory in which the first half of the history is judged.
func begun(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	with(t, dir, func(x *boltstore.Tables) {
		if err := judged(x, history(changes)); err != nil {
			t.Fatal(err)
		}
	})
	return dir
}

func with(t *testing.T, dir string, f func(*boltstore.Tables)) {
	t.Helper()
	x, err := boltstore.OpenTables(dir, "alerts.db")
	if err != nil {
		t.Fatal(err)
	}
	f(x)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

// dump is everything that is kept, in order.
func dump(t *testing.T, dir string) (out string) {
	t.Helper()
	with(t, dir, func(x *boltstore.Tables) {
		out = tablestest.Dump(t, x, "state", "searches", "matches", "matched", "events", "numbers")
	})
	return out
}

func TestWhatIsKilledAndStartedAgainTellsTheSameAsOneUndisturbed(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes: skipped by -short")
	}
	dir := begun(t)
	with(t, dir, func(x *boltstore.Tables) {
		if err := judged(x, history(2*changes)); err != nil {
			t.Fatal(err)
		}
	})
	want := dump(t, dir)

	dir = begun(t)
	rng := rand.New(rand.NewPCG(1, 2))
	kills := 0
	for kill(t, dir, 1+rng.IntN(14)) {
		kills++
	}
	if got := dump(t, dir); got != want {
		t.Errorf("after %d kills %d bytes are kept, other than the %d of an undisturbed run", kills, len(got), len(want))
	}
	if kills < 5 {
		t.Errorf("%d kills: the test tries too little", kills)
	}
}
