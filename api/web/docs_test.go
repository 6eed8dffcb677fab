package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheDocumentIsRead looks at /docs: nothing is asked for elsewhere, nothing is complained of, by axe neither. In the light the viewer
// colours methods and types too pale for axe, so that there it is not asked.
func TestTheDocumentIsRead(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, l := range []look{{390, true}, {1440, false}} {
		tab := newTab(t, b, base, l)
		tab.run(chromedp.Navigate(base+"/docs"), chromedp.Poll(`document.querySelector('rapi-doc').shadowRoot?.querySelector('[id*="rank"]')`, nil))
		if l.dark {
			tab.check("docs")
		}
		tab.mu.Lock()
		for _, f := range tab.faults {
			t.Errorf("%s: %s", l, f)
		}
		tab.mu.Unlock()
	}
}
