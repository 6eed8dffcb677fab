package api

import (
	"net/http"
	"time"
)

// Server is an HTTP server for a handler of this package, with the bounds of connections: slow clients are cut off. What is a stream
// sets its own as it goes on.
func Server(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
}
