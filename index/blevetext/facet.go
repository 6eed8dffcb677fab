package blevetext

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"tenon/index"
	"tenon/profiles"
)

type counted struct{ name, field, prefix string }

// facets are counted in answers, each with its values most often found. Of the concepts, the skills are.
var facets = []counted{
	{"skills", "concepts", "skill/"}, {"city", "city", ""}, {"country", "country", ""}, {"industry", "industry", ""},
	{"employer", "employer", ""}, {"level", "level", ""}, {"modes", "modes", ""},
}

const facetValues = 10

// having asks for values of facets. Skills are names there and concepts in the index: they are words of the text.
func having(values map[string]string) (out []query.Query, err error) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		i := slices.IndexFunc(facets, func(f counted) bool { return f.name == name && f.prefix == "" })
		if i < 0 {
			return nil, fmt.Errorf("%w: search: no facet %q", profiles.ErrInvalid, name)
		}
		out = append(out, silent(term(facets[i].field, values[name])))
	}
	return out, nil
}

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
