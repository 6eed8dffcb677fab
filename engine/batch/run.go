package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// Feed is the change feed of the store.
type Feed interface {
	Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error)
	// Oldest is the number below which who has read may miss deletions.
	Oldest(ctx context.Context) (profiles.Seq, error)
}

// Kept reads the kept lists, and erases persons from them. Of one file of tables there may be one; do not copy it once it is used.
type Kept struct {
	Tables  Tables
	erasing *erasing
}

// NewKept returns the kept lists of tables.
func NewKept(t Tables) Kept { return Kept{Tables: t, erasing: &erasing{}} }

// Batch re-scores. One run at a time.
type Batch struct {
	Kept
	Taxonomy *taxonomy.Taxonomy
	Cities   *gazetteer.Gazetteer
	// CitiesVersion names the content of Cities; "" is the shipped one.
	CitiesVersion string
	Columns       *columns.Live // up to date with the feed
	Feed          Feed
	// Afford, when set, refuses what needs so many bytes of memory beside what is open: profiles.ErrUnavailable.
	Afford func(what string, need uint64) error
}

// The length of lists.
const (
	DefaultTop = 50
	MaxTop     = 10_000
)

// Settings say how the lists are made.
type Settings struct {
	Top     int // 1 to MaxTop
	Policy  string
	Weights map[string]int // by category: exactly that many points of 100
	Lambda  int            // 0–100
}

// Options say how a run goes about it.
type Options struct {
	Full   bool // rank everything anew, also where what is kept is damaged
	Resume bool // go on with a full run that was interrupted, if it was of the same state of the store; its settings count
	// Progress, when set, is told how many pairs are scored; from several goroutines.
	Progress func(Progress)
	// Block is how many lists of roles are written at a time, 0 for the default; Wrote, when set, is told of each such write.
	Block int
	Wrote func()
}

// Progress of a run, in pairs; Total 0 is not known yet.
type Progress struct{ Pairs, Total int64 }

// Report says what a run did.
type Report struct {
	Made
	Why        string `json:"why,omitempty"` // why the run was full
	Resumed    bool   `json:"resumed"`
	Roles      int    `json:"roles"`
	Candidates int    `json:"candidates"`
	// Pairs is how many pairs were scored, FullPairs how many a full run scores: each in both directions.
	Pairs     int64 `json:"pairs"`
	FullPairs int64 `json:"fullPairs"`
	Edited    int   `json:"edited"`   // roles and candidates that have changed since the run before
	Lists     int   `json:"lists"`    // written
	Reranked  int   `json:"reranked"` // of those, ranked anew because their reserve ran out
	Events    int   `json:"events"`
}

// run is one run on its way.
type run struct {
	*corpus
	Tables Tables
	feed   Feed
	live   *columns.Live
	made   *Made
	state  *state
	report *Report
	block  int

	writing sync.Mutex // guards report.Lists and calls of wrote
	wrote   func()
}

// Pending is what an interrupted full run was making, nil when there is none.
func (k *Kept) Pending(ctx context.Context) (*Made, error) {
	s, err := readState(ctx, k.Tables)
	if err != nil {
		return nil, err
	}
	return s.Pending, nil
}

// Made is what made the kept lists. profiles.ErrNotFound: none are kept.
func (k *Kept) Made(ctx context.Context) (*Made, error) {
	s, err := readState(ctx, k.Tables)
	if err != nil {
		return nil, err
	}
	if s.Made == nil {
		return nil, fmt.Errorf("%w: no lists are kept yet: run tenon rescore", profiles.ErrNotFound)
	}
	return s.Made, nil
}

// Run brings the kept lists to the newest snapshot. What is interrupted leaves them as they were. profiles.ErrInvalid: the
// settings; profiles.ErrUnavailable: there is not enough memory; profiles.ErrDamaged: what is kept, unless the run is full.
func (b *Batch) Run(ctx context.Context, s Settings, o Options) (_ *Report, err error) {
	b.erasing.begin()
	defer func() {
		for _, person := range b.erasing.end() {
			err = errors.Join(err, b.erase(context.WithoutCancel(ctx), person))
		}
	}()
	r, err := b.prepare(ctx, s, &o)
	if err != nil {
		return nil, err
	}
	told := r.state.Events
	if r.report.Why == "" {
		err = r.incremental(ctx)
		if errors.Is(err, errTooMuch) {
			r.report.Why = errTooMuch.Error()
		}
	}
	if r.report.Why != "" {
		*r.report = Report{Made: *r.made, Why: r.report.Why, Resumed: r.report.Resumed}
		r.made.Full, r.pairs.total = true, r.fullPairs()
		r.pairs.done.Store(0)
		err = r.full(ctx)
	}
	if err == nil {
		err = b.forgetEvents(ctx, told-max(keepEvents, int64(len(r.snap.Roles)+r.snap.Candidates())))
	}
	if errors.Is(err, profiles.ErrDamaged) {
		err = fmt.Errorf("%w: make the lists anew with --full", err)
	}
	r.finish()
	return r.report, err
}

