// Package follow brings the caches of a store up to date: it reads the change feed and hands each change to the full text and
// to the columns.
//
// [Follower] is the type to know. Each sink has a checkpoint of its own and skips what it has, so that after a crash both end
// at the same change whatever each had before. A change carries no body: the record is read when the change is handed on, and
// may be newer by then, which is harmless since a later change brings the same again.
package follow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"tenon/index/columns"
	"tenon/profiles"
)

// Feed is the change feed of a store.
type Feed interface {
	Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error)
	Changed() <-chan struct{}
}

// Records reads records; profiles.ErrNotFound and profiles.ErrDamaged make a change a deletion. A record that is not found is damaged
// where no later change deletes it.
type Records interface {
	Candidate(ctx context.Context, key profiles.Key) (*profiles.Candidate, error)
	Role(ctx context.Context, key profiles.Key) (*profiles.Role, error)
}

// Together is an optional part of Records: f reads records as of one moment, which costs less than to read each at its own.
type Together interface {
	Together(ctx context.Context, f func(Records) error) error
}

// atOnce is how many records are read as of one moment.
const atOnce = 64

// Update is what a key is now; without candidate and role it is gone.
type Update = columns.Update

// Sink is a cache. Apply brings it from since, or from anywhere behind since, to seq; doing so twice is harmless. One that is not at since
// any more, since it was emptied or opened anew meanwhile, returns an error: what lies between would be missing in it for ever.
type Sink interface {
	Apply(ctx context.Context, us []Update, since, seq profiles.Seq) error
	Seq(ctx context.Context) (profiles.Seq, error)
}

// How many changes are handed on at a time: while only the columns are behind, a whole tile, so that none has to be merged; they
// are read in parts, of which only the facts stay. It is fewer where their records have batchText bytes of text: to index text takes
// many times its memory.
const (
	batchSize = 2000
	bulkSize  = columns.Rows
	batchText = 8 << 20
)

// Follower keeps sinks up to date with a feed.
type Follower struct {
	feed    Feed
	records Records
	sinks   []Sink
	damaged func(profiles.Key, error)
	derive  func([]Update)

	mu sync.Mutex // one catch-up at a time

	absent absent

	progress
}

// New returns a follower. damaged is told of records that do not verify, by several goroutines; derive, when not nil, makes the
// facts of a batch once for all sinks.
func New(f Feed, r Records, damaged func(profiles.Key, error), derive func([]Update), sinks ...Sink) *Follower {
	return &Follower{feed: f, records: r, damaged: damaged, derive: derive, sinks: sinks, progress: progress{wake: make(chan struct{}, 1)}}
}

// batch is a part of the feed with its records read.
type batch struct {
	updates []Update
	seq     profiles.Seq
	err     error
}

