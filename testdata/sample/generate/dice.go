package main

import (
	"hash/fnv"
	"math/rand/v2"
)

// seed is the seed of the corpus. Another one makes another corpus of the same kind.
const seed = 20261125

// dice is a source of chance. Each record has dice of its own, so that a change to one leaves the others as they are.
type dice struct{ *rand.Rand }

func newDice(part string, i int) dice {
	h := fnv.New64a()
	_, _ = h.Write([]byte(part)) // never fails
	return dice{rand.New(rand.NewPCG(seed^h.Sum64(), uint64(i)))}
}

// chance is true in so many cases of a hundred.
func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// between draws from lo to hi, both ends included.
func (d dice) between(lo, hi int) int {
	if hi <= lo {
		return lo
	}
	return lo + d.IntN(hi-lo+1)
}

// weighted draws an index; an index of weight 0 is never drawn. It is -1 when there is none to draw.
func (d dice) weighted(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return -1
	}
	n := d.IntN(sum)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return -1
}

func pick[T any](d dice, s []T) T { return s[d.IntN(len(s))] }

// some draws at most n different elements, in the order in which they stand.
func some[T any](d dice, s []T, n int) []T {
	left := min(n, len(s))
	var out []T
	for i, x := range s {
		if d.IntN(len(s)-i) < left {
			out = append(out, x)
			left--
		}
	}
	return out
}
