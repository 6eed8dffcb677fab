package plan

import (
	"context"
	"sync"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// SeekOptions say which roles a search for a candidate considers and what it keeps.
type SeekOptions struct {
	Who         *Seeker // of the same world and candidate; nil: made
	K           int
	Sort        Sort
	CandidateID string // for ties
	Org         string // roles of this organisation and public ones are considered
	Strict      bool
	Vetoed      bool // keep the vetoed instead of the others
	// Filter, when set, says whether a role passes the filters.
	Filter func(*columns.Role) bool
	// Hidden are roles that are not there for who asks: not even counted. Nil: none but those of others that are not public.
	Hidden func(*columns.Role) bool
	// Threads is how many goroutines may work; the result is the same. Filter is called by all of them.
	Threads int
}

// Sought is the exact top k of roles, and the categories that any of the roles considered asks for.
type Sought struct {
	Result
	Asked Weights
}

// Seek ranks all roles of a snapshot for a candidate: the exact top k, by the same integers as the other direction.
func Seek(ctx context.Context, s *columns.Snapshot, w *World, c *facts.Candidate, o SeekOptions) (*Sought, error) {
	searches := newSearches(s, w, c, o)
	units, rankers := searches[0].units, make([]ranker, len(searches))
	first := max(1, min(opening, len(units)))
	for i, k := range searches {
		rankers[i] = opener{k, first}
	}
	res, err := inRounds(ctx, first, 1+len(units)-first, o.K, rankers)
	if err != nil {
		return nil, err
	}
	out := &Sought{res, askedOf(w, searches)}
	for _, k := range searches {
		k.done()
	}
	return out, nil
}

// askedOf are the weights of what any role has been found to ask for.
func askedOf(w *World, searches []*search) (out Weights) {
	asked := uint16(0)
	for _, k := range searches {
		asked |= k.asked
	}
	for kind := profiles.ReqSkill; kind <= profiles.ReqDegree; kind++ {
		if asked>>kind&1 == 1 {
			out[kind-1] = w.Policy.Weights[kind-1]
		}
	}
	return out
}

// search is one candidate on its way through the role tiles, block by block. It belongs to one goroutine.
type search struct {
	*seeker
	*searchRoom
	o      SeekOptions
	policy string // its hash
	plan   Plan   // of no role: what the reverse direction is scored by
	stated uint8
	lambda int32
	most   [1 << facts.Preferences]int32 // the most that R can be, by what a role says enough of
	short  [8]int32                      // what of that the modes that a role offers take, by their set
	top    *Top
	asked  uint16
	res    *Result
	snap   *columns.Snapshot
	units  []unit

	tile         *columns.RoleTile // at hand
	r            *roleRows         // of it
	dead         []uint64          // of it
	from         int               // row of the block at hand
	n            int               // rows of the block
	block        int
	*soughtBlock // at hand
}

// searchRoom is the room in which blocks of roles are searched, for one candidate after the other.
type searchRoom struct {
	blocks  []*soughtBlock    // of which the first is the usual one at hand
	first   []openedRow       // rows of them
	left    roleSet           // the rows that a cut has left
	held    [roleBlock]bool   // see hold; all false between blocks
	found   []foundTerm       // what a tile has of what the candidate answers
	foundIn *columns.RoleTile // that tile
}

// searchRooms are kept for the next search.
var searchRooms = sync.Pool{New: func() any { return &searchRoom{blocks: []*soughtBlock{{}}} }}

// newSearches are searches for one candidate, each for one goroutine.
func newSearches(s *columns.Snapshot, w *World, c *facts.Candidate, o SeekOptions) []*search {
	var units []unit
	for i, t := range s.RoleTiles {
		for b := 0; b*roleBlock < len(t.Roles); b++ {
			units = append(units, unit{i, b})
		}
	}
	who, out := o.seeker(w, c), make([]*search, threads(o.Threads, roleBlocks*len(units)))
	for i := range out {
		out[i] = newSearch(s, who, o, units)
	}
	return out
}

func newSearch(s *columns.Snapshot, who *seeker, o SeekOptions, units []unit) *search {
	w, stated := who.world, who.c.Wish.Stated
	k := &search{seeker: who, searchRoom: searchRooms.Get().(*searchRoom), snap: s, units: units, o: o, policy: w.Policy.Hash(), plan: Plan{World: w},
		stated: stated, lambda: int32(w.LambdaOf(stated))}
	for can := range k.most {
		for p := range facts.Preferences {
			if can>>p&1 == 1 {
				k.most[can] += reverseRows[k.stated].w[p]
			}
		}
	}
	k.short = modesShort(&who.c.Wish)
	k.soughtBlock = k.blocks[0]
	return k
}

// modesShort is what a set of offered modes takes at least from the most that R can be: what the mode is worth where the place is no matter.
func modesShort(w *facts.Wish) (out [8]int32) {
	weight := reverseRows[w.Stated].w[facts.PrefPlace]
	for set := 1; set < len(out); set++ {
		var v uint8
		for m := range 3 {
			if set>>m&1 == 1 {
				v = max(v, modeBest[w.Modes&7][m])
			}
		}
		out[set] = weight - points(weight, v)
	}
	return out
}

// done gives the room back.
func (k *search) done() {
	k.foundIn = nil
	searchRooms.Put(k.searchRoom)
	k.searchRoom, k.soughtBlock = nil, nil
}

func (k *search) rank(i int, top *Top, res *Result) {
	k.top, k.res = top, res
	k.rankAll(k.units[i : i+1])
}

// enter makes a block of a tile the one that is searched.
func (k *search) enter(u unit) {
	if t := k.snap.RoleTiles[u.tile]; k.tile != t {
		k.tile, k.dead, k.r = t, k.snap.DeadRoles[u.tile], roleRowsOf(k.world, k.policy, t)
	}
	k.block, k.from = u.block, u.block*roleBlock
	k.n = min(roleBlock, len(k.tile.Roles)-k.from)
}

// sum makes what the rows of the block have of F at most, late requirements included.
func (k *search) sum() {
	copy(k.acc[:], k.r.rest[k.from:k.from+k.n])
	k.find()
	k.terms()
}

// find looks up what the tile has of what the candidate answers.
func (k *search) find() {
	if k.foundIn == k.tile {
		return
	}
	k.found, k.foundIn = k.found[:0], k.tile
	for i := range k.worth {
		if at := k.r.terms.Place(k.worth[i].no); at >= 0 {
			k.found = append(k.found, foundTerm{uint32(i), uint32(at * k.r.terms.Blocks)})
		}
	}
}

// hold marks the roles that ask for a certificate which the candidate holds, where that may stand in for a degree.
func (k *search) hold(mark bool) {
	for _, x := range k.c.Certs {
		if x.Valid {
			for _, l := range k.r.certs.In(x.No, k.block) {
				k.held[l&(roleBlock-1)] = mark
			}
		}
	}
}

// hides says whether a role is not there for who asks.
func (o *SeekOptions) hides(r *columns.Role) bool {
	return r.Org != o.Org && !r.Facts.Public || o.Hidden != nil && o.Hidden(r)
}

// terms adds the points of the requirements that name one concept.
func (k *search) terms() { processor.grant(&k.acc, k.worth, k.found, &k.r.terms, k.block) }

func (k *search) skip(n int) {
	k.res.Total += n
	if k.o.Vetoed {
		k.res.Vetoed += n
	} else {
		k.res.Skipped += n
	}
}
