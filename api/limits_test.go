package api_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
)

// clock is a clock that stands.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }
func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// byHeader tells principals by a header, in tests alone.
type byHeader struct{}

func (byHeader) Authenticate(r *http.Request) (auth.Principal, error) {
	id := r.Header.Get("X-Test-Key")
	if id == "" {
		return auth.Principal{}, auth.ErrUnauthenticated
	}
	role, id, _ := strings.Cut(id, ":")
	return auth.Principal{Role: auth.Role(role), ID: id}, nil
}

func TestRequestsAreCountedByKeyAndByAddress(t *testing.T) {
	c := &clock{at: time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC)}
	h := handler(t, api.Options{Now: c.now, Auth: byHeader{}, Limits: api.Limits{Rate: 1, Burst: 3}})
	get := func(key, addr string) int {
		r, err := http.NewRequestWithContext(t.Context(), "GET", "http://localhost/v1/policies", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.RemoteAddr = addr
		r.Header.Set("X-Test-Key", "admin:"+key)
		r.Header.Set("X-Forwarded-For", fmt.Sprint("10.9.9.", key)) // nobody's word counts
		w := &recorder{header: http.Header{}}
		h.ServeHTTP(w, r)
		if w.status == 429 && w.header.Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
		return w.status
	}
	codes := func(n int, key, addr func(i int) string) (out []int) {
		for i := range n {
			out = append(out, get(key(i), addr(i)))
		}
		return out
	}
	fixed := func(s string) func(int) string { return func(int) string { return s } }
	for _, x := range []struct {
		name      string
		key, addr func(int) string
	}{
		{"one key from many addresses", fixed("k"), func(i int) string { return fmt.Sprintf("10.0.0.%d:1", i) }},
		{"many keys from one address", func(i int) string { return fmt.Sprint("m", i) }, fixed("10.0.1.1:1")},
		{"many keys from one network of IPv6", func(i int) string { return fmt.Sprint("n", i) }, func(i int) string { return fmt.Sprintf("[2001:db8::%x]:1", i+1) }},
	} {
		if got := codes(5, x.key, x.addr); fmt.Sprint(got) != "[200 200 200 429 429]" {
			t.Errorf("%s: %v", x.name, got)
		}
	}
	c.move(2 * time.Second)
	if got := codes(3, fixed("k"), func(i int) string { return fmt.Sprintf("10.0.2.%d:1", i) }); fmt.Sprint(got) != "[200 200 429]" {
		t.Errorf("later: %v", got)
	}
}

// recorder is a ResponseWriter that keeps the status.
type recorder struct {
	header http.Header
	status int
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) Write(b []byte) (int, error) { r.WriteHeader(200); return len(b), nil }
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func TestWhoMayNotIsTold(t *testing.T) {
	h := handler(t, api.Options{Auth: byHeader{}})
	if w := ask(t, h, "GET", "/v1/policies", ""); w.Code != 401 || w.Header().Get("WWW-Authenticate") != "Bearer" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	refused(t, h, wire.CodeForbidden, "GET", "/v1/bulk/candidates", "", "X-Test-Key", "auditor:a")
	refused(t, h, wire.CodeForbidden, "GET", "/v1/policies", "", "X-Test-Key", "nobody:a")
	refused(t, h, wire.CodeForbidden, "GET", "/v1/bulk/candidates?identity=true", "", "X-Test-Key", "batch:b")
	if w := ask(t, h, "GET", "/healthz", ""); w.Code != 200 {
		t.Errorf("%d", w.Code)
	}
	if w := ask(t, h, "GET", "/v1/policies", "", "X-Test-Key", "auditor:a"); w.Code != 200 {
		t.Errorf("%d", w.Code)
	}
}

func TestBeyondTheRankingsThatRunAndWaitOneIsToldToComeAgain(t *testing.T) {
	running, hold := make(chan struct{}, 1), make(chan struct{})
	slow := func() time.Time { // a ranking for a document asks for the month
		running <- struct{}{}
		<-hold
		return time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC)
	}
	h := handler(t, api.Options{Now: slow, Limits: api.Limits{Rankings: 1, Waiting: 1, Wait: time.Millisecond}})
	first := make(chan int, 1)
	go func() { first <- ask(t, h, "POST", "/v1/rank", `{"roleDocument":{"title":{"name":"Potter"}}}`).Code }()
	<-running
	w := ask(t, h, "POST", "/v1/rank", `{"role":"r-001"}`)
	if w.Code != 503 || problemOf(t, w.Body.Bytes()).Code != wire.CodeBusy || w.Header().Get("Retry-After") == "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(t, h, "GET", "/v1/search?q=python", ""); w.Code != 200 {
		t.Errorf("others have to wait: %d", w.Code)
	}
	close(hold)
	if code := <-first; code != 200 {
		t.Errorf("%d", code)
	}
	if w := ask(t, h, "POST", "/v1/rank", `{"role":"r-001"}`); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// Whoever sends a question slowly takes no place of a ranking.
