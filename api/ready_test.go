package api_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles"
)

func TestAServerThatLagsIsNotReady(t *testing.T) {
	a, k := apptest.Still(t, t.TempDir())
	b, err := a.Backend(k)
	if err != nil {
		t.Fatal(err)
	}
	h, err := api.New(b, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	var ms []profiles.Mutation
	for i := range 2001 { // nobody follows
		id := fmt.Sprint("r-", i)
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindRole, ID: id}, Record: &profiles.Role{ID: id, Title: profiles.Ref{Name: "Potter"}}})
	}
	if _, err := a.Store.Apply(t.Context(), ms); err != nil {
		t.Fatal(err)
	}
	refused(t, h, wire.CodeUnavailable, "GET", "/readyz", "")
	if w := ask(t, h, "GET", "/healthz", ""); w.Code != http.StatusOK {
		t.Errorf("healthz: %d", w.Code)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w := ask(t, h, "GET", "/readyz", ""); w.Code != http.StatusOK {
		t.Errorf("caught up: %d %s", w.Code, w.Body)
	}
}

func TestSlowClientsAreCutOff(t *testing.T) {
	srv := api.Server(handler(t, api.Options{}), nil)
	if srv.ReadHeaderTimeout <= 0 || srv.ReadTimeout <= 0 || srv.WriteTimeout <= 0 || srv.IdleTimeout <= 0 || srv.MaxHeaderBytes > 64<<10 {
		t.Errorf("a bound is missing: %+v", srv)
	}
	srv.ReadHeaderTimeout = 20 * time.Millisecond // not to wait for long
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, "GET /healthz HTTP/1.1\r\nHost: local"); err != nil {
		t.Fatal(err)
	}
	switch r, err := http.ReadResponse(bufio.NewReader(c), nil); { // or the connection is closed
	case errors.Is(err, os.ErrDeadlineExceeded):
		t.Error("half a head is waited for")
	case err == nil && r.StatusCode != http.StatusRequestTimeout:
		t.Errorf("half a head is answered with %d", r.StatusCode)
	}
	if err := errors.Join(c.Close(), srv.Close()); err != nil {
		t.Error(err)
	}
	<-ended
}
