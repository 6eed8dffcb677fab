package eval_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"tenon/engine/eval"
	"tenon/profiles"
)

// files draws a run, its lines query by query, and judgements that leave some queries out on either side.
func files(g *rand.Rand) (lines []string, judged eval.Qrels) {
	judged = eval.Qrels{"unranked": {"d1": 1}}
	for q := range 2 + g.IntN(12) {
		id := fmt.Sprintf("q%d", q)
		if g.IntN(4) > 0 {
			judged[id] = map[string]int{}
		}
		for d := range 1 + g.IntN(20) {
			doc := fmt.Sprintf("d%d", d)
			lines = append(lines, fmt.Sprintf("%s Q0 %s 0 %d t\n", id, doc, g.IntN(6)))
			if judged[id] != nil {
				judged[id][doc] = g.IntN(4) - 1
			}
		}
	}
	return lines, judged
}

// The same lines in file order and shuffled, through memory and as a stream, have to give the same report to the last bit.
func TestTheOrderOfLinesAndTheWayOfReadingChangeNothing(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		lines, judged := files(g)
		want := eval.Score(run(t, strings.Join(lines, "")), judged)
		for _, order := range []string{"grouped", "shuffled"} {
			if order == "shuffled" {
				g.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			}
			got, err := eval.ScoreFile(strings.NewReader(strings.Join(lines, "")), "run.txt", judged)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Fatalf("%s (-whole +stream):\n%s", order, d)
			}
		}
	}
}

func TestAPipeIsMeasuredInAnyOrder(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "q Q0 a 1 2 t\np Q0 a 1 1 t\nq Q0 b 2 1 t\n"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	rep, err := eval.ScoreFile(r, "pipe", qrels(t, "q 0 b 1\n"))
	if err != nil || rep.Mean["mrr"] != 0.5 || rep.Ignored != 1 {
		t.Errorf("%+v, %v: want mrr 0.5 and one query ignored", rep, err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAStreamIsReadFromWhereItStands(t *testing.T) {
	r := strings.NewReader("no line of a run\nq Q0 a 1 2 t\np Q0 a 1 1 t\nq Q0 b 2 1 t\n")
	if _, err := r.Seek(17, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if rep, err := eval.ScoreFile(r, "run.txt", qrels(t, "q 0 b 1\n")); err != nil || rep.Mean["mrr"] != 0.5 {
		t.Errorf("%+v, %v: want mrr 0.5", rep, err)
	}
}

func TestFaultsOfAStreamNameTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"q Q0 a 1 1 t\nq Q0 a 2 1 t\n":                "run.txt:2: document a comes twice for query q",
		"q Q0 a 1 1 t\np Q0 a 1 1 t\nq Q0 a 2 1 t\n":  "run.txt:3: document a comes twice for query q",
		"q Q0 a 1 1 t\np Q0 a 1 -Inf t\n":             "run.txt:2: score \"-Inf\"",
		"q Q0 a 1 1 t\n" + strings.Repeat("x", 1<<17): "run.txt:2: the line has more than 65536 bytes",
	} {
		_, err := eval.ScoreFile(strings.NewReader(text), "run.txt", eval.Qrels{})
		if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
}

// A disk that fails is no fault of the file.
func TestAnErrorOfTheReaderIsNotInvalid(t *testing.T) {
	broken := errors.New("broken")
	if _, err := eval.ReadRun(iotest.ErrReader(broken), "run.txt"); !errors.Is(err, broken) || errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("%v: want the reader's error, not invalid", err)
	}
	if _, err := eval.ReadQrels(iotest.ErrReader(broken), "qrels.txt"); !errors.Is(err, broken) || errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("%v: want the reader's error, not invalid", err)
	}
}

func TestTabsCarriageReturnsAndEmptyLinesAreNoFaults(t *testing.T) {
	want := run(t, "q Q0 a 1 2 t\nq Q0 b 2 1 t\n")
	if d := cmp.Diff(want, run(t, "\r\n \tq\tQ0  a 1\t2 t \r\n\n\fq Q0 b 2 1 t")); d != "" {
		t.Error(d)
	}
}

// An id may hold any character but the blanks of ASCII, also those that Unicode calls spaces.
func TestWhatIsWrittenIsReadBackOrRefusedWhole(t *testing.T) {
	for _, id := range []string{"no\u00a0break", "next\u0085line", "wide\u3000space", "http://x/#1", "ü"} {
		var b strings.Builder
		if err := eval.WriteRanking(&b, id, []eval.Ranked{{Doc: id, Score: 1}}, "t"); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(eval.Run{id: {{Doc: id, Score: 1}}}, run(t, b.String())); d != "" {
			t.Errorf("%q: %s", id, d)
		}
	}
	good := eval.Ranked{Doc: "a", Score: 1}
	for name, bad := range map[string]struct {
		query, tag string
		ranked     []eval.Ranked
	}{
		"empty query":    {"", "t", []eval.Ranked{good}},
		"empty document": {"q", "t", []eval.Ranked{good, {Doc: "", Score: 0}}},
		"empty tag":      {"q", "", []eval.Ranked{good}},
		"blank in a tag": {"q", "my run", []eval.Ranked{good}},
		"vertical tab":   {"q", "t", []eval.Ranked{good, {Doc: "a\vb", Score: 0}}},
		"NaN":            {"q", "t", []eval.Ranked{good, {Doc: "b", Score: math.NaN()}}},
		"infinity":       {"q", "t", []eval.Ranked{good, {Doc: "b", Score: math.Inf(-1)}}},
		"twice":          {"q", "t", []eval.Ranked{good, good}},
	} {
		var b strings.Builder
		if err := eval.WriteRanking(&b, bad.query, bad.ranked, bad.tag); !errors.Is(err, profiles.ErrInvalid) || b.Len() > 0 {
			t.Errorf("%s: %v after %q: want it refused with nothing written", name, err, b.String())
		}
	}
}

// The mean of auc rests on fewer queries than the others, and the report has to say so.
func TestTheReportSaysOnHowManyQueriesAUCRests(t *testing.T) {
	rep := eval.Score(run(t, ranking("a", "b")+"onlyrelevant Q0 a 1 1 t\n"), qrels(t, "q 0 a 1\nonlyrelevant 0 a 1\nmissing 0 a 1\n"))
	if rep.Queries != 3 || rep.AUCQueries != 1 || rep.Mean["auc"] != 1 {
		t.Errorf("%+v: want auc 1 over one query of three", rep)
	}
}

func TestAnEmptyRankingIsMissing(t *testing.T) {
	if rep := eval.Score(eval.Run{"q": nil, "other": nil}, qrels(t, "q 0 a 1\n")); rep.Missing != 1 || rep.Ignored != 0 {
		t.Errorf("%+v: want one missing, none ignored", rep)
	}
}
