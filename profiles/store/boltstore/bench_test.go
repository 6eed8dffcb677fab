package boltstore_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// usual is a candidate of 15 skills and 120 words, about 1.5 KB as stored.
func usual(rng *rand.Rand, id string) *profiles.Candidate {
	c := &profiles.Candidate{ID: id, Headline: "Machine learning engineer"}
	for range 15 {
		c.Skills = append(c.Skills, profiles.Skill{Ref: profiles.Ref{Name: fmt.Sprintf("skill %d", rng.IntN(5000))}, Level: uint8(1 + rng.IntN(5)),
			Months: rng.IntN(120), LastUsed: profiles.NewMonth(2020+rng.IntN(6), 1+rng.IntN(12))})
	}
	words := make([]string, 120)
	for i := range words {
		words[i] = fmt.Sprintf("word%d", rng.IntN(20000))
	}
	c.Text = strings.Join(words, " ")
	return c
}

// mutationsFor makes n puts of new candidates; ids are in order, as of a sorted file, or random, as hashes are.
func mutationsFor(rng *rand.Rand, from, n int, ordered bool) []profiles.Mutation {
	ms := make([]profiles.Mutation, n)
	for i := range ms {
		id := fmt.Sprintf("%016x", rng.Uint64())
		if ordered {
			id = fmt.Sprintf("%016x", from+i)
		}
		ms[i] = profiles.Mutation{Key: key(id), Record: usual(rng, id)}
	}
	return ms
}

func BenchmarkApply(b *testing.B) {
	for _, size := range []int{500, 2000} {
		for _, ordered := range []bool{true, false} {
			b.Run(fmt.Sprintf("batch=%d/ordered=%v", size, ordered), func(b *testing.B) { benchmarkApply(b, size, ordered) })
		}
	}
}

func benchmarkApply(b *testing.B, size int, ordered bool) {
	s := open(b, b.TempDir())
	defer s.Close()
	rng := rand.New(rand.NewPCG(1, 1))
	n := 0
	for b.Loop() {
		b.StopTimer()
		ms := mutationsFor(rng, n, size, ordered)
		b.StartTimer()
		if _, err := s.Apply(ctx, ms); err != nil {
			b.Fatal(err)
		}
		n += size
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "records/s")
	if bytes, err := s.Size(); err == nil {
		b.ReportMetric(float64(bytes)/float64(n), "filebytes/record")
	}
}

// BenchmarkApplyOne is many callers that each write one record: they share commits.
func BenchmarkApplyOne(b *testing.B) {
	for _, callers := range []int{1, 64} {
		b.Run(fmt.Sprintf("callersPerCPU=%d", callers), func(b *testing.B) {
			s := open(b, b.TempDir())
			defer s.Close()
			ms := mutationsFor(rand.New(rand.NewPCG(1, 1)), 0, 5000, false)
			var next atomic.Int64
			b.SetParallelism(callers)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					i := int(next.Add(1)) % len(ms)
					if _, err := s.Apply(ctx, ms[i:i+1]); err != nil {
						b.Error(err)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
		})
	}
}

func readable(b *testing.B) (*boltstore.Store, []profiles.Mutation) {
	s := open(b, b.TempDir())
	ms := mutationsFor(rand.New(rand.NewPCG(1, 1)), 0, 5000, false)
	if _, err := s.Apply(ctx, ms); err != nil {
		b.Fatal(err)
	}
	return s, ms
}

func BenchmarkGet(b *testing.B) {
	s, ms := readable(b)
	defer s.Close()
	for i := 0; b.Loop(); i++ {
		if _, err := s.Get(ctx, ms[i%len(ms)].Key); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	s, ms := readable(b)
	defer s.Close()
	for b.Loop() {
		var after profiles.Key
		for more := true; more; {
			p, err := s.Scan(ctx, profiles.KindCandidate, after, 1000)
			if err != nil {
				b.Fatal(err)
			}
			after, more = p.Next, p.More
		}
	}
	b.ReportMetric(float64(b.N*len(ms))/b.Elapsed().Seconds(), "records/s")
}
