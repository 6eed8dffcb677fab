package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tenon/profiles"
)

// TestAnAlertKeepsWhatItsFormSays holds that the form of a search that was made by the form says the same again.
func TestAnAlertKeepsWhatItsFormSays(t *testing.T) {
	h := open(t)
	for name, form := range map[string]url.Values{
		"all":     {"for": {"role"}, "candidate": {"c-001"}, "name": {"near"}, "above": {"80"}, "near": {"Berlin"}, "km": {"30"}, "remote": {"1"}, "mode": {"hybrid"}, "pay": {"70000 EUR"}, "engagement": {"permanent"}, "where": {`skill:"PyTorch" >= 3 or years >= 2`}, "industry": {"Energy"}, "value": {"Learning budget"}},
		"nothing": {"for": {"role"}, "candidate": {"c-001"}, "above": {"0"}, "km": {"50"}},
		"own":     {"for": {"candidate"}, "role": {"r-001"}, "above": {"75"}, "km": {"50"}, "where": {`(years >= 3) and (country = DE)`}},
		"near":    {"for": {"candidate"}, "km": {"77"}, "near": {"Bern"}},
	} {
		w := post(t, h, "/alerts", form, nil)
		if w.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", name, w.Code, w.Body)
		}
		body := get(t, h, w.Header().Get("Location"), nil).Body.String()
		for field, want := range form {
			if field == "remote" {
				if !strings.Contains(body, `name="remote" value="1" checked`) {
					t.Errorf("%s: not remote", name)
				}
				continue
			}
			v := strings.NewReplacer(`"`, "&#34;", "<", "&lt;", ">", "&gt;").Replace(want[0])
			if v != "" && !strings.Contains(body, `value="`+v+`"`) {
				t.Errorf("%s: %s is not %s any more", name, field, v)
			}
		}
	}
}

func TestAnAlertThatCannotBeSaysWhy(t *testing.T) {
	h := open(t)
	for name, form := range map[string]url.Values{
		"condition":  {"for": {"role"}, "candidate": {"c-001"}, "above": {"70"}, "where": {"years >> 3"}},
		"everything": {"for": {"role"}},
		"score":      {"for": {"role"}, "candidate": {"c-001"}, "above": {"170"}},
		"nobody":     {"for": {"role"}, "candidate": {"c-none"}, "above": {"70"}},
	} {
		w := post(t, h, "/alerts", form, nil)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%s: %d %.300s", name, w.Code, w.Body)
		}
	}
}

// TestFromARankingToAnAlertToItsNews goes by hand and keyboard from filters to news.
func TestFromARankingToAnAlertToItsNews(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, l := range looks {
		tab := newTab(t, b, base, l)
		tab.open("/match?candidate=c-001&near=Berlin&km=25&pay=70000+EUR")
		tab.run(chromedp.Click(`#results a[href^="/alerts/new"]`, chromedp.ByQuery), chromedp.WaitVisible("#above", chromedp.ByQuery))
		var near, pay string
		tab.run(chromedp.Value("#near", &near, chromedp.ByQuery), chromedp.Value("#pay", &pay, chromedp.ByQuery))
		if near != "Berlin" || pay != "70000 EUR" {
			t.Fatalf("the filters have not come along: %q, %q", near, pay)
		}
		tab.check("alert-new")
		name := "Near home " + l.String()
		tab.run(chromedp.SendKeys("#name", name, chromedp.ByQuery),
			chromedp.Evaluate(`const s = document.querySelector('#above'); s.value = 30; s.dispatchEvent(new Event('input', {bubbles: true})); 0`, nil),
			chromedp.Focus("form.card button.primary", chromedp.ByQuery), chromedp.KeyEvent("\r"), chromedp.WaitVisible("#matches-t", chromedp.ByQuery))
		// A role that fits comes in, and the page tells of it by itself.
		id := "r-fresh-" + l.String()
		role := `{"id":"` + id + `","title":{"name":"Fresh MLOps Engineer ` + l.String() + `"},"employer":{"name":"Brandneu"},"place":{"city":"Berlin","country":"DE"},"modes":["hybrid"],"pay":{"minCents":9000000,"maxCents":11000000,"currency":"EUR","period":"year"},"requirements":[{"kind":"skill","name":"Kubernetes","necessity":"must"},{"kind":"skill","name":"Python","necessity":"must"}]}`
		r, err := http.Post(base+"/v1/bulk/roles?wait=searchable", "application/x-ndjson", strings.NewReader(role))
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatal(r, err)
		}
		_ = r.Body.Close() // nothing is read
		tab.open("/alerts")
		tab.run(chromedp.WaitVisible(`#news a[href*="`+id+`"]`, chromedp.ByQuery))
		tab.check("alerts")
		tab.run(chromedp.Click(`#news a[href*="`+id+`"]`, chromedp.ByQuery), chromedp.WaitVisible("svg.bar.tall", chromedp.ByQuery))
		tab.open("/alerts")
		tab.run(chromedp.Click(`.results .result h2 a`, chromedp.ByQuery), chromedp.WaitVisible("#matches-t", chromedp.ByQuery))
		tab.check("alert")
		tab.run(chromedp.Click(`button[value=pause]`, chromedp.ByQuery), chromedp.WaitVisible(`button[value=go]`, chromedp.ByQuery))
		tab.run(chromedp.Click(`button[value=delete]`, chromedp.ByQuery), chromedp.WaitVisible(`a[href^="/alerts/new"]`, chromedp.ByQuery))
	}
}

