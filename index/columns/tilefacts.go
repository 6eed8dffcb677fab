package columns

import (
	"cmp"
	"slices"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Facts are the facts of all rows, in order: the inverse of build.
func (t *Tile) Facts() []*facts.Candidate {
	out := make([]*facts.Candidate, t.N)
	place := 0
	for l := range out {
		x := &t.Fixed[l]
		if l == t.PlaceEnd(place) {
			place++
		}
		out[l] = &facts.Candidate{Months: x.Months, Unresolved: t.UnresolvedOf(l), Degree: profiles.ISCED(x.Degree()),
			Evidence: x.Evidence(), Known: t.KnownOf(l), Unsure: t.UnsureOf(l), Public: x.Public(), Shared: t.shared(l), Geo: t.Places[place].Geo,
			Country: t.Places[place].Country, Wish: *t.WishOf(l)}
	}
	each(&t.Skills, 4, func(l int, n taxonomy.No, e uint16) {
		out[l].Skills = append(out[l].Skills, facts.Skill{No: n, Strength: uint8(e & 15)})
	})
	each(&t.Certs, 4, func(l int, n taxonomy.No, e uint16) {
		out[l].Certs = append(out[l].Certs, facts.Cert{No: n, Valid: e&CertValid != 0, Assumed: e&Assumed != 0})
	})
	each(&t.Languages, 4, func(l int, n taxonomy.No, e uint16) {
		out[l].Languages = append(out[l].Languages, facts.Language{No: n, Level: profiles.CEFR(e & 7), Assumed: e&Assumed != 0})
	})
	each(&t.Industries, 4, func(l int, n taxonomy.No, _ uint16) { out[l].Industries = append(out[l].Industries, n) })
	each(&t.Families, 16, func(l int, n taxonomy.No, e uint32) {
		out[l].Families = append(out[l].Families, facts.Family{No: n, Months: uint16(e)})
	})
	each(&t.Titles, 16, func(l int, n taxonomy.No, e uint32) {
		out[l].Titles = append(out[l].Titles, facts.Title{No: n, Step: profiles.Seniority(e >> RecencyBits & 15), Recency: uint16(e & (1<<RecencyBits - 1))})
	})
	for _, f := range out {
		slices.SortFunc(f.Titles, func(a, b facts.Title) int { return cmp.Or(cmp.Compare(a.No, b.No), cmp.Compare(b.Step, a.Step)) })
	}
	return out
}

// each calls f for every entry with its row; the local number stands above so many bits.
func each[E uint16 | uint32](p *Postings[E], low uint, f func(l int, n taxonomy.No, e E)) {
	p.Each(func(n taxonomy.No, block int, es []E) {
		for _, e := range es {
			f(block*Block+int(e>>low), n, e)
		}
	})
}
