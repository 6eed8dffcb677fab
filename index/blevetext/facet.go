package blevetext

import (
	"cmp"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

	"tenon/index"
)

// facets are counted in answers, each with its values most often found. Of the concepts, the skills are.
var facets = []struct{ name, field, prefix string }{
	{"skills", "concepts", "skill/"}, {"city", "city", ""}, {"country", "country", ""}, {"industry", "industry", ""},
	{"employer", "employer", ""}, {"level", "level", ""}, {"modes", "modes", ""},
}

const facetValues = 10

func addFacets(r *bleve.SearchRequest) {
	for _, f := range facets {
		x := bleve.NewFacetRequest(f.field, facetValues)
		if f.prefix != "" {
			x.SetPrefixFilter(f.prefix)
		}
		r.AddFacet(f.name, x)
	}
}

func (t *Text) facets(in search.FacetResults) map[string][]index.Count {
	out := map[string][]index.Count{}
	for _, f := range facets {
		r, ok := in[f.name]
		if !ok || r.Terms == nil {
			continue
		}
		for _, x := range r.Terms.Terms() {
			label := x.Term
			if no, ok := t.tax.ByID(x.Term); ok && f.prefix != "" {
				label = t.tax.Concept(no).Label
			}
			out[f.name] = append(out[f.name], index.Count{Value: label, Count: x.Count})
		}
		slices.SortFunc(out[f.name], func(a, b index.Count) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Value, b.Value)) })
	}
	return out
}
