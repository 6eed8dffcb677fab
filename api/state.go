package api

import (
	"context"
	"time"

	"tenon/api/wire"
)

// Upkeep is what is done to keep a directory whole, and what was found.
type Upkeep struct {
	Degraded []string // why answers may not be whole now
	Mended   []string // what was found damaged since the start, and has been made anew
	Damaged  int      // records that do not verify
	Checked  time.Time
	Found    []string // faults that the last check found
	BackedUp time.Time
	Backup   string // which backup that was
}

func (s *server) state(ctx context.Context, _ *none) (*bodyOf[wire.State], error) {
	lag, seq, err := s.lag(ctx)
	if err != nil {
		return nil, err
	}
	snap := s.Engine.Columns.Snapshot()
	columns, ids := snap.Bytes()
	out := wire.State{Status: "ready", Seq: seq, Lag: lag, Candidates: snap.Candidates(), Roles: len(snap.Roles), AsOf: snap.AsOf, Taxonomy: s.Taxonomy.Version(),
		Memory: int64(columns + ids), Sizes: map[string]int64{}, Version: s.Version}
	if s.Sizes != nil {
		out.Sizes = s.Sizes()
	}
	if s.Upkeep != nil {
		u := s.Upkeep()
		out.Degraded, out.Mended, out.Damaged = u.Degraded, u.Mended, u.Damaged
		out.Checked, out.Found = stampOf(u.Checked), u.Found
		out.BackedUp, out.Backup = stampOf(u.BackedUp), u.Backup
	}
	switch {
	case len(out.Degraded) > 0:
		out.Status = "degraded"
	case lag > readyLag:
		out.Status = "behind"
	}
	return &bodyOf[wire.State]{out}, nil
}
