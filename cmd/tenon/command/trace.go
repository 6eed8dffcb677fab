package command

import (
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.37.0"
)

// tracer sends traces to a collector over OTLP, a batch every few seconds. end sends what is left.
func tracer(ctx context.Context, endpoint string) (p *trace.TracerProvider, end func(), err error) {
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(endpoint))
	if err != nil {
		return nil, nil, fmt.Errorf("%w: --traces %s: want the URL of a collector, as http://127.0.0.1:4318/v1/traces: %w", errUsage, endpoint, err)
	}
	p = trace.NewTracerProvider(trace.WithBatcher(exporter), trace.WithResource(resource.NewSchemaless(semconv.ServiceName("tenon"))))
	return p, func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		_ = p.Shutdown(ending) // traces that nobody takes are no fault of what was traced
	}, nil
}
