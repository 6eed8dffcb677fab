package plan

import (
	"cmp"
	"slices"
)

// Hit is one of the best. Key is what the ranking is sorted by.
type Hit struct {
	Key        int32
	F, R       int32
	Overall    int32
	Tie        uint64
	ID         string
	Org        string
	Tile, Row  int // of the snapshot, for a candidate
	Index      int // of the snapshot's roles, for a role
	Unverified []Gate
}

// Order sorts hits: the larger key first, then the smaller tie, then the id.
func Order(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Key, a.Key), cmp.Compare(a.Tie, b.Tie), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Org, b.Org))
}

// Top keeps the k best hits of those pushed. A k of 0 keeps none.
type Top struct {
	k    int
	from int32 // a floor that is known from elsewhere, or -1
	hits []Hit // a heap with the worst on top once it is full
}

// NewTop returns an empty collection of at most k hits.
func NewTop(k int) *Top { return &Top{k: k, from: -1, hits: make([]Hit, 0, min(k, mostKept))} }

// reset empties it for hits of at least a floor.
func (t *Top) reset(floor int32) { t.hits, t.from = t.hits[:0], floor }

// Floor is the least key that could still enter; a smaller one cannot.
func (t *Top) Floor() int32 {
	if t.k == 0 {
		return 1<<31 - 1
	}
	if len(t.hits) < t.k {
		return t.from
	}
	return max(t.from, t.hits[0].Key)
}

// Push offers a hit.
func (t *Top) Push(h Hit) {
	switch {
	case t.k == 0:
	case len(t.hits) < t.k:
		t.hits = append(t.hits, h)
		t.up(len(t.hits) - 1)
	case Order(h, t.hits[0]) < 0:
		t.hits[0] = h
		t.down(0)
	}
}

func (t *Top) up(i int) {
	for i > 0 {
		p := (i - 1) / 2
		if Order(t.hits[i], t.hits[p]) <= 0 {
			return
		}
		t.hits[i], t.hits[p] = t.hits[p], t.hits[i]
		i = p
	}
}

func (t *Top) down(i int) {
	for {
		c := 2*i + 1
		if c >= len(t.hits) {
			return
		}
		if c+1 < len(t.hits) && Order(t.hits[c+1], t.hits[c]) > 0 {
			c++
		}
		if Order(t.hits[c], t.hits[i]) <= 0 {
			return
		}
		t.hits[i], t.hits[c] = t.hits[c], t.hits[i]
		i = c
	}
}

// Sorted returns what was kept, the best first.
func (t *Top) Sorted() []Hit {
	out := slices.Clone(t.hits)
	slices.SortFunc(out, Order)
	return out
}
