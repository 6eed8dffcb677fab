package eval_test

import (
	"math"
	"testing"

	"tenon/engine/eval"
)

// What trec_eval 9 (pytrec_eval-terrier 0.5.11) printed for these files, to six decimals: ties that cross the relevant, grades,
// negative judgements, relevant documents that are not ranked, a ranking without one.
func TestValuesAreThoseOfTrecEval(t *testing.T) {
	got := eval.Score(run(t, `
a Q0 d1 1 3 t
a Q0 d2 2 3 t
a Q0 d3 3 3 t
a Q0 d4 4 2.5 t
a Q0 d5 5 2 t
a Q0 d6 6 2 t
a Q0 d7 7 1 t
a Q0 d8 8 0 t
a Q0 d9 9 -1 t
a Q0 e1 10 -1 t
a Q0 e2 11 -2 t
a Q0 e3 12 -2 t
b Q0 d1 1 0.5 t
b Q0 d2 2 0.5 t
b Q0 d3 3 0.25 t
c Q0 d1 1 1 t
c Q0 d2 2 2 t
`), qrels(t, `
a 0 d2 1
a 0 d3 0
a 0 d5 3
a 0 d6 -1
a 0 d9 2
a 0 e2 1
a 0 x1 2
a 0 x2 0
b 0 d1 0
b 0 d2 1
b 0 d3 3
c 0 d1 -1
c 0 d9 2
`))
	names := []string{"map", "ndcg@10", "mrr", "p@1", "p@5", "p@10", "recall@10", "recall@100", "rprec"}
	want := map[string][]float64{
		"a": {0.293333, 0.374656, 0.5, 0, 0.2, 0.3, 0.6, 0.8, 0.2},
		"b": {0.833333, 0.688529, 1, 1, 0.4, 0.2, 1, 1, 0.5},
		"c": {0, 0, 0, 0, 0, 0, 0, 0, 0},
	}
	if len(got.Of) != len(want) {
		t.Fatalf("%d queries, want %d", len(got.Of), len(want))
	}
	for _, q := range got.Of {
		for i, name := range names {
			if math.Abs(q.Values[name]-want[q.Query][i]) > 5e-7 {
				t.Errorf("%s of %s is %v, want %v", name, q.Query, q.Values[name], want[q.Query][i])
			}
		}
	}
}
