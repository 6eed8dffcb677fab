package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// errTooMuch ends an incremental run that would do more than a full one, or hold too much at a time.
var errTooMuch = errors.New("too much has changed")

// The bounds of an incremental run.
const (
	candidateShare = 4         // of the candidates, one in so many may have changed
	roleShare      = 6         // and of the roles, each of which is in the lists of many more: BenchmarkManyEdits
	maxChanged     = 256 << 20 // bytes of lists that may change, before and after
)

// edits are the records that have changed, or are gone, since the kept lists were made.
type edits struct{ candidates, roles map[profiles.Key]bool }

// incremental scores what edits touch and publishes in one transaction.
func (r *run) incremental(ctx context.Context) error {
	ed, err := r.edits(ctx)
	if err != nil {
		return err
	}
	r.report.Edited = len(ed.candidates) + len(ed.roles)
	if tooMany(len(ed.candidates), candidateShare, r.snap.Candidates()) || tooMany(len(ed.roles), roleShare, len(r.snap.Roles)) {
		return errTooMuch
	}
	r.pairs.total = int64(len(ed.candidates))*int64(len(r.snap.Roles)) + int64(len(ed.roles))*int64(r.snap.Candidates())
	x := &revision{run: r, edits: ed, current: listTable(r.state.Current)}
	x.locate()
	for _, step := range []func(context.Context) error{x.gone, x.editedCandidates, x.editedRoles, x.otherRoles, x.otherCandidates} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return x.publish(ctx)
}

// tooMany says whether more than one in so many of all has changed, and more than one.
func tooMany(changed, oneOf, all int) bool { return changed*oneOf > all+oneOf }

// edits reads the feed from the kept lists to the snapshot. A feed that cannot be followed makes the run full.
func (r *run) edits(ctx context.Context) (*edits, error) {
	e := &edits{map[profiles.Key]bool{}, map[profiles.Key]bool{}}
	for since := r.state.Made.Seq; since < r.snap.Seq; {
		cs, err := r.feed.Changes(ctx, since, page)
		if errors.Is(err, profiles.ErrDamaged) || err == nil && len(cs) == 0 {
			return nil, errTooMuch
		}
		if err != nil {
			return nil, fmt.Errorf("read changes: %w", err)
		}
		for _, c := range cs {
			switch c.Key.Kind {
			case profiles.KindCandidate:
				e.candidates[c.Key] = true
			case profiles.KindRole:
				e.roles[c.Key] = true
			case profiles.KindIdentity, profiles.KindDemographics, profiles.KindCandidateCorrection, profiles.KindRoleCorrection, profiles.KindSearch, profiles.KindReview, profiles.KindConsents, profiles.KindAccess: // nothing that scores can see
			}
		}
		since = cs[len(cs)-1].Seq
	}
	oldest, err := r.feed.Oldest(ctx)
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	if r.state.Made.Seq < oldest {
		return nil, errTooMuch
	}
	return e, nil
}

// revision is the lists that an incremental run changes.
type revision struct {
	*run
	*edits
	current string
	changed []change
	held    int                               // bytes of changed
	rows    map[*columns.Tile]*columns.RowSet // of the edited candidates, nil where they have to be looked for
	seen    []edited                          // the edited candidates that are there
}

// change is a list before and now, as bytes; nil where there is none.
type change struct {
	key, was, is []byte
}

// get reads the bytes of a kept list, nil of none.
func (x *revision) get(ctx context.Context, key []byte) ([]byte, error) {
	b, err := x.Tables.Get(ctx, x.current, key)
	if errors.Is(err, profiles.ErrNotFound) {
		return nil, nil
	}
	return b, err
}

// replace books a list that was ranked anew, or nil for one that is no more.
func (x *revision) replace(ctx context.Context, owner profiles.Key, l *list) error {
	key := listKey(owner)
	was, err := x.get(ctx, key)
	if err != nil {
		return err
	}
	return x.book(key, was, l)
}

func (x *revision) book(key, was []byte, l *list) error {
	var is []byte
	if l != nil {
		is = l.encode()
	}
	if bytes.Equal(was, is) {
		return nil
	}
	x.changed = append(x.changed, change{key, was, is})
	if x.held += len(key) + len(was) + len(is); x.held > maxChanged {
		return errTooMuch
	}
	return nil
}

