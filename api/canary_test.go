package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"tenon/api"
	"tenon/cmd/tenon/app/apptest"
)

// somebody is who must not be found in a log: name, e-mail, phone, address, date of birth, photo and page, as people write them.
var somebody = []string{"Zyxwvu Qanary", "zyxwvu.qanary@example.org", "+49 30 7654321987", "Qanarystraße 17, 10999 Berlin", "1979-03-17", "https://photos.example/qanary-7.jpg", "https://github.com/zyxwvu"}

// tells are what each of them is known by.
var tells = []string{"zyxwvu", "qanary", "7654321987", "1979-03-17", "photos.example"}

// who is everything at once, as a résumé begins.
var who = strings.Join(somebody, "\n")

// A whole run: every operation of the table of routes, good and bad, with somebody in the path, in each parameter, in each text of the
// body, in strange fields and in every header. Neither log nor metrics nor traces have a word of it, and nothing redirects to it.
func TestNothingOfAnybodyIsInLogMetricsOrTraces(t *testing.T) {
	var log strings.Builder
	spans := tracetest.NewInMemoryExporter()
	a, k := apptest.Open(t)
	h := apptest.API(t, a, k, api.Options{Log: logger(&log), Tracer: trace.NewTracerProvider(trace.WithSyncer(spans))})
	person := fmt.Sprintf(`{"id":%q,"headline":%q,"identity":{"name":%q,"email":%q,"phone":%q,"address":%q,"image":%q,"urls":[%q]}}`, somebody[0], somebody[0], somebody[0], somebody[1], somebody[2], somebody[3], somebody[5], somebody[6])
	if w := ask(t, h, "POST", "/v1/candidates", person); w.Code != http.StatusCreated {
		t.Fatal(w.Body)
	}
	r := &run{t: t, h: h, queries: textsOf(t, h.Document())}
	for _, op := range api.Operations() {
		r.operation(op)
	}
	for _, path := range []string{"/", "//v1/candidates/", "/v1/candidates/%/", "/v1//candidates/%", "/%", "/v1/%/%", "/docs/%", "/V1/CANDIDATES/%"} {
		r.send("GET", strings.ReplaceAll(path, "%", url.PathEscape(somebody[0])), "", "")
	}
	if r.sent < 1000 || r.worked < 60 {
		t.Errorf("%d requests, of which %d worked", r.sent, r.worked)
	}
	metrics := ask(t, h, "GET", "/metrics", "").Body.String()
	for where, text := range map[string]string{"log": log.String(), "metrics": metrics, "traces": tracedText(spans)} {
		low := strings.ToLower(text)
		for _, tell := range tells {
			for _, x := range []string{tell, url.QueryEscape(tell)} {
				if i := strings.Index(low, x); i >= 0 {
					t.Errorf("%s has %s: … %s", where, x, text[max(0, i-300):min(len(text), i+100)])
				}
			}
		}
		for _, route := range []string{"/v1/candidates/:id/identity", "/v1/rank", "/v1/imports"} {
			if !strings.Contains(text, route) {
				t.Errorf("%s does not name the route %s", where, route)
			}
		}
	}
}

// tracedText is everything that the spans of a run say.
func tracedText(spans *tracetest.InMemoryExporter) string {
	var out strings.Builder
	for _, s := range spans.GetSpans() {
		fmt.Fprintln(&out, s.Name, s.Status.Description, s.SpanContext.TraceState().String())
		for _, x := range s.Attributes {
			fmt.Fprintln(&out, x.Key, x.Value.String())
		}
		for _, e := range s.Events {
			fmt.Fprintln(&out, e.Name, e.Attributes)
		}
	}
	return out.String()
}

// run sends requests that have somebody in them.
type run struct {
	t            *testing.T
	h            http.Handler
	queries      map[string][]field
	sent, worked int
}

func (r *run) operation(op api.Operation) {
	own := strings.NewReplacer("{id}", map[string]string{"candidate": url.PathEscape(somebody[0]), "role": "r-001"}[op.Of], "{candidate}", url.PathEscape(somebody[0]), "{consent}", "k", "{name}", "p").Replace(op.Path)
	last := op.ID == "delete-candidate" || op.ID == "erase-person" // the person stays for the others
	if !last {
		r.send(op.Method, own, op.Example, op.Media)
		for _, c := range somebody { // as the only, and as any parameter
			p := url.PathEscape(c)
			r.send(op.Method, strings.NewReplacer("{id}", p, "{candidate}", p, "{consent}", p, "{name}", p, "{file}", p).Replace(op.Path), op.Example, op.Media)
			r.send(op.Method, own+"?"+url.QueryEscape(c)+"="+url.QueryEscape(c), op.Example, op.Media)
		}
	}
	all := url.Values{}
	for _, f := range r.queries[op.ID] {
		if f.in == "query" {
			all.Set(f.name, who)
			r.send(op.Method, own+"?"+f.name+"="+url.QueryEscape(somebody[0]), op.Example, op.Media)
		}
	}
	r.send(op.Method, own+"?"+all.Encode(), op.Example, op.Media)
	for _, body := range bodiesWith(op.Example) {
		r.send(op.Method, own, body, op.Media)
	}
}

// bodiesWith are bodies with somebody in them: as one text of the example, in a field that there is not, and in place of all.
func bodiesWith(example string) (out []string) {
	out = []string{who, `"` + somebody[0] + `"`, `{"` + somebody[0] + `":"` + somebody[1] + `"}`, `[` + fmt.Sprintf("%q", who), `{"identity":{"name":"` + somebody[0] + `","birthDate":"` + somebody[4] + `x"}}`}
	var v any
	if json.Unmarshal([]byte(example), &v) != nil {
		return append(out, who+"\n"+example)
	}
	for _, c := range somebody {
		leaves(v, func(put func(any), is any) {
			put(c)
			if b, err := json.Marshal(v); err == nil {
				out = append(out, string(b))
			}
			put(is)
		})
	}
	return out
}

// leaves calls f for each value inside of an object or a list that is neither, with what puts another in its place.
func leaves(v any, f func(put func(any), is any)) {
	each := func(x any, put func(any)) {
		switch x.(type) {
		case map[string]any, []any:
			leaves(x, f)
		default:
			f(put, x)
		}
	}
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			each(v[k], func(x any) { v[k] = x })
		}
	case []any:
		for i := range v {
			each(v[i], func(x any) { v[i] = x })
		}
	}
}

func (r *run) send(method, path, body, media string) *httptest.ResponseRecorder {
	r.t.Helper()
	r.sent++
	q := url.QueryEscape(somebody[0])
	w := ask(r.t, r.h, method, path, body, "Content-Type", media, "User-Agent", who, "Referer", "https://x.example/?q="+q, "Cookie", "name="+q, "X-Request-Id", somebody[0], "Authorization", "Bearer "+somebody[1],
		"Idempotency-Key", fmt.Sprint(somebody[0], " ", r.sent), "Last-Event-ID", somebody[2], "Accept-Language", "de, "+somebody[0], "X-Forwarded-For", somebody[2], "Forwarded", "for="+q,
		"Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "Tracestate", "zyxwvu=qanary", "Baggage", "name="+q, "If-None-Match", map[bool]string{true: "*"}[method == "PUT"])
	if w.Code < 300 {
		r.worked++
	}
	if w.Code >= 300 && w.Code < 400 {
		r.t.Errorf("%s %s redirects to %s", method, path, w.Header().Get("Location"))
	}
	return w
}
