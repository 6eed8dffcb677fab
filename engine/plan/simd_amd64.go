//go:build !purego

package plan

import (
	"golang.org/x/sys/cpu"

	"tenon/index/columns"
)

// Implemented in simd_amd64.s; see the plain functions of the same names.

//go:noescape
func reach512(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)

//go:noescape
func reach2(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)

//go:noescape
func flush512(acc, peak *[columns.Block]uint16, base uint16)

//go:noescape
func flush2(acc, peak *[columns.Block]uint16, base uint16)

// wide are the instructions that the processor has, the best last.
func wide() []instructions {
	all := []instructions{plainly}
	if cpu.X86.HasAVX2 {
		all = append(all, instructions{name: "AVX2", reach: reach2, flush: flush2, raise: raiseScalar, titles: titlesScalar, grant: grantWide, worthy: worthy, rows: rowsOf, reaching: reaching, codes: codes, names: names, wide: true})
	}
	if cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512DQ && cpu.X86.HasBMI2 && cpu.X86.HasPOPCNT {
		all = append(all, instructions{name: "AVX-512", reach: reach512, flush: flush512, raise: raiseWide, titles: titlesWide, grant: grantWide, worthy: worthy, rows: rowsOf, reaching: reaching, codes: codes, names: names, wide: true})
		if cpu.X86.HasAVX512VBMI2 {
			best := &all[len(all)-1]
			best.rows, best.worthy, best.reaching = rowsWide, worthyWide, reachingWide
		}
		if cpu.X86.HasAVX512VBMI {
			all[len(all)-1].codes, all[len(all)-1].names = codesWide, namesWide
		}
	}
	return all
}

//go:noescape
func raiseX86(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets *uint32, entries *uint16)

func raiseScalar(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint16], block int) {
	if len(found) > 0 {
		raiseX86(peak, &q.worths[0], &found[0], len(found), &p.Offsets[block], &p.Entries[0])
	}
}

//go:noescape
func raise512(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets *uint32, entries *uint16)

func raiseWide(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint16], block int) {
	if len(found) > 0 {
		raise512(peak, &q.worths[0], &found[0], len(found), &p.Offsets[block], &p.Entries[0])
	}
}

//go:noescape
func titlesX86(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets, entries *uint32, raised *[128]uint16)

func titlesScalar(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint32], block int) {
	if len(found) > 0 {
		titlesX86(peak, &q.worths[0], &found[0], len(found), &p.Offsets[block], &p.Entries[0], q.raised)
	}
}

//go:noescape
func titles512(peak *[columns.Block]uint16, worths *worth, found *foundTerm, n int, offsets, entries *uint32, raised *[128]uint16)

func titlesWide(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint32], block int) {
	if len(found) > 0 {
		titles512(peak, &q.worths[0], &found[0], len(found), &p.Offsets[block], &p.Entries[0], q.raised)
	}
}

//go:noescape
func grant2(acc *[roleBlock]uint16, worths *conceptWorth, found *foundTerm, n int, offsets, entries *uint32)

func grantWide(acc *[roleBlock]uint16, worths []conceptWorth, found []foundTerm, p *columns.Postings[uint32], block int) {
	if len(found) > 0 {
		grant2(acc, &worths[0], &found[0], len(found), &p.Offsets[block], &p.Entries[0])
	}
}

//go:noescape
func worthy512(spans *heldSpan, n int, held *uint16, has *placeSet, out *uint32) int

func worthyWide(spans *heldSpans, n int, held []uint16, has *placeSet, out *worthySkills) int {
	if n == 0 || len(held) == 0 {
		return 0
	}
	return worthy512(&spans[0], n, &held[0], has, &out[0])
}

//go:noescape
func rows512(set *blockSet, first uint16, out *uint16, fixed *columns.Fixed) int

func rowsWide(t *columns.Tile, out []uint16, set *blockSet, first uint16) int {
	_ = out[columns.Block+rowsBehind-1]
	return rows512(set, first, &out[0], &t.Fixed[0])
}

//go:noescape
func codes512(fixed *columns.Fixed, rows *uint16, sixteens int, x *codeWorths, f *uint16, stated, asks *uint8, spans *heldSpan, words *uint8, many *uint16) uint32

// codesWide repeats the last of rows up to a multiple of sixteen.
func codesWide(t *columns.Tile, rows []uint16, x *codeWorths, out *coded) uint32 {
	if len(rows) == 0 {
		return 0
	}
	n := (len(rows) + sixteen - 1) / sixteen
	for i := len(rows); i < n*sixteen; i++ {
		rows = append(rows, rows[len(rows)-1])
	}
	_, _, _, _ = out.f[:n*sixteen], out.stated[:n*sixteen], out.asks[:n*sixteen], out.spans[n*sixteen-1]
	return codes512(&t.Fixed[0], &rows[0], n, x, &out.f[0], &out.stated[0], &out.asks[0], &out.spans[0], &out.words[0], &out.many[0])
}

//go:noescape
func names512(held *uint16, spans *heldSpan, words *uint8, sixteens int, x *codeWorths, f *uint16)

func namesWide(t *columns.Tile, n int, x *codeWorths, out *coded) {
	if n > 0 {
		names512(&t.Held[0], &out.spans[0], &out.words[0], (n+sixteen-1)/sixteen, x, &out.f[0])
	}
}

//go:noescape
func reaching512(f *uint16, stated *uint8, n int, least *[wishes]uint16, most uint16, out *uint16) int

func reachingWide(f []uint16, stated []uint8, least *[wishes]uint16, out []uint16) int {
	if len(f) == 0 {
		return 0
	}
	_, _ = stated[len(f)-1], out[len(f)+rowsBehind-1]
	return reaching512(&f[0], &stated[0], len(f), least, Full, &out[0])
}
