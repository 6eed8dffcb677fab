package plan

import (
	"cmp"
	"context"
	"slices"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// LearnOptions say which roles a candidate could come to fit, and what fitting is.
type LearnOptions struct {
	Org      string // roles of this organisation and public ones are considered
	Strict   bool
	Strength uint8                       // at which a skill counts once it is learned; one that is stronger already is not lowered
	Hidden   func(*columns.Role) bool    // roles that are not there for who asks, beside those of others that are not public
	Open     func(*columns.Role) bool    // nil: all are
	Need     func(r *columns.Role) int32 // the least overall score that fits
}

// Learner knows what skills a candidate could learn do to every role, exactly: a skill changes only the requirements that it stands
// for, so that only those are valued anew. It belongs to one goroutine.
type Learner struct {
	Roles, Closed, Vetoed, Reached int // of the roles seen: those open and not; of those open, vetoed now, and that fit already

	world  *World
	snap   *columns.Snapshot
	o      LearnOptions
	lambda int
	has    []uint8 // strength by skill
	roles  []learnRole
	reqs   []learnReq
	gain   []int32 // of a role by skill; all 0 between roles
	one    []int32 // of a requirement likewise
	sums   []Learned
	sim    []uint8       // by concept asked, how far the skill at hand stands for it
	marked []bool        // the skills in seen
	seen   []taxonomy.No // of a role
	seen1  []taxonomy.No // of a requirement
	lifts  []lift        // what the last Singles found
}

// lift is a skill that makes a role fit.
type lift struct {
	no   taxonomy.No
	role int32 // index of roles
	now  int32
}

// learnRole is a role that does not fit and that skills alone could make fit.
type learnRole struct {
	index    int // of the snapshot's roles
	f, r     int32
	was      int32 // overall, before anything was learned
	need     int32
	from, to int  // of reqs
	gates    bool // some of its requirements for skills are conditions that fail
	fits     bool
}

// learnReq is a requirement for a skill.
type learnReq struct {
	*facts.Requirement
	w         int32
	target, v uint8
	gate      bool // a condition that fails
}

// Learned is what one skill does.
type Learned struct {
	No    taxonomy.No
	Lifts int   // roles that come to fit
	Gain  int64 // Σ of overall over all roles that skills could make fit
}

// Lifted is a role that comes to fit; Index is of the snapshot's roles.
type Lifted struct {
	Index    int
	Was, Now int32
}

// NewLearner looks at all roles of a snapshot for a candidate.
func NewLearner(ctx context.Context, s *columns.Snapshot, w *World, c *facts.Candidate, o LearnOptions) (*Learner, error) {
	n := w.Taxonomy.Len() + 1
	l := &Learner{world: w, snap: s, o: o, lambda: w.LambdaOf(c.Wish.Stated), has: make([]uint8, n), gain: make([]int32, n), one: make([]int32, n),
		sums: make([]Learned, n), sim: make([]uint8, n), marked: make([]bool, n)}
	for _, k := range c.Skills {
		l.has[k.No] = k.Strength
	}
	who := newSeeker(w, c)
	for i := range s.Roles {
		if i&1023 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		switch r := &s.Roles[i]; {
		case r.Org != o.Org && !r.Facts.Public || o.Hidden != nil && o.Hidden(r):
		case o.Open != nil && !o.Open(r):
			l.Closed++
		default:
			l.Roles++
			l.role(i, Compile(w, r.Facts), who)
		}
	}
	return l, nil
}

// role books a role, and keeps it where skills could make it fit.
func (l *Learner) role(i int, p *Plan, who *seeker) {
	x := learnRole{index: i, need: l.o.Need(&l.snap.Roles[i]), from: len(l.reqs)}
	held, most := p.holdsAsked(who.c), int32(0)
	for j := range p.Reqs {
		q := &p.Reqs[j]
		late := p.late(q)
		v := who.value(&late, held)
		x.f += points(q.W, v)
		if q.Kind == profiles.ReqSkill && v < 100 {
			l.reqs = append(l.reqs, learnReq{Requirement: q.Requirement, w: q.W, target: q.Target, v: v})
			most += q.W - points(q.W, v)
		}
	}
	x.to = len(l.reqs)
	vetoed, ever := l.gates(p, who.c, &x)
	if vetoed {
		l.Vetoed++
	}
	keep := ever && Overall(x.f+most, Full, l.lambda) >= x.need
	if keep {
		x.r = p.Reverse(&who.c.Wish, who.c.Country)
		x.was = Overall(x.f, x.r, l.lambda)
		keep = Overall(x.f+most, x.r, l.lambda) >= x.need
		if !vetoed && x.was >= x.need {
			l.Reached++
			keep = false
		}
	}
	if !keep {
		l.reqs = l.reqs[:x.from]
		return
	}
	l.roles = append(l.roles, x)
}

// gates says whether a gate fails, and whether skills could open all that fail.
func (l *Learner) gates(p *Plan, c *facts.Candidate, x *learnRole) (vetoed, ever bool) {
	ever = true
	for _, g := range p.Gates(c) {
		if g.Verdict != Vetoed && !l.o.Strict {
			continue
		}
		vetoed = true
		if g.Req < 0 || p.Reqs[g.Req].Kind != profiles.ReqSkill {
			return true, false
		}
		for j := x.from; j < x.to; j++ {
			if l.reqs[j].Requirement == p.Reqs[g.Req].Requirement {
				l.reqs[j].gate, x.gates = true, true
			}
		}
	}
	return vetoed, ever
}

// worth is v of a requirement for somebody who has learned a skill, by the one concept asked that it stands for.
func (l *Learner) worth(q *learnReq, near taxonomy.Near) uint8 {
	if l.has[near.No] >= l.o.Strength {
		return 0
	}
	return skillValue(near.Sim, l.o.Strength, q.target)
}

// Singles are all skills that change anything, those that lift most roles first, then those that gain most.
func (l *Learner) Singles() []Learned {
	clear(l.sums)
	l.lifts = l.lifts[:0]
	for i := range l.roles {
		if x := &l.roles[i]; !x.fits {
			l.single(i, x)
		}
	}
	var out []Learned
	for n, k := range l.sums {
		if k.Gain > 0 || k.Lifts > 0 {
			k.No = taxonomy.No(n)
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b Learned) int {
		return cmp.Or(cmp.Compare(b.Lifts, a.Lifts), cmp.Compare(b.Gain, a.Gain), cmp.Compare(a.No, b.No))
	})
	return out
}

// single books what each skill does to a role.
func (l *Learner) single(i int, x *learnRole) {
	l.gains(x)
	now := Overall(x.f, x.r, l.lambda)
	for _, n := range l.seen {
		with := Overall(x.f+l.gain[n], x.r, l.lambda)
		k := &l.sums[n]
		k.Gain += int64(with - now)
		if with >= x.need && (!x.gates || l.opens(x, n)) {
			k.Lifts++
			l.lifts = append(l.lifts, lift{n, int32(i), with})
		}
		l.gain[n], l.marked[n] = 0, false
	}
}

// gains fills in what each skill adds to F of a role, for the skills in seen.
func (l *Learner) gains(x *learnRole) {
	l.seen = l.seen[:0]
	for j := x.from; j < x.to; j++ {
		q := &l.reqs[j]
		if q.v == 100 {
			continue
		}
		l.seen1 = l.seen1[:0]
		q.Each(func(asked taxonomy.No) {
			for _, near := range l.world.Taxonomy.Near(asked) {
				if v := l.worth(q, near); v > q.v {
					if l.one[near.No] == 0 {
						l.seen1 = append(l.seen1, near.No)
					}
					l.one[near.No] = max(l.one[near.No], int32(v))
				}
			}
		})
		was := points(q.w, q.v)
		for _, n := range l.seen1 {
			if !l.marked[n] {
				l.marked[n] = true
				l.seen = append(l.seen, n)
			}
			l.gain[n] += points(q.w, uint8(l.one[n])) - was
			l.one[n] = 0
		}
	}
}

// opens says whether a skill opens all the gates of a role that fail.
func (l *Learner) opens(x *learnRole, n taxonomy.No) bool {
	for j := x.from; j < x.to; j++ {
		if q := &l.reqs[j]; q.gate && q.v < 100 && l.valueOf(q, n) < 100 {
			return false
		}
	}
	return true
}

// valueOf is v of a requirement by a learned skill alone.
func (l *Learner) valueOf(q *learnReq, n taxonomy.No) (v uint8) {
	q.Each(func(asked taxonomy.No) {
		for _, near := range l.world.Taxonomy.Near(asked) {
			if near.No == n {
				v = max(v, l.worth(q, near))
			}
		}
	})
	return v
}

// With are the roles that come to fit with a skill more, the best first, as the last [Learner.Singles] found them; nothing may have
// been learned since.
func (l *Learner) With(n taxonomy.No) []Lifted {
	var out []Lifted
	for _, x := range l.lifts {
		if x.no == n {
			out = append(out, Lifted{l.roles[x.role].index, l.roles[x.role].was, x.now})
		}
	}
	slices.SortStableFunc(out, func(a, b Lifted) int { return cmp.Compare(b.Now, a.Now) })
	return out
}

// Learn makes a skill one that the candidate has, and returns the roles that come to fit by it, the best first.
func (l *Learner) Learn(n taxonomy.No) []Lifted {
	var out []Lifted
	clear(l.sim)
	if l.has[n] < l.o.Strength {
		for _, asked := range l.world.Taxonomy.Of(taxonomy.Skill) {
			if e, ok := l.world.Taxonomy.Similarity(asked, n); ok {
				l.sim[asked] = e.Sim
			}
		}
	}
	for i := range l.roles {
		if x := &l.roles[i]; !x.fits {
			if x.fits = l.learn(x); x.fits {
				out = append(out, Lifted{x.index, x.was, Overall(x.f, x.r, l.lambda)})
			}
		}
	}
	l.has[n], l.lifts = max(l.has[n], l.o.Strength), l.lifts[:0]
	slices.SortStableFunc(out, func(a, b Lifted) int { return cmp.Compare(b.Now, a.Now) })
	return out
}

// learn brings a role up to date with the skill at hand, and says whether it fits.
func (l *Learner) learn(x *learnRole) bool {
	open := true
	for j := x.from; j < x.to; j++ {
		q := &l.reqs[j]
		var sim uint8
		q.Each(func(asked taxonomy.No) { sim = max(sim, l.sim[asked]) })
		if sim > 0 {
			v := max(q.v, skillValue(sim, l.o.Strength, q.target))
			x.f += points(q.w, v) - points(q.w, q.v)
			q.v = v
		}
		open = open && (!q.gate || q.v == 100)
	}
	return open && Overall(x.f, x.r, l.lambda) >= x.need
}

// Role is the role of an index.
func (l *Learner) Role(i int) *columns.Role { return &l.snap.Roles[i] }
