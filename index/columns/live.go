package columns

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"tenon/index/facts"
	"tenon/profiles"
)

// smallTiles is how many small tiles of a kind a snapshot may have before they are merged.
const smallTiles = 8

// Update is one change of one record: what it is now, or, with nothing but a key, that it is gone.
type Update struct {
	Key       profiles.Key
	Candidate *profiles.Candidate
	Role      *profiles.Role
	Facts     *facts.Candidate // of the candidate, where they are made already, see [Live.Derive]; then they are enough

	month profiles.Month // at which Derive made the facts; 0: they are of the state's
}

// Live keeps the newest snapshot up to date. Everything may be called by any goroutine.
type Live struct {
	deriver *facts.Deriver
	current atomic.Pointer[Snapshot]

	mu     sync.Mutex            // serialises writers; guards what follows
	at     *addresses[*Tile]     // of each live candidate
	roleAt *addresses[*RoleTile] // and of each role

	merging sync.Mutex // one Merge at a time
}

// New returns an empty state at a month.
func New(d *facts.Deriver, asOf profiles.Month) *Live {
	l := &Live{deriver: d, at: newAddresses[*Tile](0), roleAt: newAddresses[*RoleTile](0)}
	l.current.Store(&Snapshot{AsOf: asOf, Taxonomy: d.Taxonomy.Version(), Rates: d.Rates.Version()})
	return l
}

// Snapshot returns the newest state. Load it once a request.
func (l *Live) Snapshot() *Snapshot { return l.current.Load() }

// Apply publishes a snapshot with the updates, which bring the state to seq. The last update of a key wins. Updates that are
// already part of the state are applied again without harm. Facts that an update brings have to be of the state's month.
func (l *Live) Apply(us []Update, seq profiles.Seq) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.apply(us, seq)
}

func (l *Live) apply(us []Update, seq profiles.Seq) {
	old := l.current.Load()
	s := &Snapshot{Seq: max(seq, old.Seq), AsOf: old.AsOf, Taxonomy: old.Taxonomy, Rates: old.Rates,
		Tiles: slices.Clone(old.Tiles), Dead: slices.Clone(old.Dead), Roles: old.Roles, RoleTiles: old.RoleTiles, DeadRoles: old.DeadRoles, live: old.live}
	us = lastOfEach(us)
	l.remove(s, us)
	l.Derive(us)
	l.add(s, rowsOf(us))
	l.applyRoles(s, us)
	l.mergeNow(s)
	l.current.Store(s)
}

// Step is Apply of what follows since. profiles.ErrUnavailable, and nothing is done: the state has been reset and is behind since, or it
// has been turned to another month than that of the facts.
func (l *Live) Step(us []Update, since, seq profiles.Seq) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at := l.current.Load().Seq; at < since {
		return fmt.Errorf("%w: the columns have gone back from change %d to %d", profiles.ErrUnavailable, since, at)
	}
	for i := range us {
		if m := us[i].month; m != 0 && m != l.current.Load().AsOf {
			return fmt.Errorf("%w: the columns have been turned to another month than %s", profiles.ErrUnavailable, m)
		}
	}
	l.apply(us, seq)
	return nil
}

func lastOfEach(us []Update) []Update {
	last := make(map[profiles.Key]int, len(us))
	for i := range us {
		last[us[i].Key] = i
	}
	out := make([]Update, 0, len(last))
	for i := range us {
		if last[us[i].Key] == i {
			out = append(out, us[i])
		}
	}
	return out
}

// remove sets the tombstones of all candidates that the updates replace or delete.
func (l *Live) remove(s *Snapshot, us []Update) {
	number := make(map[*Tile]int, len(s.Tiles))
	for i, t := range s.Tiles {
		number[t] = i
	}
	fresh := map[int]bool{}
	for i := range us {
		a, ok := l.at.get(us[i].Key)
		if !ok || us[i].Key.Kind != profiles.KindCandidate {
			continue
		}
		t := number[a.tile]
		if !fresh[t] {
			s.Dead[t], fresh[t] = ownDead(s.Dead[t], a.tile.N), true
		}
		s.Dead[t][a.row>>6] |= 1 << (a.row & 63)
		l.at.remove(us[i].Key)
		s.live--
	}
}

