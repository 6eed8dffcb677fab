package columns_test

import (
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"

	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// benchRows is the size of the benchmarks' corpus: TENON_BENCH_ROWS, or 100,000.
var benchRows = func() int {
	if n, err := strconv.Atoi(os.Getenv("TENON_BENCH_ROWS")); err == nil && n > 0 {
		return n
	}
	return 100_000
}()

var corpus = synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, 1)

func update(i int) columns.Update {
	p := corpus.Candidate(i)
	return columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Candidate: p}
}

// drawn are candidates from … to-1 with their facts.
func drawn(from, to int) []columns.Update {
	us := make([]columns.Update, to-from)
	var wg sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		wg.Go(func() {
			for i := w; i < len(us); i += n {
				us[i] = update(from + i)
			}
		})
	}
	wg.Wait()
	columns.New(deriver, asOf).Derive(us)
	return us
}

var benchLive = sync.OnceValue(func() *columns.Live {
	l := columns.New(deriver, asOf)
	for from := 0; from < benchRows; from += 2000 {
		us := drawn(from, min(benchRows, from+2000))
		l.Apply(us, profiles.Seq(from+len(us)))
	}
	return l
})

func perRow(b *testing.B, rows int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}

// BenchmarkBuild adds candidates whose facts are made, in batches as the follower brings them.
func BenchmarkBuild(b *testing.B) {
	us := drawn(0, 40_000)
	for b.Loop() {
		l := columns.New(deriver, asOf)
		for from := 0; from < len(us); from += 2000 {
			l.Apply(us[from:from+2000], profiles.Seq(from))
		}
	}
	perRow(b, len(us))
}

// BenchmarkLists says what the lists of the commonest skills take, beside columns of four bits a row.
func BenchmarkLists(b *testing.B) {
	const commonest = 40
	s := benchLive().Snapshot()
	var counts []int
	for b.Loop() {
		of := map[taxonomy.No]int{}
		for _, t := range s.Tiles {
			t.Skills.Each(func(n taxonomy.No, _ int, es []uint16) { of[n] += len(es) })
		}
		counts = slices.Sorted(maps.Values(of))
	}
	slices.Reverse(counts)
	entries := 0
	for _, n := range counts[:commonest] {
		entries += n
	}
	rows := float64(s.Candidates())
	b.ReportMetric(100*float64(counts[0])/rows, "%commonest")
	b.ReportMetric(2*float64(entries)/rows, "B/row-lists")
	b.ReportMetric(commonest*0.5, "B/row-dense")
}

// BenchmarkUpdate changes one profile after the other.
func BenchmarkUpdate(b *testing.B) {
	l := benchLive()
	us, i := drawn(0, 1000), 0
	for b.Loop() {
		l.Apply(us[i%len(us):i%len(us)+1], profiles.Seq(2*benchRows+i))
		i++
	}
}

func BenchmarkSave(b *testing.B) {
	l, dir := benchLive(), b.TempDir()
	for b.Loop() {
		if err := l.Save(dir, ""); err != nil {
			b.Fatal(err)
		}
	}
	perRow(b, benchRows)
}

func BenchmarkLoad(b *testing.B) {
	l, dir := benchLive(), b.TempDir()
	if err := l.Save(dir, ""); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := columns.Load(dir, "", deriver, asOf); err != nil {
			b.Fatal(err)
		}
	}
	perRow(b, benchRows)
}

// BenchmarkLoadRoles reads a checkpoint of as many roles.
func BenchmarkLoadRoles(b *testing.B) {
	l, dir := columns.New(deriver, asOf), b.TempDir()
	l.Apply(synthetic.Draw(benchRows, func(i int) columns.Update {
		r := corpus.Role(i)
		return columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r}
	}), 1)
	if err := l.Save(dir, ""); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := columns.Load(dir, "", deriver, asOf); err != nil {
			b.Fatal(err)
		}
	}
	perRow(b, benchRows)
}
