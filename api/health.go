package api

import (
	"context"
	"fmt"

	"tenon/api/wire"
	"tenon/profiles"
)

// none is the input of an operation without any.
type none struct{}

type bodyOf[T any] struct{ Body T }

func (s *server) health(context.Context, *none) (*bodyOf[wire.Health], error) {
	return &bodyOf[wire.Health]{wire.Health{Status: "ok"}}, nil
}

// readyLag is how many changes text and columns may be behind: what a follower takes in about a second.
const readyLag = 2000

func (s *server) ready(ctx context.Context, _ *none) (*bodyOf[wire.Ready], error) {
	lag, seq, err := s.lag(ctx)
	if err != nil {
		return nil, err
	}
	if lag > readyLag {
		return nil, fmt.Errorf("%w: text and columns are %d changes behind the store", profiles.ErrUnavailable, lag)
	}
	return &bodyOf[wire.Ready]{wire.Ready{Status: "ready", Seq: seq, Lag: lag}}, nil
}

// lag is how many changes text or columns lack, and the number of the store's last.
func (s *server) lag(ctx context.Context) (lag, seq profiles.Seq, err error) {
	if seq, err = s.Store.Seq(ctx); err != nil {
		return 0, 0, err
	}
	if at := s.Follower.Reached(); at < seq {
		lag = seq - at
	}
	return lag, seq, nil
}
