package pdf

import (
	"math"
	"regexp"
	"slices"
)

// band is the rows between two headings of a part with a strip of white, or one such heading by itself.
type band struct {
	rows        []row
	left, right []piece // empty for a heading
}

// bands cuts the rows beside a gutter at the headings that stand alone in its left column.
func (g *gutter) bands(rows []row, body float64) []band {
	var out []band
	open := false
	for _, r := range rows {
		t := r.text()
		alone := r.right() <= g.x0+0.01 && len(t) < 40 && (isSection(t) || isCapitals(t) || r.bold() && r.size() > 1.08*body)
		if alone {
			out = append(out, band{rows: []row{r}})
			open = false
			continue
		}
		if !open {
			out = append(out, band{})
			open = true
		}
		b := &out[len(out)-1]
		b.rows = append(b.rows, r)
		for _, p := range r.pieces {
			if (p.x0+p.x1)/2 < (g.x0+g.x1)/2 {
				b.left = append(b.left, p)
			} else {
				b.right = append(b.right, p)
			}
		}
	}
	return out
}

// margin reads a part whose left column is a margin of dates or labels, with the headings of the sections in it, too. ok is false
// where any of its bands is columns, and where no margin is seen that the order of the rows would not do justice anyway.
func (g *gutter) margin(rows []row, body float64) (out []row, ok bool) {
	bands := g.bands(rows, body)
	useful := false
	for _, b := range bands {
		switch {
		case len(b.left) == 0 || len(b.right) == 0:
			out = append(out, b.rows...)
		case datesOnly(b.left) && !aligned(rowsOf(b.left), rowsOf(b.right)):
			out = append(out, centred(rowsOf(b.left), rowsOf(b.right))...)
			useful = true
		case datesOnly(b.left) && broken(rowsOf(b.left)):
			out = append(out, topped(rowsOf(b.left), rowsOf(b.right))...)
			useful = true
		case len(rowsOf(b.left)) > 1 && !datesOnly(b.left) && columns(b.rows, b.left, b.right):
			return nil, false
		default:
			useful = useful || len(bands) > 1
			out = append(out, b.rows...)
		}
	}
	return out, useful
}

// datedMargin finds the largest part of the rows whose left column is dates, headings apart. The strip of white beside them may be
// narrow: dates fill their cells.
func (r *reader) datedMargin(rows []row, body float64) (gutter, []row, bool) {
	found := r.gutters(rows, 0.2*body)
	slices.SortStableFunc(found, func(a, b gutter) int { return (b.bottom - b.top) - (a.bottom - a.top) })
	for _, g := range found {
		g.extend(rows)
		part := rows[g.top : g.bottom+1]
		dates := 0
		for _, b := range g.bands(part, body) {
			if len(b.left) > 0 && len(b.right) > 0 && datesOnly(b.left) {
				dates += len(together(rowsOf(b.left)))
			}
		}
		if dates < 2 {
			continue
		}
		if out, ok := g.margin(part, body); ok {
			return g, out, true
		}
	}
	return gutter{}, nil, false
}

// extend takes the rows of the right column above and below, which have nothing beside them.
func (g *gutter) extend(rows []row) {
	for g.top > 0 && rows[g.top-1].left() >= g.x1-1 {
		g.top--
	}
	for g.bottom+1 < len(rows) && rows[g.bottom+1].left() >= g.x1-1 {
		g.bottom++
	}
}

// datesOnly: the words of a margin are dates, perhaps broken into two lines.
func datesOnly(words []piece) bool {
	rows := rowsOf(words)
	return share(rows, isDated) >= 0.9
}

// aligned: most rows of the margin stand on the line of a row beside them.
func aligned(left, right []row) bool {
	n := 0
	for _, l := range left {
		if slices.ContainsFunc(right, func(r row) bool { return math.Abs(r.y-l.y) < 0.3*min(r.size(), l.size()) }) {
			n++
		}
	}
	return n*4 >= len(left)*3
}

// centred reads a table whose left cells are set in the middle of their rows: the rows of the right column are divided so that the
// middle of each group lies nearest to its date, which then comes first.
func centred(left, right []row) []row {
	blocks := together(left)
	if len(blocks) > len(right) || len(right) > 200 {
		return append(slices.Clone(left), right...)
	}
	first := division(blocks, right)
	var out []row
	for i, b := range blocks {
		end := len(right)
		if i+1 < len(blocks) {
			end = first[i+1]
		}
		group := right[first[i]:end]
		head := row{append(flat(b), group[0].pieces...), group[0].y}
		out = append(append(out, head), group[1:]...)
	}
	return out
}

// broken says that a date of the margin goes on in the line below: its first line ends in the middle of an interval.
func broken(left []row) bool {
	return slices.ContainsFunc(left, func(r row) bool { return unfinished.MatchString(r.text()) })
}

var unfinished = regexp.MustCompile(`(?i)(?:[-–—]|\b(?:to|bis|until|au|al|a|hasta)|à)$`)

// topped puts each date whole before the row of the right column that stands on its first line.
func topped(left, right []row) []row {
	dates := together(left)
	var out []row
	for _, r := range right {
		for len(dates) > 0 && dates[0][0].y > r.y+0.3*r.size() {
			out = append(out, row{flat(dates[0]), dates[0][0].y})
			dates = dates[1:]
		}
		if len(dates) > 0 && math.Abs(dates[0][0].y-r.y) <= 0.3*r.size() {
			r.pieces = append(flat(dates[0]), r.pieces...)
			dates = dates[1:]
		}
		out = append(out, r)
	}
	for _, d := range dates {
		out = append(out, row{flat(d), d[0].y})
	}
	return out
}

// together joins the lines of a date that is broken.
func together(rows []row) [][]row {
	var out [][]row
	for i, r := range rows {
		if i > 0 && rows[i-1].y-r.y < 1.5*r.size() {
			out[len(out)-1] = append(out[len(out)-1], r)
			continue
		}
		out = append(out, []row{r})
	}
	return out
}

// division returns the first row of each block's group: the one of all divisions whose middles are nearest to the blocks, these
// moved by what fits best, because cells have more space above their text than below, or less.
func division(blocks [][]row, right []row) []int {
	best, least := []int(nil), math.Inf(1)
	for shift := -8.0; shift <= 8; shift += 2 {
		first, cost := divided(blocks, right, shift)
		if cost += math.Abs(shift); cost < least {
			best, least = first, cost
		}
	}
	return best
}

// divided finds the division of least cost: the sum of the squared distances of the middles.
func divided(blocks [][]row, right []row, shift float64) ([]int, float64) {
	n, m := len(blocks), len(right)
	cost := make([][]float64, n+1) // of the first i blocks over the first j rows
	from := make([][]int, n+1)
	for i := range cost {
		cost[i], from[i] = make([]float64, m+1), make([]int, m+1)
		for j := range cost[i] {
			cost[i][j] = math.Inf(1)
		}
	}
	cost[0][0] = 0
	for i := 1; i <= n; i++ {
		b := blocks[i-1]
		middle := (b[0].y+b[len(b)-1].y)/2 + shift
		for j := i; j <= m; j++ {
			for k := i - 1; k < j; k++ {
				d := middle - (right[k].y+right[j-1].y)/2
				if c := cost[i-1][k] + d*d; c < cost[i][j] {
					cost[i][j], from[i][j] = c, k
				}
			}
		}
	}
	first := make([]int, n)
	for i, j := n, m; i > 0; i-- {
		j = from[i][j]
		first[i-1] = j
	}
	return first, cost[n][m]
}
