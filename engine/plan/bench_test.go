package plan_test

import (
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/synthetic"
)

// benchRows is the size of the benchmarks' corpus: TENON_BENCH_ROWS, or 100,000.
var benchRows = func() int {
	if n, err := strconv.Atoi(os.Getenv("TENON_BENCH_ROWS")); err == nil && n > 0 {
		return n
	}
	return 100_000
}()

const benchRoles = 40

// benchmark is a corpus in columns, with plans of roles.
type benchmark struct {
	live  *columns.Live
	roles []*facts.Role
	plans []*plan.Plan
	ids   []string
	who   []*facts.Candidate // the first candidates
}

var bench = sync.OnceValue(func() *benchmark {
	c := synthetic.New(tax, cities, asOf, 1)
	b := &benchmark{live: columns.New(deriver, asOf)}
	const batch = 40_000
	for from := 0; from < benchRows; from += batch {
		us := synthetic.Draw(min(batch, benchRows-from), func(i int) columns.Update {
			p := c.Candidate(from + i)
			return columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Candidate: p}
		})
		b.live.Apply(us, profiles.Seq(from+len(us)))
	}
	for i := range 1000 {
		b.who = append(b.who, asIs(c.Candidate(i)))
	}
	w := &plan.World{Taxonomy: tax, Cities: cities, Policy: plan.Presets()[0], Lambda: 30}
	for i := range benchRoles {
		r := c.Role(i)
		f := deriver.Role(r)
		b.roles, b.plans, b.ids = append(b.roles, f), append(b.plans, plan.Compile(w, f)), append(b.ids, r.ID)
	}
	return b
})

// BenchmarkScan ranks all candidates for one role after the other.
func BenchmarkScan(b *testing.B) {
	b.Run("one", func(b *testing.B) { benchmarkScan(b, plan.Options{K: 10}) })
	b.Run("all", func(b *testing.B) { benchmarkScan(b, plan.Options{K: 10, Threads: runtime.GOMAXPROCS(0)}) })
	b.Run("1percent", func(b *testing.B) { // rows everywhere, which no bound of a tile can skip
		benchmarkScan(b, plan.Options{K: 10, Filter: func(tile int, t *columns.Tile, keep *columns.RowSet) {
			for l := tile % 100; l < t.N; l += 100 {
				keep.Add(l)
			}
		}})
	})
	b.Run("place", func(b *testing.B) { // as many, which stand together
		benchmarkScan(b, plan.Options{K: 10, Filter: func(_ int, t *columns.Tile, keep *columns.RowSet) {
			for l := t.N / 2; l < t.N/2+t.N/100; l++ {
				keep.Add(l)
			}
		}})
	})
}

func benchmarkScan(b *testing.B, o plan.Options) {
	x := bench()
	snap, i, skipped := x.live.Snapshot(), 0, 0
	for b.Loop() {
		n := i % benchRoles
		i++
		o.RoleID = x.ids[n]
		p := plan.Compile(x.plans[n].World, x.roles[n])
		res, err := plan.Scan(b.Context(), snap, p, o)
		if err != nil {
			b.Fatal(err)
		}
		skipped += res.Skipped
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(snap.Candidates()), "ns/pair")
	b.ReportMetric(100*float64(skipped)/float64(i)/float64(snap.Candidates()), "%skipped")
	cols, ids := snap.Bytes()
	b.ReportMetric(float64(cols)/float64(snap.Candidates()), "B/row")
	b.ReportMetric(float64(ids)/float64(snap.Candidates()), "B/id")
}

// BenchmarkNaive scores pair by pair with the reference.
func BenchmarkNaive(b *testing.B) {
	x := bench()
	ref, i := naive{tax, cities, x.plans[0].World.Policy, 30}, 0
	for b.Loop() {
		ref.score(x.roles[i%benchRoles], x.who[i%len(x.who)])
		i++
	}
}

// BenchmarkOneByOne scores pair by pair, naming every component.
func BenchmarkOneByOne(b *testing.B) {
	x, i := bench(), 0
	for b.Loop() {
		x.plans[i%benchRoles].Score(x.who[i%len(x.who)])
		i++
	}
}

// benchSeek is as many roles as the benchmarks have candidates.
var benchSeek = sync.OnceValue(func() *columns.Live {
	c := synthetic.New(tax, cities, asOf, 1)
	us := synthetic.Draw(benchRows, func(i int) columns.Update {
		r := c.Role(i)
		return columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r}
	})
	l := columns.New(deriver, asOf)
	l.Apply(us, profiles.Seq(len(us)))
	return l
})

// BenchmarkSeek ranks all roles for one candidate after the other, on one thread.
func BenchmarkSeek(b *testing.B) {
	x, roles := bench(), benchSeek()
	snap, i := roles.Snapshot(), 0
	if _, err := plan.Seek(b.Context(), snap, x.plans[0].World, x.who[0], plan.SeekOptions{K: 10}); err != nil { // compiles the roles
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := plan.Seek(b.Context(), snap, x.plans[0].World, x.who[i%len(x.who)], plan.SeekOptions{K: 10}); err != nil {
			b.Fatal(err)
		}
		i++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(snap.Roles)), "ns/pair")
}

// BenchmarkBatch ranks all candidates for many roles at once, on one thread, with the instructions of each kind.
func BenchmarkBatch(b *testing.B) {
	x := bench()
	orgs := make([]string, benchRoles)
	plan.EachProcessor(func(name string) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := plan.ScanAll(b.Context(), x.live.Snapshot(), x.plans, plan.Options{K: 10}, x.ids, orgs, nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(x.live.Snapshot().Candidates())/benchRoles, "ns/pair")
		})
	})
}
