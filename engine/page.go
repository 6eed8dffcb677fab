package engine

import (
	"fmt"
	"slices"

	"tenon/engine/plan"
	"tenon/profiles"
)

// MaxDepth bounds how far into a ranking pages go.
const MaxDepth = 100_000

// Position is a place in a ranking: behind the result that it names. Records that change between two pages shift neither: what ranks
// behind the position comes next, whatever came or went before it.
type Position struct {
	Seen int    `json:"n"` // results up to the position
	Key  int32  `json:"k"` // what the ranking is sorted by
	Tie  uint64 `json:"t"`
	ID   string `json:"i"`
	Org  string `json:"o,omitempty"`
}

// depth is how many of the best a page needs.
func (q *Request) depth() int {
	if q.After == nil {
		return q.Top
	}
	return q.After.Seen + q.Top
}

func (q *Request) checkPage() error {
	if p := q.After; p != nil && (p.Seen < 0 || p.Seen+q.Top > MaxDepth) {
		return fmt.Errorf("%w: cursor: pages go up to the first %d results", profiles.ErrInvalid, MaxDepth)
	}
	return nil
}

// page cuts the hits of a ranking to the page that is asked for, and names the position behind it where there is more.
func (q *Request) page(res *plan.Result) (hits []plan.Hit, next *Position) {
	hits = res.Hits
	first := 0
	if p := q.After; p != nil {
		at := plan.Hit{Key: p.Key, Tie: p.Tie, ID: p.ID, Org: p.Org}
		var found bool
		if first, found = slices.BinarySearchFunc(hits, at, plan.Order); found {
			first++
		}
	}
	end := min(first+q.Top, len(hits))
	ranked := res.Scored + res.Skipped
	if q.Vetoed {
		ranked = res.Vetoed
	}
	if end > first && end < ranked {
		h := &hits[end-1]
		next = &Position{Seen: end, Key: h.Key, Tie: h.Tie, ID: h.ID, Org: h.Org}
	}
	return hits[first:end], next
}
