package train

import (
	"math"
	"slices"
	"sync"
)

// batch tells each left side from the right sides of the others and back: the mean of two softmaxes over cosines.
type batch struct {
	cfg         Config
	examples    []example
	left, right side
	expo        []float32 // exp of the scaled cosines, 0 where masked; row: left, column: right
	slope       []float32 // of the loss by the cosines
	back        []float32 // slope, transposed
	rows, cols  []float64 // sums of expo
}

// side is one text of each example.
type side struct {
	dim     int
	units   []float32
	lengths []float32
	grads   []float32 // by the sum of the word vectors
}

func (s *side) unit(i int) []float32 { return s.units[i*s.dim : (i+1)*s.dim] }
func (s *side) grad(i int) []float32 { return s.grads[i*s.dim : (i+1)*s.dim] }

func newSide(n, dim int) side {
	return side{dim: dim, units: make([]float32, n*dim), lengths: make([]float32, n), grads: make([]float32, n*dim)}
}

func newBatch(cfg Config) *batch {
	n := cfg.Batch
	return &batch{cfg: cfg, left: newSide(n, cfg.Dim), right: newSide(n, cfg.Dim), expo: make([]float32, n*n),
		slope: make([]float32, n*n), back: make([]float32, n*n), rows: make([]float64, n), cols: make([]float64, n)}
}

func (b *batch) pick(all []example, order []int) {
	b.examples = b.examples[:0]
	for _, i := range order {
		b.examples = append(b.examples, all[i])
	}
}

// learn leaves the gradients in both sides and returns the mean loss.
func (b *batch) learn(vectors []float32) float64 {
	n := len(b.examples)
	b.each(n, func(i int) {
		b.left.sum(i, vectors, b.examples[i].left)
		b.right.sum(i, vectors, b.examples[i].right)
	})
	b.each(n, b.compare)
	b.each(n, func(j int) {
		b.cols[j] = 0
		for i := range n {
			b.cols[j] += float64(b.expo[i*n+j])
		}
	})
	b.each(n, b.slopes)
	b.each(n, func(j int) {
		for i := range n {
			b.back[j*n+i] = b.slope[i*n+j]
		}
	})
	b.each(n, func(i int) {
		b.left.pull(i, b.slope[i*n:(i+1)*n], &b.right)
		b.right.pull(i, b.back[i*n:(i+1)*n], &b.left)
	})
	return b.loss()
}

func (b *batch) loss() float64 {
	var sum, weight float64
	n := len(b.examples)
	for i, e := range b.examples {
		own := float64(b.expo[i*n+i])
		sum += float64(e.weight) * (math.Log(b.rows[i]/own) + math.Log(b.cols[i]/own)) / 2
		weight += float64(e.weight)
	}
	return sum / weight
}

// each runs f for 0 to n-1, divided among the workers. No result may depend on another, so the division does not matter.
func (b *batch) each(n int, f func(int)) {
	var wait sync.WaitGroup
	for w := range b.cfg.Workers {
		wait.Go(func() {
			for i := n * w / b.cfg.Workers; i < n*(w+1)/b.cfg.Workers; i++ {
				f(i)
			}
		})
	}
	wait.Wait()
}

// sum makes the unit vector of a text.
func (s *side) sum(i int, vectors []float32, words []int32) {
	u := s.unit(i)
	clear(u)
	for _, w := range words {
		addTo(u, vectors[int(w)*s.dim:(int(w)+1)*s.dim], 1)
	}
	s.lengths[i] = max(length(u), 1e-6)
	scale(u, 1/s.lengths[i])
}

// compare fills a row of expo. Cosines times scale are small enough for exp as they are.
func (b *batch) compare(i int) {
	n := len(b.examples)
	row := b.expo[i*n : (i+1)*n]
	products(row, b.left.unit(i), b.right.units)
	b.rows[i] = 0
	for j, x := range row {
		if i != j && masked(&b.examples[i], &b.examples[j]) {
			row[j] = 0
			continue
		}
		row[j] = exp(b.cfg.Scale * x)
		b.rows[i] += float64(row[j])
	}
}

// masked says that the left side of a also means the right side of b.
func masked(a, b *example) bool {
	return a.group == b.group || a.others != nil && slices.Contains(a.others, b.group)
}

func (b *batch) slopes(i int) {
	n := len(b.examples)
	wi := b.examples[i].weight / 2
	row := wi / float32(b.rows[i])
	for j, e := range b.expo[i*n : (i+1)*n] {
		wj := b.examples[j].weight / 2
		b.slope[i*n+j] = e * (row + wj/float32(b.cols[j]))
	}
	b.slope[i*n+i] -= 2 * wi
}

// slight is the slope below which a pair is left out: it moves nothing.
const slight = 1e-5

// pull makes the gradient of one text: the slopes times the unit vectors of the other side, turned back through the
// division by the length. The scale of cosines is left out: Adagrad takes only relations.
func (s *side) pull(i int, slopes []float32, other *side) {
	g, u := s.grad(i), s.unit(i)
	clear(g)
	for j, x := range slopes {
		if x > slight || x < -slight {
			addTo(g, other.unit(j), x)
		}
	}
	addTo(g, u, -inner(g, u))
	scale(g, 1/s.lengths[i])
}
