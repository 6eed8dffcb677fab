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
func Order(a, b Hit) int { return order(&a, &b) }

// order is Order without copies; most hits differ in what comes first.
func order(a, b *Hit) int {
	switch {
	case a.Key != b.Key:
		return cmp.Compare(b.Key, a.Key)
	case a.Tie != b.Tie:
		return cmp.Compare(a.Tie, b.Tie)
	case a.ID != b.ID:
		return cmp.Compare(a.ID, b.ID)
	}
	return cmp.Compare(a.Org, b.Org)
}

// Top keeps the k best hits of those pushed. A k of 0 keeps none.
type Top struct {
	k    int
	from int32 // a floor that is known from elsewhere, or -1
	hits []Hit // once it is full, a heap with the worst on top
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
		if t.hits = append(t.hits, h); len(t.hits) == t.k {
			for i := t.k/2 - 1; i >= 0; i-- {
				t.down(i)
			}
		}
	case order(&h, &t.hits[0]) < 0:
		t.hits[0] = h
		t.down(0)
	}
}

// down lets a hit sink to its place in the heap.
func (t *Top) down(i int) {
	sinks := t.hits[i]
	for {
		c := 2*i + 1
		if c+1 < len(t.hits) && order(&t.hits[c+1], &t.hits[c]) > 0 {
			c++
		}
		if c >= len(t.hits) || order(&t.hits[c], &sinks) <= 0 {
			t.hits[i] = sinks
			return
		}
		t.hits[i] = t.hits[c]
		i = c
	}
}

// place is what a hit is sorted by, with where it is: so that hits, which are large, move once.
type place struct {
	key int32
	at  uint32
	tie uint64
}

// Sorted returns what was kept, the best first.
func (t *Top) Sorted() []Hit {
	places := make([]place, len(t.hits))
	for i := range t.hits {
		places[i] = place{t.hits[i].Key, uint32(i), t.hits[i].Tie} //nolint:gosec // fewer hits than a uint32 counts
	}
	slices.SortFunc(places, func(a, b place) int {
		switch {
		case a.key != b.key:
			return cmp.Compare(b.key, a.key)
		case a.tie != b.tie:
			return cmp.Compare(a.tie, b.tie)
		}
		return order(&t.hits[a.at], &t.hits[b.at])
	})
	out := make([]Hit, len(places))
	for i, p := range places {
		out[i] = t.hits[p.at]
	}
	return out
}
