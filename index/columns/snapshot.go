package columns

import (
	"math/bits"

	"tenon/profiles"
)

// Snapshot is one state of all records that scoring reads. Immutable, safe for concurrent use.
type Snapshot struct {
	Seq      profiles.Seq
	AsOf     profiles.Month
	Taxonomy string // version under which the facts were made
	Rates    string // version under which pay was converted
	Tiles    []*Tile
	Dead     [][]uint64 // by tile: bit l set when row l is gone; nil when none is
	Roles    []Role     // ordered by organisation and id

	// The same roles in blocks that outlive changes of other roles, so that what is made of a block can be kept with it.
	RoleTiles []*RoleTile
	DeadRoles [][]uint64

	live int
}

// Candidates is the number of live rows.
func (s *Snapshot) Candidates() int { return s.live }

// Alive says whether row l of tile t is still there.
func (s *Snapshot) Alive(t, l int) bool { return alive(s.Dead[t], l) }

func alive(dead []uint64, l int) bool { return dead == nil || dead[l>>6]>>(l&63)&1 == 0 }

// LivingIn is the number of rows of a block of a tile that are still there.
func (s *Snapshot) LivingIn(tile, block int) int {
	from, to := s.Tiles[tile].Span(block)
	if s.Dead[tile] == nil {
		return to - from
	}
	return living(s.Dead[tile][from/64:(to+63)/64], to-from)
}

// Living is the number of rows of a tile that are still there.
func (s *Snapshot) Living(tile int) int { return s.alive(tile, s.Tiles[tile]) }

// ownDead is a copy of tombstones of n rows, to be written to.
func ownDead(dead []uint64, n int) []uint64 {
	c := make([]uint64, (n+63)/64)
	copy(c, dead)
	return c
}

// living is the number of n rows that have no tombstone.
func living(dead []uint64, n int) int {
	for _, w := range dead {
		n -= bits.OnesCount64(w)
	}
	return n
}
