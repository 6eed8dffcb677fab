package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
)

// Lint judges the requirements of a role by what they do to its pool, exactly over all candidates at the snapshot's month.
// profiles.ErrNotFound, profiles.ErrInvalid.
func (e *Engine) Lint(ctx context.Context, q LintRequest) (*Linted, error) {
	if q.Threshold == 0 {
		q.Threshold = DefaultThreshold
	}
	switch q.After, q.Vetoed, q.Sort = nil, false, ""; {
	case q.Threshold < 0 || q.Threshold > 1_000_000:
		return nil, fmt.Errorf("%w: threshold %s: want 0 to 100", profiles.ErrInvalid, overallText(q.Threshold))
	case len(q.Gates) > 0:
		return nil, fmt.Errorf("%w: a role is judged as it is: conditions of a request are not known here", profiles.ErrInvalid)
	}
	e = e.In(ctx)
	r, _, err := e.run(ctx, &q.Request)
	switch {
	case err != nil:
		return nil, err
	case r.side.role == nil:
		return nil, fmt.Errorf("%w: it is a role whose requirements are judged: name one", profiles.ErrInvalid)
	case q.AsOf != r.snap.AsOf:
		return nil, fmt.Errorf("%w: month %s: the pool is known as of %s", profiles.ErrInvalid, q.AsOf, r.snap.AsOf)
	}
	l := &linter{e: e, q: &q, run: r, role: e.Deriver.Role(r.side.role), out: &Linted{Role: r.side.id, Title: name(r.side.role.Title), Threshold: q.Threshold,
		Requirements: []Asked{}, Advice: []Advice{}, Findings: []Finding{}, Seq: r.snap.Seq, Policy: r.w.Policy.Hash(), Taxonomy: e.Deriver.Taxonomy.Version(),
		AsOf: q.AsOf, Lambda: q.Lambda}}
	l.plan = plan.Compile(r.w, l.role)
	for _, step := range []func(context.Context) error{l.census, l.advise, l.degree} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("lint: %w", err)
		}
	}
	l.find()
	l.out.Told = l.out.tell(l.e)
	return l.out, nil
}

// linter is one role on its way.
type linter struct {
	*run
	e    *Engine
	q    *LintRequest
	role *facts.Role
	plan *plan.Plan
	out  *Linted
}

func (l *linter) asked(q *plan.Req) string { return l.e.Asked(q) }

// census counts how the pool stands to each requirement.
func (l *linter) census(ctx context.Context) error {
	o := l.scanOptions(l.plan)
	c, err := plan.TakeCensus(ctx, l.snap, l.plan, o)
	if err != nil {
		return err
	}
	if l.out.Above, _, err = plan.Above(ctx, l.snap, l.plan, o, l.q.Threshold); err != nil {
		return err
	}
	l.out.Pool, l.out.Vetoed, l.out.Musts, l.out.AllMusts = c.Scored, c.Vetoed, c.Musts, c.AllMusts
	for i := range l.plan.Reqs {
		q, t := &l.plan.Reqs[i], c.Reqs[i]
		a := Asked{Index: q.Index, Category: plan.CategoryName(q.Kind), Requirement: l.asked(q), Necessity: q.Necessity.String(), Gate: q.Gate, Weight: q.W,
			Pass: t.Pass, Met: t.Met, NoData: t.NoData, Alone: t.Alone}
		if c.Scored > 0 {
			a.Share = 10000 * t.Pass / c.Scored
		}
		l.out.Requirements = append(l.out.Requirements, a)
	}
	return nil
}

// advise finds what each requirement costs: the role is compiled anew without it, or with less of it, and counted.
func (l *linter) advise(ctx context.Context) error {
	for i := range l.plan.Reqs {
		q := &l.plan.Reqs[i]
		for _, v := range l.variants(q) {
			p := plan.Compile(l.w, l.e.Deriver.Role(v.role))
			above, res, err := plan.Above(ctx, l.snap, p, l.scanOptions(p), l.q.Threshold)
			if err != nil {
				return err
			}
			l.out.Advice = append(l.out.Advice, Advice{Do: v.do, Index: q.Index, Requirement: l.asked(q), To: v.to, Above: above, Adds: above - l.out.Above, Pool: res.Scored + res.Skipped})
		}
	}
	slices.SortStableFunc(l.out.Advice, func(a, b Advice) int { return cmp.Compare(b.Adds, a.Adds) })
	return nil
}

// variant is the role with one requirement that gives.
type variant struct {
	do, to string
	role   *profiles.Role
}

