package plan

import (
	"context"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// SeekOptions say which roles a search for a candidate considers and what it keeps.
type SeekOptions struct {
	Who         *Seeker // of the same world and candidate; nil: made
	K           int
	Sort        Sort
	CandidateID string // for ties
	Org         string // roles of this organisation and public ones are considered
	Strict      bool
	Vetoed      bool // keep the vetoed instead of the others
	// Filter, when set, says whether a role passes the filters.
	Filter func(*columns.Role) bool
	// Hidden are roles that are not there for who asks: not even counted. Nil: none but those of others that are not public.
	Hidden func(*columns.Role) bool
	// Threads is how many goroutines may work; the result is the same. Filter is called by all of them.
	Threads int
}

// Sought is the exact top k of roles, and the categories that any of the roles considered asks for.
type Sought struct {
	Result
	Asked Weights
}

// Seek ranks all roles of a snapshot for a candidate: the exact top k, by the same integers as the other direction.
func Seek(ctx context.Context, s *columns.Snapshot, w *World, c *facts.Candidate, o SeekOptions) (*Sought, error) {
	searches := make([]*search, threads(o.Threads, len(s.RoleTiles)))
	rankers := make([]ranker, len(searches))
	who := o.seeker(w, c)
	for i := range searches {
		searches[i] = newSearch(s, who, o)
		rankers[i] = searches[i]
	}
	res, err := inRounds(ctx, len(s.RoleTiles), o.K, rankers)
	if err != nil {
		return nil, err
	}
	return &Sought{res, askedOf(w, searches)}, nil
}

// askedOf are the weights of what any role has been found to ask for.
func askedOf(w *World, searches []*search) (out Weights) {
	asked := uint16(0)
	for _, k := range searches {
		asked |= k.asked
	}
	for kind := profiles.ReqSkill; kind <= profiles.ReqDegree; kind++ {
		if asked>>kind&1 == 1 {
			out[kind-1] = w.Policy.Weights[kind-1]
		}
	}
	return out
}

// search is one candidate on its way through the role tiles. It has scratch space: one goroutine.
type search struct {
	*seeker
	o      SeekOptions
	policy string // its hash
	plan   Plan   // of no role: what the reverse direction is scored by
	stated uint8
	lambda int32
	most   [1 << facts.Preferences]int32  // the most that R can be, by what a role says
	least  [1 << facts.Preferences]uint16 // the least F that can reach the floor, likewise
	acc    [columns.Block]uint16          // F so far
	rows   [columns.Block]uint16
	held   [columns.Block]bool // see hold; all false between tiles
	top    *Top
	asked  uint16
	res    *Result
	snap   *columns.Snapshot
}

func newSearch(s *columns.Snapshot, who *seeker, o SeekOptions) *search {
	w, stated := who.world, who.c.Wish.Stated
	k := &search{seeker: who, snap: s, o: o, policy: w.Policy.Hash(), plan: Plan{World: w}, stated: stated, lambda: int32(w.LambdaOf(stated))}
	for can := range k.most {
		for p := range facts.Preferences {
			if can>>p&1 == 1 {
				k.most[can] += reverseRows[k.stated].w[p]
			}
		}
	}
	return k
}

func (k *search) rank(i int, top *Top, res *Result) {
	k.top, k.res = top, res
	k.tile(k.snap.RoleTiles[i], k.snap.DeadRoles[i])
}

func (k *search) tile(t *columns.RoleTile, dead []uint64) {
	r := roleRowsOf(k.world, k.policy, t)
	rows := k.eligible(t, r, dead)
	if len(rows) == 0 {
		return
	}
	clear(k.acc[:len(t.Roles)])
	k.terms(r)
	kept := k.cut(r, rows)
	k.skip(len(rows) - len(kept))
	k.hold(r, true)
	for _, l := range kept {
		k.row(&t.Roles[l], r, int(l))
	}
	k.hold(r, false)
}

// hold marks the roles that ask for a certificate which the candidate holds, where that may stand in for a degree.
func (k *search) hold(r *roleRows, mark bool) {
	for _, x := range k.c.Certs {
		if x.Valid {
			for _, l := range r.certs.In(x.No, 0) {
				k.held[l&(columns.Block-1)] = mark
			}
		}
	}
}

// cut keeps the rows that the most that is still to come can lift to the floor.
func (k *search) cut(r *roleRows, rows []uint16) []uint16 {
	floor := k.top.Floor()
	for can, most := range k.most {
		k.least[can] = bounds(k.o.Sort, k.lambda, most).least(floor, 0)
	}
	n := 0
	for _, l := range rows {
		at := l & (columns.Block - 1)
		k.rows[n&(columns.Block-1)] = l
		n += atLeast(int32(k.acc[at]+r.rest[at]), int32(k.least[r.can[at]&(1<<facts.Preferences-1)]))
	}
	return k.rows[:n]
}

// hides says whether a role is not there for who asks.
func (o *SeekOptions) hides(r *columns.Role) bool {
	return r.Org != o.Org && !r.Facts.Public || o.Hidden != nil && o.Hidden(r)
}

// eligible are the rows of a tile that are seen, pass the filter and, as asked, the gates; the others are booked.
func (k *search) eligible(t *columns.RoleTile, r *roleRows, dead []uint64) []uint16 {
	n := 0
	if r.oneOrg && r.org == k.o.Org && dead == nil && k.o.Filter == nil && k.o.Hidden == nil && !k.o.Vetoed && !r.anyGate && k.c.Wish.Only&k.stated == 0 {
		k.asked |= r.asksAny
		return everyRow[:len(t.Roles)]
	}
	gates := r.anyGate || k.c.Wish.Only&k.stated != 0 || k.o.Vetoed
	for l := range t.Roles {
		role := &t.Roles[l]
		if k.o.hides(role) || dead != nil && dead[l>>6]>>(l&63)&1 == 1 {
			continue
		}
		k.asked |= r.asks[l]
		switch {
		case k.o.Filter != nil && !k.o.Filter(role):
			k.res.Total++
			k.res.Filtered++
		case gates && k.vetoed(role.Facts, r.gated[l]) != k.o.Vetoed:
			k.res.Total++
			k.res.count(k.o.Vetoed)
		default:
			k.rows[n] = uint16(l)
			n++
		}
	}
	return k.rows[:n]
}

// vetoed judges the gates of both sides; a role without any is judged by the candidate's conditions alone.
func (k *search) vetoed(r *facts.Role, gated bool) bool {
	p := &k.plan
	if gated {
		p = unweighed(k.world, r)
	} else if k.c.Wish.Only&k.stated == 0 {
		return false
	}
	q := *p
	q.Role = r
	return Veto(q.Gates(k.c), k.o.Strict)
}

// terms adds the points of the requirements that name one concept.
func (k *search) terms(r *roleRows) {
	acc := &k.acc
	for i := range k.worth {
		x := &k.worth[i]
		for _, e := range r.terms.In(x.no, 0) {
			acc[e>>4&(columns.Block-1)] += uint16(((e>>16)*uint32(x.v[e&15]) + 50) / 100)
		}
	}
}

func (k *search) skip(n int) {
	k.res.Total += n
	if k.o.Vetoed {
		k.res.Vetoed += n
	} else {
		k.res.Skipped += n
	}
}

// row scores a role, unless it is shown on the way that it cannot reach the floor.
func (k *search) row(role *columns.Role, r *roleRows, l int) {
	floor, f := k.top.Floor(), int32(k.acc[l])
	for i := r.lateAt[l]; i < r.lateAt[l+1]; i++ {
		q := &r.late[i]
		f += points(int32(q.w), k.value(q, k.held[l]))
	}
	most, least := k.most[r.can[l]], need(k.o.Sort, f, k.lambda, floor)
	if b := bounds(k.o.Sort, k.lambda, most); f*b.f+b.c < floor || most-k.short(r, l) < least {
		k.skip(1)
		return
	}
	k.plan.Role = role.Facts
	back, ok := k.plan.reverseFrom(&k.c.Wish, k.stated, k.c.Country, r.can[l], most, least)
	if !ok {
		k.skip(1)
		return
	}
	k.res.Total++
	k.res.count(!k.o.Vetoed)
	if key := sortKey(k.o.Sort, f, back, k.lambda); key >= floor {
		k.top.Push(Hit{Key: key, F: f, R: back, Overall: Overall(f, back, int(k.lambda)), Tie: Tie(role.ID, k.o.CandidateID), ID: role.ID, Org: role.Org})
	}
}

// short is what the pay of a role takes from the most that R can be.
func (k *search) short(r *roleRows, l int) int32 {
	if k.stated&r.can[l]>>facts.PrefPay&1 == 0 || k.c.Wish.NoRate {
		return 0
	}
	w := reverseRows[k.stated].w[facts.PrefPay]
	return w - points(w, payShare((k.c.Wish.PayUSD+50)/100, int64(r.pay[l])))
}
