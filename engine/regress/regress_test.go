package regress_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"tenon/engine/regress"
)

// rows draws a design of n rows over p columns, the first of which is the constant, and its y.
func rows(seed uint64, n, p int) (xs [][]int32, ys []int64) {
	r := rand.New(rand.NewPCG(seed, 4))
	for range n {
		x := []int32{0}
		for c := 1; c < p; c++ {
			if r.IntN(3) == 0 {
				x = append(x, int32(c))
			}
		}
		xs, ys = append(xs, x), append(ys, regress.LogPay(int64(30_000+r.IntN(200_000))))
	}
	return xs, ys
}

func sums(p int, xs [][]int32, ys []int64) *regress.Gram {
	g := regress.New(p)
	for i := range xs {
		g.Add(xs[i], ys[i])
	}
	return g
}

func TestLeavingARowOutIsWhatFittingWithoutItGives(t *testing.T) {
	const n, p = 40, 6
	xs, ys := rows(1, n, p)
	penalty := []float64{0, 1, 2, 3, 4, 5}
	all, ok := sums(p, xs, ys).Ridge(penalty)
	if !ok {
		t.Fatal("no fit")
	}
	for i := range xs {
		other, ok := sums(p, append(append([][]int32{}, xs[:i]...), xs[i+1:]...), append(append([]int64{}, ys[:i]...), ys[i+1:]...)).Ridge(penalty)
		if !ok {
			t.Fatal("no fit")
		}
		want := float64(ys[i])/regress.Unit - other.Predict(xs[i])
		if got := all.LeftOut(xs[i], ys[i]); math.Abs(got-want) > 1e-9 {
			t.Errorf("row %d: %v: want %v", i, got, want)
		}
		at := []int32{0, 2, 4}
		if got, want := all.Without(at, xs[i], ys[i]), other.Predict(at); math.Abs(got-want) > 1e-9 {
			t.Errorf("without row %d: %v: want %v", i, got, want)
		}
	}
}

func TestAPenaltyShrinksAndNoneIsLeastSquares(t *testing.T) {
	xs, ys := rows(2, 60, 4)
	g := sums(4, xs, ys)
	plain, _ := g.Solve([]int{0, 1, 2, 3})
	none, _ := g.Ridge(make([]float64, 4))
	much, _ := g.Ridge([]float64{0, 1e9, 1e9, 1e9})
	for c := int32(1); c < 4; c++ {
		if d := none.Predict([]int32{c}) - plain.Coefficient[int(c)]; math.Abs(d) > 1e-9 {
			t.Errorf("column %d: differs by %v from least squares", c, d)
		}
		if b := much.Predict([]int32{c}); math.Abs(b) > 1e-6 {
			t.Errorf("column %d is %v under a penalty without end", c, b)
		}
	}
}

func TestColumnsThatOthersMakeUpAreLeftOut(t *testing.T) {
	g := regress.New(5)
	for i := range 30 {
		x := []int32{0, int32(1 + i%3)} // columns 1 to 3 sum to the constant
		if i%2 == 0 {
			x = append(x, 4)
		}
		g.Add(x, regress.LogPay(int64(50_000+1000*i)))
	}
	kept := g.Independent()
	if len(kept) != 4 || kept[3] != 4 {
		t.Errorf("%v: want the constant, two of the three, and the last", kept)
	}
	if _, ok := g.Solve(kept); !ok {
		t.Error("the columns that are kept determine no fit")
	}
}

func TestPartsMergeToTheWhole(t *testing.T) {
	xs, ys := rows(3, 50, 5)
	whole, part := sums(5, xs, ys), sums(5, xs[:20], ys[:20])
	part.Merge(sums(5, xs[20:], ys[20:]))
	a, _ := whole.Solve([]int{0, 1, 2, 3, 4})
	b, _ := part.Solve([]int{0, 1, 2, 3, 4})
	if a.R2 != b.R2 || a.Coefficient[3] != b.Coefficient[3] || a.Err[2] != b.Err[2] {
		t.Errorf("%+v is not %+v", b, a)
	}
}

func TestPayIsTheInverseOfItsLogarithm(t *testing.T) {
	for _, usd := range []int64{1, 900, 65_536, 168_730, 90_000_000} {
		if got := regress.Pay(float64(regress.LogPay(usd)) / regress.Unit); math.Abs(got/float64(usd)-1) > 1e-5 {
			t.Errorf("%d: %v", usd, got)
		}
	}
}
