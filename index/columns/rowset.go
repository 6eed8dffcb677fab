package columns

import (
	"math/bits"

	"tenon/profiles"
)

// RowSet is a set of rows of a tile.
type RowSet [Rows / 64]uint64

// Add adds a row.
func (s *RowSet) Add(l int) { s[l>>6] |= 1 << (l & 63) }

// Has says whether a row is in the set.
func (s *RowSet) Has(l int) bool { return s[l>>6]>>(l&63)&1 == 1 }

// Append appends the rows, ascending.
func (s *RowSet) Append(rows []uint16) []uint16 {
	for w, word := range s {
		for ; word != 0; word &= word - 1 {
			rows = append(rows, uint16(w<<6+bits.TrailingZeros64(word)))
		}
	}
	return rows
}

// Locate returns the newest snapshot with the rows at which the candidates of the keys stand in it, by tile.
func (l *Live) Locate(keys func(yield func(profiles.Key) bool)) (*Snapshot, map[*Tile]*RowSet) {
	l.mu.Lock()
	defer l.mu.Unlock()
	rows := map[*Tile]*RowSet{}
	for k := range keys {
		a, ok := l.at.get(k)
		if !ok {
			continue
		}
		if rows[a.tile] == nil {
			rows[a.tile] = &RowSet{}
		}
		rows[a.tile].Add(a.row)
	}
	return l.current.Load(), rows
}
