package api_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/wire"
)

// listen serves a handler on a socket, with the bounds of the program.
func listen(t testing.TB, h http.Handler) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := api.Server(h, nil)
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
		<-ended
	})
	return l.Addr().String()
}

// speak writes bytes to a server, as they are, and reads its answer.
func speak(t *testing.T, addr string, parts ...string) (*http.Response, string) {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go func() { // the server may answer, and close, before all is written
		for _, p := range parts {
			if _, err := io.WriteString(c, p); err != nil {
				return
			}
		}
	}()
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return nil, err.Error()
	}
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return r, err.Error()
	}
	return r, string(b)
}

// head is the head of a request with a JSON body.
func head(method, path string, headers ...string) string {
	return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n" + strings.Join(append(headers, "", ""), "\r\n")
}

func sized(method, path, body string) string {
	return head(method, path, fmt.Sprintf("Content-Length: %d", len(body))) + body
}

func chunked(body string) string {
	return fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(body), body)
}

// The bad inputs of the command line, and those that only a connection can send.
func TestBadInputThroughTheWire(t *testing.T) {
	addr := listen(t, handler(t, api.Options{}))
	keys := func(n int, each string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, each, i)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	for _, c := range []struct {
		name   string
		send   []string
		status int
		code   string // of the problem; "": the answer of net/http itself
	}{
		{"chunked without length", []string{head("POST", "/v1/rank", "Transfer-Encoding: chunked"), chunked(`{"role":"r-001","top":1}`)}, 200, ""},
		{"chunked, with a bad one", []string{head("POST", "/v1/rank", "Transfer-Encoding: chunked"), chunked(`{"rolle":"r-001"}`)}, 422, wire.CodeInvalid},
		{"a chunk that is none", []string{head("POST", "/v1/rank", "Transfer-Encoding: chunked"), "zz\r\n{}\r\n0\r\n\r\n"}, 422, wire.CodeInvalid},
		{"both length and chunks", []string{head("POST", "/v1/rank", "Transfer-Encoding: chunked", "Content-Length: 5"), chunked(`{}`)}, 422, wire.CodeInvalid},
		{"two lengths", []string{head("POST", "/v1/rank", "Content-Length: 5", "Content-Length: 6"), `{}`}, 400, ""},
		{"a length below the body", []string{head("POST", "/v1/rank", "Content-Length: 10"), `{"role":"r-001"}`}, 422, wire.CodeInvalid},
		{"a length that is huge", []string{head("POST", "/v1/rank", "Content-Length: 99999999999"), `{`}, 413, wire.CodeTooLarge},
		{"a length that is none", []string{head("POST", "/v1/rank", "Content-Length: -1"), `{`}, 400, ""},
		{"100 MB of brackets", []string{head("POST", "/v1/rank", "Transfer-Encoding: chunked"), chunked(strings.Repeat("[", 100<<20))}, 413, wire.CodeTooLarge},
		{"brackets below the bound", []string{sized("POST", "/v1/rank", strings.Repeat("[", 1<<20))}, 422, wire.CodeInvalid},
		{"deep objects", []string{sized("POST", "/v1/score", `{"role":`+strings.Repeat(`{"a":`, 100_000)+"1"+strings.Repeat("}", 100_000)+"}")}, 422, wire.CodeInvalid},
		{"a million keys", []string{head("POST", "/v1/rank", "Transfer-Encoding: chunked"), chunked("{" + keys(1_000_000, `"k%d":1,`) + "}")}, 413, wire.CodeTooLarge},
		{"as many keys as fit", []string{sized("POST", "/v1/rank", "{"+keys(600_000, `"k%d":1,`)+"}")}, 422, wire.CodeInvalid},
		{"as many weights as fit", []string{sized("POST", "/v1/rank", `{"role":"r-001","weights":{`+keys(150_000, `"k%d":1,`)+"}}")}, 422, wire.CodeInvalid},
		{"repeated keys", []string{sized("POST", "/v1/rank", `{"role":"r-001","top":1,"top":2}`)}, 422, wire.CodeInvalid},
		{"repeated keys in a record", []string{sized("POST", "/v1/candidates", `{"headline":"a","headline":"b"}`)}, 422, wire.CodeInvalid},
		{"no UTF-8", []string{sized("POST", "/v1/rank", "{\"role\":\"\xff\xfe\"}")}, 422, wire.CodeInvalid},
		{"no UTF-8 in a record", []string{sized("POST", "/v1/candidates", "{\"headline\":\"\xff\xfe\"}")}, 422, wire.CodeInvalid},
		{"half a surrogate", []string{sized("POST", "/v1/candidates", `{"headline":"\ud800"}`)}, 0, ""},
		{"numbers without end", []string{sized("POST", "/v1/rank", `{"role":"r-001","top":1e999999}`)}, 422, wire.CodeInvalid},
		{"a fraction for a whole number", []string{sized("POST", "/v1/rank", `{"role":"r-001","top":1.5}`)}, 422, wire.CodeInvalid},
		{"mass assignment", []string{sized("POST", "/v1/candidates", `{"org":"other","revision":7,"headline":"x"}`)}, 422, wire.CodeInvalid},
		{"mass assignment in a request", []string{sized("POST", "/v1/rank", `{"role":"r-001","org":"other"}`)}, 422, wire.CodeInvalid},
		{"a path that climbs", []string{sized("GET", "/v1/roles/../../etc/passwd", "")}, 404, wire.CodeNotFound},
		{"a path that climbs, escaped", []string{sized("GET", "/v1/roles/..%2f..%2fetc%2fpasswd", "")}, 404, wire.CodeNotFound},
		{"a path with a NUL", []string{sized("GET", "/v1/roles/a%00b", "")}, 404, wire.CodeNotFound},
		{"a path that is no escape", []string{sized("GET", "/v1/roles/%zz", "")}, 400, ""},
		{"a viewer file that climbs", []string{sized("GET", "/docs/..%2findex.html", "")}, 404, wire.CodeNotFound},
		{"a flood of headers", []string{head("GET", "/v1/policies", keys(20_000, "X-H-%d: aaaaaaaaaaaaaaaa\r\n")+"X-Last: 1")}, 431, ""},
		{"a header that is too long", []string{head("GET", "/v1/policies", "X-Long: "+strings.Repeat("a", 1<<20))}, 431, ""},
		{"a query that is too long", []string{sized("GET", "/v1/search?q="+strings.Repeat("a", 60<<10), "")}, 422, wire.CodeInvalid},
		{"a method that is none", []string{sized("BREW", "/v1/rank", "")}, 405, wire.CodeMethod},
		{"no HTTP", []string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"}, 400, ""},
		{"a request that smuggles another", []string{head("POST", "/v1/rank", "Content-Length: 2", "Transfer-Encoding : chunked"), "{}"}, 400, ""},
		{"a host of somebody else", []string{"GET /v1/policies HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"}, 401, wire.CodeUnauthenticated},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, body := speak(t, addr, c.send...)
			if r == nil {
				t.Fatalf("no answer: %s", body)
			}
			if c.status != 0 && r.StatusCode != c.status || r.StatusCode >= 500 {
				t.Fatalf("%d %.300s: want %d", r.StatusCode, body, c.status)
			}
			if c.code != "" && problemOf(t, []byte(body)).Code != c.code {
				t.Errorf("%.300s: want %s", body, c.code)
			}
			if c.name == "as many keys as fit" && !strings.Contains(body, "more than 200000 values") { // before they are decoded
				t.Errorf("%.300s: they are all read", body)
			}
		})
	}
	if r, body := speak(t, addr, sized("GET", "/readyz", "")); r == nil || r.StatusCode != 200 {
		t.Errorf("afterwards: %s", body)
	}
}

