package engine_test

import (
	"slices"
	"strings"
	"testing"

	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// placeOf is the rank that an overall score would have among the results of others.
func placeOf(all *engine.Ranking, id string, overall int32, tie uint64) int {
	n := 1
	for i := range all.Results {
		r := &all.Results[i]
		if r.ID != id && (r.Overall > overall || r.Overall == overall && r.Tie < tie) {
			n++
		}
	}
	return n
}

func TestRanksOfAnExplanationAreThoseOfTheRankings(t *testing.T) {
	p := draw(1, 150, 40)
	e := p.engine()
	lifts := 0
	for i := range 24 {
		role, c := p.roles[i], p.candidates[i*5]
		x := explain(t, e, engine.Request{Role: role.ID, Candidate: c.ID, Lambda: 30})
		for side, q := range map[string]engine.Request{
			engine.SideForward: {Role: role.ID, Top: 1000, Lambda: 30}, engine.SideReverse: {Candidate: c.ID, Top: 1000, Lambda: 30},
		} {
			all, id, got := rank(t, e, q), c.ID, x.Rank
			if side == engine.SideReverse {
				id, got = role.ID, x.RoleRank
			}
			at := slices.IndexFunc(all.Results, func(r engine.Result) bool { return r.ID == id })
			switch {
			case at < 0 && got != nil, at >= 0 && (got == nil || got.Rank != at+1 || got.Of != len(all.Results)):
				t.Fatalf("%s, %s: %s rank %+v: want %d of %d", role.ID, c.ID, side, got, at+1, len(all.Results))
			}
			for _, l := range x.Missing {
				if l.Side != side || l.Rank == nil {
					continue
				}
				lifts++
				if want := placeOf(all, id, l.After.Overall, x.Tie); l.Rank.Rank != want {
					t.Errorf("%s, %s: with %s the rank is %d: want %d", role.ID, c.ID, l.Requirement, l.Rank.Rank, want)
				}
			}
		}
	}
	if lifts < 100 {
		t.Errorf("only %d lifts were looked at", lifts)
	}
}

// What can be written into a record is scored from a record that says it.
func TestALiftIsTheScoreOfARecordThatSaysIt(t *testing.T) {
	p := draw(2, 80, 60)
	e := p.engine()
	tried := map[string]int{}
	for i, role := range p.roles {
		c := p.candidates[i]
		x := explain(t, e, engine.Request{Role: role.ID, Candidate: c.ID, Lambda: 30})
		for _, l := range x.Missing {
			d := *c
			switch l.Category {
			case "certifications":
				d.Certificates = append(slices.Clone(c.Certificates), profiles.Certificate{Ref: profiles.Ref{Name: l.Requirement}, Issued: asOf})
			case "degree":
				d.Education = append(slices.Clone(c.Education), profiles.Education{Level: profiles.ISCEDBachelor, End: asOf})
			case "industry":
				d.Industries = append(slices.Clone(c.Industries), profiles.Ref{Name: l.Requirement})
			default:
				continue
			}
			s, err := e.Score(engine.Request{RoleRecord: role, CandidateRecord: &d, Lambda: 30, AsOf: asOf})
			if err != nil {
				t.Fatal(err)
			}
			if r := &s.Results[0]; r.Overall != l.After.Overall || r.Forward != l.After.Forward {
				t.Errorf("%s, %s: with %s %s: overall %d, from the record %d", role.ID, c.ID, l.Category, l.Requirement, l.After.Overall, r.Overall)
			}
			tried[l.Category]++
		}
	}
	if len(tried) < 3 {
		t.Errorf("tried %v", tried)
	}
}

func TestALiftMeetsItsLineAndAddsUp(t *testing.T) {
	p := draw(3, 60, 60)
	e := p.engine()
	for i, role := range p.roles {
		x := explain(t, e, engine.Request{Role: role.ID, Candidate: p.candidates[i].ID, Lambda: 30})
		for _, l := range x.Missing {
			c := x.Contributions[l.Line]
			if c.Points+l.Points > c.Weight || c.Category != "evidence" && c.Points+l.Points != c.Weight {
				t.Errorf("%s: %s has %d, gains %d of %d", role.ID, l.Requirement, c.Points, l.Points, c.Weight)
			}
			if l.After.Overall != l.After.Forward*int32(100-x.Lambda)+l.After.Reverse*int32(x.Lambda) {
				t.Errorf("%s: %s: %+v is not the formula", role.ID, l.Requirement, l.After)
			}
			if l.Side == engine.SideForward && len(l.Also) == 0 && l.Adds.Forward != l.Points || l.Side == engine.SideReverse && l.Adds.Reverse != l.Points {
				t.Errorf("%s: %s adds %+v for %d points", role.ID, l.Requirement, l.Adds, l.Points)
			}
		}
	}
}

func TestTheTreeHasEveryLineOnceAndItsSums(t *testing.T) {
	p := draw(4, 20, 20)
	e := p.engine()
	for i, role := range p.roles {
		x := explain(t, e, engine.Request{Role: role.ID, Candidate: p.candidates[i].ID, Lambda: 30})
		var lines []int
		var forward, reverse int32
		for _, b := range x.Tree {
			lines = append(lines, b.Lines...)
			if b.Side == engine.SideForward {
				forward += b.Points
			} else {
				reverse += b.Points
			}
		}
		if len(lines) != len(x.Contributions) || !slices.IsSorted(lines) || forward != x.Forward || reverse != x.Reverse {
			t.Errorf("%s: lines %v of %d, sums %d and %d of %d and %d", role.ID, lines, len(x.Contributions), forward, reverse, x.Forward, x.Reverse)
		}
	}
}

func TestWhatIsNotKnownIsAskedAbout(t *testing.T) {
	p := draw(5, 40, 40)
	e := p.engine()
	for i, role := range p.roles {
		x := explain(t, e, engine.Request{Role: role.ID, Candidate: p.candidates[i].ID, Lambda: 30})
		asked := map[int]engine.Question{}
		for _, q := range x.NoData {
			asked[q.Line] = q
			if !strings.HasSuffix(strings.TrimSuffix(q.Question, "."), "?") && !strings.Contains(q.Question, "?") {
				t.Errorf("%q asks nothing", q.Question)
			}
		}
		for line, c := range x.Contributions {
			q, has := asked[line]
			if c.State == "no_data" && c.Weight > 0 && (!has || q.Assumed) || c.State != "no_data" && has && !q.Assumed {
				t.Errorf("%s: %s is %s, asked %+v", role.ID, c.Requirement, c.State, q)
			}
		}
	}
}

func TestWordsOfASourceStandThere(t *testing.T) {
	text := "I built pipelines with Terraform and Kubernetes."
	c := &profiles.Candidate{ID: "c", Source: &profiles.Source{File: "cv.txt"}, Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Python"}, At: &profiles.Position{Path: "text", Start: 3, End: 9}}},
		Jobs:         []profiles.Job{{Title: profiles.Ref{Name: "MLOps Engineer"}, Start: asOf - 30, Current: true, Description: text}},
		Certificates: []profiles.Certificate{{Ref: profiles.Ref{Name: "Certified Kubernetes Administrator"}, Issued: asOf - 3}}}
	role := asks(skill("Terraform", profiles.Must), skill("Python", profiles.Must), profiles.Requirement{Kind: profiles.ReqTitle, Ref: profiles.Ref{Name: "MLOps Engineer"}, Necessity: profiles.Must},
		profiles.Requirement{Kind: profiles.ReqCertification, Ref: profiles.Ref{Name: "Certified Kubernetes Administrator"}, Necessity: profiles.Nice})
	s, err := newEngine(t, c).Score(engine.Request{RoleRecord: role, CandidateRecord: c, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]*engine.Source{}
	for _, x := range s.Results[0].Contributions {
		got[x.Requirement] = x.Source
	}
	if s := got["Terraform"]; s.Words != "Terraform" || s.Path != "jobs[0].description" || text[s.Start:s.End] != s.Words || s.File != "cv.txt" {
		t.Errorf("Terraform: %+v", s)
	}
	if s := got["Python"]; s.Path != "skills[0]" || s.InFile == nil || s.InFile.End != 9 {
		t.Errorf("Python: %+v", s)
	}
	if s := got["MLOps Engineer"]; s == nil || s.Path != "jobs[0].title" {
		t.Errorf("title: %+v", s)
	}
	if s := got["Certified Kubernetes Administrator"]; s == nil || s.Path != "certificates[0]" {
		t.Errorf("certificate: %+v", s)
	}
}

func TestBothSidesAreTold(t *testing.T) {
	p := draw(6, 10, 10)
	x := explain(t, p.engine(), engine.Request{Role: p.roles[9].ID, Candidate: p.candidates[9].ID, Lambda: 30})
	if len(x.Told.Candidate) == 0 || len(x.Told.Candidate) != len(x.Told.Employer) {
		t.Fatalf("%d and %d sentences", len(x.Told.Candidate), len(x.Told.Employer))
	}
	you := strings.Join(x.Told.To(engine.ForCandidate), " ")
	them := strings.Join(x.Told.To(engine.ForEmployer), " ")
	if !strings.Contains(you, "you score") || strings.Contains(them, " you") || !strings.Contains(them, "the candidate") {
		t.Errorf("%s\n%s", you, them)
	}
}

func TestNearestWalksTheEdges(t *testing.T) {
	c := &profiles.Candidate{ID: "c", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "PyTorch"}, Level: 4}}}
	s, err := newEngine(t, c).Score(engine.Request{RoleRecord: asks(skill("TensorFlow", profiles.Must)), CandidateRecord: c, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	l := s.Results[0].Missing[0]
	if l.Nearest == nil || l.Nearest.Have != "PyTorch" || len(l.Nearest.Steps) != 1 || l.Nearest.Steps[0].Source == "" {
		t.Errorf("%+v", l.Nearest)
	}
	if _, ok := taxonomy.Default().Resolve(taxonomy.Skill, "PyTorch"); !ok || l.Rank != nil {
		t.Errorf("a rank without a store: %+v", l.Rank)
	}
}
