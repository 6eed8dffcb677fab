package plan

import (
	"context"

	"tenon/index/columns"
	"tenon/index/facts"
)

// Sort is what a ranking is ordered by.
type Sort uint8

// The sort keys that the arithmetic gives.
const (
	ByOverall Sort = iota
	ByForward
	ByReverse
)

// Options say whom a scan considers and what it keeps.
type Options struct {
	K      int
	Sort   Sort
	RoleID string // for ties
	Org    string // rows of this organisation and public ones are considered
	Strict bool
	// Filter, when set, fills keep with the rows of a tile that pass the filters; rows not set are counted as filtered.
	Filter func(tile int, t *columns.Tile, keep *[columns.Rows]bool)
	// Vetoed keeps the vetoed instead of the others.
	Vetoed bool
}

// Result is the exact top k with what became of everyone: Total = Scored + Skipped + Vetoed + Filtered.
type Result struct {
	Hits                                     []Hit
	Total, Scored, Skipped, Vetoed, Filtered int
}

// Scan ranks all candidates of a snapshot for a plan: the exact top k.
func Scan(ctx context.Context, s *columns.Snapshot, p *Plan, o Options) (*Result, error) {
	p = p.remembering()
	sc := &scanner{p: p, k: newKernel(p), o: o, top: NewTop(o.K), res: &Result{}}
	sc.can, sc.most = p.can(), p.most()
	for m := range sc.lambda {
		sc.lambda[m] = int32(p.World.LambdaOf(uint8(m)))
		sc.bound[m] = sc.bounds(sc.lambda[m], sc.most[m])
	}
	for i, t := range s.Tiles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		sc.tile(s, i, t)
	}
	sc.res.Hits = sc.top.Sorted()
	return sc.res, nil
}

type scanner struct {
	p       *Plan
	k       *kernel
	o       Options
	top     *Top
	res     *Result
	lambda  [1 << facts.Preferences]int32
	bound   [1 << facts.Preferences]linear
	most    [1 << facts.Preferences]int32
	can     uint8
	keep    [columns.Rows]bool
	verdict [columns.Rows]Verdict
}

// linear bounds a key from above: F·f + c.
type linear struct{ f, c int32 }

func (s *scanner) bounds(lambda, most int32) linear {
	switch s.o.Sort {
	case ByForward:
		return linear{f: 1}
	case ByReverse:
		return linear{c: most}
	case ByOverall:
	}
	return linear{100 - lambda, lambda * most}
}

func (s *scanner) tile(snap *columns.Snapshot, i int, t *columns.Tile) {
	if s.o.Filter != nil {
		clear(s.keep[:])
		s.o.Filter(i, t, &s.keep)
	}
	if s.k.gates {
		s.k.vetoes(t, &s.verdict)
	}
	s.k.forward(t)
	dead := snap.Dead[i]
	everyone := dead == nil && t.Orgs == nil && s.o.Org == ""
	gates := s.k.gates || t.Only || s.o.Vetoed
	floor, skipped := s.top.Floor(), 0
	for l, stated := range t.Stated {
		if !everyone && !s.visible(t, dead, l) {
			continue
		}
		if s.o.Filter != nil && !s.keep[l] {
			s.res.Total++
			s.res.Filtered++
			continue
		}
		if gates && s.vetoed(t, l) != s.o.Vetoed {
			s.res.Total++
			s.res.count(s.o.Vetoed)
			continue
		}
		if b := s.bound[stated]; int32(s.k.acc[l])*b.f+b.c < floor {
			skipped++
			continue
		}
		floor = s.row(i, t, l)
	}
	s.res.Total += skipped
	if s.o.Vetoed {
		s.res.Vetoed += skipped
	} else {
		s.res.Skipped += skipped
	}
}

func (s *scanner) visible(t *columns.Tile, dead []uint64, l int) bool {
	if dead != nil && dead[l>>6]>>(l&63)&1 == 1 {
		return false
	}
	return t.Public[l] || t.Org(l) == s.o.Org
}

// count books a row that a veto keeps out; when the vetoed are asked for, the others are booked as scored.
func (r *Result) count(vetoedWanted bool) {
	if vetoedWanted {
		r.Scored++
	} else {
		r.Vetoed++
	}
}

func (s *scanner) vetoed(t *columns.Tile, l int) bool {
	if s.k.gates && (s.verdict[l] == Vetoed || s.o.Strict && s.verdict[l] == Unverified) {
		return true
	}
	w := &t.Wishes[t.Wish[l]]
	for k := facts.Preference(0); k < facts.Preferences; k++ {
		if w.Only&w.Stated>>k&1 == 0 {
			continue
		}
		v := s.p.wishGate(k, w, facts.Country(t.Country[l]))
		if v == Vetoed || s.o.Strict && v == Unverified {
			return true
		}
	}
	return false
}

// row scores a row that its bound does not keep out, and returns the new floor. On the way to R it is skipped once what is
// left cannot lift it to the floor.
func (s *scanner) row(i int, t *columns.Tile, l int) int32 {
	stated, floor := t.Stated[l], s.top.Floor()
	f, lambda := int32(s.k.acc[l]), s.lambda[stated]
	s.res.Total++
	var r int32
	if stated != 0 {
		var ok bool
		r, ok = s.p.reverseFrom(&t.Wishes[t.Wish[l]], facts.Country(t.Country[l]), s.can, s.most[stated], s.need(f, lambda, floor))
		if !ok {
			s.skip()
			return floor
		}
	}
	s.res.count(!s.o.Vetoed)
	if key := s.key(f, r, lambda); key >= floor {
		id := t.IDs[l]
		s.top.Push(Hit{Key: key, F: f, R: r, Overall: Overall(f, r, int(lambda)), Tie: Tie(s.o.RoleID, id), ID: id, Org: t.Org(l), Tile: i, Row: l})
	}
	return s.top.Floor()
}

func (s *scanner) skip() {
	if s.o.Vetoed {
		s.res.Vetoed++
	} else {
		s.res.Skipped++
	}
}

// need is the least R with which a row could reach the floor.
func (s *scanner) need(f, lambda, floor int32) int32 {
	switch {
	case s.o.Sort == ByReverse:
		return floor
	case s.o.Sort == ByForward || lambda == 0 || floor < 0:
		return 0
	}
	return (floor - f*(100-lambda) + lambda - 1) / lambda
}

func (s *scanner) key(f, r, lambda int32) int32 {
	switch s.o.Sort {
	case ByForward:
		return f
	case ByReverse:
		return r
	case ByOverall:
	}
	return Overall(f, r, int(lambda))
}
