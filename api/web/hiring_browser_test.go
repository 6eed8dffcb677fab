package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// journeyLooks are those in which a journey is walked: each width and each scheme once.
var journeyLooks = []look{{390, true}, {1440, false}}

// asEmployer turns the page to the employer's perspective as a person would.
func (b *tab) asEmployer() {
	b.t.Helper()
	b.open("/")
	b.submit(`button[value=employer]`)
	b.run(chromedp.WaitVisible(`button[value=employer][aria-pressed=true]`, chromedp.ByQuery))
}

// TestAManagerShortlistsAndDecides walks from the ranking to a decision with its reason, and finds it on the shortlist.
func TestAManagerShortlistsAndDecides(t *testing.T) {
	b := browser(t)
	for _, l := range journeyLooks {
		tab := newTab(t, b, serve(t), l)
		tab.asEmployer()
		tab.open("/shortlist?role=r-ref-mlops-berlin")
		tab.check("shortlist-empty")
		tab.run(chromedp.Click(`.empty a.button`, chromedp.ByQuery), chromedp.WaitVisible("#results .star", chromedp.ByQuery))
		tab.run(chromedp.Click("#results li:nth-child(2) .star", chromedp.ByQuery), chromedp.WaitVisible("#results li:nth-child(2) .star[aria-pressed=true]", chromedp.ByQuery))
		tab.check("rank-starred")
		tab.run(chromedp.Click("#results li:first-child h2 a", chromedp.ByQuery), chromedp.WaitVisible("#review", chromedp.ByQuery))
		before := tab.text(".head .score")
		tab.run(chromedp.Click(`#review input[value=invite]`, chromedp.ByQuery), chromedp.SendKeys("#reason", "Has run clusters of this size.", chromedp.ByQuery),
			chromedp.Click(`#review form:has(#reason) button.primary`, chromedp.ByQuery), chromedp.WaitVisible("#review .verdict.invite", chromedp.ByQuery),
			chromedp.SendKeys("#note", "Ask about on-call.", chromedp.ByQuery), chromedp.Click(`#review form:has(#note) button`, chromedp.ByQuery),
			chromedp.WaitVisible(`#review button[name=forget]`, chromedp.ByQuery))
		if after := tab.text(".head .score"); after != before {
			t.Errorf("the score was %s, and is %s", before, after)
		}
		tab.check("pair-decided")
		tab.run(chromedp.Navigate(tab.base+"/shortlist?role=r-ref-mlops-berlin"), chromedp.WaitVisible("#g-invite", chromedp.ByQuery))
		if s := tab.text("main"); !strings.Contains(s, "Has run clusters of this size.") || !strings.Contains(s, "Not decided yet") || !strings.Contains(s, "Ask about on-call.") {
			t.Errorf("the shortlist: %s", s)
		}
		tab.check("shortlist")
		tab.open("/shortlist")
		tab.check("shortlists")
	}
}

// TestADecisionNeedsAReason holds that a browser which lets an empty reason through is told, with what was chosen kept.
func TestADecisionNeedsAReason(t *testing.T) {
	b := browser(t)
	tab := newTab(t, b, serve(t), look{1440, true})
	tab.open("/roles/r-ref-mlops-berlin/reviews/c-001")
	tab.run(chromedp.Click(`input[value=decline]`, chromedp.ByQuery), chromedp.SetValue("#reason", " … ", chromedp.ByQuery),
		chromedp.Click(`form:has(#reason) button.primary`, chromedp.ByQuery), chromedp.WaitVisible(`[role=alert]`, chromedp.ByQuery))
	var kept bool
	tab.run(chromedp.Evaluate(`document.querySelector('input[value=decline]').checked`, &kept))
	if !kept {
		t.Error("what was chosen is lost")
	}
	tab.forgive() // the browser says on the console that the form was refused
	tab.check("review-refused")
}

// TestALinkShowsTheSameToSomebodyElse opens what is shared in a browser that knows nothing, and finds the same order.
func TestALinkShowsTheSameToSomebodyElse(t *testing.T) {
	b, base := browser(t), serve(t)
	tab := newTab(t, b, base, look{1440, false})
	tab.open("/rank?role=r-ref-mlops-berlin&w.degree=60&lambda=10&near=Berlin&km=100&sort=forward")
	tab.run(chromedp.Click(".share summary", chromedp.ByQuery), chromedp.WaitVisible("#link", chromedp.ByQuery), chromedp.WaitVisible(`[data-copy]`, chromedp.ByQuery))
	tab.check("rank-share")
	var link string
	tab.run(chromedp.Value("#link", &link, chromedp.ByQuery), chromedp.Click(`[data-copy]`, chromedp.ByQuery),
		until(`document.querySelector('[data-copy]').textContent === document.querySelector('[data-copy]').dataset.done`))
	if !strings.HasPrefix(link, base+"/rank?") || strings.Contains(link, "cursor") || strings.Contains(link, "c-0") {
		t.Errorf("the link is %s", link)
	}
	const order = `[...document.querySelectorAll('#results h2')].map(h => h.textContent.trim()).join('\n')`
	var mine, theirs string
	tab.run(chromedp.Evaluate(order, &mine))
	other := newTab(t, b, base, look{390, true})
	other.run(chromedp.Navigate(link), chromedp.WaitReady("#results"), chromedp.Evaluate(order, &theirs))
	if mine == "" || mine != theirs {
		t.Errorf("I see\n%s\nand the other\n%s", mine, theirs)
	}
}

// TestAManagerSeesWhoWasRuledOutAndWhoJustMissed asks for both by the form.
func TestAManagerSeesWhoWasRuledOutAndWhoJustMissed(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, l := range journeyLooks {
		tab := newTab(t, b, base, l)
		tab.open("/rank?role=r-ref-mlr-bengaluru")
		tab.run(chromedp.Evaluate(`for (const d of document.querySelectorAll('#controls details')) d.open = true; 0`, nil))
		for _, show := range []string{"near", "vetoed"} {
			tab.run(chromedp.SetValue("#show", show, chromedp.ByQuery), chromedp.Evaluate(`document.querySelector('#show').dispatchEvent(new Event('change', {bubbles: true})); 0`, nil),
				chromedp.WaitVisible("#results > .notice", chromedp.ByQuery))
			tab.check("rank-" + show)
		}
	}
}

// TestSomebodyGoesToARankByKeyboard goes deep into a ranking and back with nothing but keys, and keeps the weights on the way.
func TestSomebodyGoesToARankByKeyboard(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, l := range journeyLooks {
		tab := newTab(t, b, base, l)
		tab.open("/rank?role=r-ref-mlops-berlin&w.degree=40")
		first := func() (n string) {
			tab.run(chromedp.Evaluate(`document.querySelector('#results ol').getAttribute('start')`, &n))
			return n
		}
		tab.run(chromedp.Focus("#from", chromedp.ByQuery), chromedp.SetValue("#from", "", chromedp.ByQuery), chromedp.SendKeys("#from", "41", chromedp.ByQuery))
		tab.brings(chromedp.KeyEvent("\r"))
		if n := first(); n != "41" {
			t.Errorf("%s: at rank %s", l, n)
		}
		tab.check("rank-from")
		tab.run(chromedp.Focus(`.pager a[rel=prev]`, chromedp.ByQuery))
		tab.brings(chromedp.KeyEvent("\r"))
		var degree string
		tab.run(chromedp.Value("#w-degree", &degree, chromedp.ByQuery))
		if n := first(); n != "21" || degree != "40" {
			t.Errorf("%s: before it at rank %s, with a weight of %s", l, n, degree)
		}
	}
}
