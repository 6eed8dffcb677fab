package crashtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tenon/profiles"
)

// hearing is held by whoever tells a model of several clients something.
var hearing sync.Mutex

// client writes and reads over HTTP what nobody else writes, and tells its model before and after.
type client struct {
	t        *testing.T
	s        *server
	m        *model
	n        int
	r        *rand.Rand
	keys     []string
	tags     map[string]string // ETag of each key that it has seen
	next     version
	id       int
	reads    atomic.Int64
	searches atomic.Int64 // of the late reads
	late     atomic.Int64 // reads that were told to come again
	pace     time.Duration
	by       *http.Client // with one connection

	refused string // what a write was told last that came to nothing; guarded by hearing
	lately  string // likewise of a read
}

func newClient(t *testing.T, s *server, m *model, round, n int, keys []string) *client {
	return &client{t: t, s: s, m: m, n: n, r: rand.New(rand.NewPCG(*seed+uint64(round), uint64(n))), keys: keys, tags: map[string]string{},
		next: version(round)*1_000_000 + version(n)*200_000 + 1, pace: 40 * time.Millisecond,
		by: &http.Client{Transport: &http.Transport{MaxConnsPerHost: 1}}}
}

// work are the clients of a server, and whoever else is waited for with them.
type work struct {
	sync.WaitGroup
	clients []*client
}

// under has clients write and read until ctx ends.
func (s *server) under(ctx context.Context, t *testing.T, m *model, round int, keys [writers][]string) *work {
	w := &work{}
	for n := range writers {
		c := newClient(t, s, m, round, n, keys[n])
		w.clients = append(w.clients, c)
		w.Go(func() { c.run(ctx) })
	}
	return w
}

// late is how many reads were told to come again, or had no answer.
func (w *work) late() (n int64) {
	for _, c := range w.clients {
		n += c.late.Load()
	}
	return n
}

// lateButSearches leaves searches of text out.
func (w *work) lateButSearches() (n int64) {
	for _, c := range w.clients {
		n += c.late.Load() - c.searches.Load()
	}
	return n
}

// more waits until so many more records have been acknowledged and so many more reads answered.
func (w *work) more(t *testing.T, m *model, records int) {
	t.Helper()
	at := func() (acknowledged int, reads int64) {
		hearing.Lock()
		defer hearing.Unlock()
		for _, c := range w.clients {
			reads += c.reads.Load()
		}
		return m.acknowledged, reads
	}
	a, r := at()
	a, r = a+records, r+int64(records/4)
	deadline := time.Now().Add(time.Minute)
	for tick := time.NewTicker(10 * time.Millisecond); ; <-tick.C {
		if acknowledged, reads := at(); acknowledged >= a && reads >= r {
			tick.Stop()
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing goes on: no more is acknowledged, or read")
		}
	}
}

func (c *client) ask(ctx context.Context, method, path string, body []byte, header ...string) (*answer, error) {
	return c.s.askBy(ctx, c.by, method, path, body, header...)
}

func (c *client) tell(what string, args ...any) {
	hearing.Lock()
	defer hearing.Unlock()
	c.m.hear(strings.Fields(fmt.Sprintf(what, args...)))
}

func (c *client) key() string { return c.keys[c.r.IntN(len(c.keys))] }

