package engine

import (
	"cmp"
	"slices"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles/taxonomy"
)

// farthest is how many edges apart skills are still called near.
const farthest = 3

// nearest is what comes closest to a requirement of the skills that somebody has; nil where nothing is near.
func (e *Engine) nearest(q *plan.Req, has []facts.Skill) (best *Nearest) {
	q.Each(func(n taxonomy.No) {
		if x := e.nearestTo(n, has); x != nil && (best == nil || len(x.Steps) < len(best.Steps) || len(x.Steps) == len(best.Steps) && x.Sim > best.Sim) {
			best = x
		}
	})
	return best
}

// reached is how a search from an asked skill came to another.
type reached struct {
	no   taxonomy.No
	from int // index of the one before, -1 of the asked skill itself
	sim  int // product of the steps, per cent
}

// nearestTo searches the edges of the taxonomy from an asked skill outwards: the fewest steps, then the highest similarity.
func (e *Engine) nearestTo(asked taxonomy.No, has []facts.Skill) *Nearest {
	tax := e.Deriver.Taxonomy
	seen := map[taxonomy.No]bool{asked: true}
	ring, all := []int{0}, []reached{{asked, -1, 100}}
	for range farthest + 1 {
		best := -1
		for _, i := range ring {
			if strengthIn(has, all[i].no) > 0 && (best < 0 || all[i].sim > all[best].sim) {
				best = i
			}
		}
		if best >= 0 {
			return e.route(all, best, has)
		}
		var next []int
		for _, i := range ring {
			for _, n := range tax.Near(all[i].no) {
				if !seen[n.No] {
					seen[n.No] = true
					all = append(all, reached{n.No, i, all[i].sim * int(n.Sim) / 100})
					next = append(next, len(all)-1)
				}
			}
		}
		ring = next
	}
	return nil
}

// route writes how a search came to what somebody has, from there on.
func (e *Engine) route(all []reached, at int, has []facts.Skill) *Nearest {
	tax := e.Deriver.Taxonomy
	out := &Nearest{Have: tax.Concept(all[at].no).Label, Strength: strengthIn(has, all[at].no), Sim: uint8(all[at].sim), Steps: []taxonomy.Edge{}}
	for ; all[at].from >= 0; at = all[at].from {
		edge, _ := tax.Similarity(all[all[at].from].no, all[at].no)
		out.Steps = append(out.Steps, edge)
	}
	return out
}

func strengthIn(has []facts.Skill, n taxonomy.No) uint8 {
	if i, ok := slices.BinarySearchFunc(has, n, func(s facts.Skill, n taxonomy.No) int { return cmp.Compare(s.No, n) }); ok {
		return has[i].Strength
	}
	return 0
}

// proofs are the certificates that prove a skill of a requirement.
func (e *Engine) proofs(q *plan.Req) []Proof {
	var out []Proof
	q.Each(func(n taxonomy.No) { out = append(out, e.proofsOf(n)...) })
	return out
}

// proofsOf are the certificates that prove a skill, the highest level first.
func (e *Engine) proofsOf(skill taxonomy.No) []Proof {
	tax, out := e.Deriver.Taxonomy, []Proof{}
	for _, n := range tax.Of(taxonomy.Certification) {
		c := tax.Concept(n)
		if c.Cert != nil && slices.Contains(c.Cert.Skills, skill) {
			out = append(out, Proof{Certificate: c.Label, Concept: c.ID, Issuer: c.Cert.Issuer, Level: c.Cert.Level, ValidMonths: c.Cert.ValidMonths})
		}
	}
	slices.SortStableFunc(out, func(a, b Proof) int { return cmp.Compare(b.Level, a.Level) })
	return out
}
