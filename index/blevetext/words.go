package blevetext

import (
	"slices"

	"github.com/blevesearch/bleve/v2/analysis"
)

// longestTerm is the bytes of the longest term that is indexed. No word is longer, and bleve takes a hundred bytes of memory and more
// for each byte of a term when it merges segments: a megabyte without a blank would take hundreds.
const longestTerm = 128

// words is an analyzer without its terms that are no words.
type words struct{ analysis.Analyzer }

func (w words) Analyze(text []byte) analysis.TokenStream {
	return slices.DeleteFunc(w.Analyzer.Analyze(text), func(t *analysis.Token) bool { return len(t.Term) > longestTerm })
}
