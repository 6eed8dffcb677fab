package train

import "math"

// The conversions to float32 keep compilers from joining multiplication and addition, which rounds otherwise: tables are
// the same on all processors.

func inner(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for len(a) >= 4 {
		s0 += float32(a[0] * b[0])
		s1 += float32(a[1] * b[1])
		s2 += float32(a[2] * b[2])
		s3 += float32(a[3] * b[3])
		a, b = a[4:], b[4:]
	}
	for k := range a {
		s0 += float32(a[k] * b[k])
	}
	return s0 + s1 + s2 + s3
}

// addTo adds f times b to a.
func addTo(a, b []float32, f float32) {
	b = b[:len(a)]
	for len(a) >= 4 {
		a[0] += float32(f * b[0])
		a[1] += float32(f * b[1])
		a[2] += float32(f * b[2])
		a[3] += float32(f * b[3])
		a, b = a[4:], b[4:]
	}
	for k := range a {
		a[k] += float32(f * b[k])
	}
}

// products are those of v with rows one after the other, four rows at a time.
func products(out, v, rows []float32) {
	d := len(v)
	j := 0
	for ; j+4 <= len(out); j += 4 {
		a, b := rows[j*d:(j+1)*d], rows[(j+1)*d:(j+2)*d]
		c, e := rows[(j+2)*d:(j+3)*d], rows[(j+3)*d:(j+4)*d]
		a, b, c, e = a[:d], b[:d], c[:d], e[:d]
		var s0, s1, s2, s3 float32
		for k, x := range v {
			s0 += float32(x * a[k])
			s1 += float32(x * b[k])
			s2 += float32(x * c[k])
			s3 += float32(x * e[k])
		}
		out[j], out[j+1], out[j+2], out[j+3] = s0, s1, s2, s3
	}
	for ; j < len(out); j++ {
		out[j] = inner(v, rows[j*d:(j+1)*d])
	}
}

func length(v []float32) float32 { return float32(math.Sqrt(float64(inner(v, v)))) }

func scale(v []float32, f float32) {
	for k := range v {
		v[k] *= f
	}
}

// exp is e to the x for the small numbers of scaled cosines, to about six digits.
func exp(x float32) float32 {
	const log2e, ln2 = 1.4426950408889634, 0.6931471805599453
	n := float32(math.Floor(float64(float32(x*log2e) + 0.5)))
	r := x - float32(n*ln2)
	p := float32(r*float32(1.0/720)) + 1.0/120
	p = float32(p*r) + 1.0/24
	p = float32(p*r) + 1.0/6
	p = float32(p*r) + 0.5
	p = float32(p*r) + 1
	p = float32(p*r) + 1
	return math.Float32frombits(math.Float32bits(p) + uint32(int32(n))<<23)
}
