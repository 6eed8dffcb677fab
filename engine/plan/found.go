package plan

import (
	"slices"

	"tenon/index/columns"
	"tenon/profiles"
)

// foundTerm is a term of a requirement that a tile has: which of its worths it is of, and the cell of its list in the first block.
type foundTerm struct{ worth, cell uint32 }

// place is which of the concepts present in a tile of so many blocks a term is of. Where few rows are looked at, thousands are asked for, and
// a division takes as long as the rest. The cell is a multiple of blocks below 2³²: times 2³²/blocks, rounded up, its upper half is exact.
func (f foundTerm) place(blocks int) int { return int(uint64(f.cell) * inverses[blocks] >> 32) }

var inverses = func() (out [columns.Blocks + 1]uint64) {
	for blocks := 1; blocks < len(out); blocks++ {
		out[blocks] = uint64(1<<32+blocks-1) / uint64(blocks)
	}
	return out
}()

// tileTerms are the terms of all requirements of a plan that a tile has.
type tileTerms struct {
	all    []foundTerm
	to     []uint32 // where those of each requirement end
	sorted bool     // the one of the longest lists stands first
}

// of are those of a requirement.
func (x *tileTerms) of(req int) []foundTerm {
	from := uint32(0)
	if req > 0 {
		from = x.to[req-1]
	}
	return x.all[from:x.to[req]]
}

// listsOf are the lists of short entries of a tile that answer a kind of requirement, or nil.
func listsOf(t *columns.Tile, kind profiles.RequirementKind) *columns.Postings[uint16] {
	switch kind {
	case profiles.ReqSkill:
		return &t.Skills
	case profiles.ReqCertification:
		return &t.Certs
	case profiles.ReqLanguage:
		return &t.Languages
	case profiles.ReqIndustry:
		return &t.Industries
	case profiles.ReqTitle, profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
	}
	return nil
}

// usualTerms is how many terms most roles have.
const usualTerms = 128

// findAll finds the terms of all requirements in the tile.
func (k *kernel) findAll() *tileTerms {
	x := k.room()
	for i := range k.reqs {
		x.all = k.find(&k.reqs[i], x.all)
		x.to = append(x.to, uint32(len(x.all)))
	}
	return x
}

// room is where terms are found: that of the tile before where none are remembered.
func (k *kernel) room() *tileTerms {
	if k.seen == nil {
		k.taken = 0
	}
	if k.taken == len(k.terms) {
		k.terms = append(k.terms, &tileTerms{all: make([]foundTerm, 0, min(k.numTerms, usualTerms)), to: make([]uint32, 0, len(k.reqs))})
	}
	x := k.terms[k.taken]
	k.taken++
	x.all, x.to, x.sorted = x.all[:0], x.to[:0], false
	return x
}

// find adds the terms of a requirement that the tile has.
func (k *kernel) find(q *kernelReq, out []foundTerm) []foundTerm {
	if q.Kind == profiles.ReqTitle {
		return findIn(&k.tile.Titles, q.terms, out)
	}
	if p := listsOf(k.tile, q.Kind); p != nil {
		return findIn(p, q.terms, out)
	}
	return out
}

// findIn adds those of the terms that have lists. Which, is not guessed at, so that far memory is read side by side.
func findIn[E uint16 | uint32](p *columns.Postings[E], terms []term, out []foundTerm) []foundTerm {
	n, blocks := len(out), p.Blocks
	out = slices.Grow(out, len(terms))[:n+len(terms)]
	for i := range terms {
		at := p.Place(terms[i].no)
		out[n] = foundTerm{uint32(terms[i].worth), uint32(at * blocks)}
		n += 1 + at>>63 // none of -1
	}
	return out[:n]
}

// sort puts the term of the longest lists of each requirement to the front of its terms.
func (k *kernel) sort(x *tileTerms) {
	if x.sorted {
		return
	}
	x.sorted = true
	for i := range k.reqs {
		found := x.of(i)
		switch p := listsOf(k.tile, k.reqs[i].Kind); {
		case len(found) < 2:
		case p != nil:
			longestFirst(p, found)
		default:
			longestFirst(&k.tile.Titles, found)
		}
	}
}

// termBits are enough for the number of a term of a requirement.
const termBits = 24

// longestFirst does so with the terms of one. Which are longer, is not guessed at, so that far memory is read side by side.
func longestFirst[E uint16 | uint32](p *columns.Postings[E], found []foundTerm) {
	best := 0
	for i, f := range found {
		entries := int(p.Offsets[int(f.cell)+p.Blocks] - p.Offsets[f.cell])
		longer := entries<<termBits | i - best
		best += longer &^ (longer >> 63)
	}
	first := best & (1<<termBits - 1)
	found[0], found[first] = found[first], found[0]
}
