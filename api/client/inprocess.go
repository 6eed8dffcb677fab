package client

import (
	"io"
	"net/http"
	"sync"
)

// InProcess is a transport that hands requests to a handler, through all that it does to requests from outside, without a socket.
// Answers are read as they are written.
func InProcess(h http.Handler) http.RoundTripper { return inProcess{h} }

type inProcess struct{ h http.Handler }

// RoundTrip implements http.RoundTripper.
func (t inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	q := r.Clone(r.Context())
	q.RequestURI, q.RemoteAddr = r.URL.RequestURI(), "127.0.0.1:0"
	if q.Host == "" {
		q.Host = r.URL.Host
	}
	if q.Body == nil {
		q.Body = http.NoBody
	}
	body, pipe := io.Pipe()
	w := &answer{header: http.Header{}, pipe: pipe, ready: make(chan struct{})}
	go func() {
		defer func() {
			err := error(io.EOF)
			if recover() != nil { // as a connection that breaks
				err = io.ErrUnexpectedEOF
			}
			w.WriteHeader(http.StatusOK)
			_ = pipe.CloseWithError(err) // never fails
		}()
		t.h.ServeHTTP(w, q)
	}()
	select {
	case <-w.ready:
	case <-r.Context().Done():
		_ = body.Close() // never fails
		return nil, r.Context().Err()
	}
	return &http.Response{Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: body, ContentLength: -1, Request: r}, nil
}

// answer is the http.ResponseWriter of a request in process.
type answer struct {
	header http.Header
	pipe   *io.PipeWriter
	once   sync.Once
	ready  chan struct{} // closed once the head is written
	status int
	sent   http.Header
}

// Header implements http.ResponseWriter.
func (w *answer) Header() http.Header { return w.header }

// WriteHeader implements http.ResponseWriter.
func (w *answer) WriteHeader(status int) {
	w.once.Do(func() {
		w.status, w.sent = status, w.header.Clone()
		close(w.ready)
	})
}

// Write implements io.Writer.
func (w *answer) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.pipe.Write(b)
}

// Flush implements http.Flusher.
func (w *answer) Flush() { w.WriteHeader(http.StatusOK) }
