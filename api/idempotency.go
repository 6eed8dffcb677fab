package api

import (
	"bytes"
	"container/list"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"tenon/api/auth"
	"tenon/profiles"
)

// IdempotencyHeader makes a creation happen once: a request that repeats it with the same key gets the first answer again.
const IdempotencyHeader = "Idempotency-Key"

// How many answers are kept, of what size, and for how long.
const (
	maxReplays    = 10_000
	maxReplaySize = 256 << 10
	replayTime    = 24 * time.Hour
)

// replay is the answer to a creation with a key.
type replay struct {
	name    string
	request [sha256.Size]byte // its body and what it was sent to
	until   time.Time
	done    bool // answered; before, it is under way
	status  int
	header  http.Header
	body    []byte
}

// replays keeps answers in memory, which hold records: on disk they would outlive those. A restart forgets them; what was created under a
// key is then told by the id that the key makes, see created.go.
type replays struct {
	now func() time.Time

	mu    sync.Mutex // guards what follows
	named map[string]*list.Element
	order *list.List // of *replay, the oldest first
}

func newReplays(now func() time.Time) *replays {
	return &replays{now: now, named: map[string]*list.Element{}, order: list.New()}
}

// begin returns the answer that is kept under a name, or nil and notes that the request is under way. The error is errReplayed.
func (r *replays) begin(name string, request [sha256.Size]byte) (*replay, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for e := r.order.Front(); e != nil && (r.order.Len() > maxReplays || e.Value.(*replay).until.Before(r.now())); e = r.order.Front() {
		r.drop(e)
	}
	if e := r.named[name]; e != nil {
		x := e.Value.(*replay)
		switch {
		case x.request != request:
			return nil, fmt.Errorf("%w: came before with another request: take a new one", errReplayed)
		case !x.done:
			return nil, fmt.Errorf("%w: its first request is not answered yet: try again", errReplayed)
		}
		return x, nil
	}
	r.named[name] = r.order.PushBack(&replay{name: name, request: request, until: r.now().Add(replayTime)})
	return nil, nil
}

// forget drops the answers to an organisation that are kept: they may be about somebody who was erased.
func (r *replays) forget(org string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for e := r.order.Front(); e != nil; {
		next := e.Next()
		if x := e.Value.(*replay); x.done && strings.HasPrefix(x.name, org+"\x00") {
			r.drop(e)
		}
		e = next
	}
}

func (r *replays) drop(e *list.Element) {
	delete(r.named, e.Value.(*replay).name)
	r.order.Remove(e)
}

// end keeps an answer. One that is no success, or too large, is not kept: the request may be made again.
func (r *replays) end(name string, status int, header http.Header, body []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.named[name]
	if e == nil {
		return
	}
	if status < 200 || status > 299 || len(body) > maxReplaySize {
		r.drop(e)
		return
	}
	x := e.Value.(*replay)
	x.done, x.status, x.body, x.header = true, status, body, http.Header{}
	for _, h := range []string{"Content-Type", "Location", "ETag", "Tenon-Seq"} {
		if v := header.Get(h); v != "" {
			x.header.Set(h, v)
		}
	}
}

// once lets a request through, or answers one that repeats another as that was answered.
func (s *server) once(c *gin.Context, r *route) {
	k := c.GetHeader(IdempotencyHeader)
	if !r.once || k == "" {
		c.Next()
		return
	}
	if len(k) > 255 || profiles.CheckID(k[:min(len(k), 128)]) != nil {
		s.refuse(c, profiles.FieldErrors{{Path: "header." + IdempotencyHeader, Msg: "want 1 to 255 bytes of text without control characters"}})
		return
	}
	body, err := io.ReadAll(c.Request.Body)
	if err != nil {
		s.refuse(c, fmt.Errorf("read the body: %w", err))
		return
	}
	c.Request.Body = io.NopCloser(bytes.NewReader(body))
	p := auth.From(c.Request.Context())
	name := p.Org + "\x00" + p.ID + "\x00" + r.id + "\x00" + k
	kept, err := s.replays.begin(name, sha256.Sum256(append([]byte(c.Request.URL.RequestURI()+"\x00"), body...)))
	switch {
	case err != nil:
		s.refuse(c, err)
	case kept != nil:
		answerAgain(c, kept)
	default:
		s.answerOnce(c, name)
	}
}

func answerAgain(c *gin.Context, x *replay) {
	for h, v := range x.header {
		c.Writer.Header()[h] = v
	}
	c.Header("Idempotent-Replayed", "true")
	c.Status(x.status)
	c.Writer.WriteHeaderNow()
	_, _ = c.Writer.Write(x.body) // a client that is gone asks again
	c.Abort()
}

func (s *server) answerOnce(c *gin.Context, name string) {
	w := &copying{ResponseWriter: c.Writer}
	c.Writer = w
	status := http.StatusInternalServerError // of a panic
	defer func() { s.replays.end(name, status, w.Header(), w.copy.Bytes()) }()
	c.Next()
	status = w.Status()
}

// copying keeps what is written, up to what a replay may hold.
type copying struct {
	gin.ResponseWriter
	copy bytes.Buffer
}

// Write implements io.Writer.
func (w *copying) Write(b []byte) (int, error) {
	if w.copy.Len() <= maxReplaySize {
		w.copy.Write(b)
	}
	return w.ResponseWriter.Write(b)
}
