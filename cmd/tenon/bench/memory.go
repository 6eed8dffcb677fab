package bench

import (
	"context"
	"runtime"
	"time"
)

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
