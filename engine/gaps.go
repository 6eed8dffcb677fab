package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// Gaps says which skills would make most roles fit a candidate: exact over all open roles that no gate closes.
// profiles.ErrNotFound, profiles.ErrInvalid.
func (e *Engine) Gaps(ctx context.Context, q GapsRequest) (*Gaps, error) {
	if err := q.defaults(); err != nil {
		return nil, err
	}
	e = e.In(ctx)
	r, _, err := e.run(ctx, &q.Request)
	if err != nil {
		return nil, err
	}
	if r.side.candidate == nil {
		return nil, fmt.Errorf("%w: gaps are those of a candidate: name one", profiles.ErrInvalid)
	}
	c := e.Deriver.Candidate(r.side.candidate, q.AsOf, facts.AsIs)
	g := &gaps{e: e, q: &q, r: r, c: c, out: &Gaps{Candidate: r.side.id, Threshold: q.Threshold, Level: q.Level, Singles: []Gap{}, Sets: []GapSet{},
		Strength: e.Deriver.Taxonomy.Strength().Targets[q.Level], Seq: r.snap.Seq, Policy: r.w.Policy.Hash(), Taxonomy: e.Deriver.Taxonomy.Version(),
		AsOf: q.AsOf, Lambda: q.Lambda}}
	if err := g.aim(); err != nil {
		return nil, err
	}
	o := plan.LearnOptions{Org: q.Org, Hidden: ownOnly(&q.Request), Strict: q.Strict, Strength: g.out.Strength, Need: g.need,
		Open: func(r *columns.Role) bool { return r.Facts.Until == 0 || r.Facts.Until >= q.AsOf }}
	if g.learner, err = plan.NewLearner(ctx, r.snap, r.w, c, o); err != nil {
		return nil, fmt.Errorf("gaps: %w", err)
	}
	g.out.Roles, g.out.Closed, g.out.Vetoed, g.out.Reached = g.learner.Roles, g.learner.Closed, g.learner.Vetoed, g.learner.Reached
	if err := g.find(ctx); err != nil {
		return nil, fmt.Errorf("gaps: %w", err)
	}
	g.out.Told = g.tell()
	return g.out, nil
}

func (q *GapsRequest) defaults() error {
	if q.Threshold == 0 {
		q.Threshold = DefaultThreshold
	}
	if q.Level == 0 {
		q.Level = DefaultLearned
	}
	if q.Skills == 0 {
		q.Skills = mostLearned
	}
	q.After, q.Vetoed = nil, false
	switch {
	case q.Threshold < 0 || q.Threshold > 1_000_000:
		return fmt.Errorf("%w: threshold %s: want 0 to 100", profiles.ErrInvalid, overallText(q.Threshold))
	case q.Level > 5:
		return fmt.Errorf("%w: level %d: want 1 to 5", profiles.ErrInvalid, q.Level)
	case q.Skills < 1 || q.Skills > mostLearned:
		return fmt.Errorf("%w: %d skills together: want 1 to %d", profiles.ErrInvalid, q.Skills, mostLearned)
	case q.Aim != "" && q.Aim != AimThreshold && q.Aim != AimTop:
		return fmt.Errorf("%w: aim %q: want threshold or top", profiles.ErrInvalid, q.Aim)
	case q.Where != "" || q.Query != "" || len(q.Gates) > 0:
		return fmt.Errorf("%w: gaps are over all open roles: filters and conditions of a request are not known here", profiles.ErrInvalid)
	}
	return nil
}

const (
	mostLearned = 3 // skills together
	shownRoles  = 5 // of a gap
)

// gaps is one answer on its way.
type gaps struct {
	e       *Engine
	q       *GapsRequest
	r       *run
	c       *facts.Candidate
	bars    *Bars // nil: the threshold
	learner *plan.Learner
	out     *Gaps
}

// aim decides what fitting means.
func (g *gaps) aim() error {
	b, why, w := g.q.Bars, "", g.e.words
	switch {
	case b == nil:
		why = w.Say("no lists are kept")
	case b.Policy != g.out.Policy:
		why = w.Say("the kept lists are of policy {0}", b.Policy)
	case b.Lambda != g.q.Lambda:
		why = w.Say("the kept lists are of λ {0}", b.Lambda)
	case b.Taxonomy != g.out.Taxonomy:
		why = w.Say("the kept lists are of taxonomy {0}", b.Taxonomy)
	case b.AsOf != g.q.AsOf:
		why = w.Say("the kept lists are of {0}", b.AsOf)
	}
	g.out.Aim = AimThreshold
	switch {
	case g.q.Aim == AimTop && why != "":
		return fmt.Errorf("%w: aim top: %s: run tenon rescore, or aim at the threshold", profiles.ErrInvalid, why)
	case g.q.Aim == AimThreshold:
	case why != "":
		g.out.Notices = append(g.out.Notices, w.Say("{0}: a role fits from the threshold on (tenon rescore keeps lists)", why))
	default:
		g.bars, g.out.Aim, g.out.Top, g.out.BarsSeq = b, AimTop, b.Top, b.Seq
		if b.Seq != g.out.Seq {
			g.out.Notices = append(g.out.Notices, w.Say("the kept lists are of state {0}, the roles of state {1}", b.Seq, g.out.Seq))
		}
	}
	return nil
}

