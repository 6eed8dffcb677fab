package chart

import (
	"fmt"
	"html/template"
	"strings"
)

// Line is a series over the same steps as the others; a value that is no number leaves a gap.
type Line struct {
	Name   string
	Values []float64
}

// Lines are one or two series over time. The second is dashed, so that colour is not what tells them apart.
type Lines struct {
	Head
	Steps []string // names of the steps, as months
	Lines []Line
}

const (
	lineHeight = 190.0
	left       = 40.0
	bottom     = 34.0
	top        = 14.0
)

// Draw makes the markup.
func (c Lines) Draw() template.HTML {
	type dot struct {
		X, Y float64
		Text string
	}
	type line struct {
		Name, Path, Class string
		Dots              []dot
		EndX, EndY        float64
	}
	high, any := 0.0, false
	for _, l := range c.Lines {
		for _, v := range l.Values {
			if finite(v) {
				high, any = max(high, v), true
			}
		}
	}
	s, w, h := NewScale(0, high, 4, true), width-left-endOf(c.Lines), lineHeight-top-bottom
	x := func(i int) float64 { return round(left + w*float64(i)/float64(max(1, len(c.Steps)-1))) }
	var lines []line
	for n, l := range c.Lines {
		var b strings.Builder
		out, pen := line{Name: l.Name, Class: []string{"line", "line2"}[n%2]}, "M"
		for i, v := range l.Values {
			if i >= len(c.Steps) || !finite(v) {
				pen = "M"
				continue
			}
			y := round(top + h - s.At(v, h))
			fmt.Fprintf(&b, "%s%g %g", pen, x(i), y)
			pen, out.EndX, out.EndY = "L", x(i)+8, y+4
			out.Dots = append(out.Dots, dot{x(i), y, c.Steps[i] + ": " + c.text(v)})
		}
		out.Path = b.String()
		lines = append(lines, out)
	}
	c.Columns = nil
	for _, l := range c.Lines {
		c.Columns = append(c.Columns, l.Name)
	}
	c.Rows = nil
	var steps []tick
	every := max(1, (len(c.Steps)+4)/5)
	for i, name := range c.Steps {
		row := Row{Label: name}
		for _, l := range c.Lines {
			cell := "–"
			if i < len(l.Values) && finite(l.Values[i]) {
				cell = c.text(l.Values[i])
			}
			row.Cells = append(row.Cells, cell)
		}
		c.Rows = append(c.Rows, row)
		if i%every == 0 {
			steps = append(steps, tick{x(i), name})
		}
	}
	if !any {
		c.Rows = nil
	}
	var marks []tick
	for _, t := range ticks(&c.Head, s, h) {
		marks = append(marks, tick{round(top + h - t.At), t.Text})
	}
	return draw("lines.svg", struct {
		Head
		Lines                             []line
		Several                           bool // each is named at its end
		Steps, Marks                      []tick
		Width, Height, Left, Right, Floor float64
	}{c.Head, lines, len(lines) > 1, steps, marks, width, lineHeight, left, left + w, top + h})
}

// endOf is the room behind the last step: for the names of several series, or for the last name of a step.
func endOf(lines []Line) float64 {
	if len(lines) > 1 {
		return 80
	}
	return 26
}
