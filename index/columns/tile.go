package columns

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Rows is the most rows that a tile holds: local numbers have 12 bits.
const Rows = 4096

// Row is one candidate on its way into or out of a tile.
type Row struct {
	ID    string
	Org   string
	Facts *facts.Candidate
}

func (r *Row) key() profiles.Key { return candidateKey(r.Org, r.ID) }

// Postings are lists of entries by concept number, stored end to end. Of the tens of thousands of concepts few hundred have
// one in a tile: which, a bit map says.
type Postings[E uint16 | uint32] struct {
	First   taxonomy.No // the concept of the first bit, a multiple of 64
	Present []uint64    // by concept
	Before  []uint16    // how many bits are set before each word of Present
	Offsets []uint32    // of the i-th concept present: entries [Offsets[i], Offsets[i+1])
	Entries []E
}

// Of returns the entries of a concept in order of local numbers. The slice is shared.
func (p *Postings[E]) Of(n taxonomy.No) []E {
	bit := uint(n - p.First)
	if n < p.First || bit>>6 >= uint(len(p.Present)) {
		return nil
	}
	word := p.Present[bit>>6]
	if word>>(bit&63)&1 == 0 {
		return nil
	}
	i := int(p.Before[bit>>6]) + bits.OnesCount64(word&(1<<(bit&63)-1))
	return p.Entries[p.Offsets[i]:p.Offsets[i+1]]
}

// Each calls f for every concept with entries, ascending.
func (p *Postings[E]) Each(f func(taxonomy.No, []E)) {
	i := 0
	for w, word := range p.Present {
		for ; word != 0; word &= word - 1 {
			n := p.First + taxonomy.No(w<<6+bits.TrailingZeros64(word))
			f(n, p.Entries[p.Offsets[i]:p.Offsets[i+1]])
			i++
		}
	}
}

func (p *Postings[E]) bytes() int {
	return 8*len(p.Present) + 2*len(p.Before) + 4*len(p.Offsets) + binary.Size(p.Entries)
}

// Tile is an immutable block of candidates; package doc draws it. Safe for concurrent use; do not modify.
type Tile struct {
	N          int
	IDs        []string
	Orgs       []string // nil when every row belongs to ""
	Months     []uint16
	Unresolved []uint16
	Degree     []uint8
	Evidence   []uint8
	Known      []uint16
	Unsure     []uint16
	Public     []bool
	Geo        []uint32
	Country    []uint16
	Skills     Postings[uint16]
	Certs      Postings[uint16]
	Languages  Postings[uint16]
	Industries Postings[uint16]
	Families   Postings[uint32]
	Titles     Postings[uint32]
	Wish       []uint16 // index into Wishes
	Stated     []uint8  // the wish's set of stated preferences
	Wishes     []facts.Wish
	Only       bool // some wish is a condition
}

// The low bits of postings: of a certificate that it is valid; of certificates and languages that it is only assumed.
const (
	CertValid = 1
	Assumed   = 8
)

func flag(set bool, bit uint32) uint32 {
	if set {
		return bit
	}
	return 0
}

// Posting is one entry of one concept before it is stored.
type Posting struct {
	No    taxonomy.No
	Entry uint32
}

// build makes a tile of at most Rows rows in the given order.
func build(rows []Row) *Tile {
	n := len(rows)
	t := &Tile{N: n, IDs: make([]string, n), Months: make([]uint16, n), Unresolved: make([]uint16, n), Degree: make([]uint8, n),
		Evidence: make([]uint8, n), Known: make([]uint16, n), Unsure: make([]uint16, n), Public: make([]bool, n), Geo: make([]uint32, n),
		Country: make([]uint16, n), Wish: make([]uint16, n), Stated: make([]uint8, n),
		Wishes: make([]facts.Wish, 1)}
	var skills, certs, langs, inds, fams, titles []Posting
	for l := range rows {
		f := rows[l].Facts
		t.fixed(l, &rows[l])
		at := uint32(l)
		for _, s := range f.Skills {
			skills = append(skills, Posting{s.No, at<<4 | uint32(s.Strength)})
		}
		for _, c := range f.Certs {
			certs = append(certs, Posting{c.No, at<<4 | flag(c.Valid, CertValid) | flag(c.Assumed, Assumed)})
		}
		for _, x := range f.Languages {
			langs = append(langs, Posting{x.No, at<<4 | uint32(x.Level) | flag(x.Assumed, Assumed)})
		}
		for _, x := range f.Industries {
			inds = append(inds, Posting{x, at << 4})
		}
		for _, x := range f.Families {
			fams = append(fams, Posting{x.No, at<<16 | uint32(x.Months)})
		}
		for _, x := range f.Titles {
			titles = append(titles, Posting{x.No, at<<16 | uint32(x.Step)<<12 | uint32(x.Recency)})
		}
	}
	t.Skills, t.Certs, t.Languages = Gather[uint16](skills), Gather[uint16](certs), Gather[uint16](langs)
	t.Industries, t.Families, t.Titles = Gather[uint16](inds), Gather[uint32](fams), Gather[uint32](titles)
	return t
}

