package batch

import (
	"context"
	"fmt"
	"testing"
	"time"

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

// editBench are lists in a file that are kept of a corpus, and edits of it.
type editBench struct {
	drawn  *synthetic.Corpus
	live   *columns.Live
	feed   *editedFeed
	keeper *Batch
	n      int // edits so far
}

func newEditBench(b *testing.B) *editBench {
	live := benchLive()
	tables, err := boltstore.OpenTables(b.TempDir(), "kept.db")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = tables.Close() }) // a benchmark has no use for its file
	feed := &editedFeed{from: live.Snapshot().Seq}
	x := &editBench{drawn: synthetic.New(taxonomy.Default(), gazetteer.Default(), live.Snapshot().AsOf, 1), live: live, feed: feed,
		keeper: &Batch{Kept: NewKept(tables), Taxonomy: taxonomy.Default(), Cities: gazetteer.Default(), Columns: live, Feed: feed}}
	x.run(b, Options{})
	return x
}

func (x *editBench) run(b *testing.B, o Options) *Report {
	r, err := x.keeper.Run(b.Context(), Settings{Top: DefaultTop, Lambda: 30}, o)
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// edit has so many candidates or roles be others.
func (x *editBench) edit(kind profiles.Kind, many int) {
	us := make([]columns.Update, many)
	for i := range us {
		x.n++
		if kind == profiles.KindCandidate {
			c := x.drawn.Candidate(benchRows + x.n)
			c.ID = x.drawn.Candidate(x.n * 7919 % benchRows).ID
			us[i] = columns.Update{Key: profiles.Key{Kind: kind, ID: c.ID}, Candidate: c}
		} else {
			r := x.drawn.Role(benchRoles + x.n)
			r.ID = x.drawn.Role(x.n * 7919 % benchRoles).ID
			us[i] = columns.Update{Key: profiles.Key{Kind: kind, ID: r.ID}, Role: r}
		}
		seq := x.live.Snapshot().Seq + 1 + profiles.Seq(i)
		x.feed.changes = append(x.feed.changes, profiles.Change{Seq: seq, Revision: seq, Key: us[i].Key})
	}
	x.live.Apply(us, x.live.Snapshot().Seq+profiles.Seq(many))
}

var editedKinds = map[string]profiles.Kind{"candidate": profiles.KindCandidate, "role": profiles.KindRole}

// BenchmarkEdit is a run after one edited candidate or role, over lists in a file, with what it writes.
func BenchmarkEdit(b *testing.B) {
	x := newEditBench(b)
	for name, kind := range editedKinds {
		b.Run(name, func(b *testing.B) {
			lists := 0
			for b.Loop() {
				b.StopTimer()
				x.edit(kind, 1)
				b.StartTimer()
				r := x.run(b, Options{})
				if r.Full {
					b.Fatalf("a full run: %s", r.Why)
				}
				lists += r.Lists
			}
			b.ReportMetric(float64(lists)/float64(b.N), "lists/op")
		})
	}
}

// BenchmarkManyEdits is a run after one of so many candidates or roles has been edited, beside a full run of the same.
func BenchmarkManyEdits(b *testing.B) {
	x := newEditBench(b)
	for name, kind := range editedKinds {
		all := map[profiles.Kind]int{profiles.KindCandidate: benchRows, profiles.KindRole: benchRoles}[kind]
		for _, of := range []int{100, 20, 6} {
			b.Run(fmt.Sprintf("one %s of %d", name, of), func(b *testing.B) {
				var full time.Duration
				for b.Loop() {
					b.StopTimer()
					x.edit(kind, all/of)
					b.StartTimer()
					if r := x.run(b, Options{}); r.Full {
						b.Skipf("a full run: %s", r.Why)
					}
					b.StopTimer()
					start := time.Now()
					x.run(b, Options{Full: true})
					full += time.Since(start)
					b.StartTimer()
				}
				b.ReportMetric(float64(b.Elapsed())/float64(full), "of-a-full-run")
			})
		}
	}
}
