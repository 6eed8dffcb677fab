package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"tenon/api"
	"tenon/api/assistant"
	"tenon/api/auth"
	"tenon/cmd/tenon/app"
)

type mcpCmd struct {
	Data   string `xor:"of" required:"" placeholder:"DIR" help:"Data directory."`
	Server string `xor:"of" required:"" placeholder:"URL" help:"Server that has the data open, as http://127.0.0.1:8080."`
	Key    string `placeholder:"KEY" env:"TENON_KEY" help:"API key or token that tools ask with; better in the environment than on the command line."`
}

// Run gives an assistant the tools over the standard streams: nothing but messages is written there.
func (c *mcpCmd) Run(e *env) error {
	tools := assistant.New(assistant.Options{Version: revision(), URL: c.Server, Key: c.Key})
	if c.Server != "" {
		return tools.Serve(e.ctx, closable(e.In), e.Out)
	}
	keys, err := e.keysOf(c.Data)
	if err != nil {
		return err
	}
	who := auth.NewSessions(auth.Closed{Keys: keys}, e.now)
	switch open, err := who.Open(); {
	case err != nil:
		return err
	case !open && c.Key == "":
		return fmt.Errorf("%w: data directory %s has keys: give one in TENON_KEY, whose permissions the tools have then", errUsage, c.Data)
	}
	return c.serve(e, tools, keys, who)
}

// patience is how long a call waits for data that is being opened. One that may take longer, as a rebuild does, is told so.
const patience = 20 * time.Second

// opening is a gate that is waited at.
type opening struct {
	*api.Gate
	opened chan struct{}
}

// ServeHTTP implements http.Handler.
func (o *opening) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case <-o.opened:
	case <-r.Context().Done():
	case <-t.C:
	}
	o.Gate.ServeHTTP(w, r)
}

// serve answers from the start, while the data is opened.
func (c *mcpCmd) serve(e *env, tools *assistant.Server, keys *auth.Keys, who *auth.Sessions) (err error) {
	gate := &opening{api.NewGate(), make(chan struct{})}
	tools.Over(gate)
	ctx, stop := context.WithCancel(e.ctx)
	ended := make(chan error, 1)
	go func() {
		ended <- tools.Serve(ctx, closable(e.In), e.Out)
		stop() // nobody needs the data any more
	}()
	defer func() {
		stop()
		err = errors.Join(err, <-ended)
	}()
	err = c.open(ctx, e, keys, who, gate)
	if ctx.Err() != nil && e.ctx.Err() == nil && errors.Is(err, context.Canceled) {
		return nil // the assistant is gone before there was an answer
	}
	return err
}

// open opens the data and has it asked until the context ends.
func (c *mcpCmd) open(ctx context.Context, e *env, keys *auth.Keys, who *auth.Sessions, gate *opening) (err error) {
	asOf, err := e.asOf("")
	if err != nil {
		return err
	}
	a, err := app.OpenServing(ctx, c.Data, asOf, e.taxonomy(), e.log(), e.memory)
	if err != nil {
		return err
	}
	defer closing(&err, a)
	k, err := app.OpenKept(c.Data)
	if err != nil {
		return err
	}
	defer closing(&err, k)
	return e.answer(a, k, service{flags: &apiFlags{}, keys: keys, who: who, clock: e.now}, func(h *api.API, following <-chan error) error {
		gate.Open(h)
		close(gate.opened)
		defer gate.Close()
		select {
		case <-ctx.Done():
			return nil
		case err := <-following:
			return err
		}
	})
}

// closable is a reader that can be closed, to end who reads it.
func closable(r io.Reader) io.ReadCloser {
	if c, ok := r.(io.ReadCloser); ok {
		return c
	}
	return io.NopCloser(r)
}
