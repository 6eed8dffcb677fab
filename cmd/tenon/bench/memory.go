package bench

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// readWords is how much memory is read, which no cache holds.
const readWords = 32 << 20

// memory measures how fast the machine reads memory, which bounds every scan.
func (b *bench) memory(context.Context) error {
	block := make([]uint64, readWords)
	for i := range block {
		block[i] = uint64(i)
	}
	b.add("memory read, one thread", bandwidth(block, 1), "GB/s")
	b.add("memory read, all threads", bandwidth(block, b.out.Threads), "GB/s")
	return nil
}

// bandwidth is the median of rounds in which threads read a block, each its part.
func bandwidth(block []uint64, threads int) float64 {
	var rates []float64
	sums := make([]uint64, threads)
	for range rounds {
		start := time.Now()
		var work sync.WaitGroup
		for w := range threads {
			part := block[w*len(block)/threads : (w+1)*len(block)/threads]
			work.Go(func() { sums[w] += sum(part) })
		}
		work.Wait()
		rates = append(rates, 8*float64(len(block))/time.Since(start).Seconds()/1e9)
	}
	runtime.KeepAlive(sums)
	return median(rates)
}

func sum(part []uint64) (s uint64) {
	for i := 0; i+8 <= len(part); i += 8 {
		s += part[i] + part[i+1] + part[i+2] + part[i+3] + part[i+4] + part[i+5] + part[i+6] + part[i+7]
	}
	return s
}
