package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// axe is axe-core, which looks for what keeps people from using a page.
//
//go:embed testdata/axe.min.js.gz
var axe []byte

// browser is one Chromium for all tests; each tab of it is as a person of its own. Where there is none the test is skipped;
// TENON_REQUIRE=chromium makes that a failure.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: pages are not looked at in a short run")
	}
	path := chromium()
	if path == "" {
		if strings.Contains(os.Getenv("TENON_REQUIRE"), "chromium") {
			t.Fatal("no Chromium, and TENON_REQUIRE asks for it")
		}
		t.Skip("skipped: there is no Chromium here to look at pages with; on Debian: apt-get install chromium")
	}
	if *figures == 0 { // what is measured is alone
		t.Parallel()
	}
	started.Do(func() { startChromium(path) })
	if started.err != nil {
		t.Fatal(started.err)
	}
	return started.ctx
}

// chromium is where it is, "" where there is none.
func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

// started is the browser of this process, once a test needs it.
var started struct {
	sync.Once
	ctx context.Context
	end func()
	err error
}

func startChromium(path string) {
	dir, err := os.MkdirTemp("", "tenon-chromium-")
	if err != nil {
		started.err = err
		return
	}
	o := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.WSURLReadTimeout(10*time.Minute))
	all, end := chromedp.NewExecAllocator(context.Background(), o...)
	ctx, quit := chromedp.NewContext(all) // the browser itself; contexts of it are tabs
	started.end = func() {
		_ = chromedp.Cancel(ctx) // waits until the browser is gone, and its files with it
		quit()
		end()
		_ = os.RemoveAll(dir) // it is the system's to clear otherwise
	}
	started.ctx, started.err = ctx, chromedp.Run(ctx)
}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if started.end != nil {
		started.end()
	}
	os.Exit(code)
}

// look is one way of looking at a page.
type look struct {
	width int64
	dark  bool
}

func (l look) String() string {
	if l.dark {
		return fmt.Sprintf("%d-dark", l.width)
	}
	return fmt.Sprintf("%d-light", l.width)
}

var looks = []look{{390, false}, {390, true}, {1440, false}, {1440, true}}

// tab is a page of the browser over a served site. It collects what the page complains of and where else it asks.
type tab struct {
	context.Context
	t      *testing.T
	base   string
	look   look
	mu     sync.Mutex
	faults []string
}

func newTab(t *testing.T, browser context.Context, base string, l look) *tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser, chromedp.WithTargetID(window(t, browser)))
	t.Cleanup(stop)
	ctx, cancel := context.WithTimeout(ctx, 20*time.Minute)
	t.Cleanup(cancel)
	b := &tab{Context: ctx, t: t, base: base, look: l}
	chromedp.ListenTarget(ctx, b.hear)
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	b.run(network.Enable(), runtime.Enable(), emulation.SetDeviceMetricsOverride(l.width, 900, 1, l.width < 600),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
	return b
}

// window is one of somebody who has no cookies yet.
func window(t *testing.T, browser context.Context) target.ID {
	t.Helper()
	ctx := cdp.WithExecutor(browser, chromedp.FromContext(browser).Browser)
	who, err := target.CreateBrowserContext().Do(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = target.DisposeBrowserContext(who).Do(ctx) }) // it goes with the browser otherwise
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(who).WithNewWindow(true).Do(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// hear notes errors of the console and requests to other hosts.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, "exception: "+e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
			b.faults = append(b.faults, fmt.Sprintf("console %s: %s", e.Type, e.Args[0].Value))
		}
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, b.base) && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "about:") {
			b.faults = append(b.faults, "asks elsewhere: "+u)
		}
	}
}

func (b *tab) run(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) open(path string) {
	b.t.Helper()
	err := chromedp.Run(b, chromedp.Navigate(b.base+path))
	if err != nil && strings.Contains(err.Error(), "net::ERR_ABORTED") { // the page before was still on its way
		err = chromedp.Run(b, chromedp.Navigate(b.base+path))
	}
	if err != nil {
		b.t.Fatal(err)
	}
	b.run(chromedp.WaitReady("main"))
}

// submit presses what brings another page, and waits until that is there.
func (b *tab) submit(selector string) {
	b.t.Helper()
	b.brings(chromedp.Click(selector, chromedp.ByQuery))
}

// brings does what brings another page, and waits until that is there: asking a page that is on its way out is an error.
func (b *tab) brings(action chromedp.Action) {
	b.t.Helper()
	if _, err := chromedp.RunResponse(b, action); err != nil {
		b.t.Fatal(err)
	}
	b.run(chromedp.WaitReady("main"))
}

// squeeze are texts that are so narrow that a word does not fit.
const squeeze = `[...document.querySelectorAll('main :is(h1, h2, h3, p, li, td, th, dd):not(thead *, :has(.sr))')].filter(e => { const w = e.getBoundingClientRect().width; return w > 1 && w < 40 && e.textContent.trim().length > 10 }).map(e => e.textContent.trim().slice(0, 60))`

