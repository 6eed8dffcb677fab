package plan

import (
	"encoding/binary"
	"slices"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// nearby are the rows of each tile who live so near to a role that a pinned wish may be worth something; nil where all may.
type nearby []nearRows

type nearRows struct {
	runs []run                 // in order, each in one block
	from [columns.Blocks]int32 // where the runs of a block begin
	in   [columns.Blocks]int32 // how many rows they have
}

// run are the rows from … to-1.
type run struct{ from, to int }

// nearTo finds the rows that are near to the role of a plan. What is remote is near to everybody.
func nearTo(tiles []*columns.Tile, p *Plan) nearby { return new(scanRoom).nearTo(tiles, p) }

func (r *scanRoom) nearTo(tiles []*columns.Tile, p *Plan) nearby {
	if p.Role.Modes>>(profiles.Remote-1)&1 == 1 || p.can()>>facts.PrefPlace&1 == 0 {
		return nil
	}
	cities := p.World.Cities.Within(p.Role.Geo, 2*columns.PinnedKM)
	r.near = slices.Grow(r.near[:0], len(tiles))[:len(tiles)]
	for i, t := range tiles {
		r.near[i] = nearRows{runs: r.near[i].runs[:0]}
		r.near[i].find(t, cities)
	}
	return r.near
}

// find finds the rows of a tile that live in the cities. Both ascend, but for tiles of more than one build.
func (n *nearRows) find(t *columns.Tile, cities []uint32) {
	at := 0
	for j := range t.Places {
		geo := t.Places[j].Geo
		if j > 0 && geo < t.Places[j-1].Geo {
			at = 0
		}
		for at < len(cities) && cities[at] < geo {
			at++
		}
		if at < len(cities) && cities[at] == geo {
			n.add(int(t.Places[j].From), t.PlaceEnd(j))
		}
	}
}

func (n *nearRows) add(from, to int) {
	for from < to {
		block := from / columns.Block
		end := min(to, (block+1)*columns.Block)
		if n.in[block] == 0 {
			n.from[block] = int32(len(n.runs))
		}
		n.runs = append(n.runs, run{from, end})
		n.in[block] += int32(end - from)
		from = end
	}
}

// first puts the blocks of most rows that are near to the front: those who want to stay there make the floor that others have
// to reach.
func (r *scanRoom) first(n nearby, units []unit) {
	if n == nil {
		return
	}
	front := r.front[:0]
	for _, u := range units {
		if n[u.tile].in[u.block] > 0 {
			front = append(front, u)
		}
	}
	rest := len(units)
	for i := len(units) - 1; i >= 0; i-- {
		if u := units[i]; n[u.tile].in[u.block] == 0 {
			rest--
			units[rest] = u
		}
	}
	slices.SortStableFunc(front, func(a, b unit) int { return int(n[b.tile].in[b.block]) - int(n[a.tile].in[a.block]) })
	copy(units, front)
	r.front = front
}

// tellNear has the scanner know who lives near in other tiles than so far.
func (s *scanner) tellNear(n nearby) {
	if (s.near == nil) != (n == nil) {
		s.margins, s.least.known = newMargins(s.p, s.o.Sort, n != nil), false
	}
	s.near = n
}

// unpin makes those of a block who live near as good as who roams: they do not need to.
func (s *scanner) unpin(u unit) {
	s.roaming = (*blockSet)(s.t.Roaming[s.from/64:])
	if s.near == nil || s.near[u.tile].in[u.block] == 0 {
		return
	}
	s.roams = *s.roaming
	s.roaming = &s.roams
	s.stated = s.states[:copy(s.states[:], s.stated)]
	n := &s.near[u.tile]
	for _, r := range n.runs[n.from[u.block]:] {
		if r.from >= s.from+s.n {
			break
		}
		s.unpinRun(r.from-s.from, r.to-s.from)
	}
}

// unpinRun does so with the rows from … to-1 of the block.
func (s *scanner) unpinRun(from, to int) {
	run := s.stated[from:to]
	for ; len(run) >= 8; run = run[8:] {
		binary.NativeEndian.PutUint64(run, binary.NativeEndian.Uint64(run)&^(columns.Pinned*0x0101010101010101))
	}
	for l := range run {
		run[l] &^= columns.Pinned
	}
	stating := (*blockSet)(s.t.Stating[s.from/64:])
	for w := from >> 6; w <= (to-1)>>6; w++ {
		mask := ^uint64(0)
		if first := from - w<<6; first > 0 {
			mask <<= first
		}
		if over := (w+1)<<6 - to; over > 0 {
			mask &= ^uint64(0) >> over
		}
		s.roams[w] |= stating[w] & mask
	}
}
