package train

import (
	"math"
	"math/rand/v2"

	"tenon/profiles/taxonomy/link"
)

// model holds a vector a word and learns by Adagrad, with a rate for each number.
type model struct {
	cfg     Config
	dim     int
	rng     *rand.Rand
	vectors []float32
	seen    []float32 // sums of squared gradients
	batch   *batch

	grads   []float32 // of the words of a batch, dense by slot
	slots   []int32   // by word: its slot in grads, or -1
	touched []int32
}

func newModel(c *corpus, cfg Config) *model {
	n := len(c.words)
	m := &model{cfg: cfg, dim: cfg.Dim, rng: c.rng, vectors: make([]float32, n*cfg.Dim), seen: make([]float32, n*cfg.Dim)}
	m.slots = make([]int32, n)
	for i := range n {
		m.slots[i] = -1
		v := m.vectors[i*m.dim : (i+1)*m.dim]
		for k := range v {
			v[k] = float32(m.rng.NormFloat64())
		}
		scale(v, c.rarity(int32(i))/length(v))
	}
	m.batch = newBatch(cfg)
	return m
}

// run makes the passes over the examples, each in another order.
func (m *model) run(all []example) {
	order := m.rng.Perm(len(all))
	batches := (len(all) + m.cfg.Batch - 1) / m.cfg.Batch
	for epoch := range m.cfg.Epochs {
		m.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		var loss float64
		for b := range batches {
			done := float32(epoch*batches+b) / float32(m.cfg.Epochs*batches)
			m.batch.pick(all, order[b*m.cfg.Batch:min((b+1)*m.cfg.Batch, len(order))])
			loss += m.batch.learn(m.vectors)
			m.update(m.cfg.Rate * (1 - 0.8*done))
		}
		m.cfg.Progress(epoch+1, loss/float64(batches))
	}
}

// update moves the words of the batch against their gradients, in the order of the batch.
func (m *model) update(rate float32) {
	b := m.batch
	for i := range b.examples {
		m.spread(b.examples[i].left, b.left.grad(i))
		m.spread(b.examples[i].right, b.right.grad(i))
	}
	for slot, w := range m.touched {
		g := m.grads[slot*m.dim : (slot+1)*m.dim]
		v, seen := m.vectors[int(w)*m.dim:][:m.dim], m.seen[int(w)*m.dim:][:m.dim]
		for k, x := range g {
			seen[k] += float32(x * x)
			v[k] -= float32(rate*x) / (float32(math.Sqrt(float64(seen[k]))) + 1e-8)
		}
		m.slots[w] = -1
	}
	m.touched, m.grads = m.touched[:0], m.grads[:0]
}

func (m *model) spread(words []int32, grad []float32) {
	for _, w := range words {
		slot := int(m.slots[w])
		if slot < 0 {
			slot = len(m.touched)
			m.slots[w] = int32(slot)
			m.touched = append(m.touched, w)
			m.grads = append(m.grads, grad...)
			continue
		}
		addTo(m.grads[slot*m.dim:(slot+1)*m.dim], grad, 1)
	}
}

// table is the vocabulary with its vectors.
func (m *model) table(words []string) *link.Table {
	return &link.Table{Dim: m.dim, Words: words, Vectors: m.vectors}
}
