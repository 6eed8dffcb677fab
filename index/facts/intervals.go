package facts

import (
	"slices"

	"tenon/profiles"
)

// interval is a span of months, both ends counted.
type interval struct{ start, end profiles.Month }

// union returns the number of months that at least one of the intervals covers, at most profiles.MaxMonths. It sorts in place.
func union(is []interval) int {
	slices.SortFunc(is, func(a, b interval) int { return int(a.start - b.start) })
	total, last := 0, profiles.Month(0)
	for _, i := range is {
		from := max(i.start, last+1)
		if i.end >= from {
			total += int(i.end-from) + 1
			last = i.end
		}
	}
	return min(total, profiles.MaxMonths)
}

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
	return interval{start, end}, true, false
}

func since(last, asOf profiles.Month) int { return int(min(max(asOf-last, 0), profiles.MaxMonths)) }
