package plan

import (
	"tenon/index/columns"
	"tenon/index/facts"
)

// Pairs scores one plan against rows of tiles, for those who run many plans over each tile. It has scratch space: one goroutine
// at a time.
type Pairs struct{ s *scanner }

// NewPairs makes the look-up tables of a plan.
func NewPairs(p *Plan) *Pairs {
	p = p.remembering()
	s := &scanner{p: p, k: newKernel(p), res: &Result{}}
	s.can, s.most = p.can(), p.most()
	for m := range s.lambda {
		s.lambda[m] = int32(p.World.LambdaOf(uint8(m)))
	}
	return &Pairs{s}
}

// Tile calls yield for every one of the rows that no gate vetoes and whose overall score reaches its floor, in the order of rows.
// A floor may rise while Tile runs, and rows are left out as soon as they are shown to stay below it.
func (x *Pairs) Tile(t *columns.Tile, rows []uint16, floor *[columns.Rows]int32, yield func(l int, f, r, overall int32)) {
	s := x.s
	if s.k.gates {
		s.k.vetoes(t, &s.verdict)
	}
	s.k.begin(t)
	for step := range steps {
		rows = x.cut(t, rows, s.k.rest[step], floor)
		s.k.step(step, t, rows)
	}
	gates := s.k.gates || t.Only
	for _, l16 := range x.cut(t, rows, 0, floor) {
		l := int(l16)
		if gates && s.vetoed(t, l) {
			continue
		}
		f, stated := int32(s.k.acc[l]), t.Stated[l]
		var r int32
		if stated != 0 {
			var ok bool
			r, ok = s.p.reverseFrom(&t.Wishes[t.Wish[l]], stated, facts.Country(t.Country[l]), s.can, s.most[stated], s.need(f, s.lambda[stated], floor[l]))
			if !ok {
				continue
			}
		}
		if o := Overall(f, r, int(s.lambda[stated])); o >= floor[l] {
			yield(l, f, r, o)
		}
	}
}

// cut keeps the rows that can still reach their floor when their F grows by rest.
func (x *Pairs) cut(t *columns.Tile, rows []uint16, rest int32, floor *[columns.Rows]int32) []uint16 {
	s, n := x.s, 0
	for _, l := range rows {
		m := t.Stated[l]
		if Overall(int32(s.k.acc[l])+rest, s.most[m], int(s.lambda[m])) >= floor[l] {
			s.rows[n] = l
			n++
		}
	}
	return s.rows[:n]
}
