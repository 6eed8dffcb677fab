package plan

import (
	"context"

	"tenon/index/columns"
	"tenon/index/facts"
)

// ShakeRoles does for the roles of a candidate what [Shake] does for the candidates of a role.
func ShakeRoles(ctx context.Context, s *columns.Snapshot, w *World, worlds []*World, c *facts.Candidate, o SeekOptions, top []Hit) (*Steady, error) {
	k := &roleShaker{world: w, worlds: worlds, c: c, o: o, who: o.seeker(w, c), lambda: int32(w.LambdaOf(c.Wish.Stated)), floors: make([]int32, len(worlds)), tops: make([]*Top, len(worlds))}
	for j := range worlds {
		k.tops[j], k.floors[j] = NewTop(max(o.K, len(top))), 1<<31-1
	}
	best := map[[2]string]bool{}
	for _, h := range top {
		best[[2]string{h.Org, h.ID}] = true
	}
	for i := range s.Roles {
		if r := &s.Roles[i]; best[[2]string{r.Org, r.ID}] {
			k.lower(r)
		}
	}
	for i := range s.Roles {
		if i&1023 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		k.role(&s.Roles[i])
	}
	return steady(top, k.tops), nil
}

// roleShaker is one candidate on its way through all roles. It belongs to one goroutine.
type roleShaker struct {
	world  *World
	worlds []*World
	c      *facts.Candidate
	o      SeekOptions
	who    *seeker
	lambda int32
	floors []int32
	tops   []*Top
	v      []uint8
}

// score is the sort key of a role in world j.
func (k *roleShaker) score(j int, r *columns.Role, back int32) int32 {
	var f int32
	p := Compile(k.worlds[j], r.Facts)
	for i := range p.Reqs {
		f += points(p.Reqs[i].W, k.v[i])
	}
	return sortKey(k.o.Sort, f, back, k.lambda)
}

// lower brings the floors down to what one of the best roles has.
func (k *roleShaker) lower(r *columns.Role) {
	p := k.plan(r)
	back := p.Reverse(&k.c.Wish, k.c.Country)
	for j := range k.worlds {
		k.floors[j] = min(k.floors[j], k.score(j, r, back))
	}
}

// plan is a role without weights, and fills in v.
func (k *roleShaker) plan(r *columns.Role) *Plan {
	p := unweighed(k.world, r.Facts)
	held := p.holdsAsked(k.c)
	k.v = k.v[:0]
	for i := range p.Reqs {
		q := p.late(&p.Reqs[i])
		k.v = append(k.v, k.who.value(&q, held))
	}
	return p
}

func (k *roleShaker) role(r *columns.Role) {
	if k.o.hides(r) || k.o.Filter != nil && !k.o.Filter(r) {
		return
	}
	p := k.plan(r)
	most := p.mostShare(k.v)
	var back int32 = -1
	for j, top := range k.tops {
		floor := max(k.floors[j], top.Floor())
		f := most.under(k.worlds[j])
		if back < 0 { // not known yet, and at most full
			if sortKey(k.o.Sort, f, Full, k.lambda) < floor {
				continue
			}
			if Veto(p.Gates(k.c), k.o.Strict) {
				return
			}
			back = p.Reverse(&k.c.Wish, k.c.Country)
		}
		if sortKey(k.o.Sort, f, back, k.lambda) < floor {
			continue
		}
		if key := k.score(j, r, back); key >= floor {
			top.Push(Hit{Key: key, R: back, Tie: Tie(r.ID, k.o.CandidateID), ID: r.ID, Org: r.Org})
		}
	}
}

// shares are how much of each category somebody has: what bounds F under any weights.
type shares struct {
	have  [Categories]float64 // 0–1
	asked [Categories]float64 // how much of the category's weight is asked for, 0–1
	slack float64
}

// mostShare bounds from v of each requirement. Rounding gives a requirement less than two points above its exact share and a
// category less than one, and half a point each to its product with v; a sum of weights of 5000 or more that is short of up to
// eight hundredths makes all at most 16 points too small.
func (p *Plan) mostShare(v []uint8) shares {
	var need [Categories]float64
	out := shares{slack: 24 + 2*float64(len(p.Reqs))}
	for i := range p.Reqs {
		q := &p.Reqs[i]
		n := float64(int(q.Necessity) * p.multiplier(q.Requirement))
		need[q.Kind-1] += n
		out.have[q.Kind-1] += n * float64(v[i]) / 100
	}
	for i, n := range need {
		if n > 0 {
			out.have[i] /= n
			out.asked[i] = min(300, n) / 300
		}
	}
	return out
}

// under is at least F in a world.
func (s *shares) under(w *World) int32 {
	var sum, have float64
	for i := range s.have {
		c := float64(w.hundredths(i)) * s.asked[i]
		sum += c
		have += c * s.have[i]
	}
	f := 2 * have
	if sum > Full/2 {
		f = have * Full / sum
	}
	return int32(f + s.slack)
}
