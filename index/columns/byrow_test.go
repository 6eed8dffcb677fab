package columns_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// What stands by row is what the lists say, in every block of a tile, also after a restart and once tiles are merged.
func TestWhatStandsByRowIsWhatListsSay(t *testing.T) {
	live, r := columns.New(deriver, asOf), rand.New(rand.NewPCG(5, 5))
	titles, skills, families := taxonomy.Default().Of(taxonomy.Title), taxonomy.Default().Of(taxonomy.Skill), taxonomy.Default().Of(taxonomy.Family)
	some := func(n int, of []taxonomy.No) []taxonomy.No {
		out := make([]taxonomy.No, n)
		for i := range out {
			out[i] = of[r.IntN(len(of))]
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	from := 0
	for seq, n := range []int{5000, 700, 60, 1} {
		var us []columns.Update
		for range n {
			f := &facts.Candidate{Months: 600}
			for _, no := range some([]int{0, 0, 1, 2, 3, 4, 5, 13, 14, 15, 16, 30}[r.IntN(12)], titles[:600]) {
				f.Titles = append(f.Titles, facts.Title{No: no, Step: 3, Recency: 500})
			}
			for _, no := range some([]int{0, 0, 1, 7, 33, 60}[r.IntN(6)], skills[:6000]) {
				f.Skills = append(f.Skills, facts.Skill{No: no, Strength: uint8(1 + r.IntN(15))})
			}
			for _, no := range some(r.IntN(4), families) {
				f.Families = append(f.Families, facts.Family{No: no, Months: uint16(1 + r.IntN(100))})
			}
			if seq%2 == 0 && r.IntN(20) == 0 { // in some tiles nobody has any
				f.Unresolved = uint16(1 + r.IntN(3))
			}
			us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprint("c", from)}, Facts: f})
			from++
		}
		if n == 1 { // who ends a tile holds nothing
			us[0].Facts = &facts.Candidate{}
		}
		live.Apply(us, profiles.Seq(1+seq))
	}
	loaded := reloaded(t, live)
	before, beyond := live.Snapshot(), 0
	live.Merge()
	for _, s := range []*columns.Snapshot{before, loaded.Snapshot(), live.Snapshot()} {
		for _, tile := range s.Tiles {
			beyond = max(beyond, tile.Skills.Len()-columns.HeldPlaces)
			for l, f := range tile.Facts() {
				standsByRow(t, tile, l, f)
			}
		}
	}
	if beyond <= 0 {
		t.Error("no tile has more skills than there are places for: the test says too little")
	}
}

func standsByRow(t *testing.T, tile *columns.Tile, l int, f *facts.Candidate) {
	t.Helper()
	families := uint16(0)
	for _, x := range f.Families {
		families |= columns.FamilyBit(x.No)
	}
	if f.Unresolved != 0 || families == 0 && f.Months != 0 {
		families = ^uint16(0)
	}
	if got := tile.Fixed[l].Families; got != families {
		t.Fatalf("row %d of %d: families %016b: want %016b", l, tile.N, got, families)
	}
	bytes, all := tile.TitlesOf(l)
	_, to, words := tile.HeldAt(l)
	if n := min(len(f.Titles), columns.MostTitles); all != (len(f.Titles) < columns.MostTitles) || len(bytes) != (n+1)/2 || int(words) != len(bytes) {
		t.Fatalf("row %d: %d titles stand in %d words, of which %d are before the skills; all: %v", l, len(f.Titles), len(bytes), words, all)
	}
	if behind := len(tile.Held) - int(to); behind < 32 {
		t.Fatalf("row %d of %d: %d words are behind it, fewer than are read at once", l, tile.N, behind)
	}
	for _, x := range f.Titles {
		b := uint16(uint8(tile.Titles.Place(x.No)))
		if all && !slices.ContainsFunc(bytes, func(w uint16) bool { return w&0xff == b || w>>8 == b }) {
			t.Fatalf("row %d: title %d is not among the bytes", l, x.No)
		}
	}
	var skills []uint16
	for _, x := range f.Skills {
		if place := tile.Skills.Place(x.No); place < columns.HeldPlaces {
			skills = append(skills, uint16(place)<<4|uint16(x.Strength))
		}
	}
	if got := tile.HeldBy(l); !slices.Equal(got, skills) {
		t.Fatalf("row %d: skills %x: want %x", l, got, skills)
	}
}
