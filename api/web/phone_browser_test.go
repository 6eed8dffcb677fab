package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// within are the elements of a selector that are seen and reach out of the window, or of the page's own width, by their text.
const within = `[...document.querySelectorAll(%s)].filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.left < -0.5 || r.right > innerWidth + 0.5) }).map(e => e.textContent.trim().slice(0, 60))`

// TestWhatOpensOnAPhoneIsWithinIt opens the menu and the link to share at the width of a phone, and finds all of it on the screen.
func TestWhatOpensOnAPhoneIsWithinIt(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, dark := range []bool{false, true} {
		tab := newTab(t, b, base, look{390, dark})
		for _, x := range []struct{ name, path, press, opened string }{
			{"menu", "/", ".menu summary", ".menu > div"}, {"share-phone", "/rank?role=r-ref-mlops-berlin", ".share summary", ".share > .card"},
		} {
			tab.open(x.path)
			tab.run(chromedp.Click(x.press, chromedp.ByQuery), chromedp.WaitVisible(x.opened, chromedp.ByQuery))
			var out []string
			var width float64
			tab.run(chromedp.Evaluate(strings.Replace(within, "%s", "`"+x.opened+", "+x.opened+" *`", 1), &out),
				chromedp.Evaluate("document.querySelector(`"+x.opened+"`).getBoundingClientRect().width", &width))
			if len(out) > 0 || width < 300 {
				t.Errorf("%s: %.0f wide, out of the window: %q", x.name, width, out)
			}
			tab.check(x.name)
		}
	}
}

// TestAComparisonIsReadOnAPhone holds that four side by side need no scrolling sideways, and that each cell says whose it is.
func TestAComparisonIsReadOnAPhone(t *testing.T) {
	b, base := browser(t), serve(t)
	tab := newTab(t, b, base, look{390, true})
	tab.open("/compare?role=r-ref-mlops-berlin&candidate=c-001&candidate=c-014&candidate=c-003&candidate=c-007")
	var out []string
	var letters string
	tab.run(chromedp.Evaluate(strings.Replace(within, "%s", "`.compared td, .compared th > *`", 1), &out), chromedp.Evaluate(`[...document.querySelectorAll('.compared tbody:first-of-type tr:nth-child(2) td .letter')].filter(e => e.getClientRects().length).map(e => e.textContent).join('')`, &letters))
	if len(out) > 0 || letters != "ABCD" {
		t.Errorf("out of the window: %q; the cells of %q", out, letters)
	}
}

// TestChartsAreWhole holds that no word of a chart is cut off at its edge.
func TestChartsAreWhole(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, l := range journeyLooks {
		tab := newTab(t, b, base, l)
		for _, path := range []string{"/market", "/guess?n=0&low=80000&high=110000", "/learn?candidate=c-001"} {
			tab.open(path)
			var cut []string
			tab.run(chromedp.Evaluate(`[...document.querySelectorAll('svg.chart text')].filter(e => { const r = e.getBoundingClientRect(), s = e.ownerSVGElement.getBoundingClientRect(); return r.left < s.left - 1.5 || r.right > s.right + 1.5 }).map(e => e.textContent)`, &cut))
			if len(cut) > 0 {
				t.Errorf("%s %s: cut off: %q", path, l, cut)
			}
		}
	}
}

// TestAllControlsAreWithinReach holds that where the controls of a ranking are higher than the window, they scroll by themselves.
func TestAllControlsAreWithinReach(t *testing.T) {
	b, base := browser(t), serve(t)
	tab := newTab(t, b, base, look{1440, false})
	tab.open("/rank?role=r-ref-mlops-berlin")
	var low float64
	tab.run(chromedp.ScrollIntoView("#controls .doit button", chromedp.ByQuery), chromedp.Evaluate(`document.querySelector('#controls .doit button').getBoundingClientRect().bottom`, &low))
	if low > 900 {
		t.Errorf("the button lies at %.0f of a window of 900", low)
	}
}

// TestAnotherPolicyBringsItsOwnWeights moves a slider and then takes a preset: its weights are in force, not what was moved before.
func TestAnotherPolicyBringsItsOwnWeights(t *testing.T) {
	b, base := browser(t), serve(t)
	tab := newTab(t, b, base, look{1440, false})
	tab.open("/rank?role=r-ref-mlops-berlin")
	tab.run(chromedp.Evaluate(`{const s = document.querySelector('#w-degree'); s.value = 90; s.dispatchEvent(new Event('input', {bubbles: true}))} 0`, nil), until(`location.search.includes('w.degree=90')`),
		chromedp.Evaluate(`{const s = document.querySelector('#policy'); s.value = 'degree-first'; s.dispatchEvent(new Event('input', {bubbles: true}))} 0`, nil),
		until(`location.search.includes('policy=degree-first') && !location.search.includes('w.degree') && document.querySelector('#w-degree').value === '25' && document.querySelector('#o-degree').textContent === '25'`))
}

// TestAFilterWaitsForItsWord types half a name: nothing is refused before it is whole.
func TestAFilterWaitsForItsWord(t *testing.T) {
	b, base := browser(t), serve(t)
	tab := newTab(t, b, base, look{1440, false})
	tab.open("/match?candidate=c-001")
	tab.run(chromedp.SendKeys("#industry", "finte", chromedp.ByQuery), chromedp.WaitVisible(`#industry-list[data-typed="finte"] [role=option]`, chromedp.ByQuery))
	var faults int
	tab.run(chromedp.Evaluate(`document.querySelectorAll('#results [role=alert]').length`, &faults))
	if faults > 0 {
		t.Error("half a name is refused")
	}
	tab.run(chromedp.SendKeys("#industry", kb.ArrowDown, chromedp.ByQuery), chromedp.KeyEvent(kb.Enter), until(`location.search.includes('industry=Fintech')`))
	tab.check("match-industry")
}
