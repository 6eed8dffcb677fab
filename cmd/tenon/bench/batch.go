package bench

import (
	"context"
	"fmt"
	"time"

	"tenon/engine/plan"
)

// batched is how many roles the batch has at most: every tile is scored for all of them before the next.
const batched = 256

// batch ranks all candidates for many roles at once, on one thread, with the instructions of the processor and in plain Go.
func (b *bench) batch(ctx context.Context) error {
	roles := min(batched, b.Roles)
	b.Note("ranking candidates for %d roles at once", roles)
	rates, err := b.batchRates(ctx, roles, plan.Options{K: top}, plan.Options{K: top, Plain: true})
	if err != nil {
		return err
	}
	name := fmt.Sprintf("batch of %d roles, exact top 10 of each, one thread", roles)
	plain := name + ", plain Go"
	b.compared(fmt.Sprintf("%s, %s", name, b.out.Instructions), rates[0]/1e6, "M pairs/s", plain, rates[0]/rates[1])
	b.compared("a pair of it", 1e9/rates[0], "ns", naiveName, b.naive*rates[0]/1e9)
	b.add(plain, rates[1]/1e6, "M pairs/s")
	b.compared("a pair of it, plain Go", 1e9/rates[1], "ns", naiveName, b.naive*rates[1]/1e9)
	return nil
}

// batchRates is how many pairs a second a batch scores in each way, the medians of the rounds.
func (b *bench) batchRates(ctx context.Context, roles int, ways ...plan.Options) ([]float64, error) {
	tell, done := b.bar("rounds")
	defer done()
	all := make([][]float64, len(ways))
	for round := range rounds {
		for i, o := range ways {
			start := time.Now()
			if _, err := b.allRoles(ctx, roles, o); err != nil {
				return nil, err
			}
			all[i] = append(all[i], float64(roles)*float64(b.live.Snapshot().Candidates())/time.Since(start).Seconds())
		}
		tell(round+1, rounds)
	}
	out := make([]float64, len(ways))
	for i := range all {
		out[i] = median(all[i])
	}
	return out, nil
}

// allRoles are the best candidates of the first roles, block by block.
func (b *bench) allRoles(ctx context.Context, n int, o plan.Options) ([][]plan.Hit, error) {
	plans, ids := make([]*plan.Plan, n), make([]string, n)
	for i := range n {
		r := b.corpus.Role(b.asked[i])
		plans[i], ids[i] = plan.Compile(b.world, b.ref.Deriver.Role(r)), r.ID
	}
	return plan.ScanAll(ctx, b.live.Snapshot(), plans, o, ids, make([]string, n), nil)
}
