package plan

import (
	"testing"

	"tenon/index/columns"
)

// A term is of the concept whose first cell it names, however many concepts and blocks there are.
func TestATermIsOfTheConceptOfItsCell(t *testing.T) {
	for blocks := 1; blocks <= columns.Blocks; blocks++ {
		for _, place := range []int{0, 1, 2, 3, 255, 256, 4095, 4096, 65_535, 1 << 20, (1<<32 - 1) / blocks} {
			if got := (foundTerm{cell: uint32(place * blocks)}).place(blocks); got != place {
				t.Errorf("%d blocks: %d: want %d", blocks, got, place)
			}
		}
	}
}
