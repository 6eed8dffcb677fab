package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"tenon/api"
	"tenon/api/auth"
)

// keyText finds the text of a key on a page.
var keyText = regexp.MustCompile(`tenon_[a-z0-9]{16}_[A-Za-z0-9_-]{43}`)

func TestTheFirstKeyIsAnAdministratorsAndClosesTheDoor(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	if w := get(t, h, "/operations/keys", nil); w.Code != http.StatusOK || strings.Contains(w.Body.String(), `value="recruiter"`) {
		t.Errorf("%d: the first key can be another's: %s", w.Code, w.Body)
	}
	w := post(t, h, "/operations/keys", url.Values{"role": {"auditor"}, "label": {"mine"}, "days": {"0"}}, nil)
	text := keyText.FindString(w.Body.String())
	if w.Code != http.StatusOK || text == "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if list, err := keys.List(""); err != nil || len(list) != 1 || list[0].Role != auth.Admin {
		t.Errorf("%+v, %v", list, err)
	}
	if w := get(t, h, "/operations/keys", nil); w.Code != http.StatusSeeOther {
		t.Errorf("afterwards: %d", w.Code)
	}
	if w := get(t, h, "/operations/keys", signedIn(t, h, text)); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "mine") || keyText.MatchString(w.Body.String()) {
		t.Errorf("signed in: %d %s", w.Code, w.Body)
	}
}

func TestOnlyAdministratorsSeeKeys(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	id, _ := newKey(t, keys, auth.Key{Role: auth.Admin})
	_, text := newKey(t, keys, auth.Key{Role: auth.Batch})
	batch := signedIn(t, h, text)
	if w := get(t, h, "/operations/keys", batch); w.Code != http.StatusForbidden {
		t.Errorf("%d", w.Code)
	}
	if w := get(t, h, "/operations", batch); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "/operations/keys") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for _, path := range []string{"/operations/keys", "/operations/keys/" + id + "/rotate", "/operations/keys/" + id + "/revoke"} {
		if w := post(t, h, path, url.Values{"role": {"admin"}, "days": {"0"}, "grace": {"0"}}, batch); w.Code != http.StatusForbidden || keyText.MatchString(w.Body.String()) {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestAKeyThatIsNoneIsToldBesideItsForm(t *testing.T) {
	h, keys, _ := closed(t, api.Options{})
	_, text := newKey(t, keys, auth.Key{Role: auth.Admin})
	admin := signedIn(t, h, text)
	for name, form := range map[string]url.Values{"no record": {"role": {"candidate"}, "days": {"1"}, "label": {"kept <b>"}}, "no number": {"role": {"batch"}, "days": {"x"}, "label": {"kept <b>"}},
		"no role": {"role": {"king"}, "days": {"1"}, "label": {"kept <b>"}}} {
		w := post(t, h, "/operations/keys", form, admin)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `role="alert"`) || !strings.Contains(w.Body.String(), `value="kept &lt;b&gt;"`) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

// TestAnAdministratorMakesRotatesAndRevokes walks through the page by hand.
func TestAnAdministratorMakesRotatesAndRevokes(t *testing.T) {
	b := browser(t)
	for _, l := range []look{{390, true}, {1440, false}} {
		h, keys, _ := closed(t, api.Options{})
		s := httptest.NewServer(h)
		t.Cleanup(s.Close)
		tab := newTab(t, b, s.URL, l)
		tab.open("/operations")
		tab.run(chromedp.Click(`a[href="/operations/keys"]`, chromedp.ByQuery), chromedp.WaitVisible("#label", chromedp.ByQuery))
		tab.check("keys-none")
		var first, text, second string
		tab.run(chromedp.SendKeys("#label", "first", chromedp.ByQuery), chromedp.Click(`form[action="/operations/keys"] button`, chromedp.ByQuery), chromedp.WaitVisible("#text", chromedp.ByQuery),
			chromedp.Text("#text", &first, chromedp.ByQuery))
		tab.check("keys-first")
		tab.run(chromedp.Click(`a[href^="/sign-in?"]`, chromedp.ByQuery), chromedp.SendKeys("#key", first+"\r", chromedp.ByQuery), chromedp.WaitVisible("#label", chromedp.ByQuery),
			chromedp.SendKeys("#label", "nightly load", chromedp.ByQuery), chromedp.SetValue("#role", "batch", chromedp.ByQuery), chromedp.Click(`form[action="/operations/keys"] button`, chromedp.ByQuery),
			chromedp.WaitVisible("#text", chromedp.ByQuery), chromedp.Text("#text", &text, chromedp.ByQuery))
		tab.check("keys-made")
		allowed := func(key string) int {
			return get(t, h, "/v1/me", http.Header{"Authorization": {"Bearer " + key}}).Code
		}
		if allowed(text) != http.StatusOK {
			t.Error("the key on the page opens nothing")
		}
		list, err := keys.List("")
		if err != nil || len(list) != 2 {
			t.Fatal(list, err)
		}
		batch := list[0]
		if batch.Role != auth.Batch {
			batch = list[1]
		}
		at := func(verb string) string { return `form[action="/operations/keys/` + batch.ID + `/` + verb + `"]` }
		unfold := func(verb string) chromedp.Action {
			return chromedp.Evaluate(`document.querySelector('`+at(verb)+`').closest('details').querySelector('summary').click();0`, nil)
		}
		tab.run(unfold("rotate"), chromedp.SetValue(at("rotate")+" select", "0", chromedp.ByQuery), chromedp.Click(at("rotate")+" button", chromedp.ByQuery),
			chromedp.WaitNotPresent(at("rotate")+":not(details:not([open]) *)", chromedp.ByQuery), chromedp.Text("#text", &second, chromedp.ByQuery))
		if allowed(text) != http.StatusUnauthorized || allowed(second) != http.StatusOK {
			t.Errorf("rotated: old %d, new %d", allowed(text), allowed(second))
		}
		tab.run(unfold("revoke"))
		tab.check("keys-revoke")
		tab.run(chromedp.Click(at("revoke")+" button", chromedp.ByQuery), chromedp.WaitNotPresent(at("revoke"), chromedp.ByQuery))
		if allowed(second) != http.StatusUnauthorized {
			t.Error("a revoked key opens")
		}
	}
}
