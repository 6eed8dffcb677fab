package plan

import (
	"context"
	"sync"
	"sync/atomic"
)

// sideBySide calls f for 0 … n-1, until nobody waits for it: the first worker on the goroutine of the caller, who then keeps what its
// processor has near, and each other one on one of its own. There is at least one.
func sideBySide[W any](ctx context.Context, workers []W, n int, f func(w W, i int)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	work := func(w W) {
		for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
			f(w, i)
		}
	}
	for i := 1; i < min(n, len(workers)); i++ {
		wg.Go(func() { work(workers[i]) })
	}
	work(workers[0])
	wg.Wait()
	return ctx.Err()
}
