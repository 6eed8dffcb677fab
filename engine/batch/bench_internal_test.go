package batch

import (
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// The benchmarks have so many candidates and roles.
var (
	benchRows  = fromEnv("TENON_BENCH_ROWS", 8192)
	benchRoles = fromEnv("TENON_BENCH_ROLES", 1000)
)

func fromEnv(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return otherwise
}

// benchLive are new columns of the corpus.
func benchLive() *columns.Live {
	asOf := profiles.NewMonth(2026, 6)
	drawn := synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, 1)
	live := columns.New(facts.NewDeriver(taxonomy.Default(), money.Default()), asOf)
	us := synthetic.Draw(benchRows+benchRoles, func(i int) columns.Update {
		if i < benchRows {
			c := drawn.Candidate(i)
			return columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, Candidate: c}
		}
		r := drawn.Role(i - benchRows)
		return columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r}
	})
	live.Apply(us, profiles.Seq(len(us)))
	return live
}

var benchCorpus = sync.OnceValue(func() *corpus {
	w := &plan.World{Taxonomy: taxonomy.Default(), Cities: gazetteer.Default(), Policy: plan.Presets()[0], Lambda: 30}
	c := newCorpus(benchLive().Snapshot(), w, DefaultTop, &meter{})
	c.compile()
	return c
})

func perPair(b *testing.B, pairs int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(pairs), "ns/pair")
}

// BenchmarkCandidates ranks all roles for the candidates of a tile at a time, on one processor.
func BenchmarkCandidates(b *testing.B) {
	c := benchCorpus()
	rows := c.alive(0)
	for b.Loop() {
		if _, err := c.rankRows(b.Context(), 0, rows); err != nil {
			b.Fatal(err)
		}
	}
	perPair(b, len(rows)*benchRoles)
}

// BenchmarkRoles ranks all candidates for one role after the other, on one processor.
func BenchmarkRoles(b *testing.B) {
	c, i := benchCorpus(), 0
	for b.Loop() {
		if _, err := c.rankRole(b.Context(), i%benchRoles); err != nil {
			b.Fatal(err)
		}
		i++
	}
	perPair(b, c.snap.Candidates())
}

// BenchmarkOne ranks all roles for one candidate, as after an edit of it.
func BenchmarkOne(b *testing.B) {
	c := benchCorpus()
	t := c.snap.Tiles[0]
	all := t.Facts()
	i := 0
	for b.Loop() {
		l := i % t.N
		if _, err := c.rankCandidate(b.Context(), t.Key(l), all[l]); err != nil {
			b.Fatal(err)
		}
		i++
	}
	perPair(b, benchRoles)
}

// BenchmarkBests keeps the best scores of a candidate, of many in no order.
func BenchmarkBests(b *testing.B) {
	c := benchCorpus()
	r := rand.New(rand.NewPCG(1, 1))
	scores := make([]score, 100*benchRoles)
	for i := range scores {
		scores[i] = score{overall: int32(r.IntN(1_000_000)), role: int32(i % benchRoles)}
	}
	for b.Loop() {
		x, floor := c.newBests([]string{"c"}), int32(0)
		for _, s := range scores {
			if s.overall >= floor {
				floor = x.push(0, s, floor)
			}
		}
		x.hits(0)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(scores)), "ns/score")
}

// BenchmarkHead reads of the bytes of a list what an edit has to know of it, and BenchmarkDecode all of it.
func BenchmarkHead(b *testing.B) {
	list, _ := benchList(b)
	ids := [][]byte{[]byte("nobody of them")}
	for b.Loop() {
		if h := headOf(list, ids); !h.passed() {
			b.Fatal("an id that is not in it is in it")
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	list, owner := benchList(b)
	for b.Loop() {
		if _, err := decodeList(owner, list); err != nil {
			b.Fatal(err)
		}
	}
}

// benchList is the list of a candidate as it is kept.
func benchList(b *testing.B) ([]byte, profiles.Key) {
	c := benchCorpus()
	t := c.snap.Tiles[0]
	owner := t.Key(0)
	l, err := c.rankCandidate(b.Context(), owner, t.Facts()[0])
	if err != nil {
		b.Fatal(err)
	}
	return l.encode(), owner
}
