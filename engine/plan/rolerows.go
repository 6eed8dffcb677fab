package plan

import (
	"math"

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
	// certs are the rows of the roles that ask for a certificate and let it stand in for a degree, by certificate.
	certs columns.Postings[uint16]
	// late are the others, of row l those from lateAt[l] to lateAt[l+1]; rest is the most that they add to F.
	late    []lateReq
	lateAt  [columns.Block + 1]uint32
	rest    [columns.Block]uint16
	can     [columns.Block]uint8
	pay     [columns.Block]int32  // in units of 100 US dollars
	asks    [columns.Block]uint16 // bit of each profiles.RequirementKind that a role asks for
	gated   [columns.Block]bool   // it has a gate
	anyGate bool
	asksAny uint16
	org     string // of all roles, when oneOrg is set
	oneOrg  bool
}

// lateReq is a requirement that is valued by itself, for the few rows that it can still lift to the floor.
type lateReq struct {
	anyOf      []taxonomy.No
	no, family taxonomy.No // family: of the role, where months stand for a degree
	months, w  uint16
	kind       profiles.RequirementKind
	low, asked uint8
	substitute bool // degree: months may stand for it
}

func (q *lateReq) each(f func(taxonomy.No)) {
	f(q.no)
	for _, n := range q.anyOf {
		f(n)
	}
}

// roleRowsOf returns the rows of a tile under the policy of the world, whose hash is the key; they are kept with the tile.
func roleRowsOf(w *World, key string, t *columns.RoleTile) *roleRows {
	return t.Derived(key, func() any { return newRoleRows(w, t) }).(*roleRows)
}

func newRoleRows(w *World, t *columns.RoleTile) *roleRows {
	r := &roleRows{oneOrg: true}
	var terms, certs []columns.Posting
	for l := range t.Roles {
		role := &t.Roles[l]
		r.org, r.oneOrg = t.Roles[0].Org, r.oneOrg && role.Org == t.Roles[0].Org
		p := Compile(w, role.Facts)
		terms = r.role(uint32(l), p, terms)
		if p.substitution {
			for i := range p.Reqs {
				if q := &p.Reqs[i]; q.Kind == profiles.ReqCertification {
					q.Each(func(n taxonomy.No) { certs = append(certs, columns.Posting{No: n, Entry: uint32(l)}) })
				}
			}
		}
	}
	r.terms, r.certs = columns.Gather[uint32](terms, 1), columns.Gather[uint16](certs, 1)
	return r
}

func (r *roleRows) role(l uint32, p *Plan, terms []columns.Posting) []columns.Posting {
	r.can[l] = p.can()
	r.pay[l] = int32(min(math.MaxInt32, (p.Role.PayUSD+50)/100))
	r.gated[l] = len(p.Role.Applicants) > 0
	for i := range p.Reqs {
		q := &p.Reqs[i]
		r.asks[l] |= 1 << q.Kind
		r.gated[l] = r.gated[l] || q.Gate
		switch {
		case q.W == 0:
		case late(q):
			r.late = append(r.late, p.late(q))
			r.rest[l] += uint16(q.W)
		default:
			terms = append(terms, columns.Posting{No: q.No, Entry: uint32(q.W)<<16 | l<<4 | uint32(low(q.Requirement, q.Target))})
		}
	}
	r.lateAt[l+1] = uint32(len(r.late))
	r.anyGate, r.asksAny = r.anyGate || r.gated[l], r.asksAny|r.asks[l]
	return terms
}

func (p *Plan) late(q *Req) lateReq {
	return lateReq{anyOf: q.AnyOf, no: q.No, family: p.Role.Family, months: q.Months, w: uint16(q.W), kind: q.Kind, low: low(q.Requirement, q.Target),
		asked: q.Asked, substitute: p.substitution}
}

// late says whether a requirement is none of one concept.
func late(q *Req) bool {
	return len(q.AnyOf) > 0 || q.Kind == profiles.ReqExperience || q.Kind == profiles.ReqEvidence || q.Kind == profiles.ReqDegree
}

// low is what the worth of a concept to a requirement depends on beside the concept: four bits.
func low(q *facts.Requirement, target uint8) uint8 {
	switch q.Kind {
	case profiles.ReqSkill:
		return target
	case profiles.ReqTitle, profiles.ReqLanguage:
		return q.Asked & 15
	case profiles.ReqCertification, profiles.ReqIndustry, profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
	}
	return 0
}
