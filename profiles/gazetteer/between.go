package gazetteer

import "sync/atomic"

// remembered is how many distances a gazetteer remembers: a power of two. Each takes eight bytes.
const remembered = 1 << 16

// distances remembers what has been asked lately: in each place the last pair of cities whose ids lead to it. A place is one word
// that is written at once, so that it serves any number of goroutines without a lock.
type distances [remembered]atomic.Uint64

// A place holds the ids of the pair, of idBits bits each, above the kilometres; unknownKM stands for a city that is not known.
const (
	idBits    = 24
	kmBits    = 64 - 2*idBits
	unknownKM = 1<<kmBits - 1
)

// Between returns the distance between the centres of two cities in whole kilometres; false when one of them is not known. What
// has been asked lately is remembered.
func (g *Gazetteer) Between(a, b uint32) (km int, ok bool) {
	if a > b {
		a, b = b, a
	}
	if b >= 1<<idBits || a == 0 {
		return g.between(a, b)
	}
	pair := uint64(a)<<(64-idBits) | uint64(b)<<kmBits
	place := &g.near[pair>>kmBits*0x9e3779b97f4a7c15>>(64-16)]
	x := place.Load()
	if x&^unknownKM != pair {
		x = pair | unknownKM
		if km, ok := g.between(a, b); ok {
			x = pair | uint64(km)
		}
		place.Store(x)
	}
	if x &= unknownKM; x == unknownKM {
		return 0, false
	}
	return int(x), true
}

func (g *Gazetteer) between(a, b uint32) (int, bool) {
	x, ok1 := g.ByID(a)
	y, ok2 := g.ByID(b)
	if !ok1 || !ok2 {
		return 0, false
	}
	return KM(x, y), true
}
