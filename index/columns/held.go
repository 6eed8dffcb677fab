package columns

import "tenon/profiles/taxonomy"

// HeldPlaces is how many of the concepts present have a number in Held: it has 12 bits. Those beyond have their lists alone.
const HeldPlaces = 4096

// hold lists titles, roughly, and skills by row.
func (t *Tile) hold() {
	t.Titles.cells(func(_, first int, es []uint32) {
		for _, e := range es {
			if x := &t.Fixed[first+int(e>>16)]; x.titles() < MostTitles {
				x.degree += 1 << degreeBits
			}
		}
	})
	for l := range t.N {
		t.Fixed[l+1].Held = (t.Fixed[l].titles() + 1) / 2
	}
	t.numbered(func(_, first int, es []uint16) {
		for _, e := range es {
			t.Fixed[first+int(e>>4)+1].Held++
		}
	})
	for l := range t.N {
		t.Fixed[l+1].Held += t.Fixed[l].Held
	}
	t.Held = make([]uint16, t.Fixed[t.N].Held+behindHeld)
	next := make([]uint32, t.N)
	for l := range next {
		next[l] = 2 * t.Fixed[l].Held
	}
	t.Titles.cells(func(place, first int, es []uint32) {
		for _, e := range es {
			t.titled(&next[first+int(e>>16)], first+int(e>>16), uint16(uint8(place)))
		}
	})
	for l := range next {
		next[l] = t.Fixed[l].Held + (t.Fixed[l].titles()+1)/2
	}
	t.numbered(func(place, first int, es []uint16) {
		for _, e := range es {
			at := &next[first+int(e>>4)]
			t.Held[*at] = uint16(place)<<4 | e&15
			*at++
		}
	})
}

// markFamilies says, by row, in which families there is experience. Months that are in none of them, as no title leaves any, count where any
// experience is asked for.
func (t *Tile) markFamilies() {
	t.Families.Each(func(n taxonomy.No, block int, es []uint32) {
		for _, e := range es {
			t.Fixed[block*Block+int(e>>16)].Families |= FamilyBit(n)
		}
	})
	for l := range t.N {
		if x := &t.Fixed[l]; t.UnresolvedOf(l) != 0 || x.Families == 0 && x.Months != 0 {
			x.Families = FamilyBit(0)
		}
	}
}

// titled writes the byte of a title of a row, the next one at a byte of Held; the last of an odd number stands there twice.
func (t *Tile) titled(at *uint32, l int, b uint16) {
	x := &t.Fixed[l]
	n := *at - 2*x.Held
	switch {
	case n >= x.titles(): // of more than have a byte, see Fixed
		return
	case n&1 == 1:
		t.Held[*at/2] = t.Held[*at/2]&0xff | b<<8
	default:
		t.Held[*at/2] = b | b<<8
	}
	*at++
}

// numbered are the lists of those skills that have a number in Held.
func (t *Tile) numbered(f func(place, first int, es []uint16)) {
	t.Skills.cells(func(place, first int, es []uint16) {
		if place < HeldPlaces {
			f(place, first, es)
		}
	})
}

// behindHeld is how many words there are behind the last of Held: as many, and one behind these, can be read where any skill of a row stands.
const behindHeld = 32

// MostTitles is how many titles of a row have a byte. Nobody is known to have held so many within ten years: those who have are asked
// for in lists.
const MostTitles = 15

// TitlesOf are the titles of a row, two in each word: of the place of its concept among those present the low byte, so that what is
// not there is not held. All is false where it has more titles than these.
func (t *Tile) TitlesOf(l int) (bytes []uint16, all bool) {
	x := &t.Fixed[l]
	return t.Held[x.Held : x.Held+(x.titles()+1)/2], x.titles() < MostTitles
}

// HeldAt is where the skills of a row stand in Held, and how many words of titles before them.
func (t *Tile) HeldAt(l int) (from, to uint32, words uint8) {
	x := &t.Fixed[l]
	n := (x.titles() + 1) / 2
	return x.Held + n, t.Fixed[l+1].Held, uint8(n)
}

// HeldBy are the skills of a row, by the place that they have among those present in the tile: place<<4 | strength, ascending.
func (t *Tile) HeldBy(l int) []uint16 {
	from, to, _ := t.HeldAt(l)
	return t.Held[from:to]
}