func (r *run) fullPairs() int64 { return 2 * int64(len(r.snap.Roles)) * int64(r.snap.Candidates()) }

func (r *run) finish() {
	p := r.report
	p.Made, p.Roles, p.Candidates = *r.made, len(r.snap.Roles), r.snap.Candidates()
	p.Pairs, p.FullPairs = r.pairs.done.Load()-r.pairs.passed, r.fullPairs()
}

// prepare resolves the settings and decides how to run: full where report.Why says why.
func (b *Batch) prepare(ctx context.Context, s Settings, o *Options) (*run, error) {
	st, err := readState(ctx, b.Tables)
	if errors.Is(err, profiles.ErrDamaged) && o.Full {
		st, err = &state{Before: -1}, nil
	}
	if err != nil {
		return nil, err
	}
	snap := b.Columns.Snapshot()
	made, err := b.made(s, snap)
	if err != nil {
		return nil, err
	}
	if made.Last, err = b.change(ctx, made.Seq); err != nil {
		return nil, err
	}
	if made.Generation = 1; st.Made != nil {
		made.Generation = st.Made.Generation + 1
	}
	r := &run{Tables: b.Tables, feed: b.Feed, live: b.Columns, made: made, state: st, report: &Report{}, block: o.Block, wrote: o.Wrote}
	if r.block <= 0 {
		r.block = blockRoles
	}
	if p := st.Pending; o.Resume && p != nil {
		if made.Top, made.Lambda, made.Policy, made.Weights = p.Top, p.Lambda, p.Policy, p.Weights; made.Seq == p.Seq && made.Last == p.Last && made.differs(p) == "" {
			r.report.Resumed = true
		}
	}
	if err := b.affordable(made.Top); err != nil {
		return nil, err
	}
	w := &plan.World{Taxonomy: b.Taxonomy, Cities: b.Cities, Policy: made.Weights, Lambda: made.Lambda}
	r.corpus = newCorpus(snap, w, made.Top, &meter{tell: o.Progress})
	switch {
	case r.report.Resumed:
		r.report.Why = "resumed"
	case o.Resume && st.Pending != nil:
		r.report.Why = "what was interrupted is of another state of the store, or of other settings"
	case o.Full:
		r.report.Why = "asked for"
	case st.Made == nil:
		r.report.Why = "the first run"
	case st.Made.Seq > snap.Seq:
		r.report.Why = "the kept lists are ahead of the store"
	default:
		r.report.Why = st.Made.differs(made)
	}
	if r.report.Why == "" {
		last, err := b.change(ctx, st.Made.Seq)
		if err != nil {
			return nil, err
		}
		if last != st.Made.Last && last != digest(st.Made.Seq, st.Made.Last) && last != "" { // files of before have the key itself
			r.report.Why = "the store has another history"
		}
	}
	return r, nil
}

// change names what a change was about, "" where the feed cannot say.
func (b *Batch) change(ctx context.Context, seq profiles.Seq) (string, error) {
	if seq == 0 {
		return "", nil
	}
	cs, err := b.Feed.Changes(ctx, seq-1, 1)
	if errors.Is(err, profiles.ErrDamaged) || err == nil && (len(cs) == 0 || cs[0].Seq != seq) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read changes: %w", err)
	}
	return digest(seq, cs[0].Key.String()), nil
}

// digest stands for what a change was about: the record may be of somebody who is erased later.
func digest(seq profiles.Seq, key string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", seq, key))
	return hex.EncodeToString(sum[:8])
}

// made is what a run under these settings makes.
func (b *Batch) made(s Settings, snap *columns.Snapshot) (*Made, error) {
	p, err := plan.Preset(s.Policy)
	if err != nil {
		return nil, err
	}
	if p, err = p.Reweigh(s.Weights); err != nil {
		return nil, err
	}
	switch {
	case s.Top < 1 || s.Top > MaxTop:
		return nil, fmt.Errorf("%w: top %d: want 1 to %d", profiles.ErrInvalid, s.Top, MaxTop)
	case s.Lambda < 0 || s.Lambda > 100:
		return nil, fmt.Errorf("%w: lambda %d: want 0 to 100", profiles.ErrInvalid, s.Lambda)
	}
	return &Made{Top: s.Top, Policy: p.Hash(), Weights: p, Lambda: s.Lambda, Taxonomy: snap.Taxonomy, Rates: snap.Rates, Cities: b.CitiesVersion,
		AsOf: snap.AsOf, Seq: snap.Seq, Scoring: Scoring}, nil
}
