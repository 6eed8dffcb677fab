package columns_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// histories is how many histories are tried unless -rapid.checks says otherwise: each takes a good part of a second.
const histories = 25

func TestMain(m *testing.M) {
	flag.Parse()
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "rapid.checks" })
	if !chosen {
		if err := flag.Set("rapid.checks", strconv.Itoa(histories)); err != nil {
			panic(err)
		}
	}
	goleak.VerifyTestMain(m)
}

// variants are facts to choose from, made once.
var variants = func() []columns.Update {
	us := drawn(0, 400)
	for i := range us {
		if i%9 == 0 { // nobody drawn has a job whose title does not resolve
			us[i].Facts.Unresolved = uint16(1 + i)
		}
	}
	return us
}()

func change(id string, variant int) columns.Update {
	u := variants[variant]
	u.Key.ID = id
	return u
}

// rebuilt is a state made at once of what a history left.
func rebuilt(left map[string]int) *columns.Live {
	l := columns.New(deriver, asOf)
	var us []columns.Update
	for id, v := range left {
		us = append(us, change(id, v))
	}
	l.Apply(us, 1)
	return l
}

// longHistories bounds how many histories a run of the tests makes.
const longHistories = 12

func TestALongHistoryWithMergesBesideItEqualsRebuilding(t *testing.T) {
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		if runs++; runs > longHistories {
			return // each is thousands of changes: a few say what a hundred would
		}
		l, left := columns.New(deriver, asOf), map[string]int{}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		seq := profiles.Seq(0)
		apply := func(ids ...int) {
			var us []columns.Update
			for _, i := range ids {
				id, v := fmt.Sprint("c", i), r.IntN(len(variants)*5/4)
				if v >= len(variants) {
					us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}})
					delete(left, id)
					continue
				}
				us = append(us, change(id, v))
				left[id] = v
			}
			seq++
			l.Apply(us, seq)
		}
		for range rapid.IntRange(9, 14).Draw(t, "batches") { // enough that merging takes long beside what follows
			apply(r.Perm(6000)[:300]...)
		}
		stop, ended := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(ended)
			for {
				select {
				case <-stop:
					return
				default:
					l.Merge()
				}
			}
		}()
		var pinned *columns.Snapshot
		var was map[string]*facts.Candidate
		steps := rapid.IntRange(1, 100).Draw(t, "steps")
		for step := range steps {
			if step == steps/2 {
				pinned = l.Snapshot()
				was = facts2(pinned)
			}
			if apply(r.IntN(6000), r.IntN(6000)); step%50 == 0 {
				apply(r.Perm(6000)[:300]...)
			}
		}
		close(stop)
		<-ended
		if got := l.Snapshot(); got.Candidates() != len(left) || got.Seq != seq {
			t.Fatalf("%d candidates at %d: want %d at %d", got.Candidates(), got.Seq, len(left), seq)
		}
		if d := cmp.Diff(facts2(rebuilt(left).Snapshot()), facts2(l.Snapshot())); d != "" {
			t.Fatalf("rebuilt (-) and after the history (+) differ:\n%.2000s", d)
		}
		if d := cmp.Diff(was, facts2(pinned)); d != "" {
			t.Fatalf("the pinned snapshot changed:\n%.2000s", d)
		}
	})
}

func TestMergeMakesFullTilesOfSmallOnes(t *testing.T) {
	l, want := columns.New(deriver, asOf), map[string]int{}
	for batch := range 20 {
		var us []columns.Update
		for i := range 500 {
			id := fmt.Sprint("c", batch, "-", i)
			us = append(us, change(id, i%len(variants)))
			want[id] = i % len(variants)
		}
		l.Apply(us, profiles.Seq(batch+1))
	}
	before := l.Snapshot()
	for l.Merge() {
	}
	after := l.Snapshot()
	if len(before.Tiles) != 20 || len(after.Tiles) != 1 {
		t.Errorf("%d tiles before and %d after: want 20 and 1", len(before.Tiles), len(after.Tiles))
	}
	if d := cmp.Diff(facts2(rebuilt(want).Snapshot()), facts2(after)); d != "" {
		t.Errorf("merging changes facts:\n%.2000s", d)
	}
}
