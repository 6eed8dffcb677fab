package web

import (
	"embed"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
)

//go:embed assets
var assetFiles embed.FS

// Pages are the pages as an http.Handler.
type Pages struct {
	mux    routes
	api    http.Handler
	sample sample // none: there is nothing to offer
}

// routes are the pages by the patterns of their addresses.
type routes struct {
	*http.ServeMux
	patterns []string
}

// HandleFunc adds a page.
func (m *routes) HandleFunc(pattern string, page http.HandlerFunc) {
	m.patterns = append(m.patterns, pattern)
	m.ServeMux.HandleFunc(pattern, page)
}

// Patterns are those of all pages, as package http writes them: whoever looks at every page goes by it.
func (p *Pages) Patterns() []string { return slices.Clone(p.mux.patterns) }

// policy is the Content-Security-Policy of every page: its own files, and nothing inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// New makes the pages. They answer once [Pages.Over] has given them the API.
func New() *Pages {
	p := &Pages{mux: routes{ServeMux: http.NewServeMux()}, api: http.NotFoundHandler()}
	assets, err := fs.Sub(assetFiles, "assets")
	if err != nil {
		panic(err) // the files are a part of the program
	}
	p.mux.Handle("GET /assets/", http.StripPrefix("/assets/", cached(http.FileServerFS(assets))))
	p.mux.HandleFunc("POST /settings", p.change)
	p.mux.HandleFunc("GET /sign-in", p.signInForm)
	p.mux.HandleFunc("POST /sign-in", p.signIn)
	p.mux.HandleFunc("POST /sign-out", p.signOut)
	p.mux.HandleFunc("GET /{$}", p.start)
	p.mux.HandleFunc("POST /sample", p.loadSample)
	p.mux.HandleFunc("POST /read", p.readFile)
	p.mux.HandleFunc("GET /match", p.rankRoles)
	p.mux.HandleFunc("GET /rank", p.rankCandidates)
	p.mux.HandleFunc("GET /pair", p.pair)
	p.mux.HandleFunc("GET /compare", p.compare)
	p.mux.HandleFunc("GET /candidates/{id}", p.candidate)
	p.mux.HandleFunc("GET /roles/{id}", p.role)
	p.mux.HandleFunc("POST /{kind}/{id}/correct", p.correct)
	p.mux.HandleFunc("POST /roles/{id}/requirements/{index}", p.changeRequirement)
	p.mux.HandleFunc("GET /roles/{id}/reviews/{candidate}", p.review)
	p.mux.HandleFunc("POST /roles/{id}/reviews/{candidate}", p.changeReview)
	p.mux.HandleFunc("GET /shortlist", p.shortlist)
	p.mux.HandleFunc("GET /rank/export", p.export)
	p.mux.HandleFunc("GET /search", p.search)
	p.mux.HandleFunc("GET /suggest", p.suggest)
	p.mux.HandleFunc("GET /learn", p.learn)
	p.mux.HandleFunc("GET /stability", p.stability)
	p.mux.HandleFunc("GET /guess", p.guess)
	p.mux.HandleFunc("GET /market", p.market)
	p.mux.HandleFunc("GET /alerts", p.alerts)
	p.mux.HandleFunc("POST /alerts", p.makeAlert)
	p.mux.HandleFunc("GET /alerts/new", p.newAlert)
	p.mux.HandleFunc("GET /alerts/{id}", p.alert)
	p.mux.HandleFunc("POST /alerts/{id}", p.changeAlert)
	p.mux.HandleFunc("GET /operations", p.operations)
	p.mux.HandleFunc("GET /operations/keys", p.keys)
	p.mux.HandleFunc("POST /operations/keys", p.makeKey)
	p.mux.HandleFunc("POST /operations/keys/{id}/rotate", p.rotateKey)
	p.mux.HandleFunc("POST /operations/keys/{id}/revoke", p.revokeKey)
	p.mux.HandleFunc("GET /operations/policies", p.policies)
	p.mux.HandleFunc("POST /operations/policies", p.changePolicy)
	p.mux.HandleFunc("POST /operations/imports", p.takeIn)
	p.mux.HandleFunc("POST /operations/rescores", p.rescore)
	p.mux.HandleFunc("POST /operations/rescores/{id}/cancel", p.cancel)
	p.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { p.fault(w, r, http.StatusNotFound, nil) })
	return p
}

// Over gives the pages the API of the same process, which in turn has the pages: before the first request.
func (p *Pages) Over(api http.Handler) { p.api = api }

// sign is how a request to the API shows that it is the one of who asks for the page.
func (p *Pages) sign(r *http.Request) http.Header {
	h := http.Header{"Accept-Language": {wordsOf(r).Tag}}
	if a := r.Header.Get("Authorization"); a != "" {
		h.Set("Authorization", a)
	} else if s := session(r); s != "" {
		h.Set("Authorization", "Bearer "+s)
	}
	return h
}

// ServeHTTP refuses forms of other sites and says what a page may load.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if err := crossOrigin.Check(r); err != nil {
		p.fault(w, r, http.StatusForbidden, err)
		return
	}
	if _, err := url.Parse("http://" + r.Host); err != nil { // pages ask the API under the host that they were asked under
		p.fault(w, r, http.StatusBadRequest, errors.New("the name of the host is none"))
		return
	}
	p.mux.ServeHTTP(w, r)
}

// crossOrigin tells a form of our own from one of another site by what the browser says of the request (Sec-Fetch-Site, Origin).
var crossOrigin = http.NewCrossOriginProtection()

// cached lets browsers keep a file for as long as the process may live; its address changes with its bytes.
func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("v") != "" {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		next.ServeHTTP(w, r)
	})
}

var faultPage = page("fault.html")

// fault is the page of what went wrong. What the error says is for people; nothing of the inside is in it.
func (p *Pages) fault(w http.ResponseWriter, r *http.Request, status int, err error) {
	key := "fault.internal"
	switch status {
	case http.StatusUnauthorized:
		p.toSignIn(w, r)
		return
	case http.StatusNotFound:
		key = "fault.missing"
	case http.StatusForbidden:
		key = "fault.forbidden"
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		key = "fault.invalid"
	case http.StatusServiceUnavailable, http.StatusTooManyRequests:
		key = "fault.busy"
	}
	var detail *Saying
	if err != nil && status < http.StatusInternalServerError {
		detail = wordsOf(r).Told(err)
	}
	p.render(w, r, status, faultPage, "", key, detail)
}
