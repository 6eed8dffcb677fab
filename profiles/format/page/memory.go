package page

import (
	"bytes"
	"errors"
	"io"
)

// Memory is a file that is in memory. Readers share its bytes, and nobody changes them.
type Memory []byte

// ReadAt implements [io.ReaderAt].
func (m Memory) ReadAt(p []byte, off int64) (int, error) { return bytes.NewReader(m).ReadAt(p, off) }

// All returns the bytes of a file, those of [Memory] themselves. Do not modify. A file that is shorter than size is given as it is.
func All(from io.ReaderAt, size int64) ([]byte, error) {
	if m, ok := from.(Memory); ok {
		return m[:min(size, int64(len(m)))], nil
	}
	raw := make([]byte, size)
	n, err := from.ReadAt(raw, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return raw[:n], nil
}
