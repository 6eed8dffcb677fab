package regress

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Unit is the unit in which logarithms of pay are summed: 2^-16, 0.0015 per cent of pay.
const Unit = 1 << 16

// LogPay is the natural logarithm of pay less that of 65,536 dollars, in Units: small enough for squares of millions to be summed.
func LogPay(usd int64) int64 {
	return int64(math.Round((math.Log(float64(usd)) - 16*math.Ln2) * Unit))
}

// Gram sums the products of the columns of a design of zeros and ones, and of them with y: all in integers, so that the order in
// which rows come does not matter. Column 0 is the constant.
type Gram struct {
	n  int64
	p  int
	xx []int64 // p × p, the part on and above the diagonal
	xy []int64
	yy int64
}

// New returns the empty sums of a design of p columns.
func New(p int) *Gram { return &Gram{p: p, xx: make([]int64, p*p), xy: make([]int64, p)} }

// Add adds a row whose ones are in these columns, ascending.
func (g *Gram) Add(cols []int32, y int64) {
	g.n++
	g.yy += y * y
	for i, a := range cols {
		g.xy[a] += y
		row := g.xx[int(a)*g.p:]
		for _, b := range cols[i:] {
			row[b]++
		}
	}
}

// Merge adds what another has summed of the same design.
func (g *Gram) Merge(o *Gram) {
	g.n += o.n
	g.yy += o.yy
	for i, v := range o.xx {
		g.xx[i] += v
	}
	for i, v := range o.xy {
		g.xy[i] += v
	}
}

// At is how many rows have a one in both columns.
func (g *Gram) At(i, j int) int64 {
	if i > j {
		i, j = j, i
	}
	return g.xx[i*g.p+j]
}

// separate is the share of a column that the columns before it have to leave unexplained for the column to be kept.
const separate = 1e-3

// Independent lists the columns that are no linear combination of those before them, all but: by an elimination in order.
func (g *Gram) Independent() []int {
	m := make([][]float64, g.p)
	for i := range m {
		m[i] = make([]float64, g.p)
		for j := range m[i] {
			m[i][j] = float64(g.At(i, j))
		}
	}
	var kept []int
	for k := range m {
		if own := float64(g.At(k, k)); own == 0 || m[k][k] < separate*own {
			continue
		}
		kept = append(kept, k)
		for i := k + 1; i < g.p; i++ {
			f := m[i][k] / m[k][k]
			if f == 0 {
				continue
			}
			for j := k; j < g.p; j++ {
				m[i][j] -= f * m[k][j]
			}
		}
	}
	return kept
}

// Fit is a least-squares fit on some of the columns.
type Fit struct {
	Coefficient, Err map[int]float64 // by column, of the natural logarithm; Err is the standard error
	R2               float64         // share of the variance that is explained
	Freedom          int             // degrees of freedom
}

// Solve fits y on the columns; false when there are too few rows, or the columns do not determine a fit.
func (g *Gram) Solve(cols []int) (*Fit, bool) {
	k := len(cols)
	f := &Fit{Coefficient: map[int]float64{}, Err: map[int]float64{}, Freedom: int(g.n) - k}
	if k == 0 || f.Freedom < 1 {
		return nil, false
	}
	xx, xy := mat.NewSymDense(k, nil), mat.NewVecDense(k, nil)
	for i, a := range cols {
		for j := i; j < k; j++ {
			xx.SetSym(i, j, float64(g.At(a, cols[j])))
		}
		xy.SetVec(i, float64(g.xy[a])/Unit)
	}
	var ch mat.Cholesky
	if !ch.Factorize(xx) {
		return nil, false
	}
	var b mat.VecDense
	var inverse mat.SymDense
	if ch.SolveVecTo(&b, xy) != nil || ch.InverseTo(&inverse) != nil {
		return nil, false
	}
	yy := float64(g.yy) / Unit / Unit
	rss := max(0, yy-mat.Dot(&b, xy))
	mean := float64(g.xy[0]) / Unit
	if total := yy - mean*mean/float64(g.n); total > 0 {
		f.R2 = max(0, 1-rss/total)
	}
	s2 := rss / float64(f.Freedom)
	for i, a := range cols {
		f.Coefficient[a], f.Err[a] = b.AtVec(i), math.Sqrt(max(0, s2*inverse.At(i, i)))
	}
	return f, true
}

// Difference is the mean of y where a column is one, less that where it is none.
func (g *Gram) Difference(col int) float64 {
	n, with, all := g.At(col, col), g.xy[col], g.xy[0]
	return (float64(with)/float64(n) - float64(all-with)/float64(g.n-n)) / Unit
}
