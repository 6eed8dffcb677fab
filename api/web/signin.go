package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"tenon/api/client"
	"tenon/api/wire"
)

// sessionName is that of the cookie of a session. Where the connection is encrypted, a browser takes it from this host alone.
func sessionName(secure bool) string {
	if secure {
		return "__Host-tenon_session"
	}
	return "tenon_session"
}

// encrypted says whether the browser speaks TLS, with this process or with a proxy before it: the API lets the header of a trusted one
// through, and no other's.
func encrypted(r *http.Request) bool {
	return r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
}

// session is the text of the session of a request; "": it has none.
func session(r *http.Request) string {
	c, err := r.Cookie(sessionName(encrypted(r)))
	if err != nil {
		return ""
	}
	return c.Value
}

// keepSession gives the browser a session for so many seconds; negative: makes it forget the one it has.
func keepSession(w http.ResponseWriter, r *http.Request, text string, age int) {
	secure := encrypted(r)
	http.SetCookie(w, &http.Cookie{Name: sessionName(secure), Value: text, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteStrictMode, MaxAge: age})
}

// signInView is the page where a key is shown once.
type signInView struct {
	To    string // the page that was asked for
	Fault string // the key of what went wrong
}

var signInPage = page("signin.html")

func (p *Pages) signInForm(w http.ResponseWriter, r *http.Request) {
	to := local(r.FormValue("to"))
	if me := p.me(r); me != nil { // nobody has to, or somebody has
		http.Redirect(w, r, to, http.StatusSeeOther)
		return
	}
	p.render(w, r, http.StatusOK, signInPage, "", "signin.title", &signInView{To: to})
}

// maxCredential is how long a key or a token may be, with the rest of its form.
const maxCredential = 32 << 10

// signIn changes a key or a token for a session, and goes to the page that was asked for.
func (p *Pages) signIn(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxCredential)
	if err := r.ParseForm(); err != nil {
		p.fault(w, r, http.StatusBadRequest, errors.New(wordsOf(r).T("signin.unread")))
		return
	}
	to := local(r.PostForm.Get("to"))
	var s wire.Session
	err := p.with(r, http.Header{"Authorization": {"Bearer " + strings.Join(strings.Fields(r.PostForm.Get("key")), "")}}, client.Request{Method: http.MethodPost}, "/v1/sessions", &s)
	if err != nil {
		p.notSignedIn(w, r, to, err)
		return
	}
	keepSession(w, r, s.Session, max(s.MaxAge, 1))
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func (p *Pages) notSignedIn(w http.ResponseWriter, r *http.Request, to string, err error) {
	problem := problemOf(err)
	fault := ""
	switch {
	case problem == nil:
		p.failed(w, r, err)
		return
	case problem.Status == http.StatusUnauthorized:
		fault = "signin.wrong"
	case problem.Status == http.StatusTooManyRequests:
		fault = "signin.often"
	case problem.Status == http.StatusServiceUnavailable && p.me(r) != nil: // nobody has to
		http.Redirect(w, r, to, http.StatusSeeOther)
		return
	default:
		p.failed(w, r, err)
		return
	}
	p.render(w, r, problem.Status, signInPage, "", "signin.title", &signInView{To: to, Fault: fault})
}

// signOut ends the session, here and there.
func (p *Pages) signOut(w http.ResponseWriter, r *http.Request) {
	if session(r) != "" {
		if err := p.ask(r, http.MethodDelete, "/v1/sessions/current", nil, nil); err != nil && !unauthenticated(err) {
			p.failed(w, r, err)
			return
		}
	}
	keepSession(w, r, "", -1)
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
}

func unauthenticated(err error) bool {
	problem := problemOf(err)
	return problem != nil && problem.Status == http.StatusUnauthorized
}

// toSignIn sends somebody who has to sign in there, and back afterwards.
func (p *Pages) toSignIn(w http.ResponseWriter, r *http.Request) {
	if comesFromElsewhere(r) {
		// A link on another site: the browser leaves the cookie of a session at home. Asked again by this very page, it brings it.
		w.Header().Set("Refresh", "0")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusOK)
		return
	}
	to := r.URL.RequestURI()
	if r.Method != http.MethodGet || r.Header.Get("HX-Request") != "" {
		to = "/"
		if u, err := url.Parse(r.Referer()); err == nil && u.Host == r.Host {
			to = local(u.RequestURI())
		}
	}
	if session(r) != "" {
		keepSession(w, r, "", -1) // it is over
	}
	at := "/sign-in?" + url.Values{"to": {to}}.Encode()
	if r.Header.Get("HX-Request") != "" {
		w.Header().Set("HX-Redirect", at)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, at, http.StatusSeeOther)
}

func comesFromElsewhere(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate" && (site == "cross-site" || site == "same-site")
}

// me is who asks and what they may, nil where that is to be proved first.
func (p *Pages) me(r *http.Request) *wire.Me {
	var me wire.Me
	if err := p.ask(r, http.MethodGet, "/v1/me", nil, &me); err != nil {
		return nil
	}
	return &me
}
