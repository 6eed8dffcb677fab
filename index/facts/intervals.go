package facts

import "tenon/profiles"

// interval is a span of months, both ends counted.
type interval = profiles.Span

// union returns the number of months that at least one of the intervals covers, at most profiles.MaxMonths. It sorts in place.
func union(is []interval) int { return min(profiles.Covered(is), profiles.MaxMonths) }

// dated returns the interval of an entry as seen at asOf. later: it lies wholly after asOf and does not exist yet.
func dated(start, end profiles.Month, current bool, asOf profiles.Month) (i interval, ok, later bool) {
	if start > asOf || start == 0 && end > asOf {
		return interval{}, false, true
	}
	if start == 0 || end == 0 && !current {
		return interval{}, false, false
	}
	if current || end > asOf {
		end = asOf
	}
	return interval{Start: start, End: end}, true, false
}

func since(last, asOf profiles.Month) int { return int(min(max(asOf-last, 0), profiles.MaxMonths)) }
