package web_test

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestASearchIsNarrowedByWhatItCounts follows the first link of each facet: as many are found as it says, and the way back leads to all.
func TestASearchIsNarrowedByWhatItCounts(t *testing.T) {
	h := open(t)
	for _, kind := range []string{"role", "candidate"} {
		all := get(t, h, "/search?kind="+kind+"&q=kubernetes", nil).Body.String()
		links := facetLinks.FindAllStringSubmatch(all, -1)
		if len(links) < 20 {
			t.Fatalf("%s: %d links", kind, len(links))
		}
		seen := map[string]bool{}
		for _, l := range links {
			href := html.UnescapeString(l[1])
			by := href[:strings.Index(href, "=")+1] + regexp.MustCompile(`(city|country|employer|industry|level|mode)=`).FindString(href)
			if seen[by] {
				continue
			}
			seen[by] = true
			narrow := get(t, h, "/search"+href, nil).Body.String()
			if want, got := l[2], found.FindStringSubmatch(narrow); got == nil || got[1] != want {
				t.Errorf("%s: found %v, the facet says %s", href, got, want)
			}
			if !strings.Contains(href, "%22") && !strings.Contains(narrow, `href="?kind=`+kind+`&amp;q=kubernetes"`) {
				t.Errorf("%s: there is no way back", href)
			}
		}
		if len(seen) < 4 {
			t.Errorf("%s is narrowed by %v alone", kind, seen)
		}
	}
	if w := get(t, h, "/search?q=kubernetes&level=wizard", nil); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `role="alert"`) {
		t.Errorf("a level that there is not: %d", w.Code)
	}
}

var (
	facetLinks = regexp.MustCompile(`<li class="row apart"><a href="([^"]+)">.*?<span class="muted">(\d+)</span>`)
	found      = regexp.MustCompile(`<span class="muted">(\d+) found</span>`)
)

// TestSuggestionsAreOfWhatIsAskedFor holds that a field of industries offers industries.
func TestSuggestionsAreOfWhatIsAskedFor(t *testing.T) {
	h := open(t)
	for kind, c := range map[string]struct{ typed, want, not string }{
		"industry": {"fin", "Fintech", "Financial modelling"}, "value": {"learn", "Learning budget", "Machine learning"},
		"place": {"berl", "Berlin", "Learning"}, "": {"kuber", "Kubernetes", "Berlin"},
	} {
		w := get(t, h, "/suggest?q="+c.typed+"&kind="+kind, http.Header{"HX-Request": {"true"}})
		if s := w.Body.String(); !strings.Contains(s, c.want) || strings.Contains(s, c.not) {
			t.Errorf("%q for %q: %s", c.typed, kind, s)
		}
	}
}

var moved = regexp.MustCompile(`chip (?:up|down)">([▲▼]) (\d+)<`)

// TestADeepPageSaysWhoMoved holds that on a later page each row says the rank that it had before the weights were moved.
func TestADeepPageSaysWhoMoved(t *testing.T) {
	h := open(t)
	const weights = "&w.degree=40"
	before := map[string]int{}
	for from := 1; from <= 61; from += 20 {
		for i, id := range ranked(get(t, h, "/rank?role=r-ref-mlops-berlin&from="+strconv.Itoa(from), nil).Body.String()) {
			before[id.id] = from + i
		}
	}
	told := 0
	for i, x := range ranked(get(t, h, "/rank?role=r-ref-mlops-berlin&from=21"+weights, nil).Body.String()) {
		was, rank := before[x.id], 21+i
		want := 0
		if m := moved.FindStringSubmatch(x.html); m != nil {
			want, _ = strconv.Atoi(m[2]) // digits
			told++
			if m[1] == "▼" {
				want = -want
			}
		}
		if was-rank != want {
			t.Errorf("%s was at %d and is at %d: it says %d", x.id, was, rank, want)
		}
	}
	if told < 5 {
		t.Errorf("%d rows say that they moved", told)
	}
}

type rankedRow struct{ id, html string }

var idOfRow = regexp.MustCompile(`<li class="mono">([^<]+)</li>`)

// ranked are the rows of a page of candidates.
func ranked(page string) (out []rankedRow) {
	for _, part := range strings.Split(page, `<li class="card result">`)[1:] {
		if m := idOfRow.FindStringSubmatch(part); m != nil {
			out = append(out, rankedRow{m[1], part})
		}
	}
	return out
}

// TestAComparisonHasTheScoresOfItsRanking holds that who compares sees the scores that the ranking showed, whatever weights are moved.
func TestAComparisonHasTheScoresOfItsRanking(t *testing.T) {
	h := open(t)
	page := get(t, h, "/rank?role=r-ref-mlops-berlin&w.degree=60&lambda=10&policy=balanced", nil).Body.String()
	fields := regexp.MustCompile(`(?s)<form action="/compare" class="stack">(.*?)<ol`).FindStringSubmatch(page)
	if fields == nil {
		t.Fatal("there is no form to compare with")
	}
	query := ""
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`).FindAllStringSubmatch(fields[1], -1) {
		query += "&" + m[1] + "=" + m[2]
	}
	rows := ranked(page)
	for _, x := range rows[:4] {
		query += "&candidate=" + x.id
	}
	compared := get(t, h, "/compare?"+query[1:], nil).Body.String()
	for _, x := range rows[:4] {
		score := regexp.MustCompile(`<div class="score">([\d.]+)<`).FindStringSubmatch(x.html)[1]
		if !strings.Contains(compared, `<span class="score">`+score+`</span>`) {
			t.Errorf("%s has %s in the ranking, and not side by side", x.id, score)
		}
	}
	for _, m := range regexp.MustCompile(`href="(/pair\?[^"]+)"`).FindAllStringSubmatch(compared, -1) {
		if !strings.Contains(m[1], "w.degree=60") || !strings.Contains(m[1], "policy=balanced") {
			t.Errorf("%s leads to another score", m[1])
		}
	}
	if n := strings.Count(compared, `<th scope="row">Pay</th>`); n != 1 {
		t.Errorf("pay stands in %d lines: what each wants belongs in one", n)
	}
}
