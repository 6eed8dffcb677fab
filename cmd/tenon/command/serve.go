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
	"tenon/cmd/tenon/app"
)

type serveCmd struct {
	Data string `required:"" placeholder:"DIR" help:"Data directory."`
	Addr string `default:"127.0.0.1:8080" help:"Address to listen on; loopback only, since there are no keys yet."`
}

func (c *serveCmd) Run(e *env) (err error) {
	asOf, err := e.asOf("")
	if err != nil {
		return err
	}
	a, err := e.open(c.Data, asOf)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	return e.serve(a, c.Addr)
}

// drain is how long requests under way get after Ctrl-C.
const drain = 5 * time.Second

// serve answers until the context ends, while text and columns follow the store.
func (e *env) serve(a *app.App, addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%w: --addr %s: want a loopback address such as 127.0.0.1:8080", errUsage, addr)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	srv := &http.Server{Handler: api.New(a.Engine, a.Text, e.log()), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	fmt.Fprintf(e.Err, "listening on http://%s, Ctrl-C ends\n", l.Addr())
	ctx, stop := context.WithCancel(e.ctx)
	defer stop()
	errs := make(chan error, 2)
	go func() { errs <- a.Follower.Run(ctx) }()
	var upkeep sync.WaitGroup
	upkeep.Go(func() { a.Maintain(ctx, e.log()) })
	defer upkeep.Wait() // before the columns are closed
	defer stop()
	go func() { errs <- srv.Serve(l) }()
	select {
	case err = <-errs:
	case <-e.ctx.Done():
		err = nil
	}
	stop()
	ending, cancel := context.WithTimeout(context.WithoutCancel(e.ctx), drain)
	defer cancel()
	err = errors.Join(err, srv.Shutdown(ending))
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}
