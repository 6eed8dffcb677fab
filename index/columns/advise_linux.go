package columns

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// hugePage is the size of large pages on the processors that most run on; elsewhere the advice covers less.
const hugePage = 2 << 20

// advise asks for large pages, and for them at once where the kernel can (6.1): memory that the heap had before comes in small ones, which
// it would else make large over minutes. The pages at both ends are asked for whole, with what else of the heap lies in them. It is
// advice: nothing but time depends on it, so that nothing is made of an error.
func advise(a arena) {
	from := uintptr(unsafe.Pointer(unsafe.SliceData(a)))
	to := from + 8*uintptr(len(a))
	from, to = from&^(hugePage-1), (to+hugePage-1)&^(hugePage-1)
	for _, advice := range []uintptr{unix.MADV_HUGEPAGE, unix.MADV_COLLAPSE} {
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, from, to-from, advice)
	}
}
