package web_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/web"
	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
)

// closed gives the pages over an API that wants keys, its keys, and what it logs.
func closed(t *testing.T, o api.Options) (http.Handler, *auth.Keys, *logged) {
	t.Helper()
	a, k := apptest.Open(t)
	return closedOver(t, a, k, o)
}

// closedOver is closed over an open directory.
func closedOver(t *testing.T, a *app.App, k *app.Kept, o api.Options) (http.Handler, *auth.Keys, *logged) {
	t.Helper()
	now := func() time.Time { return apptest.Now }
	keys, err := auth.OpenKeys(t.TempDir(), now)
	if err != nil {
		t.Fatal(err)
	}
	s, p, log := auth.NewSessions(auth.Closed{Keys: keys}, now), web.New(), &logged{}
	o.Pages, o.Keys, o.Auth, o.Sessions, o.Log = p, keys, s, s, slog.New(slog.NewTextHandler(log, nil))
	h := apptest.API(t, a, k, o)
	p.Over(h)
	return h, keys, log
}

// logged is a log in memory.
type logged struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newKey(t *testing.T, keys *auth.Keys, x auth.Key) (id, text string) {
	t.Helper()
	made, text, err := keys.Create(x)
	if err != nil {
		t.Fatal(err)
	}
	return made.ID, text
}

// post sends a form.
func post(t *testing.T, h http.Handler, path string, form url.Values, header http.Header) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for k, v := range header {
		r.Header[k] = v
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// signedIn is the cookie of a session of a key.
func signedIn(t *testing.T, h http.Handler, key string) http.Header {
	t.Helper()
	w := post(t, h, "/sign-in", url.Values{"key": {key}}, nil)
	if w.Code != http.StatusSeeOther || len(w.Result().Cookies()) != 1 {
		t.Fatalf("sign in: %d %v", w.Code, w.Header())
	}
	c := w.Result().Cookies()[0]
	return http.Header{"Cookie": {c.Name + "=" + c.Value}}
}

func TestWhoIsNotSignedInIsSentToSignIn(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	if w := get(t, h, "/", nil); w.Code != http.StatusOK {
		t.Errorf("without any key: %d", w.Code)
	}
	newKey(t, keys, auth.Key{Role: auth.Admin})
	w := get(t, h, "/market?by=pay", nil)
	if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || at != "/sign-in?to=%2Fmarket%3Fby%3Dpay" {
		t.Errorf("%d to %s", w.Code, at)
	}
	w = get(t, h, "/market", http.Header{"Hx-Request": {"true"}, "Referer": {"http://127.0.0.1/market?by=pay"}})
	if at := w.Header().Get("HX-Redirect"); w.Code != http.StatusUnauthorized || at != "/sign-in?to=%2Fmarket%3Fby%3Dpay" {
		t.Errorf("a part: %d to %s", w.Code, at)
	}
	w = post(t, h, "/operations/rescores", nil, http.Header{"Referer": {"https://evil.example/x"}})
	if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || at != "/sign-in?to=%2F" {
		t.Errorf("a form: %d to %s", w.Code, at)
	}
	if w := get(t, h, "/sign-in", nil); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `type="password"`) || strings.Contains(w.Body.String(), "/operations") {
		t.Errorf("the form: %d %s", w.Code, w.Body)
	}
}

func TestASessionIsACookieAndNoKey(t *testing.T) {
	h, keys, log := closed(t, api.Options{Proxies: []string{"192.0.2.1"}}) // where requests of httptest come from
	_, key := newKey(t, keys, auth.Key{Role: auth.Admin})
	for name, c := range map[string]struct {
		header http.Header
		cookie string
		secure bool
	}{
		"plain":                 {nil, "tenon_session", false},
		"behind a proxy of TLS": {http.Header{"X-Forwarded-Proto": {"https"}}, "__Host-tenon_session", true},
	} {
		w := post(t, h, "/sign-in", url.Values{"key": {" " + key + "\n"}, "to": {"/market"}}, c.header)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/market" {
			t.Fatalf("%s: %d %v", name, w.Code, w.Header())
		}
		got := w.Result().Cookies()[0]
		if got.Name != c.cookie || got.Secure != c.secure || !got.HttpOnly || got.SameSite != http.SameSiteStrictMode || got.Path != "/" || got.MaxAge != 12*3600 {
			t.Errorf("%s: %+v", name, got)
		}
		if strings.Contains(got.Value, key[10:30]) || strings.Contains(w.Body.String(), key) {
			t.Errorf("%s: the key comes back", name)
		}
		if w := get(t, h, "/market", http.Header{"Cookie": {got.Name + "=" + got.Value}, "X-Forwarded-Proto": c.header["X-Forwarded-Proto"]}); w.Code != http.StatusOK {
			t.Errorf("%s: the page: %d", name, w.Code)
		}
		if strings.Contains(log.String(), got.Value) {
			t.Errorf("%s: the session is in the log", name)
		}
	}
	if strings.Contains(log.String(), key) || log.String() == "" {
		t.Errorf("the log: %s", log)
	}
}

