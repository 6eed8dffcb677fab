package engine_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tenon/engine"
	"tenon/profiles"
)

func lint(t *testing.T, e *engine.Engine, q engine.LintRequest) *engine.Linted {
	t.Helper()
	a, err := e.Lint(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// reaching is how many of a ranking of everybody reach a score.
func reaching(r *engine.Ranking, threshold int32) (n int) {
	for i := range r.Results {
		if r.Results[i].Overall >= threshold {
			n++
		}
	}
	return n
}

func TestLintCountsWhatRankingEverybodyCounts(t *testing.T) {
	p := draw(31, 140, 24)
	e := p.engine()
	const threshold = 350_000
	changed := 0
	for _, r := range p.roles {
		a := lint(t, e, engine.LintRequest{Request: engine.Request{Role: r.ID, Lambda: 30}, Threshold: threshold})
		all := rank(t, e, engine.Request{Role: r.ID, Top: 1000, Lambda: 30})
		musts := 0
		for i := range all.Results {
			if m := all.Results[i].Musts; m.Met == m.Of {
				musts++
			}
		}
		if a.Pool != len(all.Results) || a.Vetoed != all.Vetoed || a.Above != reaching(all, threshold) || a.AllMusts != musts {
			t.Errorf("%s: pool %d, %d vetoed, %d above, %d with all musts: want %d, %d, %d, %d", r.ID, a.Pool, a.Vetoed, a.Above, a.AllMusts,
				len(all.Results), all.Vetoed, reaching(all, threshold), musts)
		}
		// The advice on the degree and on the experience, which every role of the pool asks for.
		for _, x := range a.Advice {
			d := *r
			d.Requirements = slices.Clone(r.Requirements)
			switch {
			case x.Requirement == "bachelor" && x.Do == engine.AdviceDrop:
				d.Requirements = slices.Delete(d.Requirements, 2, 3)
			case x.Requirement == "bachelor" && x.Do == engine.AdviceLower:
				d.Requirements[2].ISCED--
			case strings.Contains(x.Requirement, "months as") && x.Do == engine.AdviceSoften:
				d.Requirements[1].Necessity = profiles.Should
			case strings.Contains(x.Requirement, "months as") && x.Do == engine.AdviceLower:
				d.Requirements[1].Months -= 12
			default:
				continue
			}
			without := rank(t, e, engine.Request{RoleRecord: &d, Top: 1000, Lambda: 30})
			if want := reaching(without, threshold); x.Above != want || x.Adds != want-a.Above || x.Pool != len(without.Results) {
				t.Errorf("%s: %s %s: %+v: want %d above of %d", r.ID, x.Do, x.Requirement, x, want, len(without.Results))
			}
			if x.Adds != 0 {
				changed++
			}
		}
	}
	if changed < 10 {
		t.Errorf("only %d pieces of advice change anything", changed)
	}
}

func TestTheDegreeCostsThoseOfTheBestBySkillsWhoHaveNone(t *testing.T) {
	p := draw(32, 140, 16)
	e := p.engine()
	removed := 0
	for _, r := range p.roles {
		a := lint(t, e, engine.LintRequest{Request: engine.Request{Role: r.ID, Lambda: 30}})
		d := *r
		d.Requirements = slices.DeleteFunc(slices.Clone(r.Requirements), func(q profiles.Requirement) bool { return q.Kind != profiles.ReqSkill })
		best := rank(t, e, engine.Request{RoleRecord: &d, Top: 50, Lambda: 30, Sort: engine.SortForward})
		var want []string
		for i := range best.Results {
			c, err := p.Candidate(t.Context(), profiles.Key{ID: best.Results[i].ID})
			if err != nil {
				t.Fatal(err)
			}
			if len(c.Education) == 0 || c.Education[0].Level < profiles.ISCEDBachelor {
				want = append(want, c.ID)
			}
		}
		if a.Degree == nil || a.Degree.Top != len(best.Results) || !slices.Equal(a.Degree.IDs, want) || a.Degree.Removes != len(want) {
			t.Errorf("%s: %+v: want %v of %d", r.ID, a.Degree, want, len(best.Results))
		}
		removed += len(want)
	}
	if removed < 20 {
		t.Errorf("only %d are removed", removed)
	}
	if a := lint(t, e, engine.LintRequest{Request: engine.Request{RoleRecord: asks(skill("Python", profiles.Must))}}); a.Degree != nil {
		t.Errorf("a role without a degree: %+v", a.Degree)
	}
}

func TestLintFindsWhatIsWrongWithTheRequirements(t *testing.T) {
	yes := true
	degree := profiles.Requirement{Kind: profiles.ReqDegree, ISCED: profiles.ISCEDMaster, Necessity: profiles.Must, Gate: true}
	leveled := skill("Python", profiles.Must)
	leveled.Level = 4
	choice := skill("TensorFlow", profiles.Must)
	choice.AnyOf = []profiles.Ref{{Name: "Python"}}
	work := func(months int) profiles.Requirement {
		return profiles.Requirement{Kind: profiles.ReqExperience, Months: months, Necessity: profiles.Must}
	}
	for name, c := range map[string]struct {
		role  *profiles.Role
		kind  string
		words string
	}{
		"asked twice":            {asks(skill("Python", profiles.Must), skill("Python", profiles.Must)), engine.FoundDuplicate, "asked for twice, the larger"},
		"asked at two levels":    {asks(skill("Python", profiles.Must), leveled), engine.FoundContradiction, "not alike"},
		"alone and in a choice":  {asks(skill("Python", profiles.Must), choice), engine.FoundImplied, "adds nothing but weight"},
		"a name nobody knows":    {asks(skill("Python", profiles.Must), skill("Kubernets", profiles.Must)), engine.FoundUnknown, "nearest names are Kubernetes"},
		"work for a degree":      {&profiles.Role{ID: "r", Requirements: []profiles.Requirement{degree}, ExperienceInPlaceOfEducation: &yes}, engine.FoundContradiction, "only a degree meets"},
		"a junior with years":    {&profiles.Role{ID: "r", Seniority: profiles.Junior, Requirements: []profiles.Requirement{work(72)}}, engine.FoundContradiction, "junior asks for 72 months"},
		"a senior without":       {&profiles.Role{ID: "r", Seniority: profiles.Senior, Requirements: []profiles.Requirement{work(6)}}, engine.FoundContradiction, "6 months of work only"},
		"over":                   {&profiles.Role{ID: "r", ValidThrough: asOf - 2, Requirements: []profiles.Requirement{work(6)}}, engine.FoundContradiction, "is over"},
		"nowhere to apply from":  {&profiles.Role{ID: "r", Modes: []profiles.Mode{profiles.Remote}, RemoteCountries: []string{"DE"}, ApplicantCountries: []string{"US"}, Requirements: []profiles.Requirement{work(6)}}, engine.FoundContradiction, "remote from DE only"},
		"on site without a city": {&profiles.Role{ID: "r", Modes: []profiles.Mode{profiles.OnSite}, Requirements: []profiles.Requirement{work(6)}}, engine.FoundUnknown, "nobody knows how far"},
		"a skill nobody has":     {asks(skill("TensorFlow", profiles.Must), skill("COBOL", profiles.Must)), engine.FoundUnmeetable, "nobody of 1 passes “COBOL”"},
		"one kind of evidence": {asks(profiles.Requirement{Kind: profiles.ReqEvidence, Evidence: []profiles.EvidenceKind{profiles.EvidencePaper}, Necessity: profiles.Must}),
			engine.FoundUnmeetable, "ask for two kinds"},
	} {
		a := lint(t, newEngine(t, &profiles.Candidate{ID: "c", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Python"}}}}), engine.LintRequest{Request: engine.Request{RoleRecord: c.role}})
		if !slices.ContainsFunc(a.Findings, func(f engine.Finding) bool { return f.Kind == c.kind && strings.Contains(f.Says, c.words) }) {
			t.Errorf("%s: %+v: want %s “%s”", name, a.Findings, c.kind, c.words)
		}
	}
	sound := lint(t, newEngine(t, berliner()), engine.LintRequest{Request: engine.Request{RoleRecord: asks(profiles.Requirement{Kind: profiles.ReqLanguage, Ref: profiles.Ref{Name: "German"}, CEFR: profiles.B2, Necessity: profiles.Must})}})
	if len(sound.Findings) != 0 {
		t.Errorf("a sound role: %+v", sound.Findings)
	}
}

func TestLintOfAnEmptyPoolSaysSo(t *testing.T) {
	a := lint(t, (&pool{}).engine(), engine.LintRequest{Request: engine.Request{RoleRecord: asks(skill("Python", profiles.Must), skill("Go", profiles.Nice))}})
	if a.Pool != 0 || a.Above != 0 || !strings.Contains(a.Told.Employer[0], "nobody in the pool") {
		t.Errorf("%+v", a)
	}
	for _, q := range a.Requirements {
		if q.Share != 0 || q.Pass != 0 {
			t.Errorf("%+v", q)
		}
	}
}

func TestLintsThatAreRefused(t *testing.T) {
	p := draw(33, 3, 3)
	e := p.engine()
	for name, q := range map[string]engine.LintRequest{
		"of a candidate": {Request: engine.Request{Candidate: p.candidates[0].ID}},
		"threshold":      {Request: engine.Request{Role: p.roles[0].ID}, Threshold: -5},
		"gates":          {Request: engine.Request{Role: p.roles[0].ID, Gates: []string{"degree"}}},
		"another month":  {Request: engine.Request{Role: p.roles[0].ID, AsOf: asOf - 1}},
	} {
		if _, err := e.Lint(t.Context(), q); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkLint judges a role over TENON_BENCH_ROWS candidates.
func BenchmarkLint(b *testing.B) {
	e := generated()
	for i := range b.N {
		r, err := e.Records.Role(b.Context(), profiles.Key{ID: "r" + strings.Repeat("0", 6) + string(rune('0'+i%10))})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := e.Lint(b.Context(), engine.LintRequest{Request: engine.Request{RoleRecord: r, Lambda: 30}}); err != nil {
			b.Fatal(err)
		}
	}
}
