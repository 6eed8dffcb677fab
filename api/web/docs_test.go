package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheDocumentIsReadInEveryLook looks at /docs: every operation is there, nothing is asked for elsewhere, nothing is complained of.
func TestTheDocumentIsReadInEveryLook(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, l := range looks {
		tab := newTab(t, b, base, l)
		tab.run(chromedp.Navigate(base+"/docs"), chromedp.Poll(`document.querySelector('rapi-doc').shadowRoot?.querySelector('[id*="rank"]')`, nil))
		tab.check("docs")
	}
}
