package api

import (
	"bytes"
	"log"
	"log/slog"
	"net/http"
	"time"
)

// Server is an HTTP server for a handler of this package, with the bounds of connections: slow clients are cut off. What is a stream
// sets its own as it goes on. What net/http has to say goes to the log; nil is nowhere.
func Server(h http.Handler, to *slog.Logger) *http.Server {
	if to == nil {
		to = slog.New(slog.DiscardHandler)
	}
	return &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: log.New(complaints{to}, "", 0)}
}

// complaints writes what net/http has to say into a log: what it is about, and never to whom it happened or what was sent.
type complaints struct{ to *slog.Logger }

// complained are the beginnings of what net/http says that name nobody.
var complained = []string{"http: TLS handshake error", "http: Accept error", "http: panic serving", "http: superfluous response.WriteHeader call", "http: response.Write on hijacked connection",
	"http: response.WriteHeader on hijacked connection", "http: URL query contains semicolon", "http2: "}

// Write implements io.Writer.
func (c complaints) Write(b []byte) (int, error) {
	about := "http: another complaint"
	for _, known := range complained {
		if bytes.HasPrefix(b, []byte(known)) {
			about = known
			break
		}
	}
	c.to.Warn("connection", "about", about)
	return len(b), nil
}
