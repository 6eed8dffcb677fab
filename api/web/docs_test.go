package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheDocumentIsRead looks at /docs: nothing is asked for elsewhere, nothing is complained of, by axe neither.
func TestTheDocumentIsRead(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, l := range looks {
		tab := newTab(t, b, base, l)
		tab.run(chromedp.Navigate(base+"/docs"), until(`document.querySelector('rapi-doc').shadowRoot?.querySelector('[id*="rank"]')`))
		tab.check("docs")
		tab.mu.Lock()
		for _, f := range tab.faults {
			t.Errorf("%s: %s", l, f)
		}
		tab.mu.Unlock()
	}
}