// An alert that is made from a ranking scores as the ranking does, says so, keeps it when it is edited, and its matches are explained by it.
func TestAnAlertScoresAsTheRankingThatItCameFrom(t *testing.T) {
	h := open(t)
	const weighed = "policy=balanced&lambda=10&w.degree=60&w.title=5"
	ranking := get(t, h, "/rank?role=r-ref-mlops-berlin&"+weighed+"&q=kubernetes", nil).Body.String()
	form := get(t, h, leads(t, ranking, "/alerts/new?"), nil).Body.String()
	values := url.Values{"for": {"candidate"}, "role": {"r-ref-mlops-berlin"}, "km": {"50"}, "above": {"1"}}
	for field, is := range map[string]string{"lambda": "10", "w.degree": "60", "w.title": "5", "w.skills": ""} {
		if !strings.Contains(form, `name="`+field+`" type="number" min="0" max="100" value="`+is+`"`) && !strings.Contains(form, `name="`+field+`" min="0" max="100" value="`+is+`"`) {
			t.Errorf("%s has not come along", field)
		}
		values.Set(field, is)
	}
	if !strings.Contains(form, `<option value="balanced" selected>`) || !strings.Contains(form, "“kubernetes” do not come along") {
		t.Errorf("the policy, or what is said of words: %s", form)
	}
	values.Set("policy", "balanced")
	for _, edit := range []bool{false, true} {
		w := post(t, h, "/alerts", values, nil)
		if edit {
			values.Set("name", "edited")
			w = post(t, h, w.Header().Get("Location"), values, nil)
		}
		if w.Code != http.StatusSeeOther {
			t.Fatal(w.Body)
		}
		at := w.Header().Get("Location")
		var x profiles.Search
		if err := json.Unmarshal(get(t, h, "/v1/searches/"+strings.TrimPrefix(at, "/alerts/"), nil).Body.Bytes(), &x); err != nil || x.Policy != "balanced" || x.Lambda == nil || *x.Lambda != 10 || len(x.Weights) != 2 || x.Weights["degree"] != 60 || x.Weights["title"] != 5 {
			t.Errorf("it is kept as %+v, %v", x, err)
		}
		page := ""
		for until := time.Now().Add(10 * time.Minute); !strings.Contains(page, "/pair?") && time.Now().Before(until); { // it is judged beside the request
			page = get(t, h, at, nil).Body.String()
		}
		if !strings.Contains(page, "Balanced · What the candidate wants, per cent 10 · ") || !strings.Contains(page, `name="w.degree" type="number" min="0" max="100" value="60"`) {
			t.Errorf("it says %s", page)
		}
		matched := leads(t, page, "/pair?", "policy=balanced", "lambda=10", "w.degree=60", "w.title=5")
		first := get(t, h, "/rank?role=r-ref-mlops-berlin&"+weighed, nil).Body.String()
		if theirs := scoreOf(get(t, h, matched, nil).Body.String()); theirs == "" || !strings.Contains(page, theirs) || !strings.Contains(first, theirs) {
			t.Errorf("the match is explained by a score of %q", theirs)
		}
	}
	if list := get(t, h, "/alerts", nil).Body.String(); !strings.Contains(list, "Balanced · ") {
		t.Errorf("the list: %s", list)
	}
}

// scoreOf is the score on an explanation.
func scoreOf(body string) string {
	_, rest, _ := strings.Cut(body, `<p class="score">`)
	score, _, _ := strings.Cut(rest, "<")
	return score
}

// A policy of one's own counts for an alert as what it is when the alert is made.
func TestAnAlertTakesAPolicyOfOnesOwn(t *testing.T) {
	h := open(t)
	r := httptest.NewRequest("PUT", "http://127.0.0.1/v1/policies/no-degree", strings.NewReader(`{"base":"balanced","weights":{"degree":0}}`))
	r.Header.Set("Content-Type", "application/json")
	made := httptest.NewRecorder()
	if h.ServeHTTP(made, r); made.Code > 299 {
		t.Skipf("skipped: these pages are over an API without policies of one's own: %d", made.Code)
	}
	w := post(t, h, "/alerts", url.Values{"for": {"candidate"}, "role": {"r-001"}, "policy": {"no-degree"}, "lambda": {"30"}, "w.title": {"20"}}, nil)
	var x profiles.Search
	if err := json.Unmarshal(get(t, h, "/v1/searches/"+strings.TrimPrefix(w.Header().Get("Location"), "/alerts/"), nil).Body.Bytes(), &x); err != nil || x.Policy != "balanced" || x.Weights["degree"] != 0 || x.Weights["title"] != 20 || len(x.Weights) < 3 {
		t.Errorf("%d, kept as %+v, %v", w.Code, x, err)
	}
}
