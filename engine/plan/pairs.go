package plan

import (
	"tenon/index/columns"
)

// Pairs scores one plan against rows of tiles, for those who run many plans over each tile. It has scratch space: one goroutine
// at a time.
type Pairs struct{ s *scanner }

// NewPairs makes the look-up tables of a plan.
func NewPairs(p *Plan) *Pairs { return newPairs(p, new(scratch)) }

func newPairs(p *Plan, room *scratch) *Pairs {
	return &Pairs{newScanner(newTables(p), room, Options{}, nil)}
}

// Of are the pairs of another plan in the same scratch space, which those before must not use again; there may be none before.
func (x *Pairs) Of(p *Plan) *Pairs {
	if x == nil {
		return NewPairs(p)
	}
	return newPairs(p, x.s.scratch)
}

// Tile calls yield for every one of the rows that no gate vetoes and whose overall score reaches its floor, in the order of rows.
// A floor may rise while Tile runs, and rows are left out as soon as they are shown to stay below it.
func (x *Pairs) Tile(t *columns.Tile, rows []uint16, floor *[columns.Rows]int32, yield func(l int, f, r, overall int32)) {
	x.s.tellNear(nearTo([]*columns.Tile{t}, x.s.p))
	var local [columns.Block]uint16
	for len(rows) > 0 {
		block := int(rows[0]) / columns.Block
		n := 0
		for n < len(rows) && int(rows[n])/columns.Block == block {
			local[n] = rows[n] % columns.Block
			n++
		}
		rows = rows[n:]
		x.s.enter(t, block)
		x.s.unpin(unit{block: block})
		from := x.s.from
		x.block(local[:n], (*[columns.Block]int32)(floor[from:]), func(l int, f, r, overall int32) { yield(from+l, f, r, overall) })
	}
}

func (x *Pairs) block(rows []uint16, floor *[columns.Block]int32, yield func(l int, f, r, overall int32)) {
	s := x.s
	if s.k.gates {
		s.k.vetoes(&s.verdict)
	}
	if len(rows) <= columns.Block/sparse {
		x.few(rows, floor, yield)
		return
	}
	s.k.begin()
	for _, l := range s.k.finish(0, rows, func(rows []uint16, rest int32) []uint16 { return x.cut(rows, rest, floor) }) {
		x.pair(int(l), int32(s.k.acc[l]), s.stated[l], floor, yield)
	}
}

// few is block for few rows.
func (x *Pairs) few(rows []uint16, floor *[columns.Block]int32, yield func(l int, f, r, overall int32)) {
	s, h := x.s, &x.s.hand
	all := h.room[:0]
	for _, l := range rows {
		all = append(all, uint16(s.from)+l)
	}
	s.take(0, all)
	s.k.deal(func(rest int32) {
		n := 0
		for i, l := range h.rows {
			s.k.keep(n, i)
			n += atLeast(s.of(int32(s.k.acc[i])+rest, h.stated[i], h.asks[i]), floor[l%columns.Block])
		}
		h.rows = h.rows[:n]
	})
	for i, l := range h.rows {
		x.pair(int(l%columns.Block), int32(s.k.acc[i]), h.stated[i], floor, yield)
	}
}

// pair scores a row of the block whose F is made.
func (x *Pairs) pair(l int, f int32, stated uint8, floor *[columns.Block]int32, yield func(l int, f, r, overall int32)) {
	s := x.s
	if (s.k.gates || s.t.Only) && s.vetoed(l) {
		return
	}
	lambda := s.lambda[stated]
	r, ok := s.reverse(s.from+l, stated, s.need(f, lambda, floor[l]))
	if !ok {
		return
	}
	if o := Overall(f, r, int(lambda)); o >= floor[l] {
		yield(l, f, r, o)
	}
}

// cut keeps the rows that can still reach their floor when their F grows by rest.
func (x *Pairs) cut(rows []uint16, rest int32, floor *[columns.Block]int32) []uint16 {
	s, n := x.s, 0
	for _, l := range rows {
		s.rows[n&(columns.Block-1)] = l
		at := l & (columns.Block - 1)
		n += atLeast(s.of(int32(s.k.acc[at])+rest, s.stated[at], s.asks[at]), floor[at])
	}
	return s.rows[:n]
}
