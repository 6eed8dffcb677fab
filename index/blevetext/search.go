package blevetext

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"tenon/index"
	"tenon/profiles"
)

// maxSearchers bounds the posting lists that one query opens: 64 words in three fields and as concepts take fewer.
const maxSearchers = 1024

// Search implements index.Text.
func (t *Text) Search(ctx context.Context, q index.Query) (*index.Result, error) {
	if q.Limit < 0 || q.Offset < 0 || q.Limit > index.MaxHits || q.Offset > index.MaxHits-q.Limit {
		return nil, fmt.Errorf("%w: %d hits from %d: want at most %d in all", profiles.ErrInvalid, q.Limit, q.Offset, index.MaxHits)
	}
	p, err := t.parse(q.Text)
	if err != nil {
		return nil, err
	}
	has, err := having(q.Has)
	if err != nil {
		return nil, err
	}
	r := bleve.NewSearchRequestOptions(p.query(t, view{q.Org, q.Own, q.Open, has}, q.Kind), q.Limit, q.Offset, false)
	r.Fields = []string{"title", "body"}
	r.SortBy([]string{"-_score", "_id"})
	if q.Facets {
		addFacets(r)
	}
	var res *bleve.SearchResult
	err = t.call(func() (err error) {
		res, err = t.ix.SearchInContext(bounded(ctx), r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("search: %w", translate(err))
	}
	out := &index.Result{Total: int(res.Total), Hits: make([]index.Hit, 0, len(res.Hits))}
	m := t.marker(p)
	for _, h := range res.Hits {
		title, _ := h.Fields["title"].(string)
		body, _ := h.Fields["body"].(string)
		org, id := record(h.ID)
		hit := index.Hit{ID: id, Kind: q.Kind.String(), Title: title, Score: h.Score, Snippets: m.snippets(body)}
		if org != q.Org {
			hit.Org = &org
		}
		out.Hits = append(out.Hits, hit)
	}
	if q.Facets {
		out.Facets = t.facets(res.Facets)
	}
	return out, nil
}

func bounded(ctx context.Context) context.Context {
	return context.WithValue(ctx, search.MaxTermSearchersKey, maxSearchers)
}

// Match implements index.Text. It reads the postings once, in the order of the index, and keeps an id and a score of each.
func (t *Text) Match(ctx context.Context, org string, kind profiles.Kind, text string) (out map[profiles.Key]float64, err error) {
	defer func() {
		if err != nil {
			out, err = nil, fmt.Errorf("match: %w", translate(err))
		}
	}()
	p, err := t.parse(text)
	if err != nil {
		return nil, err
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	if t.closed {
		return nil, bleve.ErrorIndexClosed
	}
	err = t.call(func() error {
		out, err = t.match(ctx, p, org, kind)
		return err
	})
	return out, err
}

// match drains the searcher of a query.
func (t *Text) match(ctx context.Context, p parsed, org string, kind profiles.Kind) (out map[profiles.Key]float64, err error) {
	ix, err := t.ix.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := ix.Reader()
	if err != nil {
		return nil, err
	}
	defer func() {
		if cerr := reader.Close(); err == nil {
			err = cerr
		}
	}()
	ctx = context.WithValue(bounded(ctx), search.GetScoringModelCallbackKey,
		search.GetScoringModelCallbackFn(func() string { return bleveindex.BM25Scoring }))
	s, err := p.query(t, view{org: org}, kind).Searcher(search.ContextWithTermSearchersCounter(ctx), reader, t.ix.Mapping(), search.SearcherOptions{})
	if err != nil {
		return nil, err
	}
	defer func() {
		if cerr := s.Close(); err == nil {
			err = cerr
		}
	}()
	return drain(ctx, s, reader, kind)
}

// checkEvery is how many matches are taken between two looks at the context.
const checkEvery = 1024

// drain takes every match of a searcher for records of a kind.
func drain(ctx context.Context, s search.Searcher, reader bleveindex.IndexReader, kind profiles.Kind) (map[profiles.Key]float64, error) {
	out := map[profiles.Key]float64{}
	sc := &search.SearchContext{DocumentMatchPool: search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0), IndexReader: reader}
	for n := 0; ; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		d, err := s.Next(sc)
		if err != nil || d == nil {
			return out, err
		}
		name, err := reader.ExternalID(d.IndexInternalID)
		if err != nil {
			return nil, err
		}
		org, id := record(name)
		out[profiles.Key{Org: org, Kind: kind, ID: id}] = d.Score
		sc.DocumentMatchPool.Put(d)
	}
}

// Raw runs a request of bleve's own, for measurements beside it, and returns how many documents match.
func (t *Text) Raw(ctx context.Context, r *bleve.SearchRequest) (uint64, error) {
	res, err := t.ix.SearchInContext(ctx, r)
	if err != nil {
		return 0, fmt.Errorf("raw search: %w", err)
	}
	return res.Total, nil
}
