package regress

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Ridge is a fit whose coefficients are shrunk towards 0, but for those without a penalty.
type Ridge struct {
	coefficient []float64
	inverse     *mat.SymDense
}

// Ridge fits y with a penalty for each column: so many rows' worth of belief that it makes no difference. False: the design with its
// penalties does not determine a fit.
func (g *Gram) Ridge(penalty []float64) (*Ridge, bool) {
	xx, xy := mat.NewSymDense(g.p, nil), mat.NewVecDense(g.p, nil)
	for i := range g.p {
		for j := i; j < g.p; j++ {
			xx.SetSym(i, j, float64(g.At(i, j)))
		}
		xx.SetSym(i, i, xx.At(i, i)+penalty[i])
		xy.SetVec(i, float64(g.xy[i])/Unit)
	}
	var ch mat.Cholesky
	if !ch.Factorize(xx) {
		return nil, false
	}
	b, inverse := mat.NewVecDense(g.p, nil), &mat.SymDense{}
	if ch.SolveVecTo(b, xy) != nil || ch.InverseTo(inverse) != nil {
		return nil, false
	}
	return &Ridge{b.RawVector().Data, inverse}, true
}

// Predict is the fitted logarithm of a row; see [Pay].
func (r *Ridge) Predict(cols []int32) float64 {
	var sum float64
	for _, c := range cols {
		sum += r.coefficient[c]
	}
	return sum
}

// LeftOut is the residual of a row under the fit of all other rows.
func (r *Ridge) LeftOut(cols []int32, y int64) float64 {
	return (float64(y)/Unit - r.Predict(cols)) / r.alone(cols)
}

// Without is the fitted logarithm of a row under the fit of all rows but another one, which has this y.
func (r *Ridge) Without(cols, other []int32, y int64) float64 {
	return r.Predict(cols) - r.between(cols, other)*r.LeftOut(other, y)
}

// Standard is the residual of a row under the fit of all other rows, brought to the size that it would have under a fit that knows
// everything: times the [Ridge.Doubt] of another row it is what that one's residual may be.
func (r *Ridge) Standard(cols []int32, y int64) float64 {
	return (float64(y)/Unit - r.Predict(cols)) / math.Sqrt(r.alone(cols))
}

// Doubt is by how much more than a fit that knows everything the fit may be off at a row that it has not seen. extra is the
// doubt of columns that the design does not have: the sum of one over their penalties.
func (r *Ridge) Doubt(cols []int32, extra float64) float64 {
	return math.Sqrt(1 + r.leverage(cols) + extra)
}

// alone is one less how much of a row's prediction is its own y.
func (r *Ridge) alone(cols []int32) float64 { return math.Max(1-r.leverage(cols), 1e-6) }

func (r *Ridge) leverage(cols []int32) float64 { return r.between(cols, cols) }

// between is how much the prediction of one row is the y of another.
func (r *Ridge) between(as, bs []int32) float64 {
	var h float64
	for _, a := range as {
		for _, b := range bs {
			h += r.inverse.At(int(a), int(b))
		}
	}
	return h
}

// Pay is the inverse of [LogPay]: dollars of a logarithm.
func Pay(log float64) float64 { return math.Exp(log + 16*math.Ln2) }
