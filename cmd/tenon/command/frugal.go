package command

import (
	"math"
	"runtime/debug"
	"runtime/metrics"

	"tenon/profiles/intake"
)

// Reading a file takes up to readingRoom beside what is in use, and a process that has little in use stays below leastMemory, both
// in bytes.
const (
	readingRoom = 56 << 20
	leastMemory = 144 << 20
)

// frugal makes the garbage collector keep close to what is in use while files of others are read: without it a process may have
// twice of what one hostile file takes at its worst. Nothing fails at the limit; collecting gets more frequent. It moves with what is
// in use each time that again is called, as after a batch, so that a large store is no reason to collect all the time. A limit that
// GOMEMLIMIT sets stays as it is.
func frugal() (again, restore func()) {
	old := debug.SetMemoryLimit(-1)
	if old != math.MaxInt64 {
		return func() {}, func() {}
	}
	again = func() { debug.SetMemoryLimit(max(leastMemory, inUse()*5/4+readingRoom)) }
	again()
	return again, func() { debug.SetMemoryLimit(old) }
}

// inUse is how much memory the last collection found in use.
func inUse() int64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}

// andThen calls f after each batch, and what was to be called before.
func andThen(before func(intake.Progress), f func()) func(intake.Progress) {
	return func(p intake.Progress) {
		f()
		if before != nil {
			before(p)
		}
	}
}
