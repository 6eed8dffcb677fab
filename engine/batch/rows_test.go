package batch_test

import (
	"errors"
	"io"
	"testing"

	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/store/tablestest"
)

// TestRowsAreOfOneRun: what another run publishes meanwhile is never given beside rows of the one before, which are told to be of no use.
func TestRowsAreOfOneRun(t *testing.T) {
	h, _ := filled(t, 7, 60)
	m := tablestest.New()
	k := batch.NewKept(m)
	rescore(t, h, m, batch.Settings{Top: 5, Lambda: 30}, batch.Options{})
	seen := 0
	err := k.Rows(t.Context(), func(r *batch.Row) error {
		if seen++; seen == 1 {
			rescore(t, h, m, batch.Settings{Top: 5, Lambda: 90}, batch.Options{})
		}
		if r.Lambda != 30 || r.List != "role" {
			t.Fatalf("a row of another run: %+v", r)
		}
		return nil
	})
	if !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("%d rows, %v: want unavailable", seen, err)
	}
	if err := k.WriteNDJSON(t.Context(), io.Discard); err != nil {
		t.Errorf("again: %v", err)
	}
}