// A body that ends before its length leaves nothing written.
func TestABodyThatBreaksOffWritesNothing(t *testing.T) {
	h := handler(t, api.Options{})
	addr := listen(t, h)
	before := ask(t, h, "GET", "/readyz", "").Body.String()
	for _, path := range []string{"/v1/candidates", "/v1/imports"} {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, head("POST", path, "Content-Length: 500")+`{"headline":"Potter"}`); err != nil {
			t.Fatal(err)
		}
		if err := c.(*net.TCPConn).CloseWrite(); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, c); err != nil {
			t.Fatal(err)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if after := ask(t, h, "GET", "/readyz", "").Body.String(); after != before {
		t.Errorf("%s: was %s", after, before)
	}
	// Of a stream, the lines that came are kept, and the client is told that it broke off.
	r, body := speak(t, addr, head("POST", "/v1/bulk/roles", "Transfer-Encoding: chunked"), "30\r\n", `{"id":"r-a","title":{"name":"Potter"}}`+"\n         \r\n", "zz\r\n")
	if r == nil || r.StatusCode != 422 {
		t.Errorf("%s", body)
	}
}

func TestLoggedValuesCannotForgeALine(t *testing.T) {
	var log bytes.Buffer
	h := handler(t, api.Options{Log: logger(&log)})
	ask(t, h, "GET", "/v1/roles/x%0d%0alevel=ERROR%20msg=forged?q=%0d%0aforged", "", "X-Request-Id", "a\r\nforged", "User-Agent", "forged")
	w := ask(t, h, "GET", "/v1/policies", "", "X-Request-Id", "client-7")
	if w.Header().Get("X-Request-Id") != "client-7" {
		t.Errorf("%v", w.Header())
	}
	if strings.Contains(log.String(), "forged") || !strings.Contains(log.String(), "client-7") || strings.Count(log.String(), "\n") != 2 {
		t.Errorf("%s", &log)
	}
}
