package storetest

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"tenon/profiles"
	"tenon/profiles/store"
)

// model is a store in two maps, against which sequences of random calls are compared.
type model struct {
	records state
	changes map[profiles.Key]profiles.Change // the last of each key
	seq     profiles.Seq
}

// apply does what the contract of Apply says.
func (m *model) apply(ms []profiles.Mutation) error {
	seen := map[profiles.Key]bool{}
	for _, x := range ms {
		if seen[x.Key] {
			return profiles.ErrInvalid
		}
		seen[x.Key] = true
	}
	var errs []error
	for _, x := range ms {
		old, there := m.records[x.Key]
		switch {
		case x.If != nil && *x.If != old.Revision:
			errs = append(errs, profiles.ErrConflict)
		case x.Record == nil && !there:
			errs = append(errs, profiles.ErrNotFound)
		}
	}
	if errs != nil {
		return errors.Join(errs...)
	}
	for _, x := range ms {
		m.seq++
		m.changes[x.Key] = profiles.Change{Seq: m.seq, Revision: m.seq, Key: x.Key, Deleted: x.Record == nil}
		delete(m.records, x.Key)
		if x.Record != nil {
			m.records[x.Key] = store.Entry{Key: x.Key, Revision: m.seq, Record: x.Record}
		}
	}
	return nil
}

// mutations draws up to five of few keys, so that they meet, some at a revision that may be right.
func (m *model) mutations(r *rapid.T) []profiles.Mutation {
	ms := make([]profiles.Mutation, rapid.IntRange(0, 5).Draw(r, "mutations"))
	for i := range ms {
		id := strconv.Itoa(rapid.IntRange(0, 9).Draw(r, "id"))
		k := profiles.Key{Org: rapid.SampledFrom([]string{"", "o"}).Draw(r, "org"), Kind: profiles.KindCandidate, ID: id}
		ms[i].Key = k
		if rapid.IntRange(0, 2).Draw(r, "put") > 0 {
			ms[i].Record = candidate(id, rapid.StringN(0, 8, -1).Draw(r, "headline"))
		}
		if rapid.IntRange(0, 3).Draw(r, "conditional") == 0 {
			rev := m.records[k].Revision
			if rapid.IntRange(0, 3).Draw(r, "stale") == 0 {
				rev++
			}
			ms[i].If = &rev
		}
	}
	return ms
}

func (m *model) lastChanges() []profiles.Change {
	return slices.SortedFunc(maps.Values(m.changes), func(a, b profiles.Change) int { return int(a.Seq) - int(b.Seq) })
}

func agreesWithModel(t *testing.T, open Open) {
	rapid.Check(t, func(r *rapid.T) {
		dir := t.TempDir()
		s := open(t, dir)
		m := &model{records: state{}, changes: map[profiles.Key]profiles.Change{}}
		defer func() {
			if err := s.Close(); err != nil {
				r.Errorf("close: %v", err)
			}
		}()
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			if rapid.IntRange(0, 9).Draw(r, "reopen") == 0 {
				if err := s.Close(); err != nil {
					r.Fatalf("close: %v", err)
				}
				s = open(t, dir)
			}
			ms := m.mutations(r)
			want := m.apply(ms)
			seq, err := s.Apply(ctx, ms)
			if want == nil && (err != nil || seq != m.seq) {
				r.Fatalf("apply: %d, %v, want %d", seq, err, m.seq)
			}
			if want != nil && !anyOf(err, want) {
				r.Fatalf("apply: %v, want one of: %v", err, want)
			}
		}
		got, _ := scanAll(t, s, profiles.KindCandidate, rapid.IntRange(1, 8).Draw(r, "page"))
		wantEntries(t, m.records.entries(), got)
		changes := feed(t, s, 0, 100)
		latest := map[profiles.Key]profiles.Change{}
		for _, c := range changes {
			latest[c.Key] = c
		}
		wantChanges(t, m.lastChanges(), (&model{changes: latest}).lastChanges())
		if t.Failed() {
			r.FailNow()
		}
	})
}

// anyOf says whether an error is one of those joined in want: which of several faults a store names first is its own affair.
func anyOf(err, want error) bool {
	for _, w := range []error{profiles.ErrInvalid, profiles.ErrConflict, profiles.ErrNotFound} {
		if errors.Is(want, w) && errors.Is(err, w) {
			return true
		}
	}
	return false
}
