package web_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestAJobSeekerFiltersRoles narrows the fitting roles as a person would: near, remote, pay in dollars, a trial, an industry, a value.
func TestAJobSeekerFiltersRoles(t *testing.T) {
	b := browser(t)
	for _, l := range journeyLooks {
		tab := newTab(t, b, serve(t), l)
		tab.open("/match?candidate=c-001")
		all := tab.text("#results .row.apart strong")
		if s := tab.text("#results"); !regexp.MustCompile(`\d km away`).MatchString(s) || !strings.Contains(s, "EUR a year (") {
			t.Errorf("neither distance nor pay in the own currency: %.400s", s)
		}
		tab.check("match")
		tab.run(chromedp.Evaluate(`for (const d of document.querySelectorAll('#controls details')) d.open = true; 0`, nil))
		for _, c := range []struct{ name, set string }{
			{"me", `const e = document.querySelector('[name=me]'); e.checked = true; e`}, {"mode", `const e = document.querySelector('#mode'); e.value = 'remote'; e`},
			{"pay", `const e = document.querySelector('#pay'); e.value = '100,000'; e`}, {"engagement", `const e = document.querySelector('#engagement'); e.value = 'trial'; e`},
			{"industry", `const e = document.querySelector('#industry'); e.value = 'Software'; e`}, {"value", `const e = document.querySelector('#value'); e.value = 'Learning budget'; e`},
		} {
			tab.open("/match?candidate=c-001")
			tab.run(chromedp.Evaluate(`{`+c.set+`.dispatchEvent(new Event('change', {bubbles: true}))} 0`, nil),
				until(`location.search.includes('`+c.name+`=')`))
			if some := tab.text("#results"); strings.HasPrefix(some, all) {
				t.Errorf("with %s it is as before: %.60s", c.name, some)
			}
		}
		tab.open("/match?candidate=c-001&pay=10000000&currency=USD")
		tab.check("match-none")
		tab.open("/match?candidate=c-001&where=yeers+%3E+3")
		tab.check("match-fault")
	}
}

// TestAnExplanationIsPrinted holds that what comes out of a printer is the sum, without what only a screen can use.
func TestAnExplanationIsPrinted(t *testing.T) {
	b := browser(t)
	tab := newTab(t, b, serve(t), look{1440, true})
	tab.open("/pair?role=r-ref-mlops-berlin&candidate=c-014")
	var hidden bool
	var picture, pdf []byte
	tab.run(emulation.SetEmulatedMedia().WithMedia("print"), chromedp.FullScreenshot(&picture, 100),
		chromedp.Evaluate(`[...document.querySelectorAll('header.top, footer.foot, button, .button')].every(e => getComputedStyle(e).display === 'none' || !e.getClientRects().length)`, &hidden),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = page.PrintToPDF().WithPrintBackground(true).Do(ctx)
			return err
		}))
	if !hidden {
		t.Error("buttons are printed")
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Errorf("%.20q", pdf)
	}
	if pages := bytes.Count(pdf, []byte("/Type /Page\n")); pages < 1 || pages > 4 {
		t.Errorf("%d sheets", pages)
	}
	if dir := os.Getenv("TENON_SCREENSHOTS"); dir != "" {
		for name, bytes := range map[string][]byte{"pair-print.png": picture, "pair-print.pdf": pdf} {
			if err := os.WriteFile(filepath.Join(dir, name), bytes, 0o600); err != nil {
				t.Error(err)
			}
		}
	}
}
