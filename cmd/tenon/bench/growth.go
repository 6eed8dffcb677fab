package bench

import (
	"context"
	"fmt"

	"tenon/engine/plan"
)

// grownRoles is how many roles the batch of a growth has.
const grownRoles = 64

// growth measures the cost of the same things as the candidates become more.
func (b *bench) growth(ctx context.Context) error {
	first := map[string]float64{}
	at := 0
	for _, n := range b.Growth {
		b.Note("growing to %d candidates", n)
		spent, err := b.draw(ctx, at, n)
		if err != nil {
			return err
		}
		added := n - at
		at = n
		scan := &measure{ask: func(i int) error { return b.rank(ctx, i, plan.Options{}) }}
		if err := b.inRounds(ctx, []*measure{scan}); err != nil {
			return err
		}
		rates, err := b.batchRates(ctx, grownRoles, plan.Options{K: top})
		if err != nil {
			return err
		}
		for _, x := range []struct {
			name string
			ns   float64
		}{
			{"build, a candidate", float64(spent.Nanoseconds()) / float64(added)},
			{"role → candidates, one thread, a pair", 1e6 * median(scan.ms) / float64(n)},
			{"batch, one thread, a pair", 1e9 / rates[0]},
		} {
			name := fmt.Sprintf("%d candidates: %s", n, x.name)
			if first[x.name] == 0 {
				first[x.name] = x.ns
				b.add(name, x.ns, "ns")
				continue
			}
			b.compared(name, x.ns, "ns", fmt.Sprintf("%d candidates: %s", b.Growth[0], x.name), first[x.name]/x.ns)
		}
		cols, ids := b.live.Snapshot().Bytes()
		b.add(fmt.Sprintf("%d candidates: columns", n), float64(cols)/float64(n), "bytes a candidate")
		b.add(fmt.Sprintf("%d candidates: ids", n), float64(ids)/float64(n), "bytes a candidate")
	}
	return b.verify(ctx)
}
