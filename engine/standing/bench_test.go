package standing_test

import (
	"fmt"
	"testing"

	"tenon/engine/standing"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/synthetic"
)

// benchSearches is how many standing searches there are.
const benchSearches = 10_000

var corpus = synthetic.New(tax, gazetteer.Default(), asOf, 3)

// BenchmarkChange is one changed record against 10,000 standing searches, to the durable end.
func BenchmarkChange(b *testing.B) {
	concept := func(i int) string {
		return tax.Concept(tax.Of(1)[i%400]).Label
	}
	for _, c := range []struct {
		name   string
		search func(i int) *profiles.Search
	}{
		{"score80", func(i int) *profiles.Search { // nothing to file it by: every search is scored
			return &profiles.Search{For: profiles.KindRole, Candidate: fmt.Sprint("c", i%2000), Above: 800_000}
		}},
		{"near-or-remote-and-paid", func(i int) *profiles.Search {
			where := fmt.Sprintf("(city within %dkm of %s or mode = remote) and pay >= %d EUR", 10+i%90, []string{"Berlin", "Munich", "London", "Paris"}[i%4], 70_000+i)
			return &profiles.Search{For: profiles.KindRole, Candidate: fmt.Sprint("c", i%2000), Above: 500_000, Where: where}
		}},
		{"skill", func(i int) *profiles.Search {
			return &profiles.Search{For: profiles.KindRole, Candidate: fmt.Sprint("c", i%2000), Above: 300_000, Where: fmt.Sprintf("skill:%q and mode = remote", concept(i))}
		}},
		{"candidates", func(i int) *profiles.Search {
			return &profiles.Search{For: profiles.KindCandidate, Role: fmt.Sprint("r", i%2000), Above: 600_000, Where: "years >= 2"}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			h := newHouse()
			for i := range 2000 {
				p := corpus.Candidate(i)
				p.ID = fmt.Sprint("c", i)
				r := corpus.Role(i)
				r.ID = fmt.Sprint("r", i)
				if c.search(0).For == profiles.KindRole { // those that searches are scored for
					h.put(profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, p)
				} else {
					h.put(profiles.Key{Kind: profiles.KindRole, ID: r.ID}, r)
				}
			}
			for i := range benchSearches {
				s := c.search(i)
				s.ID = fmt.Sprint("s", i)
				h.put(key(s.ID), s)
			}
			h.followAll()
			t, err := boltstore.OpenTables(b.TempDir(), "alerts.db")
			if err != nil {
				b.Fatal(err)
			}
			defer t.Close()
			s := h.standing(t)
			if _, err := s.CatchUp(b.Context()); err != nil {
				b.Fatal(err)
			}
			var rep standing.Report
			i, events := 2000, 0
			for b.Loop() {
				b.StopTimer()
				if i++; c.search(0).For == profiles.KindRole {
					r := corpus.Role(i)
					h.put(profiles.Key{Kind: profiles.KindRole, ID: r.ID}, r)
				} else {
					p := corpus.Candidate(i)
					h.put(profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, p)
				}
				h.followAll()
				b.StartTimer()
				if rep, err = s.CatchUp(b.Context()); err != nil {
					b.Fatal(err)
				}
				events += rep.Events
			}
			b.ReportMetric(float64(rep.Judged), "judged/op")
			b.ReportMetric(float64(events)/float64(b.N), "events/op")
		})
	}
}
