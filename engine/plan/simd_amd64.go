//go:build !purego

package plan

import (
	"golang.org/x/sys/cpu"

	"tenon/index/columns"
)

// Implemented in simd_amd64.s and grant_amd64.s; see the plain functions of the same names. What is called scalar goes through general
// registers, what is wide through those of AVX2, what is wider through those of AVX-512.

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
	x, all := &cpu.X86, []instructions{plainly}
	if !x.HasAVX2 {
		return all
	}
	best := plainly
	best.name, best.wide = "AVX2", true
	best.reach, best.flush, best.raise, best.titles, best.grant = reach2, flush2, raiseScalar, titlesScalar, grantWide
	best.codes, best.names = codesScalar, namesScalar
	if x.HasBMI1 && x.HasBMI2 && x.HasPOPCNT {
		best.rows, best.worthy, best.reaching = rowsBy(rows2), worthyBy(worthy2), reachingBy(reaching2)
	}
	all = append(all, best)
	if !x.HasAVX512F || !x.HasAVX512BW || !x.HasAVX512VL || !x.HasAVX512DQ || !x.HasBMI2 || !x.HasPOPCNT {
		return all
	}
	best.name = "AVX-512"
	best.reach, best.flush, best.raise, best.titles = reach512, flush512, raiseWider, titlesWider
	if x.HasAVX512VBMI2 {
		best.rows, best.worthy, best.reaching = rowsBy(rows512), worthyBy(worthy512), reachingBy(reaching512)
	}
	if x.HasAVX512VBMI {
		best.codes, best.names = codesWider, namesWider
	}
	return append(all, best)
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

func raiseWider(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint16], block int) {
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

func titlesWider(peak *[columns.Block]uint16, q *kernelReq, found []foundTerm, p *columns.Postings[uint32], block int) {
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
