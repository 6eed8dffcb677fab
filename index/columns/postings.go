package columns

import (
	"encoding/binary"
	"math"
	"math/bits"

	"tenon/profiles/taxonomy"
)

// Postings are lists of entries by concept number, stored end to end: the blocks of one concept, then those of the next, so that
// whoever goes through the blocks of a tile reads each concept's entries in the order in which they lie. Of the tens of thousands
// of concepts few hundred have an entry in a tile: which, a bit map says.
type Postings[E uint16 | uint32] struct {
	First   taxonomy.No // the concept of the first bit, a multiple of 64
	Present []uint64    // by concept
	Before  []uint16    // how many bits are set before each word of Present
	Blocks  int
	Offsets []uint32 // of the i-th concept present, in block b: entries [Offsets[i·Blocks+b], Offsets[i·Blocks+b+1])
	Entries []E

	places []uint16 // by concept from First: its place + 1, or 0; nil in tiles of few rows
}

// Place is which of the concepts present a concept is, or -1.
func (p *Postings[E]) Place(n taxonomy.No) int {
	bit := uint(n - p.First)
	if p.places != nil {
		if bit >= uint(len(p.places)) {
			return -1
		}
		return int(p.places[bit]) - 1
	}
	if n < p.First || bit>>6 >= uint(len(p.Present)) {
		return -1
	}
	word := p.Present[bit>>6]
	if word>>(bit&63)&1 == 0 {
		return -1
	}
	return int(p.Before[bit>>6]) + bits.OnesCount64(word&(1<<(bit&63)-1))
}

// index makes the places of all concepts one array to look up, for less than [math.MaxUint16] of them.
func (p *Postings[E]) index() {
	if p.Len() >= math.MaxUint16 {
		return
	}
	places, place := make([]uint16, len(p.Present)<<6), uint16(0)
	for w, word := range p.Present {
		for ; word != 0; word &= word - 1 {
			place++
			places[w<<6+bits.TrailingZeros64(word)] = place
		}
	}
	p.places = places
}

// Len is how many concepts have entries.
func (p *Postings[E]) Len() int {
	if p.Blocks == 0 {
		return 0
	}
	return (len(p.Offsets) - 1) / p.Blocks
}

// At are the entries of the i-th concept present in a block. The slice is shared.
func (p *Postings[E]) At(i, block int) []E {
	return p.List(i*p.Blocks + block)
}

// List are the entries of a cell: those of the i-th concept present in block b are cell i·Blocks+b. The slice is shared.
func (p *Postings[E]) List(cell int) []E {
	return p.Entries[p.Offsets[cell]:p.Offsets[cell+1]]
}

// In returns the entries of a concept in a block, in order of local numbers. The slice is shared.
func (p *Postings[E]) In(n taxonomy.No, block int) []E {
	i := p.Place(n)
	if i < 0 {
		return nil
	}
	return p.At(i, block)
}

// Each calls f for every concept with entries and every block, ascending.
func (p *Postings[E]) Each(f func(n taxonomy.No, block int, es []E)) {
	i := 0
	for w, word := range p.Present {
		for ; word != 0; word &= word - 1 {
			n := p.First + taxonomy.No(w<<6+bits.TrailingZeros64(word))
			for b := range p.Blocks {
				f(n, b, p.At(i, b))
			}
			i++
		}
	}
}

// cells calls f for the entries of every concept, by its place, in every block, by its first row.
func (p *Postings[E]) cells(f func(place, first int, es []E)) {
	for i := range p.Len() {
		for b := range p.Blocks {
			f(i, b*Block, p.At(i, b))
		}
	}
}

func (p *Postings[E]) bytes() int {
	return 8*len(p.Present) + 2*len(p.Before) + 2*len(p.places) + 4*len(p.Offsets) + binary.Size(p.Entries)
}

// Posting is one entry of one concept before it is stored.
type Posting struct {
	No    taxonomy.No
	Block uint16
	Entry uint32
}

// Gather stores postings of so many blocks end to end, by concept, block and, as they come, row: a counting sort.
func Gather[E uint16 | uint32](ps []Posting, blocks int) Postings[E] {
	if len(ps) == 0 {
		return Postings[E]{}
	}
	first, last := ps[0].No, ps[0].No
	for i := range ps {
		first, last = min(first, ps[i].No), max(last, ps[i].No)
	}
	first &^= 63
	words := int(last-first)>>6 + 1
	p := Postings[E]{First: first, Present: make([]uint64, words), Before: make([]uint16, words), Blocks: blocks, Entries: make([]E, len(ps))}
	cell := func(x *Posting) int { return int(x.No-first)*blocks + int(x.Block) }
	at := make([]uint32, words<<6*blocks) // how many entries a concept has in a block, then where its next one goes
	for i := range ps {
		at[cell(&ps[i])]++
	}
	present, from := 0, uint32(0)
	for bit := range words << 6 {
		some := false
		for b := range blocks {
			n := at[bit*blocks+b]
			at[bit*blocks+b] = from
			from, some = from+n, some || n > 0
		}
		if some {
			p.Present[bit>>6] |= 1 << (bit & 63)
			present++
		}
	}
	p.Offsets = make([]uint32, 0, present*blocks+1)
	for w := range p.Present {
		p.Before[w] = uint16(len(p.Offsets) / blocks)
		for word := p.Present[w]; word != 0; word &= word - 1 {
			bit := w<<6 + bits.TrailingZeros64(word)
			p.Offsets = append(p.Offsets, at[bit*blocks:(bit+1)*blocks]...)
		}
	}
	p.Offsets = append(p.Offsets, from)
	for i := range ps {
		c := cell(&ps[i])
		p.Entries[at[c]] = E(ps[i].Entry)
		at[c]++
	}
	return p
}
