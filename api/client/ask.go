package client

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/engine/market"
	"tenon/engine/pay"
	"tenon/index"
	"tenon/profiles"
)

// ask posts a question.
func ask[A any](ctx context.Context, c *Client, at string, q any) (*A, error) {
	var out A
	_, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path(at), Body: q}, &out)
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// fetch gets something.
func fetch[A any](ctx context.Context, c *Client, at string, q url.Values) (*A, error) {
	var out A
	_, err := c.Do(ctx, Request{Method: http.MethodGet, Path: at, Query: q}, &out)
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// Rank returns a page of a ranking; put its Next into the cursor of the request for the page behind it.
func (c *Client) Rank(ctx context.Context, q wire.RankRequest) (*wire.Ranking, error) {
	out := wire.Ranking{Ranking: &engine.Ranking{}}
	if _, err := c.Do(ctx, Request{Method: http.MethodPost, Path: path("rank"), Body: q}, &out); err != nil {
		return nil, err
	}
	return &out, nil
}

// Ranked goes through a ranking from the first to the last, a page of the size that q asks for at a time. An error ends it.
func (c *Client) Ranked(ctx context.Context, q wire.RankRequest) iter.Seq2[*engine.Result, error] {
	return pages(func(cursor string) ([]*engine.Result, string, error) {
		q.Cursor = cursor
		page, err := c.Rank(ctx, q)
		if err != nil {
			return nil, "", err
		}
		out := make([]*engine.Result, len(page.Results))
		for i := range page.Results {
			out[i] = &page.Results[i]
		}
		return out, page.Next, nil
	})
}

// RankAll ranks once and hands on all results in their order, each as it comes, after the ranking without them. An answer that breaks
// off is an error.
func (c *Client) RankAll(ctx context.Context, q wire.RankRequest, head func(*engine.Ranking) error, each func(*engine.Result) error) (*wire.RankedEnd, error) {
	r, err := c.Open(ctx, Request{Method: http.MethodPost, Path: path("rank", "all"), Body: q})
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Body.Close() }() // what was read has been read
	for lines := json.NewDecoder(r.Body); ; {
		var l wire.RankedLine
		if err := lines.Decode(&l); err != nil {
			return nil, fmt.Errorf("rank all: the answer broke off: %w", err)
		}
		switch {
		case l.End != nil:
			return l.End, nil
		case l.Ranking != nil:
			err = head(l.Ranking)
		case l.Result != nil:
			err = each(l.Result)
		}
		if err != nil {
			return nil, err
		}
	}
}

// Score scores a role and a candidate that need not be stored.
func (c *Client) Score(ctx context.Context, q wire.ScoreRequest) (*engine.Ranking, error) {
	return ask[engine.Ranking](ctx, c, "score", q)
}

// Explain explains the score of a stored pair.
func (c *Client) Explain(ctx context.Context, q wire.ExplainRequest) (*engine.Ranking, error) {
	return ask[engine.Ranking](ctx, c, "explain", q)
}

// WhatIf says what a change does to a ranking.
func (c *Client) WhatIf(ctx context.Context, q wire.WhatIfRequest) (*engine.WhatIf, error) {
	return ask[engine.WhatIf](ctx, c, "whatif", q)
}

// Gaps says what a candidate should learn next.
func (c *Client) Gaps(ctx context.Context, q wire.GapsRequest) (*engine.Gaps, error) {
	return ask[engine.Gaps](ctx, c, "gaps", q)
}

// Lint judges the requirements of a role by what they do to its pool.
func (c *Client) Lint(ctx context.Context, q wire.LintRequest) (*engine.Linted, error) {
	return ask[engine.Linted](ctx, c, "lint", q)
}

// Market describes demand, pay, premiums and supply.
func (c *Client) Market(ctx context.Context, r market.Request) (*market.Answer, error) {
	q := url.Values{"by": r.By}
	if r.Where != "" {
		q.Set("where", r.Where)
	}
	if r.Currency != "" {
		q.Set("currency", r.Currency)
	}
	if r.AsOf != 0 {
		q.Set("asOf", r.AsOf.String())
	}
	for name, n := range map[string]int{"months": r.Months, "top": r.Top} {
		if n > 0 {
			q.Set(name, strconv.Itoa(n))
		}
	}
	return fetch[market.Answer](ctx, c, path("market"), q)
}

// Estimate estimates what is paid.
func (c *Client) Estimate(ctx context.Context, q wire.EstimateRequest) (*pay.Estimate, error) {
	return ask[pay.Estimate](ctx, c, "estimate", q)
}

// Search is a question for full text.
type Search struct {
	Kind   profiles.Kind // 0: roles
	Text   string
	Has    map[string]string // city, country, industry, employer, level or mode that is asked for, as facets count them
	Limit  int               // 0: 10
	Cursor string
	MinSeq profiles.Seq
}

// Search searches the text of roles or candidates.
func (c *Client) Search(ctx context.Context, s Search) (*wire.Found, error) {
	q := url.Values{"q": {s.Text}}
	for name, value := range s.Has {
		q.Set(name, value)
	}
	if s.Kind != 0 {
		q.Set("kind", s.Kind.String())
	}
	if s.Limit > 0 {
		q.Set("limit", strconv.Itoa(s.Limit))
	}
	if s.Cursor != "" {
		q.Set("cursor", s.Cursor)
	}
	if s.MinSeq > 0 {
		q.Set("minSeq", strconv.FormatUint(uint64(s.MinSeq), 10))
	}
	return fetch[wire.Found](ctx, c, path("search"), q)
}

// Hits goes through what a search finds, a page of the size that s asks for at a time. An error ends it: a server lets nobody go on
// for ever, and says so.
func (c *Client) Hits(ctx context.Context, s Search) iter.Seq2[*index.Hit, error] {
	return pages(func(cursor string) ([]*index.Hit, string, error) {
		s.Cursor = cursor
		page, err := c.Search(ctx, s)
		if err != nil {
			return nil, "", err
		}
		out := make([]*index.Hit, len(page.Hits))
		for i := range page.Hits {
			out[i] = &page.Hits[i]
		}
		return out, page.Next, nil
	})
}

// What Suggest completes.
const (
	Skills     = "skill"
	Titles     = "title"
	Places     = "place"
	Industries = "industry"
	Values     = "value"
)

// Suggest completes what somebody types.
func (c *Client) Suggest(ctx context.Context, what, typed string, limit int) ([]wire.Suggestion, error) {
	out, err := fetch[wire.Suggestions](ctx, c, path("suggest"), url.Values{"kind": {what}, "q": {typed}, "limit": {strconv.Itoa(limit)}})
	if err != nil {
		return nil, err
	}
	return out.Suggestions, nil
}
