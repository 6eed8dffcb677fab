package command

import (
	"context"
	"runtime/debug"
	"testing"
)

// Garbage waits where there is room for it, and where much is in use no longer than ever.
func TestGarbageWaitsWhereThereIsRoom(t *testing.T) {
	for _, c := range []struct {
		inUse, room int64
		want        int
	}{
		{0, 256 << 20, 400}, {20 << 20, 256 << 20, 400}, {80 << 20, 256 << 20, 320}, {200 << 20, 256 << 20, 128}, {1 << 30, 256 << 20, 100}, {80 << 20, 16 << 20, 100}, {80 << 20, 0, 100},
	} {
		if got := garbage(c.inUse, c.room); got != c.want {
			t.Errorf("%d MB in use, room for %d MB: %d per cent, want %d", c.inUse>>20, c.room>>20, got, c.want)
		}
	}
}

// A server leaves the collector as it found it, and what the environment says of it is not touched.
func TestTheCollectorIsLeftAsItWas(t *testing.T) {
	t.Setenv("GOGC", "")
	before := debug.SetGCPercent(123)
	defer debug.SetGCPercent(before)
	ctx, end := context.WithCancel(t.Context())
	end()
	roomy(ctx)
	if is := debug.SetGCPercent(123); is != 123 {
		t.Errorf("afterwards %d per cent", is)
	}
	t.Setenv("GOGC", "50")
	roomy(context.Background()) // returns at once
}
