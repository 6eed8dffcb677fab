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

// tileView is a tile of candidates under a plan. Facts are put together for the first test that needs them.
type tileView struct {
	*columns.Tile
	plan  *plan.Plan
	facts []*facts.Candidate
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

func (v *tileView) subject(l int) subject {
	if v.facts == nil {
		v.facts = v.Facts()
	}
	return subject{candidate: v.facts[l], who: v.facts[l], plan: v.plan}
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

// rowByRow is a test that needs the facts of a row.
func rowByRow(eval func(subject) truth) node {
	return node{eval: eval, rows: func(v *tileView, out *truths) (truth, bool) {
		for l := range v.N {
			out[l] = eval(v.subject(l))
		}
		return 0, false
	}}
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
	n := rowByRow(func(s subject) truth {
		if got, ok := f.of(s); ok {
			return test(got)
		}
		return unknown
	})
	switch {
	case f.place != nil:
		n.rows = func(v *tileView, out *truths) (truth, bool) {
			return byPlace(v, out, func(p *columns.Place) truth {
				if x := f.place(p); x != 0 {
					return test(x)
				}
				return unknown
			})
		}
	case f.column != nil:
		n.rows = func(v *tileView, out *truths) (truth, bool) {
			last, said := int64(-1), unknown
			for l := range v.N {
				got, ok := f.column(v.Tile, l)
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
	return n
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

func monthsColumn(t *columns.Tile, l int) (int64, bool) {
	return int64(t.Fixed[l].Months), t.KnownOf(l).Has(profiles.ReqExperience)
}

// wished is the column of a wish that some rows state.
func wished(p facts.Preference, of func(*facts.Wish) (int64, bool)) func(*columns.Tile, int) (int64, bool) {
	return func(t *columns.Tile, l int) (int64, bool) {
		if t.Stated[l]>>p&1 == 0 {
			return 0, false
		}
		return of(t.WishOf(l))
	}
}

// having is the test whether a row has a concept; of a skill its list answers it.
func (p *whereParser) having(kind profiles.RequirementKind, n taxonomy.No, op func(a, b int64) bool, level int64) node {
	x := rowByRow(func(s subject) truth { return p.has(s, kind, n, op, level) })
	if op == nil || !op(0, level) {
		x.terms = []Term{{uint8(kind), uint32(n)}}
	}
	if kind != profiles.ReqSkill {
		return x
	}
	if op == nil {
		op, level = func(a, b int64) bool { return a >= b }, 1
	}
	x.rows = func(v *tileView, out *truths) (truth, bool) {
		for l := range v.N {
			out[l] = unknown
			if v.KnownOf(l).Has(kind) {
				out[l] = known(op(0, level))
			}
		}
		for b := range v.NumBlocks() {
			for _, e := range v.Skills.In(n, b) {
				if l := b*columns.Block + int(e>>4); v.KnownOf(l).Has(kind) {
					out[l] = known(op(int64(e&15), level))
				}
			}
		}
		return 0, false
	}
	return x
}
