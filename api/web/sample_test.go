package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"tenon/api"
	"tenon/api/web"
	"tenon/cmd/tenon/app/apptest"
	"tenon/testdata/sample"
)

// openEmpty gives the pages over a store without records, with the judged part of the sample to load.
func openEmpty(t *testing.T) http.Handler {
	t.Helper()
	a, k := apptest.OpenWith(t, t.TempDir())
	p := web.New()
	h := apptest.API(t, a, k, api.Options{Pages: p})
	p.Over(h)
	p.Ship(sample.Judged(), sample.Open)
	return h
}

// TestAnEmptyStoreLoadsTheSample presses the button as htmx does, file by file, and once more as a form does.
func TestAnEmptyStoreLoadsTheSample(t *testing.T) {
	h := openEmpty(t)
	send := func(path, htmx string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, nil)
		r.Header.Set("HX-Request", htmx)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	ids := func() string {
		var out []string
		for _, path := range []string{"/v1/roles?limit=200", "/v1/candidates?limit=200"} {
			var all map[string]json.RawMessage
			if err := json.Unmarshal(get(t, h, path, nil).Body.Bytes(), &all); err != nil {
				t.Fatal(err)
			}
			out = append(out, string(all["roles"]), string(all["candidates"]))
		}
		return strings.Join(out, "\n")
	}
	if body := get(t, h, "/", nil).Body.String(); !strings.Contains(body, `hx-post="/sample"`) || !strings.Contains(body, `action="/operations/imports"`) {
		t.Fatal("the first page of an empty store leads to neither the sample nor an import")
	}
	path, steps := "/sample", 0
	for {
		w := send(path, "true")
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d: %s", path, w.Code, w.Body)
		}
		steps++
		if w.Header().Get("HX-Redirect") == "/" {
			break
		}
		_, next, ok := strings.Cut(w.Body.String(), `hx-post="`)
		if !ok || !strings.Contains(w.Body.String(), "<progress") {
			t.Fatalf("step %d shows no progress: %s", steps, w.Body)
		}
		path = next[:strings.IndexByte(next, '"')]
	}
	if steps != len(sample.Judged()) {
		t.Errorf("%d steps for %d files", steps, len(sample.Judged()))
	}
	once := ids()
	if !strings.Contains(once, sample.Role) {
		t.Fatal("the sample is not there")
	}
	if w := send("/sample", ""); w.Code != http.StatusSeeOther || ids() != once {
		t.Errorf("loading it again: %d, and records have changed: %v", w.Code, ids() != once)
	}
	if body := get(t, h, "/", nil).Body.String(); strings.Contains(body, "/sample") || !strings.Contains(body, "/match?candidate=") {
		t.Error("the first page still says that there is nothing")
	}
}

// TestSomebodyBeginsWithNothing goes from an empty store to examples by keyboard, on a phone and on a desk.
func TestSomebodyBeginsWithNothing(t *testing.T) {
	b := browser(t)
	for _, l := range []look{{390, true}, {1440, false}} {
		s := httptest.NewServer(openEmpty(t))
		t.Cleanup(s.Close)
		tab := newTab(t, b, s.URL, l)
		tab.open("/")
		tab.check("empty")
		tab.run(chromedp.Focus(`form[action="/sample"] button`, chromedp.ByQuery), chromedp.SendKeys(`form[action="/sample"] button`, "\r", chromedp.ByQuery),
			chromedp.WaitVisible(`a[href^="/match?candidate="]`, chromedp.ByQuery))
		tab.check("begun")
	}
}
