package reading_test

import "math/bits"

// pair is an entry of the truth and the entry that stands for it; −1 is none.
type pair struct{ want, got int }

// assign pairs entries so that the sum of their likeness is greatest; those without any likeness stay single. There are at
// most 16 entries of the truth.
func assign(want, got int, likeness func(w, g int) int) []pair {
	type cell struct{ sum, took int }
	best := make([][]cell, got+1) // best[g][m]: entries g… for the entries of the truth that m has not used
	best[got] = make([]cell, 1<<want)
	for g := got - 1; g >= 0; g-- {
		best[g] = make([]cell, 1<<want)
		for m := range best[g] {
			c := cell{best[g+1][m].sum, -1}
			for free := ^m & (1<<want - 1); free != 0; free &= free - 1 {
				w := bits.TrailingZeros(uint(free))
				if l := likeness(w, g); l > 0 && l+best[g+1][m|1<<w].sum > c.sum {
					c = cell{l + best[g+1][m|1<<w].sum, w}
				}
			}
			best[g][m] = c
		}
	}
	var out []pair
	used := 0
	for g := range got {
		w := best[g][used].took
		out = append(out, pair{w, g})
		if w >= 0 {
			used |= 1 << w
		}
	}
	for w := range want {
		if used&(1<<w) == 0 {
			out = append(out, pair{w, -1})
		}
	}
	return out
}
