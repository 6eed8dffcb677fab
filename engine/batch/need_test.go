package batch_test

import (
	"testing"

	"tenon/engine/batch"
)

func TestWhatARunNeedsGrowsWithEverything(t *testing.T) {
	base := batch.Need(1000, 300, 50)
	for name, more := range map[string]uint64{"candidates": batch.Need(2000, 300, 50), "roles": batch.Need(1000, 600, 50), "top": batch.Need(1000, 300, 100)} {
		if more <= base {
			t.Errorf("with twice the %s: %d bytes: want more than %d", name, more, base)
		}
	}
	if n := batch.Need(10_000_000, 1_000, 10_000); n > 2<<30 {
		t.Errorf("%d bytes: what is held at a time has a bound", n)
	}
}
