package command

import (
	"context"
	"os"
	"runtime/debug"
	"time"

	"tenon/cmd/tenon/app"
)

// A server may have so much garbage before it is collected, in bytes, and at most so many per cent of what is in use.
const (
	roomForGarbage  = 256 << 20
	mostGarbage     = 400
	reviewOfGarbage = time.Minute
)

// roomy keeps the garbage collector from coming more often than it is worth, until the context ends. Answers leave garbage of some
// hundred kilobytes each: with little in use the collector would come several times a second, and each time it takes a core from the
// answers for longer than one of them lasts. A large store is no reason to take more: what may wait is bounded in bytes, and looked at
// again as the store grows. What GOGC says stays as it is.
func roomy(ctx context.Context) {
	if os.Getenv("GOGC") != "" {
		return
	}
	before := debug.SetGCPercent(garbage(inUse(), spare()))
	defer debug.SetGCPercent(before)
	t := time.NewTicker(reviewOfGarbage)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			debug.SetGCPercent(garbage(inUse(), spare()))
		}
	}
}

// garbage is how many per cent of what is in use may be garbage, where so many bytes may.
func garbage(inUse, room int64) int {
	return int(max(100, min(mostGarbage, 100*room/max(1, inUse))))
}

// spare is how much garbage there is room for: on a small machine, an eighth of what it has left.
func spare() int64 {
	left, known := app.Available()
	if !known {
		return roomForGarbage
	}
	return int64(min(roomForGarbage, left/8))
}
