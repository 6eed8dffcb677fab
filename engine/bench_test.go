package engine_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tenon/engine"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// corpus are generated records, drawn when they are asked for.
type corpus struct{ *synthetic.Corpus }

func number(id string) int {
	n, _ := strconv.Atoi(id[1:]) // ids of the corpus are numbers
	return n
}

func (c corpus) Candidate(_ context.Context, k profiles.Key) (*profiles.Candidate, error) {
	return c.Corpus.Candidate(number(k.ID)), nil
}

func (c corpus) Role(_ context.Context, k profiles.Key) (*profiles.Role, error) {
	return c.Corpus.Role(number(k.ID)), nil
}

func (corpus) Candidates(context.Context, func(profiles.Key, *profiles.Candidate) error) error {
	return nil
}

func (corpus) Roles(context.Context, func(profiles.Key, *profiles.Role) error) error { return nil }

func size(env string) int {
	if n, err := strconv.Atoi(os.Getenv(env)); err == nil && n > 0 {
		return n
	}
	return 10_000
}

// generated is an engine over TENON_BENCH_ROWS candidates and TENON_BENCH_ROLES roles, 10,000 each where they are not set.
var generated = sync.OnceValue(func() *engine.Engine {
	d := facts.NewDeriver(taxonomy.Default(), money.Default())
	c := synthetic.New(taxonomy.Default(), gazetteer.Default(), asOf, 1)
	e := &engine.Engine{Deriver: d, Cities: gazetteer.Default(), Columns: columns.New(d, asOf), Records: corpus{c}}
	const batch = 40_000
	for from, n := 0, size("TENON_BENCH_ROWS"); from < n; from += batch {
		e.Columns.Apply(synthetic.Draw(min(batch, n-from), func(i int) columns.Update {
			p := c.Candidate(from + i)
			return columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Candidate: p}
		}), profiles.Seq(from+1))
	}
	e.Columns.Apply(synthetic.Draw(size("TENON_BENCH_ROLES"), func(i int) columns.Update {
		p := c.Role(i)
		return columns.Update{Key: profiles.Key{Kind: profiles.KindRole, ID: p.ID}, Role: p}
	}), 1<<40)
	return e
})

// BenchmarkWhatIf is the two rankings of a what-if, and the what-if without and with its stability, of both sides, in one run.
func BenchmarkWhatIf(b *testing.B) {
	e := generated()
	for _, side := range []string{"role", "candidate"} {
		req := func(i int) engine.Request {
			q := engine.Request{Top: 20, Lambda: 30}
			if side == "role" {
				q.Role = fmt.Sprintf("r%07d", i%1000)
			} else {
				q.Candidate = fmt.Sprintf("c%07d", i%1000)
			}
			return q
		}
		change := engine.Change{Weights: map[string]int{"title": 30}}
		b.Run(side+"/both rankings", func(b *testing.B) { // what a what-if may take
			for i := range b.N {
				changed := req(i)
				changed.Weights = change.Weights
				for _, q := range []engine.Request{req(i), changed} {
					if _, err := e.Rank(b.Context(), q); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		for name, shakes := range map[string]int{"whatif": 0, "whatif and stability": engine.DefaultShakes} {
			b.Run(side+"/"+name, func(b *testing.B) {
				for i := range b.N {
					q := engine.WhatIfRequest{Request: req(i), Change: change, Shakes: shakes, Seed: 1}
					if _, err := e.WhatIf(b.Context(), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkExplain explains a pair with all its ranks.
func BenchmarkExplain(b *testing.B) {
	e := generated()
	for i := range b.N {
		if _, err := e.Explain(b.Context(), engine.Request{Role: fmt.Sprintf("r%07d", i%1000), Candidate: fmt.Sprintf("c%07d", i%1000), Lambda: 30}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWhere is a ranking with each kind of condition beside one without, in one run.
func BenchmarkWhere(b *testing.B) {
	e := generated()
	for _, where := range []string{"", "city within 50km of Berlin", "years >= 10", "mode = remote", "degree >= master", "seniority >= senior", `skill:Kubernetes >= 3`,
		`cert:"Certified Kubernetes Administrator"`, `title:"MLOps Engineer"`, "language:German >= B2", "industry:Banking", `value:"Learning budget"`} {
		b.Run(strings.NewReplacer(" ", "_", `"`, "").Replace(cmp.Or(where, "without")), func(b *testing.B) {
			for i := range b.N {
				if _, err := e.Rank(b.Context(), engine.Request{Role: fmt.Sprintf("r%07d", i%20), Where: where, Top: 10, Lambda: 30, OrderOnly: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
