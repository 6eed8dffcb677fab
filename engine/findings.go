package engine

import (
	"slices"
	"strings"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// The kinds of findings.
const (
	FoundDuplicate     = "duplicate"
	FoundImplied       = "implied"
	FoundContradiction = "contradiction"
	FoundUnknown       = "unknown"
	FoundUnmeetable    = "unmeetable"
	FoundRare          = "rare"
)

// rare is the share of the pool, in hundredths of a per cent, below which a must-have is called rare.
const rare = 500

// impliedSim is the similarity from which on a skill asked for besides says nothing new.
const impliedSim = 80

func (l *linter) found(kind, english string, values ...any) { l.foundOf(nil, kind, english, values...) }

// foundOf is something about single requirements.
func (l *linter) foundOf(of []int, kind, english string, values ...any) {
	l.out.Findings = append(l.out.Findings, Finding{kind, l.e.words.Say(english, values...), of})
}

// find looks for what is wrong with the requirements themselves.
func (l *linter) find() {
	l.duplicates()
	l.implied()
	l.unknowns()
	l.contradictions()
	l.places()
	l.pool()
}

func (l *linter) duplicates() {
	reqs := l.side.role.Requirements
	for _, i := range l.role.Duplicates {
		for j := range l.plan.Reqs {
			q := &l.plan.Reqs[j]
			if !l.replaced(i, q) {
				continue
			}
			twice := []int{i, q.Index}
			if a, b := &reqs[i], &reqs[q.Index]; a.Asked() != b.Asked() || a.Months != b.Months || a.Necessity != b.Necessity {
				l.foundOf(twice, FoundContradiction, "{0} “{1}” is asked for twice, and not alike: the larger counts, {2} as {3}", reqs[i].Kind, name(reqs[i].Ref), l.asked(q), q.Necessity)
			} else {
				l.foundOf(twice, FoundDuplicate, "{0} “{1}” is asked for twice, the larger counts", reqs[i].Kind, name(reqs[i].Ref))
			}
			break
		}
	}
}

// implied finds skills that another one asked for implies, and those that stand alone and in a choice.
func (l *linter) implied() {
	tax := l.e.Deriver.Taxonomy
	for i := range l.plan.Reqs {
		for j := range l.plan.Reqs {
			a, b := &l.plan.Reqs[i], &l.plan.Reqs[j]
			if i == j || a.Kind != b.Kind || a.Kind != profiles.ReqSkill || len(a.AnyOf) > 0 {
				continue
			}
			if b.No == a.No || slices.Contains(b.AnyOf, a.No) {
				if i < j || len(b.AnyOf) > 0 {
					l.foundOf([]int{a.Index, b.Index}, FoundImplied, "whoever has {0} has what {1} asks for: the second adds nothing but weight", tax.Concept(a.No).Label, l.e.names(b.Requirement))
				}
				continue
			}
			if e, ok := tax.Similarity(b.No, a.No); ok && len(b.AnyOf) == 0 && e.Sim >= impliedSim {
				l.foundOf([]int{a.Index, b.Index}, FoundImplied, "{0} implies {1} at {2} % ({3}): whoever has the first gets most of the second", tax.Concept(a.No).Label, tax.Concept(b.No).Label, e.Sim, e.Source)
			}
		}
	}
}

// unknowns are requirements that the taxonomy does not know, with the nearest that it does.
func (l *linter) unknowns() {
	for _, i := range l.role.Unmapped {
		q := &l.side.role.Requirements[i]
		says := l.e.words.Say("no {0} is called “{1}”: it is not scored", q.Kind, name(q.Ref))
		if near := l.e.near(conceptKind(q.Kind), name(q.Ref)); len(near) > 0 {
			says += l.e.words.Say("; the nearest names are {0}", strings.Join(near, ", "))
		}
		l.out.Findings = append(l.out.Findings, Finding{FoundUnknown, says, []int{i}})
	}
	if l.role.NoRate {
		l.found(FoundUnknown, "the pay is in {0}, for which there is no exchange rate: it meets nobody's wish", l.side.role.Pay.Currency)
	}
}

// What somebody at a step of the ladder is not expected to have, and what somebody above has.
const (
	longMonths  = 60
	shortMonths = 24
)

func (l *linter) contradictions() {
	rec := l.side.role
	if s := rec.ExperienceInPlaceOfEducation; s != nil && *s {
		for i := range l.plan.Reqs {
			if q := &l.plan.Reqs[i]; q.Kind == profiles.ReqDegree && q.Gate {
				l.foundOf([]int{q.Index}, FoundContradiction, "experience may stand in place of a degree, and the degree is a condition that only a degree meets")
			}
		}
	}
	if step := l.step(); step != 0 {
		l.ladder(step)
	}
	if rec.ValidThrough != 0 && rec.ValidThrough < rec.Posted {
		l.found(FoundContradiction, "the last day, {0}, lies before the day of posting, {1}", rec.ValidThrough, rec.Posted)
	} else if rec.ValidThrough != 0 && rec.ValidThrough < l.q.AsOf {
		l.found(FoundContradiction, "the last day, {0}, is over", rec.ValidThrough)
	}
}

// step is the step of the ladder that the role is at, of the title that it asks for where it says none.
func (l *linter) step() profiles.Seniority {
	step := l.role.Step
	for i := range l.plan.Reqs {
		q := &l.plan.Reqs[i]
		if q.Kind != profiles.ReqTitle || q.Asked == 0 {
			continue
		}
		asked := profiles.Seniority(q.Asked)
		if step != 0 && step != asked {
			l.foundOf([]int{q.Index}, FoundContradiction, "the role is {0} and asks for a title at the step {1}", step, asked)
		}
		step = max(step, asked)
	}
	return step
}

// ladder compares a step with the months and the levels that are asked for.
func (l *linter) ladder(step profiles.Seniority) {
	for i := range l.plan.Reqs {
		q := &l.plan.Reqs[i]
		switch {
		case q.Kind == profiles.ReqExperience && step <= profiles.Junior && int(q.Months) >= longMonths:
			l.foundOf([]int{q.Index}, FoundContradiction, "a role at the step {0} asks for {1} months of work", step, q.Months)
		case q.Kind == profiles.ReqExperience && step >= profiles.Senior && int(q.Months) < shortMonths:
			l.foundOf([]int{q.Index}, FoundContradiction, "a role at the step {0} asks for {1} months of work only", step, q.Months)
		case q.Kind == profiles.ReqSkill && step <= profiles.Junior && q.Asked == 5:
			l.foundOf([]int{q.Index}, FoundContradiction, "a role at the step {0} asks for an expert in {1}", step, l.e.names(q.Requirement))
		}
	}
}

// places looks for countries and modes that exclude each other.
func (l *linter) places() {
	rec, r := l.side.role, l.role
	remote, there := r.Modes&1 == 1, r.Modes&^1 != 0
	if len(r.Applicants) > 0 {
		if remote && !there && len(r.RemoteIn) > 0 && !slices.ContainsFunc(r.RemoteIn, func(c facts.Country) bool { return slices.Contains(r.Applicants, c) }) {
			l.found(FoundContradiction, "it is remote from {0} only, and only those living in {1} may apply", strings.Join(rec.RemoteCountries, ", "), strings.Join(rec.ApplicantCountries, ", "))
		}
		if there && !remote && r.Country != 0 && !slices.Contains(r.Applicants, r.Country) {
			l.found(FoundContradiction, "the work is in {0}, and only those living in {1} may apply", r.Country, strings.Join(rec.ApplicantCountries, ", "))
		}
	}
	if there && r.Geo == 0 {
		l.found(FoundUnknown, "the work is not remote alone, and no city is stated that the gazetteer has: nobody knows how far it is")
	}
}

// pool says what nobody has, or few.
func (l *linter) pool() {
	a := l.out
	if a.Pool == 0 {
		return
	}
	for i := range a.Requirements {
		q := &a.Requirements[i]
		switch {
		case q.Necessity == profiles.Must.String() && fewKinds(&l.plan.Reqs[i]):
			l.foundOf([]int{q.Index}, FoundUnmeetable, "one kind of evidence is worth 60 %, and a must-have is passed from {0} % on: nobody can pass “{1}”; ask for two kinds, or make it a should", passes, q.Requirement)
		case q.Pass == 0:
			l.foundOf([]int{q.Index}, FoundUnmeetable, "nobody of {0} passes “{1}” of {2}, which takes {3} %{4}", a.Pool, q.Requirement, l.e.words.Say(q.Category), passes, l.nearby(&l.plan.Reqs[i]))
		case q.Necessity == profiles.Must.String() && q.Share < rare:
			l.foundOf([]int{q.Index}, FoundRare, "{0} of {1} pass the must-have “{2}”", q.Pass, a.Pool, q.Requirement)
		}
	}
	if a.Musts > 1 && a.AllMusts == 0 {
		l.found(FoundUnmeetable, "nobody of {0} passes all {1} must-haves", a.Pool, a.Musts)
	}
}

// fewKinds says that evidence is asked for of one kind alone.
func fewKinds(q *plan.Req) bool { return q.Kind == profiles.ReqEvidence && q.Asked&(q.Asked-1) == 0 }

// nearby names skills that stand for one which nobody has.
func (l *linter) nearby(q *plan.Req) string {
	if q.Kind != profiles.ReqSkill {
		return ""
	}
	tax := l.e.Deriver.Taxonomy
	near := slices.Clone(tax.Near(q.No))
	slices.SortStableFunc(near, func(a, b taxonomy.Near) int { return int(b.Sim) - int(a.Sim) })
	var names []string
	for _, n := range near {
		if n.No != q.No && len(names) < suggested {
			names = append(names, tax.Concept(n.No).Label)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return l.e.words.Say("; near to it are {0}", strings.Join(names, ", "))
}
