package plan

import (
	"sync"

	"tenon/index/columns"
)

// scratch is the room in which blocks are scored, by local number. One goroutine at a time, for any number of plans one after the
// other: it then stays in the processor's cache.
type scratch struct {
	acc     [columns.Block]uint16              // F so far
	peak    [columns.Block]uint16              // the best points of a requirement above its base: those of the requirements before are below it
	best    [columns.Block]uint16              // the same without base; all 0 between requirements
	month   [columns.Block]uint16              // of the rows of a step
	mark    [columns.Block]bool                // all false between requirements
	rows    [columns.Block + rowsBehind]uint16 // those that are left
	others  [columns.Block]uint16
	passing [mostHand + rowsBehind]uint16 // places of rows that pass a filter
	verdict [columns.Block]Verdict
	hand    hand
	short   lookups[uint16]
	long    lookups[uint32]
	spans   heldSpans
	worthy  worthySkills
	in      blockSet // the rows of the block that are eligible
	bits    blockSet
	opened  opened
	roams   blockSet // see [scanner.unpin]
	states  [columns.Block]uint8
	sought  sought
	bounds  *rowBounds // nil until some row is bound
}

// scratches are kept for the next scan, so that a short one does not spend its time on empty room.
var scratches = sync.Pool{New: func() any { return new(scratch) }}

// forget leaves nothing of tiles in it.
func (s *scratch) forget() {
	clear(s.hand.tiles)
	s.hand.begin()
	clear(s.short.some[:])
	clear(s.long.some[:])
}
