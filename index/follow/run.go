package follow

import (
	"context"
	"errors"
	"sync"
	"time"

	"tenon/profiles"
)

// A catch-up that failed is tried again after firstPause, then after twice as long, and so on up to longestPause. An error that is not of
// the family of profiles.ErrUnavailable is given up after so many tries.
const (
	tries        = 6
	firstPause   = 50 * time.Millisecond
	longestPause = 2 * time.Second
)

// Run catches up whenever the feed changes, until ctx ends. After an error it catches up again from the checkpoints, which mends what
// was made in part: for as long as a disk is full, or another cause of profiles.ErrUnavailable lasts; see Failing. It returns
// profiles.ErrClosed of what is closed, and any other error that stays for seconds.
func (f *Follower) Run(ctx context.Context) error {
	for failed := 0; ; {
		changed := f.feed.Changed()
		err := f.CatchUp(ctx)
		if ctx.Err() != nil {
			return nil
		}
		f.note(err)
		switch {
		case err == nil:
			failed = 0
		case errors.Is(err, profiles.ErrClosed):
			return err
		default:
			if failed++; failed >= tries && !errors.Is(err, profiles.ErrUnavailable) {
				return err
			}
		}
		if !f.rest(ctx, changed, failed) {
			return nil
		}
	}
}

// rest waits for a change or, after a failure, for its pause; false when ctx ended.
func (f *Follower) rest(ctx context.Context, changed <-chan struct{}, failed int) bool {
	if failed == 0 {
		select {
		case <-ctx.Done():
			return false
		case <-changed:
			return true
		case <-f.wake:
			return true
		}
	}
	pause := time.NewTimer(min(firstPause<<min(failed-1, tries), longestPause))
	defer pause.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-pause.C:
		return true
	}
}

// progress is how far all sinks are.
type progress struct {
	at      sync.Mutex // guards what follows
	reached profiles.Seq
	highest profiles.Seq // that has been reached: less, and a sink has gone back
	failing error
	wake    chan struct{} // holds one who went back
	moved   chan struct{} // closed at the next step; nil while nobody waits
	tell    func(profiles.Seq)
}

// Tell names what is told of every step of all sinks, as [progress.Reached] has it; it must not wait.
func (p *progress) Tell(f func(profiles.Seq)) {
	p.at.Lock()
	defer p.at.Unlock()
	p.tell = f
}

// note keeps the outcome of the last catch-up.
func (p *progress) note(err error) {
	p.at.Lock()
	defer p.at.Unlock()
	p.failing = err
}

// Failing is why the last catch-up of Run failed, nil when it did not.
func (p *progress) Failing() error {
	p.at.Lock()
	defer p.at.Unlock()
	return p.failing
}

// reach notes that all sinks have seq.
func (p *progress) reach(seq profiles.Seq) {
	p.at.Lock()
	defer p.at.Unlock()
	if seq <= p.reached {
		return
	}
	p.reached, p.highest = seq, max(seq, p.highest)
	if p.tell != nil {
		p.tell(seq)
	}
	if p.moved != nil {
		close(p.moved)
		p.moved = nil
	}
}

// Back says that a sink has gone back to seq, as an index that was opened anew. Nobody is told any more that later changes are in all
// sinks, and Run catches up at once.
func (p *progress) Back(seq profiles.Seq) {
	p.at.Lock()
	defer p.at.Unlock()
	if seq >= p.reached {
		return
	}
	p.reached = seq
	select {
	case p.wake <- struct{}{}:
	default: // it is woken already
	}
}

// Lost is how many changes have been in all sinks and are not now, since one has gone back.
func (p *progress) Lost() uint64 {
	p.at.Lock()
	defer p.at.Unlock()
	return uint64(p.highest - p.reached)
}

// Reached is the number of the last change that every sink has, as far as this follower knows. The store's number less this
// one is the lag.
func (p *progress) Reached() profiles.Seq {
	p.at.Lock()
	defer p.at.Unlock()
	return p.reached
}

// WaitFor returns when every sink has seq. It brings nobody there: Run has to be running, or CatchUp be called.
func (p *progress) WaitFor(ctx context.Context, seq profiles.Seq) error {
	for {
		moved, there := p.next(seq)
		if there {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-moved:
		}
	}
}

// next is whether seq is reached, and else what will be closed at the next step.
func (p *progress) next(seq profiles.Seq) (<-chan struct{}, bool) {
	p.at.Lock()
	defer p.at.Unlock()
	if p.reached >= seq {
		return nil, true
	}
	if p.moved == nil {
		p.moved = make(chan struct{})
	}
	return p.moved, false
}
