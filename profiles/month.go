package profiles

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Month is a calendar month, counted from January of year 0 as month 1; 0 is not stated. Its text is "2025-11".
type Month int32

// The years that a record may name. Earlier and later ones are slips of the pen.
const (
	FirstYear = 1930
	LastYear  = 2100
)

// NewMonth returns the month of a year, month 1 to 12.
func NewMonth(year, month int) Month { return Month(year*12 + month) }

// MonthOf returns the month of a moment in UTC.
func MonthOf(t time.Time) Month { return NewMonth(t.UTC().Year(), int(t.UTC().Month())) }

// ParseMonth reads "2025-11" and nothing else; the year has to lie between [FirstYear] and [LastYear].
func ParseMonth(s string) (Month, error) {
	if len(s) == 7 && s[4] == '-' {
		y, err1 := strconv.ParseUint(s[:4], 10, 16)
		m, err2 := strconv.ParseUint(s[5:], 10, 8)
		if err1 == nil && err2 == nil && y >= FirstYear && y <= LastYear && m >= 1 && m <= 12 {
			return NewMonth(int(y), int(m)), nil
		}
	}
	return 0, fmt.Errorf("%w: month %q: want YYYY-MM, %d-01 to %d-12", ErrInvalid, clip(s), FirstYear, LastYear)
}

// Year and Month1 are the parts of a stated month: the year, and the month 1 to 12.
func (m Month) Year() int { return int(m-1) / 12 }

// Month1 is the month of the year, 1 to 12.
func (m Month) Month1() int { return int(m-1)%12 + 1 }

func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), m.Month1())
}

// MarshalText writes "2025-11", or nothing for a month that is not stated.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (m *Month) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*m = 0
		return nil
	}
	v, err := ParseMonth(string(b))
	if err == nil {
		*m = v
	}
	return err
}

// Span is an interval of months; both ends count.
type Span struct{ Start, End Month }

// Covered is the number of months that at least one of the spans covers. It sorts them in place.
func Covered(spans []Span) int {
	slices.SortFunc(spans, func(a, b Span) int { return int(a.Start - b.Start) })
	total, last := 0, Month(0)
	for _, s := range spans {
		if from := max(s.Start, last+1); s.End >= from {
			total += int(s.End-from) + 1
			last = s.End
		}
	}
	return total
}
