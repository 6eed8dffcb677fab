package plan

import (
	"math/bits"
	"sync"

	"tenon/index/columns"
)

// kept are the rows that pass a filter, found once a tile for all who scan it.
type kept struct {
	snap   *columns.Snapshot
	filter func(tile int, t *columns.Tile, keep *columns.RowSet)
	tiles  []keptTile
}

type keptTile struct {
	once sync.Once
	rows *columns.RowSet
}

func newKept(s *columns.Snapshot, filter func(tile int, t *columns.Tile, keep *columns.RowSet)) *kept {
	k := &kept{snap: s, filter: filter}
	if filter != nil {
		k.tiles = make([]keptTile, len(s.Tiles))
	}
	return k
}

// block is the part of the rows kept that begins with a row of a tile.
func (k *kept) block(tile, from int) *blockSet {
	return (*blockSet)(k.of(tile)[from/64:])
}

// of are the rows kept of a tile.
func (k *kept) of(tile int) *columns.RowSet {
	t := &k.tiles[tile]
	t.once.Do(func() {
		t.rows = rowSets.Get().(*columns.RowSet)
		*t.rows = columns.RowSet{}
		k.filter(tile, k.snap.Tiles[tile], t.rows)
	})
	return t.rows
}

var rowSets = sync.Pool{New: func() any { return new(columns.RowSet) }}

// put keeps the room of the rows for other filters.
func (k *kept) put() {
	for i := range k.tiles {
		if rows := k.tiles[i].rows; rows != nil {
			rowSets.Put(rows)
		}
	}
}

// blockSet is a set of the rows of a block.
type blockSet [columns.Block / 64]uint64

// count is how many rows there are.
func (s *blockSet) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// any says whether there are rows.
func (s *blockSet) any() bool {
	all := uint64(0)
	for _, w := range s {
		all |= w
	}
	return all != 0
}

// meet leaves the rows that are in another set too, and counts them.
func (s *blockSet) meet(other *blockSet) (n int) {
	for w := range s {
		s[w] &= other[w]
		n += bits.OnesCount64(s[w])
	}
	return n
}

// appendTo appends the rows, ascending.
func (s *blockSet) appendTo(rows []uint16) []uint16 {
	for w, word := range s {
		for ; word != 0; word &= word - 1 {
			rows = append(rows, uint16(w<<6+bits.TrailingZeros64(word)))
		}
	}
	return rows
}
