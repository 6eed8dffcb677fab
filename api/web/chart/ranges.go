package chart

import "html/template"

// Range is a band of values with its middle, as quartiles of pay.
type Range struct {
	Label          string
	Low, Mid, High float64
	Note           string // as how many it rests on, written at the end of its name's line
}

// Ranges are bands side by side on one axis.
type Ranges struct {
	Head
	Ranges []Range
	Band   bool // the ends are those of an interval, not quartiles
	Ends   bool // what is written behind a band are its ends, not its middle, which is not marked
}

// inset keeps the number at the left end of the axis within the chart.
const inset = 22.0

// Draw makes the markup.
func (c Ranges) Draw() template.HTML {
	type band struct {
		Range
		Name            string
		Y, X, Width, At float64
		Text            string
	}
	text := func(r Range) string {
		if c.Ends {
			return c.text(r.Low) + "–" + c.text(r.High)
		}
		return c.text(r.Mid)
	}
	longest := 0
	low, high, first := 0.0, 0.0, true
	for _, r := range c.Ranges {
		if !finite(r.Low) || !finite(r.Mid) || !finite(r.High) {
			continue
		}
		if first {
			low, high, first = r.Low, r.High, false
		}
		low, high = min(low, r.Low), max(high, r.High)
		longest = max(longest, len([]rune(text(r))))
	}
	right := roomFor(longest)
	s, size := NewScale(low, high, 3, false), width-right-2*inset
	var bands []band
	c.Columns, c.Rows = []string{"25 %", "50 %", "75 %", ""}, nil
	if c.Band {
		c.Columns = []string{"–", c.Axis, "+", ""}
	}
	for _, r := range c.Ranges {
		if !finite(r.Low) || !finite(r.Mid) || !finite(r.High) {
			continue
		}
		y, from := float64(len(bands))*barStep+20, s.At(r.Low, size)
		bands = append(bands, band{r, fit(r.Label, letters-len([]rune(r.Note))-2), y, inset + from, max(2, round(s.At(r.High, size)-from)), inset + s.At(r.Mid, size), text(r)})
		c.Rows = append(c.Rows, Row{r.Label, []string{c.text(r.Low), c.text(r.Mid), c.text(r.High), r.Note}})
	}
	var marks []tick
	for _, t := range ticks(&c.Head, s, size) {
		marks = append(marks, tick{inset + t.At, t.Text})
	}
	return draw("ranges.svg", struct {
		Head
		Middle               bool
		Bands                []band
		Marks                []tick
		Width, Height, Floor float64
	}{c.Head, !c.Ends, bands, marks, width, float64(len(bands))*barStep + 24, float64(len(bands))*barStep + 20})
}
