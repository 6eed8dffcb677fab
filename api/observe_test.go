package api_test

import (
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"tenon/api"
	"tenon/cmd/tenon/app/apptest"
)

// logger writes into something that several may write to.
func logger(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(&locked{w: w}, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

type locked struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// canary stands in every place where somebody can write something.
const canary = "Zyxwvu Qanary"

// A whole run with a canary everywhere: neither the log, nor the metrics, nor the traces have it.
func TestNoPersonalDataIsLoggedCountedOrTraced(t *testing.T) {
	var log strings.Builder
	spans := tracetest.NewInMemoryExporter()
	tracer := trace.NewTracerProvider(trace.WithSyncer(spans))
	h := handler(t, api.Options{Log: logger(&log), Tracer: tracer})
	q := strings.ReplaceAll(canary, " ", "%20")
	person := `{"id":"` + canary + `","headline":"` + canary + `","summary":"` + canary + `","identity":{"name":"` + canary + `","email":"zyxwvu.qanary@example.org"}}`
	for _, c := range []struct{ method, path, body, media string }{
		{"POST", "/v1/candidates", person, "application/json"},
		{"POST", "/v1/candidates", person, "application/json"},
		{"POST", "/v1/candidates", `{"jobs":[{"start":"` + canary + `"}],"` + canary + `":1}`, "application/json"},
		{"GET", "/v1/candidates/" + q, "", ""},
		{"GET", "/v1/candidates/" + q + "/identity?purpose=placement", "", ""},
		{"GET", "/v1/candidates/" + q + "x", "", ""},
		{"PUT", "/v1/candidates/" + q + "/identity", `{"name":"` + canary + `","` + canary + `":1}`, "application/json"},
		{"PATCH", "/v1/candidates/" + q, `[{"op":"replace","path":"/headline","value":"` + canary + `"}]`, "application/json-patch+json"},
		{"GET", "/v1/search?kind=candidate&q=" + q, "", ""},
		{"GET", "/v1/search?" + q + "=" + q, "", ""},
		{"GET", "/v1/suggest?kind=place&q=" + q, "", ""},
		{"POST", "/v1/imports?name=" + q + ".txt", canary + "\n" + resume, "text/plain"},
		{"POST", "/v1/imports?name=" + q + ".pdf", "%PDF " + canary, "application/pdf"},
		{"POST", "/v1/bulk/candidates", person + "\n", "application/x-ndjson"},
		{"POST", "/v1/rank", `{"candidate":"` + canary + `"}`, "application/json"},
		{"POST", "/v1/rank", `{"role":"r-001","where":"` + canary + `"}`, "application/json"},
		{"POST", "/v1/score", `{"role":{},"candidate":"` + canary + `"}`, "application/json"},
		{"GET", "/" + q, "", ""},
		{"Zyxwvu", "/v1/rank", "", ""},
		{"GET", "/v1/bulk/candidates?identity=true&purpose=placement", "", ""},
		{"DELETE", "/v1/candidates/" + q, "", ""},
	} {
		ask(t, h, c.method, c.path, c.body, "Content-Type", c.media, "User-Agent", canary, "Referer", canary, "Cookie", canary, "X-Request-Id", canary, "Authorization", "Bearer "+canary)
	}
	metrics := ask(t, h, "GET", "/metrics", "").Body.String()
	var traced strings.Builder
	for _, s := range spans.GetSpans() {
		traced.WriteString(s.Name)
		for _, a := range s.Attributes {
			traced.WriteString(" " + string(a.Key) + "=" + a.Value.String())
		}
		traced.WriteString("\n")
	}
	for where, text := range map[string]string{"log": log.String(), "metrics": metrics, "traces": traced.String()} {
		for _, part := range []string{"Zyxwvu", "Qanary", "zyxwvu", "qanary"} {
			if i := strings.Index(text, part); i >= 0 {
				t.Errorf("%s: … %s", where, text[max(0, i-200):min(len(text), i+100)])
			}
		}
		if !strings.Contains(text, "/v1/candidates/:id") {
			t.Errorf("%s does not name routes: %.500s", where, text)
		}
	}
	if strings.Contains(log.String(), "placement") {
		t.Errorf("what an identity was read for is in the log: %s", log.String())
	}
}

func TestMetricsSayWhatWasAskedAndHowBigThingsAre(t *testing.T) {
	a, k := apptest.Open(t)
	if err := a.Columns.Save(a.Dir(), "some store"); err != nil { // a file of the columns beside those in memory
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{})
	ask(t, h, "POST", "/v1/rank", `{"role":"r-001"}`)
	ask(t, h, "POST", "/v1/rank", `{"rolle":"r-001"}`)
	ask(t, h, "GET", "/v1/nowhere", "")
	m := ask(t, h, "GET", "/metrics", "").Body.String()
	for _, want := range []string{`tenon_http_requests_total{method="POST",route="/v1/rank",status="200"} 1`, `tenon_http_requests_total{method="POST",route="/v1/rank",status="422"} 1`,
		`route="none",status="404"} 1`, `tenon_http_request_seconds_count{method="POST",route="/v1/rank"} 2`, "tenon_rankings_total 1", "tenon_pairs_total ", "tenon_follower_lag 0",
		"tenon_columns_bytes ", `tenon_size_bytes{part="columns"}`, `tenon_size_bytes{part="records"}`, `tenon_size_bytes{part="kept"}`, "tenon_columns_candidates ", "go_goroutines "} {
		if !strings.Contains(m, want) {
			t.Errorf("no %s", want)
		}
	}
}
