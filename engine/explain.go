package engine

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// Score scores and explains one pair of records, without a store: there are no ranks.
func (e *Engine) Score(q Request) (*Ranking, error) {
	x, out, err := e.score(&q)
	if err != nil {
		return nil, err
	}
	return out, x.reasons(&out.Results[0], x.lifts(&out.Results[0]))
}

// score describes the only pair of a request.
func (e *Engine) score(q *Request) (*pair, *Ranking, error) {
	if q.RoleRecord == nil || q.CandidateRecord == nil || q.AsOf == 0 {
		return nil, nil, fmt.Errorf("%w: a score needs a role, a candidate and a month", profiles.ErrInvalid)
	}
	w, preset, err := e.world(q)
	if err != nil {
		return nil, nil, err
	}
	f, err := e.gated(e.Deriver.Role(q.RoleRecord), q.Gates)
	if err != nil {
		return nil, nil, err
	}
	p := plan.Compile(w, f)
	x := e.pair(p, q.RoleRecord, e.person(q.CandidateRecord, q.AsOf))
	x.strict = q.Strict
	res := x.result()
	res.ID, res.Title, res.Tie = q.CandidateRecord.ID, q.CandidateRecord.Headline, plan.Tie(q.RoleRecord.ID, q.CandidateRecord.ID)
	return x, &Ranking{Role: q.RoleRecord.ID, Results: []Result{res}, Total: 1, Scored: 1, Exact: true, Policy: w.Policy.Hash(),
		Taxonomy: e.Deriver.Taxonomy.Version(), AsOf: q.AsOf, LambdaRequested: q.Lambda, Notices: e.notices(p, q, q.RoleRecord),
		Weights: WeightSets{Categories(preset.Weights), Categories(w.Policy.Weights), Categories(p.Asked)}}, nil
}

// Explain scores and explains the pair of a stored role and a stored candidate at the snapshot's month, or at q.AsOf, with its
// ranks over all records and what each thing that is missing would make of them.
func (e *Engine) Explain(ctx context.Context, q Request) (*Ranking, error) {
	e = e.In(ctx)
	role, err := e.Role(ctx, q.roleKey(), q.Org, q.Roles)
	if err != nil {
		return nil, fmt.Errorf("explain: %w", err)
	}
	c, err := e.Candidate(ctx, q.candidateKey(), q.Org)
	if err != nil {
		return nil, fmt.Errorf("explain: %w", err)
	}
	snap := e.Columns.Snapshot()
	q.RoleRecord, q.CandidateRecord = role, c
	if q.AsOf == 0 {
		q.AsOf = snap.AsOf
	}
	x, out, err := e.score(&q)
	if err != nil {
		return nil, err
	}
	out.Seq = snap.Seq
	r := &out.Results[0]
	lifts := x.lifts(r)
	if err := e.rankLifts(ctx, standing{snap, &q}, x, r, lifts); err != nil {
		return nil, fmt.Errorf("explain: %w", err)
	}
	return out, x.reasons(r, lifts)
}

// lifted is a lift on its way: the pair as it would be.
type lifted struct {
	Lift
	score  plan.Score
	vetoed bool
}

// lifts are what each line that is not met would add, the largest first.
func (x *pair) lifts(r *Result) []lifted {
	var out []lifted
	for i := range r.Contributions {
		c := &r.Contributions[i]
		if c.Value == 100 || c.Weight == 0 {
			continue
		}
		l := lifted{Lift: Lift{Line: i, Side: c.Side, Category: c.Category, Requirement: c.Requirement, State: c.State}}
		if c.Side == SideForward {
			x.liftForward(&l, r, i)
		} else {
			x.liftReverse(&l, r, i)
		}
		s := &l.score
		l.After = Triple{s.F, s.R, s.Overall}
		l.Adds = Triple{s.F - r.Forward, s.R - r.Reverse, s.Overall - r.Overall}
		if l.Points > 0 { // of two kinds of work that are asked for, both give less than 100
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b lifted) int {
		return cmp.Or(cmp.Compare(b.Adds.Overall, a.Adds.Overall), cmp.Compare(a.Line, b.Line))
	})
	return out
}

// liftForward scores the candidate anew as somebody who meets requirement i.
func (x *pair) liftForward(l *lifted, r *Result, i int) {
	q := &x.plan.Reqs[i]
	f := x.meeting(q, x.plan.Value(q, x.facts).Asked)
	l.score = *x.plan.Score(f)
	l.vetoed = plan.Veto(x.plan.Gates(f), x.strict)
	for j, c := range l.score.Forward {
		switch more := c.Points - r.Contributions[j].Points; {
		case j == i:
			l.Points = more
		case more > 0:
			l.Also = append(l.Also, j)
		}
	}
	if q.Kind == profiles.ReqSkill {
		l.Nearest, l.Proofs = x.e.nearest(q, x.facts.Skills), x.e.proofs(q)
	}
}

// liftReverse scores the role anew as one that offers what line i wishes.
func (x *pair) liftReverse(l *lifted, r *Result, i int) {
	c := &r.Contributions[i]
	l.Points = c.Weight - c.Points
	l.score = plan.Score{F: r.Forward, R: r.Reverse + l.Points}
	l.score.Overall = plan.Overall(l.score.F, l.score.R, r.Lambda)
	wish := x.preferences[i-len(x.plan.Reqs)]
	l.vetoed = plan.Veto(slices.DeleteFunc(x.plan.Gates(x.facts), func(g plan.Gate) bool { return g.Wish && g.Preference == wish }), x.strict)
}

