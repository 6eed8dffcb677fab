package blevetext

import (
	"context"
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// facetFields are counted in answers, each with its values most often found.
var facetFields = []string{"concepts", "city", "country", "industry", "employer", "level", "modes"}

const facetValues = 10

// matchPage is how many ids Match asks for at a time.
const matchPage = 10_000

// Search implements index.Text.
func (t *Text) Search(ctx context.Context, q index.Query) (*index.Result, error) {
	if q.Limit < 0 || q.Offset < 0 || q.Limit+q.Offset > index.MaxHits {
		return nil, fmt.Errorf("%w: %d hits from %d: want at most %d in all", profiles.ErrInvalid, q.Limit, q.Offset, index.MaxHits)
	}
	bq, err := t.query(q.Org, q.Kind, q.Text)
	if err != nil {
		return nil, err
	}
	r := bleve.NewSearchRequestOptions(bq, q.Limit, q.Offset, false)
	r.Fields = []string{"title", "body"}
	r.IncludeLocations = true
	r.SortBy([]string{"-_score", "_id"})
	if q.Facets {
		for _, f := range facetFields {
			r.AddFacet(f, bleve.NewFacetRequest(f, facetValues))
		}
	}
	res, err := t.ix.SearchInContext(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	out := &index.Result{Total: int(res.Total), Hits: make([]index.Hit, 0, len(res.Hits))}
	for _, h := range res.Hits {
		title, _ := h.Fields["title"].(string)
		out.Hits = append(out.Hits, index.Hit{ID: recordID(h.ID), Kind: q.Kind.String(), Title: title, Score: h.Score, Snippets: snippets(h)})
	}
	if q.Facets {
		out.Facets = t.facets(res.Facets)
	}
	return out, nil
}

func (t *Text) facets(in search.FacetResults) map[string][]index.Count {
	out := map[string][]index.Count{}
	for _, f := range facetFields {
		r, ok := in[f]
		if !ok || r.Terms == nil {
			continue
		}
		name := f
		if f == "concepts" {
			name = "skills"
		}
		for _, x := range r.Terms.Terms() {
			label := x.Term
			if f == "concepts" {
				n, ok := t.tax.ByID(x.Term)
				if !ok || t.tax.Concept(n).Kind != taxonomy.Skill {
					continue
				}
				label = t.tax.Concept(n).Label
			}
			out[name] = append(out[name], index.Count{Value: label, Count: x.Count})
		}
	}
	return out
}

// Match implements index.Text. It pages by id, so that the memory of one page bounds the work of bleve.
func (t *Text) Match(ctx context.Context, org string, kind profiles.Kind, text string) (map[string]float64, error) {
	bq, err := t.query(org, kind, text)
	if err != nil {
		return nil, err
	}
	out := map[string]float64{}
	var after []string
	for {
		r := bleve.NewSearchRequestOptions(bq, matchPage, 0, false)
		r.SortBy([]string{"_id"})
		if after != nil {
			r.SetSearchAfter(after)
		}
		res, err := t.ix.SearchInContext(ctx, r)
		if err != nil {
			return nil, fmt.Errorf("match: %w", err)
		}
		for _, h := range res.Hits {
			out[recordID(h.ID)] = h.Score
		}
		if len(res.Hits) < matchPage {
			return out, nil
		}
		after = []string{res.Hits[len(res.Hits)-1].ID}
	}
}

// query is: kind and (organisation or public) and all words and none of the excluded.
func (t *Text) query(org string, kind profiles.Kind, text string) (query.Query, error) {
	words, err := split(text)
	if err != nil {
		return nil, err
	}
	filter := []query.Query{silent(term("kind", kind.String())), silent(bleve.NewDisjunctionQuery(term("org", "o"+org), term("public", "yes")))}
	b := bleve.NewBooleanQuery()
	b.AddMust(filter...)
	for _, w := range words {
		if w.exclude {
			b.AddMustNot(t.word(w))
		} else {
			b.AddMust(t.word(w))
		}
	}
	return b, nil
}

// silent keeps a filter out of the score.
func silent(q query.BoostableQuery) query.Query {
	q.SetBoost(0)
	return q
}

func term(field, value string) *query.TermQuery {
	q := bleve.NewTermQuery(value)
	q.SetField(field)
	return q
}

// word matches in the title (twice as much), the body or the skills, or as the concept that it names.
func (t *Text) word(w word) query.Query {
	var any []query.Query
	for _, f := range []string{"title", "body", "skills"} {
		if w.phrase {
			q := bleve.NewMatchPhraseQuery(w.text)
			q.SetField(f)
			any = append(any, q)
			continue
		}
		q := bleve.NewMatchQuery(w.text)
		q.SetField(f)
		q.SetOperator(query.MatchQueryOperatorAnd)
		if f == "title" {
			q.SetBoost(2)
		}
		any = append(any, q)
	}
	for _, k := range []taxonomy.Kind{taxonomy.Skill, taxonomy.Certification} {
		if n, ok := t.tax.Resolve(k, w.text); ok {
			any = append(any, term("concepts", t.tax.Concept(n).ID))
		}
	}
	for _, f := range []string{"city", "employer"} {
		any = append(any, term(f, w.text))
	}
	return bleve.NewDisjunctionQuery(any...)
}

type word struct {
	text            string
	phrase, exclude bool
}

// split reads words, "phrases" and -exclusions.
func split(s string) ([]word, error) {
	var out []word
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		var w word
		if s[0] == '-' && len(s) > 1 {
			w.exclude, s = true, s[1:]
		}
		if s[0] == '"' {
			w.phrase = true
			w.text, s, _ = strings.Cut(s[1:], `"`)
		} else if i := strings.IndexAny(s, " \t\n"); i >= 0 {
			w.text, s = s[:i], s[i:]
		} else {
			w.text, s = s, ""
		}
		if w.text != "" {
			out = append(out, w)
		}
	}
	if len(out) > index.MaxWords {
		return nil, fmt.Errorf("%w: %d words: want at most %d", profiles.ErrInvalid, len(out), index.MaxWords)
	}
	return out, nil
}

// Raw runs a request of bleve's own, for measurements beside it, and returns how many documents match.
func (t *Text) Raw(ctx context.Context, r *bleve.SearchRequest) (uint64, error) {
	res, err := t.ix.SearchInContext(ctx, r)
	if err != nil {
		return 0, fmt.Errorf("raw search: %w", err)
	}
	return res.Total, nil
}
