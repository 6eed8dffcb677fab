package plan_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Every kind of instructions has to leave the same bits as the plain loops.
func FuzzInstructions(f *testing.F) {
	f.Add(uint64(1), uint16(4034), uint16(5824), uint16(120), []byte{255, 255, 0, 0, 1, 128})
	f.Add(uint64(2), uint16(0), uint16(0xffff), uint16(0), []byte{})
	f.Add(uint64(3), uint16(0x8000), uint16(0x7fff), uint16(10000), []byte{0, 128, 255, 127})
	f.Fuzz(func(t *testing.T, seed uint64, one, other, base uint16, edge []byte) {
		r := rand.New(rand.NewPCG(seed, 0))
		var acc, peak [columns.Block]uint16
		var in [columns.Block / 64]uint64
		for l := range acc {
			switch r.IntN(4) {
			case 0:
				acc[l], peak[l] = one+uint16(r.IntN(3))-1, base+uint16(r.IntN(3))-1
			case 1:
				acc[l], peak[l] = other+uint16(r.IntN(3))-1, uint16(r.Uint32())
			case 2:
				acc[l], peak[l] = uint16(r.Uint32()), base
			}
		}
		for at := range len(edge) / 2 {
			acc[r.IntN(len(acc))] = binary.LittleEndian.Uint16(edge[2*at:])
		}
		for w := range in {
			in[w] = r.Uint64()
		}
		var reached [columns.Block / 64]uint64
		want := acc
		plan.AllLoops()["plain"].Reach(&acc, one, other, &in, &reached)
		plan.AllLoops()["plain"].Flush(&want, &peak, base)
		for name, x := range plan.AllLoops() {
			var out [columns.Block / 64]uint64
			got, same := acc, peak
			x.Reach(&got, one, other, &in, &out)
			if out != reached || got != acc {
				t.Errorf("%s: rows that reach are others", name)
			}
			if x.Flush(&got, &same, base); got != want || same != peak {
				t.Errorf("%s: sums are others", name)
			}
		}
		for l := range acc {
			least := other
			if in[l>>6]>>(l&63)&1 == 1 {
				least = one
			}
			if (acc[l] >= least) != (reached[l>>6]>>(l&63)&1 == 1) || want[l] != acc[l]+max(peak[l], base)-base {
				t.Fatalf("row %d: the plain loops are wrong", l)
			}
		}
	})
}

// Lists of all lengths, of which a row may be in several, lift peaks to the same.
func FuzzLists(f *testing.F) {
	f.Add(uint64(1), uint8(3), uint16(400), uint16(100))
	f.Add(uint64(2), uint8(1), uint16(3), uint16(0))
	f.Add(uint64(3), uint8(9), uint16(4096), uint16(4000))
	f.Add(uint64(4), uint8(31), uint16(40), uint16(700))   // many short ones
	f.Add(uint64(5), uint8(30), uint16(1200), uint16(900)) // more than are taken apart at once
	f.Fuzz(func(t *testing.T, seed uint64, concepts uint8, most, base uint16) {
		r := rand.New(rand.NewPCG(seed, 1))
		n, base := 1+int(concepts%32), base%5000
		points := make([][16]uint16, 1+r.IntN(3))
		for i := range points {
			for low := range points[i] {
				points[i][low] = uint16(r.IntN(5000))
			}
		}
		var byV [101]uint16
		for v := range byV {
			byV[v] = uint16(r.IntN(5000))
		}
		var skills, titles []columns.Posting
		for c := range n {
			for block := range uint16(3) {
				for _, l := range someRows(r, int(most)) {
					skills = append(skills, columns.Posting{No: taxonomy.No(5 + c), Block: block, Entry: uint32(l)<<4 | uint32(r.IntN(16))})
					titles = append(titles, columns.Posting{No: taxonomy.No(5 + c), Block: block, Entry: uint32(l)<<16 | uint32(r.IntN(16))<<columns.RecencyBits | uint32(r.IntN(1024))})
				}
			}
		}
		p, q := columns.Gather[uint16](skills, 3), columns.Gather[uint32](titles, 3)
		sims := []uint8{100, 70, 45}
		var was [columns.Block]uint16
		for l := range was {
			was[l] = uint16(r.IntN(int(base) + 1))
		}
		for block := range p.Blocks {
			lifted, titled := was, was
			plan.AllLoops()["plain"].Raise(&lifted, base, points, &p, block)
			plan.AllLoops()["plain"].Titles(&titled, base, byV, sims, &q, block)
			if want := liftedOneByOne(was, base, points, &p, block); lifted != want {
				t.Fatalf("block %d: the plain loop is wrong", block)
			}
			for name, x := range plan.AllLoops() {
				a, b := was, was
				if x.Raise(&a, base, points, &p, block); a != lifted {
					t.Errorf("%s, block %d: peaks are others", name, block)
				}
				if x.Titles(&b, base, byV, sims, &q, block); b != titled {
					t.Errorf("%s, block %d: peaks of titles are others", name, block)
				}
			}
		}
	})
}

