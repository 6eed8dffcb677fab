package gazetteer_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"tenon/profiles/gazetteer"
)

func TestRememberedDistancesAreThoseComputed(t *testing.T) {
	g := gazetteer.Default()
	var ids []uint32
	for _, country := range []string{"DE", "US", "IN", "PL"} {
		for _, c := range g.In(country) {
			ids = append(ids, c.ID)
		}
	}
	ids = append(ids[:3000], 0, 1, 2, 1<<24-1, 1<<24, 1<<32-1)
	var wg sync.WaitGroup
	for w := range uint64(4) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(w, 0))
			for range 20_000 { // more pairs than are remembered, and many of them twice
				a, b := ids[r.IntN(len(ids))], ids[r.IntN(40)]
				x, ok1 := g.ByID(a)
				y, ok2 := g.ByID(b)
				for range 2 {
					km, ok := g.Between(a, b)
					if ok != (ok1 && ok2) || ok && km != gazetteer.KM(x, y) {
						t.Errorf("%d to %d: %d, %v", a, b, km, ok)
					}
				}
			}
		})
	}
	wg.Wait()
}
