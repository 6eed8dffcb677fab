package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/store"
)

// beat is how often an event stream says that it lives, so that proxies keep it and a client that is gone is found out.
const beat = 15 * time.Second

// eventStream writes server-sent events.
type eventStream struct {
	*portions
	ending <-chan struct{}
}

func (s *server) eventStream(h huma.Context) eventStream {
	h.SetHeader("Content-Type", "text/event-stream")
	h.SetHeader("X-Accel-Buffering", "no")
	return eventStream{portionsOf(h), s.streams}
}

// send writes one event, with an id where a client that comes back can go on.
func (e eventStream) send(name, id string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if id != "" {
		id = "id: " + id + "\n"
	}
	if _, err := fmt.Fprintf(e, "event: %s\n%sdata: %s\n\n", name, id, b); err != nil {
		return err
	}
	return e.flush()
}

// wait returns when the channel is closed, and says every now and then that the stream lives. False: the client is gone, or the server ends.
func (e eventStream) wait(ctx context.Context, moved <-chan struct{}) bool {
	t := time.NewTicker(beat)
	defer t.Stop()
	for {
		select {
		case <-moved:
			return true
		case <-ctx.Done():
			return false
		case <-e.ending:
			return false
		case <-t.C:
			if _, err := io.WriteString(e, ": beat\n\n"); err != nil || e.flush() != nil {
				return false
			}
		}
	}
}

func (s *server) watchRescore(ctx context.Context, in *jobIn) (*streaming, error) {
	org := auth.From(ctx).Org
	if _, _, err := s.jobs.find(org, in.ID); err != nil {
		return nil, err
	}
	return &streaming{"text/event-stream", func(h huma.Context) {
		e := s.eventStream(h)
		for {
			x, moved, err := s.jobs.find(org, in.ID)
			if err != nil || e.send(x.State, "", x) != nil || x.State != wire.JobRunning || !e.wait(h.Context(), moved) {
				return // its last event is not running
			}
		}
	}}, nil
}

type changesIn struct {
	Since  profiles.Seq `query:"since" doc:"Changes behind this number."`
	Limit  int          `query:"limit" minimum:"1" maximum:"10000" default:"1000"`
	Oldest profiles.Seq `query:"oldest" doc:"Of a reading that began at 0: oldest of its first page."`
	Accept string       `header:"Accept" doc:"text/event-stream: the feed goes on, event by event."`
	LastID string       `header:"Last-Event-ID" maxLength:"41" doc:"Of a stream that broke off, as it came: it goes on behind it."`
}

// place is the id of an event of the feed: the number of its change and, of a reading that began where deletions have left the feed
// since, up to which they have. So it may be broken off and goes on as pages do.
func place(at, oldest profiles.Seq) string {
	if at >= oldest {
		return strconv.FormatUint(uint64(at), 10)
	}
	return fmt.Sprintf("%d-%d", at, oldest)
}

// goOn takes what place wrote; what is none is nothing.
func (in *changesIn) goOn() {
	at, oldest, has := strings.Cut(in.LastID, "-")
	n, err := strconv.ParseUint(at, 10, 64)
	if err != nil {
		return
	}
	in.Since = profiles.Seq(n)
	if m, err := strconv.ParseUint(oldest, 10, 64); has && err == nil {
		in.Oldest = profiles.Seq(m)
	}
}

func (s *server) changes(ctx context.Context, in *changesIn) (*streaming, error) {
	if !strings.Contains(in.Accept, "text/event-stream") {
		out, err := s.changesSince(ctx, in)
		if err != nil {
			return nil, err
		}
		return &streaming{"application/json", func(h huma.Context) {
			if writeJSON(portionsOf(h), out) != nil {
				abort()
			}
		}}, nil
	}
	in.goOn()
	feed, ok := s.Store.(store.Notifier)
	if !ok {
		return nil, fmt.Errorf("%w: this store does not say when it changes", profiles.ErrUnavailable)
	}
	if err := s.notTooOld(ctx, in); err != nil {
		return nil, err
	}
	return &streaming{"text/event-stream", func(h huma.Context) { s.followChanges(h, feed, in) }}, nil
}

