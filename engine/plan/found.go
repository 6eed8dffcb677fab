package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// foundTerm is a term of a requirement that a tile has: which of its worths it is of, and the cell of its list in the first block.
type foundTerm struct{ worth, cell uint32 }

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

// catalogue says where the lists of concepts are.
type catalogue interface {
	Place(taxonomy.No) int
	Count(place int) int
}

// catalogueOf is that of the lists of a tile that answer a kind of requirement, or nil.
func catalogueOf(t *columns.Tile, kind profiles.RequirementKind) catalogue {
	if kind == profiles.ReqTitle {
		return &t.Titles
	}
	if p := listsOf(t, kind); p != nil {
		return p
	}
	return nil
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
	c, blocks := catalogueOf(k.tile, q.Kind), k.tile.NumBlocks()
	if c == nil {
		return out
	}
	for i := range q.terms {
		if at := c.Place(q.terms[i].no); at >= 0 {
			out = append(out, foundTerm{uint32(q.terms[i].worth), uint32(at * blocks)})
		}
	}
	return out
}

// sort puts the term of the longest lists of each requirement to the front of its terms.
func (k *kernel) sort(x *tileTerms) {
	if x.sorted {
		return
	}
	x.sorted = true
	for i := range k.reqs {
		if found := x.of(i); len(found) > 1 {
			k.longestFirst(catalogueOf(k.tile, k.reqs[i].Kind), found)
		}
	}
}

func (k *kernel) longestFirst(c catalogue, found []foundTerm) {
	first, most, blocks := 0, 0, k.tile.NumBlocks()
	for i := range found {
		if n := c.Count(int(found[i].cell) / blocks); n > most {
			first, most = i, n
		}
	}
	found[0], found[first] = found[first], found[0]
}
