package command

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"tenon/api"
	"tenon/api/assistant"
	"tenon/api/auth"
	"tenon/api/web"
	"tenon/cmd/tenon/app"
	"tenon/testdata/sample"
)

// drain is how long requests under way get after Ctrl-C.
const drain = 5 * time.Second

// listening is the server of a listener. It answers from the start: until the data is open, that it is not ready.
type listening struct {
	*http.Server
	l      net.Listener
	gate   *api.Gate
	ended  chan error
	closed sync.Once
}

func newListening(l net.Listener, log *slog.Logger) *listening {
	w := &listening{l: l, gate: api.NewGate(), ended: make(chan error, 1)}
	w.Server = api.Server(w.gate, log)
	go func() { w.ended <- w.Serve(l) }()
	return w
}

// end refuses new requests and waits for those under way, before what they need is closed. Joins its error to another.
func (w *listening) end(err *error) {
	w.closed.Do(func() {
		w.gate.Close()
		ending, cancel := context.WithTimeout(context.Background(), drain)
		defer cancel()
		down := w.Shutdown(ending)
		if errors.Is(down, context.DeadlineExceeded) { // streams that go on: their clients come again
			down = w.Server.Close()
		}
		if served := <-w.ended; !errors.Is(served, http.ErrServerClosed) {
			down = errors.Join(down, served)
		}
		*err = errors.Join(*err, down)
	})
}

// service is how a directory is served.
type service struct {
	flags *apiFlags
	keys  *auth.Keys
	who   *auth.Sessions
	clock func() time.Time // whose month the columns are kept at; nil: they stay at theirs
}

// serve answers a listener until the context ends.
func (e *env) serve(w *listening, a *app.App, k *app.Kept, s service) error {
	flags := *s.flags
	flags.Rate = rateAt(w.l.Addr(), flags.Rate)
	s.flags = &flags
	return e.answer(a, k, s, func(h *api.API, following <-chan error) (err error) {
		w.gate.Open(h)
		fmt.Fprintf(e.Err, "listening on http://%s, Ctrl-C ends\n", w.l.Addr())
		select {
		case <-e.ctx.Done():
		case err = <-following:
		case served := <-w.ended:
			w.ended <- served
		}
		w.end(&err) // requests under way may still wait for the follower
		return err
	})
}

// answer makes the API over an open directory and has it asked, while text and columns follow the store; following tells when they no
// longer do.
func (e *env) answer(a *app.App, k *app.Kept, s service, asked func(h *api.API, following <-chan error) error) (err error) {
	alerts, err := a.Alerts()
	if err != nil {
		return err
	}
	defer closing(&err, alerts)
	h, end, err := e.handler(a, k, alerts, &s)
	if err != nil {
		return err
	}
	defer end()
	ctx, stop := context.WithCancel(context.WithoutCancel(e.ctx))
	var upkeep sync.WaitGroup
	defer upkeep.Wait() // before the columns are closed
	defer stop()
	following := e.keepUp(ctx, &upkeep, a, alerts, s.clock)
	defer h.Close() // its jobs ask the columns
	return asked(h, following)
}

// openRate is how many requests a second each key and each address may make where others than this machine can ask.
const openRate = 50

// rateAt is the rate of a server: what was asked for, and else none on loopback.
func rateAt(addr net.Addr, asked float64) float64 {
	if t, ok := addr.(*net.TCPAddr); asked == 0 && !(ok && t.IP.IsLoopback()) {
		return openRate
	}
	return asked
}

// handler makes the API, the pages and the tools over it, and what ends its traces.
func (e *env) handler(a *app.App, k *app.Kept, alerts *app.Alerts, s *service) (h *api.API, end func(), err error) {
	b, err := a.Backend(k)
	if err != nil {
		return nil, nil, err
	}
	b.Standing = alerts.Standing
	pages, tools, f := web.New(), assistant.New(assistant.Options{Version: revision()}), s.flags
	pages.Ship(append(sample.Judged(), sample.Grown()...), sample.Open)
	o := api.Options{Pages: pages, Tools: tools, Keys: s.keys, Auth: s.who, Sessions: s.who, Log: e.log(), Now: e.now, Proxies: f.Proxy,
		Limits: api.Limits{Rate: f.Rate, Burst: f.Burst, Rankings: f.Rankings}}
	end = func() {}
	if f.Traces != "" {
		if o.Tracer, end, err = tracer(e.ctx, f.Traces); err != nil {
			return nil, nil, err
		}
	}
	if h, err = api.New(b, o); err != nil {
		end()
		return nil, nil, err
	}
	pages.Over(h)
	tools.Over(h)
	return h, end, nil
}

// keepUp starts what runs beside the answers until the context ends. What it returns tells why text and columns no longer follow the store.
func (e *env) keepUp(ctx context.Context, upkeep *sync.WaitGroup, a *app.App, alerts *app.Alerts, clock func() time.Time) <-chan error {
	following := make(chan error, 1)
	upkeep.Go(func() { following <- a.Follower.Run(ctx) })
	upkeep.Go(func() { a.Maintain(ctx, clock, e.log()) })
	upkeep.Go(func() { alerts.Run(ctx, e.log()) })
	upkeep.Go(func() { a.Guard(ctx, e.log()) })
	upkeep.Go(func() {
		if err := a.Control(ctx, e.log()); err != nil {
			e.log().Warn("control socket", "error", err)
		}
	})
	return following
}
