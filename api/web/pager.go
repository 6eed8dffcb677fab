package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"

	"tenon/engine"
)

// pager is where else in a ranking one can go.
type pager struct {
	First, Previous, Next, Last string // addresses; "": one is there
	From, Most                  int    // the rank that one is at, and the one that can be gone to at most
	Fields                      []field
}

// field is a field of a form that goes along unseen.
type field struct{ Name, Value string }

// firstRank reads the rank that a page begins at. One that is deeper than pages go is the deepest.
func firstRank(s string) int { return min(max(1, number(s, 1)), engine.MaxDepth-pageSize+1) }

// lastFirst is the rank that the last page begins at, where so many are listed.
func lastFirst(listed int) int {
	return (min(listed, engine.MaxDepth)-1)/pageSize*pageSize + 1
}

// pager leads from a page of a ranking to the others; next is the cursor of the page behind it.
func (d *rankView) pager(q url.Values, next string) *pager {
	if d.Fault != nil || d.From == 0 && next == "" {
		return nil
	}
	kept := shareable(q)
	at := func(rank int) string {
		kept.Del("from")
		if rank > 1 {
			kept.Set("from", strconv.Itoa(rank))
		}
		return "?" + kept.Encode() + "#results"
	}
	x := &pager{From: d.From + 1, Most: min(d.Listed, engine.MaxDepth)}
	if d.From > 0 {
		x.First, x.Previous = at(1), at(d.From+1-pageSize)
	}
	if last := lastFirst(d.Listed); next != "" {
		x.Last = at(last)
		at(d.From + len(d.Rows) + 1)
		kept.Set("cursor", next) // whatever changes meanwhile, it goes on behind the last row
		x.Next = "?" + kept.Encode() + "#results"
	}
	kept.Del("from")
	kept.Del("cursor")
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		x.Fields = append(x.Fields, field{name, kept.Get(name)})
	}
	return x
}
