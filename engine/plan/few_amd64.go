//go:build !purego

package plan

import "tenon/index/columns"

// Implemented in few2_amd64.s and few512_amd64.s; see the plain functions of the same names.

//go:noescape
func worthy512(spans *heldSpan, n int, held *uint16, has *placeSet, out *uint32) int

//go:noescape
func rows512(set *blockSet, first uint16, out *uint16, fixed *columns.Fixed) int

//go:noescape
func codes512(fixed *columns.Fixed, rows *uint16, sixteens int, x *codeWorths, f *uint16, stated, asks *uint8, spans *heldSpan, words *uint8, many *uint16) uint32

// codesWider repeats the last of rows up to a multiple of sixteen.
func codesWider(t *columns.Tile, rows []uint16, x *codeWorths, out *coded) uint32 {
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

func namesWider(t *columns.Tile, n int, x *codeWorths, out *coded) {
	if n > 0 {
		names512(&t.Held[0], &out.spans[0], &out.words[0], (n+sixteen-1)/sixteen, x, &out.f[0])
	}
}

//go:noescape
func reaching512(f *uint16, stated *uint8, n int, least *[wishes]uint16, most uint16, out *uint16) int

//go:noescape
func worthy2(spans *heldSpan, n int, held *uint16, has *placeSet, out *uint32) int

// worthyBy is worthy by what finds the skills of at least one row.
func worthyBy(do func(spans *heldSpan, n int, held *uint16, has *placeSet, out *uint32) int) func(*heldSpans, int, []uint16, *placeSet, *worthySkills) int {
	return func(spans *heldSpans, n int, held []uint16, has *placeSet, out *worthySkills) int {
		if n == 0 || len(held) == 0 {
			return 0
		}
		return do(&spans[0], n, &held[0], has, &out[0])
	}
}

//go:noescape
func rows2(set *blockSet, first uint16, out *uint16, fixed *columns.Fixed) int

// rowsBy is rows by what writes without looking how much room there is.
func rowsBy(do func(set *blockSet, first uint16, out *uint16, fixed *columns.Fixed) int) func([]columns.Fixed, []uint16, *blockSet, uint16) int {
	return func(fixed []columns.Fixed, out []uint16, set *blockSet, first uint16) int {
		_ = out[columns.Block+rowsBehind-1]
		return do(set, first, &out[0], &fixed[0])
	}
}

//go:noescape
func namesX86(held *uint16, spans *heldSpan, words *uint8, n int, x *codeWorths, f *uint16)

func namesScalar(t *columns.Tile, n int, x *codeWorths, out *coded) {
	if n > 0 {
		_, _, _ = out.spans[n-1], out.words[n-1], out.f[n-1]
		namesX86(&t.Held[0], &out.spans[0], &out.words[0], n, x, &out.f[0])
	}
}

//go:noescape
func codesX86(fixed *columns.Fixed, rows *uint16, n int, x *codeWorths, f *uint16, stated, asks *uint8, spans *heldSpan, words *uint8, many *uint16) uint32

func codesScalar(t *columns.Tile, rows []uint16, x *codeWorths, out *coded) uint32 {
	if len(rows) == 0 {
		return 0
	}
	last := len(rows) - 1
	_, _, _, _, _ = out.f[last], out.stated[last], out.asks[last], out.spans[last], out.words[last|(sixteen-1)]
	return codesX86(&t.Fixed[0], &rows[0], len(rows), x, &out.f[0], &out.stated[0], &out.asks[0], &out.spans[0], &out.words[0], &out.many[0])
}

//go:noescape
func reaching2(f *uint16, stated *uint8, n int, least *[wishes]uint16, most uint16, out *uint16) int

// reachingBy is reaching by what looks at at least one row.
func reachingBy(do func(f *uint16, stated *uint8, n int, least *[wishes]uint16, most uint16, out *uint16) int) func([]uint16, []uint8, *[wishes]uint16, []uint16) int {
	return func(f []uint16, stated []uint8, least *[wishes]uint16, out []uint16) int {
		if len(f) == 0 {
			return 0
		}
		_, _, _ = f[:len(f)+sixteen], stated[len(f)-1], out[len(f)+rowsBehind-1]
		return do(&f[0], &stated[0], len(f), least, Full, &out[0])
	}
}
