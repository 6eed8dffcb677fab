package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAManagerAmongManyCandidates walks the employer's way over as many candidates as the figures are of: a slider with its rank changes,
// the last page, the vetoed and the near misses, four side by side, a decision with its reason.
func TestAManagerAmongManyCandidates(t *testing.T) {
	if *figures == 0 {
		t.Skip("skipped: makes many candidates; run with -figures 100000")
	}
	b, base := browser(t), serveGenerated(t, *figures, 200)
	role := generated().Role(0).ID
	for _, l := range journeyLooks {
		tab := newTab(t, b, base, l)
		tab.asEmployer()
		tab.open("/rank?role=" + role)
		tab.check("many-rank")
		tab.run(chromedp.Evaluate(`{const s = document.querySelector('#w-title'); s.value = 60; s.dispatchEvent(new Event('input', {bubbles: true}))}`, nil),
			chromedp.WaitVisible("#results .chip.up, #results .chip.down", chromedp.ByQuery))
		tab.check("many-moved")
		tab.run(chromedp.Click(".pager .row a:last-child", chromedp.ByQuery), chromedp.WaitVisible(".pager a[rel=prev]", chromedp.ByQuery), chromedp.WaitNotPresent(".pager a[rel=next]", chromedp.ByQuery))
		tab.check("many-last")
		if s := tab.text("#results"); !strings.Contains(s, "Exact over all") {
			t.Errorf("the last page: %s", s)
		}
		for _, show := range []string{"vetoed", "near"} {
			tab.open("/rank?role=" + role + "&show=" + show)
			tab.check("many-" + show)
		}
		tab.open("/rank?role=" + role)
		for i := range 4 {
			tab.run(chromedp.Click(fmt.Sprintf("#results li:nth-child(%d) .pick input[type=checkbox]", i+1), chromedp.ByQuery))
		}
		tab.run(chromedp.Click("#results form > .row > button", chromedp.ByQuery), chromedp.WaitVisible(".compared", chromedp.ByQuery))
		tab.check("many-compare")
		tab.open("/rank?role=" + role)
		tab.run(chromedp.Evaluate(`document.querySelector('#results .star[aria-pressed=false]').closest('.result').id = 'mine'`, nil), // others are listed from before
			chromedp.Click("#mine .star", chromedp.ByQuery), chromedp.WaitVisible("#mine .star[aria-pressed=true]", chromedp.ByQuery),
			chromedp.Click("#mine h2 a", chromedp.ByQuery), chromedp.WaitVisible("#review", chromedp.ByQuery),
			chromedp.Click("#review input[value=invite]", chromedp.ByQuery), chromedp.SendKeys("#reason", "Runs the same stack.", chromedp.ByQuery),
			chromedp.Click("#review form:has(#reason) button.primary", chromedp.ByQuery), chromedp.WaitVisible("#review .verdict.invite", chromedp.ByQuery))
		tab.check("many-decided")
	}
}
