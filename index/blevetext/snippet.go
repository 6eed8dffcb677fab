package blevetext

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"

	"tenon/profiles/taxonomy"
)

// A snippet shows snippetBytes around a word found; at most maxSnippets are shown.
const (
	snippetBytes = 120
	maxSnippets  = 2
)

// marker finds the words of a query in the text of a hit. It reads the text again, which for the hits that are shown is far
// cheaper than to carry the places of all matches through the search.
type marker struct {
	english  analysis.Analyzer
	tax      *taxonomy.Taxonomy
	terms    map[string][][]string // by the first term, all of the clause
	concepts map[taxonomy.No]bool
}

func (t *Text) marker(p parsed) *marker {
	m := &marker{t.english, t.tax, map[string][][]string{}, map[taxonomy.No]bool{}}
	m.add(p.must)
	return m
}

func (m *marker) add(cs []clause) {
	for _, c := range cs {
		if len(c.terms) > 0 {
			m.terms[c.terms[0]] = append(m.terms[c.terms[0]], c.terms)
		}
		if c.concept != 0 {
			m.concepts[c.concept] = true
		}
		m.add(c.group)
	}
}

// span is bytes of a text.
type span struct{ start, end int }

func (m *marker) spans(body string) []span {
	var out []span
	if len(m.terms) > 0 {
		tokens := m.english.Analyze([]byte(body))
		for i, tok := range tokens {
			for _, terms := range m.terms[string(tok.Term)] {
				if run(tokens[i:], terms) {
					out = append(out, span{tok.Start, tokens[i+len(terms)-1].End})
				}
			}
		}
	}
	if len(m.concepts) > 0 {
		for _, s := range m.tax.Extract(body) {
			if m.concepts[s.No] {
				out = append(out, span{s.Start, s.End})
			}
		}
	}
	slices.SortFunc(out, func(a, b span) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	return out
}

// run says whether tokens begin with the terms; stop words between them are not looked at.
func run(tokens analysis.TokenStream, terms []string) bool {
	if len(tokens) < len(terms) {
		return false
	}
	for i, term := range terms {
		if string(tokens[i].Term) != term {
			return false
		}
	}
	return true
}

// snippets cuts fragments around the words found and marks them «so».
func (m *marker) snippets(body string) []string {
	out := []string{}
	if body == "" || len(m.terms)+len(m.concepts) == 0 {
		return out
	}
	spans := m.spans(body)
	for len(spans) > 0 && len(out) < maxSnippets {
		from, to := window(body, spans[0])
		var b strings.Builder
		at := from
		for len(spans) > 0 && spans[0].end <= to {
			if s := spans[0]; s.start >= at {
				b.WriteString(body[at:s.start] + "«" + body[s.start:s.end] + "»")
				at = s.end
			}
			spans = spans[1:]
		}
		for len(spans) > 0 && spans[0].start < to { // cut by the end of this fragment
			spans = spans[1:]
		}
		b.WriteString(body[at:to])
		out = append(out, ellipsis(from > 0)+strings.Join(strings.Fields(b.String()), " ")+ellipsis(to < len(body)))
	}
	return out
}

func ellipsis(cut bool) string {
	if cut {
		return "…"
	}
	return ""
}

// window is the text around a span; it begins and ends between words.
func window(s string, found span) (from, to int) {
	from, to = max(0, found.start-snippetBytes/2), min(len(s), max(found.end, found.start+snippetBytes))
	for from > 0 && from < found.start && !blank(s[from-1]) {
		from++
	}
	for to < len(s) && (!blank(s[to]) || !utf8.RuneStart(s[to])) {
		to++
	}
	return from, to
}

func blank(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }
