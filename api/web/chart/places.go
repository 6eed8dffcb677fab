package chart

import (
	"html/template"
	"math"
	"slices"
)

// Place is a quantity at a point of the earth.
type Place struct {
	Label    string
	Lat, Lon float64 // degrees
	Value    float64
}

// Places are quantities where they are: areas of dots in a plain projection (longitude and latitude, as they are), the largest with
// their names. It is no map: it has no coasts, only a grid, and where people live.
type Places struct {
	Head
	Places  []Place
	Compass []string // letters of north, east, south and west; none are the English ones
}

const (
	placesHeight = 230.0
	named        = 8
)

// Draw makes the markup.
func (c Places) Draw() template.HTML {
	type dot struct {
		X, Y, R float64
		Text    string
		Name    string
		NameX   float64
		Anchor  string
	}
	places := slices.DeleteFunc(slices.Clone(c.Places), func(p Place) bool {
		return !finite(p.Value) || p.Value <= 0 || !finite(p.Lat) || !finite(p.Lon)
	})
	slices.SortStableFunc(places, func(a, b Place) int { return -compare(a.Value, b.Value) })
	box := bounds(places)
	c.Columns, c.Rows = []string{c.Axis}, nil
	var dots []dot
	type label struct{ x, y, w float64 }
	var taken []label
	for i, p := range places {
		x := round((p.Lon - box.west) / (box.east - box.west) * width)
		y := round((box.north - p.Lat) / (box.north - box.south) * placesHeight)
		d := dot{X: x, Y: y, R: round(3 + 13*math.Sqrt(p.Value/places[0].Value)), Text: p.Label + ": " + c.text(p.Value), Anchor: "start"}
		d.NameX = x + d.R + 4
		w := float64(len([]rune(p.Label))) * 7
		if d.NameX+w > width {
			d.Anchor, d.NameX = "end", x-d.R-4
		}
		free := i < named && !slices.ContainsFunc(taken, func(l label) bool {
			return math.Abs(l.y-y) < 15 && d.NameX < l.x+l.w && l.x < d.NameX+w
		})
		if free {
			d.Name = p.Label
			taken = append(taken, label{d.NameX, y, w})
		}
		dots = append(dots, d)
		c.Rows = append(c.Rows, Row{p.Label, []string{c.text(p.Value)}})
	}
	return draw("places.svg", struct {
		Head
		Land          string
		Dots          []dot
		Grid          []tick
		Meridians     []tick
		Width, Height float64
	}{c.Head, backdrop(box), dots, c.parallels(box), c.meridians(box), width, placesHeight})
}

type window struct{ west, east, south, north float64 }

// bounds are those of the places with a margin, never so narrow that a street looks like a country.
func bounds(places []Place) window {
	b := window{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, p := range places {
		b.west, b.east, b.south, b.north = min(b.west, p.Lon), max(b.east, p.Lon), min(b.south, p.Lat), max(b.north, p.Lat)
	}
	if len(places) == 0 {
		return window{-180, 180, -60, 75}
	}
	dx, dy := max(2, (b.east-b.west)*.08), max(2, (b.north-b.south)*.12)
	return window{b.west - dx, b.east + dx, b.south - dy, b.north + dy}
}

// parallels and meridians are the grid, at whole degrees: what a map has instead of an axis.
func (c *Places) parallels(b window) (out []tick) {
	for _, v := range NewScale(b.south, b.north, 3, false).Ticks() {
		if v > b.south && v < b.north {
			out = append(out, tick{round((b.north - v) / (b.north - b.south) * placesHeight), c.degrees(v, 0, 2)})
		}
	}
	return out
}

func (c *Places) meridians(b window) (out []tick) {
	for _, v := range NewScale(b.west, b.east, 4, false).Ticks() {
		if x := round((v - b.west) / (b.east - b.west) * width); x > 0 && x < width-3*inset { // its words stand behind it
			out = append(out, tick{x, c.degrees(v, 1, 3)})
		}
	}
	return out
}

// degrees writes v with the letter of its side.
func (c *Places) degrees(v float64, plus, minus int) string {
	letters := c.Compass
	if len(letters) != 4 {
		letters = []string{"N", "E", "S", "W"}
	}
	switch {
	case v > 0:
		return c.text(v) + "° " + letters[plus]
	case v < 0:
		return c.text(-v) + "° " + letters[minus]
	}
	return "0°"
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
