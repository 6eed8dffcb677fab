package taxonomy

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
)

// nameTable finds a concept of the open part by the spelling key of one of its names. There are too many names to read them
// in at every start: the file holds the 64-bit hashes of their keys in ascending order, and then the line of the concept of
// each, in 16 bits. Two names of one hash are a fault of the generator; a name that nobody has meets one of 200,000 hashes
// once in 10¹⁴ times.
type nameTable struct {
	file  []byte
	n     int
	lines []openLine
}

const nameBytes = 8 + 2

func newNameTable(file []byte, lines []openLine) *nameTable {
	return &nameTable{file, len(file) / nameBytes, lines}
}

func (t *nameTable) hash(i int) uint64 { return binary.BigEndian.Uint64(t.file[8*i:]) }

// find is the concept of a key, 0 when none has it.
func (t *nameTable) find(k []byte) No {
	if t == nil || len(k) == 0 {
		return 0
	}
	h := keyHash(k)
	low, high := 0, t.n
	for low < high {
		mid := int(uint(low+high) / 2)
		if t.hash(mid) < h {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low == t.n || t.hash(low) != h {
		return 0
	}
	line := int(binary.BigEndian.Uint16(t.file[8*t.n+2*low:]))
	if line >= len(t.lines) {
		return 0
	}
	return t.lines[line].no
}

// keyHash is FNV-1a, 64 bits.
func keyHash(k []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range k {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// NameTable makes the file that finds names: names holds those of each line. Of equal keys the first line keeps the name.
func NameTable(names [][]string) ([]byte, error) {
	type entry struct {
		hash uint64
		key  string
		line int
	}
	var all []entry
	owner := map[string]bool{}
	for line, of := range names {
		for _, name := range of {
			k := Key(name)
			if k == "" || owner[k] {
				continue
			}
			owner[k] = true
			h := fnv.New64a()
			h.Write([]byte(k))
			all = append(all, entry{h.Sum64(), k, line})
		}
	}
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(a.hash, b.hash) })
	var hashes, lines []byte
	for i, e := range all {
		if i > 0 && all[i-1].hash == e.hash {
			return nil, fmt.Errorf("the names %q and %q have one hash", all[i-1].key, e.key)
		}
		hashes = binary.BigEndian.AppendUint64(hashes, e.hash)
		lines = binary.BigEndian.AppendUint16(lines, uint16(e.line))
	}
	return append(hashes, lines...), nil
}

// spellings finds the names of a kind: those of the overlay, then those of the open part.
type spellings struct {
	own  map[string]No
	open *nameTable
}

func (s spellings) find(k []byte) No {
	if n := s.own[string(k)]; n != 0 {
		return n
	}
	return s.open.find(k)
}
