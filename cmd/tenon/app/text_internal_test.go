package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"

	"tenon/index/blevetext"
	"tenon/profiles"
)

// Whoever writes may close an index that can only be read and not get one that can be written. Who reads meanwhile is not told of a closed
// one: it is opened again.
func TestReadsGoOnWhileWritersCannotOpenTheIndex(t *testing.T) {
	a, err := Open(t.Context(), t.TempDir(), profiles.NewMonth(2026, 6), nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	type writer struct{}
	refuse, oldest := errors.New("the disk takes nothing"), a.Text.oldest
	a.Text.oldest = func(ctx context.Context) (profiles.Seq, error) { // asked for as long as the index is empty
		if ctx.Value(writer{}) != nil {
			return 0, refuse
		}
		return oldest(ctx)
	}
	a.Text.readOnly = true
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if _, err := a.Text.Count(t.Context()); err != nil {
					t.Errorf("a read: %v", err)
					return
				}
			}
		})
	}
	for range 300 {
		err := a.Text.write(context.WithValue(t.Context(), writer{}, true), func(*blevetext.Text) error { return nil })
		if !errors.Is(err, refuse) {
			t.Errorf("a write: %v: want %v", err, refuse)
		}
	}
	close(done)
	readers.Wait()
}