// someRows are rows in order, most at most.
func someRows(r *rand.Rand, most int) (rows []int) {
	some := r.IntN(min(most, columns.Block) + 1)
	for l := range columns.Block {
		if r.IntN(columns.Block) < some {
			rows = append(rows, l)
		}
	}
	return rows
}

func liftedOneByOne(peak [columns.Block]uint16, base uint16, points [][16]uint16, p *columns.Postings[uint16], block int) [columns.Block]uint16 {
	for i := range p.Len() {
		for _, e := range p.At(i, block) {
			peak[e>>4] = max(peak[e>>4], base+points[i%len(points)][e&15])
		}
	}
	return peak
}

func TestAllInstructionsGiveTheSameBytes(t *testing.T) {
	live, _ := fill(t, seeded(5), 5000) // more than a block
	for seed := range uint64(40) {
		p := compile(seed, seeded(7000+seed).role("r"))
		o := plan.Options{K: []int{1, 10, 100}[seed%3], Sort: plan.Sort(seed % 3), RoleID: "r", Vetoed: seed%9 == 0}
		if seed%5 == 0 {
			o.Filter = func(_ int, t *columns.Tile, keep *columns.RowSet) {
				for l := int(seed); l < t.N; l += 3 {
					keep.Add(l)
				}
			}
		}
		var all []string
		plan.EachProcessor(func(name string) {
			res, err := plan.Scan(t.Context(), live.Snapshot(), p, o)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, fmt.Sprint(*res))
		})
		o.Plain = true
		res, err := plan.Scan(t.Context(), live.Snapshot(), p, o)
		if err != nil {
			t.Fatal(err)
		}
		if all = slices.Compact(append(all, fmt.Sprint(*res))); len(all) != 1 {
			t.Fatalf("seed %d: %d different answers:\n%.500s\n%.500s", seed, len(all), all[0], all[1])
		}
	}
}

// A full block has its most promising rows finished first; deltas do not.
func TestTheShapeOfTilesChangesNoAnswer(t *testing.T) {
	live, all := fill(t, seeded(5), 6000)
	once := columns.New(deriver, asOf)
	var us []columns.Update
	for id, c := range all {
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Candidate: c})
	}
	once.Apply(us, 1)
	if n := len(once.Snapshot().Tiles); n != 1 || len(live.Snapshot().Tiles) < 3 {
		t.Fatalf("%d and %d tiles: want one, and several", n, len(live.Snapshot().Tiles))
	}
	for seed := range uint64(60) {
		p := compile(seed, seeded(8000+seed).role("r"))
		o := plan.Options{K: []int{1, 10, 60}[seed%3], Sort: plan.Sort(seed % 3), RoleID: "r"}
		var got [2][]plan.Hit
		for i, l := range []*columns.Live{live, once} {
			res, err := plan.Scan(t.Context(), l.Snapshot(), p, o)
			if err != nil {
				t.Fatal(err)
			}
			if res.Total != len(all) || res.Total != res.Scored+res.Skipped+res.Vetoed+res.Filtered {
				t.Fatalf("seed %d: %+v of %d", seed, res, len(all))
			}
			for _, h := range res.Hits {
				h.Tile, h.Row = 0, 0
				got[i] = append(got[i], h)
			}
		}
		if d := cmp.Diff(got[0], got[1]); d != "" {
			t.Fatalf("seed %d: in many tiles (-) and in one (+)\n%s", seed, d)
		}
	}
}

