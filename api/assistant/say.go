package assistant

import (
	"fmt"
	"strings"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/engine/market"
	"tenon/engine/phrase"
)

// lines is a text of them.
type lines []string

func (l *lines) add(format string, args ...any) { *l = append(*l, fmt.Sprintf(format, args...)) }

func (l *lines) text() string { return strings.Join(*l, "\n") }

// notices adds what a reader should know first.
func (l *lines) notices(of ...[]string) {
	for _, ns := range of {
		for _, n := range ns {
			l.add("Note: %s.", n)
		}
	}
}

// next adds how the answer goes on.
func (l *lines) next(cursor string) {
	if cursor != "" {
		l.add("There are more: call again with cursor %s.", cursor)
	}
}

func sayHits(a *SearchArguments, f *wire.Found) string {
	var out lines
	kind := a.Kind
	if kind == "" {
		kind = "role"
	}
	if out.add("%s found.", phrase.Count(f.Total, kind)); f.Total == 0 {
		out.add("Every word has to be there: ask with fewer, or other ones.")
	}
	out.notices(f.Degraded)
	for _, h := range f.Hits {
		out.add("%s  %s", h.ID, h.Title)
	}
	out.next(f.Next)
	return out.text()
}

func sayRanking(a *RankArguments, r *wire.Ranking) string {
	var out lines
	what := "role"
	if a.Role+a.RoleText != "" {
		what = "candidate"
	}
	switch {
	case r.Exact:
		out.add("Exact over %s: %s vetoed by conditions, %s filtered.", phrase.Count(r.Total, what), phrase.Number(r.Vetoed), phrase.Number(r.Filtered))
	default:
		out.add("Over %s, not all of them: %s vetoed by conditions, %s filtered.", phrase.Count(r.Total, what), phrase.Number(r.Vetoed), phrase.Number(r.Filtered))
	}
	out.notices(r.Notices, r.Degraded)
	for i := range r.Results {
		x := &r.Results[i]
		out.add("%s  %s  %s (what the role asks %s, what the candidate wants %s; between %s and %s by what is not known), must-haves %d of %d", x.ID, x.Title, ofMillion(x.Overall),
			ofMillion(x.Forward*100), ofMillion(x.Reverse*100), ofMillion(x.Low.Overall), ofMillion(x.High.Overall), x.Musts.Met, x.Musts.Of)
	}
	out.next(r.Next)
	return out.text()
}

// ofMillion shows 0–1,000,000 as a score of 100.
func ofMillion(v int32) string { return fmt.Sprintf("%d.%02d", v/10_000, v/100%100) }

func sayExplanation(a *ExplainArguments, r *engine.Ranking) string {
	var out lines
	out.notices(r.Notices, r.Degraded)
	for i := range r.Results {
		x := &r.Results[i]
		out.add("Score %s of 100, must-haves %d of %d.", ofMillion(x.Overall), x.Musts.Met, x.Musts.Of)
		if x.Reasons == nil {
			continue
		}
		out = append(out, x.Told.To(a.For)...)
		for _, q := range x.NoData {
			if !q.Assumed {
				out.add("Nothing is known of %s; ask the %s: %s", q.Requirement, q.To, q.Question)
			}
		}
	}
	return out.text()
}

func sayGaps(a *GapsArguments, g *engine.Gaps) string {
	var out lines
	out.notices(g.Notices)
	return strings.Join(append(out, g.Told.To(a.For)...), "\n")
}

func sayMarket(a *MarketArguments, m *market.Answer) string {
	var out lines
	out.notices(m.Notices)
	return strings.Join(append(out, m.Told.To(a.For)...), "\n")
}