func (s *server) followChanges(h huma.Context, feed store.Notifier, in *changesIn) {
	e := s.eventStream(h)
	if e.flush() != nil {
		return
	}
	for {
		moved := feed.Changed()
		for {
			page, err := s.changesSince(h.Context(), in)
			if err != nil {
				return
			}
			in.Oldest = page.Oldest
			for _, c := range page.Changes {
				if e.send("change", place(c.Seq, page.Oldest), c) != nil {
					return
				}
			}
			if page.Next == in.Since {
				break
			}
			in.Since = page.Next
		}
		if !e.wait(h.Context(), moved) {
			return
		}
	}
}

// changesSince are the changes of candidates and roles of the organisation. Those of identities are nobody's to follow.
func (s *server) changesSince(ctx context.Context, in *changesIn) (*wire.Changes, error) {
	cs, err := s.Store.Changes(ctx, in.Since, in.Limit)
	if err == nil {
		err = s.notTooOld(ctx, in)
	}
	if err != nil {
		return nil, err
	}
	out := &wire.Changes{Changes: []wire.Change{}, Next: in.Since, Oldest: in.Oldest}
	org := auth.From(ctx).Org
	for _, c := range cs {
		out.Next = c.Seq
		if c.Key.Org == org && (c.Key.Kind == profiles.KindCandidate || c.Key.Kind == profiles.KindRole) {
			out.Changes = append(out.Changes, wire.Change{Seq: c.Seq, Kind: c.Key.Kind, ID: c.Key.ID, Deleted: c.Deleted})
		}
	}
	return out, nil
}

// notTooOld refuses who has read up to a number since when deletions have left the feed, and notes the last of these for who begins.
func (s *server) notTooOld(ctx context.Context, in *changesIn) error {
	oldest, err := s.Store.Oldest(ctx)
	if err != nil {
		return err
	}
	if in.Since > 0 && in.Since < oldest && in.Oldest != oldest {
		return fmt.Errorf("%w: deletions up to change %d are in the feed no more: read it from 0 on, and keep nothing that it does not name", profiles.ErrTooOld, oldest)
	}
	in.Oldest = oldest
	last, err := s.Store.Seq(ctx)
	if err != nil {
		return err
	}
	return notAhead(int64(in.Since), int64(last)) //nolint:gosec // numbers of changes are far below 2⁶³
}

// notAhead refuses who has read further than there is: the data is another, such as that of a restored backup, and would be silent
// until it has as many.
func notAhead(since, last int64) error {
	if since > last {
		return fmt.Errorf("%w: the feed ends at %d: what was read up to %d is of other data: read it from 0 on", profiles.ErrTooOld, last, since)
	}
	return nil
}

type eventsIn struct {
	Since  int64 `query:"since" minimum:"0" doc:"Events behind this number."`
	Limit  int   `query:"limit" minimum:"1" maximum:"10000" default:"1000"`
	Latest bool  `query:"latest" doc:"The last so many as limit says, in place of those behind since."`
}

func (s *server) events(ctx context.Context, in *eventsIn) (*bodyOf[wire.Events], error) {
	if s.Batch == nil {
		return nil, fmt.Errorf("%w: this server keeps no lists", profiles.ErrUnavailable)
	}
	if in.Latest {
		last, err := s.Batch.Last(ctx)
		if err != nil {
			return nil, err
		}
		in.Since = max(0, last-int64(in.Limit))
	}
	all, err := s.Batch.Events(ctx, in.Since, in.Limit)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 && in.Since > 0 {
		last, err := s.Batch.Last(ctx)
		if err == nil {
			err = notAhead(in.Since, last)
		}
		if err != nil {
			return nil, err
		}
	}
	out := &bodyOf[wire.Events]{wire.Events{Events: all[:0], Next: in.Since}}
	sees := seesMatch(ctx)
	org := auth.From(ctx).Org
	for _, e := range all {
		out.Body.Next = e.Number
		if e.Org == org && sees(e.List, e.MatchOrg) {
			out.Body.Events = append(out.Body.Events, e)
		}
	}
	return out, nil
}
