package batch_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"tenon/engine/batch"
	"tenon/profiles/store/tablestest"
)

// failing are tables in which one write fails, once so many have been made.
type failing struct {
	*tablestest.Memory
	after  int64
	writes atomic.Int64
}

var errNoMore = errors.New("no more")

func (f *failing) Update(ctx context.Context, write func(func(string, []byte, []byte) error) error) error {
	if f.writes.Add(1) == f.after {
		return errNoMore
	}
	return f.Memory.Update(ctx, write)
}

// An edit that moves many events writes them in portions. Where that breaks off nothing is told of them, and the next run ends as one that was
// never disturbed, byte for byte.
func TestAnEditOfManyEventsThatBreaksOffIsAsIfItNeverWas(t *testing.T) {
	defer batch.SetFlushEvents(7)()
	edited := func(m batch.Tables) *house {
		h, g := filled(t, 11, 60)
		rescore(t, h, m, usual, batch.Options{})
		for range 8 {
			g.step(h, 60)
		}
		return h
	}
	all := func(m *tablestest.Memory) string {
		return tablestest.Dump(t, m, "state", "lists-0", "lists-1", "lists-2", "events")
	}
	whole := &failing{Memory: tablestest.New()}
	h := edited(whole)
	before := whole.writes.Load()
	if r := rescore(t, h, whole, usual, batch.Options{}); r.Full || r.Events < 30 {
		t.Fatalf("%+v: want an incremental run of many events", r)
	}
	portions := whole.writes.Load() - before
	if portions < 4 {
		t.Fatalf("%d writes: want several portions", portions)
	}
	for at := int64(1); at < portions; at++ {
		m := &failing{Memory: tablestest.New()}
		h := edited(m)
		was := rows(t, m)
		m.after = m.writes.Load() + at
		if _, err := h.batch(m).Run(t.Context(), usual, batch.Options{}); !errors.Is(err, errNoMore) {
			t.Fatalf("write %d of %d: %v", at, portions, err)
		}
		if rows(t, m) != was || lastEvent(t, m) != 0 {
			t.Errorf("write %d of %d: a run that broke off is seen", at, portions)
		}
		if rescore(t, h, m, usual, batch.Options{}); all(m.Memory) != all(whole.Memory) {
			t.Errorf("write %d of %d: the next run keeps something else than one that was not disturbed", at, portions)
		}
	}
}
