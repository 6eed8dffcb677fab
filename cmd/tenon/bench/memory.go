package bench

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"tenon/profiles"
)

// What a record needs in memory, with what is at hand while it is built and saved.
const (
	candidateBytes = 700
	roleBytes      = 3000
	fixedBytes     = 300 << 20
)

func need(candidates, roles int) uint64 {
	return fixedBytes + uint64(candidates)*candidateBytes + uint64(roles)*roleBytes
}

// enough refuses what would not fit. Where it is not known what is free, everything is tried.
func enough(need, free uint64) error {
	if free == 0 || need <= free {
		return nil
	}
	return fmt.Errorf("%w: about %d MB of memory are needed and %d MB are free: ask for fewer --candidates or --roles", profiles.ErrUnavailable, need>>20, free>>20)
}

// free is the memory that the kernel says is available, 0 unknown.
func free() uint64 {
	b, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "MemAvailable:"); ok {
			kb, err := strconv.ParseUint(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			if err == nil {
				return kb << 10
			}
		}
	}
	return 0
}

// memory measures how fast the machine reads memory on one thread, which bounds every scan, and the size of the columns.
func (b *bench) memory(context.Context) error {
	const words = 32 << 20
	block := make([]uint64, words)
	for i := range block {
		block[i] = uint64(i)
	}
	var rates []float64
	var sum uint64
	for range repeats {
		start := time.Now()
		for i := 0; i < words; i += 8 {
			sum += block[i] + block[i+1] + block[i+2] + block[i+3] + block[i+4] + block[i+5] + block[i+6] + block[i+7]
		}
		rates = append(rates, 8*words/time.Since(start).Seconds()/1e9)
	}
	runtime.KeepAlive(sum)
	b.add("memory read, one thread", median(rates), "GB/s", "")
	cols, ids := b.live.Snapshot().Bytes()
	b.add("columns", float64(cols)/float64(b.Candidates), "bytes a candidate", "")
	b.add("ids", float64(ids)/float64(b.Candidates), "bytes a candidate", "")
	return nil
}
