package bench

import (
	"context"
	"fmt"
	"time"

	"tenon/engine/plan"
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

// allRoles are the best candidates of the first roles, block by block.
func (b *bench) allRoles(ctx context.Context, n int) ([][]plan.Hit, error) {
	plans, ids := make([]*plan.Plan, n), make([]string, n)
	for i := range n {
		r := b.corpus.Role(b.asked[i])
		plans[i], ids[i] = plan.Compile(b.world, b.ref.Deriver.Role(r)), r.ID
	}
	return plan.ScanAll(ctx, b.live.Snapshot(), plans, plan.Options{K: top}, ids, make([]string, n), nil)
}
