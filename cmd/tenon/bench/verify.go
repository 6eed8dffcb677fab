package bench

import (
	"context"
	"errors"
	"fmt"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
)

// answers are those of a sample of queries, by scoring every pair by itself: all candidates, those that a filter keeps, all roles.
type answers struct{ down, kept, up [verified]*plan.Top }

// verify compares answers with those that scoring every pair by itself gives, in both directions, on one thread and on all, filtered,
// and in a batch with the instructions of the processor and without.
func (b *bench) verify(ctx context.Context) error {
	b.Note("verifying %d answers in each direction, pair by pair", verified)
	a, err := b.pairByPair(ctx)
	if err != nil {
		return err
	}
	var batches [2][][]plan.Hit
	for i, o := range []plan.Options{{K: top}, {K: top, Plain: true}} {
		if batches[i], err = b.allRoles(ctx, verified, o); err != nil {
			return err
		}
	}
	for i := range verified {
		want := a.down[i].Sorted()
		err := errors.Join(b.ranked(ctx, i, want, plan.Options{}), b.ranked(ctx, i, want, plan.Options{Threads: b.out.Threads}),
			b.ranked(ctx, i, a.kept[i].Sorted(), plan.Options{Filter: everyHundredth}), b.equal(batches[0][i], want), b.equal(batches[1][i], want))
		if err != nil {
			return fmt.Errorf("role %s: %w", b.roles[i].ID, err)
		}
		sought, err := plan.Seek(ctx, b.live.Snapshot(), b.world, b.who[i], plan.SeekOptions{K: top, CandidateID: b.whoID(i)})
		if err != nil {
			return err
		}
		if err := b.equal(sought.Hits, a.up[i].Sorted()); err != nil {
			return fmt.Errorf("candidate %d: %w", i, err)
		}
	}
	return nil
}

func (b *bench) ranked(ctx context.Context, i int, want []plan.Hit, o plan.Options) error {
	o.K, o.RoleID = top, b.roles[i].ID
	got, err := plan.Scan(ctx, b.live.Snapshot(), b.plans[i], o)
	if err != nil {
		return err
	}
	return b.equal(got.Hits, want)
}

// equal compares an answer, and counts it.
func (b *bench) equal(got, want []plan.Hit) error {
	b.out.Verified++
	return same(got, want)
}

// pairByPair are the best by scoring every pair by itself.
func (b *bench) pairByPair(ctx context.Context) (*answers, error) {
	tell, done := b.bar("records")
	defer done()
	a := &answers{tops(), tops(), tops()}
	snap, n := b.live.Snapshot(), 0
	all := snap.Candidates() + len(snap.Roles)
	for at, t := range snap.Tiles {
		for l, f := range t.Facts() {
			if !snap.Alive(at, l) {
				continue
			}
			if n++; ctx.Err() != nil {
				return nil, ctx.Err()
			}
			b.pushCandidate(a, t.ID(l), f, l%100 == 0)
			tell(n, all)
		}
	}
	for j := range snap.Roles {
		r := &snap.Roles[j]
		p := plan.Compile(b.world, r.Facts)
		for i := range verified {
			push(a.up[i], p.Score(b.who[i]), plan.Tie(r.ID, b.whoID(i)), r.ID)
		}
		if n++; ctx.Err() != nil {
			return nil, ctx.Err()
		}
		tell(n, all)
	}
	return a, nil
}

func (b *bench) pushCandidate(a *answers, id string, f *facts.Candidate, kept bool) {
	for i := range verified {
		s, tie := b.plans[i].Score(f), plan.Tie(b.roles[i].ID, id)
		push(a.down[i], s, tie, id)
		if kept {
			push(a.kept[i], s, tie, id)
		}
	}
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