func TestNobodysWordMakesACookieSecureOrAnAddressAnother(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	_, key := newKey(t, keys, auth.Key{Role: auth.Admin})
	w := post(t, h, "/sign-in", url.Values{"key": {key}}, http.Header{"X-Forwarded-Proto": {"https"}})
	if c := w.Result().Cookies()[0]; c.Secure || w.Header().Get("Strict-Transport-Security") != "" {
		t.Errorf("%+v", c)
	}
	often := 0
	for i := range 30 {
		w := post(t, h, "/sign-in", url.Values{"key": {"tenon_x_y"}}, http.Header{"X-Forwarded-For": {"10.0.0." + string(rune('0'+i%10))}})
		switch w.Code {
		case http.StatusUnauthorized:
			if !strings.Contains(w.Body.String(), `role="alert"`) || len(w.Result().Cookies()) != 0 {
				t.Errorf("refused: %s", w.Body)
			}
		case http.StatusTooManyRequests:
			often++
		default:
			t.Errorf("%d", w.Code)
		}
	}
	if often != 30-19 { // one of twenty was the good one
		t.Errorf("%d tries were too many", often)
	}
}

func TestASessionEndsWithItsKeyAndWithItself(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	newKey(t, keys, auth.Key{Role: auth.Admin})
	id, key := newKey(t, keys, auth.Key{Role: auth.Auditor})
	out, revoked := signedIn(t, h, key), signedIn(t, h, key)
	if w := post(t, h, "/sign-out", nil, out); w.Code != http.StatusSeeOther || w.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("sign out: %d %v", w.Code, w.Header())
	}
	if w := get(t, h, "/market", out); w.Code != http.StatusSeeOther {
		t.Errorf("after signing out: %d", w.Code)
	}
	if w := get(t, h, "/market", revoked); w.Code != http.StatusOK {
		t.Errorf("another session of the key: %d", w.Code)
	}
	if err := keys.Revoke("", id); err != nil {
		t.Fatal(err)
	}
	w := get(t, h, "/market", revoked)
	if w.Code != http.StatusSeeOther || len(w.Result().Cookies()) != 1 || w.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("after its key: %d %v", w.Code, w.Header())
	}
}

func TestPagesMayWhatTheKeyMay(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	newKey(t, keys, auth.Key{Role: auth.Admin})
	cookies := map[auth.Role]http.Header{}
	for _, r := range auth.Roles() {
		x := auth.Key{Role: r}
		if r == auth.Candidate {
			x.Candidate = "c-001"
		}
		_, key := newKey(t, keys, x)
		cookies[r] = signedIn(t, h, key)
	}
	for _, c := range []struct {
		path string
		want map[auth.Role]int
	}{
		{"/", map[auth.Role]int{auth.Admin: 200, auth.Recruiter: 200, auth.Candidate: 200, auth.Batch: 200, auth.Auditor: 200}},
		{"/market", map[auth.Role]int{auth.Admin: 200, auth.Recruiter: 200, auth.Candidate: 200, auth.Batch: 200, auth.Auditor: 200}},
		{"/operations", map[auth.Role]int{auth.Admin: 200, auth.Recruiter: 403, auth.Candidate: 403, auth.Batch: 200, auth.Auditor: 200}},
		{"/rank?role=r-ref-mlops-berlin", map[auth.Role]int{auth.Admin: 200, auth.Recruiter: 200, auth.Candidate: 403, auth.Batch: 200, auth.Auditor: 403}},
		{"/match?candidate=c-001", map[auth.Role]int{auth.Candidate: 200, auth.Auditor: 403}},
		{"/match?candidate=c-014", map[auth.Role]int{auth.Admin: 200, auth.Candidate: 404}},
	} {
		for role, want := range c.want {
			w := get(t, h, c.path, cookies[role])
			if w.Code != want {
				t.Errorf("%s as %s: %d, want %d", c.path, role, w.Code, want)
			}
			if nav := strings.Contains(w.Body.String(), `href="/operations"`); nav != (role != auth.Recruiter && role != auth.Candidate) {
				t.Errorf("%s as %s: operations in the navigation: %v", c.path, role, nav)
			}
		}
	}
	if w := get(t, h, "/", cookies[auth.Candidate]); !strings.Contains(w.Body.String(), `href="/match?candidate=c-001"`) {
		t.Error("a candidate finds no way to the own roles")
	}
}

