package standing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// DefaultPortion is how many changes are judged in one transaction.
const DefaultPortion = 1000

// Report says what an evaluation did.
type Report struct {
	Seq     profiles.Seq `json:"seq"`     // up to which all is judged
	Changes int          `json:"changes"` // of the feed
	Judged  int          `json:"judged"`  // pairs of a changed record and a search that could match it
	Whole   int          `json:"whole"`   // searches that were judged on all records
	Events  int          `json:"events"`
}

// CatchUp judges what has changed up to the columns' snapshot. What is interrupted goes on where it was. profiles.ErrDamaged: what is
// kept does not verify.
func (s *Standing) CatchUp(ctx context.Context) (Report, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rep := Report{}
	st, known, err := readJSON[state](ctx, s.Tables, stateTable, stateKey)
	if err != nil {
		return rep, err
	}
	if err := s.load(ctx); err != nil {
		return rep, err
	}
	snap := s.Engine.Columns.Snapshot()
	is := world{AsOf: snap.AsOf, Taxonomy: snap.Taxonomy, Rates: snap.Rates, Cities: s.CitiesVersion, Store: s.StoreID, Scoring: Scoring}
	if !known || st.World != is || st.Seq > snap.Seq {
		st, err = s.anew(ctx, snap, st, is, !known || st.World.Store != is.Store || st.Seq > snap.Seq, !known, &rep)
	}
	for err == nil && st.Seq < snap.Seq {
		next, fault := s.portion(ctx, snap, st, &rep)
		if errors.Is(fault, errFeed) { // what has changed cannot be told: everything may have
			next, fault = s.anew(ctx, snap, st, is, true, false, &rep)
		}
		st, err = next, fault
	}
	rep.Seq = st.Seq
	if err != nil {
		s.cabinet = nil // it may be ahead of what is kept
	}
	return rep, err
}

// errFeed says that the feed of changes cannot be followed.
var errFeed = errors.New("the feed cannot be followed")

// changes reads the feed.
func (s *Standing) changes(ctx context.Context, since profiles.Seq) ([]profiles.Change, error) {
	cs, err := s.Feed.Changes(ctx, since, cmp.Or(s.Portion, DefaultPortion))
	if err == nil {
		var oldest profiles.Seq
		if oldest, err = s.Feed.Oldest(ctx); err == nil && since < oldest {
			return nil, fmt.Errorf("standing searches: %w: %w", errFeed, profiles.ErrTooOld)
		}
	}
	switch {
	case errors.Is(err, profiles.ErrDamaged):
		return nil, fmt.Errorf("standing searches: %w: %w", errFeed, err)
	case err != nil:
		return nil, fmt.Errorf("standing searches: read changes: %w", err)
	}
	return cs, nil
}

