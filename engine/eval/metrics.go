package eval

import (
	"maps"
	"math"
	"slices"
)

// metric computes a value of one query; ok is false where it has none.
type metric struct {
	name string
	of   func(q *query) (v float64, ok bool)
}

// query is one ranking with its judgements.
type query struct {
	ranked   []Ranked
	rel      map[string]int
	relevant int
}

// hits is the number of relevant documents among the first k.
func (q *query) hits(k int) (n int) {
	for _, r := range q.ranked[:min(k, len(q.ranked))] {
		if q.rel[r.Doc] > 0 {
			n++
		}
	}
	return n
}

func share(n, of int) (float64, bool) { return float64(n) / float64(of), true }

// aucName is the one metric that a query may have no value of.
const aucName = "auc"

// metrics in the order in which they are shown.
var metrics = []metric{
	{"map", averagePrecision},
	{"ndcg@10", func(q *query) (float64, bool) { return q.ndcg(10), true }},
	{"mrr", reciprocalRank},
	{"p@1", func(q *query) (float64, bool) { return share(q.hits(1), 1) }},
	{"p@5", func(q *query) (float64, bool) { return share(q.hits(5), 5) }},
	{"p@10", func(q *query) (float64, bool) { return share(q.hits(10), 10) }},
	{"recall@10", func(q *query) (float64, bool) { return share(q.hits(10), q.relevant) }},
	{"recall@100", func(q *query) (float64, bool) { return share(q.hits(100), q.relevant) }},
	{"rprec", func(q *query) (float64, bool) { return share(q.hits(q.relevant), q.relevant) }},
	{"rp@5", func(q *query) (float64, bool) { return share(q.hits(5), min(5, q.relevant)) }},
	{"rp@10", func(q *query) (float64, bool) { return share(q.hits(10), min(10, q.relevant)) }},
	{aucName, auc},
}

// Metrics are the names of the metrics, in order.
func Metrics() []string {
	var out []string
	for _, m := range metrics {
		out = append(out, m.name)
	}
	return out
}

func averagePrecision(q *query) (float64, bool) {
	sum, n := 0.0, 0
	for i, r := range q.ranked {
		if q.rel[r.Doc] > 0 {
			n++
			sum += float64(n) / float64(i+1)
		}
	}
	return sum / float64(q.relevant), true
}

func reciprocalRank(q *query) (float64, bool) {
	for i, r := range q.ranked {
		if q.rel[r.Doc] > 0 {
			return 1 / float64(i+1), true
		}
	}
	return 0, true
}

// ndcg is Σ rel/log2(rank+1) of the first k, divided by that of the best order of all judged documents.
func (q *query) ndcg(k int) float64 {
	gain := 0.0
	for i, r := range q.ranked[:min(k, len(q.ranked))] {
		gain += float64(max(0, q.rel[r.Doc])) / math.Log2(float64(i+2))
	}
	rels := slices.Sorted(maps.Values(q.rel))
	slices.Reverse(rels)
	best := 0.0
	for i, rel := range rels[:min(k, len(rels))] {
		best += float64(max(0, rel)) / math.Log2(float64(i+2))
	}
	return gain / best
}

// auc counts, from the last to the first group of equal scores, the others that a relevant document is above of.
func auc(q *query) (float64, bool) {
	above, good, bad := 0.0, 0, 0
	for i := len(q.ranked); i > 0; {
		from := i
		for from > 0 && q.ranked[from-1].Score == q.ranked[i-1].Score {
			from--
		}
		g, b := 0, 0
		for _, r := range q.ranked[from:i] {
			if q.rel[r.Doc] > 0 {
				g++
			} else {
				b++
			}
		}
		above += float64(g)*float64(bad) + float64(g)*float64(b)/2
		good, bad, i = good+g, bad+b, from
	}
	if good == 0 || bad == 0 {
		return 0, false
	}
	return above / (float64(good) * float64(bad)), true
}
