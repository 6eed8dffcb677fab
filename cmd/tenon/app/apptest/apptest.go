// Package apptest opens the shipped sample for tests of those who ask over HTTP: real store, real index, real engine.
package apptest

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"tenon/api"
	"tenon/cmd/tenon/app"
	"tenon/profiles"
	"tenon/profiles/intake"
	"tenon/testdata/sample"
)

// AsOf is the month at which the sample is judged, and Now a moment in it.
var (
	AsOf = profiles.NewMonth(2026, 6)
	Now  = time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)
)

// Open opens a new data directory with the judged part of the sample, and follows it until the test ends.
func Open(t testing.TB) (*app.App, *app.Kept) {
	t.Helper()
	return OpenWith(t, t.TempDir(), sources()...)
}

// OpenWith is [Open] of a directory and other files.
func OpenWith(t testing.TB, dir string, files ...intake.Source) (*app.App, *app.Kept) {
	t.Helper()
	a, k := Still(t, dir, files...)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Follower.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return a, k
}

// Still is [OpenWith] in which nothing goes on by itself: text and columns follow the store where the test has them catch up.
func Still(t testing.TB, dir string, files ...intake.Source) (*app.App, *app.Kept) {
	t.Helper()
	a, err := app.Open(t.Context(), dir, AsOf, nil, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) > 0 {
		if _, err := a.Intake.Import(t.Context(), files, intake.Options{Now: AsOf}); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a, Kept(t, a)
}

// Kept opens the kept lists beside what is open of a directory, and closes both when the test ends.
func Kept(t testing.TB, a *app.App) *app.Kept {
	t.Helper()
	k, err := app.OpenKept(a.Dir())
	if err != nil {
		t.Fatal(errors.Join(err, a.Close()))
	}
	t.Cleanup(func() {
		if err := errors.Join(k.Close(), a.Close()); err != nil {
			t.Error(err)
		}
	})
	return k
}

func sources() (out []intake.Source) {
	for _, n := range sample.Judged() {
		out = append(out, intake.Source{Name: n, Open: func() (io.ReadCloser, error) { return sample.Open(n) }})
	}
	return out
}

// API is the handler over an open directory. Its clock stands at [Now] where the options have none.
func API(t testing.TB, a *app.App, k *app.Kept, o api.Options) *api.API {
	t.Helper()
	b, err := a.Backend(k)
	if err != nil {
		t.Fatal(err)
	}
	if x := alerts(t, a); x != nil {
		b.Standing = x.Standing
	}
	if o.Now == nil {
		o.Now = func() time.Time { return Now }
	}
	h, err := api.New(b, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h
}

// alerts judges standing searches until the test ends; nil where another handler over the directory has them already.
func alerts(t testing.TB, a *app.App) *app.Alerts {
	t.Helper()
	x, err := a.Alerts()
	if errors.Is(err, profiles.ErrLocked) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		x.Run(ctx, slog.New(slog.DiscardHandler))
		close(ended)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}
