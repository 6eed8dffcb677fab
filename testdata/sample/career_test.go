package sample_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// longest is the longest career, in months: nobody began before the age of 18 or works past 60.
const longest = 34 * 12

func TestCareersCouldHaveBeenLived(t *testing.T) {
	for _, c := range readGrown(t).Candidates {
		if len(c.Jobs) == 0 || len(c.Jobs) > 9 {
			t.Errorf("%s: %d jobs", c.ID, len(c.Jobs))
			continue
		}
		first := c.Jobs[0].Start
		for _, j := range c.Jobs {
			first = min(first, j.Start)
			if j.Employer == "" || j.Description == "" || j.Start == 0 || j.Current == (j.End != 0) {
				t.Errorf("%s: a job at %q from %s to %s, current %t", c.ID, j.Employer, j.Start, j.End, j.Current)
			}
		}
		if now := profiles.NewMonth(2026, 11); now-first > longest {
			t.Errorf("%s: works since %s", c.ID, first)
		}
		studied(t, &c, first)
	}
}

// studied checks that the first degree was begun at school age: before the first job, and not long after birth, as it were.
func studied(t *testing.T, c *person, first profiles.Month) {
	t.Helper()
	for _, e := range c.Education {
		later := strings.HasPrefix(e.Degree.Name, "Bootcamp")
		if !later && e.End > first {
			t.Errorf("%s: %s ended in %s, after the first job began in %s", c.ID, e.Degree.Name, e.End, first)
		}
		if e.Start > e.End {
			t.Errorf("%s: %s from %s to %s", c.ID, e.Degree.Name, e.Start, e.End)
		}
	}
}

func TestPeopleHaveEveryLevelOfEducation(t *testing.T) {
	n := map[profiles.ISCED]int{}
	for _, c := range readGrown(t).Candidates {
		top := profiles.ISCED(0)
		for _, e := range c.Education {
			top = max(top, e.Level)
		}
		n[top]++
	}
	t.Logf("highest levels: %v", n)
	for _, level := range []profiles.ISCED{0, 3, profiles.ISCEDUpperSecondary, profiles.ISCEDPostSecondary, profiles.ISCEDShortCycle,
		profiles.ISCEDBachelor, profiles.ISCEDMaster, profiles.ISCEDDoctor} {
		if n[level] == 0 {
			t.Errorf("nobody has the level %q", level)
		}
	}
}

