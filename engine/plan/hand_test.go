package plan

import (
	"math/rand/v2"
	"slices"
	"testing"

	"tenon/index/columns"
)

// The entries of a row are found wherever they are in a list, however the rows of the list lie.
func TestTheEntriesOfARowAreFound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		n, within := r.IntN(60), 1+r.IntN(columns.Block)
		from := r.IntN(columns.Block - within + 1)
		list := make([]uint32, n)
		for i := range list {
			list[i] = uint32(from+r.IntN(within))<<16 | uint32(r.IntN(1<<16))
		}
		slices.Sort(list)
		for _, l := range []int{0, from, from + within/2, from + within - 1, columns.Block - 1, r.IntN(columns.Block)} {
			want := slices.IndexFunc(list, func(e uint32) bool { return e>>16 >= uint32(l) })
			if want < 0 {
				want = n
			}
			if got := firstOf(list, uint32(l), 16); got != want {
				t.Fatalf("row %d in %x: %d: want %d", l, list, got, want)
			}
		}
	}
}

// However many lists are looked up side by side, and however long each is, the entries of each row are found and no others.
func TestTheEntriesOfRowsAreFoundSideBySide(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	var found lookups[uint32]
	for range 2000 {
		var want [][]uint32
		wanted, full := 1+r.IntN(lookedUp), false
		for len(want) < wanted {
			list := make([]uint32, r.IntN(1<<r.IntN(9)))
			for i := range list {
				list[i] = uint32(r.IntN(columns.Block))<<16 | uint32(r.IntN(1<<16))
			}
			slices.Sort(list)
			l := uint32(r.IntN(columns.Block))
			if len(list) > 0 && r.IntN(2) == 0 {
				l = list[r.IntN(len(list))] >> 16
			}
			if full = found.add(list, l*longRow, len(want), 7); len(list) == 0 {
				continue
			}
			var of []uint32
			for _, e := range list {
				if e>>16 == l {
					of = append(of, e)
				}
			}
			want = append(want, of)
		}
		if full != (wanted == lookedUp) {
			t.Fatalf("%d of %d are added: full is %v", wanted, lookedUp, full)
		}
		all := found.done()
		if len(all) != len(want) {
			t.Fatalf("%d searches: want %d", len(all), len(want))
		}
		for i := range all {
			if got := all[i].entries(longRow); !slices.Equal(got, want[i]) || int(all[i].in) != i || all[i].of != 7 {
				t.Fatalf("search %d of %d: %x of row %d: want %x", i, len(want), got, all[i].in, want[i])
			}
		}
	}
}

// Who lives near is as good as who roams, whatever rows are in the hand and wherever the runs of who is near begin and end.
func TestWhoIsNearIsNotPinned(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 500 {
		var near nearRows
		is := map[uint16]bool{}
		for from := 0; from < 3*columns.Block; from += 1 + r.IntN(60) {
			to := from + 1 + r.IntN(3)
			near.add(from, to)
			for l := from; l < to; l++ {
				is[uint16(l)] = true
			}
			from = to
		}
		var rows []uint16
		for l := r.IntN(3 * columns.Block); l < 3*columns.Block && len(rows) < mostHand; l += 1 + r.IntN(20) {
			rows = append(rows, uint16(l))
		}
		var stated [mostHand]uint8
		for i := range stated {
			stated[i] = columns.Pinned | 1
		}
		s := &scanner{near: nearby{near}}
		s.unpinRows(0, rows, stated[:])
		for i, l := range rows {
			if pinned := stated[i]&columns.Pinned != 0; pinned == is[l] {
				t.Fatalf("row %d of %d: pinned %v, near %v", l, len(rows), pinned, is[l])
			}
		}
	}
}

// The least F that reaches a floor is of that floor and of what is still to come, whatever was asked for before.
func TestTheLeastFIsOfItsFloorAndRest(t *testing.T) {
	r, s := rand.New(rand.NewPCG(3, 3)), &scanner{margins: margins{stateMargins: new(stateMargins)}}
	for stated := range s.margins.bound {
		s.margins.bound[stated] = linear{f: int32(100 - r.IntN(101)), c: int32(r.IntN(500_000))}
	}
	for range 200 {
		floor, rest := int32(100_000*r.IntN(8)), int32(500*r.IntN(4))
		for stated, f := range s.leastOf(floor, rest) {
			if want := s.margins.bound[stated].least(floor, rest); f != want {
				t.Fatalf("floor %d, rest %d, state %d: %d: want %d", floor, rest, stated, f, want)
			}
		}
	}
}
