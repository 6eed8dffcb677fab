package columns

import (
	"math/bits"

	"tenon/index/facts"
)

// code writes or reads a tile with its tombstones: every field that does not follow from others. One that is missing here is lost
// at the next start.
func (t *Tile) code(c *coder, dead *[]uint64) {
	n := uint16(t.N)
	number(c, &n)
	t.N = int(n)
	c.texts(&t.IDs)
	c.texts(&t.Orgs)
	if len(t.Orgs) == 0 {
		t.Orgs = nil
	}
	column(c, &t.Months)
	column(c, &t.Unresolved)
	column(c, &t.Degree)
	column(c, &t.Evidence)
	column(c, &t.Known)
	column(c, &t.Unsure)
	c.flags(&t.Public)
	column(c, &t.Geo)
	column(c, &t.Country)
	postings(c, &t.Skills)
	postings(c, &t.Certs)
	postings(c, &t.Languages)
	postings(c, &t.Industries)
	postings(c, &t.Families)
	postings(c, &t.Titles)
	column(c, &t.Wish)
	column(c, &t.Stated)
	list(c, &t.Wishes, c.wish)
	truth(c, &t.Only)
	column(c, dead)
	c.bad = c.bad || len(c.b) > 0 && c.reading || c.reading && !t.sound(*dead)
}

// sound says whether the columns of a tile that was read belong together, so that no scan leaves them.
func (t *Tile) sound(dead []uint64) bool {
	n := t.N
	for _, l := range []int{len(t.IDs), len(t.Months), len(t.Unresolved), len(t.Degree), len(t.Evidence), len(t.Known), len(t.Unsure), len(t.Public),
		len(t.Geo), len(t.Country), len(t.Wish), len(t.Stated)} {
		if l != n {
			return false
		}
	}
	if n > Rows || t.Orgs != nil && len(t.Orgs) != n || dead != nil && len(dead) != (n+63)/64 {
		return false
	}
	for _, w := range t.Wish {
		if int(w) >= len(t.Wishes) {
			return false
		}
	}
	return within(&t.Skills, 4, n) && within(&t.Certs, 4, n) && within(&t.Languages, 4, n) && within(&t.Industries, 4, n) &&
		within(&t.Families, 16, n) && within(&t.Titles, 16, n)
}

// within says whether postings are in order, for rows below n, which stand above the low bits of an entry.
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
		return len(p.Offsets) == 0 && len(p.Entries) == 0
	}
	if len(p.Offsets) != present+1 || p.Offsets[0] != 0 || int(p.Offsets[present]) != len(p.Entries) {
		return false
	}
	for i := range present {
		if p.Offsets[i] > p.Offsets[i+1] {
			return false
		}
	}
	for _, e := range p.Entries {
		if int(e>>low) >= n {
			return false
		}
	}
	return true
}

func postings[E uint16 | uint32](c *coder, p *Postings[E]) {
	number(c, &p.First)
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
	few(c, &w.Cities)
	c.concepts(&w.Skills)
	c.concepts(&w.Values)
}
