package plan

import (
	"math/rand/v2"
	"slices"
	"testing"

	"tenon/index/columns"
)

// The entries of a row are found wherever they are in a list, however the rows of the list lie.
func TestTheEntriesOfARowAreFound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		n, within := r.IntN(60), 1+r.IntN(columns.Block)
		from := r.IntN(columns.Block - within + 1)
		list := make([]uint32, n)
		for i := range list {
			list[i] = uint32(from+r.IntN(within))<<16 | uint32(r.IntN(1<<16))
		}
		slices.Sort(list)
		for _, l := range []int{0, from, from + within/2, from + within - 1, columns.Block - 1, r.IntN(columns.Block)} {
			want := slices.IndexFunc(list, func(e uint32) bool { return e>>16 >= uint32(l) })
			if want < 0 {
				want = n
			}
			if got := firstOf(list, uint32(l), 16); got != want {
				t.Fatalf("row %d in %x: %d: want %d", l, list, got, want)
			}
		}
	}
}
