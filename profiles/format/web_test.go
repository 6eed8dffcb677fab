package format_test

import (
	"strings"
	"testing"

	"tenon/profiles/format"
)

// decodePage reads a web page and returns its drafts and errors.
func decodePage(t *testing.T, text string) (drafts []format.Draft, faults []string, err error) {
	t.Helper()
	err = format.Decode("advert.html", strings.NewReader(text), format.Options{}, func(d format.Draft, err error) bool {
		if err != nil {
			faults = append(faults, err.Error())
		} else {
			drafts = append(drafts, d)
		}
		return true
	})
	return drafts, faults, err
}

const posting = `{"@context":"https://schema.org","@type":"JobPosting","title":"MLOps Engineer","skills":"Kubernetes, Python","hiringOrganization":{"@type":"Organization","name":"Kiezwerk"}}`

func TestAdvertsOfAWebPage(t *testing.T) {
	head := "\ufeff\n<!DOCTYPE html><html><head><title>Jobs</title>"
	for name, c := range map[string]struct {
		page   string
		titles string
		fault  string
	}{
		"one script":          {head + `<script type="application/ld+json">` + posting + `</script></head><body>Join us</body></html>`, "MLOps Engineer", ""},
		"beside a breadcrumb": {head + `<script type="application/ld+json">{"@type":"BreadcrumbList"}</script><script type="application/ld+json">` + posting + `</script>`, "MLOps Engineer", ""},
		"a graph":             {head + `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite"},` + posting + `]}</script>`, "MLOps Engineer", ""},
		"two":                 {head + `<script type="application/ld+json">[` + posting + `,` + strings.Replace(posting, "MLOps", "Data", 1) + `]</script>`, "MLOps Engineer|Data Engineer", ""},
		"none":                {head + `</head><body><main><p>This page has moved.</p></main></body></html>`, "", "nothing"},
		"broken beside sound": {head + `<script type="application/ld+json">{"@type":</script><script type="application/ld+json">` + posting + `</script>`, "MLOps Engineer", "script 1"},
	} {
		drafts, faults, err := decodePage(t, c.page)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var titles []string
		for i, d := range drafts {
			titles = append(titles, d.Role.Title.Name)
			if d.Format != format.JobPosting || d.Index != i || len(d.Role.Requirements) < 3 {
				t.Errorf("%s: draft %+v", name, d)
			}
		}
		if strings.Join(titles, "|") != c.titles || strings.Contains(strings.Join(faults, " "), c.fault) == (c.fault == "" && len(faults) > 0) {
			t.Errorf("%s: titles %q, faults %q: want %q and %q", name, titles, faults, c.titles, c.fault)
		}
	}
}

func TestPagesThatHoldNothing(t *testing.T) {
	for _, page := range []string{"<", "<html></html>", "<!doctype html><script>render()</script>", "<" + strings.Repeat("div><", 100_000)} {
		drafts, faults, err := decodePage(t, page)
		if len(drafts) != 0 || err == nil && len(faults) == 0 {
			t.Errorf("%.30q: %d drafts, faults %q, %v", page, len(drafts), faults, err)
		}
	}
}