// rankLifts finds the ranks of a pair, as it is and with each lift: in the role's ranking of candidates those that change the
// candidate, in the candidate's ranking of roles those that change the role.
func (e *Engine) rankLifts(ctx context.Context, s standing, x *pair, r *Result, lifts []lifted) error {
	hit := func(id string, sc Triple) plan.Hit {
		return plan.Hit{Key: sc.Overall, F: sc.Forward, R: sc.Reverse, Overall: sc.Overall, Tie: r.Tie, ID: id, Org: s.q.Org}
	}
	now := Triple{r.Forward, r.Reverse, r.Overall}
	vetoed := plan.Veto(x.plan.Gates(x.facts), x.strict)
	for _, side := range []string{SideForward, SideReverse} {
		id := s.q.Candidate
		if side == SideReverse {
			id = s.q.Role
			if len(s.q.Gates) > 0 {
				continue // gates of the request are of this role alone
			}
		}
		marks := []plan.Hit{hit(id, now)}
		for i := range lifts {
			if lifts[i].Side == side {
				marks = append(marks, hit(id, lifts[i].After))
			}
		}
		before, of, err := s.places(ctx, x, side, marks)
		if err != nil {
			return err
		}
		var present *Place
		if vetoed {
			of++ // the pair itself is not among those counted
		} else {
			present = &Place{before[0] + 1, of}
		}
		if x.ranks[side] = present; len(marks) == 1 {
			continue
		}
		at := 1
		for i := range lifts {
			if l := &lifts[i]; l.Side == side {
				if l.RankBefore = present; !l.vetoed {
					l.Rank = &Place{before[at] + 1, of}
				}
				at++
			}
		}
	}
	return nil
}

// standing is what the ranks of a pair are found in.
type standing struct {
	snap *columns.Snapshot
	q    *Request
}

// places counts who ranks before the marks on one side, and how many there are whom no gate vetoes.
func (s standing) places(ctx context.Context, x *pair, side string, marks []plan.Hit) (before []int, of int, err error) {
	var res *plan.Result
	threads := runtime.GOMAXPROCS(0)
	switch {
	case side == SideReverse:
		o := plan.SeekOptions{CandidateID: s.q.Candidate, Org: s.q.Org, Hidden: s.q.hidden(), Strict: s.q.Strict, Threads: threads}
		var sought *plan.Sought
		if before, sought, err = plan.SeekPlaces(ctx, s.snap, x.plan.World, x.facts, o, marks); err == nil {
			res = &sought.Result
		}
	case s.q.AsOf == s.snap.AsOf:
		o := plan.Options{RoleID: s.q.Role, Org: s.q.Org, Strict: s.q.Strict, Threads: threads}
		before, res, err = plan.Places(ctx, s.snap, x.plan, o, marks)
	default:
		return s.placesOneByOne(ctx, x, marks)
	}
	if err != nil {
		return nil, 0, err
	}
	return before, res.Scored + res.Skipped, nil
}

// placesOneByOne derives every candidate anew, for another month than the columns are of.
func (s standing) placesOneByOne(ctx context.Context, x *pair, marks []plan.Hit) ([]int, int, error) {
	before, of := make([]int, len(marks)), 0
	err := x.e.Records.Candidates(ctx, func(k profiles.Key, c *profiles.Candidate) error {
		f := x.e.Deriver.Candidate(c, s.q.AsOf, facts.AsIs)
		if k.Org != s.q.Org && !f.ShownTo(s.q.Org) {
			return ctx.Err()
		}
		if plan.Veto(x.plan.Gates(f), s.q.Strict) {
			return ctx.Err()
		}
		of++
		sc := x.plan.Score(f)
		h := plan.Hit{Key: sc.Overall, Tie: plan.Tie(x.role.ID, k.ID), ID: k.ID, Org: k.Org}
		for i := range marks {
			if plan.Order(h, marks[i]) < 0 && (k.ID != marks[i].ID || k.Org != marks[i].Org) {
				before[i]++
			}
		}
		return ctx.Err()
	})
	return before, of, err
}

// reasons adds what is said beside the score to the result of a pair.
func (x *pair) reasons(r *Result, lifts []lifted) error {
	r.Reasons = &Reasons{Rank: x.ranks[SideForward], RoleRank: x.ranks[SideReverse], Tree: tree(r.Contributions), Missing: []Lift{}, NoData: x.questions(r)}
	for i := range lifts {
		r.Missing = append(r.Missing, lifts[i].Lift)
	}
	r.Told = x.tell(r)
	return nil
}

// tree groups the lines of a score by category, in their order.
func tree(lines []Contribution) []Branch {
	var out []Branch
	for i := range lines {
		c := &lines[i]
		if n := len(out); n == 0 || out[n-1].Side != c.Side || out[n-1].Category != c.Category {
			out = append(out, Branch{Side: c.Side, Category: c.Category})
		}
		b := &out[len(out)-1]
		b.Weight, b.Points, b.Lines = b.Weight+c.Weight, b.Points+c.Points, append(b.Lines, i)
	}
	return out
}

// Side of a contribution, for those who print them.
const (
	SideForward = "forward"
	SideReverse = "reverse"
)

// Of returns the contributions of one side.
func (r *Result) Of(side string) []Contribution {
	return slices.DeleteFunc(slices.Clone(r.Contributions), func(c Contribution) bool { return c.Side != side })
}
