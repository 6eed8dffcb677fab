//go:build !purego

package plan

import (
	"golang.org/x/sys/cpu"

	"tenon/index/columns"
)

// Implemented in simd_amd64.s; see the plain functions of the same names.

//go:noescape
func reach512(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)

//go:noescape
func reach2(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)

//go:noescape
func flush512(acc, peak *[columns.Block]uint16, base uint16)

//go:noescape
func flush2(acc, peak *[columns.Block]uint16, base uint16)

// wide are the instructions that the processor has, the best last.
func wide() []instructions {
	all := []instructions{plainly}
	if cpu.X86.HasAVX2 {
		all = append(all, instructions{name: "AVX2", reach: reach2, flush: flush2, wide: true})
	}
	if cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512DQ {
		all = append(all, instructions{name: "AVX-512", reach: reach512, flush: flush512, wide: true})
	}
	return all
}
