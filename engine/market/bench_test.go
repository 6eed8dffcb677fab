package market_test

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"

	"tenon/engine"
	"tenon/engine/market"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/synthetic"
)

// benchRoles is the size of the benchmarks' market: TENON_BENCH_ROWS, or 100,000.
var benchRoles = func() int {
	if n, err := strconv.Atoi(os.Getenv("TENON_BENCH_ROWS")); err == nil && n > 0 {
		return n
	}
	return 100_000
}()

// portion is how many roles are drawn at a time.
const portion = 100_000

var benchMarket = sync.OnceValue(func() market.Market {
	l := columns.New(deriver, asOf)
	for from := 0; from < benchRoles; from += portion {
		us := synthetic.Draw(min(portion, benchRoles-from), func(i int) columns.Update {
			i += from
			r := corpus.Role(i)
			r.Posted, r.Seniority = asOf-profiles.Month(i%30), profiles.Seniority(i%9)
			r.Employer = profiles.Employer{Name: fmt.Sprintf("Employer %d", i*7919%50_000), Industry: profiles.Ref{Name: []string{"Software", "Retail", "Healthcare"}[i%3]}}
			return columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: r.ID}, Role: r}
		})
		l.Apply(us, profiles.Seq(from+len(us)))
	}
	return market.Market{Engine: &engine.Engine{Deriver: deriver, Cities: gazetteer.Default(), Columns: l}}
})

func BenchmarkMarket(b *testing.B) {
	m := benchMarket()
	for _, c := range []struct {
		name string
		q    market.Request
	}{{"all", market.Request{}}, {"skill", market.Request{By: []string{market.Skill}}}, {"pay", market.Request{By: []string{market.Pay}}},
		{"premium", market.Request{By: []string{market.Premium}}}, {"where", market.Request{Where: `country = Germany and skill:Python`}}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := m.Describe(b.Context(), c.q); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(benchRoles), "ns/role")
		})
	}
}
