package engine_test

import (
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
	common := corpus.Role(1).Requirements[3].Concept
	no, _ := taxonomy.Default().ByID(common)
	skill := `skill:"` + taxonomy.Default().Concept(no).Label + `"`
	city := cs[3].Place.City
	for _, expr := range []string{
		`city = "` + city + `"`, `city != "` + city + `"`, `not city = "` + city + `"`, `city within 300km of "` + city + `"`, `not city within 300km of "` + city + `"`,
		`country = DE`, `country != DE`, `years >= 4`, `not years >= 4`, `months < 30`, `degree >= bachelor`, `mode = remote`, `mode != remote`, `pay <= 90000 EUR`,
		`engagement = contract`, `seniority >= senior`, `musts >= 2`, `musts = all`, `musts = 1 and musts != all`, `not musts < 3`, `musts >= 1 and years >= 3`,
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
		if filtered[engine.SortOverall] != filtered[engine.SortMusts] {
			t.Errorf("%s: columns leave out %d, one by one %d", expr, filtered[engine.SortOverall], filtered[engine.SortMusts])
		}
	}
}
