package resume_test

import (
	"fmt"
	"strings"
	"testing"

	"tenon/profiles/taxonomy"
)

// employers have names that look like something else: two names, a title, a place, a sentence, a brand in small letters.
var employers = []string{"Acme GmbH", "brightloop", "Hollis, Brandt & Co.", "4M Logistics plc", "St. Finbarr's Hospital", "The Grain Board", "data.mill", "Cooper & Weaver", "Self-employed",
	"Fisher Price Analytics", "Northwind Research", "Bank of the Severn", "Leeds City Council", "Orange Peel Media", "Ministry of Rivers", "Day One Health", "Ask Better Ltd", "UNIQ", "IT4U",
	"Senior Living Homes Inc.", "Ashgrove-St. Mary's Trust", "O'Dell and Daughters", "Kite", "Reading Room Books", "Engineering for Good", "ÅBO Data AB", "Étoile du Nord SAS", "Yes! Energy",
	"Institute for Ageing Studies", "Rural Schools Network", "Lead Miners' Museum", "University College Blackwater", "Berlin Brands Group", "eleven42", "3Bits", "Consultant Connect", "Port of Hull", "Munich Rooms"}

var titles = []string{"Senior Data Engineer", "Head of Data", "Director, Data Platform", "Machine Learning Engineer", "Registered Nurse", "Teaching Assistant, Statistics", "VP of Engineering", "Working Student",
	"Platform Lead", "Analyst II", "Product Manager – Search", "Site Reliability Engineer (SRE)"}

// layouts are where a head states dates (D), title (T), employer (E) and place (P); each line that begins with - is the description.
var layouts = []string{
	"T, E, P | D\n- Built pipelines in Spark.",
	"T\nE, P\nD\n- Built pipelines in Spark.",
	"E, P | D\nT\n- Built pipelines in Spark.",
	"E\nT | D\n- Built pipelines in Spark.",
	"D\nT\nE, P\n- Built pipelines in Spark.",
	"D | T\nE, P\n- Built pipelines in Spark.",
	"T at E (D)\n- Built pipelines in Spark.",
	"T | E | P | D\n- Built pipelines in Spark.",
	"D: T, E\n- Built pipelines in Spark.",
	"T\nE | P\nD\n- Built pipelines in Spark.",
	"T @ E, P\nD\n- Built pipelines in Spark.",
	"E\nP\nT\nD\n- Built pipelines in Spark.",
	"T · E\nD · P\n- Built pipelines in Spark.",
}

var (
	spans  = []string{"Mar 2021 – Present", "2018 – 2021", "06/2015 – 02/2018"}
	cities = []string{"Leeds, UK", "Berlin, Germany", "Austin, TX"}
)

// TestHeadsOfJobsInManyLayouts reads every employer with every layout, three jobs a résumé, and holds how many are right.
func TestHeadsOfJobsInManyLayouts(t *testing.T) {
	headsAreRight(t, layouts, 5, func(li, e int, layout string) (text string, want []string) {
		for k := range 3 {
			title, employer := titles[(e+5*k+li)%len(titles)], employers[(e+7*k)%len(employers)]
			text += strings.NewReplacer("T", title, "E", employer, "P", cities[k], "D", spans[k]).Replace(layout) + "\n\n"
			want = append(want, taxonomy.Key(title)+" | "+taxonomy.Key(employer))
		}
		return text, want
	})
}

// headsAreRight makes a résumé of each layout and employer and allows so many heads in a hundred to be read otherwise than made.
func headsAreRight(t *testing.T, layouts []string, percent int, made func(li, e int, layout string) (string, []string)) {
	t.Helper()
	all, wrong := 0, 0
	for li, layout := range layouts {
		before := wrong
		for e := range employers {
			text, want := made(li, e, layout)
			got := read(t, "Jana Wolff\n\nExperience\n\n"+text).Candidate.Jobs
			for k, w := range want {
				all++
				g := "nothing"
				if k < len(got) {
					g = taxonomy.Key(got[k].Title.Name) + " | " + taxonomy.Key(got[k].Employer)
				}
				if g != w {
					wrong++
					t.Logf("%.50q: %s, want %s", layout, g, w)
				}
			}
		}
		t.Logf("%-60q %d wrong", layout, wrong-before)
	}
	if wrong*100 > all*percent {
		t.Errorf("%d of %d heads are wrong", wrong, all)
	}
}

