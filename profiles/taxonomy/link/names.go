package link

import "math"

// names are the unit vectors of the names of titles, in steps of 1/127.
type names struct {
	codes []int8
	first []uint32 // by label: its first name; one more at the end
	count uint32
	sum   []float32 // scratch
}

func (n *names) open() { n.first = append(n.first, n.count) }

// add keeps the vector of a name, unless its label has it already, and adds it to the sum of the label.
func (n *names) add(t *table, rows []int32, sum []float32) {
	if len(rows) == 0 {
		return
	}
	n.sum = append(n.sum[:0], make([]float32, t.dim)...)
	for _, r := range rows {
		t.add(n.sum, r)
	}
	unit(n.sum)
	begin := len(n.codes)
	for _, x := range n.sum {
		n.codes = append(n.codes, int8(math.Round(float64(x*127))))
	}
	for i := int(n.first[len(n.first)-1]) * t.dim; i < begin; i += t.dim {
		if sameCodes(n.codes[i:i+t.dim], n.codes[begin:]) {
			n.codes = n.codes[:begin]
			return
		}
	}
	n.count++
	for k, x := range n.sum {
		sum[k] += x
	}
}

func sameCodes(a, b []int8) bool {
	for k, c := range a {
		if b[k] != c {
			return false
		}
	}
	return true
}

// best is the greatest cosine of a label's names and v, whose codes are those of a unit vector.
func (n *names) best(label int32, v []int8) float32 {
	most := int32(math.MinInt32)
	for i := int(n.first[label]); i < int(n.first[label+1]); i++ {
		most = max(most, dotCodes(n.codes[i*len(v):(i+1)*len(v)], v))
	}
	if most == math.MinInt32 {
		return 0
	}
	return float32(most) / (127 * 127)
}

func dotCodes(a, b []int8) int32 {
	var s0, s1 int32
	b = b[:len(a)]
	for len(a) >= 4 {
		s0 += int32(a[0])*int32(b[0]) + int32(a[1])*int32(b[1])
		s1 += int32(a[2])*int32(b[2]) + int32(a[3])*int32(b[3])
		a, b = a[4:], b[4:]
	}
	for k := range a {
		s0 += int32(a[k]) * int32(b[k])
	}
	return s0 + s1
}
