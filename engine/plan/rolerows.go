package plan

import (
	"cmp"
	"slices"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// roleRows are the requirements of the roles of one tile under one policy, stored by what answers them, so that a candidate
// touches only what it can answer. Immutable.
type roleRows struct {
	// terms are the requirements that name one concept: W<<16 | row<<4 | asked, by concept.
	terms columns.Postings[uint32]
	// choices name several concepts, and wanted lists their rows' evidence; both are valued one by one.
	choices []rowReq
	months  []monthsReq // of one family, by family
	degrees []degreeReq // by family
	can     [columns.Rows]uint8
	asks    [columns.Rows]uint16 // bit of each profiles.RequirementKind that a role asks for
	gated   [columns.Rows]bool   // it has a gate
	anyGate bool
}

type rowReq struct {
	*facts.Requirement
	target   uint8
	row, w   uint16
	concepts []taxonomy.No
}

type monthsReq struct {
	family         taxonomy.No
	months, row, w uint16
}

// degreeReq also lists the certificates that the role asks for, where they can stand in for something.
type degreeReq struct {
	family     taxonomy.No
	row, w     uint16
	asked      uint8
	substitute bool
	certs      []taxonomy.No
}

// roleRowsOf returns the rows of a tile under the policy of the world, whose hash is the key; they are kept with the tile.
func roleRowsOf(w *World, key string, t *columns.RoleTile) *roleRows {
	return t.Derived(key, func() any { return newRoleRows(w, t) }).(*roleRows)
}

func newRoleRows(w *World, t *columns.RoleTile) *roleRows {
	b := &roleRowsBuilder{rows: &roleRows{}}
	for l := range t.Roles {
		b.role(uint16(l), Compile(w, t.Roles[l].Facts))
	}
	r := b.rows
	r.terms = columns.Gather[uint32](b.terms)
	slices.SortStableFunc(r.months, func(a, b monthsReq) int { return cmp.Compare(a.family, b.family) })
	slices.SortStableFunc(r.degrees, func(a, b degreeReq) int { return cmp.Compare(a.family, b.family) })
	return r
}

type roleRowsBuilder struct {
	rows  *roleRows
	terms []columns.Posting
}

func (b *roleRowsBuilder) role(l uint16, p *Plan) {
	r := b.rows
	r.can[l] = p.can()
	r.gated[l] = len(p.Role.Applicants) > 0
	var certs []taxonomy.No
	for i := range p.Reqs {
		q := &p.Reqs[i]
		r.asks[l] |= 1 << q.Kind
		r.gated[l] = r.gated[l] || q.Gate
		if q.Kind == profiles.ReqCertification && p.substitution {
			q.Each(func(n taxonomy.No) { certs = append(certs, n) })
		}
	}
	r.anyGate = r.anyGate || r.gated[l]
	for i := range p.Reqs {
		if q := &p.Reqs[i]; q.W > 0 {
			b.requirement(l, p, q, certs)
		}
	}
}

func (b *roleRowsBuilder) requirement(l uint16, p *Plan, q *Req, certs []taxonomy.No) {
	r, w := b.rows, uint16(q.W)
	switch {
	case q.Kind == profiles.ReqDegree:
		r.degrees = append(r.degrees, degreeReq{p.Role.Family, l, w, q.Asked, p.substitution, certs})
	case q.Kind == profiles.ReqExperience && len(q.AnyOf) == 0:
		r.months = append(r.months, monthsReq{q.No, q.Months, l, w})
	case len(q.AnyOf) > 0 || q.Kind == profiles.ReqEvidence:
		x := rowReq{Requirement: q.Requirement, target: q.Target, row: l, w: w}
		q.Each(func(n taxonomy.No) { x.concepts = append(x.concepts, n) })
		r.choices = append(r.choices, x)
	default:
		b.terms = append(b.terms, columns.Posting{No: q.No, Entry: uint32(w)<<16 | uint32(l)<<4 | uint32(low(q.Kind, q.Asked, q.Target))})
	}
}

// low is what the worth of a concept to a requirement depends on beside the concept: four bits.
func low(k profiles.RequirementKind, asked, target uint8) uint8 {
	switch k {
	case profiles.ReqSkill:
		return target
	case profiles.ReqTitle, profiles.ReqLanguage:
		return asked
	case profiles.ReqCertification, profiles.ReqIndustry, profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
	}
	return 0
}
