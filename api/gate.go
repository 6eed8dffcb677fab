package api

import (
	"encoding/json"
	"net/http"
	"sync/atomic"

	"tenon/api/wire"
)

// Gate answers before there is an API to answer, and once it is to end: that the process lives, and that nothing else is ready. A
// rebuild of text or columns at the start may take minutes.
type Gate struct {
	api    atomic.Pointer[API]
	closed atomic.Bool
}

// NewGate returns a gate that is not open yet.
func NewGate() *Gate { return &Gate{} }

// Open lets requests through to the API.
func (g *Gate) Open(a *API) { g.api.Store(a) }

// Close refuses new requests and ends streams of events, whose clients come again. Other requests under way go on.
func (g *Gate) Close() {
	g.closed.Store(true)
	if a := g.api.Load(); a != nil {
		a.server.endStreams()
	}
}

// ServeHTTP implements http.Handler.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a := g.api.Load()
	if a != nil && !g.closed.Load() {
		a.ServeHTTP(w, r)
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	if r.URL.Path == "/healthz" && r.Method == http.MethodGet {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"status":"ok"}` + "\n")) // to one who is gone
		return
	}
	detail := "starting: text and columns are being brought up to date"
	if a != nil {
		detail = "ending"
		w.Header().Set("Connection", "close")
	}
	b, err := json.Marshal(newProblem(http.StatusServiceUnavailable, wire.CodeUnavailable, detail))
	if err != nil { // of texts and numbers
		b = nil
	}
	w.Header().Set("Content-Type", wire.ProblemType)
	w.Header().Set("Retry-After", "1")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = w.Write(b)
}
