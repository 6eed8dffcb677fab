package api

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
)

// statuses is the only table from errors to status and code.
var statuses = []struct {
	err    error
	status int
	code   string
}{
	{auth.ErrUnauthenticated, http.StatusUnauthorized, wire.CodeUnauthenticated},
	{errNoConsent, http.StatusForbidden, wire.CodeNoConsent},
	{errForbidden, http.StatusForbidden, wire.CodeForbidden},
	{profiles.ErrNotFound, http.StatusNotFound, wire.CodeNotFound},
	{errExists, http.StatusConflict, wire.CodeExists},
	{errReplayed, http.StatusConflict, wire.CodeIdempotency},
	{errRunning, http.StatusConflict, wire.CodeRunning},
	{profiles.ErrLocked, http.StatusConflict, wire.CodeRunning},
	{profiles.ErrTooOld, http.StatusGone, wire.CodeTooOld},
	{profiles.ErrConflict, http.StatusPreconditionFailed, wire.CodePrecondition},
	{errTooLarge, http.StatusRequestEntityTooLarge, wire.CodeTooLarge},
	{errMediaType, http.StatusUnsupportedMediaType, wire.CodeMediaType},
	{profiles.ErrInvalid, http.StatusUnprocessableEntity, wire.CodeInvalid},
	{errNoPrecondition, http.StatusPreconditionRequired, wire.CodeNoPrecondition},
	{errRate, http.StatusTooManyRequests, wire.CodeRateLimited},
	{errSlow, http.StatusRequestTimeout, wire.CodeSlow},
	{profiles.ErrDamaged, http.StatusInternalServerError, wire.CodeDamaged},
	{errBusy, http.StatusServiceUnavailable, wire.CodeBusy},
	{profiles.ErrUnavailable, http.StatusServiceUnavailable, wire.CodeUnavailable},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, wire.CodeTimeout},
	{context.Canceled, http.StatusServiceUnavailable, wire.CodeUnavailable},
}

// The errors of this package, wrapped with what to do.
var (
	errNoConsent      = errors.New("no consent")
	errForbidden      = errors.New("not allowed")
	errExists         = errors.New("exists")
	errReplayed       = errors.New("idempotency key")
	errRunning        = errors.New("running")
	errTooLarge       = errors.New("too large")
	errMediaType      = errors.New("media type")
	errNoPrecondition = errors.New("no precondition")
	errRate           = errors.New("too many requests")
	errSlow           = errors.New("the request came too slowly")
	errBusy           = errors.New("busy")
)

