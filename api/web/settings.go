package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The two perspectives of every page.
const (
	perspectiveCandidate = "candidate"
	perspectiveEmployer  = "employer"
)

// settings are what somebody chose for all pages. They are in one cookie, hold nothing about a person, and are checked when read.
type settings struct {
	Perspective string // candidate or employer
	Language    string // "" is as the browser asks
	Look        string // light, dark, "" is as the device has it
}

const settingsCookie = "tenon"

func readSettings(r *http.Request) settings {
	s := settings{Perspective: perspectiveCandidate}
	c, err := r.Cookie(settingsCookie)
	if err != nil {
		return s
	}
	v, err := url.ParseQuery(c.Value)
	if err != nil {
		return s
	}
	s.take(v)
	return s
}

// take sets what v names and is one of the choices.
func (s *settings) take(v url.Values) {
	for _, f := range []struct {
		name    string
		to      *string
		choices []string
	}{
		{"perspective", &s.Perspective, []string{perspectiveCandidate, perspectiveEmployer}},
		{"language", &s.Language, []string{"en", "de"}},
		{"look", &s.Look, []string{"", "light", "dark"}},
	} {
		if v.Has(f.name) && slices.Contains(f.choices, v.Get(f.name)) {
			*f.to = v.Get(f.name)
		}
	}
}

func (s settings) write(w http.ResponseWriter, secure bool) {
	v := url.Values{"perspective": {s.Perspective}, "language": {s.Language}, "look": {s.Look}}
	http.SetCookie(w, &http.Cookie{Name: settingsCookie, Value: v.Encode(), Path: "/", HttpOnly: true, Secure: secure,
		SameSite: http.SameSiteLaxMode, MaxAge: int((365 * 24 * time.Hour).Seconds())})
}

// change takes a choice and goes back to the page where it was made.
func (p *Pages) change(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		p.fault(w, r, http.StatusBadRequest, err)
		return
	}
	s := readSettings(r)
	s.take(r.PostForm)
	s.write(w, encrypted(r))
	http.Redirect(w, r, local(r.PostForm.Get("back")), http.StatusSeeOther)
}

// local is a path of this server, or the start: a form cannot send people elsewhere.
func local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return u.RequestURI()
}
