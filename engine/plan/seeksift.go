package plan

import (
	"math/bits"
	"sort"
)

// eligible sets the rows of the block that are seen, pass the filter and, as asked, the gates, and counts them; the others are booked.
func (k *search) eligible() int {
	k.see()
	k.ask()
	if k.o.Filter != nil {
		k.in.sift(nil, func(l int) bool {
			keep := k.o.Filter(&k.tile.Roles[k.from+l])
			if !keep {
				k.res.Total++
				k.res.Filtered++
			}
			return keep
		})
	}
	some := (*roleSet)(nil)
	if k.c.Wish.Only&k.stated == 0 && !k.o.Vetoed { // the others pass
		some = &roleSet{}
		copy(some[:], k.r.gated[k.from>>6:])
	}
	k.in.sift(some, func(l int) bool {
		keep := k.vetoed(k.from+l) == k.o.Vetoed
		if !keep {
			k.res.Total++
			k.res.count(k.o.Vetoed)
		}
		return keep
	})
	return k.in.count()
}

// see makes in the rows of the block that are there for who asks. The roles of a tile are ordered by organisation.
func (k *search) see() {
	roles := k.tile.Roles[k.from : k.from+k.n]
	from := sort.Search(k.n, func(l int) bool { return roles[l].Org >= k.o.Org })
	to := sort.Search(k.n, func(l int) bool { return roles[l].Org > k.o.Org })
	k.in = roleSet{}
	k.in.fill(from, to)
	for w, all := range k.r.public[k.from>>6 : (k.from+k.n+63)>>6] {
		k.in[w] |= all
	}
	if k.dead != nil {
		for w, gone := range k.dead[k.from>>6 : (k.from+k.n+63)>>6] {
			k.in[w] &^= gone
		}
	}
	if k.o.Hidden != nil {
		k.in.sift(nil, func(l int) bool { return !k.o.Hidden(&roles[l]) })
	}
}

// ask books what the rows that are seen ask for.
func (k *search) ask() {
	if k.asked|k.r.asksAny == k.asked {
		return
	}
	asks := k.r.asks[k.from : k.from+k.n]
	k.in.sift(nil, func(l int) bool {
		k.asked |= asks[l]
		return true
	})
}

// vetoed judges the gates of both sides on a row of the tile; a role without any is judged by the candidate's conditions alone.
func (k *search) vetoed(at int) bool {
	r, p := k.tile.Roles[at].Facts, &k.plan
	if k.r.gated[at>>6]>>(at&63)&1 == 1 {
		p = unweighed(k.world, r)
	} else if k.c.Wish.Only&k.stated == 0 {
		return false
	}
	q := *p
	q.Role = r
	return Veto(q.Gates(k.c), k.o.Strict)
}

// roleSet is a set of the rows of a block of roles.
type roleSet [roleBlock / 64]uint64

// fill adds the rows from one up to another.
func (s *roleSet) fill(from, to int) {
	for from < to {
		n := min(to, from|63+1) - from
		s[from>>6] |= (^uint64(0) >> (64 - n)) << (from & 63)
		from += n
	}
}

// sift takes out the rows that are not to be kept, of those that are in some, or, where that is nil, of all.
func (s *roleSet) sift(some *roleSet, keep func(l int) bool) {
	for w, word := range s {
		if some != nil {
			word &= some[w]
		}
		for ; word != 0; word &= word - 1 {
			if bit := bits.TrailingZeros64(word); !keep(w<<6 + bit) {
				s[w] &^= 1 << bit
			}
		}
	}
}

func (s *roleSet) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}
