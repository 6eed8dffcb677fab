package batch

import (
	"context"
	"testing"

	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/synthetic"
	"tenon/profiles/taxonomy"
)

// editedFeed is the feed behind the corpus of the benchmarks.
type editedFeed struct {
	from    profiles.Seq
	changes []profiles.Change
}

func (f *editedFeed) Oldest(context.Context) (profiles.Seq, error) { return 0, nil }

func (f *editedFeed) Changes(_ context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	if since < f.from {
		return nil, nil
	}
	rest := f.changes[since-f.from:]
	return rest[:min(limit, len(rest))], nil
}

// BenchmarkEdit is a run after one edited candidate or role, over lists in a file, with what it writes.
func BenchmarkEdit(b *testing.B) {
	live := benchLive()
	drawn := synthetic.New(taxonomy.Default(), gazetteer.Default(), live.Snapshot().AsOf, 1)
	tables, err := boltstore.OpenTables(b.TempDir(), "kept.db")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = tables.Close() }() // a benchmark has no use for its file
	feed := &editedFeed{from: live.Snapshot().Seq}
	keeper := &Batch{Kept: NewKept(tables), Taxonomy: taxonomy.Default(), Cities: gazetteer.Default(), Columns: live, Feed: feed}
	run := func() *Report {
		r, err := keeper.Run(b.Context(), Settings{Top: DefaultTop, Lambda: 30}, Options{})
		if err != nil {
			b.Fatal(err)
		}
		return r
	}
	run()
	edit := func(k profiles.Key, u columns.Update) {
		seq := live.Snapshot().Seq + 1
		feed.changes = append(feed.changes, profiles.Change{Seq: seq, Revision: seq, Key: k})
		u.Key = k
		live.Apply([]columns.Update{u}, seq)
	}
	n := 0
	for name, change := range map[string]func(){
		"candidate": func() {
			c := drawn.Candidate(benchRows + n)
			c.ID = drawn.Candidate(n * 7919 % benchRows).ID
			edit(profiles.Key{Kind: profiles.KindCandidate, ID: c.ID}, columns.Update{Candidate: c})
		},
		"role": func() {
			r := drawn.Role(benchRoles + n)
			r.ID = drawn.Role(n * 7919 % benchRoles).ID
			edit(profiles.Key{Kind: profiles.KindRole, ID: r.ID}, columns.Update{Role: r})
		},
	} {
		b.Run(name, func(b *testing.B) {
			lists := 0
			for b.Loop() {
				b.StopTimer()
				n++
				change()
				b.StartTimer()
				r := run()
				if r.Full {
					b.Fatalf("a full run: %s", r.Why)
				}
				lists += r.Lists
			}
			b.ReportMetric(float64(lists)/float64(b.N), "lists/op")
		})
	}
}
