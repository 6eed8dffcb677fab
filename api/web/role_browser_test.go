package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAManagerGivesWayWhereItBringsPeople reads an advert, looks at what the linter says beside each requirement, softens one and changes
// another by hand.
func TestAManagerGivesWayWhereItBringsPeople(t *testing.T) {
	b := browser(t)
	for _, l := range journeyLooks {
		tab := newTab(t, b, serve(t), l)
		tab.asEmployer()
		tab.run(chromedp.SetValue("#pasted", "Senior Platform Engineer\nAcme GmbH, Berlin\n\nRequirements\n- Kubernetes, expert\n- Terraform is a must\n- Master's degree in computer science required\n- Nice to have: Rust\n\nWe pay 80,000 to 95,000 EUR a year. Hybrid.\n", chromedp.ByQuery),
			chromedp.Click(`form[action="/read"] button.primary`, chromedp.ByQuery), chromedp.WaitVisible(`a[href^="/roles/"]`, chromedp.ByQuery))
		tab.check("read-advert")
		tab.run(chromedp.Click(`a[href^="/roles/"]`, chromedp.ByQuery), chromedp.WaitVisible("#requirements .asked", chromedp.ByQuery))
		tab.check("role-own")
		if s := tab.text("#requirements"); !strings.Contains(s, "Kubernetes") || !strings.Contains(s, "pass (") {
			t.Errorf("the requirements: %s", s)
		}
		tab.open("/roles/r-ref-mlops-berlin?threshold=50")
		tab.check("role-lint")
		tab.run(chromedp.Click(`#requirements .asked:first-of-type details.edit summary, #requirements .asked details.edit summary`, chromedp.ByQuery), chromedp.WaitVisible("#n0", chromedp.ByQuery))
		tab.check("role-edit")
		tab.run(chromedp.SetValue("#n0", "Rust", chromedp.ByQuery), chromedp.SetValue("#c0", "nice", chromedp.ByQuery),
			chromedp.SetValue("#l0", "5", chromedp.ByQuery))
		tab.submit(`.asked form:has(#n0) button.primary`)
		if s := tab.text("#requirements .asked .what"); !strings.Contains(s, "Rust") || !strings.Contains(s, "nice to have") || !strings.Contains(s, "level 5 of 5") {
			t.Errorf("the requirement is %q", s)
		}
		tab.open("/roles/r-ref-mlops-berlin?threshold=50")
		var advice string
		tab.run(chromedp.Evaluate(`document.querySelector('.advice')?.textContent ?? ''`, &advice))
		if !strings.Contains(advice, "+") {
			t.Fatalf("no advice: %q", advice)
		}
		was := tab.text("#requirements .lead")
		tab.submit(".advice")
		tab.open("/roles/r-ref-mlops-berlin?threshold=50")
		if is := tab.text("#requirements .lead"); is == was {
			t.Errorf("as before: %s", is)
		}
		tab.check("role-gave-way")
	}
}

// TestAFactIsCorrectedWhereItStands changes the name of a skill, of which the concept that scores see is then another one.
func TestAFactIsCorrectedWhereItStands(t *testing.T) {
	b := browser(t)
	for _, l := range journeyLooks {
		tab := newTab(t, b, serve(t), l)
		tab.open("/candidates/c-014")
		tab.check("candidate")
		tab.run(chromedp.Click(`#skills details.edit summary`, chromedp.ByQuery), chromedp.WaitVisible(`#skills-0-0`, chromedp.ByQuery))
		tab.check("candidate-edit")
		tab.run(chromedp.SetValue(`#skills-0-0`, "Haskell", chromedp.ByQuery))
		tab.submit(`#skills details[open] button.primary`)
		if s := tab.text("#skills .lead-of"); s != "Haskell" {
			t.Errorf("the skill is %q", s)
		}
		title := tab.text("h1")
		tab.open("/search?kind=candidate&q=haskell")
		if s := tab.text(".results"); !strings.Contains(s, title) {
			t.Errorf("who has Haskell: %s", s)
		}
		tab.open("/candidates/c-014")
		tab.run(chromedp.SetValue("#add-skills", "Prolog", chromedp.ByQuery))
		tab.submit(`#skills button[name=add]`)
		if s := tab.text("#skills"); !strings.Contains(s, "Prolog") {
			t.Errorf("the skills: %s", s)
		}
	}
}

// TestWhatWasReadIsCorrectedBesideItsSource changes a fact on the very page that shows the words it was read from.
func TestWhatWasReadIsCorrectedBesideItsSource(t *testing.T) {
	b := browser(t)
	for _, l := range journeyLooks {
		tab := newTab(t, b, serve(t), l)
		tab.open("/")
		tab.run(chromedp.SetValue("#pasted", "Jana Example\nData Engineer\n\nExperience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n- Built pipelines in Spark\n\nSkills\nPython, SQL\n", chromedp.ByQuery))
		tab.submit(`form[action="/read"] button.primary`)
		tab.check("read-facts")
		tab.run(chromedp.Evaluate(`window.same = true; window.row = [...document.querySelectorAll('tbody tr')].find(r => r.querySelector('.fact-value span').textContent === 'SQL'); row.querySelector('details').open = true; const i = row.querySelector('input[name=value]'); i.value = 'Rust'; row.querySelector('form').requestSubmit(); 0`, nil),
			until(`window.row.querySelector('.fact-value span').textContent === 'Rust'`))
		var same bool
		var href string
		tab.run(chromedp.Evaluate(`window.same === true`, &same), chromedp.Evaluate(`document.querySelector('a[href^="/candidates/"]').getAttribute('href')`, &href))
		if !same {
			t.Error("the page was left")
		}
		tab.check("read-corrected")
		tab.open(href)
		if s := tab.text("#skills"); !strings.Contains(s, "Rust") || strings.Contains(s, "SQL") {
			t.Errorf("the skills: %s", s)
		}
	}
}