func TestSlowBodiesTakeNobodysPlace(t *testing.T) {
	addr := listen(t, handler(t, api.Options{Limits: api.Limits{Rankings: 1, Waiting: 1, Wait: time.Millisecond}}))
	for range 20 {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		if _, err := io.WriteString(c, head("POST", "/v1/rank", "Content-Length: 24")+"{"); err != nil {
			t.Fatal(err)
		}
	}
	for range 5 {
		if r, body := speak(t, addr, sized("POST", "/v1/rank", `{"role":"r-001","top":1}`)); r == nil || r.StatusCode != 200 {
			t.Errorf("%s", body)
		}
	}
}

func TestTheGateAnswersBeforeAndAfter(t *testing.T) {
	g := api.NewGate()
	get := func(path string) int { return ask(t, g, "GET", path, "").Code }
	if a, b, c := get("/healthz"), get("/readyz"), get("/v1/policies"); a != 200 || b != 503 || c != 503 {
		t.Errorf("starting: %d %d %d", a, b, c)
	}
	g.Open(handler(t, api.Options{}))
	if a, b, c := get("/healthz"), get("/readyz"), get("/v1/policies"); a != 200 || b != 200 || c != 200 {
		t.Errorf("open: %d %d %d", a, b, c)
	}
	g.Close()
	w := ask(t, g, "GET", "/v1/policies", "")
	if p := problemOf(t, w.Body.Bytes()); w.Code != 503 || p.Code != wire.CodeUnavailable || w.Header().Get("Connection") != "close" {
		t.Errorf("ending: %d %+v", w.Code, p)
	}
}

// A request under way when the server ends is answered, and what it wrote is there.
func TestAnEndFinishesWhatIsUnderWay(t *testing.T) {
	h := handler(t, api.Options{})
	g := api.NewGate()
	g.Open(h)
	srv := api.Server(g, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	body := `{"id":"c-late","headline":"Potter"}`
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, head("POST", "/v1/candidates", "Content-Length: "+strconv.Itoa(len(body)))+body[:5]); err != nil {
		t.Fatal(err)
	}
	for !strings.Contains(ask(t, h, "GET", "/metrics", "").Body.String(), "tenon_http_requests_underway 2") {
	}
	g.Close()
	down := make(chan error, 1)
	go func() { down <- srv.Shutdown(context.Background()) }()
	if _, err := io.WriteString(c, body[5:]); err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil || r.StatusCode != 201 {
		t.Errorf("%v, %v", r, err)
	}
	if err := <-down; err != nil {
		t.Error(err)
	}
	if err := <-served; err != http.ErrServerClosed {
		t.Error(err)
	}
	if w := ask(t, h, "GET", "/v1/candidates/c-late", ""); w.Code != 200 {
		t.Errorf("%d", w.Code)
	}
}

func TestEveryAnswerHasTheHeadersOfSafety(t *testing.T) {
	h := handler(t, api.Options{})
	for _, path := range []string{"/healthz", "/v1/policies", "/nowhere", "/docs", "/openapi.json", "/v1/roles/none"} {
		w := ask(t, h, "GET", path, "")
		for k, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin"} {
			if w.Header().Get(k) != want {
				t.Errorf("%s: %s %q", path, k, w.Header().Get(k))
			}
		}
		if !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") || w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s: %v", path, w.Header())
		}
	}
	page := ask(t, h, "GET", "/docs", "").Body.String()
	if strings.Contains(page, "http://") || strings.Contains(page, "https://") || strings.Contains(page, "//cdn") {
		t.Errorf("the viewer asks outside: %s", page)
	}
	for _, accept := range []string{"gzip", ""} {
		if w := ask(t, h, "GET", "/docs/rapidoc.js", "", "Accept-Encoding", accept); w.Code != 200 || (w.Header().Get("Content-Encoding") == "gzip") != (accept != "") || w.Body.Len() < 200_000 {
			t.Errorf("%d %v %d bytes", w.Code, w.Header(), w.Body.Len())
		}
	}
}

// Whoever tries what a key is may try so often from one address, and no more, also where nothing else is bounded.
func TestKeysAreNotGuessed(t *testing.T) {
	c := &clock{at: apptest.Now}
	keys, err := auth.OpenKeys(t.TempDir(), c.now)
	if err != nil {
		t.Fatal(err)
	}
	who := auth.NewSessions(auth.Closed{Keys: keys}, c.now)
	_, text, err := keys.Create(auth.Key{Role: auth.Admin})
	if err != nil {
		t.Fatal(err)
	}
	h := handler(t, api.Options{Now: c.now, Keys: keys, Auth: who, Sessions: who})
	try := func(key string) int {
		return ask(t, h, "POST", "/v1/sessions", "", "Authorization", "Bearer "+key).Code
	}
	told := map[int]int{}
	for i := range 30 {
		told[try(fmt.Sprintf("tenon_%016d_x", i))]++
	}
	if told[401] != 20 || told[429] != 10 {
		t.Errorf("of 30 tries: %v", told)
	}
	if code := try(text); code != 429 {
		t.Errorf("the right key beyond them: %d", code)
	}
	if w := ask(t, h, "GET", "/v1/policies", "", "Authorization", "Bearer "+text); w.Code != 200 {
		t.Errorf("who has a key goes on: %d", w.Code)
	}
	c.move(4 * time.Second)
	if code := try(text); code != 201 {
		t.Errorf("later: %d", code)
	}
}
