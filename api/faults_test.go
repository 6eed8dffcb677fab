package api_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"

	"tenon/api"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles"
	"tenon/profiles/store"
)

// broken is a store whose disk fails, with errors that name what was asked for, as those of files do.
type broken struct{ store.Store }

func (broken) Get(_ context.Context, k profiles.Key) (store.Entry, error) {
	return store.Entry{}, fmt.Errorf("read %s: %w", k, &fs.PathError{Op: "read", Path: "/data/" + k.ID, Err: syscall.EIO})
}

func (broken) Scan(_ context.Context, _ profiles.Kind, k profiles.Key, _ int) (store.Page, error) {
	return store.Page{}, fmt.Errorf("scan behind %s of %s: %w", k, canary, errors.Join(io.ErrUnexpectedEOF, errors.New("of "+canary)))
}

func (broken) Apply(_ context.Context, ms []profiles.Mutation) (profiles.Seq, error) {
	return 0, fmt.Errorf("write %s: %w", ms[0].Key, syscall.ENOSPC)
}

// What goes wrong in here is logged by what it is, never by whose record it was.
func TestFaultsAreLoggedWithoutWhoseTheyAre(t *testing.T) {
	a, k := apptest.Open(t)
	b, err := a.Backend(k)
	if err != nil {
		t.Fatal(err)
	}
	b.Store = broken{b.Store}
	var log strings.Builder
	h, err := api.New(b, api.Options{Log: logger(&log)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	q := strings.ReplaceAll(canary, " ", "%20")
	for _, c := range []struct{ method, path, body string }{
		{"GET", "/v1/candidates/" + q, ""},
		{"GET", "/v1/candidates/" + q + "/identity?purpose=placement", ""},
		{"DELETE", "/v1/searches/" + q, ""},
		{"GET", "/v1/candidates?id=" + q, ""},
		{"GET", "/v1/roles", ""},
		{"PUT", "/v1/searches/" + q, `{"for":"candidate","where":"country = DE","name":"` + canary + `"}`},
	} {
		w := ask(t, h, c.method, c.path, c.body, "If-None-Match", map[bool]string{true: "*"}[c.method == "PUT"])
		if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "Qanary") {
			t.Errorf("%s %s: %d %s", c.method, c.path, w.Code, w.Body)
		}
	}
	func() {
		defer func() { _ = recover() }() // the answer is cut off
		ask(t, h, "GET", "/v1/bulk/candidates", "")
	}()
	for _, part := range []string{"Zyxwvu", "Qanary"} {
		if i := strings.Index(log.String(), part); i >= 0 {
			t.Errorf("the log names somebody: %s", log.String()[max(0, i-300):min(log.Len(), i+100)])
		}
	}
	for _, want := range []string{`msg="request failed"`, `cause="read: input/output error"`, `cause="no space left on device"`, `unexpected EOF; *errors.errorString`, `msg="a dump ended early"`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %s: %s", want, &log)
		}
	}
}

// What net/http has to say of connections goes to the log as everything does, without addresses and what was sent.
func TestComplaintsOfConnectionsGoToTheLog(t *testing.T) {
	var log bytes.Buffer
	to := &locked{w: &log}
	srv := api.Server(http.NotFoundHandler(), slog.New(slog.NewTextHandler(to, nil)))
	srv.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return nil, errors.New(canary) }}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.ServeTLS(l, "", "") }()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, "GET /v1/candidates/"+canary+" HTTP/1.1\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, c) // until the server has had enough
	said := func() string {
		to.mu.Lock()
		defer to.mu.Unlock()
		return log.String()
	}
	until(t, "nothing is said of it", func() bool { return said() != "" })
	srv.ErrorLog.Printf("something new about %s at 10.1.2.3", canary)
	if err := errors.Join(c.Close(), srv.Close()); err != nil {
		t.Error(err)
	}
	<-ended
	if got := said(); !strings.Contains(got, `about="http: TLS handshake error"`) || !strings.Contains(got, "another complaint") || strings.Contains(got, "127.0.0.1") || strings.Contains(got, "10.1.2.3") || strings.Contains(got, "Qanary") {
		t.Error(got)
	}
}
