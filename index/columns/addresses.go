package columns

import (
	"hash/maphash"
	"math/bits"
	"slices"

	"tenon/profiles"
)

// addressed is a tile each of whose rows has a key.
type addressed interface {
	comparable
	Key(row int) profiles.Key
}

// address is a row of a tile.
type address[T addressed] struct {
	tile T
	row  int
}

// addresses say where rows stand by their keys. The keys stand in the tiles alone: there are millions, and the collector would go through
// them here each time.
type addresses[T addressed] struct {
	hash    func(profiles.Key) uint64
	first   map[uint64]stand       // by the hash of their keys
	others  map[profiles.Key]stand // of whose hash another was there before
	tiles   []T                    // by number; a number without one is free
	numbers map[T]uint32
}

// stand is a row of the tile of a number.
type stand struct{ tile, row uint32 }

// newAddresses has room for n rows.
func newAddresses[T addressed](n int) *addresses[T] {
	return &addresses[T]{hash: keyHash(), first: make(map[uint64]stand, n), others: map[profiles.Key]stand{}, numbers: map[T]uint32{}}
}

// keyHash hashes keys of one kind, in a way that nobody outside can foresee.
func keyHash() func(profiles.Key) uint64 {
	seed := maphash.MakeSeed()
	return func(k profiles.Key) uint64 {
		h := maphash.String(seed, k.ID)
		if k.Org != "" {
			h = bits.RotateLeft64(h, 32) ^ maphash.String(seed, k.Org)
		}
		return h
	}
}

// len is how many rows have an address.
func (a *addresses[T]) len() int { return len(a.first) + len(a.others) }

// get is where the row of a key stands.
func (a *addresses[T]) get(k profiles.Key) (at address[T], ok bool) {
	s, ok := a.first[a.hash(k)]
	if !ok || a.keyAt(s) != k {
		s, ok = a.others[k]
	}
	if !ok {
		return at, false
	}
	return address[T]{a.tiles[s.tile], int(s.row)}, true
}

func (a *addresses[T]) keyAt(s stand) profiles.Key { return a.tiles[s.tile].Key(int(s.row)) }

// put notes that the row of its key stands in a tile, by the number that enter has given to that.
func (a *addresses[T]) put(tile uint32, row int) {
	s := stand{tile, uint32(row)}
	k := a.keyAt(s)
	if _, ok := a.others[k]; ok {
		a.others[k] = s
		return
	}
	h := a.hash(k)
	if is, ok := a.first[h]; ok && a.keyAt(is) != k {
		a.others[k] = s
		return
	}
	a.first[h] = s
}

// remove forgets the row of a key.
func (a *addresses[T]) remove(k profiles.Key) {
	h := a.hash(k)
	if s, ok := a.first[h]; ok && a.keyAt(s) == k {
		delete(a.first, h)
		return
	}
	delete(a.others, k)
}

// enter gives a tile a number, or says which it has.
func (a *addresses[T]) enter(t T) uint32 {
	n, ok := a.numbers[t]
	if ok {
		return n
	}
	var none T
	at := slices.Index(a.tiles, none)
	if at < 0 {
		at = len(a.tiles)
		a.tiles = append(a.tiles, none)
	}
	n = uint32(at)
	a.tiles[n], a.numbers[t] = t, n
	return n
}

// leave gives back the numbers of tiles in which no row stands any more.
func (a *addresses[T]) leave(tiles ...T) {
	for _, t := range tiles {
		if n, ok := a.numbers[t]; ok {
			var none T
			a.tiles[n] = none
			delete(a.numbers, t)
		}
	}
}