func newProblem(status int, code, detail string) *wire.Problem {
	return &wire.Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

// problemOf makes the problem of an error. What is not in the table is logged and not told.
func (s *server) problemOf(ctx context.Context, err error) *wire.Problem {
	p := s.translate(ctx, err)
	p.RequestID = requestID(ctx)
	return p
}

func (s *server) translate(ctx context.Context, err error) *wire.Problem {
	var own *wire.Problem
	if errors.As(err, &own) {
		p := *own
		return &p
	}
	if p := ofReading(err); p != nil {
		return p
	}
	for _, x := range statuses {
		if !errors.Is(err, x.err) {
			continue
		}
		if x.err == profiles.ErrDamaged {
			s.fault(ctx, "request failed", err)
			return newProblem(x.status, x.code, "stored data does not verify: run tenon check")
		}
		p := newProblem(x.status, x.code, detailOf(x.status, err))
		var fields profiles.FieldErrors
		if errors.As(err, &fields) {
			p.Errors = fields
		}
		return p
	}
	s.fault(ctx, "request failed", err)
	return newProblem(http.StatusInternalServerError, wire.CodeInternal, "an internal fault; the log has it under this request id")
}

// detailOf is what a problem tells. Of something that is not there it tells nothing more: whether another organisation has it is not
// to be seen.
func detailOf(status int, err error) string {
	if status == http.StatusNotFound {
		return "no such record"
	}
	return err.Error()
}

// ofReading is the problem of a body that could not be read, nil of another error.
func ofReading(err error) *wire.Problem {
	var tooLarge *http.MaxBytesError
	var timeout net.Error
	switch {
	case errors.As(err, &tooLarge):
		return newProblem(http.StatusRequestEntityTooLarge, wire.CodeTooLarge, "the body is larger than this operation takes")
	case errors.As(err, &timeout) && timeout.Timeout() && !errors.Is(err, context.DeadlineExceeded):
		return newProblem(http.StatusRequestTimeout, wire.CodeSlow, errSlow.Error())
	}
	return nil
}

// humaError makes the problems of huma's own checks. Values are not told again: they may be anybody's.
func humaError(status int, msg string, errs ...error) *wire.Problem {
	p := newProblem(status, codes[status], msg)
	for _, err := range errs {
		if err == nil {
			continue
		}
		if q := ofReading(err); q != nil {
			return q
		}
		p.Errors = append(p.Errors, fieldErrors(err)...)
	}
	// A body that is no JSON, or none, or that cannot be read to its end: as everything that is wrong with a body. Errors of handlers
	// do not come here.
	if status == http.StatusBadRequest || status == http.StatusInternalServerError {
		p.Status, p.Title, p.Code = http.StatusUnprocessableEntity, http.StatusText(http.StatusUnprocessableEntity), wire.CodeInvalid
	}
	if len(p.Errors) > 0 {
		p.Detail = p.Errors[0].Error()
	}
	if p.Code == "" {
		p.Code = wire.CodeInternal
	}
	return p
}

var codes = map[int]string{http.StatusNotAcceptable: wire.CodeNotAcceptable, http.StatusRequestTimeout: wire.CodeSlow, http.StatusRequestEntityTooLarge: wire.CodeTooLarge,
	http.StatusUnsupportedMediaType: wire.CodeMediaType, http.StatusUnprocessableEntity: wire.CodeInvalid}

// fieldErrors are the faults that an error of huma tells, with paths as the records have them: body.jobs[0].end is jobs[0].end.
func fieldErrors(err error) []*profiles.FieldError {
	var own profiles.FieldErrors
	if errors.As(err, &own) {
		return own
	}
	d, ok := err.(huma.ErrorDetailer)
	if !ok {
		return []*profiles.FieldError{{Msg: err.Error()}}
	}
	e := d.ErrorDetail()
	return []*profiles.FieldError{{Path: strings.TrimPrefix(e.Location, "body."), Msg: e.Message}}
}

// refuse answers a request with the problem of an error, outside of huma.
func (s *server) refuse(c *gin.Context, err error) { s.send(c, s.problemOf(c.Request.Context(), err)) }

func (s *server) send(c *gin.Context, p *wire.Problem) {
	if p.RequestID == "" {
		p.RequestID = requestID(c.Request.Context())
	}
	b, err := json.Marshal(p)
	if err != nil { // of texts and numbers
		c.AbortWithStatus(http.StatusInternalServerError)
		return
	}
	for k, v := range p.GetHeaders() {
		c.Writer.Header()[k] = v
	}
	c.Data(p.Status, wire.ProblemType, b)
	c.Abort()
}

// recovering answers a request whose handler panics. An answer that is cut off goes on to net/http, which closes the connection: gin's
// own recovery takes it for one to nobody and ends it as if it were whole.
func (s *server) recovering(c *gin.Context) {
	defer func() {
		switch fault := recover(); fault {
		case nil:
		case http.ErrAbortHandler:
			panic(fault)
		default:
			s.panicked(c)
		}
	}()
	c.Next()
}

func (s *server) panicked(c *gin.Context) {
	s.Log.Error("panic", "route", c.FullPath(), "id", requestID(c.Request.Context()))
	if c.Writer.Written() {
		c.Abort()
		panic(http.ErrAbortHandler) // an answer that is cut off must not look whole
	}
	s.send(c, newProblem(http.StatusInternalServerError, wire.CodeInternal, "an internal fault; the log has it under this request id"))
}

func (s *server) nothing(c *gin.Context) {
	if s.Pages != nil && (c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead || c.Request.Method == http.MethodPost) && !strings.HasPrefix(c.Request.URL.Path, "/v1/") {
		s.Pages.ServeHTTP(c.Writer, forPage(c))
		return
	}
	s.send(c, newProblem(http.StatusNotFound, wire.CodeNotFound, "no such path: /openapi.json lists all"))
}

func (s *server) noMethod(c *gin.Context) {
	s.send(c, newProblem(http.StatusMethodNotAllowed, wire.CodeMethod, "the path has no such method: the header Allow lists those that it has"))
}
