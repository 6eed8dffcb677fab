package plan_test

import (
	"fmt"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
)

// Law 5 for batches: every row that reaches its floor comes with the score that it has one by one, and no other comes.
func TestPairsOfATileAreThoseOneByOne(t *testing.T) {
	yielded := 0
	forEach(t, 60, func(t *testing.T, seed uint64, g gen) {
		live := columns.New(deriver, asOf)
		var us []columns.Update
		n := 40 // rows are read one by one
		if seed%4 == 0 {
			n = 600 // lists are read for whole blocks
		}
		for i := range n {
			id := fmt.Sprint(i)
			us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Candidate: g.candidate(id)})
		}
		live.Apply(us, 1)
		tile := live.Snapshot().Tiles[0]
		p, fs := compile(seed, g.role("r")), tile.Facts()
		want := map[int]plan.Score{}
		var rows []uint16
		var floor [columns.Rows]int32
		for l, f := range fs {
			if g.maybe(30) {
				continue
			}
			rows = append(rows, uint16(l))
			s := p.Score(f)
			if g.maybe(50) {
				floor[l] = s.Overall - 3 + int32(g.IntN(6))
			}
			if s.Overall >= floor[l] && !plan.Veto(p.Gates(f), false) {
				want[l] = *s
			}
		}
		x := plan.NewPairs(p)
		for range 2 { // the tables are used again
			got := 0
			x.Tile(tile, rows, &floor, func(l int, f, r, overall int32) {
				if w, ok := want[l]; !ok || w.F != f || w.R != r || w.Overall != overall {
					t.Errorf("row %d: %d, %d, %d: want %v %d, %d, %d", l, f, r, overall, ok, w.F, w.R, w.Overall)
				}
				got++
			})
			if got != len(want) {
				t.Errorf("%d rows: want %d", got, len(want))
			}
			yielded += got
		}
	})
	if yielded < 500 {
		t.Errorf("only %d rows were compared", yielded)
	}
}
