package crashtest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// TestNoEditIsLost has 64 writers add one to a number in each of 10 records, at the revision that they have read.
func TestNoEditIsLost(t *testing.T) {
	s, err := boltstore.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	const writers, keys = 64, 10
	var made [keys]atomic.Int64
	var left, conflicts atomic.Int64
	left.Store(int64(*attempts))
	var work sync.WaitGroup
	for w := range writers {
		work.Go(func() {
			r := rand.New(rand.NewPCG(*seed, uint64(w)))
			for left.Add(-1) >= 0 {
				n := r.IntN(keys)
				err := addOne(s, fmt.Sprint("k", n))
				switch {
				case err == nil:
					made[n].Add(1)
				case errors.Is(err, profiles.ErrConflict):
					conflicts.Add(1)
				default:
					t.Error(err)
					return
				}
			}
		})
	}
	work.Wait()
	sum := int64(0)
	for n := range keys {
		e, err := s.Get(ctx, candidateKey(fmt.Sprint("k", n)))
		if err != nil {
			t.Fatal(err)
		}
		if is, want := e.Record.(*profiles.Candidate).Headline, fmt.Sprint(made[n].Load()); is != want {
			t.Errorf("k%d is at %s after %s edits that were acknowledged", n, is, want)
		}
		sum += made[n].Load()
	}
	t.Logf("%d edits, %d refused as conflicts", sum, conflicts.Load())
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func addOne(s *boltstore.Store, k string) error {
	e, err := s.Get(ctx, candidateKey(k))
	n, rev := 0, e.Revision
	switch {
	case errors.Is(err, profiles.ErrNotFound):
	case err != nil:
		return err
	default:
		if _, err := fmt.Sscan(e.Record.(*profiles.Candidate).Headline, &n); err != nil {
			return err
		}
	}
	_, err = s.Apply(ctx, []profiles.Mutation{{Key: candidateKey(k), Record: &profiles.Candidate{ID: k, Headline: fmt.Sprint(n + 1)}, If: &rev}})
	return err
}
