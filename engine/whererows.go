package engine

import (
	"slices"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// node is a part of an expression, which can be asked of one row or of all rows of a tile.
type node struct {
	eval func(subject) truth
	// rows writes what eval says of every row. When it is the same of all, it may say so instead.
	rows func(v *tileView, out *truths) (all truth, uniform bool)
	// terms: see Where.Terms.
	terms []Term
}

type truths [columns.Rows]truth

// tileView is a tile of candidates under a plan.
type tileView struct {
	*columns.Tile
	plan  *plan.Plan
	musts *mustsMet
}

// mustsMet are the must-haves that rows meet, counted for the first test that needs them.
type mustsMet struct {
	met [columns.Rows]uint8
	of  int
}

func (v *tileView) mustHaves() *mustsMet {
	if v.musts == nil {
		v.musts = new(mustsMet)
		v.musts.met, v.musts.of = v.plan.MustsOf(v.Tile)
	}
	return v.musts
}

// byMusts is a test of how many of the must-haves are met.
func byMusts(test func(met, of int64) bool) node {
	return node{
		eval: func(s subject) truth {
			met, of := s.plan.Musts(s.who)
			return known(test(int64(met), int64(of)))
		},
		rows: func(v *tileView, out *truths) (truth, bool) {
			m := v.mustHaves()
			for l := range v.N {
				out[l] = known(test(int64(m.met[l]), int64(m.of)))
			}
			return 0, false
		},
	}
}

// keep adds the rows that pass to a set.
func (w *Where) keep(v *tileView, set *columns.RowSet) {
	var out truths
	all, uniform := w.rows(v, &out)
	switch {
	case !uniform:
		for l, x := range out[:v.N] {
			if x == yes {
				set.Add(l)
			}
		}
	case all == yes:
		for l := range v.N {
			set.Add(l)
		}
	}
}

// joined is two parts with an operator between them; the second is not asked where the first settles it.
func joined(f, g node, join func(a, b truth) truth, settled truth) node {
	return node{
		terms: joinTerms(f.terms, g.terms, settled == yes),
		eval:  func(s subject) truth { return join(f.eval(s), g.eval(s)) },
		rows: func(v *tileView, out *truths) (truth, bool) {
			all, uniform := f.rows(v, out)
			if uniform && all == settled || !uniform && !slices.ContainsFunc(out[:v.N], func(x truth) bool { return x != settled }) {
				return settled, true
			}
			var second truths
			other, same := g.rows(v, &second)
			switch {
			case uniform && same:
				return join(all, other), true
			case uniform:
				fill(out[:v.N], all)
			case same:
				fill(second[:v.N], other)
			}
			for l := range v.N {
				out[l] = join(out[l], second[l])
			}
			return 0, false
		}}
}

func fill(out []truth, x truth) {
	for l := range out {
		out[l] = x
	}
}

func negated(f node) node {
	if f.eval == nil {
		return f // a fault, which its error tells
	}
	return node{eval: func(s subject) truth { return -f.eval(s) }, rows: func(v *tileView, out *truths) (truth, bool) {
		all, uniform := f.rows(v, out)
		if !uniform {
			for l := range v.N {
				out[l] = -out[l]
			}
		}
		return -all, uniform
	}}
}

// node is a test of the field.
func (f field) node(test func(int64) truth) node {
	return node{rows: f.rows(test), eval: func(s subject) truth {
		if got, ok := f.of(s); ok {
			return test(got)
		}
		return unknown
	}}
}

func (f field) rows(test func(int64) truth) func(*tileView, *truths) (truth, bool) {
	switch {
	case f.place != nil:
		return func(v *tileView, out *truths) (truth, bool) {
			return byPlace(v, out, func(p *columns.Place) truth {
				if x := f.place(p); x != 0 {
					return test(x)
				}
				return unknown
			})
		}
	case f.column != nil:
		return func(v *tileView, out *truths) (truth, bool) {
			column := f.column(v.Tile)
			last, said := int64(-1), unknown
			for l := range v.N {
				got, ok := column(l)
				if !ok {
					out[l] = unknown
					continue
				}
				if got != last {
					last, said = got, test(got)
				}
				out[l] = said
			}
			return 0, false
		}
	}
	return func(*tileView, *truths) (truth, bool) { return unknown, true } // candidates have no such field
}

// byPlace asks once a place: rows are sorted by it.
func byPlace(v *tileView, out *truths, test func(*columns.Place) truth) (said truth, uniform bool) {
	uniform = true
	for i := range v.Places {
		x := test(&v.Places[i])
		if i == 0 {
			said = x
		}
		uniform = uniform && x == said
		fill(out[v.Places[i].From:v.PlaceEnd(i)], x)
	}
	return said, uniform
}

// column is a field over the rows of a tile; false: not known of this row.
type column func(l int) (int64, bool)

func monthsColumn(t *columns.Tile) column {
	return func(l int) (int64, bool) { return int64(t.Fixed[l].Months), t.KnownOf(l).Has(profiles.ReqExperience) }
}

func degreeColumn(t *columns.Tile) column {
	return func(l int) (int64, bool) { return int64(t.Fixed[l].Degree()), t.Fixed[l].Degree() != 0 }
}

// stepColumn is the highest step of the titles of each row.
func stepColumn(t *columns.Tile) column {
	top := make([]uint8, t.N)
	t.Titles.Each(func(_ taxonomy.No, block int, es []uint32) {
		for _, e := range es {
			x := &top[block*columns.Block+int(e>>16)]
			*x = max(*x, uint8(e>>columns.RecencyBits&15))
		}
	})
	return func(l int) (int64, bool) { return int64(top[l]), top[l] != 0 }
}

// wished is the column of a wish that some rows state.
func wished(p facts.Preference, of func(*facts.Wish) (int64, bool)) func(*columns.Tile) column {
	return func(t *columns.Tile) column {
		return func(l int) (int64, bool) {
			if t.Stated[l]>>p&1 == 0 {
				return 0, false
			}
			return of(t.WishOf(l))
		}
	}
}
