package api

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"tenon/api/wire"
)

// secure sets the headers of every answer. Those of pages are for them to widen.
func (s *server) secure(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
	if encrypted(c.Request) {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
	c.Next()
}

// crossOrigin refuses what a page of another origin has a browser send: it would come with the rights of whoever looks at that page.
func crossOrigin(next http.Handler) http.Handler {
	p := http.NewCrossOriginProtection()
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", wire.ProblemType)
		w.WriteHeader(http.StatusForbidden)
		b, err := json.Marshal(newProblem(http.StatusForbidden, wire.CodeForbidden, "a request of a page of another origin"))
		if err == nil {
			_, _ = w.Write(b) // whoever does not read it any more needs no error
		}
	}))
	return p.Handler(next)
}
