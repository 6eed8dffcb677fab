package wire

import (
	"net/http"
	"strings"

	"tenon/profiles"
)

// ProblemType is the media type of a [Problem].
const ProblemType = "application/problem+json"

// The codes of problems. They are stable: programs may act on them.
const (
	CodeUnauthenticated = "unauthenticated"        // 401: no key or token, or one that does not count
	CodeForbidden       = "forbidden"              // 403: the role may not do this
	CodeNoConsent       = "no_consent"             // 403: the candidate has not agreed to this purpose
	CodeNotFound        = "not_found"              // 404
	CodeMethod          = "method_not_allowed"     // 405
	CodeNotAcceptable   = "not_acceptable"         // 406
	CodeSlow            = "request_timeout"        // 408: the request came too slowly
	CodeExists          = "exists"                 // 409: there is a record of this id
	CodeIdempotency     = "idempotency_conflict"   // 409: the key came before with another request, or one that is not answered yet
	CodeRunning         = "running"                // 409: another run is going on
	CodeTooOld          = "too_old"                // 410: what was deleted since is not known any more: read all
	CodePrecondition    = "precondition_failed"    // 412: the record has another revision
	CodeTooLarge        = "too_large"              // 413
	CodeMediaType       = "unsupported_media_type" // 415
	CodeInvalid         = "invalid"                // 422: errors says where
	CodeNoPrecondition  = "precondition_required"  // 428: If-Match or If-None-Match is missing
	CodeRateLimited     = "rate_limited"           // 429: Retry-After says when
	CodeInternal        = "internal"               // 500
	CodeDamaged         = "damaged"                // 500: stored data does not verify
	CodeBusy            = "busy"                   // 503: too many rankings at once; Retry-After says when
	CodeTimeout         = "timeout"                // 503: the answer takes too long
	CodeUnavailable     = "unavailable"            // 503: starting, ending, or a part is missing
)

// Problem is the body of every error, RFC 9457. It is an error, which the client returns.
type Problem struct {
	Type      string                 `json:"type" doc:"Always about:blank: the code says what it is." example:"about:blank"`
	Title     string                 `json:"title" doc:"Of the status." example:"Unprocessable Entity"`
	Status    int                    `json:"status" example:"422"`
	Code      string                 `json:"code" doc:"Stable, for programs." example:"invalid"`
	Detail    string                 `json:"detail,omitempty" doc:"For people: what is wrong and what to do." example:"lambda: expected number <= 100"`
	RequestID string                 `json:"requestId,omitempty" doc:"As in the header X-Request-Id and in the log."`
	Errors    []*profiles.FieldError `json:"errors,omitempty" doc:"Every fault, with the path of its field."`
}

// Error implements error.
func (p *Problem) Error() string {
	parts := []string{p.Code}
	if p.Detail != "" {
		parts = append(parts, p.Detail)
	}
	return strings.Join(parts, ": ")
}

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of a problem, whatever is asked for.
func (p *Problem) ContentType(string) string { return ProblemType }

// GetHeaders are the headers that go with it: how to prove who one is, and when to ask again.
func (p *Problem) GetHeaders() http.Header {
	switch p.Status {
	case http.StatusUnauthorized:
		return http.Header{"Www-Authenticate": {"Bearer"}}
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return http.Header{"Retry-After": {"1"}}
	}
	return nil
}
