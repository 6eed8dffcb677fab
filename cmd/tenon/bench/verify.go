package bench

import (
	"context"
	"fmt"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
)

// verify compares answers with those that scoring every pair by itself gives, in both directions, on one thread, on all, and in a batch.
func (b *bench) verify(ctx context.Context) error {
	b.Note("verifying %d answers in each direction, pair by pair", verified)
	down, up, err := b.pairByPair(ctx)
	if err != nil {
		return err
	}
	for i := range verified {
		if err := b.verifyRole(ctx, i, down[i].Sorted()); err != nil {
			return fmt.Errorf("role %s: %w", b.roles[i].ID, err)
		}
		sought, err := plan.Seek(ctx, b.live.Snapshot(), b.world, b.who[i], plan.SeekOptions{K: top, CandidateID: b.whoID(i)})
		if err != nil {
			return err
		}
		if err := same(sought.Hits, up[i].Sorted()); err != nil {
			return fmt.Errorf("candidate %d: %w", i, err)
		}
		b.out.Verified++
	}
	return nil
}

func (b *bench) verifyRole(ctx context.Context, i int, want []plan.Hit) error {
	for _, threads := range []int{1, b.out.Threads} {
		got, err := plan.Scan(ctx, b.live.Snapshot(), b.plans[i], plan.Options{K: top, RoleID: b.roles[i].ID, Threads: threads})
		if err != nil {
			return err
		}
		if err := same(got.Hits, want); err != nil {
			return err
		}
		b.out.Verified++
	}
	tops, err := b.allRoles(ctx, i+1)
	if err != nil {
		return err
	}
	b.out.Verified++
	return same(tops[i], want)
}

// pairByPair are the best by scoring every pair by itself.
func (b *bench) pairByPair(ctx context.Context) (down, up [verified]*plan.Top, err error) {
	tell, done := b.bar("records")
	defer done()
	down, up = tops(), tops()
	snap, n := b.live.Snapshot(), 0
	all := snap.Candidates() + len(snap.Roles)
	snap.Each(func(r columns.Row) {
		if n++; ctx.Err() != nil {
			return
		}
		for i := range verified {
			push(down[i], b.plans[i].Score(r.Facts), plan.Tie(b.roles[i].ID, r.ID), r.ID)
		}
		tell(n, all)
	})
	for j := range snap.Roles {
		r := &snap.Roles[j]
		p := plan.Compile(b.world, r.Facts)
		for i := range verified {
			push(up[i], p.Score(b.who[i]), plan.Tie(r.ID, b.whoID(i)), r.ID)
		}
		if n++; ctx.Err() != nil {
			break
		}
		tell(n, all)
	}
	return down, up, ctx.Err()
}

// whoID is the id of a candidate that roles were ranked for.
func (b *bench) whoID(i int) string { return fmt.Sprint("query-", i) }

func tops() (out [verified]*plan.Top) {
	for i := range out {
		out[i] = plan.NewTop(top)
	}
	return out
}

func push(t *plan.Top, s *plan.Score, tie uint64, id string) {
	t.Push(plan.Hit{Key: s.Overall, F: s.F, R: s.R, Overall: s.Overall, Tie: tie, ID: id})
}

func same(got, want []plan.Hit) error {
	if len(got) != len(want) {
		return fmt.Errorf("%w: %d results, pair by pair %d", profiles.ErrDamaged, len(got), len(want))
	}
	for i, w := range want {
		if g := got[i]; g.ID != w.ID || g.F != w.F || g.R != w.R || g.Overall != w.Overall || g.Tie != w.Tie {
			return fmt.Errorf("%w: place %d is %s with %d, pair by pair %s with %d", profiles.ErrDamaged, i+1, g.ID, g.Overall, w.ID, w.Overall)
		}
	}
	return nil
}
