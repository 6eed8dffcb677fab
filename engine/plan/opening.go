package plan

import "tenon/index/columns"

// opening is how many blocks a scan of everybody, and a search of all roles, begins with at once: the floor that the best of them make is
// worth having before most rows of any of them are looked at.
var opening = 8 // less in tests

// opener has the first so many of the blocks of a scanner or a search ranked at once, and then the others one by one.
type opener struct {
	blockRanker
	first int
}

type blockRanker interface {
	ranker                             // of one block
	open(n int, top *Top, res *Result) // ranks the first n blocks at once
}

func (o opener) rank(i int, top *Top, res *Result) {
	if i == 0 {
		o.open(o.first, top, res)
		return
	}
	o.blockRanker.rank(o.first+i-1, top, res)
}

// openedRow is a row that promises something, and of which block it is.
type openedRow struct {
	bound int32
	block uint16
	row   uint16
}

// levelOf is about the largest F that so many rows have.
func levelOf(want int, having func(f int) int) int {
	from, none := 0, Full+1 // so much of F have enough rows; so much have too few
	for none-from > levelStep {
		if mid := (from + none) / 2; having(mid) >= want {
			from = mid
		} else {
			none = mid
		}
	}
	return from
}

// levelStep is how much of F a level may be too low.
const levelStep = 32

// opened are blocks of which lists have been read, and none but the most promising rows are ranked yet.
type opened struct {
	blocks   []*openedBlock // of which so many are taken
	taken    int
	eligible int
	level    uint16      // of F, that some rows of the first block have
	first    []openedRow // those that promise something
	bounds   boundSteps
}

type openedBlock struct {
	unit   unit
	acc    [columns.Block]uint16
	in     blockSet
	ranked blockSet // already
}

func (s *scanner) open(n int, top *Top, res *Result) {
	s.top, s.res = top, res
	s.rankOpening(s.units[:n]...)
}

// rankOpening ranks blocks where nothing makes a floor yet.
func (s *scanner) rankOpening(units ...unit) {
	o := &s.opened
	o.taken, o.eligible, o.first, o.bounds = 0, 0, o.first[:0], boundSteps{}
	for _, u := range units {
		if eligible := s.visit(u); !s.rankFew(u.tile, eligible) {
			o.eligible += eligible
			s.openBlock(u, fewOfMany*fewOfMany*s.o.K/len(units))
		}
	}
	before := s.res.Total
	s.rankFirst()
	for _, b := range o.blocks[:o.taken] {
		s.visitAgain(b)
		s.rankMany(b.unit.tile, &b.ranked)
	}
	s.skipped(o.eligible - (s.res.Total - before))
	s.k.acc = &s.acc
}

// openBlock reads the lists of a block, of which about so many rows may promise something.
func (s *scanner) openBlock(u unit, want int) {
	o := &s.opened
	if o.taken == len(o.blocks) {
		o.blocks = append(o.blocks, new(openedBlock))
	}
	b := o.blocks[o.taken]
	b.unit, b.in, b.ranked = u, s.in, blockSet{}
	s.k.acc = &b.acc
	s.k.readLists()
	if o.taken == 0 {
		o.level = uint16(levelOf(want, func(f int) int { return s.having(uint16(f)) }))
	}
	if s.having(o.level) <= fewOfMany*want {
		s.promise(uint16(o.taken))
	}
	s.k.acc = &s.acc
	o.taken++
}

// promise adds the rows in bits, of an opened block, to those that promise something.
func (s *scanner) promise(block uint16) {
	o := &s.opened
	s.first = s.bits.appendTo(s.first[:0])
	for _, l := range s.first {
		bound := s.bounded(l)
		o.first = append(o.first, openedRow{bound, block, l})
		o.bounds.add(bound)
	}
}

// visitAgain makes an opened block the one that is scored.
func (s *scanner) visitAgain(b *openedBlock) {
	s.enter(s.snap.Tiles[b.unit.tile], b.unit.block)
	s.unpin(b.unit)
	s.in, s.k.acc = b.in, &b.acc
}

// rankFirst ranks those rows of opened blocks that promise most, a few times as many as are wanted.
func (s *scanner) rankFirst() {
	o, want := &s.opened, fewOfMany*s.o.K
	if s.top.Floor() >= 0 || want == 0 || want > min(o.eligible/4, len(o.first)) {
		return
	}
	least := o.bounds.least(want)
	for left := o.first; len(left) > 0; {
		left = s.rankFirstOf(left, least)
	}
}

// rankFirstOf ranks the rows of the block of the first row of some whose bound is at least one, and returns those of other blocks.
func (s *scanner) rankFirstOf(rows []openedRow, least int32) []openedRow {
	b := s.opened.blocks[rows[0].block]
	s.first = s.first[:0]
	at := 0
	for ; at < len(rows) && rows[at].block == rows[0].block; at++ {
		if l := rows[at].row; rows[at].bound >= least {
			s.first = append(s.first, l)
			b.ranked[l>>6] |= 1 << (l & 63)
		}
	}
	if len(s.first) > 0 {
		s.visitAgain(b)
		s.finish(b.unit.tile, s.first)
	}
	return rows[at:]
}

// boundSteps count bounds, of keys or of something smaller, in few steps.
type boundSteps [256]int32

func (x *boundSteps) add(bound int32) { x[rough(bound)]++ }

// least is the largest bound of a key that so many reach, of whom there are as many.
func (x *boundSteps) least(want int) int32 { return int32(x.best(want)) << roughBits }

// best is the last step that so many reach.
func (x *boundSteps) best(want int) int {
	from := len(x) - 1
	for n := int(x[from]); n < want; n += int(x[from]) {
		from--
	}
	return from
}

// rough is a bound of a key in few steps: most keys are below 1<<20.
func rough(bound int32) int { return int(min(max(0, bound>>roughBits), 255)) }

const roughBits = 12
