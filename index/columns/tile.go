package columns

import (
	"math/bits"
	"slices"
	"sort"
	"strings"

	"tenon/index/facts"
	"tenon/profiles"
)

// Rows is the most rows that a tile holds; Block is how many of them a block has, in which local numbers have 12 bits.
const (
	Block  = 4096
	Blocks = 16
	Rows   = Blocks * Block
)

// Row is one candidate on its way into or out of a tile.
type Row struct {
	ID    string
	Org   string
	Facts *facts.Candidate
}

// Tile is an immutable block of candidates; package doc draws it. Safe for concurrent use; do not modify.
type Tile struct {
	N          int
	ids        texts
	orgs       texts
	shares     texts    // who else sees a row, joined by [shareSep]
	Fixed      []Fixed  // and one more, which ends Held
	Held       []uint16 // of each row its titles, roughly, and its skills: see TitlesOf and HeldBy
	Stated     []uint8  // what its wish states: a set of preferences, with Pinned
	Asks       []uint8  // what it asks of pay and mode, roughly: see Ask
	known      []uint8  // sets of kinds, see KnownOf
	unsure     []uint8
	unresolved []uint16 // months of jobs whose title does not resolve, nil when nobody has any
	Places     []Place  // rows are sorted by place within a build
	Skills     Postings[uint16]
	Certs      Postings[uint16]
	Languages  Postings[uint16]
	Industries Postings[uint16]
	Families   Postings[uint32]
	Titles     Postings[uint32]
	Wishes     []facts.Wish // of the rows that state any, in order
	Only       bool         // some wish is a condition

	// Stating has a bit for each row that states a wish, for whole blocks; before says, of each word, how many there are before it.
	// Roaming has one for those of them that are not pinned, Firm for those of whose wish something is a condition; nil where none is.
	Stating []uint64
	Roaming []uint64
	Firm    []uint64
	before  []uint32
}

// Place is where the rows from one on, up to the next place, live.
type Place struct {
	From    uint32
	Geo     uint32 // 0 unknown
	Country facts.Country
}

// RecencyBits is how many bits of the posting of a title are its recency; the step stands above them.
const RecencyBits = 10

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

// gathering are the postings of a tile that is being built.
type gathering struct{ skills, certs, languages, industries, families, titles []Posting }

// build makes a tile of at most Rows rows in the given order.
func build(rows []Row) *Tile {
	n := len(rows)
	t := &Tile{N: n, Fixed: make([]Fixed, n+1), Stated: make([]uint8, n), known: make([]uint8, n), unsure: make([]uint8, n)}
	g := &gathering{skills: make([]Posting, 0, 16*n)}
	for l := range rows {
		t.fixed(l, &rows[l])
		g.add(l, rows[l].Facts)
	}
	t.texts(rows)
	b := t.NumBlocks()
	t.Skills, t.Certs, t.Languages = Gather[uint16](g.skills, b), Gather[uint16](g.certs, b), Gather[uint16](g.languages, b)
	t.Industries, t.Families, t.Titles = Gather[uint16](g.industries, b), Gather[uint32](g.families, b), Gather[uint32](g.titles, b)
	t.derive()
	return t
}

// texts sets the texts of all rows.
func (t *Tile) texts(rows []Row) {
	t.ids = textsOf(t.N, func(l int) string { return rows[l].ID })
	t.orgs = textsOf(t.N, func(l int) string { return rows[l].Org }).orNone()
	t.shares = textsOf(t.N, func(l int) string { return strings.Join(rows[l].Facts.Shared, shareSep) }).orNone()
}

// NumBlocks is how many blocks the tile has.
func (t *Tile) NumBlocks() int { return (t.N + Block - 1) / Block }

// Span are the rows of a block: those from … to-1.
func (t *Tile) Span(block int) (from, to int) { return block * Block, min(t.N, (block+1)*Block) }

func (g *gathering) add(l int, f *facts.Candidate) {
	block, at := uint16(l/Block), uint32(l%Block)
	for _, s := range f.Skills {
		g.skills = append(g.skills, Posting{s.No, block, at<<4 | uint32(s.Strength)})
	}
	for _, c := range f.Certs {
		g.certs = append(g.certs, Posting{c.No, block, at<<4 | flag(c.Valid, CertValid) | flag(c.Assumed, Assumed)})
	}
	for _, x := range f.Languages {
		g.languages = append(g.languages, Posting{x.No, block, at<<4 | uint32(x.Level) | flag(x.Assumed, Assumed)})
	}
	for _, x := range f.Industries {
		g.industries = append(g.industries, Posting{x, block, at << 4})
	}
	for _, x := range f.Families {
		g.families = append(g.families, Posting{x.No, block, at<<16 | uint32(x.Months)})
	}
	for _, x := range f.Titles {
		g.titles = append(g.titles, Posting{x.No, block, at<<16 | uint32(x.Step)<<RecencyBits | min(uint32(x.Recency), 1<<RecencyBits-1)})
	}
}

