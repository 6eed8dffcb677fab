package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"tenon/profiles"
)

// problem is the body of every error, RFC 9457.
type problem struct {
	Type   string                 `json:"type"`
	Title  string                 `json:"title"`
	Status int                    `json:"status"`
	Code   string                 `json:"code"`
	Detail string                 `json:"detail,omitempty"`
	Errors []*profiles.FieldError `json:"errors,omitempty"`
}

// statuses is the only table from errors to status.
var statuses = []struct {
	err    error
	status int
	code   string
}{
	{profiles.ErrNotFound, http.StatusNotFound, "not_found"},
	{profiles.ErrInvalid, http.StatusUnprocessableEntity, "invalid"},
	{profiles.ErrConflict, http.StatusPreconditionFailed, "conflict"},
	{profiles.ErrUnavailable, http.StatusServiceUnavailable, "unavailable"},
	{context.Canceled, http.StatusServiceUnavailable, "cancelled"},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "timeout"},
}

func send(c *gin.Context, status int, code, detail string, fields ...*profiles.FieldError) {
	b, err := json.Marshal(problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail, Errors: fields})
	if err != nil {
		status, b = http.StatusInternalServerError, nil
	}
	c.Data(status, "application/problem+json", b)
	c.Abort()
}

// fail sends an error; what is not in the table is logged and not told.
func (s *server) fail(c *gin.Context, err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		send(c, http.StatusRequestEntityTooLarge, "too_large", "the body is larger than 1 MiB")
		return
	}
	for _, x := range statuses {
		if errors.Is(err, x.err) {
			var fields profiles.FieldErrors
			errors.As(err, &fields)
			send(c, x.status, x.code, err.Error(), fields...)
			return
		}
	}
	s.log.Error("request failed", "route", c.FullPath(), "error", err)
	send(c, http.StatusInternalServerError, "internal", "internal error")
}