// variants are the ways in which a requirement can give. Dropping the only one leaves nothing to rank by.
func (l *linter) variants(q *plan.Req) []variant {
	var out []variant
	rec := l.side.role
	change := func(do, to string, f func(r *profiles.Role, x *profiles.Requirement)) {
		r := *rec
		r.Requirements = slices.Clone(rec.Requirements)
		f(&r, &r.Requirements[q.Index])
		out = append(out, variant{do, to, &r})
	}
	if len(l.plan.Reqs) > 1 {
		change(AdviceDrop, "", func(r *profiles.Role, _ *profiles.Requirement) { r.Requirements = l.without(q) })
	}
	if q.Necessity > profiles.Nice || q.Gate {
		n := max(profiles.Nice, q.Necessity-1)
		change(AdviceSoften, n.String(), func(_ *profiles.Role, x *profiles.Requirement) { x.Necessity, x.Gate = n, false })
	}
	if to, f := lower(q); f != nil {
		change(AdviceLower, to, func(_ *profiles.Role, x *profiles.Requirement) { f(x) })
	}
	return out
}

// without are the requirements of the record but for one, and for those that it replaces.
func (l *linter) without(q *plan.Req) []profiles.Requirement {
	var out []profiles.Requirement
	for i, x := range l.side.role.Requirements {
		if i != q.Index && !l.replaced(i, q) {
			out = append(out, x)
		}
	}
	return out
}

// replaced says whether a requirement of the record is a duplicate that another one replaces.
func (l *linter) replaced(i int, by *plan.Req) bool {
	if !slices.Contains(l.role.Duplicates, i) {
		return false
	}
	r := *l.side.role
	r.Requirements = []profiles.Requirement{r.Requirements[i], r.Requirements[by.Index]}
	return len(l.e.Deriver.Role(&r).Duplicates) > 0
}

// year is by how much months are lowered.
const year = 12

// lower is one level, step or year less of a requirement; nil where there is none below.
func lower(q *plan.Req) (to string, f func(*profiles.Requirement)) {
	less := q.Asked - 1
	switch q.Kind {
	case profiles.ReqSkill:
		if q.Asked > 1 {
			return fmt.Sprintf("level %d", less), func(x *profiles.Requirement) { x.Level = less }
		}
	case profiles.ReqTitle:
		if q.Asked > 1 {
			return profiles.Seniority(less).String(), func(x *profiles.Requirement) { x.Seniority = profiles.Seniority(less) }
		}
	case profiles.ReqLanguage:
		if q.Asked > 1 {
			return profiles.CEFR(less).String(), func(x *profiles.Requirement) { x.CEFR = profiles.CEFR(less) }
		}
	case profiles.ReqDegree:
		if q.Asked > 1 {
			return profiles.ISCED(less).String(), func(x *profiles.Requirement) { x.ISCED = profiles.ISCED(less) }
		}
	case profiles.ReqExperience:
		if q.Months > year {
			return fmt.Sprintf("%d months", q.Months-year), func(x *profiles.Requirement) { x.Months = int(q.Months) - year }
		}
	case profiles.ReqCertification, profiles.ReqEvidence, profiles.ReqIndustry:
	}
	return "", nil
}

// degreeTop is among how many of the best by skills the cost of a degree is counted.
const degreeTop = 50

// degree finds whom the degree requirement would remove of the best by skills alone.
func (l *linter) degree(ctx context.Context) error {
	at := -1
	for i := range l.plan.Reqs {
		if q := &l.plan.Reqs[i]; q.Kind == profiles.ReqDegree && (at < 0 || q.Asked > l.plan.Reqs[at].Asked) {
			at = i
		}
	}
	if at < 0 {
		return nil
	}
	q, r := &l.plan.Reqs[at], *l.role
	r.Requirements = nil
	for _, x := range l.role.Requirements {
		if x.Kind == profiles.ReqSkill {
			r.Requirements = append(r.Requirements, x)
		}
	}
	if len(r.Requirements) == 0 {
		l.out.Notices = append(l.out.Notices, l.e.words.Say("the role asks for no skills: what its degree costs cannot be said"))
		return nil
	}
	skills := plan.Compile(l.w, &r)
	o := l.scanOptions(skills)
	o.K, o.Sort, o.Threads = degreeTop, plan.ByForward, runtime.GOMAXPROCS(0)
	res, err := plan.Scan(ctx, l.snap, skills, o)
	if err != nil {
		return err
	}
	d := &DegreeCost{Degree: l.asked(q), Top: len(res.Hits), IDs: []string{}}
	for _, h := range res.Hits {
		c, err := l.e.Records.Candidate(ctx, profiles.Key{Org: h.Org, Kind: profiles.KindCandidate, ID: h.ID})
		if errors.Is(err, profiles.ErrNotFound) {
			continue // deleted since the snapshot
		}
		if err != nil {
			return err
		}
		f := l.e.Deriver.Candidate(c, l.q.AsOf, facts.AsIs)
		if uint8(f.Degree) >= q.Asked {
			continue
		}
		d.Removes++
		d.IDs = append(d.IDs, h.ID)
		if f.Degree == 0 {
			d.Unknown++
		}
		if v := l.plan.Value(q, f); v.Stands && v.V >= passes {
			d.Replaces++
		}
	}
	l.out.Degree = d
	return nil
}

// passes is the least v at which a requirement counts as passed; scoring.md, "musts".
const passes = 70
