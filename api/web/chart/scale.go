package chart

import "math"

// Scale maps [From, To] to lengths, with round steps.
type Scale struct{ From, To, Step float64 }

// NewScale covers the values with about n round steps (1, 2 or 5 times a power of ten); zero is in it where zero is set.
func NewScale(low, high float64, n int, zero bool) Scale {
	if zero {
		low, high = min(low, 0), max(high, 0)
	}
	if !finite(low) || !finite(high) || low > high {
		low, high = 0, 1
	}
	if low == high {
		high = low + max(1, math.Abs(low)/10)
	}
	rough := (high - low) / float64(max(1, n))
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	step := 10 * power
	for _, m := range []float64{1, 2, 5} {
		if rough <= m*power {
			step = m * power
			break
		}
	}
	return Scale{math.Floor(low/step) * step, math.Ceil(high/step) * step, step}
}

// At is where v stands on a length of size, 0 to size.
func (s Scale) At(v, size float64) float64 { return round((v - s.From) / (s.To - s.From) * size) }

// Ticks are the round values of the scale.
func (s Scale) Ticks() []float64 {
	n := int(math.Round((s.To - s.From) / s.Step))
	out := make([]float64, 0, n+1)
	for i := 0; i <= n; i++ {
		out = append(out, s.From+float64(i)*s.Step)
	}
	return out
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// round keeps markup short and the same everywhere.
func round(v float64) float64 { return math.Round(v*10) / 10 }
