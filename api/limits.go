package api

import (
	"context"
	"fmt"
	"net/netip"
	"runtime"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"tenon/api/auth"
)

// Limits bound what the API takes on. Zero values are the defaults; a negative rate is none.
type Limits struct {
	Rate     float64       // requests a second for each key and each address; 0: none
	Burst    int           // of them at once; 0: ten seconds' worth
	Rankings int           // that run at once; 0: two for each processor
	Waiting  int           // that wait for one; 0: 16 for each that runs
	Wait     time.Duration // how long at most; 0: 5 s
}

func (l *Limits) setDefaults() {
	if l.Burst == 0 {
		l.Burst = max(1, int(10*l.Rate))
	}
	if l.Rankings == 0 {
		l.Rankings = 2 * runtime.GOMAXPROCS(0)
	}
	if l.Waiting == 0 {
		l.Waiting = 16 * l.Rankings
	}
	if l.Wait == 0 {
		l.Wait = 5 * time.Second
	}
}

// How often an address may try to sign in, whatever else is bounded: as often as guessRate a second, and guesses at once.
const (
	guessRate = 0.5
	guesses   = 20
)

// maxBuckets bounds the keys and addresses that are remembered. Above it, those that have been quiet are forgotten.
const maxBuckets = 50_000

// limiter holds the requests back.
type limiter struct {
	Limits
	now     func() time.Time
	running chan struct{}
	waiting chan struct{}

	mu      sync.Mutex // guards buckets
	buckets map[string]*rate.Limiter
}

func newLimiter(l Limits, now func() time.Time) *limiter {
	return &limiter{Limits: l, now: now, running: make(chan struct{}, l.Rankings), waiting: make(chan struct{}, l.Waiting), buckets: map[string]*rate.Limiter{}}
}

// enter waits until a ranking may run. What it returns has to be called at the end.
func (l *limiter) enter(ctx context.Context, r *route) (release func(), err error) {
	if !r.cost.ranking {
		return func() {}, nil
	}
	leave := func() { <-l.running }
	select {
	case l.running <- struct{}{}:
		return leave, nil
	default:
	}
	select {
	case l.waiting <- struct{}{}:
		defer func() { <-l.waiting }()
	default:
		return nil, fmt.Errorf("%w: %d rankings run and %d wait: try again", errBusy, l.Rankings, l.Waiting)
	}
	t := time.NewTimer(l.Wait)
	defer t.Stop()
	select {
	case l.running <- struct{}{}:
		return leave, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-t.C:
		return nil, fmt.Errorf("%w: %d rankings run: try again", errBusy, l.Rankings)
	}
}

// address counts a request of an address.
func (l *limiter) address(ip string) error {
	if l.Rate <= 0 {
		return nil
	}
	return l.take("address "+network(ip), l.Rate, l.Burst)
}

// network is what counts of an address: of IPv6, the network of 64 bits, which is one customer's.
func network(ip string) string {
	if a, err := netip.ParseAddr(ip); err == nil && a.Is6() && !a.Is4In6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip
}

// guess counts a try of an address to sign in.
func (l *limiter) guess(ip string) error { return l.take("guess "+network(ip), guessRate, guesses) }

// key counts a request of a key.
func (l *limiter) key(p auth.Principal) error {
	if l.Rate <= 0 || p.ID == "" {
		return nil
	}
	return l.take("key "+p.Org+"\x00"+p.ID, l.Rate, l.Burst)
}

// take counts a request under a name.
func (l *limiter) take(name string, each float64, burst int) error {
	now := l.now()
	l.mu.Lock()
	b := l.buckets[name]
	if b == nil {
		if len(l.buckets) >= maxBuckets {
			l.forget(now)
		}
		b = rate.NewLimiter(rate.Limit(each), burst)
		l.buckets[name] = b
	}
	l.mu.Unlock()
	if !b.AllowN(now, 1) {
		return fmt.Errorf("%w: %g a second, %d at once", errRate, each, burst)
	}
	return nil
}

// forget drops the buckets that are full again, and all of them where none is: the bound holds.
func (l *limiter) forget(now time.Time) {
	for name, b := range l.buckets {
		if b.TokensAt(now) >= float64(b.Burst()) {
			delete(l.buckets, name)
		}
	}
	if len(l.buckets) >= maxBuckets {
		clear(l.buckets)
	}
}
