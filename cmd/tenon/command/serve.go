package command

import (
	"context"
	"fmt"
	"net"

	"tenon/api/auth"
	"tenon/cmd/tenon/app"
)

type serveCmd struct {
	Data     string `required:"" placeholder:"DIR" help:"Data directory."`
	Addr     string `default:"127.0.0.1:8080" help:"Address to listen on; elsewhere than on loopback only with keys or an issuer."`
	apiFlags `embed:""`
}

// apiFlags are the options of the API.
type apiFlags struct {
	Rate     float64  `placeholder:"N" help:"Requests a second that each key and each address may make; default: 50, and no bound on loopback; negative: no bound."`
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
	w := newListening(l, e.log())
	defer w.end(&err)
	a, err := app.OpenServing(e.ctx, c.Data, asOf, e.taxonomy(), e.log(), e.memory)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	k, err := app.OpenKeptAnew(c.Data, e.log())
	if err != nil {
		return err
	}
	defer closing(&err, k)
	return e.serve(w, a, k, service{flags: &c.apiFlags, keys: keys, who: auth.NewSessions(who, e.now), clock: e.now})
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
