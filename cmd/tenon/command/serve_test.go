package command_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tenon/cmd/tenon/command"
)

// serving runs tenon serve over a directory and returns its address and what ends it, which returns the exit code.
func serving(t *testing.T, dir string, flags ...string) (base string, end func() int) {
	t.Helper()
	return servingAt(t, dir, func() time.Time { return time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC) }, flags...)
}

// servingAt is serving by a clock.
func servingAt(t *testing.T, dir string, now func() time.Time, flags ...string) (base string, end func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- command.Main(ctx, append([]string{"serve", "--data", dir, "--addr", "127.0.0.1:0"}, flags...),
			command.Streams{In: strings.NewReader(""), Out: io.Discard, Err: w}, now)
		_ = w.Close() // never fails
	}()
	lines := bufio.NewScanner(r)
	for base == "" && lines.Scan() {
		if _, at, ok := strings.Cut(lines.Text(), "listening on "); ok {
			base, _, _ = strings.Cut(at, ",")
		}
	}
	if base == "" {
		t.Fatalf("tenon serve ended with %d", <-code)
	}
	go func() { _, _ = io.Copy(io.Discard, r) }() // the log goes on
	return base, func() int {
		cancel()
		return <-code
	}
}

func roleFile(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "r.json")
	if err := os.WriteFile(name, []byte(`{"kind":"role","id":"r","title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"SQL","necessity":"must"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func fetch(t *testing.T, method, url, body string) (int, string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// What serve acknowledges is there after it ends, for the command line and for the next serve; streams do not hold its end up.
func TestServeKeepsWhatItAcknowledgesAndEndsInOrder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	must(t, "import", "--data", dir, roleFile(t))
	base, end := serving(t, dir)
	stream, err := http.NewRequestWithContext(t.Context(), "GET", base+"/v1/changes", nil)
	if err != nil {
		t.Fatal(err)
	}
	stream.Header.Set("Accept", "text/event-stream")
	open, err := http.DefaultClient.Do(stream)
	if err != nil || open.StatusCode != 200 {
		t.Fatal(err, open)
	}
	defer func() { _ = open.Body.Close() }()
	if status, body := fetch(t, "POST", base+"/v1/candidates?wait=searchable", `{"id":"c","skills":[{"name":"SQL","level":4}]}`); status != 201 {
		t.Fatal(body)
	}
	if status, body := fetch(t, "POST", base+"/v1/rank", `{"role":"r"}`); status != 200 || !strings.Contains(body, `"id":"c"`) {
		t.Errorf("%d %s", status, body)
	}
	start := time.Now()
	if code := end(); code != command.ExitOK {
		t.Errorf("exit code %d", code)
	}
	if d := time.Since(start); d > 4*time.Second {
		t.Errorf("the end took %v", d)
	}
	if out := must(t, "rank", "--data", dir, "--role", "r", "--json"); !strings.Contains(out, `"id": "c"`) {
		t.Errorf("%s", out)
	}
}

// The traces of a run go to the collector, and name routes.
func TestServeSendsTracesWhereThatIsConfigured(t *testing.T) {
	var mu sync.Mutex
	var got bytes.Buffer
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if _, err := io.Copy(&got, r.Body); err != nil {
			t.Error(err)
		}
	}))
	defer collector.Close()
	dir := filepath.Join(t.TempDir(), "d")
	must(t, "import", "--data", dir, roleFile(t))
	base, end := serving(t, dir, "--traces", collector.URL+"/v1/traces")
	fetch(t, "GET", base+"/v1/roles/Qanary", "")
	if code := end(); code != command.ExitOK {
		t.Errorf("exit code %d", code)
	}
	mu.Lock()
	defer mu.Unlock()
	if !strings.Contains(got.String(), "GET /v1/roles/:id") || strings.Contains(got.String(), "Qanary") {
		t.Errorf("%q", got.String())
	}
}

func TestServeRefusesToListenBeyondLoopback(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "8080", "example.org:80"} {
		if _, msg, code := run(t, "serve", "--data", t.TempDir(), "--addr", addr); code != command.ExitUsage {
			t.Errorf("%s: exit code %d, %s", addr, code, msg)
		}
	}
}

// TestServeTurnsWithTheMonth holds that a server that was started in November judges by December when it is December.
func TestServeTurnsWithTheMonth(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	must(t, "import", "--data", dir, roleFile(t))
	var now atomic.Int64
	now.Store(time.Date(2026, 11, 30, 23, 59, 59, 0, time.UTC).Unix())
	base, end := servingAt(t, dir, func() time.Time { return time.Unix(now.Load(), 0).UTC() })
	// whoever has done it for three years less a month has done it for three years in December
	if status, body := fetch(t, "POST", base+"/v1/candidates?wait=searchable", `{"id":"c","jobs":[{"title":{"name":"Data Engineer"},"start":"2024-01","current":true}]}`); status != 201 {
		t.Fatal(body)
	}
	ranked := func() (asOf string, n int) {
		status, body := fetch(t, "POST", base+"/v1/rank", `{"role":"r","where":"years >= 3"}`)
		var x struct {
			AsOf    string
			Results []any
		}
		if err := json.Unmarshal([]byte(body), &x); err != nil || status != http.StatusOK {
			t.Fatalf("%d %s", status, body)
		}
		return x.AsOf, len(x.Results)
	}
	if asOf, n := ranked(); asOf != "2026-11" || n != 0 {
		t.Errorf("before midnight: %s, %d", asOf, n)
	}
	now.Add(1)
	asOf, n := ranked()
	for asOf != "2026-12" {
		asOf, n = ranked()
	}
	if n != 1 {
		t.Errorf("in December %d have three years", n)
	}
	if code := end(); code != command.ExitOK {
		t.Errorf("exit code %d", code)
	}
}

// TestServeOpensNoDoor holds, with the real command, what is open without keys and what is not: loopback alone, under names of loopback
// alone; beyond it nothing without authentication; and who revokes the last key opens nothing again.
func TestServeOpensNoDoor(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	must(t, "import", "--data", dir, roleFile(t))
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "[::ffff:0.0.0.0]:0", "localhost:0", "example.org:0", "10.0.0.1:0", "127.0.0.1.example.org:0", "0:0", "*:0"} {
		if _, msg, code := run(t, "serve", "--data", dir, "--addr", addr); code != command.ExitUsage || !strings.Contains(msg, "loopback") {
			t.Errorf("without keys on %s: exit code %d, %s", addr, code, msg)
		}
	}
	base, end := serving(t, dir)
	status := func(host, bearer string) int {
		t.Helper()
		q, err := http.NewRequestWithContext(t.Context(), "GET", base+"/v1/policies", nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Host = host
		if bearer != "" {
			q.Header.Set("Authorization", "Bearer "+bearer)
		}
		r, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Body.Close(); err != nil {
			t.Error(err)
		}
		return r.StatusCode
	}
	for host, want := range map[string]int{"": 200, "localhost": 200, "localhost:8080": 200, "127.0.0.1": 200, "127.8.8.8:1": 200, "[::1]:8080": 200,
		"evil.example": 401, "evil.example:8080": 401, "localhost.evil.example": 401, "127.0.0.1.evil.example": 401, "0.0.0.0": 401, "10.0.0.1": 401, "[::]": 401} {
		if got := status(host, ""); got != want {
			t.Errorf("without keys, asked as %s: %d, want %d", host, got, want)
		}
	}
	var made struct{ ID, Key string }
	if err := json.Unmarshal([]byte(must(t, "keys", "create", "--data", dir, "--role", "admin", "--json")), &made); err != nil {
		t.Fatal(err)
	}
	if got := status("", ""); got != 401 {
		t.Errorf("once there is a key, without it: %d", got)
	}
	if a, b := status("", made.Key), status("evil.example", made.Key); a != 200 || b != 200 {
		t.Errorf("with the key: %d, and by another name %d", a, b)
	}
	must(t, "keys", "revoke", "--data", dir, made.ID)
	if a, b := status("", ""), status("", made.Key); a != 401 || b != 401 {
		t.Errorf("after the last key is revoked: %d, with it %d", a, b)
	}
	if code := end(); code != command.ExitOK {
		t.Errorf("exit code %d", code)
	}
	base, end = serving(t, dir) // and not after another start
	if got := status("", ""); got != 401 {
		t.Errorf("after another start: %d", got)
	}
	if code := end(); code != command.ExitOK {
		t.Errorf("exit code %d", code)
	}
}
