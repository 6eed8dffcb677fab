package train

import (
	"math"
	"testing"
)

func TestExpIsThatOfMath(t *testing.T) {
	for x := float32(-20); x <= 20; x += 0.013 {
		want := math.Exp(float64(x))
		if got := float64(exp(x)); math.Abs(got-want) > 2e-6*want {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
	}
}

// TestGradientsAreThoseOfTheLoss moves each number of each text a little and compares what the loss does.
func TestGradientsAreThoseOfTheLoss(t *testing.T) {
	const dim, words = 4, 6
	cfg := Config{Dim: dim, Batch: 3, Scale: 5, Workers: 1}
	examples := []example{
		{left: []int32{0}, right: []int32{1}, group: 1, weight: 1},
		{left: []int32{2}, right: []int32{3}, group: 2, others: []int32{2, 3}, weight: 2},
		{left: []int32{4}, right: []int32{5}, group: 3, weight: 0.5},
	}
	var vectors [words * dim]float32
	for i := range vectors {
		vectors[i] = float32(math.Sin(float64(7 * i)))
	}
	loss := func() float64 {
		b := newBatch(cfg)
		b.pick(examples, []int{0, 1, 2})
		return b.learn(vectors[:]) * 3.5 // of the sum of weights
	}
	b := newBatch(cfg)
	b.pick(examples, []int{0, 1, 2})
	b.learn(vectors[:])
	for w := range words {
		side := &b.left
		if w%2 == 1 {
			side = &b.right
		}
		for k := range dim {
			const by = 1e-2
			at := &vectors[w*dim+k]
			was := *at
			*at = was + by
			up := loss()
			*at = was - by
			down := loss()
			*at = was
			want := (up - down) / (2 * by) / float64(cfg.Scale)
			if got := float64(side.grad(w / 2)[k]); math.Abs(got-want) > 0.002+0.02*math.Abs(want) {
				t.Errorf("number %d of word %d: gradient %v, the loss moves by %v", k, w, got, want)
			}
		}
	}
}

func TestProductsAreInner(t *testing.T) {
	const d = 7
	rows := make([]float32, 6*d)
	for i := range rows {
		rows[i] = float32(math.Cos(float64(i)))
	}
	out := make([]float32, 6)
	products(out, rows[:d], rows)
	for j := range out {
		if want := inner(rows[:d], rows[j*d:(j+1)*d]); math.Abs(float64(out[j]-want)) > 1e-5 {
			t.Errorf("product %d is %v, want %v", j, out[j], want)
		}
	}
}
