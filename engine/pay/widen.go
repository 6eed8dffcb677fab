package pay

import "slices"

// step is one step of widening: what records have in common with a question.
type step struct {
	same string
	in   func(q, r *record) bool
	need func(q *record) bool // the question states it
}

var (
	sameTitle   = func(q, r *record) bool { return r.title == q.title }
	sameFamily  = func(q, r *record) bool { return r.family == q.family }
	sameLevel   = func(q, r *record) bool { return q.band == noBand || r.band == q.band }
	sameCountry = func(q, r *record) bool { return q.country == 0 || r.country == q.country }
	sameRegion  = func(q, r *record) bool { return q.country == 0 || r.region == q.region }
)

// steps widen what is comparable; each holds the one before.
var steps = []step{
	{"title, level, city", func(q, r *record) bool { return sameTitle(q, r) && sameLevel(q, r) && r.city == q.city }, func(q *record) bool { return q.title != 0 && q.city != 0 }},
	{"title, level, country", func(q, r *record) bool { return sameTitle(q, r) && sameLevel(q, r) && sameCountry(q, r) }, func(q *record) bool { return q.title != 0 }},
	{"family, level, country", func(q, r *record) bool { return sameFamily(q, r) && sameLevel(q, r) && sameCountry(q, r) }, func(q *record) bool { return q.family != 0 }},
	{"family, level, region", func(q, r *record) bool { return sameFamily(q, r) && sameLevel(q, r) && sameRegion(q, r) }, func(q *record) bool { return q.family != 0 && q.country != 0 }},
	{"level, region", func(q, r *record) bool { return sameLevel(q, r) && sameRegion(q, r) }, func(q *record) bool { return q.country != 0 }},
	{"level", sameLevel, func(q *record) bool { return q.band != noBand }},
	{"nothing", func(_, _ *record) bool { return true }, func(*record) bool { return true }},
}

// heard is how many records a step needs to be heard as much as all wider ones together.
const heard = 20

// comparable is the widening for a question: the steps that it has, and of each record the first that it is in.
type comparable struct {
	steps []step
	at    []int // by record
	n     []int // records by step, those of narrower ones included
}

// comparable widens for a question; self is the record that the question itself is, -1 for none, and is left out.
func (m *model) comparable(q *record, self int) *comparable {
	c := &comparable{at: make([]int, len(m.rs))}
	for _, s := range steps {
		if s.need(q) {
			c.steps = append(c.steps, s)
		}
	}
	c.n = make([]int, len(c.steps))
	for i := range m.rs {
		if i == self {
			c.at[i] = -1
			continue
		}
		c.at[i] = slices.IndexFunc(c.steps, func(s step) bool { return s.in(q, &m.rs[i]) })
		for k := c.at[i]; k < len(c.n); k++ {
			c.n[k]++
		}
	}
	return c
}

// used is the first step with enough records, and the last when none has.
func (c *comparable) used() int {
	i := slices.IndexFunc(c.n, func(n int) bool { return n >= LeastComparable })
	if i < 0 {
		return len(c.n) - 1
	}
	return i
}

// weights is how much a record of each first step counts: those of a step share what the step is heard of what is left.
func (c *comparable) weights() []float64 {
	share, left := make([]float64, len(c.n)), 1.0
	for k, n := range c.n {
		w := float64(n) / float64(n+heard)
		if k == len(c.n)-1 {
			w = 1
		}
		if n > 0 {
			share[k] = left * w / float64(n)
			left *= 1 - w
		}
	}
	out := make([]float64, len(c.n)) // a record of step k is in all steps from k on
	for k := len(share) - 1; k >= 0; k-- {
		out[k] = share[k]
		if k+1 < len(share) {
			out[k] += out[k+1]
		}
	}
	return out
}

// spread is a weighted distribution of how far the fit is off.
type spread struct {
	off, below []float64 // ascending; the share of weight up to and with each
	n          float64   // how many records of equal weight say as much
}

func (m *model) spread(c *comparable) *spread {
	w := c.weights()
	order := make([]int, len(m.rs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case m.off[a] < m.off[b]:
			return -1
		case m.off[a] > m.off[b]:
			return 1
		}
		return a - b
	})
	s, sum, squares := &spread{}, 0.0, 0.0
	for _, i := range order {
		if c.at[i] < 0 {
			continue
		}
		sum += w[c.at[i]]
		squares += w[c.at[i]] * w[c.at[i]]
		s.off, s.below = append(s.off, m.off[i]), append(s.below, sum)
	}
	s.n = sum * sum / squares
	return s
}

// at is the quantile of a share of the weight; those above and below the median are as far out as half of one more record could push them.
func (s *spread) at(share float64) float64 {
	switch {
	case share > 0.5:
		share = min(1, share*(1+1/(2*s.n)))
	case share < 0.5:
		share = max(0, 1-(1-share)*(1+1/(2*s.n)))
	}
	total := s.below[len(s.below)-1]
	i, _ := slices.BinarySearch(s.below, share*total)
	return s.off[min(i, len(s.off)-1)]
}

// less is the share of the weight below a distance.
func (s *spread) less(off float64) float64 {
	i, _ := slices.BinarySearch(s.off, off)
	if i == 0 {
		return 0
	}
	return s.below[i-1] / s.below[len(s.below)-1]
}