// firstUse are, by concept, the years before which nobody can have used a thing: a table of its own, so that it can find the
// generator wrong.
func firstUse(t *testing.T) map[taxonomy.No]profiles.Month {
	t.Helper()
	f, err := os.Open("testdata/firstuse.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	out := map[taxonomy.No]profiles.Month{}
	for in := bufio.NewScanner(f); in.Scan(); {
		year, name, _ := strings.Cut(in.Text(), " ")
		no, ok := taxonomy.Default().Resolve(taxonomy.Skill, name)
		m, err := profiles.ParseMonth(year + "-01")
		if !ok || err != nil {
			t.Fatalf("firstuse.txt: %q: %v", in.Text(), err)
		}
		out[no] = m
	}
	return out
}

func TestNoTechnologyIsUsedBeforeItsYear(t *testing.T) {
	first, tax, checked := firstUse(t), taxonomy.Default(), 0
	for _, c := range readGrown(t).Candidates {
		for _, j := range c.Jobs {
			end := j.End
			if j.Current {
				end = profiles.NewMonth(2026, 11)
			}
			var used []taxonomy.No
			for _, s := range tax.Extract(j.Description) {
				used = append(used, s.No)
			}
			for _, s := range j.Skills {
				no, _ := tax.Resolve(taxonomy.Skill, s.Name)
				used = append(used, no)
			}
			for _, no := range used {
				if checked++; first[no] > end {
					t.Errorf("%s: %s in a job that ended in %s", c.ID, tax.Concept(no).Label, end)
				}
			}
		}
		for _, s := range c.Skills {
			no, _ := tax.Resolve(taxonomy.Skill, s.Name)
			if s.LastUsed != 0 && s.LastUsed < first[no] {
				t.Errorf("%s: %s last used in %s", c.ID, s.Name, s.LastUsed)
			}
			if since := int(profiles.NewMonth(2026, 11)-first[no]) + 12; first[no] != 0 && s.Months > since {
				t.Errorf("%s: %s for %d months, %d after it came up", c.ID, s.Name, s.Months, since)
			}
		}
	}
	t.Logf("%d uses of skills checked against %d years", checked, len(first))
}

func TestNoTitleIsHeldBeforeItsYear(t *testing.T) {
	for word, year := range map[string]int{"LLM": 2022, "Generative AI": 2022, "Prompt": 2022, "AI Agent": 2024, "MLOps": 2018, "Analytics Engineer": 2018,
		"Data Scientist": 2010, "Responsible AI": 2019, "AI Governance": 2019, "DevOps": 2010, "Mobile": 2008} {
		for _, c := range readGrown(t).Candidates {
			for _, j := range c.Jobs {
				if strings.Contains(j.Title.Name, word) && j.Start < profiles.NewMonth(year, 1) {
					t.Errorf("%s: %s since %s", c.ID, j.Title.Name, j.Start)
				}
			}
		}
	}
}

// What recruiters meet has to be met here: gaps, overlaps, changers, people without wishes, certificates that lapsed.
func TestTheCorpusHasWhatRecruitersMeet(t *testing.T) {
	now, n := profiles.NewMonth(2026, 11), map[string]int{}
	for _, c := range readGrown(t).Candidates {
		for what, has := range map[string]bool{
			"no wishes": c.Preferences == nil, "no certificate": len(c.Certificates) == 0, "no education": len(c.Education) == 0,
			"between jobs": !c.Jobs[0].Current, "a certificate that lapsed": lapsed(&c, now), "a condition": hasCondition(c.Preferences),
			"a skill without a level": hasSkill(&c, func(s profiles.Skill) bool { return s.Level == 0 }),
			"a skill of long ago":     hasSkill(&c, func(s profiles.Skill) bool { return s.LastUsed != 0 && now-s.LastUsed > 36 }),
			"evidence":                len(c.Evidence) > 0, "three languages": len(c.Languages) > 2,
		} {
			if has {
				n[what]++
			}
		}
		for what := range seams(c.Jobs) {
			n[what]++
		}
	}
	t.Logf("%v", n)
	for what, least := range map[string]int{"a gap of half a year": 100, "an overlap": 20, "a gap of a year": 50, "no wishes": 40, "no education": 10, "between jobs": 50,
		"a certificate that lapsed": 50, "a condition": 50, "a skill without a level": 200, "a skill of long ago": 200, "evidence": 300, "three languages": 100} {
		if n[what] < least {
			t.Errorf("%d candidates have %s: want %d at least", n[what], what, least)
		}
	}
}

func lapsed(c *person, now profiles.Month) bool {
	for _, x := range c.Certificates {
		no, _ := taxonomy.Default().Resolve(taxonomy.Certification, x.Name)
		valid := profiles.Month(taxonomy.Default().Concept(no).Cert.ValidMonths)
		if valid > 0 && x.Issued+valid < now {
			return true
		}
	}
	return false
}

func hasCondition(p *profiles.Preferences) bool {
	return p != nil && (p.Pay != nil && p.Pay.Only || p.Place != nil && p.Place.Only || p.Engagement != nil && p.Engagement.Only)
}

func hasSkill(c *person, is func(profiles.Skill) bool) bool {
	for _, s := range c.Skills {
		if is(s) {
			return true
		}
	}
	return false
}

// seams are the gaps and overlaps between jobs, which stand with the newest start first.
func seams(jobs []profiles.Job) map[string]bool {
	out := map[string]bool{}
	for i := 1; i < len(jobs); i++ {
		switch gap := jobs[i-1].Start - jobs[i].End; {
		case jobs[i].Current || gap < 1:
			out["an overlap"] = true
		case gap > 12:
			out["a gap of a year"] = true
		case gap > 6:
			out["a gap of half a year"] = true
		}
	}
	return out
}
