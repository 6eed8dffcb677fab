package bench

import (
	"context"
	"slices"
	"time"
)

// Figure is one line of the report. Ratio compares with the figure of the line named by Against: how many times as fast it is.
type Figure struct {
	Name    string  `json:"name"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
	Against string  `json:"against,omitempty"`
	Ratio   float64 `json:"ratio,omitempty"`
}

// add books a figure.
func (b *bench) add(name string, value float64, unit string) {
	b.out.Figures = append(b.out.Figures, Figure{Name: name, Value: value, Unit: unit})
}

// compared books a figure that is ratio times as fast as that of a line.
func (b *bench) compared(name string, value float64, unit, against string, ratio float64) {
	b.out.Figures = append(b.out.Figures, Figure{Name: name, Value: value, Unit: unit, Against: against, Ratio: ratio})
}

// measure is one way to answer a query, which is timed.
type measure struct {
	name, against string
	ask           func(query int) error
	ms            []float64 // by query, the median of the rounds
}

// inRounds asks every query in every way, one way after the other, so that whatever else the machine does meets all of them alike. Each is
// asked twice and the second time counts: else whichever comes first pays for the caches that the one before it has filled.
func (b *bench) inRounds(ctx context.Context, ways []*measure) error {
	tell, done := b.bar("queries")
	defer done()
	all := make([][queries][]float64, len(ways))
	for round := range rounds {
		for q := range queries {
			for i, w := range ways {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := w.ask(q); err != nil {
					return err
				}
				start := time.Now()
				if err := w.ask(q); err != nil {
					return err
				}
				all[i][q] = append(all[i][q], 1e3*time.Since(start).Seconds())
			}
			tell((round*queries+q+1)*len(ways), rounds*queries*len(ways))
		}
	}
	for i, w := range ways {
		for _, ms := range all[i] {
			w.ms = append(w.ms, median(ms))
		}
	}
	return nil
}

// book books the ways: the median over the queries; the ratios are those of medians, or, of the same queries, the median of ratios.
func (b *bench) book(ways []*measure) {
	by := map[string]*measure{}
	for _, w := range ways {
		by[w.name] = w
		if o := by[w.against]; o != nil {
			var ratios []float64
			for q, ms := range w.ms {
				ratios = append(ratios, o.ms[q]/ms)
			}
			b.compared(w.name, median(w.ms), "ms", w.against, median(ratios))
			continue
		}
		b.add(w.name, median(w.ms), "ms")
	}
}

func median(xs []float64) float64 {
	s := slices.Clone(xs)
	slices.Sort(s)
	return s[len(s)/2]
}
