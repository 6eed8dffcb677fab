package api

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"tenon/api/wire"
	"tenon/profiles"
)

// tools hands a message of an assistant to the tools, which ask operations of /v1 in turn, each as the one who sent it.
func (s *server) tools(c *gin.Context) {
	if s.Tools == nil {
		s.refuse(c, fmt.Errorf("%w: no tools for assistants are served here", profiles.ErrUnavailable))
		return
	}
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		s.refuse(c, err)
		return
	}
	var message any
	if err := readJSON(body, &message); err != nil {
		s.refuse(c, err)
		return
	}
	r := forPage(c)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	r.Header = r.Header.Clone()
	r.Header.Set("Content-Type", "application/json") // guard has looked at what was sent
	r.Header.Set("Accept", "application/json, text/event-stream")
	w := &refusals{ResponseWriter: c.Writer}
	s.Tools.ServeHTTP(w, r)
	if w.status != 0 {
		c.Writer.Header().Del("Content-Type")
		s.send(c, newProblem(w.status, codeOf(w.status), strings.TrimSpace(w.text.String())))
	}
}

// codeOf is the code of a refusal of the protocol itself.
func codeOf(status int) string {
	if code := codes[status]; code != "" {
		return code
	}
	if status < http.StatusInternalServerError {
		return wire.CodeInvalid
	}
	return wire.CodeInternal
}

// refusals holds back errors that are plain text: they become problems, as all errors are.
type refusals struct {
	gin.ResponseWriter
	status int
	text   bytes.Buffer
}

// WriteHeader implements http.ResponseWriter.
func (w *refusals) WriteHeader(status int) {
	w.Header().Set("Cache-Control", "no-store") // as of every answer
	if status >= http.StatusBadRequest && strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		w.status = status
		return
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements io.Writer.
func (w *refusals) Write(b []byte) (int, error) {
	if w.status != 0 {
		return w.text.Write(b)
	}
	if !w.Written() {
		w.WriteHeader(w.Status())
	}
	return w.ResponseWriter.Write(b)
}
