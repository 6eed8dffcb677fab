package standing

import (
	"context"
	"errors"
	"runtime"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// bench are the records that searches are scored for, in columns of their own: one changed record is scored against all of them in one
// scan. They are of one month.
type bench struct {
	s          *Standing
	live       *columns.Live
	candidates map[profiles.Key]*facts.Candidate // nil: it is not there
	roles      map[profiles.Key]*facts.Role
	seq        profiles.Seq
	queue      []columns.Update // read, but not yet in the columns
}

func (s *Standing) newBench(asOf profiles.Month) *bench {
	return &bench{s: s, live: columns.New(s.Engine.Deriver, asOf), candidates: map[profiles.Key]*facts.Candidate{}, roles: map[profiles.Key]*facts.Role{}}
}

// seat is the key of a record on the bench: all are of one organisation there, so that a scan sees all.
func seat(k profiles.Key) profiles.Key {
	return profiles.Key{Kind: k.Kind, ID: k.Org + "\x00" + k.ID}
}

// forget has a record read anew.
func (b *bench) forget(k profiles.Key) {
	delete(b.candidates, k)
	delete(b.roles, k)
}

// candidate is what scoring sees of a candidate; nil when there is none.
func (b *bench) candidate(ctx context.Context, k profiles.Key) (*facts.Candidate, error) {
	if f, ok := b.candidates[k]; ok {
		return f, nil
	}
	u := columns.Update{Key: seat(k)}
	c, err := b.s.Engine.Records.Candidate(ctx, k)
	if err == nil {
		u.Candidate, u.Facts = c, b.s.Engine.Deriver.Candidate(c, b.live.Snapshot().AsOf, facts.AsIs)
	} else if !isGone(err) {
		return nil, err
	}
	b.candidates[k] = u.Facts
	b.queue = append(b.queue, u)
	return u.Facts, nil
}

// role is what scoring sees of a role; nil when there is none.
func (b *bench) role(ctx context.Context, k profiles.Key) (*facts.Role, error) {
	if f, ok := b.roles[k]; ok {
		return f, nil
	}
	r, err := b.s.Engine.Records.Role(ctx, k)
	if err != nil && !isGone(err) {
		return nil, err
	}
	u := columns.Update{Key: seat(k)}
	var f *facts.Role
	if err == nil {
		u.Role, f = r, b.s.Engine.Deriver.Role(r)
	}
	b.roles[k] = f
	b.queue = append(b.queue, u)
	return f, nil
}

// isGone says that a record is not there, or cannot be read, which is the same to whoever searches.
func isGone(err error) bool {
	return errors.Is(err, profiles.ErrNotFound) || errors.Is(err, profiles.ErrDamaged)
}

// snapshot is the bench with all that has been read.
func (b *bench) snapshot() *columns.Snapshot {
	if len(b.queue) > 0 {
		b.seq++
		b.live.Apply(b.queue, b.seq)
		b.queue = nil
	}
	return b.live.Snapshot()
}

// scores are the overall scores of a record with everybody on the bench, by seat, but the vetoed.
func (b *bench) scores(ctx context.Context, w *plan.World, r *subjected, p *plan.Plan) (map[string]int32, error) {
	snap := b.snapshot()
	var res *plan.Result
	var err error
	if r.role != nil {
		res, err = plan.Scan(ctx, snap, p, plan.Options{K: snap.Candidates(), Threads: runtime.GOMAXPROCS(0)})
	} else {
		var sought *plan.Sought
		if sought, err = plan.Seek(ctx, snap, w, r.candidate, plan.SeekOptions{K: len(snap.Roles), Threads: runtime.GOMAXPROCS(0)}); err == nil {
			res = &sought.Result
		}
	}
	if err != nil {
		return nil, err
	}
	out := make(map[string]int32, len(res.Hits))
	for i := range res.Hits {
		out[res.Hits[i].ID] = res.Hits[i].Overall
	}
	return out, nil
}
