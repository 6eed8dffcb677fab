package plan_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles/taxonomy"
)

// BenchmarkLoops runs each loop over a block by itself, with the instructions of each kind: eight lists of as many rows as a common skill or
// title has.
func BenchmarkLoops(b *testing.B) {
	const lists, rows = 8, 300
	r := rand.New(rand.NewPCG(1, 1))
	var skills, held []columns.Posting
	for no := range taxonomy.No(lists) {
		for _, l := range someRows(r, 2*rows) {
			skills = append(skills, columns.Posting{No: 1 + no, Entry: uint32(l)<<4 | uint32(r.IntN(16))})
			held = append(held, columns.Posting{No: 1 + no, Entry: uint32(l)<<16 | uint32(r.IntN(16))<<columns.RecencyBits | uint32(r.IntN(1024))})
		}
	}
	p, q := columns.Gather[uint16](skills, 1), columns.Gather[uint32](held, 1)
	points, sims := make([][16]uint16, lists), make([]uint8, lists)
	var byV [101]uint16
	for v := range byV {
		byV[v] = uint16(20 * v)
	}
	for i := range points {
		sims[i] = uint8(100 - 5*i)
		for s := range points[i] {
			points[i][s] = uint16(100 * s)
		}
	}
	var acc, peak [columns.Block]uint16
	for l := range acc {
		acc[l] = uint16(r.IntN(10_000))
	}
	var in, out [columns.Block / 64]uint64
	for w := range in {
		in[w] = r.Uint64()
	}
	all := plan.AllLoops()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		x := all[name]
		for _, of := range []struct {
			loop string
			n    int // entries, or rows
			run  func()
		}{
			{"reach", columns.Block, func() { x.Reach(&acc, 9000, 9900, &in, &out) }},
			{"flush", columns.Block, func() { x.Flush(&acc, &peak, 1000) }},
			{"raise", len(skills), func() { x.Raise(&peak, 1000, points, &p, 0) }},
			{"titles", len(held), func() { x.Titles(&peak, 1000, byV, sims, &q, 0) }},
		} {
			b.Run(of.loop+"/"+name, func(b *testing.B) {
				for b.Loop() {
					of.run()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(of.n), "ns/entry")
			})
		}
	}
}

// BenchmarkHeld runs each loop over what rows hold by itself, with the instructions of each kind: as many rows as are read at a time, of as
// many skills as people have, of which a role asks for a few. All is in near memory: what wide instructions gain by fetching rows ahead is seen
// where rows are scattered over a large state (BenchmarkScan/1percent).
func BenchmarkHeld(b *testing.B) {
	const rows, most, present, asked = 256, 30, 800, 40
	r := rand.New(rand.NewPCG(1, 2))
	var held [][]uint16
	entries := 0
	for range rows {
		one := make([]uint16, r.IntN(most+1))
		for i := range one {
			one[i] = uint16(r.IntN(present)<<4 | r.IntN(16))
		}
		held, entries = append(held, one), entries+len(one)
	}
	places := map[uint16]bool{}
	for range asked {
		places[uint16(r.IntN(present))] = true
	}
	worthy := plan.AllWorthy()
	for _, name := range slices.Sorted(maps.Keys(worthy)) {
		b.Run(name, func(b *testing.B) {
			find := worthy[name](held, places)
			for b.Loop() {
				find()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(entries), "ns/entry")
		})
	}
}
