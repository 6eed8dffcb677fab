package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// gutter is a strip of white from x0 to x1 that runs down the rows from top to bottom, both included, with text on both sides.
type gutter struct {
	x0, x1      float64
	top, bottom int
	value       float64
}

const (
	maxRows  = 600 // of a part in which columns are looked for
	maxDepth = 10
	maxLooks = 10_000_000 // at rows beside strips of white; after them a file is read as if it had no columns
)

// look counts work on columns and says whether there may be more: it grows with the cube of the rows.
func (r *reader) look(n int) bool {
	r.looks += n
	return r.looks < maxLooks
}

// arrange puts the words of a part of the sheet into rows in reading order. Where a strip of white parts columns, what stands above
// comes first, then the left column, the right one, and what stands below.
func (r *reader) arrange(words []piece, body float64, depth int) []row {
	if len(words) == 0 {
		return nil
	}
	rows := rowsOf(words)
	if depth >= maxDepth || len(rows) > maxRows || len(rows) < 3 {
		return rows
	}
	if g, out, ok := r.datedMargin(rows, body); ok {
		return r.around(g, rows, out, body, depth)
	}
	for _, g := range r.gutters(rows, max(0.9*body, 7)) {
		if !r.look(len(rows) * len(rows)) {
			break
		}
		g.trim(rows, body)
		if out, ok := g.margin(rows[g.top:g.bottom+1], body); ok {
			return r.around(g, rows, out, body, depth)
		}
		left, right := g.sides(rows)
		if !columns(rows[g.top:g.bottom+1], left, right) {
			continue
		}
		var out []row
		for _, part := range [][]piece{flat(rows[:g.top]), left, right, flat(rows[g.bottom+1:])} {
			if len(part) > 0 {
				out = append(out, r.arrange(part, body, depth+1)...)
			}
		}
		return out
	}
	return rows
}

// around puts what stands above and below the rows of a gutter about them.
func (r *reader) around(g gutter, rows, middle []row, body float64, depth int) []row {
	out := append(r.arrange(flat(rows[:g.top]), body, depth+1), middle...)
	return append(out, r.arrange(flat(rows[g.bottom+1:]), body, depth+1)...)
}

func flat(rows []row) (out []piece) {
	for _, r := range rows {
		out = append(out, r.pieces...)
	}
	return out
}

// sides parts the words of the gutter's rows.
func (g *gutter) sides(rows []row) (left, right []piece) {
	for _, p := range flat(rows[g.top : g.bottom+1]) {
		if (p.x0+p.x1)/2 < (g.x0+g.x1)/2 {
			left = append(left, p)
		} else {
			right = append(right, p)
		}
	}
	return left, right
}

type span struct{ x0, x1 float64 }

// gaps are the strips without text of a row, those at both ends without bound.
func gaps(r row, least float64) []span {
	out := []span{{math.Inf(-1), r.pieces[0].x0}}
	x := r.pieces[0].x1
	for _, p := range r.pieces[1:] {
		if p.x0-x >= least {
			out = append(out, span{x, p.x0})
		}
		x = max(x, p.x1)
	}
	return append(out, span{x, math.Inf(1)})
}

// intersect appends to out what a and b have in common.
func intersect(out, a, b []span, least float64) []span {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		if s := (span{max(a[i].x0, b[j].x0), min(a[i].x1, b[j].x1)}); s.x1-s.x0 >= least {
			out = append(out, s)
		}
		if a[i].x1 < b[j].x1 {
			i++
		} else {
			j++
		}
	}
	return out
}

// gutters finds strips of white, as wide as least, of at least three rows on both sides, the most telling first.
func (r *reader) gutters(rows []row, least float64) []gutter {
	spans := make([][]span, len(rows))
	ends := make([]span, len(rows))
	for i := range rows {
		spans[i] = gaps(rows[i], least)
		ends[i] = span{rows[i].left(), rows[i].right()}
	}
	var found []gutter
	for top := range rows {
		r.step()
		open := spans[top]
		var room [2][]span // for the strips that are open and for those that stay so
		for bottom := top + 1; bottom < len(rows) && len(open) > 0; bottom++ {
			next := intersect(room[bottom%2][:0], open, spans[bottom], least)
			room[bottom%2] = next
			if !r.look(len(open) + len(spans[bottom])) {
				return nil
			}
			if len(next) < len(open) || bottom == len(rows)-1 {
				last := bottom - 1
				if bottom == len(rows)-1 {
					found = add(found, ends, next, top, bottom)
				}
				found = add(found, ends, open, top, last)
				r.looks += len(open) * (bottom - top)
			}
			open = next
			if len(open) == 2 && math.IsInf(open[0].x0, -1) && math.IsInf(open[1].x1, 1) && open[0].x1 < open[1].x0 {
				break // only the margins are left
			}
		}
		if len(found) > 2000 {
			break
		}
	}
	slices.SortStableFunc(found, func(a, b gutter) int {
		if a.value > b.value {
			return -1
		} else if a.value < b.value {
			return 1
		}
		return 0
	})
	return found[:min(len(found), 40)]
}

// add appends the strips that have text on both sides; ends are where each row begins and ends.
func add(found []gutter, ends []span, open []span, top, bottom int) []gutter {
	if bottom-top < 2 {
		return found
	}
	for _, s := range open {
		if math.IsInf(s.x0, -1) || math.IsInf(s.x1, 1) {
			continue
		}
		left, right := 0, 0
		for _, e := range ends[top : bottom+1] {
			if e.x0 < s.x1-0.01 {
				left++
			}
			if e.x1 > s.x0+0.01 {
				right++
			}
		}
		if min(left, right) >= 3 {
			value := float64(min(left, right)) + 0.3*float64(bottom-top) + min(s.x1-s.x0, 40)/20
			found = append(found, gutter{s.x0, s.x1, top, bottom, value})
		}
	}
	return found
}

