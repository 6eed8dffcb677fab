package bench

import (
	"context"
	"fmt"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
)

// verify compares answers with those that scoring every pair by itself gives, in both directions.
func (b *bench) verify(ctx context.Context) error {
	b.Note("verifying %d answers in each direction, pair by pair", verified)
	snap := b.live.Snapshot()
	down, up := tops(), tops()
	snap.Each(func(r columns.Row) {
		for i := range verified {
			push(down[i], b.plans[i].Score(r.Facts), plan.Tie(b.roles[i].ID, r.ID), r.ID)
		}
	})
	for j := range snap.Roles {
		r := &snap.Roles[j]
		p := plan.Compile(b.world, r.Facts)
		for i := range verified {
			push(up[i], p.Score(b.who[i]), plan.Tie(r.ID, b.whoID(i)), r.ID)
		}
	}
	for i := range verified {
		got, err := plan.Scan(ctx, snap, b.plans[i], plan.Options{K: top, RoleID: b.roles[i].ID})
		if err != nil {
			return err
		}
		sought, err := plan.Seek(ctx, snap, b.world, b.who[i], plan.SeekOptions{K: top, CandidateID: b.whoID(i)})
		if err != nil {
			return err
		}
		if err := same(got.Hits, down[i].Sorted()); err != nil {
			return fmt.Errorf("role %s: %w", b.roles[i].ID, err)
		}
		if err := same(sought.Hits, up[i].Sorted()); err != nil {
			return fmt.Errorf("candidate %d: %w", i, err)
		}
		b.out.Verified += 2
	}
	return nil
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
