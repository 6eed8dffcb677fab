package columns

import (
	"math/bits"
	"slices"

	"tenon/index/facts"
)

// code writes or reads a tile with its tombstones: every field that does not follow from others. One that is missing here is lost
// at the next start.
func (t *Tile) code(c *coder, dead *[]uint64) {
	n := uint32(t.N)
	number(c, &n)
	t.N = int(n)
	c.texts(&t.ids)
	c.texts(&t.orgs)
	c.texts(&t.shares)
	c.fixed(t)
	c.kinds(&t.known)
	c.kinds(&t.unsure)
	c.places(&t.Places)
	postings(c, &t.Skills)
	postings(c, &t.Certs)
	postings(c, &t.Languages)
	postings(c, &t.Industries)
	postings(c, &t.Families)
	postings(c, &t.Titles)
	c.stated(t)
	list(c, &t.Wishes, c.wish)
	truth(c, &t.Only)
	column(c, dead)
	if c.bad = c.bad || len(c.b) > 0 && c.reading || c.reading && !t.sound(*dead); !c.bad && c.reading {
		t.derive()
	}
}

// stated codes what rows state; which of them are pinned follows from the wishes.
func (c *coder) stated(t *Tile) {
	if c.reading {
		column(c, &t.Stated)
		return
	}
	plain := make([]uint8, len(t.Stated))
	for l, s := range t.Stated {
		plain[l] = s &^ Pinned
	}
	column(c, &plain)
}

// kinds codes sets of kinds as they are numbered.
func (c *coder) kinds(s *[]uint8) {
	all := make([]uint16, len(*s))
	for l, k := range *s {
		all[l] = uint16(k) << 1
	}
	column(c, &all)
	if !c.reading {
		return
	}
	*s = make([]uint8, len(all))
	for l, k := range all {
		(*s)[l] = uint8(k >> 1)
	}
}

// fixed codes what [Fixed] has of its own, a column each.
func (c *coder) fixed(t *Tile) {
	n := max(0, len(t.Fixed)-1)
	months, unresolved, degree, evidence, seen := make([]uint16, n), make([]uint16, n), make([]uint8, n), make([]uint8, n), make([]bool, n)
	for l := range n {
		x := &t.Fixed[l]
		months[l], unresolved[l], degree[l], evidence[l], seen[l] = x.Months, t.UnresolvedOf(l), x.Degree(), x.Evidence(), x.Public()
	}
	column(c, &months)
	column(c, &unresolved)
	column(c, &degree)
	column(c, &evidence)
	c.flags(&seen)
	if !c.reading {
		return
	}
	for _, l := range []int{len(months), len(unresolved), len(degree), len(evidence), len(seen)} {
		c.bad = c.bad || l != len(months)
	}
	t.Fixed = make([]Fixed, len(months)+1)
	if slices.ContainsFunc(unresolved, func(m uint16) bool { return m != 0 }) {
		t.unresolved = unresolved
	}
	for l := 0; l < len(months) && !c.bad; l++ {
		c.bad = degree[l] > mostDegree
		t.Fixed[l] = newFixed(months[l], degree[l], evidence[l], seen[l])
	}
}

func (c *coder) places(ps *[]Place) {
	list(c, ps, func(p *Place) {
		number(c, &p.From)
		number(c, &p.Geo)
		number(c, &p.Country)
	})
}

// sound says whether the columns of a tile that was read belong together, so that no scan leaves them.
func (t *Tile) sound(dead []uint64) bool {
	n := t.N
	for _, l := range []int{t.ids.len(), len(t.Fixed) - 1, len(t.known), len(t.unsure), len(t.Stated)} {
		if l != n {
			return false
		}
	}
	if n > Rows || t.orgs.len() != 0 && t.orgs.len() != n || t.shares.len() != 0 && t.shares.len() != n || dead != nil && len(dead) != (n+63)/64 || (n > 0) != (len(t.Places) > 0) {
		return false
	}
	for i := range t.Places {
		if from := t.Places[i].From; i == 0 && from != 0 || i > 0 && from <= t.Places[i-1].From || int64(from) >= int64(n) {
			return false
		}
	}
	stating := 0
	for _, s := range t.Stated {
		if s >= 1<<facts.Preferences {
			return false
		}
		if s != 0 {
			stating++
		}
	}
	return stating == len(t.Wishes) && within(&t.Skills, 4, n) && within(&t.Certs, 4, n) && within(&t.Languages, 4, n) && within(&t.Industries, 4, n) &&
		within(&t.Families, 16, n) && within(&t.Titles, 16, n)
}

// within says whether postings are in order, in the blocks of n rows, whose numbers stand above the low bits of an entry.
func within[E uint16 | uint32](p *Postings[E], low, n int) bool {
	if len(p.Before) != len(p.Present) {
		return false
	}
	present := 0
	for i, w := range p.Present {
		if int(p.Before[i]) != present {
			return false
		}
		present += bits.OnesCount64(w)
	}
	if present == 0 {
		return len(p.Offsets) == 0 && len(p.Entries) == 0 && p.Blocks == 0
	}
	lists := present * p.Blocks
	if p.Blocks != (n+Block-1)/Block || len(p.Offsets) != lists+1 || p.Offsets[0] != 0 || int(p.Offsets[lists]) != len(p.Entries) {
		return false
	}
	for i := range lists {
		if p.Offsets[i] > p.Offsets[i+1] {
			return false
		}
	}
	for i := range lists {
		rows := min(Block, n-i%p.Blocks*Block)
		for _, e := range p.Entries[p.Offsets[i]:p.Offsets[i+1]] {
			if int(e>>low) >= rows {
				return false
			}
		}
	}
	return true
}

func postings[E uint16 | uint32](c *coder, p *Postings[E]) {
	number(c, &p.First)
	blocks := uint8(p.Blocks)
	number(c, &blocks)
	if c.reading {
		p.Blocks = int(blocks)
	}
	column(c, &p.Present)
	column(c, &p.Before)
	column(c, &p.Offsets)
	column(c, &p.Entries)
}

// flags codes an array of truths.
func (c *coder) flags(s *[]bool) {
	b := make([]uint8, len(*s))
	for i, v := range *s {
		b[i] = uint8(flag(v, 1))
	}
	column(c, &b)
	if c.reading {
		*s = make([]bool, len(b))
		for i, v := range b {
			(*s)[i] = v == 1
		}
	}
}

func (c *coder) wish(w *facts.Wish) {
	number(c, &w.Stated)
	number(c, &w.Only)
	number(c, &w.Modes)
	truth(c, &w.Relocate)
	truth(c, &w.NoRate)
	number(c, &w.Seniority)
	number(c, &w.Engagements)
	number(c, &w.Interviews)
	number(c, &w.KM)
	number(c, &w.City)
	signed(c, &w.PayUSD)
	some := w.Lists != nil
	if truth(c, &some); !some {
		return
	}
	if c.reading {
		w.Lists = &facts.WishLists{}
	}
	few(c, &w.Lists.Cities)
	c.concepts(&w.Lists.Concepts)
	number(c, &w.Lists.NumSkills)
	c.bad = c.bad || int(w.Lists.NumSkills) > len(w.Lists.Concepts)
}
