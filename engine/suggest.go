package engine

import (
	"strings"

	"tenon/engine/plan"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// spoken are stems that say of a word of an advert which category it speaks of. Skills, titles and languages are found by their
// names instead.
var spoken = [plan.Categories][]string{
	profiles.ReqCertification - 1: {"certif", "zertifi", "accredit"},
	profiles.ReqExperience - 1:    {"experienc", "year", "erfahrung", "jahr", "expérience", "année", "experiencia", "años"},
	profiles.ReqEvidence - 1:      {"github", "portfolio", "publication", "publikation", "paper", "kaggle", "open-source", "conference", "speaker"},
	profiles.ReqIndustry - 1:      {"industr", "domain", "sector", "branche", "secteur"},
	profiles.ReqDegree - 1:        {"degree", "bachelor", "master", "phd", "doctora", "universit", "diplom", "studium", "abschluss", "licenciatura"},
}

// fullText is how many words make a text count in full.
const fullText = 10

// suggest derives weights from a role: see [Suggestion].
func (e *Engine) suggest(r *profiles.Role, preset plan.Weights) *Suggestion {
	s := &Suggestion{Preset: Categories(preset)}
	asked := e.Deriver.Role(r)
	var need, said, own [plan.Categories]int64
	var n [plan.Categories]int
	for i := range asked.Requirements {
		q := &asked.Requirements[i]
		need[q.Kind-1] += int64(q.Necessity)
		n[q.Kind-1]++
	}
	rest := int64(100)
	for i := range need {
		if need[i] == 0 {
			rest -= int64(preset[i])
			continue
		}
		own[i] = int64(preset[i])
	}
	said = e.speaksOf(r)
	for i := range said {
		if need[i] == 0 {
			said[i] = 0
		}
	}
	structure, text, presets := plan.Share(100, need[:]), plan.Share(100, said[:]), plan.Share(100, own[:])
	parts, spoken := make([]int64, plan.Categories), min(fullText, total(said[:]))
	for i := range parts {
		parts[i] = 2*fullText*presets[i] + (2*fullText-spoken)*structure[i] + spoken*text[i]
		s.Structure[i], s.Text[i] = int(structure[i]), int(text[i])
	}
	for i, w := range plan.Share(rest, parts) {
		if s.Weights[i] = int(w); need[i] == 0 {
			s.Weights[i] = preset[i]
		}
	}
	for i, w := range s.Weights {
		if w != preset[i] && need[i] > 0 {
			s.Why = append(s.Why, e.words.Say("{0} {1} in place of {2}: {3}, {4} % of what is asked; the text speaks of it {5}", e.words.Say(plan.CategoryName(profiles.RequirementKind(i+1))),
				w, preset[i], e.words.Count(n[i], "requirement"), structure[i], e.words.Count(int(said[i]), "time")))
		}
	}
	return s
}

func total(s []int64) (t int64) {
	for _, v := range s {
		t += v
	}
	return t
}

// speaksOf counts by category what the description of a role names.
func (e *Engine) speaksOf(r *profiles.Role) (out [plan.Categories]int64) {
	tax := e.Deriver.Taxonomy
	out[profiles.ReqSkill-1] = int64(len(tax.Extract(r.Description)))
	text := strings.ToLower(r.Description)
	languages := map[string]bool{}
	for _, n := range tax.Of(taxonomy.Language) {
		languages[strings.ToLower(tax.Concept(n).Label)] = true
	}
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" \t\r\n.,;:()!?/“”\"'", c) }) {
		if languages[word] {
			out[profiles.ReqLanguage-1]++
		}
		for i, stems := range spoken {
			for _, stem := range stems {
				if strings.HasPrefix(word, stem) {
					out[i]++
					break
				}
			}
		}
	}
	if no, _, ok := tax.ParseTitle(r.Title.Name); ok {
		out[profiles.ReqTitle-1] = int64(strings.Count(text, strings.ToLower(tax.Concept(no).Label)))
	}
	return out
}
