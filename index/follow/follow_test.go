package follow_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/index/follow"
	"tenon/profiles"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

// feed is a change feed in memory, with the records that it is about.
type feed struct {
	mu      sync.Mutex
	changes []profiles.Change
	records map[profiles.Key]*profiles.Candidate
	damaged map[profiles.Key]bool
	changed chan struct{}
}

func newFeed() *feed {
	return &feed{records: map[profiles.Key]*profiles.Candidate{}, damaged: map[profiles.Key]bool{}, changed: make(chan struct{})}
}

func (f *feed) put(id string, c *profiles.Candidate) {
	f.mu.Lock()
	defer f.mu.Unlock()
	k := profiles.Key{Kind: profiles.KindCandidate, ID: id}
	delete(f.records, k)
	if c != nil {
		f.records[k] = c
	}
	f.changes = append(f.changes, profiles.Change{Seq: profiles.Seq(len(f.changes) + 1), Key: k, Deleted: c == nil})
	close(f.changed)
	f.changed = make(chan struct{})
}

func (f *feed) Changes(_ context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	rest := f.changes[min(int(since), len(f.changes)):]
	return append([]profiles.Change(nil), rest[:min(limit, len(rest))]...), nil
}

func (f *feed) Changed() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.changed
}

func (f *feed) Candidate(_ context.Context, k profiles.Key) (*profiles.Candidate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.damaged[k] {
		return nil, profiles.ErrDamaged
	}
	if c, ok := f.records[k]; ok {
		return c, nil
	}
	return nil, profiles.ErrNotFound
}

func (f *feed) Role(context.Context, profiles.Key) (*profiles.Role, error) {
	return nil, profiles.ErrNotFound
}

// flaky fails the first time.
type flaky struct {
	follow.ColumnSink
	failed bool
}

var errFlaky = errors.New("no luck")

func (f *flaky) Apply(ctx context.Context, us []follow.Update, since, seq profiles.Seq) error {
	if !f.failed {
		f.failed = true
		return errFlaky
	}
	return f.ColumnSink.Apply(ctx, us, since, seq)
}

func sink() follow.ColumnSink {
	return follow.ColumnSink{Live: columns.New(facts.NewDeriver(taxonomy.Default(), money.Default()), profiles.NewMonth(2026, 6))}
}

func candidate(id string) *profiles.Candidate { return &profiles.Candidate{ID: id} }

func noDamage(t *testing.T) func(profiles.Key, error) {
	return func(k profiles.Key, err error) { t.Errorf("%s: %v", k, err) }
}

func TestCatchUpBringsEverySinkToTheEndOfTheFeed(t *testing.T) {
	f := newFeed()
	for i := range 5000 {
		f.put(fmt.Sprint(i%3000), candidate(fmt.Sprint(i%3000)))
	}
	f.put("7", nil)
	a, b := sink(), sink()
	if err := follow.New(f, f, noDamage(t), nil, a, b).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, s := range []follow.ColumnSink{a, b} {
		if snap := s.Live.Snapshot(); snap.Seq != 5001 || snap.Candidates() != 2999 {
			t.Errorf("seq %d, %d candidates: want 5001 and 2999", snap.Seq, snap.Candidates())
		}
	}
}

// sparing is a feed that gives fewer changes at a time than are asked for.
type sparing struct{ *feed }

func (f sparing) Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	return f.feed.Changes(ctx, since, min(limit, 700))
}

// gappy is a feed of which some changes are left out, as those that later ones have overtaken.
type gappy struct {
	*feed
	from, to profiles.Seq
}

func (f gappy) Changes(_ context.Context, since profiles.Seq, limit int) (out []profiles.Change, err error) {
	for _, c := range f.changes[min(int(since), len(f.changes)):] {
		if (c.Seq < f.from || c.Seq > f.to) && len(out) < limit {
			out = append(out, c)
		}
	}
	return out, nil
}

// whole is a sink that wants the records themselves, as text does.
type whole struct {
	at   profiles.Seq
	bare []string // keys that came without a record
}

func (w *whole) Apply(_ context.Context, us []follow.Update, _, seq profiles.Seq) error {
	for _, u := range us {
		if u.Candidate == nil {
			w.bare = append(w.bare, u.Key.ID)
		}
	}
	w.at = seq
	return nil
}

func (w *whole) Seq(context.Context) (profiles.Seq, error) { return w.at, nil }