func (t *Tile) fixed(l int, r *Row) {
	f := r.Facts
	t.IDs[l], t.Months[l], t.Unresolved[l], t.Degree[l] = r.ID, f.Months, f.Unresolved, uint8(f.Degree)
	t.Evidence[l], t.Known[l], t.Public[l] = f.Evidence, uint16(f.Known), f.Public
	t.Unsure[l] = uint16(f.Unsure)
	t.Geo[l], t.Country[l] = f.Geo, uint16(f.Country)
	if r.Org != "" && t.Orgs == nil {
		t.Orgs = make([]string, t.N)
	}
	if t.Orgs != nil {
		t.Orgs[l] = r.Org
	}
	if f.Wish.Stated != 0 {
		t.Wishes = append(t.Wishes, f.Wish)
		t.Wish[l], t.Stated[l] = uint16(len(t.Wishes)-1), f.Wish.Stated
		t.Only = t.Only || f.Wish.Only&f.Wish.Stated != 0
	}
}

// Gather stores postings end to end, by concept and, as they come, by row: a counting sort.
func Gather[E uint16 | uint32](ps []Posting) Postings[E] {
	if len(ps) == 0 {
		return Postings[E]{}
	}
	first, last := ps[0].No, ps[0].No
	for _, x := range ps {
		first, last = min(first, x.No), max(last, x.No)
	}
	first &^= 63
	words := int(last-first)>>6 + 1
	p := Postings[E]{First: first, Present: make([]uint64, words), Before: make([]uint16, words), Entries: make([]E, len(ps))}
	at := make([]uint32, words<<6) // how many entries a concept has, then where its next one goes
	for _, x := range ps {
		at[x.No-first]++
	}
	present, from := 0, uint32(0)
	for bit, n := range at {
		at[bit] = from
		if from += n; n > 0 {
			p.Present[bit>>6] |= 1 << (bit & 63)
			present++
		}
	}
	p.Offsets = make([]uint32, 0, present+1)
	for w := range p.Present {
		p.Before[w] = uint16(len(p.Offsets))
		for word := p.Present[w]; word != 0; word &= word - 1 {
			p.Offsets = append(p.Offsets, at[w<<6+bits.TrailingZeros64(word)])
		}
	}
	p.Offsets = append(p.Offsets, from)
	for _, x := range ps {
		p.Entries[at[x.No-first]] = E(x.Entry)
		at[x.No-first]++
	}
	return p
}

// Org is the organisation of a row.
func (t *Tile) Org(l int) string {
	if t.Orgs == nil {
		return ""
	}
	return t.Orgs[l]
}

// Facts are the facts of all rows, in order: the inverse of build.
func (t *Tile) Facts() []*facts.Candidate {
	out := make([]*facts.Candidate, t.N)
	for l := range out {
		out[l] = &facts.Candidate{Months: t.Months[l], Unresolved: t.Unresolved[l], Degree: profiles.ISCED(t.Degree[l]),
			Evidence: t.Evidence[l], Known: facts.Kinds(t.Known[l]), Unsure: facts.Kinds(t.Unsure[l]), Public: t.Public[l], Geo: t.Geo[l],
			Country: facts.Country(t.Country[l]), Wish: t.Wishes[t.Wish[l]]}
	}
	each(&t.Skills, func(n taxonomy.No, e uint16) {
		out[e>>4].Skills = append(out[e>>4].Skills, facts.Skill{No: n, Strength: uint8(e & 15)})
	})
	each(&t.Certs, func(n taxonomy.No, e uint16) {
		out[e>>4].Certs = append(out[e>>4].Certs, facts.Cert{No: n, Valid: e&CertValid != 0, Assumed: e&Assumed != 0})
	})
	each(&t.Languages, func(n taxonomy.No, e uint16) {
		out[e>>4].Languages = append(out[e>>4].Languages, facts.Language{No: n, Level: profiles.CEFR(e & 7), Assumed: e&Assumed != 0})
	})
	each(&t.Industries, func(n taxonomy.No, e uint16) { out[e>>4].Industries = append(out[e>>4].Industries, n) })
	each(&t.Families, func(n taxonomy.No, e uint32) {
		out[e>>16].Families = append(out[e>>16].Families, facts.Family{No: n, Months: uint16(e)})
	})
	each(&t.Titles, func(n taxonomy.No, e uint32) {
		out[e>>16].Titles = append(out[e>>16].Titles, facts.Title{No: n, Step: profiles.Seniority(e >> 12 & 15), Recency: uint16(e & 0xfff)})
	})
	for _, f := range out {
		slices.SortFunc(f.Titles, func(a, b facts.Title) int { return cmp.Or(cmp.Compare(a.No, b.No), cmp.Compare(b.Step, a.Step)) })
	}
	return out
}

func each[E uint16 | uint32](p *Postings[E], f func(taxonomy.No, E)) {
	p.Each(func(n taxonomy.No, es []E) {
		for _, e := range es {
			f(n, e)
		}
	})
}
