package api_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/wire"
)

// drops is a body that comes by drops, and never ends.
type drops struct{ tick *time.Ticker }

func (d drops) Read(b []byte) (int, error) {
	<-d.tick.C
	b[0] = ' '
	return 1, nil
}

// Who begins a stream and stops, or sends it by drops, is told so and let go.
func TestAStreamThatStopsOrDripsIsRefused(t *testing.T) {
	defer api.Hurry(50*time.Millisecond, time.Minute)()
	h := handler(t, api.Options{})
	line := `{"id":"r-slow","title":{"name":"Potter"}}` + "\n"
	r, body := speak(t, listen(t, h), head("POST", "/v1/bulk/roles", "Transfer-Encoding: chunked"), fmt.Sprintf("%x\r\n%s\r\n", len(line), line))
	if r == nil || r.StatusCode != http.StatusRequestTimeout || problemOf(t, []byte(body)).Code != wire.CodeSlow {
		t.Errorf("stops: %v %s", r, body)
	}
	d := drops{time.NewTicker(5 * time.Millisecond)}
	defer d.tick.Stop()
	q := httptest.NewRequestWithContext(t.Context(), "POST", "/v1/imports", d)
	q.Host = "localhost"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, q)
	if w.Code != http.StatusRequestTimeout || problemOf(t, w.Body.Bytes()).Code != wire.CodeSlow {
		t.Errorf("drips: %d %s", w.Code, w.Body)
	}
}

// Who asks for a stream and does not read it holds nobody up for long.
func TestAStreamThatIsNotReadEnds(t *testing.T) {
	defer api.Hurry(50*time.Millisecond, time.Minute)()
	h := handler(t, api.Options{})
	many(t, h, 30_000) // more than the buffers of a connection take
	c, err := net.Dial("tcp", listen(t, h))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }() // of a test
	if err := c.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, "GET /v1/bulk/roles HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if l, err := bufio.NewReaderSize(c, 16).ReadString('\n'); err != nil || !strings.Contains(l, "200") {
		t.Fatalf("%q, %v", l, err)
	}
	until(t, "the stream goes on", func() bool { return underway(t, h, 0) })
}

func TestARankingThatTakesTooLongIsGivenUp(t *testing.T) {
	defer api.Hurry(time.Minute, time.Nanosecond)()
	h := handler(t, api.Options{})
	refused(t, h, wire.CodeTimeout, "POST", "/v1/rank", `{"role":"r-001"}`)
}

// Addresses are told by a proxy that is trusted, and by nobody else.
func TestATrustedProxySaysWhoAsks(t *testing.T) {
	for _, c := range []struct {
		proxies []string
		want    string
	}{{nil, "[200 429 429]"}, {[]string{"10.1.0.0/16"}, "[200 200 429]"}, {[]string{"10.2.0.0/16"}, "[200 429 429]"}} {
		at := &clock{at: time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC)}
		h := handler(t, api.Options{Now: at.now, Auth: byHeader{}, Proxies: c.proxies, Limits: api.Limits{Rate: 1, Burst: 1}})
		var got []int
		for i, from := range []string{"198.51.100.1", "198.51.100.2", "198.51.100.2"} {
			q := httptest.NewRequestWithContext(t.Context(), "GET", "http://localhost/v1/policies", nil)
			q.RemoteAddr = "10.1.2.3:4"
			q.Header.Set("X-Forwarded-For", from)
			q.Header.Set("X-Test-Key", fmt.Sprint("admin:", i))
			w := httptest.NewRecorder()
			h.ServeHTTP(w, q)
			got = append(got, w.Code)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("proxies %v: %v, want %s", c.proxies, got, c.want)
		}
	}
	if _, err := api.New(api.Backend{}, api.Options{Proxies: []string{"proxy.example"}}); err == nil {
		t.Error("a proxy without an address is trusted")
	}
}

// That TLS is spoken is believed of a trusted proxy alone: to others nothing is promised.
func TestTransportSecurityIsPromisedWhereThereIsTLS(t *testing.T) {
	for proxies, want := range map[string]bool{"10.1.2.3": true, "10.9.9.9": false} {
		h := handler(t, api.Options{Proxies: []string{proxies}})
		q := httptest.NewRequestWithContext(t.Context(), "GET", "http://localhost/healthz", nil)
		q.RemoteAddr = "10.1.2.3:4"
		q.Header.Set("X-Forwarded-Proto", "https")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, q)
		if got := w.Header().Get("Strict-Transport-Security") != ""; got != want {
			t.Errorf("proxy %s: promised %v", proxies, got)
		}
	}
}

// Pages and clauses are bounded, each with the field that is over.
func TestPagesAndClausesAreBounded(t *testing.T) {
	h := handler(t, api.Options{})
	for _, c := range []struct{ method, path, body, field string }{
		{"GET", "/v1/roles?limit=501", "", "query.limit"},
		{"GET", "/v1/search?limit=201", "", "query.limit"},
		{"GET", "/v1/suggest?kind=skill&q=k&limit=51", "", "query.limit"},
		{"GET", "/v1/changes?limit=10001", "", "query.limit"},
		{"POST", "/v1/rank", `{"role":"r-001","top":1001}`, "top"},
		{"POST", "/v1/rank", `{"role":"r-001","where":"` + strings.Repeat("x", 4097) + `"}`, "where"},
		{"POST", "/v1/rank", `{"role":"r-001","query":"` + strings.Repeat("x", 4097) + `"}`, "query"},
		{"POST", "/v1/rank", `{"role":"r-001","gates":["degree"` + strings.Repeat(`,"degree"`, 128) + `]}`, "gates"},
		{"GET", "/v1/market?top=1001", "", "query.top"},
		{"POST", "/v1/whatif", `{"role":"r-001","change":{},"shakes":1001}`, "shakes"},
	} {
		w := ask(t, h, c.method, c.path, c.body)
		if p := problemOf(t, w.Body.Bytes()); w.Code != http.StatusUnprocessableEntity || len(p.Errors) == 0 || p.Errors[0].Path != c.field {
			t.Errorf("%s %.60s %.60s: %d %.300s", c.method, c.path, c.body, w.Code, w.Body)
		}
	}
	// An expression may be no deeper, and a text have no more words, than can be answered.
	for _, body := range []string{`{"role":"r-001","where":"` + strings.Repeat("(", 2000) + `"}`, `{"role":"r-001","query":"` + strings.Repeat("a ", 2000) + `"}`} {
		refused(t, h, wire.CodeInvalid, "POST", "/v1/rank", body)
	}
}
