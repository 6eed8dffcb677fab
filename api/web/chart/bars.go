package chart

import (
	"html/template"
	"slices"
)

// Bar is a quantity with its name.
type Bar struct {
	Label string
	Value float64
	Note  string // written behind the value, as "+12 %"
	Href  string // where the name leads; optional
}

// Bars are quantities side by side, lying, each below its name.
type Bars struct {
	Head
	Bars []Bar
}

const (
	width   = 400.0 // so that letters are read on a phone, where a chart is drawn about as wide as this
	barStep = 36.0
	letters = 52 // of a name that fit above it
)

// Draw makes the markup.
func (c Bars) Draw() template.HTML {
	type bar struct {
		Bar
		Name, Text              string
		Y, X, Width, TextX, Mid float64
	}
	var bars []bar
	low, high, longest := 0.0, 0.0, 0
	text := func(b Bar) string {
		if b.Note == "" {
			return c.text(b.Value)
		}
		return c.text(b.Value) + "  " + b.Note
	}
	for _, b := range c.Bars {
		if finite(b.Value) {
			low, high, longest = min(low, b.Value), max(high, b.Value), max(longest, len([]rune(text(b))))
		}
	}
	s, size := NewScale(low, high, 5, true), width-roomFor(longest)
	for _, b := range c.Bars {
		if !finite(b.Value) {
			continue
		}
		y, from, to := float64(len(bars))*barStep, s.At(0, size), s.At(b.Value, size)
		bars = append(bars, bar{b, fit(b.Label, letters), text(b), y + 17, min(from, to), max(1, max(from, to)-min(from, to)), round(max(from, to) + 6), y + 12})
		if len(c.Rows) < len(bars) {
			c.Rows = append(c.Rows, Row{b.Label, []string{text(b)}})
		}
	}
	if c.Columns == nil {
		c.Columns = []string{c.Axis}
	}
	return draw("bars.svg", struct {
		Head
		Bars                []bar
		Links               bool // names lead somewhere: it is no mere picture
		Width, Height, Zero float64
	}{c.Head, bars, slices.ContainsFunc(bars, func(b bar) bool { return b.Href != "" }), width, float64(len(bars)) * barStep, s.At(0, size)})
}
