package plan

import (
	"slices"
	"sync/atomic"

	"tenon/index/columns"
	"tenon/index/facts"
)

// wishes is how many things a row can state: sets of preferences, with [columns.Pinned] or without.
const wishes = 2 << facts.Preferences

// margins say, by what a row states, how far its key can come.
type margins struct {
	*stateMargins

	// What the role gives at most, per cent, by what a row asks of pay and mode.
	paid [columns.PaySteps]uint8
	mode [columns.Modes + 1]uint8
}

// stateMargins are margins but for what a role gives for pay and in which modes. Immutable: roles that say as much share them.
type stateMargins struct {
	shared int            // World.Lambda
	lambda [wishes]int32  // how much R counts
	most   [wishes]int32  // that R can be
	bound  [wishes]linear // of the key by F
	falls  [wishes]fall

	// The bounds that are not below another one wherever F is: of who roams, see [columns.Tile], and of all others.
	ofRoaming, ofOthers []linear
}

// fall is what the bound falls by where a role gives less: times of R, weights at most.
type fall struct{ times, pay, place int32 }

// newMargins are the margins of a plan, where who is pinned lives away from its role, or where nobody is known to.
func newMargins(p *Plan, by Sort, away bool) margins {
	return margins{marginsOf(p.World, marginKind{by, away, p.can()}), p.paid(), p.mode()}
}

// marginKind is what margins of states depend on, next to how much the reverse score counts.
type marginKind struct {
	by   Sort
	away bool
	can  uint8 // the preferences on which the role says enough
}

// marginTables are those last made of each kind.
var marginTables [ByReverse + 1][2][1 << facts.Preferences]atomic.Pointer[stateMargins]

func marginsOf(w *World, k marginKind) *stateMargins {
	last := &marginTables[k.by][flag(k.away)][k.can]
	if m := last.Load(); m != nil && m.shared == w.Lambda {
		return m
	}
	m := newStateMargins(w, k)
	last.Store(m)
	return m
}

func newStateMargins(w *World, k marginKind) *stateMargins {
	m := &stateMargins{shared: w.Lambda}
	for stated := range m.most {
		set, pinned := stated&^columns.Pinned, stated&columns.Pinned != 0
		lambda := int32(w.LambdaOf(uint8(set)))
		m.lambda[stated] = lambda
		m.state(k, stated)
		b := bounds(k.by, lambda, m.most[stated])
		m.bound[stated] = b
		switch {
		case stated == 0 || pinned && set>>facts.PrefPlace&1 == 1:
			m.ofOthers = notBelow(m.ofOthers, b)
		case !pinned:
			m.ofRoaming = notBelow(m.ofRoaming, b)
		}
	}
	return m
}

// state sets the most that R can be for who states so much, and what falls with pay and mode.
func (m *stateMargins) state(k marginKind, stated int) {
	row, can := &reverseRows[stated&^columns.Pinned], k.can
	if k.away && stated&columns.Pinned != 0 {
		can &^= 1 << facts.PrefPlace
	}
	for p, w := range row.w {
		if can>>p&1 == 1 {
			m.most[stated] += w
		}
	}
	x := &m.falls[stated]
	switch k.by {
	case ByOverall:
		x.times = m.lambda[stated]
	case ByReverse:
		x.times = 1
	case ByForward:
	}
	if can>>facts.PrefPay&1 == 1 {
		x.pay = row.w[facts.PrefPay]
	}
	if can>>facts.PrefPlace&1 == 1 {
		x.place = row.w[facts.PrefPlace]
	}
}

// paid is the most that the pay of the role is worth by the step of pay that is wished.
func (p *Plan) paid() (out [columns.PaySteps]uint8) {
	for step := range out {
		out[step] = payShare((columns.PayFrom(step)+50)/100, (p.Role.PayUSD+50)/100)
	}
	return out
}

// mode is the most that the modes of the role are worth by the modes that are wished.
func (p *Plan) mode() (out [columns.Modes + 1]uint8) {
	for wished := range out {
		for m, v := range modeBest[wished] {
			if p.Role.Modes>>m&1 == 1 {
				out[wished] = max(out[wished], v)
			}
		}
	}
	return out
}

// loss is what the bound of a row falls by.
func (m *margins) loss(stated, ask uint8) int32 {
	x := &m.falls[stated]
	return x.times * (x.pay - points(x.pay, m.paid[columns.PayStep(ask)]) + x.place - points(x.place, m.mode[ask&columns.Modes]))
}

// of is the most that the key of a row can be that has so much of F.
func (m *margins) of(f int32, stated, ask uint8) int32 {
	return m.bound[stated].at(f) - m.loss(stated, ask)
}

// linear bounds a key from above: F·f + c.
type linear struct{ f, c int32 }

// at is the bound at an F.
func (b linear) at(f int32) int32 { return f*b.f + b.c }

// bounds is the bound of a key when R is at most most.
func bounds(by Sort, lambda, most int32) linear {
	switch by {
	case ByForward:
		return linear{f: 1}
	case ByReverse:
		return linear{c: most}
	case ByOverall:
	}
	return linear{100 - lambda, lambda * most}
}

// least is the least F, when rest is still to come, that reaches the floor; above [Full] when none does.
func (b linear) least(floor, rest int32) uint16 {
	switch {
	case b.at(rest) >= floor:
		return 0
	case b.f == 0:
		return Full + 1
	}
	return uint16(min(Full+1, (floor-b.c+b.f-1)/b.f-rest))
}

// notBelow adds a bound to those of which none is below another one at every F.
func notBelow(bs []linear, b linear) []linear {
	below := func(a, b linear) bool { return a.c <= b.c && a.at(Full) <= b.at(Full) }
	if slices.ContainsFunc(bs, func(x linear) bool { return below(b, x) }) {
		return bs
	}
	return append(slices.DeleteFunc(bs, func(x linear) bool { return below(x, b) }), b)
}

// least is the least F, when rest is still to come, with which one of the bounds reaches the floor.
func least(bs []linear, floor, rest int32) uint16 {
	f := uint16(Full + 1)
	for _, b := range bs {
		f = min(f, b.least(floor, rest))
	}
	return f
}
