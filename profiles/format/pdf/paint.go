package pdf

import (
	"math"

	lib "github.com/ledongthuc/pdf"
)

// matrix is the six numbers of a PDF matrix.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then is the matrix that applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return x*m[0] + y*m[2] + m[4], x*m[1] + y*m[3] + m[5]
}

// colour is red, green and blue from 0 to 1; known is false for patterns and images, against which nothing is called hidden.
type colour struct {
	r, g, b float64
	known   bool
}

var black, paper = colour{known: true}, colour{1, 1, 1, true}

// near: an eye does not tell the two apart.
func (c colour) near(d colour) bool {
	return c.known && d.known && math.Abs(c.r-d.r) < 0.08 && math.Abs(c.g-d.g) < 0.08 && math.Abs(c.b-d.b) < 0.08
}

// colourOf reads the operands of a colour operator: one of grey, three of light, four of ink.
func colourOf(args []token, ink bool) colour {
	n := make([]float64, 0, 4)
	for _, a := range args {
		if a.kind != number {
			return colour{}
		}
		n = append(n, min(max(a.num, 0), 1))
	}
	switch len(n) {
	case 1:
		if ink {
			n[0] = 1 - n[0]
		}
		return colour{n[0], n[0], n[0], true}
	case 3:
		return colour{n[0], n[1], n[2], true}
	case 4:
		return colour{(1 - n[0]) * (1 - n[3]), (1 - n[1]) * (1 - n[3]), (1 - n[2]) * (1 - n[3]), true}
	}
	return colour{}
}

// isInk: of a colour space in which 1 is full ink and 0 is paper.
func isInk(spaces lib.Value, name string) bool {
	family := spaces.Key(name).Index(0).Name()
	return family == "Separation" || family == "DeviceN"
}

// area is something painted: what lies behind a glyph is the last area painted there.
type area struct {
	x0, y0, x1, y1 float64
	colour         colour
}

const maxAreas = 1000

func (c *canvas) paint(a area) {
	if len(c.areas) < maxAreas && a.x1-a.x0 > 1 && a.y1-a.y0 > 1 {
		c.areas = append(c.areas, a)
	}
}

func (c *canvas) behind(x, y float64) colour {
	for i := len(c.areas) - 1; i >= 0; i-- {
		if a := &c.areas[i]; a.x0 <= x && x <= a.x1 && a.y0 <= y && y <= a.y1 {
			return a.colour
		}
	}
	return paper
}

// path is the bounds of the path being built, in points of the sheet.
type path struct {
	x0, y0, x1, y1 float64
	any            bool
}

func (p *path) add(x, y float64) {
	if !p.any {
		*p = path{x, y, x, y, true}
		return
	}
	p.x0, p.x1 = min(p.x0, x), max(p.x1, x)
	p.y0, p.y1 = min(p.y0, y), max(p.y1, y)
}

// box is the bounds of a rectangle after a matrix.
func box(m matrix, x, y, w, h float64) path {
	var p path
	for _, corner := range [4][2]float64{{x, y}, {x + w, y}, {x, y + h}, {x + w, y + h}} {
		p.add(m.at(corner[0], corner[1]))
	}
	return p
}