// run makes one request after the other, at its pace, until ctx ends.
func (c *client) run(ctx context.Context) {
	tick := time.NewTicker(c.pace)
	defer tick.Stop()
	for ctx.Err() == nil {
		c.step(ctx)
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

func (c *client) step(ctx context.Context) {
	switch x := c.r.IntN(100); {
	case x < 45:
		c.put(ctx, c.key())
	case x < 50:
		c.bulk(ctx)
	case x < 58:
		c.remove(ctx, c.key())
	case x < 70:
		c.read(ctx, "GET", "/v1/search?kind=candidate&q=engineer&limit=5", nil)
	case x < 90:
		c.read(ctx, "POST", "/v1/rank", fmt.Appendf(nil, `{"role":"r%d","top":10}`, c.r.IntN(4)))
	default:
		c.read(ctx, "GET", "/v1/candidates?limit=20", nil)
	}
}

// read makes a request that changes nothing.
func (c *client) read(ctx context.Context, method, path string, body []byte) *answer {
	a, err := c.ask(ctx, method, path, body)
	if err != nil {
		if !c.s.dead.Load() && ctx.Err() == nil {
			c.passed(path, err)
		}
		return nil
	}
	c.reads.Add(1)
	switch a.status {
	case 200:
		return a
	case 503: // in time there was no answer
		c.passed(path, a)
	default:
		c.t.Errorf("%s %s: %s", method, path, a)
	}
	return nil
}

// passed counts a read that came to nothing.
func (c *client) passed(path string, why any) {
	if strings.HasPrefix(path, "/v1/search?") {
		c.searches.Add(1)
	}
	c.late.Add(1)
	hearing.Lock()
	defer hearing.Unlock()
	c.lately = fmt.Sprint(path, ": ", why)
}

// begin names an operation and tells of it. It goes on to the end of its server, not only to that of the client's time.
func (c *client) begin(what string, k string, v version) string {
	c.id++
	name := fmt.Sprintf("%d.%d", c.n, c.id)
	c.tell("B %s %s %s=%d", name, what, k, v)
	return name
}

// put replaces or creates a candidate on condition that nobody else has; every fourth waits until it is found, and looks.
func (c *client) put(ctx context.Context, k string) {
	if _, known := c.tags[k]; !known {
		a, err := c.ask(ctx, "GET", "/v1/candidates/"+k, nil)
		if err != nil {
			return
		}
		c.tags[k] = a.header.Get("ETag") // none of one that is not there
	}
	condition := []string{"If-None-Match", "*"}
	if tag := c.tags[k]; tag != "" {
		condition = []string{"If-Match", tag}
	}
	v := c.next
	c.next++
	body, err := json.Marshal(candidate(k, v))
	if err != nil {
		c.t.Error(err)
		return
	}
	path := "/v1/candidates/" + k
	wait := v%4 == 0
	if wait {
		path += "?wait=searchable"
	}
	name := c.begin("put", k, v)
	a, err := c.ask(context.WithoutCancel(ctx), "PUT", path, body, condition...)
	if !c.end(name, a, err) {
		delete(c.tags, k)
		return
	}
	c.tags[k] = a.header.Get("ETag")
	if wait && a.header.Get("Tenon-Searchable") == "true" {
		c.find(ctx, k, v)
	}
}

// find looks for a candidate by its token.
func (c *client) find(ctx context.Context, k string, v version) {
	a := c.read(ctx, "GET", "/v1/search?kind=candidate&limit=3&q="+token(k, v), nil)
	if a != nil && !bytes.Contains(a.body, []byte(`"`+k+`"`)) {
		c.t.Errorf("%s at %d was said to be searchable and is not found: %s", k, v, a)
	}
}

// bulk streams some candidates in. Each is an operation: what the server had of them when it was killed nobody knows.
func (c *client) bulk(ctx context.Context) {
	var body bytes.Buffer
	var names []string
	seen := map[string]bool{}
	for range 20 {
		k, v := c.key(), c.next
		if seen[k] {
			continue
		}
		seen[k] = true
		c.next++
		line, err := json.Marshal(candidate(k, v))
		if err != nil {
			c.t.Error(err)
			return
		}
		body.Write(append(line, '\n'))
		names = append(names, c.begin("put", k, v))
		delete(c.tags, k)
	}
	a, err := c.ask(context.WithoutCancel(ctx), "POST", "/v1/bulk/candidates", body.Bytes(), "Content-Type", "application/x-ndjson")
	if err == nil && a.status == 200 && !bytes.Contains(a.body, fmt.Appendf(nil, `"accepted":%d`, len(names))) {
		c.t.Errorf("%d candidates: %s", len(names), a)
	}
	for _, name := range names {
		c.end(name, a, err)
	}
}

func (c *client) remove(ctx context.Context, k string) {
	name := c.begin("delete", k, 0)
	a, err := c.ask(context.WithoutCancel(ctx), "DELETE", "/v1/candidates/"+k, nil)
	if c.end(name, a, err) {
		c.tags[k] = ""
	}
}

// end tells what became of an operation and says whether it was made.
func (c *client) end(name string, a *answer, err error) bool {
	switch {
	case err != nil:
		c.tell("I %s", name)
	case a.status < 300:
		c.tell("A %s", name)
		return true
	case a.status == 404 || a.status == 412:
		c.tell("R %s", name)
	case a.status == 503 || a.status == 408: // not now; or everything stood still, and the rest of the request came late
		c.tell("I %s", name)
		hearing.Lock()
		c.refused = string(a.body)
		hearing.Unlock()
	default:
		c.t.Errorf("%s", a)
	}
	return false
}

// whatMatters of a candidate that came in over HTTP, where what it names is resolved.
func whatMatters(c *profiles.Candidate) string {
	return fmt.Sprintf("%s %s %d skills, %d jobs", c.Headline, c.Text, len(c.Skills), len(c.Jobs))
}
