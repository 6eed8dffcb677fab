package follow_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"tenon/index/blevetext"
	"tenon/index/follow"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func text(t *testing.T, dir string) follow.TextSink {
	t.Helper()
	x, err := blevetext.Open(dir, taxonomy.Default())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() }) // a test that closes it itself has looked at the error
	return follow.TextSink{Text: x, Taxonomy: taxonomy.Default()}
}

func found(t *testing.T, s follow.TextSink, text string) int {
	t.Helper()
	m, err := s.Text.Match(t.Context(), "", profiles.KindCandidate, text)
	if err != nil {
		t.Fatal(err)
	}
	return len(m)
}

// run starts a follower and returns a function that ends it and returns its error.
func run(t *testing.T, w *follow.Follower) (end func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	return func() error {
		cancel()
		return <-ended
	}
}

func TestTextAndColumnsEndAtTheSameChangeWhateverEachHadBefore(t *testing.T) {
	f, dir := newFeed(), t.TempDir()
	for i := range 30 {
		f.put(fmt.Sprint(i), &profiles.Candidate{ID: fmt.Sprint(i), Headline: "Potter"})
	}
	x := text(t, dir)
	if err := follow.New(f, f, noDamage(t), nil, x).CatchUp(t.Context()); err != nil || found(t, x, "potter") != 30 {
		t.Fatalf("%v, %d potters", err, found(t, x, "potter"))
	}
	if err := x.Text.Close(); err != nil {
		t.Fatal(err)
	}
	f.put("3", nil)
	f.put("4", &profiles.Candidate{ID: "4", Headline: "Weaver"})
	x, cols := text(t, dir), sink()
	if err := follow.New(f, f, noDamage(t), cols.Live.Derive, x, cols).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	seq, err := x.Seq(t.Context())
	if snap := cols.Live.Snapshot(); err != nil || seq != 32 || snap.Seq != 32 || snap.Candidates() != 29 {
		t.Errorf("text at %d, %v, columns at %d with %d: want 32, 32 and 29", seq, err, snap.Seq, snap.Candidates())
	}
	if p, w := found(t, x, "potter"), found(t, x, "weaver"); p != 28 || w != 1 {
		t.Errorf("%d potters and %d weavers: want 28 and 1", p, w)
	}
}

func TestWaitForReturnsOnceAllSinksHaveTheChange(t *testing.T) {
	f, x, cols := newFeed(), text(t, t.TempDir()), sink()
	w := follow.New(f, f, noDamage(t), nil, x, cols)
	end := run(t, w)
	for i := range 5 {
		f.put(fmt.Sprint(i), &profiles.Candidate{ID: fmt.Sprint(i), Headline: "Potter"})
		if err := w.WaitFor(t.Context(), profiles.Seq(i+1)); err != nil {
			t.Fatal(err)
		}
		if n := found(t, x, "potter"); n != i+1 || cols.Live.Snapshot().Candidates() != i+1 {
			t.Errorf("%d found, %d in columns: want %d", n, cols.Live.Snapshot().Candidates(), i+1)
		}
	}
	if w.Reached() != 5 {
		t.Errorf("reached %d: want 5", w.Reached())
	}
	if err := end(); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.WaitFor(ctx, 6); !errors.Is(err, context.Canceled) {
		t.Errorf("a change that does not come: %v", err)
	}
}

func TestRunTriesAgainAfterAnError(t *testing.T) {
	f, bad := newFeed(), &flaky{ColumnSink: sink()}
	f.put("a", candidate("a"))
	w := follow.New(f, f, noDamage(t), nil, bad)
	end := run(t, w)
	if err := w.WaitFor(t.Context(), 1); err != nil || bad.Live.Snapshot().Candidates() != 1 {
		t.Errorf("%v, %d candidates: want 1", err, bad.Live.Snapshot().Candidates())
	}
	if err := end(); err != nil {
		t.Error(err)
	}
}

func TestRunEndsWhenASinkIsClosed(t *testing.T) {
	f, x := newFeed(), text(t, t.TempDir())
	w := follow.New(f, f, noDamage(t), nil, x)
	ended := make(chan error, 1)
	if err := x.Text.Close(); err != nil {
		t.Fatal(err)
	}
	go func() { ended <- w.Run(t.Context()) }()
	if err := <-ended; !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("run: %v: want unavailable", err)
	}
}

// emptied is reset between two batches, as columns are that a check finds damaged.
type emptied struct {
	follow.ColumnSink
	once sync.Once
}

func (e *emptied) Apply(ctx context.Context, us []follow.Update, since, seq profiles.Seq) error {
	if since > 0 {
		e.once.Do(func() { e.Live.Reset(e.Live.Snapshot().AsOf) })
	}
	return e.ColumnSink.Apply(ctx, us, since, seq)
}

func TestASinkThatGoesBackLacksNothing(t *testing.T) {
	f := newFeed()
	const n = 70_000 // more than a batch
	for i := range n {
		f.put(fmt.Sprint(i), candidate(fmt.Sprint(i)))
	}
	x := &emptied{ColumnSink: sink()}
	w := follow.New(f, f, noDamage(t), nil, x)
	if err := w.CatchUp(t.Context()); !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("a sink that was emptied: %v", err)
	}
	if err := w.CatchUp(t.Context()); err != nil || x.Live.Snapshot().Candidates() != n {
		t.Errorf("%v, %d candidates: want %d", err, x.Live.Snapshot().Candidates(), n)
	}
}

// stuck fails once the batch behind its own is being read.
type stuck struct {
	follow.ColumnSink
	reading chan struct{}
}

func (s stuck) Apply(context.Context, []follow.Update, profiles.Seq, profiles.Seq) error {
	<-s.reading
	return errFlaky
}

// slow stops at a record until the context ends, and notes that it has returned.
type slow struct {
	*feed
	reading chan struct{}
	left    bool
}

func (r *slow) Candidate(ctx context.Context, k profiles.Key) (*profiles.Candidate, error) {
	if k.ID == "3000" {
		close(r.reading)
		<-ctx.Done()
		r.left = true
	}
	return r.feed.Candidate(ctx, k)
}

func TestNothingIsReadOnceCatchUpHasFailed(t *testing.T) {
	f := newFeed()
	for i := range 5000 {
		f.put(fmt.Sprint(i), candidate(fmt.Sprint(i)))
	}
	r := &slow{feed: f, reading: make(chan struct{})}
	if err := follow.New(f, r, noDamage(t), nil, stuck{sink(), r.reading}).CatchUp(t.Context()); !errors.Is(err, errFlaky) {
		t.Fatal(err)
	}
	if !r.left {
		t.Error("the store is still read")
	}
}
