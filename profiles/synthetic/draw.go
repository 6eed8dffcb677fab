package synthetic

import (
	"runtime"
	"sync"
)

// Draw makes n things on all processors; thing i is one(i).
func Draw[T any](n int, one func(i int) T) []T {
	out := make([]T, n)
	var wg sync.WaitGroup
	step := runtime.GOMAXPROCS(0)
	for w := range step {
		wg.Go(func() {
			for i := w; i < n; i += step {
				out[i] = one(i)
			}
		})
	}
	wg.Wait()
	return out
}