func TestSigningInSendsNobodyElsewhere(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	_, key := newKey(t, keys, auth.Key{Role: auth.Admin})
	for _, to := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "javascript:alert(1)", "/\r\nX: y", ""} {
		if w := post(t, h, "/sign-in", url.Values{"key": {key}, "to": {to}}, nil); w.Header().Get("Location") != "/" {
			t.Errorf("%q: sent to %q", to, w.Header().Get("Location"))
		}
	}
	if w := post(t, h, "/sign-in", url.Values{"key": {key}}, http.Header{"Sec-Fetch-Site": {"cross-site"}}); w.Code != http.StatusForbidden || len(w.Result().Cookies()) != 0 {
		t.Errorf("a form of another site signs in: %d", w.Code)
	}
	if w := post(t, h, "/sign-in", url.Values{"key": {strings.Repeat("x", 1<<20)}}, nil); w.Code != http.StatusBadRequest {
		t.Errorf("a megabyte: %d", w.Code)
	}
}

// TestSomebodySignsIn walks from a page to the key and back to the page, out again, and in by a link on another site.
func TestSomebodySignsIn(t *testing.T) {
	b := browser(t)
	h, keys, _ := closed(t, api.Options{})
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	_, key := newKey(t, keys, auth.Key{Role: auth.Recruiter})
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<main><a href="` + s.URL + `/market">there</a></main>`))
	}))
	t.Cleanup(other.Close)
	elsewhere := strings.Replace(other.URL, "127.0.0.1", "localhost", 1) // another site, not another port
	for _, l := range looks {
		tab := newTab(t, b, s.URL, l)
		tab.open("/rank?role=r-ref-mlops-berlin")
		tab.run(chromedp.WaitVisible("#key", chromedp.ByQuery))
		tab.check("sign-in")
		tab.run(chromedp.SendKeys("#key", "tenon_wrong_key\r", chromedp.ByQuery), chromedp.WaitVisible("[role=alert]", chromedp.ByQuery))
		tab.forgive() // the browser says on the console that 401 came
		tab.check("sign-in-wrong")
		tab.run(chromedp.SendKeys("#key", key+"\r", chromedp.ByQuery), chromedp.WaitVisible("#results", chromedp.ByQuery))
		tab.check("signed-in")
		var at, cookie string
		tab.run(chromedp.Location(&at), chromedp.Evaluate("document.cookie", &cookie))
		if at != s.URL+"/rank?role=r-ref-mlops-berlin" || strings.Contains(cookie, "session") {
			t.Errorf("at %s, a script sees %q", at, cookie)
		}
		tab.run(chromedp.Navigate(elsewhere), chromedp.Click("a", chromedp.ByQuery), chromedp.WaitReady(`form[action="/sign-out"]`, chromedp.ByQuery), chromedp.Location(&at))
		if at != s.URL+"/market" {
			t.Errorf("a link on another site leads to %s", at)
		}
		tab.forgive() // the other site is another
		out := ".tools.wide"
		if l.width < 992 { // where the pages do not fit beside the brand, a menu has them
			out = ".menu .tools"
			tab.run(chromedp.Click(".menu > summary", chromedp.ByQuery))
		}
		tab.run(chromedp.Click(out+` form[action="/sign-out"] button`, chromedp.ByQuery), chromedp.WaitVisible("#key", chromedp.ByQuery))
		tab.check("signed-out")
	}
}
