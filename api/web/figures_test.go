package web_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	goruntime "runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"tenon/api"
	"tenon/api/web"
	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles/gazetteer"
	"tenon/profiles/intake"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

var (
	figures    = flag.Int("figures", 0, "measure the figures of the pages over this many candidates (100000), in Chromium on loopback, and print them")
	figuresDir = flag.String("figures-dir", "", "keep their corpus in this directory, for the next run")
)

// What the pages have to keep to.
const (
	mostPaint  = 300 * time.Millisecond // until something is painted
	mostWeight = 200 << 10              // bytes of a page with all that it loads
	mostRerank = 100 * time.Millisecond // from a slider's movement to painted rows, the 95th of 100
	moves      = 200
)

var generated = sync.OnceValue(func() *synthetic.Corpus {
	return synthetic.New(taxonomy.Default(), gazetteer.Default(), apptest.AsOf, 1)
})

// generatedLines are n generated records of a kind as a file, made as it is read.
func generatedLines(kind string, n int, one func(i int) any) intake.Source {
	return intake.Source{Name: kind + ".ndjson", Open: func() (io.ReadCloser, error) {
		r, w := io.Pipe()
		go func() {
			for i := range n {
				b, err := json.Marshal(one(i))
				if err == nil { // the kind stands in front of the record's own fields
					_, err = fmt.Fprintf(w, "{\"kind\":%q,%s\n", kind, b[1:])
				}
				if err != nil {
					break // the reader is gone
				}
			}
			_ = w.Close() // never fails
		}()
		return r, nil
	}}
}

