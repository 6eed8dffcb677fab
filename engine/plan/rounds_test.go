package plan_test

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/engine/plan"
)

// However many goroutines there are, and however they take turns, each tile is ranked once, with the same floor.
func TestRoundsAreTheSameOnAnyNumberOfGoroutines(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, procs := range []int{1, 2, 4} {
		runtime.GOMAXPROCS(procs)
		for _, tiles := range []int{0, 1, 2, 17, 63, 64, 65, 700} {
			for _, first := range []int{1, 8} {
				var want []int32
				for rankers := 1; rankers <= 5; rankers++ {
					floors := make([]int32, tiles)
					ranked := make([]atomic.Int32, tiles)
					hits, total, err := plan.RunRounds(t.Context(), first, tiles, 3, rankers, func(tile int, floor int32) int32 {
						if tile%13 == 0 { // the others have nothing left to do for long, and go to sleep
							for range 3000 {
								runtime.Gosched()
							}
						}
						floors[tile] = floor
						ranked[tile].Add(1)
						return int32(tile * 7919 % 1009)
					})
					if err != nil || total != tiles || hits != min(3, tiles) {
						t.Fatalf("%d tiles, %d goroutines of %d: %d booked, %d kept, %v", tiles, rankers, procs, total, hits, err)
					}
					for i := range ranked {
						if n := ranked[i].Load(); n != 1 {
							t.Fatalf("%d tiles, %d goroutines of %d: tile %d is ranked %d times", tiles, rankers, procs, i, n)
						}
					}
					if want == nil {
						want = floors
					}
					if d := cmp.Diff(want, floors); d != "" {
						t.Fatalf("%d tiles: floors on one goroutine (-) and on %d of %d (+)\n%s", tiles, rankers, procs, d)
					}
				}
			}
		}
	}
}

// Who does not wait any more is answered after the round that goes on.
func TestRoundsEndWhenNobodyWaits(t *testing.T) {
	for rankers := 1; rankers <= 3; rankers++ {
		ctx, cancel := context.WithCancel(t.Context())
		var ranked atomic.Int32
		_, _, err := plan.RunRounds(ctx, 1, 10_000, 3, rankers, func(tile int, _ int32) int32 {
			ranked.Add(1)
			if tile == 40 {
				cancel()
			}
			return 1
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%d goroutines: %v", rankers, err)
		}
		if n := ranked.Load(); n < 41 || n > 200 {
			t.Errorf("%d goroutines: %d tiles are ranked", rankers, n)
		}
	}
}