// Columns that are behind get changes without records in bulk, up to where text is: not beyond, where changes in between are left out.
func TestTextGetsRecordsWhereAGapEndsBehindIt(t *testing.T) {
	const n = 3 * columns.Rows
	for name, gap := range map[string][2]profiles.Seq{"a gap across": {500, n - 900}, "a gap that fills it": {1, n - 900}, "within": {10, 400}} {
		f, s, x := newFeed(), sink(), &whole{at: columns.Rows}
		for i := range n {
			f.put(fmt.Sprint(i), candidate(fmt.Sprint(i)))
		}
		if err := follow.New(gappy{f, gap[0], gap[1]}, f, noDamage(t), s.Live.Derive, s, x).CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if want := n - int(gap[1]-gap[0]) - 1; s.Live.Snapshot().Candidates() != want || s.Live.Snapshot().Seq != n || x.at != n {
			t.Errorf("%s: %d candidates at %d, want %d; text at %d", name, s.Live.Snapshot().Candidates(), s.Live.Snapshot().Seq, want, x.at)
		}
		if len(x.bare) > 0 {
			t.Errorf("%s: %d records are no records for text", name, len(x.bare))
		}
	}
}

// Whoever builds all columns wants full tiles at once: to merge small ones costs as much again.
func TestColumnsThatAloneAreBehindAreBuiltInWholeTiles(t *testing.T) {
	f, s := newFeed(), sink()
	for i := range columns.Rows + 5 {
		f.put(fmt.Sprint(i), candidate(fmt.Sprint(i)))
	}
	var told []profiles.Seq
	w := follow.New(sparing{f}, f, noDamage(t), s.Live.Derive, s)
	w.Tell(func(seq profiles.Seq) { told = append(told, seq) })
	if err := w.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if tiles := s.Live.Snapshot().Tiles; len(tiles) != 2 || tiles[0].N != columns.Rows || tiles[1].N != 5 {
		t.Errorf("%d tiles: want a full one and one of the rest", len(tiles))
	}
	if want := profiles.Seq(columns.Rows + 5); len(told) != 2 || told[1] != want {
		t.Errorf("told of %v: want %d", told, want)
	}
}

func TestASinkThatFailedIsBroughtUpAgain(t *testing.T) {
	f := newFeed()
	f.put("a", candidate("a"))
	good, bad := sink(), &flaky{ColumnSink: sink()}
	w := follow.New(f, f, noDamage(t), nil, good, bad)
	if err := w.CatchUp(t.Context()); !errors.Is(err, errFlaky) {
		t.Fatalf("first: %v", err)
	}
	if err := w.CatchUp(t.Context()); err != nil || bad.Live.Snapshot().Candidates() != 1 || good.Live.Snapshot().Candidates() != 1 {
		t.Errorf("second: %v, %d and %d candidates", err, good.Live.Snapshot().Candidates(), bad.Live.Snapshot().Candidates())
	}
}

func TestADamagedRecordIsLeftOutAndNamed(t *testing.T) {
	f := newFeed()
	f.put("a", candidate("a"))
	f.put("b", candidate("b"))
	f.damaged[profiles.Key{Kind: profiles.KindCandidate, ID: "a"}] = true
	var named []string
	s := sink()
	if err := follow.New(f, f, func(k profiles.Key, _ error) { named = append(named, k.ID) }, s.Live.Derive, s).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(named) != 1 || named[0] != "a" || s.Live.Snapshot().Candidates() != 1 {
		t.Errorf("named %v, %d candidates", named, s.Live.Snapshot().Candidates())
	}
}

func TestRunFollowsUntilTheContextEnds(t *testing.T) {
	f, s := newFeed(), sink()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	w := follow.New(f, f, noDamage(t), nil, s)
	go func() { ended <- w.Run(ctx) }()
	for i := range 50 {
		f.put(fmt.Sprint(i), candidate(fmt.Sprint(i)))
	}
	if err := w.CatchUp(t.Context()); err != nil || s.Live.Snapshot().Candidates() != 50 {
		t.Errorf("%v, %d candidates", err, s.Live.Snapshot().Candidates())
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// sizes is a sink that notes how large its batches are.
type sizes struct {
	follow.ColumnSink
	of []int
}

func (s *sizes) Apply(ctx context.Context, us []follow.Update, since, seq profiles.Seq) error {
	s.of = append(s.of, len(us))
	return s.ColumnSink.Apply(ctx, us, since, seq)
}

func TestRecordsWithMuchTextComeInSmallBatchesAndNoneIsLost(t *testing.T) {
	f := newFeed()
	text := strings.Repeat("much ", 50_000)
	const n = 300
	for i := range n {
		c := candidate(fmt.Sprint(i % 250)) // some twice
		c.Text = text
		f.put(c.ID, c)
	}
	s := &sizes{ColumnSink: sink()}
	if err := follow.New(f, f, noDamage(t), s.Live.Derive, s).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.Live.Snapshot().Candidates(); got != 250 || len(s.of) < 5 || slices.Max(s.of) > 50 {
		t.Errorf("%d candidates in batches of %v", got, s.of)
	}
	if at, err := s.Seq(t.Context()); err != nil || at != n {
		t.Errorf("seq %d, %v", at, err)
	}
}
