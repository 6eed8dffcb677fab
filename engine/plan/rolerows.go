package plan

import (
	"iter"
	"math"
	"runtime"
	"sync"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// roleBlock is how many rows of a tile a search goes through at a time: their sums fit the first cache, and their numbers have 14 bits.
const (
	roleBlock  = 1 << roleBits
	roleBits   = 14
	roleBlocks = roleBlock / columns.Block
)

// roleRows are the requirements of the roles of one tile under one policy, stored by what answers them, so that a candidate
// touches only what it can answer. Immutable.
type roleRows struct {
	// terms are the requirements that name one concept: W<<18 | asked<<14 | row of the block, by concept and block.
	terms columns.Postings[uint32]
	// certs are the rows of the roles that ask for a certificate and let it stand in for a degree, by certificate and block.
	certs columns.Postings[uint16]
	// late are the others, of row l those from lateAt[l] to lateAt[l+1]; rest is the most that they add to F.
	late   []lateReq
	lateAt []uint32
	rest   []uint16
	says   []says
	pay    []int32  // in units of 100 US dollars
	asks   []uint16 // bit of each profiles.RequirementKind that a role asks for
	gated  []uint64 // bit of each row that has a gate
	public []uint64 // and of each that everybody sees

	cans    [1 << facts.Preferences]bool // which sets of preferences some role says enough of
	asksAny uint16
}

// says is what a role says of what candidates prefer, roughly: the preferences of which it says enough, and the modes that it offers.
type says struct{ can, modes uint8 }

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
	n := len(t.Roles)
	r := &roleRows{lateAt: make([]uint32, n+1), rest: make([]uint16, n), says: make([]says, n), pay: make([]int32, n),
		asks: make([]uint16, n), gated: make([]uint64, (n+63)/64), public: make([]uint64, (n+63)/64)}
	var terms, certs []columns.Posting
	for l, p := range compiled(w, t.Roles) {
		terms = r.role(l, p, terms)
		if p.substitution {
			for i := range p.Reqs {
				if q := &p.Reqs[i]; q.Kind == profiles.ReqCertification {
					q.Each(func(n taxonomy.No) {
						certs = append(certs, columns.Posting{No: n, Block: uint16(l / roleBlock), Entry: uint32(l % roleBlock)})
					})
				}
			}
		}
	}
	r.terms, r.certs = columns.Gather[uint32](terms, r.blocks()), columns.Gather[uint16](certs, r.blocks())
	return r
}

// compiled are the plans of roles one after the other, made some at a time on all processors.
func compiled(w *World, roles []columns.Role) iter.Seq2[int, *Plan] {
	return func(yield func(int, *Plan) bool) {
		var plans [columns.Block]*Plan
		for from := 0; from < len(roles); from += len(plans) {
			some := roles[from:min(len(roles), from+len(plans))]
			n := min(runtime.GOMAXPROCS(0), len(some))
			var work sync.WaitGroup
			for i := range n {
				work.Go(func() {
					for l := i; l < len(some); l += n {
						plans[l] = Compile(w, some[l].Facts)
					}
				})
			}
			work.Wait()
			for l := range some {
				if !yield(from+l, plans[l]) {
					return
				}
			}
		}
	}
}

func (r *roleRows) blocks() int { return (len(r.rest) + roleBlock - 1) / roleBlock }

func (r *roleRows) role(l int, p *Plan, terms []columns.Posting) []columns.Posting {
	r.says[l] = says{p.can(), p.Role.Modes}
	r.cans[r.says[l].can] = true
	r.pay[l] = int32(min(math.MaxInt32, (p.Role.PayUSD+50)/100))
	gated := len(p.Role.Applicants) > 0
	for i := range p.Reqs {
		q := &p.Reqs[i]
		r.asks[l] |= 1 << q.Kind
		gated = gated || q.Gate
		switch {
		case q.W == 0:
		case late(q):
			r.late = append(r.late, p.late(q))
			r.rest[l] += uint16(q.W)
		default:
			e := uint32(q.W)<<(roleBits+4) | uint32(low(q.Requirement, q.Target))<<roleBits | uint32(l%roleBlock)
			terms = append(terms, columns.Posting{No: q.No, Block: uint16(l / roleBlock), Entry: e})
		}
	}
	r.lateAt[l+1] = uint32(len(r.late))
	r.asksAny |= r.asks[l]
	if gated {
		r.gated[l>>6] |= 1 << (l & 63)
	}
	if p.Role.Public {
		r.public[l>>6] |= 1 << (l & 63)
	}
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