// Those of the skills that rows hold which have a place are found in the order in which they stand, of rows of any number.
func FuzzWorthySkills(f *testing.F) {
	f.Add(uint64(1), uint8(40), uint8(17))
	f.Add(uint64(2), uint8(255), uint8(31))
	f.Add(uint64(3), uint8(1), uint8(0))
	f.Fuzz(func(t *testing.T, seed uint64, rows, most uint8) {
		r := rand.New(rand.NewPCG(seed, 2))
		places := map[uint16]bool{}
		for range r.IntN(80) {
			places[uint16(r.IntN(columns.HeldPlaces))] = true
		}
		places[columns.HeldPlaces-1] = seed%2 == 0
		var held [][]uint16
		var want []uint32
		for row := range int(rows) % 101 {
			var one []uint16
			for range r.IntN(int(most%41) + 1) {
				e := uint16(r.Uint32())
				if r.IntN(4) == 0 {
					e |= (columns.HeldPlaces - 1) << 4
				}
				if one = append(one, e); places[e>>4] {
					want = append(want, uint32(row)<<16|uint32(e))
				}
			}
			held = append(held, one)
		}
		for name, worthy := range plan.AllWorthy() {
			got := slices.DeleteFunc(worthy(held, places)(), func(e uint32) bool { return !places[uint16(e)>>4] })
			if !slices.Equal(got, want) {
				t.Errorf("%s: %x: want %x", name, got, want)
			}
		}
	})
}

// The rows of a set are found whether few of them are set or all.
func FuzzRows(f *testing.F) {
	f.Add(uint64(1), uint8(0), uint16(0))
	f.Add(uint64(2), uint8(3), uint16(columns.Rows-columns.Block))
	f.Add(uint64(3), uint8(6), uint16(columns.Block))
	f.Add(uint64(4), uint8(7), uint16(columns.Block))
	f.Fuzz(func(t *testing.T, seed uint64, sparse uint8, block uint16) {
		r := rand.New(rand.NewPCG(seed, 4))
		var set [columns.Block / 64]uint64
		var want []uint16
		first := block / columns.Block * columns.Block
		for w := range set {
			switch sparse % 8 {
			case 7: // all, and nearly all
				set[w] = ^uint64(0) << r.IntN(2)
			default:
				set[w] = r.Uint64()
				for range sparse % 8 {
					set[w] &= r.Uint64()
				}
			}
			for b := range 64 {
				if set[w]>>b&1 == 1 {
					want = append(want, first+uint16(64*w+b))
				}
			}
		}
		for name, rows := range plan.AllRows() {
			if got := rows(&set, first); !slices.Equal(got, want) {
				t.Errorf("%s: %d: want %d", name, got, want)
			}
		}
	})
}

// Those who have the least that is needed are found, and neither those who are ranked already nor others.
func FuzzReaching(f *testing.F) {
	f.Add(uint64(1), uint16(300), uint16(4000))
	f.Add(uint64(2), uint16(32), uint16(0))
	f.Add(uint64(3), uint16(1), uint16(plan.Full))
	f.Add(uint64(4), uint16(0), uint16(1))
	f.Fuzz(func(t *testing.T, seed uint64, n, about uint16) {
		r := rand.New(rand.NewPCG(seed, 5))
		has, stated := make([]uint16, n%columns.Block), make([]uint8, n%columns.Block)
		var least [256]uint16
		for i := range least {
			least[i] = about + uint16(r.IntN(5))
		}
		var want []uint16
		for at := range has {
			has[at], stated[at] = about+uint16(r.IntN(5)), uint8(r.Uint32())
			switch r.IntN(6) {
			case 0:
				has[at] = 1<<16 - 1
			case 1:
				has[at] = plan.Full + uint16(r.IntN(2))
			}
			if has[at] >= least[stated[at]] && has[at] <= plan.Full {
				want = append(want, uint16(at))
			}
		}
		for name, reaching := range plan.AllReaching() {
			if got := reaching(has, stated, &least); !slices.Equal(got, want) {
				t.Errorf("%s: %d: want %d", name, got, want)
			}
		}
	})
}

// A title is worth the same whatever its similarity, step and recency are.
func TestEveryTitleIsWorthTheSame(t *testing.T) {
	const blocks = 16 << columns.RecencyBits / columns.Block
	var all []columns.Posting
	for e := range uint32(16 << columns.RecencyBits) {
		all = append(all, columns.Posting{No: 7, Block: uint16(e / columns.Block), Entry: e%columns.Block<<16 | e})
	}
	p := columns.Gather[uint32](all, blocks)
	var byV [101]uint16
	for v := range byV {
		byV[v] = uint16(7 * v)
	}
	for sim := range uint8(101) {
		for block := range blocks {
			var want [columns.Block]uint16
			plan.AllLoops()["plain"].Titles(&want, 3, byV, []uint8{sim}, &p, block)
			for name, x := range plan.AllLoops() {
				var got [columns.Block]uint16
				if x.Titles(&got, 3, byV, []uint8{sim}, &p, block); got != want {
					t.Fatalf("%s, similarity %d, block %d: peaks are others", name, sim, block)
				}
			}
		}
	}
}
