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
	{"auc", auc},
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

// Report is how good a run is.
type Report struct {
	Queries int                `json:"queries"` // with a relevant document: those of the means
	Missing int                `json:"missing"` // of them those that the run leaves out
	Ignored int                `json:"ignored"` // queries of the run without a relevant document
	Mean    map[string]float64 `json:"mean"`
	Of      []QueryReport      `json:"perQuery,omitempty"`
}

// QueryReport holds the values of one query; a metric that it has no value of is not there.
type QueryReport struct {
	Query  string             `json:"query"`
	Values map[string]float64 `json:"values"`
}

// Score measures a run. Without a query that has a relevant document the means are empty.
func Score(run Run, qrels Qrels) *Report {
	r := &Report{Mean: map[string]float64{}}
	sums, counts := make([]float64, len(metrics)), make([]int, len(metrics))
	for _, id := range slices.Sorted(maps.Keys(qrels)) {
		q := query{ranked: run[id], rel: qrels[id]}
		for _, rel := range q.rel {
			if rel > 0 {
				q.relevant++
			}
		}
		if q.relevant == 0 {
			continue
		}
		r.Queries++
		if len(q.ranked) == 0 {
			r.Missing++
		}
		of := QueryReport{id, map[string]float64{}}
		for i, m := range metrics {
			if v, ok := m.of(&q); ok {
				sums[i] += v
				counts[i]++
				of.Values[m.name] = v
			}
		}
		r.Of = append(r.Of, of)
	}
	for i, m := range metrics {
		if counts[i] > 0 {
			r.Mean[m.name] = sums[i] / float64(counts[i])
		}
	}
	r.Ignored = len(run) - (r.Queries - r.Missing)
	return r
}