// groups are heads of several titles under one employer; a second employer follows.
var groups = []string{
	"E, P\nT | D\n- Built pipelines in Spark.\nU | F\n- Wrote tests.",
	"E, P | G\nT | D\n- Built pipelines in Spark.\nU | F\n- Wrote tests.",
	"E\nP\nT\nD\n- Built pipelines in Spark.\n\nU\nF\n- Wrote tests.",
	"E | P\nT\nD\nBuilt pipelines in Spark for nine teams.\nU\nF\nWrote the tests that the teams still use.",
	"E, P\n\nT, D\n- Built pipelines in Spark.\n\nU, F\n- Wrote tests.",
	"E (G)\nT (D)\n- Built pipelines in Spark.\nU (F)\n- Wrote tests.",
	"E, P\nD | T\n- Built pipelines in Spark.\nF | U\n- Wrote tests.",
	"G | E, P\nD | T\n- Built pipelines in Spark.\nF | U\n- Wrote tests.",
}

func TestSeveralTitlesUnderOneEmployer(t *testing.T) {
	headsAreRight(t, groups, 6, func(_, e int, layout string) (text string, want []string) {
		for k, years := range []int{2020, 2012} {
			title, former, employer := titles[(e+5*k)%len(titles)], titles[(e+5*k+3)%len(titles)], employers[(e+7*k)%len(employers)]
			span := func(from, to int) string { return fmt.Sprintf("Mar %d – Feb %d", years+from, years+to) }
			text += strings.NewReplacer("T", title, "U", former, "E", employer, "P", cities[k], "D", span(3, 5), "F", span(0, 3), "G", span(0, 5)).Replace(layout) + "\n\n"
			want = append(want, taxonomy.Key(title)+" | "+taxonomy.Key(employer), taxonomy.Key(former)+" | "+taxonomy.Key(employer))
		}
		return text, want
	})
}

// TestRegionsThatLookLikeLegalForms holds that the region behind a city is no employer: AB is Alberta, CO Colorado, NV Nevada.
func TestRegionsThatLookLikeLegalForms(t *testing.T) {
	regions := []string{"Calgary, AB", "Denver, CO", "Las Vegas, NV", "Edmonton, AB", "Boulder, CO"}
	headsAreRight(t, layouts, 5, func(li, e int, layout string) (text string, want []string) {
		for k := range 3 {
			title, employer := titles[(e+5*k+li)%len(titles)], employers[(e+7*k)%len(employers)]
			text += strings.NewReplacer("T", title, "E", employer, "P", regions[(e+k)%len(regions)], "D", spans[k]).Replace(layout) + "\n\n"
			want = append(want, taxonomy.Key(title)+" | "+taxonomy.Key(employer))
		}
		return text, want
	})
}

// TestGradesBelongToTitles holds that the grade behind a title is no employer.
func TestGradesBelongToTitles(t *testing.T) {
	graded := []string{"Security Operations Analyst, Tier 2", "Staff Nurse, Band 6", "Data Engineer, Level III", "Administrative Officer, Grade 7"}
	headsAreRight(t, []string{"T\nE, P\nD\n- Built pipelines in Spark.", "D\nT\nE, P\n- Built pipelines in Spark.", "E, P | D\nT\n- Built pipelines in Spark."}, 7,
		func(li, e int, layout string) (text string, want []string) {
			for k := range 3 {
				title, employer := graded[(e+k+li)%len(graded)], employers[(e+7*k)%len(employers)]
				text += strings.NewReplacer("T", title, "E", employer, "P", cities[k], "D", spans[k]).Replace(layout) + "\n\n"
				want = append(want, taxonomy.Key(title)+" | "+taxonomy.Key(employer))
			}
			return text, want
		})
}

// TestAStreetIsNoSkill holds that an address which a page's order puts among the skills is not kept as one that the taxonomy lacks.
func TestAStreetIsNoSkill(t *testing.T) {
	for _, street := range []string{"Av. Los Robles 2210", "Calle Mayor 7", "Musterweg 12", "12 Elm Street", "14 rue Blanche 3"} {
		for _, s := range read(t, "Jana Wolff\n\nSkills\nPython, SQL, "+street+"\n\nExperience\nData Engineer, Acme GmbH\n2019 – 2021\n").Candidate.Skills {
			if strings.Contains(s.Name, street) {
				t.Errorf("%s is kept as a skill", s.Name)
			}
		}
	}
}
