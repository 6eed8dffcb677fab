package columns

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// hugePage is the size of large pages on the processors that most run on; elsewhere the advice covers less.
const hugePage = 2 << 20

// advise asks for large pages, and for them at once where the kernel can (6.1): memory that the heap had before comes in small ones, which
// it would else make large over minutes. It is advice: nothing but time depends on it, so that nothing is made of an error.
func advise(a arena) {
	b := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(a))), 8*len(a))
	if over := int(uintptr(unsafe.Pointer(unsafe.SliceData(b))) % hugePage); over != 0 {
		b = b[min(len(b), hugePage-over):]
	}
	if b = b[:len(b)&^(hugePage-1)]; len(b) > 0 {
		_ = unix.Madvise(b, unix.MADV_HUGEPAGE)
		_ = unix.Madvise(b, unix.MADV_COLLAPSE)
	}
}
