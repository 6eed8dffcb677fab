package chart

import (
	"embed"
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
)

//go:embed *.svg
var files embed.FS

var drawn = template.Must(template.New("").Funcs(template.FuncMap{"add": func(a, b float64) float64 { return round(a + b) }}).ParseFS(files, "*.svg"))

// Head is what every chart says in words.
type Head struct {
	ID      string // unique on the page
	Title   string // what is shown, of what, as of when
	Axis    string // what the numbers are, with their unit
	Label   string // head of the first column of the table
	More    string // words that open the table
	Format  func(float64) string
	Columns []string // heads of the other columns of the table
	Rows    []Row
	Empty   string // said where there is nothing to draw
}

// Row is a line of the table behind a chart.
type Row struct {
	Label string
	Cells []string
}

func (h *Head) text(v float64) string {
	if h.Format != nil {
		return h.Format(v)
	}
	return Number(v)
}

// Number writes v with thousands parted by a comma and at most one decimal.
func Number(v float64) string {
	whole, part := math.Modf(math.Abs(round(v)))
	s := strconv.FormatFloat(whole, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if part >= 0.05 {
		s += strings.TrimPrefix(strconv.FormatFloat(part, 'f', 1, 64), "0")
	}
	if v < 0 && s != "0" {
		s = "−" + s
	}
	return s
}

type tick struct {
	At   float64
	Text string
}

func ticks(h *Head, s Scale, size float64) []tick {
	var out []tick
	for _, v := range s.Ticks() {
		out = append(out, tick{s.At(v, size), h.text(v)})
	}
	return out
}

func draw(name string, data any) template.HTML {
	var b strings.Builder
	if err := drawn.ExecuteTemplate(&b, name, data); err != nil {
		panic(fmt.Sprintf("chart %s: %v", name, err)) // a template of this package that does not fit its data
	}
	return template.HTML(b.String()) //nolint:gosec // made by html/template, which escapes what it is given
}

// roomFor is what so many strong letters take at the end of a chart, in the widest of the fonts of the pages.
func roomFor(letters int) float64 { return max(40, 8*float64(letters)+10) }

// fit shortens a label to about n letters.
func fit(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimRight(string(r[:n-1]), " ,.-") + "…"
	}
	return s
}
