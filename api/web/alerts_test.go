package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
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
