package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	vegeta "github.com/tsenart/vegeta/v12/lib"

	"tenon/api"
	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/intake"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

var (
	figures    = flag.Int("figures", 0, "measure the figures of the API over this many candidates (100000), on loopback, and print them")
	figuresDir = flag.String("figures-dir", "", "keep their corpus in this directory, for the next run")
	figureTime = flag.Duration("figures-time", 8*time.Second, "how long each load lasts")
)

// askedRoles is how many roles the load asks for in turn.
const askedRoles = 200

func needsFigures(t *testing.T) (*app.App, *app.Kept) {
	t.Helper()
	if *figures == 0 {
		t.Skip("skipped: measures for minutes; run with -figures 100000")
	}
	dir := *figuresDir
	if dir == "" {
		dir = t.TempDir()
	}
	dir = filepath.Join(dir, fmt.Sprint(*figures))
	if _, err := os.Stat(dir); err == nil {
		return apptest.OpenWith(t, dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return apptest.OpenWith(t, dir, lines("candidates.ndjson", *figures, candidateLine), lines("roles.ndjson", askedRoles, roleLine))
}

var generated = sync.OnceValue(func() *synthetic.Corpus {
	return synthetic.New(taxonomy.Default(), gazetteer.Default(), apptest.AsOf, 1)
})

func candidateLine(i int) any {
	return struct {
		Kind string `json:"kind"`
		*profiles.Candidate
	}{"candidate", generated().Candidate(i)}
}

func roleLine(i int) any {
	return struct {
		Kind string `json:"kind"`
		*profiles.Role
	}{"role", generated().Role(i)}
}

// lines is a file of generated records, made as it is read.
func lines(name string, n int, one func(i int) any) intake.Source {
	return intake.Source{Name: name, Open: func() (io.ReadCloser, error) {
		r, w := io.Pipe()
		go func() {
			enc := json.NewEncoder(w)
			for i := range n {
				if err := enc.Encode(one(i)); err != nil {
					break // the reader is gone
				}
			}
			_ = w.Close() // never fails
		}()
		return r, nil
	}}
}

// questions are the bodies of the load, and what they are answered with.
func questions(t *testing.T, h http.Handler) (bodies []string, answers map[string][]byte) {
	t.Helper()
	answers = map[string][]byte{}
	for i := range askedRoles {
		b := fmt.Sprintf(`{"role":%q}`, generated().Role(i).ID)
		w := ask(t, h, "POST", "/v1/rank", b)
		if w.Code != 200 || !strings.Contains(w.Body.String(), `"exact":true`) {
			t.Fatalf("%d %.300s", w.Code, w.Body)
		}
		bodies, answers[b] = append(bodies, b), w.Body.Bytes()
	}
	return bodies, answers
}

// prepared answers questions with ready bytes: gin, and nothing else.
func prepared(answers map[string][]byte) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	g := gin.New()
	g.POST("/v1/rank", func(c *gin.Context) {
		b, err := io.ReadAll(c.Request.Body)
		if err != nil {
			c.Status(http.StatusBadRequest)
			return
		}
		c.Data(http.StatusOK, "application/json", answers[string(b)])
	})
	return g
}

// load sends questions to a server at a rate; 0 is as fast as 8 workers can.
func load(t *testing.T, addr string, bodies []string, perSecond int) *vegeta.Metrics {
	t.Helper()
	var targets []vegeta.Target
	for _, b := range bodies {
		targets = append(targets, vegeta.Target{Method: "POST", URL: "http://" + addr + "/v1/rank", Body: []byte(b), Header: http.Header{"Content-Type": {"application/json"}}})
	}
	options := []func(*vegeta.Attacker){vegeta.Connections(64), vegeta.Timeout(30 * time.Second)}
	if perSecond == 0 {
		options = append(options, vegeta.Workers(8), vegeta.MaxWorkers(8))
	}
	var m vegeta.Metrics
	for r := range vegeta.NewAttacker(options...).Attack(vegeta.NewStaticTargeter(targets...), vegeta.Rate{Freq: perSecond, Per: time.Second}, *figureTime, "") {
		m.Add(r)
	}
	m.Close()
	if m.Success < 1 {
		t.Errorf("only %.4f of the requests were answered: %v", m.Success, m.Errors)
	}
	return &m
}

// Exact top 10 with explanation: at saturation, and at half of it beside the same bytes prepared and the engine alone.
func TestFiguresOfRankings(t *testing.T) {
	a, k := needsFigures(t)
	h := apptest.API(t, a, k, api.Options{})
	bodies, answers := questions(t, h)
	ours, theirs := listen(t, h), listen(t, prepared(answers))
	full := load(t, ours, bodies, 0)
	half := max(1, int(full.Throughput/2))
	t.Logf("saturation: %.0f requests/s, p50 %v, p99 %v; an answer is %d bytes", full.Throughput, full.Latencies.P50, full.Latencies.P99, len(answers[bodies[0]]))
	x, y := load(t, ours, bodies, half), load(t, theirs, bodies, half)
	p50, p99 := engineAlone(t, a, half)
	t.Logf("at %d/s: Tenon p50 %v p99 %v; gin with the same bytes prepared p50 %v p99 %v; engine and JSON alone p50 %v p99 %v", half, x.Latencies.P50, x.Latencies.P99,
		y.Latencies.P50, y.Latencies.P99, p50, p99)
	t.Logf("what the HTTP layer adds at p50, beyond gin, the engine and its JSON: %v", x.Latencies.P50-y.Latencies.P50-p50)
}

// engineAlone asks the engine at a rate, and writes its answers as JSON, without HTTP.
func engineAlone(t *testing.T, a *app.App, perSecond int) (p50, p99 time.Duration) {
	t.Helper()
	var mu sync.Mutex
	var took []time.Duration
	var all sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for i := range int(figureTime.Seconds()) * perSecond {
		<-tick.C
		all.Go(func() {
			start := time.Now()
			r, err := a.Engine.Rank(t.Context(), engine.Request{Role: generated().Role(i % askedRoles).ID, Top: engine.DefaultTop, Lambda: engine.DefaultLambda})
			if err == nil {
				err = json.NewEncoder(io.Discard).Encode(r)
			}
			d := time.Since(start)
			mu.Lock()
			defer mu.Unlock()
			if took = append(took, d); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	slices.Sort(took)
	return took[len(took)/2], took[len(took)*99/100]
}

// A thousand connections that send a byte and then nothing: how others are answered meanwhile.
func TestFiguresOfSlowConnections(t *testing.T) {
	a, k := needsFigures(t)
	h := apptest.API(t, a, k, api.Options{})
	bodies, _ := questions(t, h)
	addr := listen(t, h)
	rate := max(1, int(load(t, addr, bodies, 0).Throughput/4))
	var ratios []float64
	for range 5 {
		before := load(t, addr, bodies, rate)
		ctx, stop := context.WithCancel(t.Context())
		open, err := crawl(ctx, addr, 1000)
		if err != nil {
			t.Fatal(err)
		}
		during := load(t, addr, bodies, rate)
		stop()
		ratio := float64(during.Latencies.P99) / float64(before.Latencies.P99)
		ratios = append(ratios, ratio)
		t.Logf("at %d/s: p50 %v p99 %v; with %d slow connections p50 %v p99 %v: %.2f times", rate, before.Latencies.P50, before.Latencies.P99, open, during.Latencies.P50, during.Latencies.P99, ratio)
	}
	slices.Sort(ratios)
	t.Logf("p99 with slow connections against without, median of 5: %.2f", ratios[2])
}

// crawl opens connections, half of which are slow in the head and half in the body, until ctx ends.
func crawl(ctx context.Context, addr string, n int) (int, error) {
	for i := range n {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			return i, err
		}
		context.AfterFunc(ctx, func() { _ = c.Close() })
		start := "POST /v1/rank HTTP/1.1\r\nHost: localhost\r\n"
		if i%2 == 0 {
			start = head("POST", "/v1/rank", "Content-Length: 100") + "{"
		}
		if _, err := io.WriteString(c, start); err != nil {
			return i, err
		}
	}
	return n, nil
}

// The heap after many requests is what it was after few.
func TestFiguresOfMemory(t *testing.T) {
	a, k := needsFigures(t)
	h := apptest.API(t, a, k, api.Options{})
	bodies, _ := questions(t, h)
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc >> 10
	}
	const all, part = 200_000, 50_000
	sizes := []uint64{heap()}
	for from := 0; from < all; from += part {
		var workers sync.WaitGroup
		for w := range 4 {
			workers.Go(func() {
				for i := from + w; i < from+part; i += 4 {
					one(t, h, i, bodies)
				}
			})
		}
		workers.Wait()
		sizes = append(sizes, heap())
	}
	t.Logf("heap in KiB at 0, 50,000, 100,000, 150,000 and %d requests: %v", all, sizes)
	if sizes[4] > sizes[1]+sizes[1]/20 {
		t.Errorf("the heap grows: %v", sizes)
	}
}

// one sends the i-th request of a mix, of which most are cheap.
func one(t *testing.T, h http.Handler, i int, bodies []string) {
	switch i % 20 {
	case 0:
		ask(t, h, "POST", "/v1/rank", bodies[i%len(bodies)])
	case 1:
		ask(t, h, "GET", "/v1/nowhere/"+fmt.Sprint(i), "")
	case 2:
		ask(t, h, "POST", "/v1/rank", fmt.Sprintf(`{"role":"none-%d"}`, i))
	case 3:
		ask(t, h, "GET", "/v1/search?limit=3&q=engineer", "")
	case 4:
		ask(t, h, "POST", "/v1/rescores", `{"top":0}`, "Idempotency-Key", fmt.Sprint(i))
	default:
		ask(t, h, "GET", "/v1/suggest?kind=skill&q=kub", "")
	}
}

// The same lines through the import and through the API, each into a store of its own, in turn.
func TestFiguresOfBulk(t *testing.T) {
	if *figures == 0 {
		t.Skip("skipped: measures for minutes; run with -figures 100000")
	}
	n := min(*figures, 20_000)
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	for i := range n {
		if err := enc.Encode(candidateLine(i)); err != nil {
			t.Fatal(err)
		}
	}
	var ratios []float64
	for round := range 4 {
		var direct, wire float64
		for turn := range 2 {
			if (turn+round)%2 == 0 {
				direct = imports(t, text.Bytes(), n)
			} else {
				wire = posts(t, text.Bytes(), n)
			}
		}
		ratios = append(ratios, wire/direct)
		t.Logf("import %.0f records/s, bulk over HTTP %.0f records/s, ratio %.2f", direct, wire, wire/direct)
	}
	slices.Sort(ratios)
	t.Logf("ratio, median of %d: %.2f", len(ratios), (ratios[1]+ratios[2])/2)
}

func imports(t *testing.T, text []byte, n int) float64 {
	a, _ := apptest.OpenWith(t, t.TempDir())
	src := intake.Source{Name: "c.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }}
	start := time.Now()
	r, err := a.Intake.Import(t.Context(), []intake.Source{src}, intake.Options{Now: apptest.AsOf})
	if err == nil {
		err = a.Follower.WaitFor(t.Context(), r.Seq)
	}
	if err != nil || r.Accepted != n {
		t.Fatalf("%d of %d, %v", r.Accepted, n, err)
	}
	return float64(n) / time.Since(start).Seconds()
}

func posts(t *testing.T, text []byte, n int) float64 {
	a, k := apptest.OpenWith(t, t.TempDir())
	addr := listen(t, apptest.API(t, a, k, api.Options{}))
	start := time.Now()
	w, err := http.Post("http://"+addr+"/v1/bulk/candidates?wait=searchable", "application/x-ndjson", bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var r intake.Report
	if err := json.NewDecoder(w.Body).Decode(&r); err != nil || r.Accepted != n {
		t.Fatalf("%d of %d, %v", r.Accepted, n, err)
	}
	d := time.Since(start)
	if err := w.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return float64(n) / d.Seconds()
}

// Suggestions as somebody types, over a socket: each beginning of words of every kind.
func TestFiguresOfSuggestions(t *testing.T) {
	a, k := needsFigures(t)
	addr := listen(t, apptest.API(t, a, k, api.Options{}))
	var took []time.Duration
	for range 20 {
		for kind, words := range map[string][]string{"skill": {"kubernetes", "python", "machine learning"}, "title": {"data engineer", "nurse"}, "place": {"berlin", "san francisco"}} {
			for _, word := range words {
				for n := 1; n <= len(word); n++ {
					start := time.Now()
					r, err := http.Get("http://" + addr + "/v1/suggest?" + url.Values{"kind": {kind}, "q": {word[:n]}}.Encode())
					if err != nil || r.StatusCode != http.StatusOK {
						t.Fatal(r, err)
					}
					if _, err := io.Copy(io.Discard, r.Body); err != nil {
						t.Fatal(err)
					}
					took = append(took, time.Since(start))
					_ = r.Body.Close() // read to its end
				}
			}
		}
	}
	slices.Sort(took)
	p99 := took[len(took)*99/100]
	t.Logf("%d suggestions: p50 %v, p99 %v, the longest %v", len(took), took[len(took)/2], p99, took[len(took)-1])
	if p99 > 5*time.Millisecond {
		t.Errorf("p99 of suggestions is %v: want 5 ms", p99)
	}
}
