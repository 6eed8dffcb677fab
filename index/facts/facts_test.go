package facts_test

import (
	"testing"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

var (
	asOf    = profiles.NewMonth(2026, 6)
	tax     = taxonomy.Default()
	deriver = facts.NewDeriver(tax, money.Default())
	goRef   = profiles.Ref{Name: "Kubernetes"}
)

func strength(t *testing.T, c *profiles.Candidate, fill facts.Fill) uint8 {
	t.Helper()
	n, ok := tax.Resolve(taxonomy.Skill, "Kubernetes")
	if !ok {
		t.Fatal("the taxonomy has no Kubernetes")
	}
	for _, s := range deriver.Candidate(c, asOf, fill).Skills {
		if s.No == n {
			return s.Strength
		}
	}
	return 0
}

func job(from, to profiles.Month) profiles.Job {
	j := profiles.Job{Start: from, End: to, Skills: []profiles.Ref{goRef}}
	if to == 0 {
		j.Current = true
	}
	return j
}

// The expected strengths are (15·L·E·R + 50,000,000) div 100,000,000 by hand.
func TestStrengthFollowsThePublishedFormula(t *testing.T) {
	listed := func(level uint8, months int, last profiles.Month) []profiles.Skill {
		return []profiles.Skill{{Ref: goRef, Level: level, Months: months, LastUsed: last}}
	}
	for _, c := range []struct {
		name string
		c    profiles.Candidate
		want uint8
	}{
		{"claimed, nothing known: L 400 E 70 R 900", profiles.Candidate{Skills: listed(0, 0, 0)}, 4},
		{"claimed expert, capped: L 550 E 70 R 900", profiles.Candidate{Skills: listed(5, 0, 0)}, 5},
		{"claimed with years, used now: L 550 E 70 R 1000", profiles.Candidate{Skills: listed(0, 120, asOf)}, 6},
		{"claimed basic, last used 72 months ago: L 550 E 70 R 500", profiles.Candidate{Skills: listed(2, 0, asOf-72)}, 3},
		{"text: L 400 E 70 R 900", profiles.Candidate{Summary: "I run Kubernetes."}, 4},
		{"current job of 12 months: L 500 E 95 R 1000", profiles.Candidate{Jobs: []profiles.Job{job(asOf-11, 0)}}, 7},
		{"current job of 11 months: L 478 E 90 R 1000", profiles.Candidate{Jobs: []profiles.Job{job(asOf-10, 0)}}, 6},
		{"current job of 36 months: L 750 E 95 R 1000", profiles.Candidate{Jobs: []profiles.Job{job(asOf-35, 0)}}, 11},
		{"two jobs that overlap, 36 months in all", profiles.Candidate{Jobs: []profiles.Job{job(asOf-35, asOf-10), job(asOf-20, 0)}}, 11},
		{"the same with a listed level 5, at most 200 more: L 950", profiles.Candidate{Skills: listed(5, 0, 0), Jobs: []profiles.Job{job(asOf-35, 0)}}, 14},
		{"job of 36 months that ended 48 months ago: R 707", profiles.Candidate{Jobs: []profiles.Job{job(asOf-83, asOf-48)}}, 8},
		{"undated job counts as claimed", profiles.Candidate{Jobs: []profiles.Job{{Start: asOf - 30, Skills: []profiles.Ref{goRef}}}}, 4},
		{"valid certificate of level 4: L 850 E 90 R 1000", profiles.Candidate{Certificates: []profiles.Certificate{{Ref: profiles.Ref{Name: "CKA"}, Issued: asOf - 3}}}, 11},
		{"expired certificate is a claim: L 550 E 70 R 900", profiles.Candidate{Certificates: []profiles.Certificate{{Ref: profiles.Ref{Name: "CKA"}, Issued: asOf - 90}}}, 5},
		{"job and certificate, two kinds: L 850 E 100", profiles.Candidate{Jobs: []profiles.Job{job(asOf-11, 0)},
			Certificates: []profiles.Certificate{{Ref: profiles.Ref{Name: "CKA"}, Issued: asOf - 3}}}, 13},
		{"undated project: L 400 E 90 R 900", profiles.Candidate{Evidence: []profiles.Evidence{{Kind: profiles.EvidenceProject, Skills: []profiles.Ref{goRef}}}}, 5},
		{"a job that begins later is not seen", profiles.Candidate{Jobs: []profiles.Job{job(asOf+1, asOf+5)}}, 0},
	} {
		if got := strength(t, &c.c, facts.AsIs); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestWhatLiesLaterThanTheMonthIsNotSeen(t *testing.T) {
	c := &profiles.Candidate{Jobs: []profiles.Job{{Title: profiles.Ref{Name: "Data Engineer"}, Start: asOf - 23, Current: true}},
		Education: []profiles.Education{{Level: profiles.ISCEDMaster, End: asOf - 2}}}
	now, then := deriver.Candidate(c, asOf, facts.AsIs), deriver.Candidate(c, asOf-12, facts.AsIs)
	if now.Months != 24 || then.Months != 12 || now.Degree != profiles.ISCEDMaster || then.Degree != 0 {
		t.Errorf("%d and %d months, degrees %s and %s", now.Months, then.Months, now.Degree, then.Degree)
	}
	if deriver.Candidate(c, asOf-24, facts.AsIs).Months != 0 {
		t.Error("the job counts before it began")
	}
}

func TestDuplicateRequirementsKeepTheLargerWhole(t *testing.T) {
	skill := func(n profiles.Necessity, level uint8, name string) profiles.Requirement {
		return profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: name}, Necessity: n, Level: level}
	}
	r := deriver.Role(&profiles.Role{Requirements: []profiles.Requirement{skill(profiles.Nice, 5, "k8s"), skill(profiles.Must, 2, "Kubernetes"),
		skill(profiles.Must, 1, "Kubernetes"), skill(profiles.Must, 1, "Unheard of")}})
	if len(r.Requirements) != 1 || r.Requirements[0].Asked != 2 || r.Requirements[0].Necessity != profiles.Must || r.Requirements[0].Index != 1 {
		t.Errorf("kept %+v", r.Requirements)
	}
	if len(r.Duplicates) != 2 || len(r.Unmapped) != 1 || r.Unmapped[0] != 3 {
		t.Errorf("duplicates %v, unmapped %v", r.Duplicates, r.Unmapped)
	}
}
