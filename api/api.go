// Package api answers over HTTP on the same engine as the command line.
//
// [New] returns the handler; routes.go is the only place with paths, errors.go the only table from errors to status. Errors are
// problem+json. Nothing that is sent or logged holds personal data: the log names the route's template, never its query.
package api

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"tenon/engine"
	"tenon/index"
)

// maxBody is the most bytes of a request.
const maxBody = 1 << 20

// Searcher is the part of the text index that the API needs.
type Searcher interface {
	Search(ctx context.Context, q index.Query) (*index.Result, error)
}

type server struct {
	engine *engine.Engine
	text   Searcher
	log    *slog.Logger
}

// New returns the handler of the API.
func New(e *engine.Engine, text Searcher, log *slog.Logger) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	if err := r.SetTrustedProxies(nil); err != nil {
		log.Error("trusted proxies", "error", err)
	}
	s := &server{e, text, log}
	r.Use(gin.CustomRecoveryWithWriter(nil, s.panicked), limit)
	r.NoRoute(func(c *gin.Context) { send(c, http.StatusNotFound, "not_found", "no such path") })
	r.NoMethod(func(c *gin.Context) {
		send(c, http.StatusMethodNotAllowed, "method_not_allowed", "the path has no such method")
	})
	for _, x := range routes(s) {
		r.Handle(x.method, x.path, x.handle)
	}
	return r
}

func limit(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
	c.Header("X-Content-Type-Options", "nosniff")
	c.Next()
}

func (s *server) panicked(c *gin.Context, _ any) {
	s.log.Error("panic", "route", c.FullPath())
	send(c, http.StatusInternalServerError, "internal", "internal error")
}
