package eval_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"tenon/engine/eval"
	"tenon/profiles"
)

func run(t *testing.T, text string) eval.Run {
	t.Helper()
	r, err := eval.ReadRun(strings.NewReader(text), "run.txt")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func qrels(t *testing.T, text string) eval.Qrels {
	t.Helper()
	q, err := eval.ReadQrels(strings.NewReader(text), "qrels.txt")
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// ranking writes documents in order as a run of query q.
func ranking(docs ...string) string {
	var b strings.Builder
	for i, d := range docs {
		fmt.Fprintf(&b, "q Q0 %s %d %d tag\n", d, i+1, 100-i)
	}
	return b.String()
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// By hand: relevant are a (2), c (1) and x (1), which is not ranked; ranked are a b c d.
func TestValuesWorkedOutByHand(t *testing.T) {
	got := eval.Score(run(t, ranking("a", "b", "c", "d")), qrels(t, "q 0 a 2\nq 0 c 1\nq 0 b 0\nq 0 x 1\n")).Mean
	ideal := 2 + 1/math.Log2(3) + 1/math.Log2(4)
	for name, want := range map[string]float64{
		"map": (1 + 2.0/3) / 3, "ndcg@10": (2 + 1/math.Log2(4)) / ideal, "mrr": 1, "p@1": 1, "p@5": 2.0 / 5, "p@10": 2.0 / 10,
		"recall@10": 2.0 / 3, "recall@100": 2.0 / 3, "rprec": 2.0 / 3, "rp@5": 2.0 / 3, "rp@10": 2.0 / 3, "auc": 3.0 / 4,
	} {
		if !near(got[name], want) {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	if len(got) != len(eval.Metrics()) {
		t.Errorf("%d values, %d metrics", len(got), len(eval.Metrics()))
	}
}

func TestRPrecisionAtFiveDividesByWhatFiveCanHold(t *testing.T) {
	rel := ""
	for i := range 8 {
		rel += fmt.Sprintf("q 0 r%d 1\n", i)
	}
	got := eval.Score(run(t, ranking("r0", "n", "r1", "r2", "n2", "r3")), qrels(t, rel)).Mean
	if !near(got["rp@5"], 3.0/5) || !near(got["rprec"], 4.0/8) {
		t.Errorf("rp@5 %v, rprec %v: want 3 of 5 and 4 of 8", got["rp@5"], got["rprec"])
	}
}

func TestOrderIsByScoreAndThenByDocumentNotByRank(t *testing.T) {
	r := run(t, "q Q0 a 1 5 t\nq Q0 b 2 5 t\nq Q0 c 3 7 t\n")
	var order []string
	for _, x := range r["q"] {
		order = append(order, x.Doc)
	}
	if got := strings.Join(order, ""); got != "cba" {
		t.Errorf("order %s, want cba", got)
	}
}

func TestQueriesThatTheRunLeavesOutCountNothing(t *testing.T) {
	rep := eval.Score(run(t, ranking("a")+"other Q0 a 1 1 t\n"), qrels(t, "q 0 a 1\nabsent 0 a 1\nnobody 0 a 0\n"))
	if rep.Queries != 2 || rep.Missing != 1 || rep.Ignored != 1 || !near(rep.Mean["map"], 0.5) || !near(rep.Mean["mrr"], 0.5) {
		t.Errorf("%+v: want two queries, one of them missing, one ignored, means halved", rep)
	}
	if none := eval.Score(eval.Run{}, eval.Qrels{}); none.Queries != 0 || len(none.Mean) != 0 {
		t.Errorf("%+v: want no means of nothing", none)
	}
}

// naive computes average precision and AUC by counting pairs and prefixes.
func naive(docs []string, score map[string]float64, rel map[string]int) (ap, auc float64) {
	relevant, pairs := 0, 0
	for _, r := range rel {
		if r > 0 {
			relevant++
		}
	}
	for i, d := range docs {
		if rel[d] == 0 {
			continue
		}
		n := 0
		for _, e := range docs[:i+1] {
			if rel[e] > 0 {
				n++
			}
		}
		ap += float64(n) / float64(i+1)
		for _, e := range docs {
			if rel[e] > 0 {
				continue
			}
			pairs++
			switch {
			case score[d] > score[e]:
				auc++
			case score[d] == score[e]:
				auc += 0.5
			}
		}
	}
	return ap / float64(relevant), auc / float64(pairs)
}

func TestAgainstANaiveCount(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var text, judged strings.Builder
		score, rel := map[string]float64{}, map[string]int{}
		for i := range 2 + g.IntN(30) {
			d := fmt.Sprintf("d%02d", i)
			score[d], rel[d] = float64(g.IntN(8)), g.IntN(2)
			fmt.Fprintf(&text, "q Q0 %s 1 %v t\n", d, score[d])
			fmt.Fprintf(&judged, "q 0 %s %d\n", d, rel[d])
		}
		r := run(t, text.String())
		var docs []string
		for _, x := range r["q"] {
			docs = append(docs, x.Doc)
		}
		got := eval.Score(r, qrels(t, judged.String())).Mean
		ap, auc := naive(docs, score, rel)
		if v, ok := got["map"]; ok && !near(v, ap) {
			t.Fatalf("map %v, naive %v\n%s%s", v, ap, text.String(), judged.String())
		}
		if v, ok := got["auc"]; ok && !near(v, auc) {
			t.Fatalf("auc %v, naive %v\n%s%s", v, auc, text.String(), judged.String())
		}
	}
}

func TestAPerfectRunIsOneAndAReversedOneIsWorse(t *testing.T) {
	rel := "q 0 a 2\nq 0 b 1\nq 0 c 0\nq 0 d 0\n"
	best := eval.Score(run(t, ranking("a", "b", "c", "d")), qrels(t, rel)).Mean
	worst := eval.Score(run(t, ranking("d", "c", "b", "a")), qrels(t, rel)).Mean
	for _, name := range []string{"map", "ndcg@10", "mrr", "rprec", "auc"} {
		if !near(best[name], 1) || worst[name] >= best[name] {
			t.Errorf("%s: %v of the best order, %v of the worst", name, best[name], worst[name])
		}
	}
}

func TestFaultsNameFileAndLine(t *testing.T) {
	for text, want := range map[string]string{
		"q Q0 a 1 1 t\nq Q0 a 2 1 t\n":      "run.txt:2: document a comes twice",
		"q Q0 a 1 NaN t\n":                  "run.txt:1: score \"NaN\"",
		"q Q0 a 1 +Inf t\n":                 "run.txt:1",
		"q Q0 a 1 1e999 t\n":                "run.txt:1",
		"\n\nq Q0 a 1\n":                    "run.txt:3: 4 fields: want 6",
		strings.Repeat("x", 1<<17):          "run.txt:1",
		"q Q0 a one two t\n":                "score \"two\"",
		"q Q0 a 1 1 t\r\nq\tQ0 b 2 0.5 t x": "run.txt:2: 7 fields",
	} {
		if _, err := eval.ReadRun(strings.NewReader(text), "run.txt"); !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: %v, want %s", text, err, want)
		}
	}
	for text, want := range map[string]string{"q 0 a 1\nq 0 a 0\n": "qrels.txt:2: document a is judged twice", "q 0 a yes\n": "qrels.txt:1", "q 0 a\n": "3 fields"} {
		if _, err := eval.ReadQrels(strings.NewReader(text), "qrels.txt"); !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	var b strings.Builder
	want := []eval.Ranked{{Doc: "b", Score: 0.1234567890123}, {Doc: "a", Score: 1e-9}}
	if err := eval.WriteRanking(&b, "q1", want, "tenon"); err != nil {
		t.Fatal(err)
	}
	got := run(t, b.String())["q1"]
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%v, want %v", got, want)
	}
	if err := eval.WriteRanking(&b, "q 1", want, "tenon"); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("%v: a query with a blank is written", err)
	}
}
