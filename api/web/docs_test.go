package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheDocumentIsRead looks at /docs, in the light and in the dark: nothing is asked for elsewhere, nothing is complained of.
func TestTheDocumentIsRead(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, l := range []look{{390, true}, {1440, false}} {
		tab := newTab(t, b, base, l)
		tab.run(chromedp.Navigate(base+"/docs"), chromedp.Poll(`document.querySelector('rapi-doc').shadowRoot?.querySelector('[id*="rank"]')`, nil))
		tab.check("docs")
	}
}
