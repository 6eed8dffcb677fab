package link

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"tenon/profiles"
)

// Table holds a vector for each word of a vocabulary. The length of a vector is the weight of its word.
type Table struct {
	Dim     int
	Words   []string
	Vectors []float32 // Dim numbers a word
}

// magic begins every encoded table; its digit is the version of the layout.
const magic = "tnlink1\n"

// maxDim is the length of vectors from which rounding might overflow lanes.
const maxDim = 1024

// Layout: magic; uvarint dim, number of words, bytes of words; the words, each ended by a newline; a float32 a word, little
// endian, the step of its vector; dim int8 a word, in steps.

// Encode rounds the vectors to a byte a number.
func (t *Table) Encode() []byte {
	var words []byte
	for _, w := range t.Words {
		words = append(append(words, w...), '\n')
	}
	out := []byte(magic)
	out = binary.AppendUvarint(out, uint64(t.Dim))
	out = binary.AppendUvarint(out, uint64(len(t.Words)))
	out = binary.AppendUvarint(out, uint64(len(words)))
	out = append(out, words...)
	for i := range t.Words {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(step(t.Vectors[i*t.Dim:(i+1)*t.Dim])))
	}
	for i := range t.Words {
		v := t.Vectors[i*t.Dim : (i+1)*t.Dim]
		s := step(v)
		for _, x := range v {
			out = append(out, byte(int8(math.Round(float64(x/s)))))
		}
	}
	return out
}

// step is the size of one of 127 steps to the largest number of a vector.
func step(v []float32) float32 {
	var most float32
	for _, x := range v {
		most = max(most, x, -x)
	}
	return max(most/127, math.SmallestNonzeroFloat32*1e6)
}

// table is an encoded table, read in place.
type table struct {
	dim   int
	words []string
	steps []float32
	codes []byte // dim int8 a word; shared with the caller's bytes
}

var errTable = fmt.Errorf("table of word vectors: %w", profiles.ErrDamaged)

func openTable(data []byte) (*table, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, errTable
	}
	var head [3]uint64
	for i := range head {
		v, n := binary.Uvarint(rest)
		if n <= 0 || v > uint64(len(data)) {
			return nil, errTable
		}
		head[i], rest = v, rest[n:]
	}
	dim, count, size := int(head[0]), int(head[1]), int(head[2])
	if dim == 0 || dim > maxDim || len(rest) < size || (len(rest)-size)/(4+dim) != count || (len(rest)-size)%(4+dim) != 0 {
		return nil, errTable
	}
	words := strings.Split(string(rest[:size]), "\n")
	if len(words) != count+1 || words[count] != "" {
		return nil, errTable
	}
	t := &table{dim: dim, words: words[:count], steps: make([]float32, count), codes: rest[size+4*count:]}
	for i := range t.steps {
		t.steps[i] = math.Float32frombits(binary.LittleEndian.Uint32(rest[size+4*i:]))
		if s := float64(t.steps[i]); math.IsNaN(s) || s < 0 || s > 1e6 {
			return nil, errTable
		}
	}
	return t, nil
}

// add adds the vector of word i to v.
func (t *table) add(v []float32, i int32) {
	s := t.steps[i]
	for k, c := range t.codes[int(i)*t.dim : (int(i)+1)*t.dim] {
		v[k] += float32(s * float32(int8(c)))
	}
}

// weight is the length of the vector of word i.
func (t *table) weight(i int32) float32 {
	var sum int
	for _, c := range t.codes[int(i)*t.dim : (int(i)+1)*t.dim] {
		sum += int(int8(c)) * int(int8(c))
	}
	return t.steps[i] * float32(math.Sqrt(float64(sum)))
}

// unit scales v to length 1; a vector of nothing stays so.
func unit(v []float32) {
	n := dot(v, v)
	if n == 0 {
		return
	}
	f := 1 / float32(math.Sqrt(float64(n)))
	for k := range v {
		v[k] *= f
	}
}

// dot is the inner product of vectors of one length.
func dot(a, b []float32) float32 {
	var sum float32
	for k, x := range a {
		sum += float32(x * b[k])
	}
	return sum
}

func addTo(a, b []float32) {
	for k, x := range b {
		a[k] += x
	}
}
