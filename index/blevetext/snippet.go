package blevetext

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/search"
)

// A snippet shows snippetBytes around a word found; at most maxSnippets are shown.
const (
	snippetBytes = 120
	maxSnippets  = 2
)

// snippets cuts fragments around the words found in the body and marks them «so».
func snippets(h *search.DocumentMatch) []string {
	body, _ := h.Fields["body"].(string)
	var spans [][2]int
	for _, locations := range h.Locations["body"] {
		for _, l := range locations {
			spans = append(spans, [2]int{int(l.Start), int(l.End)})
		}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	out := []string{}
	for i := 0; i < len(spans) && len(out) < maxSnippets; {
		from, to := window(body, spans[i][0])
		var b strings.Builder
		at := from
		for ; i < len(spans) && spans[i][1] <= to; i++ {
			if spans[i][0] < at {
				continue
			}
			b.WriteString(body[at:spans[i][0]] + "«" + body[spans[i][0]:spans[i][1]] + "»")
			at = spans[i][1]
		}
		if at == from {
			i++
			continue
		}
		b.WriteString(body[at:to])
		out = append(out, "…"+strings.Join(strings.Fields(b.String()), " ")+"…")
	}
	return out
}

// window is a span of text around a byte that begins and ends between words.
func window(s string, at int) (from, to int) {
	from, to = max(0, at-snippetBytes/2), min(len(s), at+snippetBytes)
	for from > 0 && (!utf8.RuneStart(s[from]) || s[from-1] != ' ' && s[from-1] != '\n') && from < at {
		from++
	}
	for to < len(s) && (!utf8.RuneStart(s[to]) || s[to] != ' ' && s[to] != '\n') {
		to++
	}
	return from, to
}
