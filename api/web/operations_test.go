package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// upload sends files as a form does.
func upload(t *testing.T, h http.Handler, path string, files map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for name, text := range files {
		f, err := m.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestImportsOnThePageSayWhatWasRejectedAndWhy(t *testing.T) {
	h := open(t)
	w := upload(t, h, "/operations/imports", map[string]string{"people.ndjson": `{"id":"c-in","headline":"Engineer"}` + "\n" + `{"id":"c-out","headline":"` + strings.Repeat("x", 100_000) + `"}`})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	body := get(t, h, "/operations", nil).Body.String()
	for _, want := range []string{"people.ndjson", "1 of 2 records", "1 rejected", ">headline<"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestAPolicyIsEditedAndComparedOnThePage(t *testing.T) {
	h := open(t)
	for name, form := range map[string]url.Values{
		"name":   {"name": {"No Degree"}, "base": {"balanced"}, "w.degree": {"0"}},
		"none":   {"base": {"balanced"}, "w.degree": {"0"}},
		"weight": {"name": {"x"}, "base": {"balanced"}, "w.degree": {"200"}},
		"sum":    {"name": {"x"}, "base": {"balanced"}, "w.degree": {"60"}, "w.skills": {"60"}},
		"preset": {"name": {"balanced"}, "base": {"balanced"}, "w.degree": {"0"}},
	} {
		if w := post(t, h, "/operations/policies", form, nil); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	w := post(t, h, "/operations/policies", url.Values{"name": {"no-degree"}, "base": {"balanced"}, "w.degree": {"0"}}, nil)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	body := get(t, h, w.Header().Get("Location"), nil).Body.String()
	if !strings.Contains(body, `<option value="no-degree" selected>`) || !strings.Contains(body, `<option value="balanced" selected>`) || strings.Count(body, "balanced@1-") < 4 {
		t.Errorf("not side by side: %s", body)
	}
	if edit := get(t, h, "/operations/policies?edit=no-degree", nil).Body.String(); !strings.Contains(edit, `name="w.degree" inputmode="numeric" value="0"`) {
		t.Error("the form has not the weight")
	}
	if rank := get(t, h, "/rank?role=r-ref-mlops-berlin&policy=no-degree", nil).Body.String(); !strings.Contains(rank, `<option value="no-degree" selected>`) {
		t.Error("a ranking does not offer it")
	}
	if w := post(t, h, "/operations/policies", url.Values{"name": {"no-degree"}, "do": {"delete"}}, nil); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if body := get(t, h, "/operations/policies", nil).Body.String(); strings.Contains(body, "no-degree</th>") {
		t.Error("it is still there")
	}
}

// TestSomebodyRunsTenonByKeyboard imports, re-scores twice under two policies while the page shows how far that is, and reads who moved and
// why, with no mouse.
func TestSomebodyRunsTenonByKeyboard(t *testing.T) {
	b := browser(t)
	for _, l := range looks {
		tab := newTab(t, b, serve(t), l)
		press := func(selector string) {
			t.Helper()
			tab.run(chromedp.Focus(selector, chromedp.ByQuery))
			tab.brings(chromedp.KeyEvent(kb.Enter))
		}
		tab.open("/operations")
		press(`form[action="/operations/rescores"] button`)
		tab.run(chromedp.WaitVisible(`#runs .req`, chromedp.ByQuery), chromedp.WaitNotPresent(`#runs progress`, chromedp.ByQuery), chromedp.WaitVisible(`#moves`, chromedp.ByQuery))
		tab.open("/operations/policies")
		tab.run(chromedp.SendKeys("#name", "degrees", chromedp.ByQuery), chromedp.SendKeys("#w-degree", "60", chromedp.ByQuery))
		press(`#edit button.primary`)
		tab.run(chromedp.WaitReady(`#b option[selected]`, chromedp.ByQuery))
		tab.check("policies")
		tab.open("/operations")
		tab.run(chromedp.SetValue("#policy", "degrees", chromedp.ByQuery))
		press(`form[action="/operations/rescores"] button`)
		tab.run(chromedp.WaitVisible(`#runs .req + .req`, chromedp.ByQuery), chromedp.WaitVisible(`#moves .req`, chromedp.ByQuery))
		if moved := tab.text("#moves"); !strings.Contains(moved, "another score") || !strings.Contains(moved, "→") {
			t.Errorf("what moved: %.300s", moved)
		}
		tab.check("operations-run")
	}
}
