package storetest

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"tenon/profiles"
	"tenon/profiles/store"
)

func announced(t *testing.T, open Open) {
	s := opened(t, open)
	n, ok := s.(store.Notifier)
	if !ok {
		t.Skip("this store is no store.Notifier")
	}
	changed := n.Changed()
	refused(t, s, profiles.ErrNotFound, del("nobody"))
	apply(t, s)
	if isClosed(changed) {
		t.Error("announced, though nothing has changed")
	}
	apply(t, s, put("a", "x"))
	if !isClosed(changed) {
		t.Error("a commit is not announced")
	}
	if isClosed(n.Changed()) {
		t.Error("a commit is announced to who came after it")
	}
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

const (
	writers = 8
	rounds  = 25
	perCall = 4
)

// batchOf is what a writer applies in a round: new keys only, so that every number belongs to one key for ever.
func batchOf(writer, round int) []profiles.Mutation {
	ms := make([]profiles.Mutation, perCall)
	for i := range ms {
		ms[i] = put(numbered("w"+strconv.Itoa(writer)+"-", round*perCall+i), "x")
	}
	return ms
}

func concurrentWriters(t *testing.T, open Open) {
	s := opened(t, open)
	followed, stop := context.WithCancel(ctx)
	defer stop()
	var reader, wg sync.WaitGroup
	var seen []profiles.Change
	reader.Go(func() { seen = follow(t, s, followed.Done()) })
	ends := make([][]profiles.Seq, writers)
	for w := range writers {
		wg.Go(func() { ends[w] = writeAll(t, s, w) })
	}
	wg.Wait()
	stop()
	reader.Wait()
	// What was refused beside what was not has left nothing.
	missing(t, s, key("never"))
	if len(seen) != writers*rounds*perCall {
		t.Fatalf("%d changes were seen, want %d", len(seen), writers*rounds*perCall)
	}
	// What was applied together is numbered together and in its order, up to the number that was returned.
	for w := range writers {
		for r, end := range ends[w] {
			for i, m := range batchOf(w, r) {
				n := int(end) - perCall + i
				if n < 0 || n >= len(seen) || seen[n].Key != m.Key {
					t.Fatalf("writer %d, round %d ends at %d: change %d is not of %s", w, r, end, n+1, m.Key)
				}
			}
		}
	}
}

func writeAll(t *testing.T, s store.Store, w int) []profiles.Seq {
	ends := make([]profiles.Seq, rounds)
	for r := range rounds {
		var err error
		if ends[r], err = s.Apply(ctx, batchOf(w, r)); err != nil {
			t.Errorf("apply: %v", err)
		}
		// Who wrote it sees it, with all that came before.
		cs, err := s.Changes(ctx, ends[r]-1, 1)
		if err != nil || len(cs) != 1 || cs[0].Seq != ends[r] {
			t.Errorf("changes behind %d right after it: %+v, %v", ends[r]-1, cs, err)
		}
		refused(t, s, profiles.ErrConflict, at(put(batchOf(w, r)[0].Key.ID, "again"), 0), put("never", "x"))
	}
	return ends
}

// follow reads the feed until done and nothing is left. No key is changed twice, so that it may have no gap at any moment, and
// must reach what Seq has named before.
func follow(t *testing.T, s store.Store, done <-chan struct{}) []profiles.Change {
	var seen []profiles.Change
	for {
		finished := isClosed(done)
		promised, err := s.Seq(ctx)
		if err != nil {
			t.Errorf("seq: %v", err)
			return seen
		}
		for {
			cs, err := s.Changes(ctx, profiles.Seq(len(seen)), 7)
			if err != nil {
				t.Errorf("changes: %v", err)
				return seen
			}
			if len(cs) == 0 {
				break
			}
			for _, c := range cs {
				seen = append(seen, c)
				if c.Seq != profiles.Seq(len(seen)) || c.Revision != c.Seq {
					t.Errorf("change %d at revision %d became visible as number %d", c.Seq, c.Revision, len(seen))
					return seen
				}
			}
		}
		if profiles.Seq(len(seen)) < promised {
			t.Errorf("the feed ended at %d, though the store was at %d before", len(seen), promised)
			return seen
		}
		if finished {
			return seen
		}
		runtime.Gosched()
	}
}

// concurrentEdits has many writers add to one text, each at the revision that it has read.
func concurrentEdits(t *testing.T, open Open) {
	s := opened(t, open)
	apply(t, s, put("a", "0"))
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range 5 {
				if err := increment(s); err != nil {
					t.Errorf("increment: %v", err)
					return
				}
			}
		})
	}
	wg.Wait()
	wants(t, s, candidate("a", strconv.Itoa(writers*5)), key("a"), profiles.Revision(writers*5+1))
}

func increment(s store.Store) error {
	for {
		e, err := s.Get(ctx, key("a"))
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(e.Record.(*profiles.Candidate).Headline)
		if err != nil {
			return err
		}
		_, err = s.Apply(ctx, []profiles.Mutation{at(put("a", strconv.Itoa(n+1)), e.Revision)})
		if !errors.Is(err, profiles.ErrConflict) {
			return err
		}
	}
}
