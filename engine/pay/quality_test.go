package pay

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"tenon/profiles/taxonomy"
)

var update = flag.Bool("update", false, "write the golden file anew")

const golden = "../../testdata/golden/pay.txt"

// fold says in which fifth a record is: by what it says, so that no change of order moves it.
func fold(r *record) int {
	h := fnv.New64a()
	fmt.Fprint(h, r.title, r.band, r.step, r.country, r.mode, r.size, r.contract, r.year, r.usd)
	return int(h.Sum64() >> 7 % 5)
}

// split parts the records into a fifth that is held out and the others.
func split(rs []record, fifth int) (held, others []record) {
	for _, r := range rs {
		if fold(&r) == fifth {
			held = append(held, r)
		} else {
			others = append(others, r)
		}
	}
	return held, others
}

// score sums how well ranges hold what was paid.
type score struct {
	off, wide  []float64
	in50, in80 int
}

func (s *score) add(usd [5]float64, r *record) {
	p := float64(r.usd)
	s.off, s.wide = append(s.off, math.Abs(usd[2]-p)), append(s.wide, usd[4]-usd[0])
	s.in50 += b2i(p >= usd[1] && p <= usd[3])
	s.in80 += b2i(p >= usd[0] && p <= usd[4])
}

func (s *score) join(o *score) {
	s.off, s.wide = append(s.off, o.off...), append(s.wide, o.wide...)
	s.in50 += o.in50
	s.in80 += o.in80
}

func at(sorted []float64, share float64) float64 {
	return sorted[int(math.Round(share*float64(len(sorted)-1)))]
}

func median(v []float64) float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	return at(v, 0.5)
}

func (s *score) cover50() float64 { return 100 * float64(s.in50) / float64(len(s.off)) }
func (s *score) cover80() float64 { return 100 * float64(s.in80) / float64(len(s.off)) }

func (s *score) String() string {
	return fmt.Sprintf("%7d %14.0f %13.1f %% %13.1f %% %14.0f", len(s.off), median(s.off)/100*100, s.cover50(), s.cover80(), median(s.wide))
}

// byTitleAlone is the baseline: the quantiles of the records of the same title, of all where there are none.
func byTitleAlone(others []record) func(*record) [5]float64 {
	paid := map[taxonomy.No][]float64{}
	for i := range others {
		for _, t := range []taxonomy.No{0, others[i].title} {
			paid[t] = append(paid[t], float64(others[i].usd))
		}
	}
	for _, v := range paid {
		slices.Sort(v)
	}
	return func(r *record) (usd [5]float64) {
		v := paid[r.title]
		if len(v) == 0 {
			v = paid[0]
		}
		for i, q := range quantiles {
			usd[i] = at(v, q)
		}
		return usd
	}
}

// judged are the scores of one fifth that is held out.
type judged struct{ model, home, abroad, baseline score }

func judge(t *testing.T, rs []record, fifth int) (j judged) {
	t.Helper()
	held, others := split(rs, fifth)
	m, ok := newModel(allFacts, others)
	if !ok {
		t.Fatal("no fit")
	}
	baseline := byTitleAlone(others)
	for i := range held {
		r := &held[i]
		usd, _, _ := m.predict(r, -1)
		j.model.add(usd, r)
		if r.country.String() == "US" {
			j.home.add(usd, r)
		} else {
			j.abroad.add(usd, r)
		}
		j.baseline.add(baseline(r), r)
	}
	return j
}

func TestEstimatesOfRecordsThatWereHeldOutAreGolden(t *testing.T) {
	rs, err := surveyRecords(taxonomy.Default())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Pay estimates by the shipped survey alone: %d distinct records of people who work with data and models, 2020–2023.\n", len(rs))
	fmt.Fprintf(&b, "US dollars a year. Records with the same facts and pay are in the same fifth.\n\n")
	head := func(s string) {
		fmt.Fprintf(&b, "%-34s %7s %14s %15s %15s %14s\n", s, "records", "median error", "in 50 % range", "in 80 % range", "width of 80 %")
	}
	line := func(name string, s *score) { fmt.Fprintf(&b, "%-34s %s\n", name, s) }
	first, all := judge(t, rs, 0), judged{}
	head("A fifth held out")
	line("estimate", &first.model)
	line("  in the United States", &first.home)
	line("  elsewhere", &first.abroad)
	line("median and quantiles by title", &first.baseline)
	for f := range 5 {
		j := judge(t, rs, f)
		all.model.join(&j.model)
		all.home.join(&j.home)
		all.abroad.join(&j.abroad)
		all.baseline.join(&j.baseline)
	}
	fmt.Fprintln(&b)
	head("Each fifth held out in turn")
	line("estimate", &all.model)
	line("  in the United States", &all.home)
	line("  elsewhere", &all.abroad)
	line("median and quantiles by title", &all.baseline)
	b.WriteString("\n" + references(t))
	compare(t, b.String())

	for name, s := range map[string]*score{"all": &all.model, "in the United States": &all.home, "elsewhere": &all.abroad} {
		if c := s.cover50(); c < 46 || c > 55 {
			t.Errorf("%s: %.1f %% are in the range of 50 %%", name, c)
		}
		if c := s.cover80(); c < 76 || c > 84 {
			t.Errorf("%s: %.1f %% are in the range of 80 %%", name, c)
		}
	}
	if got, base := median(all.model.off), median(all.baseline.off); got > 0.75*base {
		t.Errorf("the median error is %.0f, that of the baseline %.0f", got, base)
	}
}

func compare(t *testing.T, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v: write it with -update", err)
	}
	if got != string(want) {
		t.Errorf("%s differs; if the change is meant, renew it with -update and read the diff\n%s", golden, got)
	}
}
