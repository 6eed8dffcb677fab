package plan

import "tenon/index/columns"

// instructions are the loops over all rows of a block, in plain Go or in those instructions that work on many rows at a time. All
// give the same bits. The build tag purego leaves the plain ones alone.
type instructions struct {
	name string
	// reach sets the bits of out whose row has at least one in acc where its bit is set in in, and at least other elsewhere.
	reach func(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)
	// flush adds to acc what peak is above base.
	flush func(acc, peak *[columns.Block]uint16, base uint16)
	// raise makes peak the points of the best term above the base of the requirement, where what others have left is not above it.
	raise func(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint16], block int)
	// titles is raise for titles.
	titles func(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint32], block int)
	// grant adds to acc the points of the entries of what is found in a block of roles.
	grant func(acc *[roleBlock]uint16, worths []conceptWorth, found []foundTerm, p *columns.Postings[uint32], block int)
	// worthy sets out to those skills at the first n spans of held whose place is in a set, and perhaps few others, with the number of their
	// span above, and counts them.
	worthy func(spans *heldSpans, n int, held []uint16, has *placeSet, out *worthySkills) int
	// rows sets out to the rows in a set, ascending, the first of which has a number, and counts them. There is room for a block of them, and
	// for rowsBehind. On the way it may fetch what stands fixed of them.
	rows func(fixed []columns.Fixed, out []uint16, set *blockSet, first uint16) int
	// reaching sets out to the places of those f that are at least what is least for what is stated, and no more than [Full], and counts
	// them. Behind all f is room for sixteen more, in out for rowsBehind more.
	reaching func(f []uint16, stated []uint8, least *[wishes]uint16, out []uint16) int
	// codes sets what codes say of rows, and counts their skills. Behind the rows is room for sixteen more, and behind what it sets.
	codes func(t *columns.Tile, rows []uint16, x *codeWorths, out *coded) uint32
	// names adds what titles are worth to the first n rows of which codes are set, and to some behind them.
	names func(t *columns.Tile, n int, x *codeWorths, out *coded)
	wide  bool // flush is cheap
}

// processor are the best instructions that there are.
var processor = func() instructions {
	all := wide()
	return all[len(all)-1]
}()

// Instructions names those of this processor that scans use: "plain" where it has none that work on many rows at a time.
func Instructions() string { return processor.name }

var plainly = instructions{name: "plain", reach: reach, flush: flush, raise: raise, titles: titles, grant: grant, worthy: worthy, rows: rowsOf, reaching: reaching, codes: codes, names: names}

func reach(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64) {
	for w := range out {
		var a, b uint64
		for i, x := range acc[w<<6 : w<<6+64] {
			a |= uint64(atLeast(int32(x), int32(one))) << i
			b |= uint64(atLeast(int32(x), int32(other))) << i
		}
		out[w] = a&in[w] | b&^in[w]
	}
}

func flush(acc, peak *[columns.Block]uint16, base uint16) {
	for l, p := range peak {
		acc[l] += max(p, base) - base
	}
}

func raise(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint16], block int) {
	for _, f := range found {
		lut := &q.worths[f.worth].raised
		for _, e := range p.List(int(f.cell) + block) {
			peak[e>>4] = max(peak[e>>4], lut[e&15])
		}
	}
}

func titles(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint32], block int) {
	for _, f := range found {
		values := q.worths[f.worth].titles
		for _, e := range p.List(int(f.cell) + block) {
			l := e >> 16 & (columns.Block - 1)
			peak[l] = max(peak[l], q.raised[values.at(e)])
		}
	}
}

// grant adds the points of the entries of each concept.
func grant(acc *[roleBlock]uint16, worths []conceptWorth, found []foundTerm, p *columns.Postings[uint32], block int) {
	for _, f := range found {
		v := &worths[f.worth].v
		for _, e := range p.List(int(f.cell) + block) {
			acc[e&(roleBlock-1)] += granted(e, v)
		}
	}
}

// granted is what an entry is worth: the points of its weight.
func granted(e uint32, v *[16]uint8) uint16 {
	return uint16((e>>(roleBits+4)*uint32(v[e>>roleBits&15]) + 50) / 100)
}

// placeSet is a set of places of skills in Held.
type placeSet [columns.HeldPlaces / 64]uint64

func (s *placeSet) add(place uint16)      { s[place>>6] |= 1 << (place & 63) }
func (s *placeSet) remove(place uint16)   { s[place>>6] &^= 1 << (place & 63) }
func (s *placeSet) has(place uint16) bool { return s[place>>6]>>(place&63)&1 == 1 }

// worthySkills has room for more skills than are read at a time: wide instructions write sixteen at once.
type worthySkills [mostHeld + 16]uint32

func worthy(spans *heldSpans, n int, held []uint16, has *placeSet, out *worthySkills) (found int) {
	for i, x := range spans[:n] {
		for _, e := range held[x.from:x.to] {
			if has.has(e >> 4) {
				out[found] = uint32(i)<<16 | uint32(e)
				found++
			}
		}
	}
	return found
}

// rowsBehind is for how many rows more wide instructions want room.
const rowsBehind = 64

func rowsOf(_ []columns.Fixed, out []uint16, set *blockSet, first uint16) int {
	return len(appendFrom(out[:0], set[:], int(first)))
}

func reaching(f []uint16, stated []uint8, least *[wishes]uint16, out []uint16) (n int) {
	stated = stated[:len(f)]
	for at, f := range f {
		out[n] = uint16(at)
		n += atLeast(int32(f), int32(least[stated[at]])) & atLeast(Full, int32(f))
	}
	return n
}