// gone takes away the lists of all that were edited; those that are still there get theirs anew.
func (x *revision) gone(ctx context.Context) error {
	here := map[profiles.Key]bool{}
	for i := range x.snap.Roles {
		if k := x.roleKey(i); x.roles[k] {
			here[k] = true
		}
	}
	for i := range x.snap.Tiles {
		x.editedRows(i, func(k profiles.Key, _ int) { here[k] = true })
	}
	for _, set := range []map[profiles.Key]bool{x.candidates, x.roles} {
		for k := range set {
			if here[k] {
				continue
			}
			if err := x.replace(ctx, k, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// locate asks the columns where the edited candidates stand: to look at every row for one of them takes longer than the rest of a run.
// Columns that have gone on since cannot say it of the snapshot.
func (x *revision) locate() {
	if s, rows := x.live.Locate(maps.Keys(x.candidates)); s == x.snap {
		x.rows = rows
	}
}

// editedRows calls f for the rows of a tile whose candidates were edited.
func (x *revision) editedRows(tile int, f func(k profiles.Key, l int)) {
	t := x.snap.Tiles[tile]
	if x.rows != nil {
		if at := x.rows[t]; at != nil {
			for _, l := range at.Append(nil) {
				f(t.Key(int(l)), int(l))
			}
		}
		return
	}
	for l := range t.N {
		if k := t.Key(l); x.candidates[k] && x.snap.Alive(tile, l) {
			f(k, l)
		}
	}
}

// edited is a candidate that was edited, as it is now.
type edited struct {
	key   profiles.Key
	facts *facts.Candidate
}

// editedCandidates ranks roles for the candidates that were edited.
func (x *revision) editedCandidates(ctx context.Context) error {
	if len(x.candidates) == 0 {
		return nil
	}
	for i, t := range x.snap.Tiles {
		all := sync.OnceValue(t.Facts)
		x.editedRows(i, func(k profiles.Key, l int) { x.seen = append(x.seen, edited{k, all()[l]}) })
	}
	for _, e := range x.seen {
		l, err := x.rankCandidate(ctx, e.key, e.facts)
		if err != nil {
			return err
		}
		if err := x.replace(ctx, e.key, l); err != nil {
			return err
		}
	}
	return nil
}

func (x *revision) editedRoles(ctx context.Context) error {
	for i := range x.snap.Roles {
		if !x.roles[x.roleKey(i)] {
			continue
		}
		l, err := x.rankRole(ctx, i)
		if err != nil {
			return err
		}
		if err := x.replace(ctx, x.roleKey(i), l); err != nil {
			return err
		}
	}
	return nil
}

// otherCandidates puts the edited roles into the lists of the other candidates, tile by tile.
func (x *revision) otherCandidates(ctx context.Context) error {
	if len(x.roles) == 0 {
		return nil
	}
	var edited []int
	for i := range x.snap.Roles {
		if x.roles[x.roleKey(i)] {
			edited = append(edited, i)
		}
	}
	floors, err := x.floors(ctx)
	if err != nil {
		return err
	}
	for i, t := range x.snap.Tiles {
		rows := slices.DeleteFunc(x.alive(i), func(l uint16) bool { return x.candidates[t.Key(int(l))] })
		all := sync.OnceValue(t.Facts)
		for part := range slices.Chunk(rows, max(leastRows, maxHits/max(1, len(edited)))) {
			if err := x.revise(ctx, x.hearing(ctx, t, part, edited, floors, all), x.roles); err != nil {
				return err
			}
		}
	}
	return nil
}

// The candidates that hear of edited roles at a time: so many that what those score takes little memory.
const (
	maxHits   = 1 << 20
	leastRows = 2048
)

// hearing are those of rows of a tile whose lists edited roles may be in or come into.
func (x *revision) hearing(ctx context.Context, t *columns.Tile, rows []uint16, edited []int, floors *floors, all func() []*facts.Candidate) (out []other) {
	heads := make([]head, len(rows))
	var least [columns.Rows]int32
	for j, l := range rows {
		heads[j] = floors.of(listKey(t.Key(int(l))))
		least[l] = heads[j].floor
	}
	now := x.scores(t, rows, edited, &least)
	for j, l := range rows {
		if heads[j].passed() && len(now[l]) == 0 {
			continue
		}
		k := t.Key(int(l))
		out = append(out, other{k, now[l], func() (*list, error) { return x.rankCandidate(ctx, k, all()[l]) }})
	}
	return out
}

// scores are those of rows of a tile for the edited roles, by row, that reach the floor of the row.
func (x *revision) scores(t *columns.Tile, rows []uint16, edited []int, floor *[columns.Rows]int32) [][]plan.Hit {
	now := make([][]plan.Hit, t.N)
	var pairs *plan.Pairs
	for _, i := range edited {
		r := &x.snap.Roles[i]
		pairs = pairs.Of(x.plan(i))
		pairs.Tile(t, shows(t, rows, r), floor, func(l int, f, rev, overall int32) {
			now[l] = append(now[l], plan.Hit{Key: overall, F: f, R: rev, Overall: overall, Tie: plan.Tie(r.ID, t.ID(l)), ID: r.ID, Org: r.Org})
		})
		x.pairs.add(len(rows))
	}
	return now
}

// other is a record that was not edited: whose list it is, what the edited of the other kind score now, and how to rank anew.
type other struct {
	owner profiles.Key
	now   []plan.Hit
	rank  func() (*list, error)
}

// revise brings the lists of others up to date with the records of the other kind that have changed.
func (x *revision) revise(ctx context.Context, others []other, changed map[profiles.Key]bool) error {
	ids := idsOf(changed)
	type revised struct {
		was  []byte
		list *list // nil: as it was
		anew bool
	}
	out := make([]revised, len(others))
	err := each(ctx, len(others), func(i int) (err error) {
		o, r := &others[i], &out[i]
		if r.was, err = x.get(ctx, listKey(o.owner)); err != nil || untouched(o.owner, r.was, ids, o.now) {
			return err
		}
		r.list, r.anew, err = x.reviseOne(o, r.was, changed)
		return err
	})
	if err != nil {
		return err
	}
	for i := range out {
		if out[i].list == nil {
			continue
		}
		if out[i].anew {
			x.report.Reranked++
		}
		if err := x.book(listKey(others[i].owner), out[i].was, out[i].list); err != nil {
			return err
		}
	}
	return nil
}

// reviseOne is a list now, and whether it had to be ranked anew.
func (x *revision) reviseOne(o *other, was []byte, changed map[profiles.Key]bool) (*list, bool, error) {
	if was == nil {
		return nil, false, errTooMuch // the kept lists are not of the feed that is read
	}
	l, err := decodeList(o.owner, was)
	if err != nil {
		return nil, false, err
	}
	kind := profiles.KindCandidate + profiles.KindRole - o.owner.Kind
	if l.revise(func(h plan.Hit) bool { return changed[profiles.Key{Org: h.Org, Kind: kind, ID: h.ID}] }, o.now, x.top, x.reserve) {
		return l, false, nil
	}
	l, err = o.rank()
	return l, true, err
}

// publish writes the changed lists, what they were, the last events, and the state, all or nothing. Of many events the first are written
// before, behind the last number that counts, as a full run does: an edit may move more of them than memory should hold.
func (x *revision) publish(ctx context.Context) error {
	slices.SortFunc(x.changed, func(a, b change) int { return bytes.Compare(a.key, b.key) })
	next := *x.state
	next.Pending, next.Before, next.Whole, next.Was, next.Made = nil, x.state.free(), false, x.state.Made, x.made
	e := &eventWriter{run: x.run, number: x.state.Events}
	for _, c := range x.changed {
		err := x.compareLists(c.key, c.was, c.is, e)
		if err == nil {
			err = e.flush(ctx, false)
		}
		if err != nil {
			return err
		}
	}
	next.Events = e.number
	x.report.Lists, x.report.Events = len(x.changed), int(e.number-x.state.Events)
	err := x.Tables.Update(ctx, func(put putter) error {
		before := listTable(next.Before)
		if err := put(before, nil, nil); err != nil {
			return err
		}
		for _, c := range x.changed {
			if err := errors.Join(put(before, c.key, append([]byte{}, c.was...)), put(x.current, c.key, c.is)); err != nil {
				return err
			}
		}
		return errors.Join(e.put(put), next.put(put))
	})
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	x.state = &next
	return nil
}
