package api

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"tenon/profiles"
)

// Streams have no end that a clock sets, but their client has to keep up: within idle something has to move, and after the grace on
// average minRate bytes a second.
var (
	idle  = 30 * time.Second // less in tests
	grace = 30 * time.Second
)

const minRate = 1 << 10

// patient reads a body that may take long, from a client that keeps up.
type patient struct {
	body   io.Reader
	rc     *http.ResponseController
	start  time.Time
	read   int64
	failed error // what ended the reading
}

// bodyOfStream is the body of a request, to be read as it comes.
func bodyOfStream(ctx huma.Context) *patient {
	return &patient{body: ctx.BodyReader(), rc: http.NewResponseController(humagin.Unwrap(ctx).Writer), start: time.Now()}
}

// Read implements io.Reader.
func (p *patient) Read(b []byte) (int, error) {
	if p.failed == nil { // behind the end of the body, time to read would run on while it is worked on; see deadlines
		_ = p.rc.SetReadDeadline(time.Now().Add(idle)) // a connection of a test has none
	}
	n, err := p.body.Read(b)
	p.read += int64(n)
	if past := time.Since(p.start); past > grace && p.read < int64(past.Seconds())*minRate {
		err = fmt.Errorf("%w: less than %d bytes a second", errSlow, minRate)
	}
	if err != nil && !errors.Is(err, io.EOF) && ofReading(err) == nil && !errors.Is(err, errSlow) {
		err = fmt.Errorf("%w: the body broke off: %w", profiles.ErrInvalid, err)
	}
	if err != nil {
		p.failed = err
	}
	return n, err
}

// Close implements io.Closer; the server closes the body.
func (p *patient) Close() error { return nil }

// written to a client that keeps up, portion by portion.
type portions struct {
	w  io.Writer
	rc *http.ResponseController
}

func portionsOf(ctx huma.Context) *portions {
	return &portions{ctx.BodyWriter(), http.NewResponseController(humagin.Unwrap(ctx).Writer)}
}

// Write implements io.Writer.
func (p *portions) Write(b []byte) (int, error) {
	_ = p.rc.SetWriteDeadline(time.Now().Add(idle)) // see patient
	return p.w.Write(b)
}

// flush sends what is written.
func (p *portions) flush() error { return p.rc.Flush() }

// streaming is an answer that is written as it is made.
type streaming struct {
	ContentType string `header:"Content-Type"`
	Body        func(huma.Context)
}

// abort ends an answer so that its client sees that it is not whole.
func abort() { panic(http.ErrAbortHandler) }
