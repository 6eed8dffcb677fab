package gazetteer

import (
	"math/bits"
	"sort"
	"sync"
)

// MaxKM is half the circumference of the earth: no two places are farther apart.
const MaxKM = 20015

// firstChord is 2 - 2·cos(1/6371), the squared chord of one kilometre on the unit sphere, in units of 2^-88.
const firstChord = 7624728910165798020

// chords returns the squared chord of d km at index d, in units of 2^-60. With w for the squared chord of d steps, the Chebyshev
// recurrence cos((d+1)t) = 2·cos(t)·cos(dt) - cos((d-1)t) reads w' = 2w - w" + 2w₁ - w₁·w: no cosine, and no loss of the small
// differences near zero. Its error stays under 2^-30, some metres, up to the antipodes.
var chords = sync.OnceValue(func() []int64 {
	t := make([]int64, MaxKM+1)
	t[1] = firstChord >> 28
	for d := 1; d < MaxKM; d++ {
		hi, _ := bits.Mul64(firstChord, uint64(t[d])) // w₁·w in units of 2^-84
		t[d+1] = 2*t[d] - t[d-1] + firstChord>>27 - int64(hi>>24)
	}
	return t
})

// KMOf returns the whole kilometres, rounded down, of a squared chord between two unit vectors scaled by 2^30.
func KMOf(chord2 int64) int {
	t := chords()
	return sort.Search(len(t), func(i int) bool { return t[i] > chord2 }) - 1
}

// KM returns the great-circle distance between the centres of two cities in whole kilometres, 0 to [MaxKM].
func KM(a, b City) int {
	dx, dy, dz := int64(a.X)-int64(b.X), int64(a.Y)-int64(b.Y), int64(a.Z)-int64(b.Z)
	return KMOf(dx*dx + dy*dy + dz*dz)
}
