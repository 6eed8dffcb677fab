package engine

import (
	"slices"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// having is the test whether a record has a concept; of a tile its lists answer it.
func (p *whereParser) having(kind profiles.RequirementKind, n taxonomy.No, op func(a, b int64) bool, level int64) node {
	x := node{eval: func(s subject) truth { return p.has(s, kind, n, op, level) }}
	if op == nil || !op(0, level) {
		x.terms = []Term{{uint8(kind), uint32(n)}}
	}
	absent := known(op != nil && op(0, level))
	at := func(got int64) truth { return known(op == nil || op(got, level)) }
	x.rows = func(v *tileView, out *truths) (truth, bool) {
		for l := range v.N {
			out[l] = unknown
			if v.KnownOf(l).Has(kind) {
				out[l] = absent
			}
		}
		switch kind {
		case profiles.ReqSkill:
			listed(v, out, kind, n, &v.Skills, 4, func(e uint16) truth { return at(int64(e & 15)) })
		case profiles.ReqLanguage:
			listed(v, out, kind, n, &v.Languages, 4, func(e uint16) truth {
				if op != nil && e&columns.Assumed != 0 {
					return unknown
				}
				return at(int64(e & 7))
			})
		case profiles.ReqCertification:
			listed(v, out, kind, n, &v.Certs, 4, func(e uint16) truth {
				if e&columns.Assumed != 0 {
					return unknown
				}
				return known(e&columns.CertValid != 0)
			})
		case profiles.ReqTitle:
			listed(v, out, kind, n, &v.Titles, 16, func(uint32) truth { return yes })
		case profiles.ReqIndustry:
			listed(v, out, kind, n, &v.Industries, 4, func(uint16) truth { return yes })
		case profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree: // no nouns
		}
		return 0, false
	}
	return x
}

// listed writes what is said of the rows that have a concept, by their entries in a list, whose local numbers stand above so many bits.
// Of a row with more than one, the first counts.
func listed[E uint16 | uint32](v *tileView, out *truths, kind profiles.RequirementKind, n taxonomy.No, list *columns.Postings[E], low uint, say func(E) truth) {
	for b := range v.NumBlocks() {
		for _, e := range slices.Backward(list.In(n, b)) {
			if l := b*columns.Block + int(e>>low); v.KnownOf(l).Has(kind) {
				out[l] = say(e)
			}
		}
	}
}

// wanting is the test whether a role offers a value or benefit, or a candidate wants it.
func wanting(n taxonomy.No) node {
	wants := func(w *facts.Wish) truth {
		if !w.Wants(facts.PrefValues) {
			return unknown
		}
		return known(slices.Contains(w.More().Values(), n))
	}
	return node{
		terms: []Term{{termValue, uint32(n)}},
		eval: func(s subject) truth {
			if s.role != nil {
				return known(slices.Contains(s.role.Values, n))
			}
			return wants(&s.candidate.Wish)
		},
		rows: func(v *tileView, out *truths) (truth, bool) {
			for l := range v.N {
				out[l] = wants(v.WishOf(l))
			}
			return 0, false
		},
	}
}
