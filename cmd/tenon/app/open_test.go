package app_test

import (
	"context"
	"errors"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/profiles"
)

// A failure after the store is open, as Ctrl-C while the text index is read, has to come back as an error and let go of the store.
func TestAnOpenThatFailsLetsGoOfTheDirectory(t *testing.T) {
	dir, asOf := t.TempDir(), profiles.NewMonth(2026, 6)
	interrupted, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := app.Open(interrupted, dir, asOf, nil, quiet()); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v: want canceled", err)
	}
	a, err := app.Open(t.Context(), dir, asOf, nil, quiet())
	if err != nil {
		t.Fatalf("%v: the directory is not free", err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}
