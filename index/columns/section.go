package columns

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"tenon/profiles"
)

// A section of a checkpoint is: length of the body uint64 · CRC-32C uint32 over the section's number, from 0, and the body · body. All are
// little-endian. So a section that is damaged, cut short or of another place is noticed before anything of it is used.
const sectionHead = 8 + 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sectionSum(number int, body []byte) uint32 {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(number))
	return crc32.Update(crc32.Checksum(b[:], castagnoli), castagnoli, body)
}

// sectionWriter writes sections until it cannot.
type sectionWriter struct {
	out    io.Writer
	number int
	buffer []byte
	err    error
}

func (w *sectionWriter) section(fill func(*coder)) {
	if w.err != nil {
		return
	}
	c := coder{b: append(w.buffer[:0], make([]byte, sectionHead)...)}
	fill(&c)
	w.buffer = c.b
	binary.LittleEndian.PutUint64(c.b, uint64(len(c.b)-sectionHead))
	binary.LittleEndian.PutUint32(c.b[8:], sectionSum(w.number, c.b[sectionHead:]))
	w.number++
	_, w.err = w.out.Write(c.b)
}

// checkpoint is an open file of which left bytes are still to be read.
type checkpoint struct {
	*os.File
	left int64
}

func openCheckpoint(dir string) (*checkpoint, error) {
	f, err := os.Open(filepath.Join(dir, CheckpointFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, profiles.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	fi, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &checkpoint{f, fi.Size()}, nil
}

func (f *checkpoint) head() (*Head, error) {
	magic, err := f.read(int64(len(checkpointMagic)))
	if err != nil || string(magic) != checkpointMagic {
		return nil, errors.Join(fmt.Errorf("%w: not a checkpoint of this layout", profiles.ErrDamaged), err)
	}
	b, err := f.next()
	if err == nil {
		err = f.verify(0, b)
	}
	if err != nil {
		return nil, err
	}
	h, c := &Head{}, &coder{b: b[sectionHead:], reading: true}
	if h.code(c); c.bad {
		return nil, fmt.Errorf("%w: the head of the checkpoint does not decode", profiles.ErrDamaged)
	}
	return h, nil
}

// read reads n bytes, which have to be there.
func (f *checkpoint) read(n int64) ([]byte, error) {
	if n < 0 || n > f.left {
		return nil, fmt.Errorf("%w: the checkpoint is cut short", profiles.ErrDamaged)
	}
	f.left -= n
	b := make([]byte, n)
	_, err := io.ReadFull(f.File, b)
	return b, err
}

// next reads a section, which is still to be verified.
func (f *checkpoint) next() ([]byte, error) {
	var head [sectionHead]byte
	if f.left < sectionHead {
		return f.read(sectionHead)
	}
	if _, err := io.ReadFull(f.File, head[:]); err != nil {
		return nil, err
	}
	f.left -= sectionHead
	n := binary.LittleEndian.Uint64(head[:])
	if n > uint64(f.left) {
		return f.read(-1)
	}
	b := make([]byte, sectionHead+n)
	copy(b, head[:])
	f.left -= int64(n)
	_, err := io.ReadFull(f.File, b[sectionHead:])
	return b, err
}

func (f *checkpoint) verify(number int, section []byte) error {
	if sectionSum(number, section[sectionHead:]) != binary.LittleEndian.Uint32(section[8:]) {
		return fmt.Errorf("%w: checksum of section %d of the checkpoint", profiles.ErrDamaged, number)
	}
	return nil
}
