package api_test

import (
	"strings"
	"testing"

	"tenon/api"
)

// TestAnswersAreToldInTheLanguageAskedFor holds that sentences change with Accept-Language and numbers do not.
func TestAnswersAreToldInTheLanguageAskedFor(t *testing.T) {
	h := handler(t, api.Options{})
	for _, c := range []struct{ method, path, body, english, german string }{
		{"POST", "/v1/explain", `{"role":"r-ref-mlops-berlin","candidate":"c-001"}`, "You are 1st of", "Sie stehen auf Rang 1 von"},
		{"POST", "/v1/explain", `{"role":"r-ref-mlops-berlin","candidate":"c-001"}`, `"requirement":"Python, level 3"`, `"requirement":"Python ab Stufe 3"`},
		{"POST", "/v1/rank", `{"role":"r-ref-mlops-berlin"}`, `"requirement":"60 months as MLOps engineer"`, `"requirement":"60 Monate als MLOps engineer"`},
		{"POST", "/v1/lint", `{"role":"r-ref-mlops-berlin"}`, "The rarest must-have is", "Das seltenste Muss-Kriterium ist"},
		{"POST", "/v1/gaps", `{"candidate":"c-001"}`, "fit already", "schon jetzt: Sie erreichen"},
		{"POST", "/v1/whatif", `{"role":"r-ref-mlops-berlin","change":{"weights":{"degree":90}}}`, "Suppose: weight of", "Angenommen: Gewicht von"},
		{"GET", "/v1/market", "", "The skill most asked for is", "Die meistverlangte Fähigkeit ist"},
		{"POST", "/v1/estimate", `{"role":"r-ref-mlops-berlin"}`, "The role states", "Die Stelle nennt"},
	} {
		for accepted, want := range map[string]string{"": c.english, "fr, en;q=0.5": c.english, "de-AT, en;q=0.5": c.german} {
			w := ask(t, h, c.method, c.path, c.body, "Accept-Language", accepted)
			if w.Code != 200 || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s for %q: %d lacks « %s »: %.1500s", c.path, accepted, w.Code, want, w.Body)
			}
			if w.Header().Get("Vary") == "" {
				t.Errorf("%s says not that its answer varies", c.path)
			}
		}
	}
}