// trim leaves the name at the top, and a heading whose text goes on across the gutter below, out of the columns.
func (g *gutter) trim(rows []row, body float64) {
	oneSided := func(r row) bool { return r.right() <= g.x0+0.01 || r.left() >= g.x1-0.01 }
	for g.bottom-g.top > 3 && oneSided(rows[g.top]) && rows[g.top].size() >= 1.35*body {
		g.top++
	}
	if g.bottom == len(rows)-1 {
		return
	}
	for i := g.bottom; i > g.bottom-2 && i > g.top+2; i-- {
		if r := rows[i]; oneSided(r) && r.left() < g.x0 && (r.bold() || r.size() > 1.1*body || isSection(r.text()) || isCapitals(r.text())) {
			g.bottom = i - 1
			return
		}
	}
}

var dated = regexp.MustCompile(`(?i)\b(19|20)\d\d\b|\d\d/\d\d|\bpresent\b|\btoday\b|\bnow\b|\bheute\b|\baktuell\b|aujourd|\bactual|\d\s*%|[$€£]\s*\d`)

// columns tells columns from the cells of a table, dates set right, and headings or dates in a margin, which are read row by row.
func columns(rows []row, leftWords, rightWords []piece) bool {
	left, right := rowsOf(leftWords), rowsOf(rightWords)
	aligned, sameLine := 0, map[int]bool{}
	for i, l := range left {
		if slices.ContainsFunc(right, func(r row) bool { return math.Abs(r.y-l.y) < 0.3*min(r.size(), l.size()) }) {
			aligned++
			sameLine[i] = true
		}
	}
	al, ar := float64(aligned)/float64(len(left)), float64(aligned)/float64(len(right))
	switch {
	case al >= 0.75 && len(left)*10 <= len(right)*7 && sparse(left, rows) && !hasList(left):
		return false // a margin
	case ar >= 0.75 && len(right)*10 <= len(left)*7 && (share(right, isDated) >= 0.5 || sparse(right, rows) && meanLength(right) <= 24):
		return false
	case ar >= 0.6 && share(right, isDated) >= 0.6, al >= 0.6 && share(left, isDated) >= 0.6:
		return false
	case max(al, ar) < 0.7 || min(al, ar) < 0.3:
		return true
	case countSections(left) >= 1 && countSections(right) >= 1, countSections(left)+countSections(right) >= 2:
		return true
	case hasList(right):
		return true
	case len(left) >= 4 && len(right) >= 4 && (wraps(left) >= 1 && wraps(right) >= 1 || wraps(left)+wraps(right) >= 3):
		return true
	}
	return max(meanLength(left), meanLength(right)) >= 25 && min(len(left), len(right)) >= 12
}

// sparse: there are rows of the part between one of these and the next.
func sparse(side, rows []row) bool {
	if len(side) < 2 {
		return true
	}
	next := 0
	for i := 1; i < len(side); i++ {
		between := 0
		for _, r := range rows {
			if r.y < side[i-1].y-1 && r.y > side[i].y+1 {
				between++
			}
		}
		if between == 0 {
			next++
		}
	}
	return float64(next) <= 0.4*float64(len(side)-1)
}

func share(rows []row, is func(row) bool) float64 {
	n := 0
	for _, r := range rows {
		if is(r) {
			n++
		}
	}
	return float64(n) / float64(len(rows))
}

func isDated(r row) bool { t := r.text(); return len(t) < 40 && dated.MatchString(t) }

func hasList(rows []row) bool {
	return share(rows, func(r row) bool { return isBullet(r.pieces[0].text) && len(r.pieces) > 1 }) >= 0.2
}

func meanLength(rows []row) float64 {
	n := 0
	for _, r := range rows {
		n += utf8.RuneCountInString(r.text())
	}
	return float64(n) / float64(len(rows))
}

// wraps counts the lines that run to the edge of their column and go on in the next with a small letter.
func wraps(rows []row) (n int) {
	if meanLength(rows) < 20 {
		return 0
	}
	edge := 0.0
	for _, r := range rows {
		edge = max(edge, r.right())
	}
	for i := 0; i+1 < len(rows); i++ {
		first, _ := utf8.DecodeRuneInString(rows[i+1].text())
		if edge-rows[i].right() < 0.25*(edge-rows[i].left()) && strings.ToUpper(string(first)) != string(first) {
			n++
		}
	}
	return n
}

func countSections(rows []row) (n int) {
	for _, r := range rows {
		if isSection(r.text()) {
			n++
		}
	}
	return n
}

var sections = regexp.MustCompile(`(?i)^(about( me)?|profile?|summary|contact|details|(technical |key |core |work |professional )?(skills|experience|history)|education|languages|projects|certific\w+|` +
	`interests|hobbies|awards|publications|references|links|tools|employment|achievements|strengths|training|courses|volunteering|` +
	`profil|über mich|kontakt|(berufs)?erfahrung|berufserfahrung|werdegang|ausbildung|bildung|sprachen|kenntnisse|fähigkeiten|projekte|zertifikate|interessen|` +
	`compétences|expérience.{0,20}|formation|langues|projets|loisirs|coordonnées|à propos|` +
	`perfil|contacto|habilidades|competencias|experiencia.{0,20}|educación|formación|idiomas|proyectos|certificaciones|intereses|aptitudes)\s*:?$`)

func isSection(s string) bool { return len(s) < 40 && sections.MatchString(s) }

func isCapitals(s string) bool {
	return len(s) >= 4 && len(s) < 50 && strings.ToUpper(s) == s && strings.ToLower(s) != s && !strings.ContainsAny(s, "|,0123456789")
}
