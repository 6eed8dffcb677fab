package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/otel/trace"

	"tenon/api/aside"
	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/engine"
	"tenon/engine/batch"
	"tenon/engine/market"
	"tenon/engine/pay"
	"tenon/engine/standing"
	"tenon/index"
	"tenon/index/follow"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/intake"
	"tenon/profiles/store"
	"tenon/profiles/taxonomy"
)

// Backend is what the API answers from.
type Backend struct {
	Engine   *engine.Engine
	Text     index.Text
	Store    store.Store
	Intake   *intake.Intake
	Follower *follow.Follower // that runs
	Taxonomy *taxonomy.Taxonomy
	Cities   *gazetteer.Gazetteer
	Market   *market.Market
	Pay      *pay.Estimator
	Standing *standing.Standing                                       // catches up with the store by itself; nil: matches and events of standing searches are unavailable
	Bars     func(ctx context.Context, top int) (*engine.Bars, error) // of the kept lists; may be nil
	Batch    *batch.Batch                                             // nil: nothing is kept, and what needs it is unavailable
	Sizes    func() map[string]int64                                  // bytes by name, for the metrics; may be nil
	Reads    func() (calls, records uint64)                           // of the store since it was opened, likewise
	Upkeep   func() Upkeep                                            // what is done to keep the directory whole; may be nil
	Reports  *aside.Reports                                           // of imports; nil: none are kept
	Policies *aside.Policies                                          // of the organisations; nil: there are the shipped ones alone
	// Erase takes a person out of everything, and Person gathers everything about one: see the composition root. Nil: unavailable.
	Erase  func(ctx context.Context, org, id string, now time.Time) (profiles.Seq, error)
	Person func(ctx context.Context, org, id string, now time.Time) (*wire.Person, error)
}

// Options say how it answers. The zero value serves whoever connects as the local administrator.
type Options struct {
	Version string
	Log     *slog.Logger       // nil: nowhere
	Keys    *auth.Keys         // that administrators manage; nil: none
	Auth    auth.Authenticator // nil: everybody is [auth.Local], and only requests to a loopback address are answered
	// Sessions are those that Auth takes, which browsers sign in for; nil: none.
	Sessions *auth.Sessions
	Limits   Limits
	Tracer   trace.TracerProvider // nil: no traces
	Pages    http.Handler         // gets what no route has; nil: nobody
	Tools    http.Handler         // of assistants, at /mcp; nil: none
	Now      func() time.Time     // nil: time.Now
	// Proxies are the addresses and networks of proxies whose X-Forwarded-For is believed.
	Proxies []string
}

// API is the handler.
type API struct {
	server *server
	gin    *gin.Engine
	doc    *huma.OpenAPI
	outer  http.Handler
}

// server is what handlers share.
type server struct {
	Backend
	Options
	routes  map[string]*route // by method and the path as gin has it
	metrics *metrics
	limits  *limiter
	jobs    *jobs
	replays *replays
	doc     []byte // the OpenAPI document
	proxies networks

	endStreams func()
	streams    <-chan struct{} // closed when streams of events are to end
}

// errorsOnce gives huma, whose errors are a global, those of this package.
var errorsOnce sync.Once

// New returns the handler of the API. The error is one of the options.
func New(b Backend, o Options) (*API, error) {
	errorsOnce.Do(func() {
		huma.NewError = func(status int, msg string, errs ...error) huma.StatusError { return humaError(status, msg, errs...) }
		huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
			p := humaError(status, msg, errs...)
			p.RequestID = requestID(ctx.Context())
			return p
		}
	})
	gin.SetMode(gin.ReleaseMode)
	o.setDefaults()
	s := &server{Backend: b, Options: o, routes: map[string]*route{}, limits: newLimiter(o.Limits, o.Now), jobs: newJobs(), replays: newReplays(o.Now)}
	s.metrics = newMetrics(s)
	ending, end := context.WithCancel(context.Background())
	s.endStreams, s.streams = end, ending.Done()
	a := &API{server: s, gin: gin.New()}
	if err := a.gin.SetTrustedProxies(o.Proxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	var err error
	if s.proxies, err = networksOf(o.Proxies); err != nil {
		return nil, err
	}
	a.gin.HandleMethodNotAllowed, a.gin.UseRawPath, a.gin.RedirectTrailingSlash = true, true, false
	a.gin.Use(s.observe, s.recovering, s.forwarded, s.secure, s.guard, s.speak)
	a.gin.NoRoute(s.nothing)
	a.gin.NoMethod(s.noMethod)
	if err := a.mount(); err != nil {
		return nil, err
	}
	a.outer = crossOrigin(a.gin)
	return a, nil
}

// mount registers the routes and makes the document.
func (a *API) mount() (err error) {
	h := humagin.New(a.gin, config(a.server.Version))
	for _, r := range routes() {
		a.server.routes[r.method+" "+ginPath(r.path)] = r
		r.bind(r, a.server, h, a.gin)
	}
	a.doc = h.OpenAPI()
	a.server.doc, err = document(a.doc)
	return err
}

// ServeHTTP implements http.Handler.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.outer.ServeHTTP(w, r) }

// Document is the OpenAPI document.
func (a *API) Document() []byte { return a.server.doc }

// Close ends streams of events, and the jobs that run, and waits for these: the kept lists stay as they were.
func (a *API) Close() {
	a.server.endStreams()
	a.server.jobs.close()
}

func (o *Options) setDefaults() {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Version == "" {
		o.Version = "devel"
	}
	o.Limits.setDefaults()
}
