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

// before is how many results stand before a page: of one behind a position, when that was named.
func (q *Request) before() int {
	if q.After != nil {
		return q.After.Seen
	}
	return max(0, q.From-1)
}

// depth is how many of the best a page needs.
func (q *Request) depth() int { return q.before() + q.Top }

func (q *Request) checkPage() error {
	field := "cursor"
	switch p := q.After; {
	case p != nil && q.From != 0:
		return fmt.Errorf("%w: from: a page begins at a rank or behind a cursor, not both", profiles.ErrInvalid)
	case q.From < 0:
		return fmt.Errorf("%w: from %d: want a rank, 1 or more", profiles.ErrInvalid, q.From)
	case p == nil && q.From < 2:
		return nil // the first page, as long as it may be
	case p == nil:
		field = "from"
	case p.Seen < 0:
		return fmt.Errorf("%w: cursor: not one of a ranking", profiles.ErrInvalid)
	}
	if q.depth() > MaxDepth {
		return fmt.Errorf("%w: %s: pages go up to the first %d results", profiles.ErrInvalid, field, MaxDepth)
	}
	return nil
}

// page cuts the hits of a ranking to the page that is asked for, and names the position behind it where there is more.
func (q *Request) page(res *plan.Result) (hits []plan.Hit, next *Position) {
	hits = res.Hits
	first := min(q.before(), len(hits))
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
