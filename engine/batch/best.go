package batch

import (
	"cmp"
	"slices"

	"tenon/engine/plan"
)

// score is a pair in the little space that a block of candidates × reserve leaves.
type score struct {
	overall, role int32
	f, r          uint16
}

// bests keeps the best scores of some candidates, of each as many as the reserve holds. Scores are added to what a candidate has until
// that is a good part more, see room; then the best stay, and the least of them is what others have to reach.
type bests struct {
	*corpus
	ids    []string
	enough int // see full
	room   int
	kept   []score // by candidate, room of each
	n      []int32 // how many of them are in use
}

func (c *corpus) newBests(ids []string) *bests {
	b := &bests{corpus: c, ids: ids, enough: c.full(), room: c.room(), n: make([]int32, len(ids))}
	b.kept = make([]score, b.room*len(ids))
	return b
}

// full is how many scores make a candidate's worth going through: the fewer, the sooner it is known what others have to reach.
func (c *corpus) full() int { return c.reserve + max(1, c.reserve/4) }

// room is how many scores a candidate has at most.
func (c *corpus) room() int { return min(c.full(), len(c.snap.Roles)) }

func (b *bests) of(i int) []score { return b.kept[i*b.room : i*b.room+int(b.n[i])] }

// push offers a score of candidate i, and returns the least overall score that can still enter, where it was floor before.
func (b *bests) push(i int, s score, floor int32) int32 {
	b.kept[i*b.room+int(b.n[i])] = s
	if b.n[i]++; int(b.n[i]) < b.enough {
		return floor
	}
	b.n[i] = int32(b.reserve)
	return b.keep(b.kept[i*b.room:i*b.room+b.enough], b.ids[i])
}

// keep moves those of the scores that the reserve holds to the front, and returns the least of them.
func (b *bests) keep(h []score, id string) int32 {
	n := b.reserve
	selectTop(h, n)
	least := h[0].overall
	for _, s := range h[:n] {
		least = min(least, s.overall)
	}
	// Of those with the least score, the ones that come first stay.
	from, to := n, n
	for i := n - 1; i >= 0; i-- {
		if h[i].overall == least {
			from--
			h[i], h[from] = h[from], h[i]
		}
	}
	for i := n; i < len(h); i++ {
		if h[i].overall == least {
			h[i], h[to] = h[to], h[i]
			to++
		}
	}
	if to > n {
		slices.SortFunc(h[from:to], b.byOrder(id))
	}
	return least
}

// selectTop orders scores so far that none of the first k is below any of the others.
func selectTop(h []score, k int) {
	for lo, hi := 0, len(h)-1; lo < hi; {
		pivot := median(h[lo].overall, h[(lo+hi)/2].overall, h[hi].overall)
		i, j := lo, hi
		for i <= j {
			for h[i].overall > pivot {
				i++
			}
			for h[j].overall < pivot {
				j--
			}
			if i <= j {
				h[i], h[j] = h[j], h[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return
		}
	}
}

func median(a, b, c int32) int32 { return max(min(a, b), min(max(a, b), c)) }

// byOrder is plan.Order over the scores of a candidate.
func (c *corpus) byOrder(id string) func(a, b score) int {
	return func(a, b score) int {
		if a.overall != b.overall {
			return int(b.overall - a.overall)
		}
		x, y := &c.snap.Roles[a.role], &c.snap.Roles[b.role]
		return cmp.Or(cmp.Compare(plan.Tie(x.ID, id), plan.Tie(y.ID, id)), cmp.Compare(x.ID, y.ID), cmp.Compare(x.Org, y.Org))
	}
}

// hits are the best of candidate i, in order.
func (b *bests) hits(i int) []plan.Hit {
	h, id := b.of(i), b.ids[i]
	slices.SortFunc(h, b.byOrder(id))
	h = h[:min(len(h), b.reserve)]
	out := make([]plan.Hit, len(h))
	for i, s := range h {
		r := &b.snap.Roles[s.role]
		out[i] = plan.Hit{Key: s.overall, F: int32(s.f), R: int32(s.r), Overall: s.overall, Tie: plan.Tie(r.ID, id), ID: r.ID, Org: r.Org}
	}
	return out
}