// Derive makes the facts of all candidates among the updates that have none, on all processors, at the month of the state.
func (l *Live) Derive(us []Update) {
	asOf := l.Snapshot().AsOf
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(us)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(us); i = int(next.Add(1)) - 1 {
				if u := &us[i]; u.Candidate != nil && u.Facts == nil {
					u.Facts, u.month = l.deriver.Candidate(u.Candidate, asOf, facts.AsIs), asOf
				}
			}
		})
	}
	wg.Wait()
}

func rowsOf(us []Update) []Row {
	rows := make([]Row, 0, len(us))
	for i := range us {
		if u := &us[i]; u.Facts != nil {
			rows = append(rows, Row{ID: u.Key.ID, Org: u.Key.Org, Facts: u.Facts})
		}
	}
	return rows
}

// add appends the rows as new tiles.
func (l *Live) add(s *Snapshot, rows []Row) {
	byPlace(rows, func(r *Row) *facts.Candidate { return r.Facts })
	for len(rows) > 0 {
		n := min(len(rows), Rows)
		t := build(rows[:n])
		l.place(t, nil)
		s.Tiles, s.Dead = append(s.Tiles, t), append(s.Dead, nil)
		s.live += n
		rows = rows[n:]
	}
}

func (l *Live) place(t *Tile, dead []uint64) {
	number := l.at.enter(t)
	for i := range t.N {
		if alive(dead, i) {
			l.at.put(number, i)
		}
	}
}

func (s *Snapshot) alive(i int, t *Tile) int { return living(s.Dead[i], t.N) }

// rows are the live rows of a tile.
func (s *Snapshot) rows(i int) []Row {
	t := s.Tiles[i]
	var out []Row
	for l, f := range t.Facts() {
		if s.Alive(i, l) {
			out = append(out, Row{ID: t.ID(l), Org: t.Org(l), Facts: f})
		}
	}
	return out
}

// Each calls f for every live candidate, tile by tile. The facts are made for the call and may be kept.
func (s *Snapshot) Each(f func(Row)) {
	for i := range s.Tiles {
		for _, r := range s.rows(i) {
			f(r)
		}
	}
}

// Reset empties the state and moves it to another month, to be filled again from the store.
func (l *Live) Reset(asOf profiles.Month) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at, l.roleAt = newAddresses[*Tile](0), newAddresses[*RoleTile](0)
	l.current.Store(&Snapshot{AsOf: asOf, Taxonomy: l.deriver.Taxonomy.Version(), Rates: l.deriver.Rates.Version()})
}

// Turn moves to the state of another, such as one of the next month, which is no longer of use itself. profiles.ErrUnavailable, and
// nothing is done: the other is behind.
func (l *Live) Turn(to *Live) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	is, next := l.current.Load(), to.current.Load()
	if next.Seq < is.Seq {
		return fmt.Errorf("%w: columns at change %d cannot take the place of those at %d", profiles.ErrUnavailable, next.Seq, is.Seq)
	}
	l.at, l.roleAt = to.at, to.roleAt
	l.current.Store(next)
	return nil
}

// byPlace sorts rows by where they live; those of one place stay in their order. Rows are large, and to look at the facts of two of them
// is slow: what is sorted is where they stand.
func byPlace[R any](rows []R, of func(*R) *facts.Candidate) {
	type standing struct {
		place uint64
		at    int
	}
	order := make([]standing, len(rows))
	for i := range rows {
		f := of(&rows[i])
		order[i] = standing{uint64(f.Geo)<<16 | uint64(f.Country), i}
	}
	slices.SortFunc(order, func(a, b standing) int { return cmp.Or(cmp.Compare(a.place, b.place), a.at-b.at) })
	sorted := make([]R, len(rows))
	for i, o := range order {
		sorted[i] = rows[o.at]
	}
	copy(rows, sorted)
}
