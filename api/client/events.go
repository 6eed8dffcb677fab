package client

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tenon/api/wire"
	"tenon/engine/standing"
	"tenon/profiles"
)

// Changes are the changes of records behind a number. A reading that began at 0 passes the oldest of its first page on.
func (c *Client) Changes(ctx context.Context, since, oldest profiles.Seq, limit int) (*wire.Changes, error) {
	return fetch[wire.Changes](ctx, c, path("changes"), url.Values{"since": {strconv.FormatUint(uint64(since), 10)}, "oldest": {strconv.FormatUint(uint64(oldest), 10)}, "limit": {strconv.Itoa(limit)}})
}

// Alerts are what standing searches came to match, and no longer do, behind a number.
func (c *Client) Alerts(ctx context.Context, since int64, limit int) (*wire.Alerts, error) {
	return fetch[wire.Alerts](ctx, c, path("alerts"), url.Values{"since": {strconv.FormatInt(since, 10)}, "limit": {strconv.Itoa(limit)}})
}

// Events are who entered, left or moved in kept lists, behind a number.
func (c *Client) Events(ctx context.Context, since int64, limit int) (*wire.Events, error) {
	return fetch[wire.Events](ctx, c, path("events"), url.Values{"since": {strconv.FormatInt(since, 10)}, "limit": {strconv.Itoa(limit)}})
}

// FollowChanges goes through the changes of records behind a number, and on as they happen, until the context ends or the caller has
// had enough. A stream that breaks off is taken up behind the last change that came: none is missed, none comes twice.
func (c *Client) FollowChanges(ctx context.Context, since profiles.Seq) iter.Seq2[wire.Change, error] {
	return follow[wire.Change](c, ctx, path("changes"), strconv.FormatUint(uint64(since), 10))
}

// FollowAlerts goes through what standing searches came to match behind a number, and on as [Client.FollowChanges] does.
func (c *Client) FollowAlerts(ctx context.Context, since int64) iter.Seq2[standing.Event, error] {
	return follow[standing.Event](c, ctx, path("alerts"), strconv.FormatInt(since, 10))
}

// follow reads a feed behind a number.
func follow[T any](c *Client, ctx context.Context, at, since string) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for e, err := range c.events(ctx, at, url.Values{"since": {since}}) {
			var x T
			if err == nil {
				err = json.Unmarshal(e.data, &x)
			}
			if err != nil {
				err = fmt.Errorf("follow %s: %w", at, err)
			}
			if !yield(x, err) || err != nil {
				return
			}
		}
	}
}

// event is a server-sent event.
type event struct {
	name, id string
	data     []byte
}

// errBrokenOff: a stream ended that its server has more for.
var errBrokenOff = errors.New("the stream broke off")

// events reads a stream of server-sent events. Where it ends it is opened again behind the last event that had an id, until as many
// streams in a row as requests are made again bring nothing. An error is the last that comes.
func (c *Client) events(ctx context.Context, at string, q url.Values) iter.Seq2[event, error] {
	return func(yield func(event, error) bool) {
		last := ""
		for empty := 0; ; empty++ {
			h := http.Header{"Accept": {"text/event-stream"}}
			if last != "" {
				h.Set("Last-Event-ID", last)
			}
			r, err := c.Open(ctx, Request{Method: http.MethodGet, Path: at, Query: q, Header: h})
			if err != nil {
				yield(event{}, err)
				return
			}
			came, more, err := readEvents(r.Body, &last, yield)
			_ = r.Body.Close() // what was read has been read
			if !more {
				return
			}
			if came {
				empty = 0
			}
			if ctx.Err() == nil && empty < c.o.Retries {
				err = pause(ctx, backoff(empty))
			} else {
				err = errors.Join(ctx.Err(), errBrokenOff, err)
			}
			if err != nil {
				yield(event{}, err)
				return
			}
		}
	}
}

// maxLine is the longest line of a stream.
const maxLine = 16 << 20

// readEvents hands the events of a stream on until it ends, and says whether one came and whether more are wanted.
func readEvents(from io.Reader, last *string, yield func(event, error) bool) (came, more bool, err error) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, maxLine)
	var e event
	for lines.Scan() {
		field, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case lines.Text() == "":
			if e.data = bytes.TrimSuffix(e.data, []byte("\n")); len(e.data) > 0 {
				if came = true; e.id != "" {
					*last = e.id
				}
				if !yield(e, nil) {
					return came, false, nil
				}
			}
			e = event{}
		case field == "event":
			e.name = value
		case field == "id":
			e.id = value
		case field == "data":
			e.data = append(append(e.data, value...), '\n')
		}
	}
	return came, true, lines.Err()
}