// serveGenerated serves the pages over generated records.
func serveGenerated(t *testing.T, candidates, roles int) string {
	t.Helper()
	a, k := openGenerated(t, candidates, roles)
	p := web.New()
	h := apptest.API(t, a, k, api.Options{Pages: p})
	p.Over(h)
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// openGenerated opens generated records, made where they are not kept.
func openGenerated(t *testing.T, candidates, roles int) (*app.App, *app.Kept) {
	t.Helper()
	dir := *figuresDir
	if dir == "" {
		dir = t.TempDir()
	}
	dir = filepath.Join(dir, fmt.Sprint("pages-", candidates))
	var files []intake.Source
	if _, err := os.Stat(dir); err != nil {
		files = []intake.Source{generatedLines("candidate", candidates, func(i int) any { return generated().Candidate(i) }), generatedLines("role", roles, func(i int) any { return generated().Role(i) })}
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return apptest.OpenWith(t, dir, files...)
}

// slide moves a slider so many times, each time when the rows of the time before are painted, and says how long each took: from the event
// of input to the frame after the one in which the new rows are in the document.
const slide = `(async moves => {
  const took = [], slider = document.querySelector('#w-degree');
  for (let i = 0; i < moves; i++) {
    const painted = new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error('no rows after 10 s')), 10000);
      const seen = new MutationObserver(() => {
        const rows = document.querySelectorAll('#results .result');
        if (!rows.length || rows[0].dataset.seen) return;
        seen.disconnect();
        clearTimeout(late);
        for (const r of rows) r.dataset.seen = '1';
        requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => done(performance.now()); c.port2.postMessage(0); });
      });
      seen.observe(document.body, {childList: true, subtree: true});
    });
    for (const r of document.querySelectorAll('#results .result')) r.dataset.seen = '1';
    slider.value = 1 + (i * 37) % 99;
    const start = performance.now();
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    took.push(await painted - start);
    await new Promise(r => setTimeout(r, 20));
  }
  return took;
})`

// measureSlide opens a ranking and moves its slider.
func measureSlide(t *testing.T, tab *tab, path string) []time.Duration {
	t.Helper()
	tab.open(path)
	tab.run(chromedp.WaitVisible("#stay-1:not(:empty)", chromedp.ByQuery)) // all of the page is there
	var ms []float64
	tab.run(chromedp.Evaluate(fmt.Sprintf("%s(%d)", slide, moves), &ms, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	out := make([]time.Duration, len(ms))
	for i, v := range ms {
		out[i] = time.Duration(v * float64(time.Millisecond))
	}
	slices.Sort(out)
	return out
}

// TestFiguresOfASlider measures the re-ranking of as many results as there are, and of a hundred of them.
func TestFiguresOfASlider(t *testing.T) {
	if *figures == 0 {
		t.Skip("skipped: measures for minutes; run with -figures 100000")
	}
	b := browser(t)
	for _, n := range []int{100, *figures} {
		base := serveGenerated(t, n, 200)
		tab := newTab(t, b, base, look{1440, false})
		took := measureSlide(t, tab, "/rank?role="+generated().Role(0).ID)
		p95 := took[len(took)*95/100]
		t.Logf("%d candidates, %d moves of a slider: p50 %s, p95 %s, most %s from input to painted rows", n, len(took), took[len(took)/2].Round(100*time.Microsecond), p95.Round(100*time.Microsecond), took[len(took)-1].Round(100*time.Microsecond))
		if p95 > mostRerank {
			t.Errorf("%d candidates: p95 %s, want at most %s", n, p95, mostRerank)
		}
	}
}

// TestFiguresOfPages measures when each page first paints something and what it weighs, with nothing cached.
func TestFiguresOfPages(t *testing.T) {
	if *figures == 0 {
		t.Skip("skipped: measures for minutes; run with -figures 100000")
	}
	b := browser(t)
	a, k := openGenerated(t, *figures, 200)
	h, keys, _ := closedOver(t, a, k, api.Options{})
	g := generated()
	by := strings.NewReplacer("r-ref-mlops-berlin", g.Role(0).ID, "r-ref-mlr-bengaluru", g.Role(1).ID, "r-001", g.Role(2).ID, "c-001", g.Candidate(0).ID, "c-014", g.Candidate(1).ID, "c-003", g.Candidate(2).ID, "c-007", g.Candidate(3).ID)
	tab := newTab(t, b, furnish(t, h, keys, by), look{1440, false})
	tab.run(network.SetCacheDisabled(true))
	for _, p := range everyPage(t) {
		var paints []float64
		var weight float64
		for range 5 {
			var got struct{ Paint, Weight float64 }
			tab.open(by.Replace(p.path))
			tab.run(until(`performance.getEntriesByName('first-contentful-paint').length > 0`),
				chromedp.Evaluate(`({paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
					weight: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((n, e) => n + e.transferSize, 0)})`, &got))
			paints, weight = append(paints, got.Paint), max(weight, got.Weight)
		}
		slices.Sort(paints)
		t.Logf("%-20s first contentful paint %5.0f ms (median of 5; most %.0f), %4.0f KB", p.name, paints[2], paints[4], weight/1024)
		if paints[2] > float64(mostPaint.Milliseconds()) {
			t.Errorf("%s: first paint after %.0f ms, want at most %s", p.name, paints[2], mostPaint)
		}
		if weight > mostWeight {
			t.Errorf("%s: %.0f bytes, want at most %d", p.name, weight, mostWeight)
		}
	}
}

// TestFiguresOfADeepRank measures how long it takes to go to the middle of a ranking, and to its end: the whole page, over loopback.
func TestFiguresOfADeepRank(t *testing.T) {
	if *figures == 0 {
		t.Skip("skipped: measures for minutes; run with -figures 100000")
	}
	base := serveGenerated(t, *figures, 200)
	for name, from := range map[string]int{"first": 1, "middle": *figures / 2, "last": *figures - 19} {
		var took []time.Duration
		for i := range 60 {
			start := time.Now()
			r, err := http.Get(fmt.Sprintf("%s/rank?role=%s&from=%d", base, generated().Role(i%20).ID, from))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, r.Body); err != nil || r.StatusCode != http.StatusOK {
				t.Fatal(r.Status, err)
			}
			_ = r.Body.Close() // read to its end
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		t.Logf("%-6s from rank %6d of %d: p50 %s, p95 %s, most %s", name, from, *figures, took[30].Round(100*time.Microsecond), took[57].Round(100*time.Microsecond), took[59].Round(100*time.Microsecond))
	}
}

// TestFiguresOfAnExport measures the file of a whole ranking, over loopback, and what it takes of the memory.
func TestFiguresOfAnExport(t *testing.T) {
	if *figures == 0 {
		t.Skip("skipped: measures for minutes; run with -figures 100000")
	}
	base := serveGenerated(t, *figures, 200)
	for path, what := range map[string]string{"/rank/export?role=": "the file of comma-separated values", "/v1/rank/all": "POST /v1/rank/all, plain"} {
		start, most := time.Now(), uint64(0)
		r, err := http.Get(base + path + generated().Role(0).ID)
		if strings.HasPrefix(path, "/v1") {
			r, err = http.Post(base+path, "application/json", strings.NewReader(fmt.Sprintf(`{"role":%q,"plain":true}`, generated().Role(0).ID)))
		}
		if err != nil {
			t.Fatal(err)
		}
		var first time.Duration
		n, lines, buf := 0, 0, make([]byte, 1<<20)
		for {
			k, err := r.Body.Read(buf)
			if n == 0 {
				first = time.Since(start)
			}
			n, lines = n+k, lines+bytes.Count(buf[:k], []byte("\n"))
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if lines/10_000 != (lines-bytes.Count(buf[:k], []byte("\n")))/10_000 {
				var m goruntime.MemStats
				goruntime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
			}
		}
		_ = r.Body.Close() // read to its end
		t.Logf("%s: %d lines, %d MB in %s, the first bytes after %s; at most %d MB of heap in use", what, lines, n>>20, time.Since(start).Round(10*time.Millisecond), first.Round(time.Millisecond), most>>20)
	}
}