// need is the least overall score that makes a role fit: the threshold, or what comes before the last of the role's kept list.
func (g *gaps) need(r *columns.Role) int32 {
	if g.bars == nil {
		return g.q.Threshold
	}
	last, full := g.bars.Of[profiles.Key{Org: r.Org, Kind: profiles.KindRole, ID: r.ID}]
	if !full {
		return 0
	}
	me := plan.Hit{Key: last.Overall, Tie: plan.Tie(r.ID, g.r.side.id), ID: g.r.side.id, Org: g.q.Org}
	last.Key, last.Tie = last.Overall, plan.Tie(r.ID, last.ID)
	if plan.Order(me, last) <= 0 {
		return last.Overall
	}
	return last.Overall + 1
}

// find fills in the single skills and the sets.
func (g *gaps) find(ctx context.Context) error {
	singles := g.learner.Singles()
	for _, x := range singles[:min(g.q.Top, len(singles))] {
		lifted := g.learner.With(x.No)
		roles, err := g.roles(ctx, lifted)
		if err != nil {
			return err
		}
		concept := g.e.Deriver.Taxonomy.Concept(x.No)
		g.out.Singles = append(g.out.Singles, Gap{Skill: concept.Label, Concept: concept.ID, Has: strengthIn(g.c.Skills, x.No), Lifts: x.Lifts, Gain: x.Gain,
			Pay: g.pay(lifted), Nearest: g.e.nearestTo(x.No, g.c.Skills), Proofs: g.e.proofsOf(x.No), Roles: roles})
	}
	return g.sets(ctx, singles)
}

// sets learns the best skill, again and again.
func (g *gaps) sets(ctx context.Context, singles []plan.Learned) error {
	var skills []string
	var all []plan.Lifted
	for n := 0; n < g.q.Skills && len(singles) > 0; n++ {
		best := singles[0].No
		skills = append(slices.Clone(skills), g.e.Deriver.Taxonomy.Concept(best).Label)
		all = append(all, g.learner.Learn(best)...)
		slices.SortStableFunc(all, func(a, b plan.Lifted) int { return int(b.Now) - int(a.Now) })
		roles, err := g.roles(ctx, all)
		if err != nil {
			return err
		}
		g.out.Sets = append(g.out.Sets, GapSet{Skills: skills, Lifts: len(all), Pay: g.pay(all), Roles: roles})
		if n+1 < g.q.Skills {
			singles = g.learner.Singles()
		}
	}
	return nil
}

// roles names the first of the roles lifted.
func (g *gaps) roles(ctx context.Context, lifted []plan.Lifted) ([]RoleLift, error) {
	out := []RoleLift{}
	for _, x := range lifted[:min(shownRoles, len(lifted))] {
		r := g.learner.Role(x.Index)
		rec, err := g.e.Records.Role(ctx, profiles.Key{Org: r.Org, Kind: profiles.KindRole, ID: r.ID})
		if errors.Is(err, profiles.ErrNotFound) {
			continue // deleted since the snapshot
		}
		if err != nil {
			return nil, err
		}
		out = append(out, RoleLift{ID: r.ID, Title: name(rec.Title), Was: x.Was, Now: x.Now})
	}
	return out, nil
}

// pay is what the roles lifted post.
func (g *gaps) pay(lifted []plan.Lifted) PostedPay {
	var out PostedPay
	var paid []int64
	for _, x := range lifted {
		switch r := g.learner.Role(x.Index); {
		case r.Posting != nil && r.Posting.Pays():
			paid = append(paid, r.Posting.MidUSD())
		case r.Facts.NoRate:
			out.NoRate++
		default:
			out.NoPay++
		}
	}
	if out.Stated = len(paid); out.Stated > 0 {
		slices.Sort(paid)
		n := len(paid)
		out.MedianUSD = paid[n/2] - (paid[n/2]-paid[(n-1)/2])/2
	}
	return out
}
