package api

import (
	"bufio"
	"context"
	"errors"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// described is how many results of a stream are described in one turn: between turns other rankings have theirs.
const described = 500

// rankAll ranks once and streams all of it: as many pages would rank as often, and each of another moment.
func (s *server) rankAll(ctx context.Context, in *rankIn) (*streaming, error) {
	b := &in.Body
	if b.Top != nil || b.Cursor != "" || b.From != 0 || b.Order {
		return nil, profiles.FieldErrors{{Path: "body", Msg: "all of a ranking has no pages: leave top, cursor, from and order out"}}
	}
	q, err := s.ranking(ctx, b)
	if err != nil {
		return nil, err
	}
	ranked, stop := context.WithTimeout(ctx, ranking.time)
	defer stop()
	all, err := s.Engine.Stream(ranked, q)
	if err != nil {
		return nil, err
	}
	s.metrics.ranked(all.Ranking.Scored + all.Ranking.Skipped)
	return &streaming{"application/x-ndjson", func(h huma.Context) {
		if err := s.writeRanking(h, all); err != nil {
			s.fault(ctx, "a ranking ended early", err)
			abort()
		}
	}}, nil
}

func (s *server) writeRanking(h huma.Context, all *engine.Stream) error {
	to := portionsOf(h)
	w := bufio.NewWriterSize(to, 64<<10)
	line := func(x wire.RankedLine) error { return writeJSON(w, x) }
	if err := line(wire.RankedLine{Ranking: all.Ranking}); err != nil {
		return err
	}
	for n := 0; ; {
		results, err := s.nextResults(h.Context(), all)
		if err != nil {
			return err
		}
		for i := range results {
			if err := line(wire.RankedLine{Result: &results[i]}); err != nil {
				return err
			}
		}
		if n += len(results); len(results) == 0 {
			if err := line(wire.RankedLine{End: &wire.RankedEnd{Results: n, Degraded: all.Ranking.Degraded}}); err != nil {
				return err
			}
			return w.Flush()
		}
	}
}

// turnPause is how long a stream waits before it asks for its turn again.
const turnPause = 100 * time.Millisecond

// nextResults describes results as one of the rankings that run at once. A stream that has begun waits longer for its turn than one that
// has not.
func (s *server) nextResults(ctx context.Context, all *engine.Stream) ([]engine.Result, error) {
	for until := time.Now().Add(ranking.time); ; {
		release, err := s.limits.enter(ctx, &route{cost: ranking})
		if err == nil {
			defer release()
			return all.Next(ctx, described)
		}
		if !errors.Is(err, errBusy) || time.Now().After(until) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(turnPause):
		}
	}
}