func (t *Tile) fixed(l int, r *Row) {
	f := r.Facts
	t.Fixed[l] = newFixed(f.Months, uint8(f.Degree), f.Evidence, f.Public)
	if f.Unresolved != 0 {
		if t.unresolved == nil {
			t.unresolved = make([]uint16, t.N)
		}
		t.unresolved[l] = f.Unresolved
	}
	t.known[l], t.unsure[l] = kindsByte(f.Known), kindsByte(f.Unsure)
	if p := len(t.Places) - 1; p < 0 || t.Places[p].Geo != f.Geo || t.Places[p].Country != f.Country {
		t.Places = append(t.Places, Place{uint32(l), f.Geo, f.Country})
	}
	if f.Wish.Stated != 0 {
		t.Stated[l] = f.Wish.Stated
		t.Wishes = append(t.Wishes, f.Wish)
		t.Only = t.Only || f.Wish.Only&f.Wish.Stated != 0
	}
}

// derive makes what follows from the columns that a tile is built or read with, once.
func (t *Tile) derive() {
	words := t.NumBlocks() * Block / 64
	t.Stating, t.Roaming, t.before = make([]uint64, words), make([]uint64, words), make([]uint32, words)
	t.Asks = make([]uint8, t.N)
	if t.Only {
		t.Firm = make([]uint64, words)
	}
	n, place := uint32(0), 0
	for l := range t.Stated {
		if l&63 == 0 {
			t.before[l>>6] = n
		}
		if l == t.PlaceEnd(place) {
			place++
		}
		if t.Stated[l] == 0 {
			continue
		}
		t.Stating[l>>6] |= 1 << (l & 63)
		w := &t.Wishes[n]
		if t.Asks[l] = Ask(w); w.Only&w.Stated != 0 && t.Firm != nil {
			t.Firm[l>>6] |= 1 << (l & 63)
		}
		if pinned(w, t.Places[place].Geo) {
			t.Stated[l] |= Pinned
		} else {
			t.Roaming[l>>6] |= 1 << (l & 63)
		}
		n++
	}
	for l := range t.Stated {
		t.Fixed[l].Stated, t.Fixed[l].Asks = t.Stated[l], t.Asks[l]
	}
	t.hold()
	t.markFamilies()
	if t.N >= Block {
		t.Skills.index()
		t.Certs.index()
		t.Languages.index()
		t.Industries.index()
		t.Families.index()
		t.Titles.index()
	}
	t.settle()
}

// nothing is what a row wants that states no wish.
var nothing facts.Wish

// WishOf is what a row wants. It is shared.
func (t *Tile) WishOf(l int) *facts.Wish {
	if t.Stated[l] == 0 {
		return &nothing
	}
	return t.wish(l)
}

// wish is what a row wants that states any.
func (t *Tile) wish(l int) *facts.Wish {
	return &t.Wishes[int(t.before[l>>6])+bits.OnesCount64(t.Stating[l>>6]&(1<<(l&63)-1))]
}

// PlaceOf is the index of the place of a row in Places.
func (t *Tile) PlaceOf(l int) int {
	return sort.Search(len(t.Places), func(i int) bool { return t.Places[i].From > uint32(l) }) - 1
}

// PlaceEnd is the row behind the last one of a place.
func (t *Tile) PlaceEnd(i int) int {
	if i+1 < len(t.Places) {
		return int(t.Places[i+1].From)
	}
	return t.N
}

// UnresolvedOf are the months of dated jobs whose title does not resolve, which count in every family.
func (t *Tile) UnresolvedOf(l int) uint16 {
	if t.unresolved == nil {
		return 0
	}
	return t.unresolved[l]
}

// shareSep parts organisations, whose names have no control characters.
const shareSep = "\x1f"

// ShownTo says whether an organisation sees a row: its own, one that everybody sees, or one that is shared with it.
func (t *Tile) ShownTo(l int, org string) bool {
	return t.Fixed[l].Public() || t.Org(l) == org || slices.Contains(t.shared(l), org)
}

// shared are the organisations beside the own that see a row.
func (t *Tile) shared(l int) []string {
	all := t.shares.at(l)
	if all == "" {
		return nil
	}
	return strings.Split(all, shareSep)
}

// ID is the outside name of a row.
func (t *Tile) ID(l int) string { return t.ids.at(l) }

// Org is the organisation of a row.
func (t *Tile) Org(l int) string { return t.orgs.at(l) }

// Owned says whether some row belongs to another organisation than "".
func (t *Tile) Owned() bool { return t.orgs.len() > 0 }

// Key is the key of a row.
func (t *Tile) Key(l int) profiles.Key {
	return profiles.Key{Org: t.Org(l), Kind: profiles.KindCandidate, ID: t.ID(l)}
}
