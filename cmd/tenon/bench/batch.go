package bench

import (
	"context"
	"fmt"
	"time"

	"tenon/engine/plan"
	"tenon/index/columns"
)

// batched is how many roles the batch has at most: every tile is scored for all of them before the next.
const batched = 256

// batch ranks all candidates for many roles at once, on one thread.
func (b *bench) batch(ctx context.Context) error {
	roles := min(batched, b.Roles)
	b.Note("ranking candidates for %d roles at once", roles)
	rate, err := b.batchRate(ctx, roles)
	if err != nil {
		return err
	}
	b.add(fmt.Sprintf("batch of %d roles, exact top 10 of each, one thread", roles), rate/1e6, "M pairs/s")
	b.compared("a pair of it", 1e9/rate, "ns", naiveName, b.naive*rate/1e9)
	return nil
}

// batchRate is how many pairs a second a batch scores, the median of the rounds.
func (b *bench) batchRate(ctx context.Context, roles int) (float64, error) {
	tell, done := b.bar("rounds")
	defer done()
	var rates []float64
	for round := range rounds {
		start := time.Now()
		if _, err := b.allRoles(ctx, roles); err != nil {
			return 0, err
		}
		rates = append(rates, float64(roles)*float64(b.live.Snapshot().Candidates())/time.Since(start).Seconds())
		tell(round+1, rounds)
	}
	return median(rates), nil
}

// allRoles are the best candidates of the first roles, tile by tile.
func (b *bench) allRoles(ctx context.Context, n int) ([]*plan.Top, error) {
	snap := b.live.Snapshot()
	tops, pairs, ids := make([]*plan.Top, n), make([]*plan.Pairs, n), make([]string, n)
	for i := range n {
		r := b.corpus.Role(b.asked[i])
		tops[i], pairs[i], ids[i] = plan.NewTop(top), plan.NewPairs(plan.Compile(b.world, b.ref.Deriver.Role(r))), r.ID
	}
	floor, rows := &[columns.Rows]int32{}, everyRow(columns.Rows)
	for at, t := range snap.Tiles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for i, t2 := range tops {
			least := t2.Floor()
			for l := range floor[:t.N] {
				floor[l] = least
			}
			pairs[i].Tile(t, rows[:t.N], floor, func(l int, f, r, overall int32) {
				if overall >= t2.Floor() && snap.Alive(at, l) {
					t2.Push(plan.Hit{Key: overall, F: f, R: r, Overall: overall, Tie: plan.Tie(ids[i], t.IDs[l]), ID: t.IDs[l]})
				}
			})
		}
	}
	return tops, nil
}

func everyRow(n int) []uint16 {
	rows := make([]uint16, n)
	for i := range rows {
		rows[i] = uint16(i)
	}
	return rows
}
