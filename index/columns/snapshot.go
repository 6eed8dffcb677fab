package columns

import (
	"tenon/index/facts"
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

	live int
}

// Role is a role with its outside names.
type Role struct {
	Org, ID string
	Facts   *facts.Role
}

// Candidates is the number of live rows.
func (s *Snapshot) Candidates() int { return s.live }

// Alive says whether row l of tile t is still there.
func (s *Snapshot) Alive(t, l int) bool {
	d := s.Dead[t]
	return d == nil || d[l>>6]>>(l&63)&1 == 0
}

func kill(d []uint64, n, l int) []uint64 {
	c := make([]uint64, (n+63)/64)
	copy(c, d)
	c[l>>6] |= 1 << (l & 63)
	return c
}
