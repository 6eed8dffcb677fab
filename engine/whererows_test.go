package engine_test

import (
	"strings"
	"testing"

	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// By musts, records are looked at one by one; by the overall score, through the columns.
func TestColumnsKeepWhomLookingOneByOneKeeps(t *testing.T) {
	corpus := synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, 1)
	var cs []*profiles.Candidate
	for i := range 400 {
		c := corpus.Candidate(i)
		switch i % 10 {
		case 0:
			c.Place = nil
		case 1:
			c.Jobs = nil
		case 2:
			c.Skills = nil
		}
		cs = append(cs, c)
	}
	e := newEngine(t, cs...)
	skill := named("skill", cs, func(c *profiles.Candidate) (out []profiles.Ref) {
		for _, x := range c.Skills {
			out = append(out, x.Ref)
		}
		return out
	})
	city := cs[3].Place.City
	cert := named("cert", cs, func(c *profiles.Candidate) (out []profiles.Ref) {
		for _, x := range c.Certificates {
			out = append(out, x.Ref)
		}
		return out
	})
	title := named("title", cs, func(c *profiles.Candidate) (out []profiles.Ref) {
		for _, x := range c.Jobs {
			out = append(out, x.Title)
		}
		return out
	})
	industry := named("industry", cs, func(c *profiles.Candidate) (out []profiles.Ref) {
		for _, x := range c.Jobs {
			out = append(out, x.Industry)
		}
		return append(out, c.Industries...)
	})
	value := named("value", cs, func(c *profiles.Candidate) []profiles.Ref {
		if c.Preferences == nil || c.Preferences.Values == nil {
			return nil
		}
		return c.Preferences.Values.Want
	})
	for _, expr := range []string{
		`city = "` + city + `"`, `city != "` + city + `"`, `not city = "` + city + `"`, `city within 300km of "` + city + `"`, `not city within 300km of "` + city + `"`,
		`country = DE`, `country != DE`, `years >= 4`, `not years >= 4`, `months < 30`, `degree >= bachelor`, `mode = remote`, `mode != remote`, `pay <= 90000 EUR`,
		`engagement = contract`, `seniority >= senior`, `musts >= 2`, `musts = all`, `musts = 1 and musts != all`, `not musts < 3`, `musts >= 1 and years >= 3`,
		cert, `not ` + cert, title, `not ` + title, title + ` and seniority >= senior`, industry, `not ` + industry, value, `not ` + value, `not seniority >= senior`,
		`seniority < senior`, `posted >= 2026-01`, `not posted >= 2026-01`, `language:German >= B2`, `language:German < B2`, `not language:German`, `language:German != C1`,
		skill, `not ` + skill, skill + ` >= 3`, skill + ` < 3`, skill + ` != 2`, `language:English`, `not language:English >= B2`,
		`city within 300km of "` + city + `" and years >= 3`, `years >= 3 and city within 300km of "` + city + `"`, `country = DE or years >= 5`,
		`city within 300km of "` + city + `" or not ` + skill, `not (country = DE and (years < 3 or ` + skill + `))`,
	} {
		filtered := map[engine.Sort]int{}
		for _, sort := range []engine.Sort{engine.SortOverall, engine.SortMusts} {
			r, err := e.Rank(t.Context(), engine.Request{RoleRecord: corpus.Role(1), Where: expr, Sort: sort, Lambda: 30})
			if err != nil {
				t.Fatalf("%s: %v", expr, err)
			}
			filtered[sort] = r.Filtered
		}
		if n := filtered[engine.SortOverall]; (n == 0 || n == len(cs)) && !strings.Contains(expr, "posted") && !strings.Contains(expr, "musts") {
			t.Errorf("%s keeps all or nobody: nothing is seen", expr)
		}
		if filtered[engine.SortOverall] != filtered[engine.SortMusts] {
			t.Errorf("%s: columns leave out %d, one by one %d", expr, filtered[engine.SortOverall], filtered[engine.SortMusts])
		}
	}
}

// named asks for what most of the candidates have of a kind.
func named(noun string, cs []*profiles.Candidate, of func(*profiles.Candidate) []profiles.Ref) string {
	counts, best := map[string]int{}, ""
	for _, c := range cs {
		for _, r := range of(c) {
			name := r.Name
			if no, ok := taxonomy.Default().ByID(r.Concept); ok {
				name = taxonomy.Default().Concept(no).Label
			}
			if counts[name]++; best == "" || name != "" && counts[name] > counts[best] {
				best = name
			}
		}
	}
	return noun + `:"` + best + `"`
}
