package api

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/engine"
	"tenon/engine/batch"
	"tenon/profiles"
)

// maxJobs is how many runs are remembered.
const maxJobs = 100

// jobs are the runs of re-scoring since the start. One goes on at a time, on a goroutine that close waits for.
type jobs struct {
	running sync.WaitGroup

	mu     sync.Mutex // guards what follows, and the jobs
	closed bool
	all    []*job // the newest first
}

// job is one run. Its fields are guarded by the mutex of jobs.
type job struct {
	wire.Rescore
	org    string
	cancel context.CancelFunc
	moved  chan struct{} // closed at the next change
}

func newJobs() *jobs { return &jobs{} }

// start begins a run under a context of its own. The error is errRunning, or that the server ends.
func (j *jobs) start(org string, now time.Time, run func(ctx context.Context, x *job)) (wire.Rescore, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	switch {
	case j.closed:
		return wire.Rescore{}, fmt.Errorf("%w: the server ends", profiles.ErrUnavailable)
	case len(j.all) > 0 && j.all[0].State == wire.JobRunning:
		return wire.Rescore{}, fmt.Errorf("%w: the run %s goes on: follow or cancel it", errRunning, j.all[0].ID)
	}
	ctx, cancel := context.WithCancel(context.Background())
	x := &job{Rescore: wire.Rescore{ID: strings.ToLower(rand.Text()), State: wire.JobRunning, Started: now.UTC().Format(time.RFC3339)}, org: org, cancel: cancel, moved: make(chan struct{})}
	j.all = append([]*job{x}, j.all[:min(len(j.all), maxJobs-1)]...)
	j.running.Go(func() {
		defer cancel()
		run(ctx, x)
	})
	return x.Rescore, nil
}

// change changes a job and wakes those who follow it.
func (j *jobs) change(x *job, f func(*wire.Rescore)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	f(&x.Rescore)
	close(x.moved)
	x.moved = make(chan struct{})
}

// find returns a job as it is, with what is closed at its next change. profiles.ErrNotFound.
func (j *jobs) find(org, id string) (wire.Rescore, <-chan struct{}, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, x := range j.all {
		if x.ID == id && x.org == org {
			return x.Rescore, x.moved, nil
		}
	}
	return wire.Rescore{}, nil, fmt.Errorf("%w: run", profiles.ErrNotFound)
}

func (j *jobs) list(org string) []wire.Rescore {
	j.mu.Lock()
	defer j.mu.Unlock()
	out := []wire.Rescore{}
	for _, x := range j.all {
		if x.org == org {
			out = append(out, x.Rescore)
		}
	}
	return out
}

func (j *jobs) stop(org, id string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	i := slices.IndexFunc(j.all, func(x *job) bool { return x.ID == id && x.org == org })
	if i < 0 {
		return fmt.Errorf("%w: run", profiles.ErrNotFound)
	}
	j.all[i].cancel()
	return nil
}

func (j *jobs) close() {
	j.mu.Lock()
	j.closed = true
	for _, x := range j.all {
		x.cancel()
	}
	j.mu.Unlock()
	j.running.Wait()
}

type startIn struct {
	Key  string `header:"Idempotency-Key" maxLength:"255" doc:"A repeated request with the same key starts no other run."`
	Body wire.RescoreRequest
}

type started struct {
	Location string `header:"Location"`
	Body     wire.Rescore
}

func (s *server) startRescore(ctx context.Context, in *startIn) (*started, error) {
	if s.Batch == nil {
		return nil, fmt.Errorf("%w: this server keeps no lists", profiles.ErrUnavailable)
	}
	b := &in.Body
	set := batch.Settings{Top: b.Top, Lambda: engine.DefaultLambda}
	var err error
	if set.Policy, set.Weights, err = s.weigh(ctx, b.Policy, b.Weights); err != nil {
		return nil, err
	}
	if b.Lambda != nil {
		set.Lambda = *b.Lambda
	}
	if set.Top == 0 {
		set.Top = batch.DefaultTop
	}
	if err := s.Batch.Check(set); err != nil { // who asks for the run is told, not who looks at what became of it
		return nil, err
	}
	x, err := s.jobs.start(auth.From(ctx).Org, s.Now(), func(ctx context.Context, x *job) {
		s.rescore(ctx, x, set, batch.Options{Full: b.Full, Resume: b.Resume})
	})
	return &started{"/v1/rescores/" + x.ID, x}, err
}

// tell is how often those who follow a run are told, in pairs of it.
const tell = 50

func (s *server) rescore(ctx context.Context, x *job, set batch.Settings, o batch.Options) {
	var mu sync.Mutex // the run tells from several goroutines
	var told int64
	o.Progress = func(p batch.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if p.Pairs < told {
			return
		}
		told = p.Pairs + max(1, p.Total/tell)
		s.jobs.change(x, func(j *wire.Rescore) { j.Pairs, j.Total = max(j.Pairs, p.Pairs), p.Total })
	}
	r, err := s.Batch.Run(ctx, set, o)
	s.jobs.change(x, func(j *wire.Rescore) {
		j.Ended = s.Now().UTC().Format(time.RFC3339)
		switch {
		case errors.Is(err, context.Canceled):
			j.State = wire.JobCancelled
		case err != nil:
			j.State, j.Problem = wire.JobFailed, s.problemOf(ctx, err)
		default:
			j.State, j.Report, j.Pairs = wire.JobDone, r, r.Pairs
		}
	})
}

func (s *server) listRescores(ctx context.Context, _ *none) (*bodyOf[wire.Rescores], error) {
	return &bodyOf[wire.Rescores]{wire.Rescores{Rescores: s.jobs.list(auth.From(ctx).Org)}}, nil
}

type jobIn struct {
	ID string `path:"id" maxLength:"64" doc:"Id of the run."`
}

func (s *server) getRescore(ctx context.Context, in *jobIn) (*bodyOf[wire.Rescore], error) {
	x, _, err := s.jobs.find(auth.From(ctx).Org, in.ID)
	return &bodyOf[wire.Rescore]{x}, err
}

func (s *server) cancelRescore(ctx context.Context, in *jobIn) (*struct{}, error) {
	return &struct{}{}, s.jobs.stop(auth.From(ctx).Org, in.ID)
}
