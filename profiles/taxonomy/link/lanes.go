package link

import "math"

// lanes are unit vectors, four side by side in the 16-bit lanes of an int64, so that one multiplication serves four: what
// takes most of the time of linking. The product of two unit vectors of lengths 255 and 127 fits into a lane.
type lanes struct {
	dim   int
	cells []int64 // dim a group of four vectors
}

const (
	laneLength = 255 // of the vectors in lanes
	codeLength = 127 // of the vectors that they are multiplied by
)

// put sets vector i, which must be new; the length of v is 1 or 0.
func (m *lanes) put(i int, v []float32) {
	for len(m.cells) <= i/4*m.dim {
		m.cells = append(m.cells, make([]int64, m.dim)...)
	}
	cells, shift := m.group(i/4), 16*(i%4)
	for k, x := range v {
		cells[k] += int64(math.RoundToEven(float64(x*laneLength))) << shift
	}
}

func (m *lanes) group(g int) []int64 { return m.cells[g*m.dim : (g+1)*m.dim] }

// reset makes room for n vectors, all zeros.
func (m *lanes) reset(dim, n int) {
	size := (n + 3) / 4 * dim
	if cap(m.cells) < size {
		m.cells = make([]int64, size)
	}
	m.dim, m.cells = dim, m.cells[:size]
	clear(m.cells)
}

// products are those of the vectors of a group with v; one is laneLength · codeLength.
func (m *lanes) products(g int, v []int8) [4]int32 {
	var sum, more int64
	cells := m.group(g)
	for len(v) >= 4 && len(cells) >= 4 {
		sum += int64(v[0])*cells[0] + int64(v[1])*cells[1]
		more += int64(v[2])*cells[2] + int64(v[3])*cells[3]
		v, cells = v[4:], cells[4:]
	}
	for k, c := range v {
		sum += int64(c) * cells[k]
	}
	sum += more
	var out [4]int32
	for i := range out {
		low := int16(sum)
		out[i] = int32(low)
		sum = (sum - int64(low)) >> 16
	}
	return out
}

// encode turns a vector of length 1 or 0 into codes.
func encode(codes []int8, v []float32) {
	for k, x := range v {
		codes[k] = int8(math.RoundToEven(float64(x * codeLength)))
	}
}
