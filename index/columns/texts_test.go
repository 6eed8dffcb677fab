package columns_test

import (
	"fmt"
	"testing"
	"unsafe"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// The ids of a tile are parts of one text, in order, and each is still that of its row: the collector goes through one text, not through
// thousands.
func TestIDsOfATileArePartsOfOneText(t *testing.T) {
	live, geo := columns.New(deriver, asOf), map[string]uint32{}
	var us []columns.Update
	for i := range 5000 {
		id := fmt.Sprintf("%0*d", 1+i%7+4, i)
		geo[id] = uint32(i * 7919 % 911)
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Facts: &facts.Candidate{Geo: geo[id]}})
	}
	live.Apply(us, 1)
	tile := live.Snapshot().Tiles[0]
	behind := unsafe.StringData(tile.IDs[0])
	for l, f := range tile.Facts() {
		id := tile.IDs[l]
		if want, known := geo[id]; !known || f.Geo != want {
			t.Fatalf("row %d: id %q is of geo %d: want one of %d", l, id, want, f.Geo)
		}
		if unsafe.StringData(id) != behind {
			t.Fatalf("row %d: id %q does not stand behind the one before it", l, id)
		}
		behind = (*byte)(unsafe.Add(unsafe.Pointer(behind), len(id)))
	}
}