// load compiles all searches of the store, once.
func (s *Standing) load(ctx context.Context) error {
	if s.cabinet != nil {
		return nil
	}
	c, b, owners := newCabinet(), s.newBench(s.Engine.Columns.Snapshot().AsOf), map[profiles.Key]string{}
	err := s.Searches.Searches(ctx, func(k profiles.Key, rev profiles.Revision, x *profiles.Search) error {
		owners[k] = x.Candidate
		compiled, err := b.compile(ctx, k, rev, x)
		if err == nil {
			c.add(compiled)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("standing searches: %w", err)
	}
	s.cabinet, s.bench = c, b
	s.owning.Lock()
	defer s.owning.Unlock()
	s.owners = owners
	return nil
}

// anew judges every search on all records and tells what has become different, but nothing the first time. Changes behind the snapshot
// are left for the feed; so are those before it, and searches that they bring, unless the feed is not to be followed (all).
func (s *Standing) anew(ctx context.Context, snap *columns.Snapshot, st state, is world, all, first bool, rep *Report) (state, error) {
	s.cabinet = nil // subjects are judged at the month, and by the taxonomy
	if err := s.load(ctx); err != nil {
		return st, err
	}
	next := state{Seq: st.Seq, World: is}
	if all {
		next.Seq = snap.Seq
	}
	t := s.transaction(next, rep)
	last, err := s.changedSince(ctx, snap.Seq)
	if errors.Is(err, errFeed) {
		last, err = nil, nil
	}
	if err != nil {
		return st, err
	}
	kept, err := t.kept(ctx)
	if err != nil {
		return st, err
	}
	for _, c := range s.inOrder() {
		e, known := kept[c.key]
		edited := !known || e.Revision != c.revision
		delete(kept, c.key)
		if edited && !all {
			continue // its change is still to come
		}
		if err := t.whole(ctx, c, snap, last, first || edited, CauseWorld); err != nil {
			return st, err
		}
	}
	for k := range kept { // of searches that are no more
		if err := t.drop(ctx, k); err != nil {
			return st, err
		}
	}
	return t.commit(ctx)
}

// inOrder are all searches, by key.
func (s *Standing) inOrder() []*search {
	keys := slices.SortedFunc(maps.Keys(s.cabinet.all), compareKeys)
	out := make([]*search, len(keys))
	for i, k := range keys {
		out[i] = s.cabinet.all[k]
	}
	return out
}

// changedSince are the records that have changed behind a number, up to now, each with its last change.
func (s *Standing) changedSince(ctx context.Context, since profiles.Seq) (map[profiles.Key]profiles.Seq, error) {
	out := map[profiles.Key]profiles.Seq{}
	for {
		cs, err := s.changes(ctx, since)
		if err != nil || len(cs) == 0 {
			return out, err
		}
		for _, c := range cs {
			out[c.Key] = c.Seq
		}
		since = cs[len(cs)-1].Seq
	}
}

// portion judges the next changes, and keeps what came of it.
func (s *Standing) portion(ctx context.Context, snap *columns.Snapshot, st state, rep *Report) (state, error) {
	cs, err := s.changes(ctx, st.Seq)
	if err != nil {
		return st, err
	}
	cs = slices.DeleteFunc(cs, func(c profiles.Change) bool { return c.Seq > snap.Seq })
	next := state{Seq: snap.Seq, World: st.World}
	if len(cs) > 0 {
		next.Seq = cs[len(cs)-1].Seq
	}
	rep.Changes += len(cs)
	t := s.transaction(next, rep)
	changed := map[profiles.Key]bool{}
	for _, c := range cs {
		changed[c.Key] = true
	}
	if err := t.searches(ctx, snap, st.Seq, changed); err != nil {
		return st, err
	}
	for _, k := range slices.SortedFunc(maps.Keys(changed), compareKeys) {
		if k.Kind == profiles.KindCandidate || k.Kind == profiles.KindRole {
			if err := t.record(ctx, k, snap.AsOf); err != nil {
				return st, err
			}
		}
	}
	return t.commit(ctx)
}

// searches judges searches that are new or edited, and those whose subject is among the changes.
func (t *transaction) searches(ctx context.Context, snap *columns.Snapshot, since profiles.Seq, changed map[profiles.Key]bool) error {
	s := t.s
	fresh, again := map[profiles.Key]*search{}, map[profiles.Key]bool{}
	for k := range changed {
		s.bench.forget(k)
	}
	for k := range changed {
		for c := range s.cabinet.subjects[k] {
			again[c.key] = true
		}
		if k.Kind != profiles.KindSearch {
			continue
		}
		x, rev, err := s.Searches.Search(ctx, k)
		if errors.Is(err, profiles.ErrNotFound) || errors.Is(err, profiles.ErrDamaged) {
			s.cabinet.remove(k)
			s.own(k, nil)
			if err := t.drop(ctx, k); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return fmt.Errorf("standing searches: %w", err)
		}
		c, err := s.bench.compile(ctx, k, rev, x)
		if err != nil {
			return err
		}
		s.cabinet.add(c)
		s.own(k, x)
		e, known, err := readJSON[entry](ctx, s.Tables, searchesTable, searchKey(k))
		if err != nil {
			return err
		}
		if !known || e.Revision != rev { // else it was read before its change came
			fresh[k] = c
		}
	}
	var last map[profiles.Key]profiles.Seq
	if len(fresh)+len(again) > 0 {
		var err error
		if last, err = s.changedSince(ctx, since); err != nil {
			return err
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(again), compareKeys) {
		c := s.cabinet.all[k]
		if c == nil || fresh[k] != nil {
			continue
		}
		if err := s.bench.resubject(ctx, c); err != nil {
			return err
		}
		pending := maps.Clone(last)
		maps.DeleteFunc(pending, func(_ profiles.Key, at profiles.Seq) bool { return at <= snap.Seq })
		if err := t.whole(ctx, c, snap, pending, false, CauseSubject); err != nil {
			return err
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(fresh), compareKeys) {
		later := maps.Clone(last)
		maps.DeleteFunc(later, func(_ profiles.Key, at profiles.Seq) bool { return at <= profiles.Seq(fresh[k].revision) })
		if err := t.whole(ctx, fresh[k], snap, later, true, ""); err != nil {
			return err
		}
	}
	return nil
}

// recordOf reads a record as it is now; nil when it is gone.
func (s *Standing) recordOf(ctx context.Context, k profiles.Key, asOf profiles.Month) (*subjected, error) {
	out := &subjected{key: k}
	var err error
	if k.Kind == profiles.KindRole {
		var r *profiles.Role
		if r, err = s.Engine.Records.Role(ctx, k); err == nil {
			out.role = s.Engine.Deriver.Role(r)
		}
	} else {
		var c *profiles.Candidate
		if c, err = s.Engine.Records.Candidate(ctx, k); err == nil {
			out.candidate = s.Engine.Deriver.Candidate(c, asOf, facts.AsIs)
		}
	}
	if errors.Is(err, profiles.ErrNotFound) || errors.Is(err, profiles.ErrDamaged) {
		return nil, nil
	}
	return out, err
}

func compareKeys(a, b profiles.Key) int {
	return cmp.Or(cmp.Compare(a.Org, b.Org), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
}
