package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/web"
	"tenon/cmd/tenon/app/apptest"
)

// open gives the pages over the API over the shipped sample.
func open(t *testing.T) http.Handler {
	t.Helper()
	a, k := apptest.Open(t)
	p := web.New()
	h := apptest.API(t, a, k, api.Options{Pages: p})
	p.Over(h)
	return h
}

func get(t *testing.T, h http.Handler, path string, header http.Header) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil)
	for k, v := range header {
		r.Header[k] = v
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestPagesLoadNothingInlineAndNothingFromOutside(t *testing.T) {
	p := open(t)
	for _, path := range []string{"/", "/nothing-here", "/rank", "/match", "/rank?role=r-ref-mlops-berlin", "/match?candidate=c-001", "/pair?role=r-ref-mlops-berlin&candidate=c-001", "/learn?candidate=c-001", "/guess", "/market", "/operations", "/stability?role=r-ref-mlops-berlin",
		"/shortlist", "/shortlist?role=r-ref-mlops-berlin", "/roles/r-ref-mlops-berlin", "/roles/r-ref-mlops-berlin/reviews/c-001", "/candidates/c-001", "/rank?role=r-ref-mlops-berlin&show=near"} {
		w := get(t, p, path, nil)
		if w.Code != http.StatusOK && path != "/nothing-here" {
			t.Errorf("%s: %d", path, w.Code)
		}
		if csp := w.Header().Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "default-src 'none'") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if found := regexp.MustCompile(`(?i)<script[^>]*>[^<]|<style|\sstyle=|\son[a-z]+=|(?:src|href|action)="(?:https?:)?//`).FindString(w.Body.String()); found != "" {
			t.Errorf("%s: %s", path, found)
		}
	}
}

func TestPerspectiveIsKeptAcrossPages(t *testing.T) {
	p := open(t)
	r := httptest.NewRequest(http.MethodPost, "/settings", strings.NewReader(url.Values{"perspective": {"employer"}, "back": {"/market?x=1"}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/market?x=1" {
		t.Fatalf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	c := w.Result().Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode {
		t.Errorf("cookie %+v", c)
	}
	body := get(t, p, "/", http.Header{"Cookie": {c.Name + "=" + c.Value}}).Body.String()
	if !strings.Contains(body, `value="employer" aria-pressed="true"`) {
		t.Error("the switch has forgotten the employer")
	}
}

func TestSettingsSendNobodyElsewhere(t *testing.T) {
	p := web.New()
	for _, back := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "javascript:alert(1)", "/\r\nX: y"} {
		r := httptest.NewRequest(http.MethodPost, "/settings", strings.NewReader(url.Values{"look": {"dark"}, "back": {back}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		p.ServeHTTP(w, r)
		if got := w.Header().Get("Location"); got != "/" {
			t.Errorf("%q: sent to %q", back, got)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, "/settings", strings.NewReader("look=dark"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	web.New().ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("status %d", w.Code)
	}
}

func TestEveryLanguageHasEveryWord(t *testing.T) {
	keys := func(tag string) map[string]string {
		b, err := os.ReadFile("strings/" + tag + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, line := range strings.Split(string(b), "\n") {
			if k, v, ok := strings.Cut(line, " = "); ok && !strings.HasPrefix(line, "#") {
				out[k] = v
			}
		}
		return out
	}
	en, de := keys("en"), keys("de")
	value := regexp.MustCompile(`\{\d\}`)
	for k, v := range en {
		if de[k] == "" {
			t.Errorf("de.txt has no %s", k)
		} else if len(value.FindAllString(v, -1)) != len(value.FindAllString(de[k], -1)) {
			t.Errorf("%s: other values in de.txt", k)
		}
	}
	for k := range de {
		if en[k] == "" {
			t.Errorf("en.txt has no %s", k)
		}
	}
}

func TestGermanIsSpokenToWhomAsksForIt(t *testing.T) {
	w := get(t, open(t), "/", http.Header{"Accept-Language": {"de-AT,de;q=0.9,en;q=0.5"}})
	if w.Header().Get("Content-Language") != "de" || !strings.Contains(w.Body.String(), `<html lang="de"`) {
		t.Errorf("%s", w.Body.String()[:200])
	}
}