// CatchUp returns when every sink has all that the feed had when it was called. Reading goes on while sinks work.
func (f *Follower) CatchUp(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	since, at, err := f.behind(ctx)
	if err != nil {
		return fmt.Errorf("follow: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	have := slices.Clone(at)
	f.Back(since)
	f.reach(since)
	batches := make(chan batch, 1)
	var reader sync.WaitGroup
	reader.Go(func() { f.read(ctx, since, at, batches) })
	defer reader.Wait() // whoever closes the store next must not find it read
	defer cancel()
	for b := range batches {
		if b.err != nil {
			return fmt.Errorf("follow: %w", b.err)
		}
		if err := f.apply(ctx, b, have); err != nil {
			return fmt.Errorf("follow: %w", err)
		}
		f.reach(b.seq)
	}
	return ctx.Err()
}

// behind is the least checkpoint of the sinks, and each one's.
func (f *Follower) behind(ctx context.Context) (profiles.Seq, []profiles.Seq, error) {
	at := make([]profiles.Seq, len(f.sinks))
	var since profiles.Seq
	for i, s := range f.sinks {
		var err error
		if at[i], err = s.Seq(ctx); err != nil {
			return 0, nil, err
		}
		if i == 0 || at[i] < since {
			since = at[i]
		}
	}
	return since, at, nil
}

// size is how many changes behind since are handed on at a time, and whether only columns take them.
func (f *Follower) size(since profiles.Seq, at []profiles.Seq) (n int, bulk bool) {
	n = bulkSize
	for i, s := range f.sinks {
		if _, ok := s.(ColumnSink); !ok {
			n = min(n, int(max(at[i], since)-since))
		}
	}
	if n < batchSize {
		return batchSize, false
	}
	return n, true
}

// read sends the feed, batch by batch, and closes the channel at its end.
func (f *Follower) read(ctx context.Context, since profiles.Seq, at []profiles.Seq, out chan<- batch) {
	defer close(out)
	for {
		b, n := f.next(ctx, since, at)
		if n == 0 && b.err == nil {
			f.absent.tell(f.damaged)
			return
		}
		select {
		case out <- b:
		case <-ctx.Done():
			return
		}
		if b.err != nil {
			return
		}
		since = b.seq
	}
}

func (f *Follower) next(ctx context.Context, since profiles.Seq, at []profiles.Seq) (batch, int) {
	size, bulk := f.size(since, at)
	cs, err := f.changes(ctx, since, size)
	if err != nil || len(cs) == 0 {
		return batch{err: err}, 0
	}
	if bulk {
		cs = upTo(cs, since+profiles.Seq(size))
	}
	if len(cs) == 0 {
		return batch{seq: since + profiles.Seq(size)}, size
	}
	b := batch{seq: cs[len(cs)-1].Seq}
	f.absent.deleted(cs)
	last := lastOfEach(cs)
	if bulk {
		b.updates = make([]Update, 0, len(last))
	}
	for len(last) > 0 {
		us, read, err := f.loadAll(ctx, last[:min(batchSize, len(last))])
		if err != nil {
			return batch{err: err}, 0
		}
		if f.derive != nil {
			f.derive(us)
		}
		if bulk {
			onlyFacts(us)
		}
		b.updates = append(b.updates, us...)
		if last = last[read:]; len(last) > 0 && !bulk {
			b.seq = last[0].Seq - 1
			break
		}
	}
	return b, len(cs)
}

// upTo are the changes up to a number: a feed with gaps may give others, which more sinks are to get.
func upTo(cs []profiles.Change, seq profiles.Seq) []profiles.Change {
	n, _ := slices.BinarySearchFunc(cs, seq+1, func(c profiles.Change, s profiles.Seq) int { return cmp.Compare(c.Seq, s) })
	return cs[:n]
}

// onlyFacts drops the records of which the facts are made.
func onlyFacts(us []Update) {
	for i := range us {
		if us[i].Facts != nil {
			us[i].Candidate = nil
		}
	}
}

// changes reads up to size changes, of which the feed may give fewer at a time.
func (f *Follower) changes(ctx context.Context, since profiles.Seq, size int) (all []profiles.Change, err error) {
	for len(all) < size {
		cs, err := f.feed.Changes(ctx, since, size-len(all))
		if err != nil || len(cs) == 0 {
			return all, err
		}
		all, since = append(all, cs...), cs[len(cs)-1].Seq
	}
	return all, nil
}

// lastOfEach are the changes that no later one of the same key overtakes.
func lastOfEach(cs []profiles.Change) []profiles.Change {
	last := make(map[profiles.Key]int, len(cs))
	for i := range cs {
		last[cs[i].Key] = i
	}
	out := make([]profiles.Change, 0, len(last))
	for i := range cs {
		if last[cs[i].Key] == i {
			out = append(out, cs[i])
		}
	}
	return out
}

// loadAll reads what the changes are about, on all processors: to decode is most of the work. It reads only the first of them when
// those have batchText bytes of text.
func (f *Follower) loadAll(ctx context.Context, cs []profiles.Change) (us []Update, read int, err error) {
	us = make([]Update, len(cs))
	seen := make([]bool, len(cs))
	errs := make([]error, min(runtime.GOMAXPROCS(0), len(cs)))
	var next, text atomic.Int64
	var work sync.WaitGroup
	for w := range errs {
		work.Go(func() {
			for more := true; more && errs[w] == nil; {
				errs[w] = f.together(ctx, func(rs Records) (err error) {
					for n := 0; n < atOnce && more && err == nil; n++ {
						i := len(cs)
						if text.Load() <= batchText {
							i = int(next.Add(1)) - 1
						}
						if more = i < len(cs); more {
							us[i], seen[i], err = f.load(ctx, rs, cs[i])
							text.Add(textSize(us[i]))
						}
					}
					return err
				})
			}
		})
	}
	work.Wait()
	read = min(int(next.Load()), len(cs))
	kept := us[:0]
	for i := range us[:read] {
		if seen[i] {
			kept = append(kept, us[i])
		}
	}
	return kept, read, errors.Join(errs...)
}

func (f *Follower) together(ctx context.Context, read func(Records) error) error {
	if t, ok := f.records.(Together); ok {
		return t.Together(ctx, read)
	}
	return read(f.records)
}

func textSize(u Update) int64 {
	switch {
	case u.Candidate != nil:
		return int64(u.Candidate.TextSize())
	case u.Role != nil:
		return int64(u.Role.TextSize())
	}
	return 0
}

// load reads what a change is about; identities and demographics are not for indexes.
func (f *Follower) load(ctx context.Context, rs Records, c profiles.Change) (u Update, ok bool, err error) {
	u.Key = c.Key
	switch c.Key.Kind {
	case profiles.KindCandidate:
		if !c.Deleted {
			u.Candidate, err = rs.Candidate(ctx, c.Key)
		}
	case profiles.KindRole:
		if !c.Deleted {
			u.Role, err = rs.Role(ctx, c.Key)
		}
	case profiles.KindIdentity, profiles.KindDemographics, profiles.KindCandidateCorrection, profiles.KindRoleCorrection, profiles.KindSearch, profiles.KindReview, profiles.KindConsents, profiles.KindAccess:
		return u, false, nil
	}
	if errors.Is(err, profiles.ErrDamaged) {
		f.damaged(c.Key, err)
		err = nil
	}
	if errors.Is(err, profiles.ErrNotFound) {
		f.absent.note(c)
		err = nil
	}
	if err != nil {
		return u, false, err
	}
	return u, true, nil
}

// apply hands a batch to every sink that lacks it, side by side, and notes what each has.
func (f *Follower) apply(ctx context.Context, b batch, have []profiles.Seq) error {
	errs := make([]error, len(f.sinks))
	var wg sync.WaitGroup
	for i, s := range f.sinks {
		if have[i] < b.seq {
			wg.Go(func() {
				if errs[i] = s.Apply(ctx, b.updates, have[i], b.seq); errs[i] == nil {
					have[i] = b.seq
				}
			})
		}
	}
	wg.Wait()
	return errors.Join(errs...)
}
