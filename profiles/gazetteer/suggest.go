package gazetteer

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Suggest returns up to n cities of which a name, in any language and spelling, begins with what somebody has typed, the most
// populous first.
func (g *Gazetteer) Suggest(typed string, n int) []City {
	prefix := Fold(typed)
	if prefix == "" || n <= 0 {
		return nil
	}
	var found []int32
	for i := sort.SearchStrings(g.names, prefix); i < len(g.names) && strings.HasPrefix(g.names[i], prefix); i++ {
		_, list, _ := strings.Cut(g.names[i], "\t")
		for s := range strings.SplitSeq(list, ",") {
			if c, err := strconv.Atoi(s); err == nil && c < len(g.cities) {
				found = append(found, int32(c))
			}
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	slices.SortFunc(found, func(a, b int32) int {
		return cmp.Or(cmp.Compare(g.cities[b].Population, g.cities[a].Population), cmp.Compare(a, b))
	})
	out := make([]City, 0, min(n, len(found)))
	for _, i := range found[:min(n, len(found))] {
		out = append(out, g.cities[i])
	}
	return out
}
