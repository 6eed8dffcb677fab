package api

import (
	"context"
	"crypto/rand"
	"log/slog"
	"time"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// RequestIDHeader names a request: the client's own where it is a word, else a new one.
const RequestIDHeader = "X-Request-Id"

type requestIDKey struct{}

// requestID is that of the request of a context.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// word says whether a client's id can stand in a log.
func word(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for _, r := range s {
		if (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_' {
			return false
		}
	}
	return true
}

// observe gives a request its id, and says what became of it in the log, the metrics and the trace. All three name the template of
// the route, and nothing that a client has sent.
func (s *server) observe(c *gin.Context) {
	id := requestID(c.Request.Context()) // of the page that asks, if one does
	if id == "" {
		id = c.GetHeader(RequestIDHeader)
	}
	if !word(id) {
		id = rand.Text()
	}
	c.Header(RequestIDHeader, id)
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	ctx, end := s.trace(context.WithValue(c.Request.Context(), requestIDKey{}, id), c, route)
	c.Request = c.Request.WithContext(ctx)
	s.metrics.underway.Inc()
	start := time.Now()
	defer func() {
		took := time.Since(start)
		s.metrics.underway.Dec()
		s.metrics.request(c.Request.Method, route, c.Writer.Status(), took)
		end(c.Writer.Status())
		s.Log.LogAttrs(ctx, level(c.Writer.Status()), "request", slog.String("id", id), slog.String("method", method(c.Request.Method)), slog.String("route", route),
			slog.Int("status", c.Writer.Status()), slog.Duration("took", took), slog.Int("bytes", max(0, c.Writer.Size())))
	}()
	c.Next()
}

func level(status int) slog.Level {
	if status >= 500 {
		return slog.LevelError
	}
	return slog.LevelInfo
}

// method is that of HTTP, or "other": a client may send any word.
func method(m string) string {
	switch m {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
		return m
	}
	return "other"
}

// trace starts the span of a request, as a part of the client's trace where it names one.
func (s *server) trace(ctx context.Context, c *gin.Context, route string) (context.Context, func(status int)) {
	if s.Tracer == nil {
		return ctx, func(int) {}
	}
	// Not the state of the trace, which is whatever a client writes.
	ctx = propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier{"traceparent": c.GetHeader("Traceparent")})
	m := method(c.Request.Method)
	ctx, span := s.Tracer.Tracer("tenon/api").Start(ctx, m+" "+route, trace.WithSpanKind(trace.SpanKindServer),
		trace.WithAttributes(attribute.String("http.request.method", m), attribute.String("http.route", route)))
	return ctx, func(status int) {
		span.SetAttributes(attribute.Int("http.response.status_code", status))
		span.End()
	}
}