// check fails on complaints, on what axe finds, and on a page that is wider than the window; and keeps a picture.
func (b *tab) check(name string) {
	b.t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(axe))
	if err != nil {
		b.t.Fatal(err)
	}
	script, err := io.ReadAll(z)
	if err != nil {
		b.t.Fatal(err)
	}
	var violations []struct {
		ID    string `json:"id"`
		Help  string `json:"help"`
		Nodes []struct {
			HTML    string `json:"html"`
			Summary string `json:"failureSummary"`
		} `json:"nodes"`
	}
	var wide int64
	var squeezed []string
	b.run(chromedp.Evaluate(string(script)+";0", nil),
		chromedp.Evaluate(`axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r => r.violations)`, &violations,
			func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
		chromedp.Evaluate(`document.documentElement.scrollWidth`, &wide), chromedp.Evaluate(squeeze, &squeezed))
	for _, v := range violations {
		b.t.Errorf("%s %s: axe %s: %s: %s", name, b.look, v.ID, v.Help, v.Nodes[0].HTML)
	}
	if wide > b.look.width {
		b.t.Errorf("%s %s: the page is %d wide", name, b.look, wide)
	}
	if len(squeezed) > 0 {
		b.t.Errorf("%s %s: squeezed: %q", name, b.look, squeezed)
	}
	b.keep(name)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.faults {
		b.t.Errorf("%s %s: %s", name, b.look, f)
	}
	b.faults = nil
}

// keep keeps a picture of the page, where pictures are kept: to make one takes as long as all else.
func (b *tab) keep(name string) {
	b.t.Helper()
	dir := os.Getenv("TENON_SCREENSHOTS")
	if dir == "" {
		return
	}
	var picture []byte
	b.run(chromedp.FullScreenshot(&picture, 100))
	if err := os.WriteFile(filepath.Join(dir, name+"-"+b.look.String()+".png"), picture, 0o600); err != nil {
		b.t.Error(err)
	}
}

// until waits for as long as it takes until an expression holds on the page: a machine under load may be slow.
func until(expression string) chromedp.Action {
	return chromedp.Poll(expression, nil, chromedp.WithPollingTimeout(0))
}

// forgive forgets complaints.
func (b *tab) forgive() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = nil
}

// text is that of the first element that a selector finds.
func (b *tab) text(selector string) string {
	b.t.Helper()
	var s string
	b.run(chromedp.Text(selector, &s, chromedp.ByQuery))
	return s
}

// serve listens with the pages over the sample.
func serve(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(open(t))
	t.Cleanup(s.Close)
	return s.URL
}

// TestAJobSeekerFromResumeToReason walks the way of somebody with a résumé by hand: file, facts, roles, reasons.
func TestAJobSeekerFromResumeToReason(t *testing.T) {
	b, base := browser(t), serve(t)
	for _, l := range []look{{390, true}, {1440, false}} {
		tab := newTab(t, b, base, l)
		tab.open("/")
		file, err := filepath.Abs("../../testdata/reading/dev/en-mlops.classic.pdf")
		if err != nil {
			t.Fatal(err)
		}
		tab.run(chromedp.SetUploadFiles(`input[type=file]`, []string{file}, chromedp.ByQuery), chromedp.Click(`form[action="/read"] button.primary`, chromedp.ByQuery),
			chromedp.WaitVisible(`a[href^="/match?"]`, chromedp.ByQuery))
		if facts := tab.text("table"); !strings.Contains(facts, "brightloop") || !strings.Contains(facts, "Mar 2021") {
			t.Errorf("facts: %.300s", facts)
		}
		tab.check("read")
		tab.run(chromedp.Click(`a[href^="/match?"]`, chromedp.ByQuery), chromedp.WaitVisible("#results", chromedp.ByQuery))
		if first := tab.text("#results .result h2"); !strings.Contains(first, "Engineer") {
			t.Errorf("the first role is %q", first)
		}
		tab.check("match-own")
		tab.run(chromedp.Click("#results .result h2 a", chromedp.ByQuery), chromedp.WaitVisible("svg.bar.tall", chromedp.ByQuery))
		tab.check("pair-own")
	}
}

// TestAManagerMovesAWeight holds that a slider brings a new order with what moved, without a new page.
func TestAManagerMovesAWeight(t *testing.T) {
	b, base := browser(t), serve(t)
	tab := newTab(t, b, base, look{1440, false})
	tab.open("/rank?role=r-ref-mlops-berlin")
	before := tab.text("#results ol")
	tab.run(chromedp.Evaluate(`window.same = true; const s = document.querySelector('#w-degree'); s.value = 90; s.dispatchEvent(new Event('input', {bubbles: true})); 0`, nil),
		chromedp.WaitVisible("#results .chip:is(.up, .down)", chromedp.ByQuery))
	if after := tab.text("#results ol"); after == before {
		t.Error("the order is as it was")
	}
	var same bool
	var at string
	var skills string
	tab.run(chromedp.Evaluate(`window.same === true`, &same), chromedp.Location(&at), chromedp.Text("#o-skills", &skills, chromedp.ByQuery))
	if u, err := url.Parse(at); err != nil || u.Query().Get("w.degree") != "90" || u.Query().Has("w.skills") {
		t.Errorf("the address is %s", at)
	}
	if !same || skills == "54" {
		t.Errorf("same page %v, skills %s", same, skills)
	}
	tab.check("rank-moved")
}

// TestSuggestionsByKeyboard completes a skill without a mouse.
func TestSuggestionsByKeyboard(t *testing.T) {
	b, base := browser(t), serve(t)
	tab := newTab(t, b, base, look{1440, false})
	tab.open("/")
	tab.run(chromedp.SendKeys("#q", "kuber", chromedp.ByQuery), chromedp.WaitVisible(`#q-list[data-typed="kuber"] [role=option]`, chromedp.ByQuery), // of the whole word: answers to its beginnings may come until then

		chromedp.SendKeys("#q", kb.ArrowDown, chromedp.ByQuery),
		// as a keyboard does: what the page keeps from happening on the key does not happen on its letter either
		input.DispatchKeyEvent(input.KeyDown).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13).WithText("\r"))
	var value string
	tab.run(chromedp.Value("#q", &value, chromedp.ByQuery))
	if value != "Kubernetes" {
		t.Errorf("the field says %q", value)
	}
}
