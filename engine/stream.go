package engine

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"tenon/engine/plan"
)

// Stream is a ranking that was made once, and whose results are described as they are asked for: one of any length needs no more memory
// than its order, and all of it is of one snapshot. It is for one goroutine.
type Stream struct {
	Ranking *Ranking // all but the results; what turns out to be degraded on the way is added
	run     *run
	order   *ordered
}

// Stream ranks as [Engine.Rank] does, up to the first [MaxDepth] where the request names no top.
func (e *Engine) Stream(ctx context.Context, q Request) (*Stream, error) {
	if q.Top == 0 {
		q.Top = MaxDepth - q.before()
	}
	r, preset, err := e.run(ctx, &q)
	if err != nil {
		return nil, err
	}
	o, err := r.order(ctx)
	if err != nil {
		return nil, err
	}
	r.say(o.Ranking, preset)
	return &Stream{o.Ranking, r, o}, nil
}

// Next describes the next n results, in their order; none of them at the end.
func (s *Stream) Next(ctx context.Context, n int) ([]Result, error) {
	for len(s.order.hits) > 0 {
		hits := s.order.hits[:min(n, len(s.order.hits))]
		s.order.hits = s.order.hits[len(hits):]
		out, err := s.described(ctx, hits)
		if err != nil || len(out) > 0 { // else all of them are gone
			return out, err
		}
	}
	return nil, nil
}

// described describes hits on all processors.
func (s *Stream) described(ctx context.Context, hits []plan.Hit) ([]Result, error) {
	results, faults := make([]Result, len(hits)), make([]error, len(hits))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(hits)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(hits); i = int(next.Add(1)) - 1 {
				if faults[i] = ctx.Err(); faults[i] == nil {
					results[i], faults[i] = s.order.describe(ctx, hits[i])
				}
			}
		})
	}
	wg.Wait()
	out := results[:0]
	for i := range hits {
		if s.run.gone(s.Ranking, hits[i], faults[i]) {
			continue
		}
		if faults[i] != nil {
			return nil, fmt.Errorf("rank: %w", faults[i])
		}
		out = append(out, results[i])
	}
	s.Ranking.Exact = len(s.Ranking.Degraded) == 0
	return out, nil
}
