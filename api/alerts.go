package api

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/engine/standing"
	"tenon/profiles"
)

func (s *server) standing() (*standing.Standing, error) {
	if s.Standing == nil {
		return nil, fmt.Errorf("%w: this server does not judge standing searches", profiles.ErrUnavailable)
	}
	return s.Standing, nil
}

type matchesIn struct {
	OfID
	Limit int `query:"limit" minimum:"1" maximum:"1000" default:"50"`
}

func (s *server) matches(ctx context.Context, in *matchesIn) (*bodyOf[wire.Matches], error) {
	x, err := s.standing()
	if err != nil {
		return nil, err
	}
	search, _, err := s.ownedSearch(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	org := auth.From(ctx).Org
	ms, total, err := x.Matches(ctx, org, in.ID, math.MaxInt)
	if err != nil {
		return nil, err
	}
	if scope(ctx).Own && search.For == profiles.KindRole {
		ms = slices.DeleteFunc(ms, func(m standing.Match) bool { return m.Org != org })
		total = len(ms)
	}
	ms = ms[:min(len(ms), in.Limit)]
	out := &bodyOf[wire.Matches]{wire.Matches{Matches: append([]standing.Match{}, ms...), Total: total}}
	out.Body.Seq, err = x.Seq(ctx)
	return out, err
}

type alertsIn struct {
	Since  int64  `query:"since" minimum:"0" doc:"Alerts behind this number."`
	Limit  int    `query:"limit" minimum:"1" maximum:"10000" default:"1000"`
	Latest bool   `query:"latest" doc:"The last so many as limit says, in place of those behind since."`
	Search string `query:"search" maxLength:"128" doc:"Of this standing search alone, as far as there are some among those that are read."`
	Accept string `header:"Accept" doc:"text/event-stream: the feed goes on, alert by alert."`
	LastID string `header:"Last-Event-ID" maxLength:"20" doc:"Of a stream that broke off: it goes on behind it."`
}

func (s *server) alerts(ctx context.Context, in *alertsIn) (*streaming, error) {
	x, err := s.standing()
	if err != nil {
		return nil, err
	}
	org := auth.From(ctx).Org
	if strings.Contains(in.Accept, "text/event-stream") {
		if n, err := strconv.ParseInt(in.LastID, 10, 64); err == nil && n >= 0 {
			in.Since = n
		}
		if _, err := alertsSince(ctx, x, org, in.Since, 1); err != nil { // such as that those are kept no more
			return nil, err
		}
		return &streaming{"text/event-stream", func(h huma.Context) { s.followAlerts(h, x, org, in) }}, nil
	}
	if in.Latest {
		last, err := x.Last(ctx, org)
		if err != nil {
			return nil, err
		}
		in.Since = max(0, last-int64(in.Limit))
	}
	es, err := alertsSince(ctx, x, org, in.Since, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &wire.Alerts{Alerts: []standing.Event{}, Next: in.Since}
	sees := s.seesAlerts(ctx, in.Search)
	for i := range es {
		out.Next = es[i].Number
		if sees(&es[i]) {
			out.Alerts = append(out.Alerts, es[i])
		}
	}
	return &streaming{"application/json", func(h huma.Context) {
		if writeJSON(portionsOf(h), out) != nil {
			abort()
		}
	}}, nil
}

// alertsSince are the alerts behind a number, which is none that nobody was ever told.
func alertsSince(ctx context.Context, x *standing.Standing, org string, since int64, limit int) ([]standing.Event, error) {
	es, err := x.Events(ctx, org, since, limit)
	if err != nil || len(es) > 0 {
		return es, err
	}
	last, err := x.Last(ctx, org)
	if err != nil {
		return nil, err
	}
	return es, notAhead(since, last)
}

func (s *server) followAlerts(h huma.Context, x *standing.Standing, org string, in *alertsIn) {
	e := s.eventStream(h)
	if e.flush() != nil {
		return
	}
	sees := s.seesAlerts(h.Context(), in.Search)
	for {
		moved := x.Changed()
		for more := true; more; {
			es, err := x.Events(h.Context(), org, in.Since, in.Limit)
			if err != nil {
				return
			}
			for i := range es {
				if !sees(&es[i]) {
					in.Since = es[i].Number
					continue
				}
				if e.send("alert", strconv.FormatInt(es[i].Number, 10), &es[i]) != nil {
					return
				}
				in.Since = es[i].Number
			}
			more = len(es) == in.Limit
		}
		if !e.wait(h.Context(), moved) {
			return
		}
	}
}

// seesAlerts says which alerts of a search, "" for all, who asks may see: a candidate those of the own searches, others all of the
// organisation, but that a recruiter does not see the roles of others.
func (s *server) seesAlerts(ctx context.Context, search string) func(*standing.Event) bool {
	p, own := auth.From(ctx), scope(ctx).Own
	return func(e *standing.Event) bool {
		switch {
		case search != "" && e.Search != search:
			return false
		case p.Role == auth.Candidate:
			_, _, err := s.ownedSearch(ctx, e.Search)
			return err == nil
		}
		return !own || e.For != profiles.KindRole || e.MatchOrg == p.Org
	}
}
