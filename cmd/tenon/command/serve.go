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
	"tenon/api/auth"
	"tenon/api/web"
	"tenon/cmd/tenon/app"
)

type serveCmd struct {
	Data     string `required:"" placeholder:"DIR" help:"Data directory."`
	Addr     string `default:"127.0.0.1:8080" help:"Address to listen on; elsewhere than on loopback only with keys or an issuer."`
	apiFlags `embed:""`
}

// apiFlags are the options of the API.
type apiFlags struct {
	Rate     float64  `placeholder:"N" help:"Requests a second that each key and each address may make; default: no bound on loopback."`
	Burst    int      `placeholder:"N" help:"Of them at once; default: ten seconds' worth."`
	Rankings int      `placeholder:"N" help:"Rankings that run at once; default: two for each processor."`
	Traces   string   `placeholder:"URL" env:"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" help:"Send traces to this OpenTelemetry collector, as http://127.0.0.1:4318/v1/traces; default: no traces."`
	Proxy    []string `placeholder:"NET" help:"Address or network of a proxy whose X-Forwarded-For is believed; default: none."`

	OIDCIssuer   string `name:"oidc-issuer" placeholder:"URL" env:"TENON_OIDC_ISSUER" help:"Issuer of OpenID Connect whose bearer tokens count beside API keys."`
	OIDCAudience string `name:"oidc-audience" default:"tenon" env:"TENON_OIDC_AUDIENCE" help:"Whom its tokens have to be for."`
	RoleClaim    string `default:"tenon_role" help:"Claim of a token with the role."`
	OrgClaim     string `default:"tenon_org" help:"Claim with the organisation."`
	OwnClaim     string `default:"tenon_candidate" help:"Claim with the id of a candidate's own record."`
}

// authenticator is who says who asks: keys and the issuer.
func (f *apiFlags) authenticator(ctx context.Context, keys *auth.Keys) (auth.Closed, error) {
	c := auth.Closed{Keys: keys}
	if f.OIDCIssuer == "" {
		return c, nil
	}
	var err error
	c.Issuer, err = auth.NewOIDC(ctx, auth.Issuer{URL: f.OIDCIssuer, Audience: f.OIDCAudience, RoleClaim: f.RoleClaim, OrgClaim: f.OrgClaim, CandidateClaim: f.OwnClaim})
	return c, err
}

func (c *serveCmd) Run(e *env) (err error) {
	asOf, err := e.asOf("")
	if err != nil {
		return err
	}
	keys, err := e.keysOf(c.Data)
	if err != nil {
		return err
	}
	who, err := c.authenticator(e.ctx, keys)
	if err != nil {
		return err
	}
	open, err := who.Open()
	if err != nil {
		return err
	}
	l, err := listen(c.Addr, !open)
	if err != nil {
		return err
	}
	w := newListening(l)
	defer w.end(&err)
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
	return e.serve(w, a, k, &c.apiFlags, keys, auth.NewSessions(who, e.now))
}

// listen takes the address. Where nobody has to say who they are, it has to be on loopback.
func listen(addr string, closed bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("%w: --addr %s: want HOST:PORT, as 127.0.0.1:8080", errUsage, addr)
	}
	if ip := net.ParseIP(host); !closed && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("%w: --addr %s: without keys only a loopback address such as 127.0.0.1:8080 is served: make a key with tenon keys create, or name an --oidc-issuer", errUsage, addr)
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
func (e *env) serve(w *listening, a *app.App, k *app.Kept, f *apiFlags, keys *auth.Keys, who *auth.Sessions) (err error) {
	b, err := a.Backend(k)
	if err != nil {
		return err
	}
	alerts, err := a.Alerts()
	if err != nil {
		return err
	}
	defer closing(&err, alerts)
	b.Standing = alerts.Standing
	pages := web.New()
	o := api.Options{Pages: pages, Keys: keys, Auth: who, Sessions: who, Log: e.log(), Now: e.now, Proxies: f.Proxy, Limits: api.Limits{Rate: f.Rate, Burst: f.Burst, Rankings: f.Rankings}}
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
	upkeep.Go(func() { alerts.Run(ctx, e.log()) })
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
