package command

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"tenon/api"
	"tenon/api/web"
	"tenon/cmd/tenon/app"
)

type serveCmd struct {
	Data     string `required:"" placeholder:"DIR" help:"Data directory."`
	Addr     string `default:"127.0.0.1:8080" help:"Address to listen on; loopback only, since there are no keys yet."`
	apiFlags `embed:""`
}

// apiFlags are the options of the API.
type apiFlags struct {
	Rate     float64  `placeholder:"N" help:"Requests a second that each key and each address may make; default: no bound on loopback."`
	Burst    int      `placeholder:"N" help:"Of them at once; default: ten seconds' worth."`
	Rankings int      `placeholder:"N" help:"Rankings that run at once; default: two for each processor."`
	Traces   string   `placeholder:"URL" env:"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" help:"Send traces to this OpenTelemetry collector, as http://127.0.0.1:4318/v1/traces; default: no traces."`
	Proxy    []string `placeholder:"NET" help:"Address or network of a proxy whose X-Forwarded-For is believed; default: none."`
}

func (c *serveCmd) Run(e *env) (err error) {
	asOf, err := e.asOf("")
	if err != nil {
		return err
	}
	l, err := listen(c.Addr)
	if err != nil {
		return err
	}
	w := newListening(l)
	defer w.end(&err)
	if err := there(c.Data); err != nil {
		return err
	}
	a, err := app.OpenServing(e.ctx, c.Data, asOf, e.taxonomy(), e.log())
	if err != nil {
		return err
	}
	defer closing(&err, a)
	k, err := app.OpenKept(c.Data)
	if err != nil {
		return err
	}
	defer closing(&err, k)
	return e.serve(w, a, k, &c.apiFlags)
}

// listen takes the address. Without keys it has to be on loopback.
func listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("%w: --addr %s: want a loopback address such as 127.0.0.1:8080", errUsage, addr)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return l, nil
}

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

func newListening(l net.Listener) *listening {
	w := &listening{l: l, gate: api.NewGate(), ended: make(chan error, 1)}
	w.Server = api.Server(w.gate)
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

// serve answers until the context ends, while text and columns follow the store.
func (e *env) serve(w *listening, a *app.App, k *app.Kept, f *apiFlags) (err error) {
	b, err := a.Backend(k)
	if err != nil {
		return err
	}
	pages := web.New()
	o := api.Options{Pages: pages, Log: e.log(), Now: e.now, Proxies: f.Proxy, Limits: api.Limits{Rate: f.Rate, Burst: f.Burst, Rankings: f.Rankings}}
	if f.Traces != "" {
		p, end, err := tracer(e.ctx, f.Traces)
		if err != nil {
			return err
		}
		defer end()
		o.Tracer = p
	}
	h, err := api.New(b, o)
	if err != nil {
		return err
	}
	pages.Over(h)
	ctx, stop := context.WithCancel(context.WithoutCancel(e.ctx))
	var upkeep sync.WaitGroup
	defer upkeep.Wait() // before the columns are closed
	defer stop()
	following := make(chan error, 1)
	upkeep.Go(func() { following <- a.Follower.Run(ctx) })
	upkeep.Go(func() { a.Maintain(ctx, e.log()) })
	upkeep.Go(func() { a.Guard(ctx, e.log()) })
	upkeep.Go(func() {
		if err := a.Control(ctx, e.log()); err != nil {
			e.log().Warn("control socket", "error", err)
		}
	})
	w.gate.Open(h)
	fmt.Fprintf(e.Err, "listening on http://%s, Ctrl-C ends\n", w.l.Addr())
	select {
	case <-e.ctx.Done():
	case err = <-following:
	case served := <-w.ended:
		w.ended <- served
	}
	w.end(&err) // requests under way may still wait for the follower
	h.Close()
	return err
}
