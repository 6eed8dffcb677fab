package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a word on the sheet.
type piece struct {
	x0, x1, y, size float64
	text            string
	bold            bool
}

// pieces joins glyphs to words: neighbours on a baseline with less than a space between them.
func pieces(marks []mark) []piece {
	var out []piece
	for _, row := range baselines(marks) {
		out = append(out, cut(row)...)
	}
	return out
}

// baselines groups glyphs that stand on one line, from the top, each from the left.
func baselines(marks []mark) [][]mark {
	sorted := slices.Clone(marks)
	slices.SortStableFunc(sorted, func(a, b mark) int { return cmp.Compare(b.y, a.y) })
	var rows [][]mark
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[i].y-sorted[j].y < 0.25*min(sorted[i].size, sorted[j].size) {
			j++
		}
		row := sorted[i:j:j]
		slices.SortStableFunc(row, func(a, b mark) int { return cmp.Compare(a.x0, b.x0) })
		rows = append(rows, row)
		i = j
	}
	return rows
}

// cut joins the glyphs of a line to words. The letters of a word are gathered before they become its text: a word may be as long as
// the line.
func cut(row []mark) (out []piece) {
	limit := tracking(row)
	var letters []byte // of the last word of out, while it is open
	done := func() {
		if len(letters) > 0 {
			out[len(out)-1].text = string(letters)
			letters = letters[:0]
		}
	}
	for i, m := range row {
		if strings.TrimSpace(m.text) == "" {
			done()
			continue
		}
		if i > 0 && row[i-1].text == m.text && m.x0-row[i-1].x0 < 0.12*m.size && m.x1 > m.x0 {
			if len(letters) > 0 {
				out[len(out)-1].bold = true // printed twice, a little apart, to look bold
			}
			continue
		}
		if n := len(out); len(letters) > 0 && m.x0-out[n-1].x1 < limit*max(m.size, out[n-1].size) {
			p := &out[n-1]
			letters = append(letters, m.text...)
			p.x1, p.size, p.bold = max(p.x1, m.x1), max(p.size, m.size), p.bold && m.bold
			continue
		}
		done()
		out = append(out, piece{x0: m.x0, x1: max(m.x0, m.x1), y: m.y, size: m.size, bold: m.bold})
		letters = append(letters, m.text...)
	}
	done()
	return out
}

// tracking is the gap that parts words, in parts of the size: wider where letters are spaced out ("E X P E R I E N C E").
func tracking(row []mark) float64 {
	const usual = 0.2
	var gaps []float64
	for i := 1; i < len(row); i++ {
		if g := (row[i].x0 - row[i-1].x1) / row[i].size; g > -0.5 && g < 1.2 && strings.TrimSpace(row[i].text+row[i-1].text) != "" && row[i].text != " " && row[i-1].text != " " {
			gaps = append(gaps, g)
		}
	}
	if len(gaps) < 4 {
		return usual
	}
	slices.Sort(gaps)
	return max(usual, 1.7*gaps[len(gaps)/2])
}

// bullet marks that stand before an entry of a list.
func isBullet(s string) bool {
	if utf8.RuneCountInString(s) == 1 {
		r, _ := utf8.DecodeRuneInString(s)
		return strings.ContainsRune("•·-–—*o▪■□▸►➢➤✓✔§○●◦‣⁃", r) || unicode.Is(unicode.Co, r)
	}
	number, ok := strings.CutSuffix(s, ".")
	return ok && len(number) <= 2 && number[0] >= '0' && number[0] <= '9'
}

// row is the pieces of a part of the sheet that stand on one line.
type row struct {
	pieces []piece
	y      float64
}

func rowsOf(words []piece) []row {
	sorted := slices.Clone(words)
	slices.SortStableFunc(sorted, func(a, b piece) int { return cmp.Compare(b.y, a.y) })
	var rows []row
	for _, p := range sorted {
		if n := len(rows); n > 0 && rows[n-1].y-p.y < 0.4*max(p.size, rows[n-1].pieces[0].size) {
			rows[n-1].pieces = append(rows[n-1].pieces, p)
			continue
		}
		rows = append(rows, row{[]piece{p}, p.y})
	}
	for _, r := range rows {
		slices.SortStableFunc(r.pieces, func(a, b piece) int { return cmp.Compare(a.x0, b.x0) })
		for i := 0; i+1 < len(r.pieces); i++ { // the space after a bullet parts no columns
			if p, q := &r.pieces[i], r.pieces[i+1]; isBullet(p.text) && q.x0-p.x1 < 4*p.size {
				p.x1 = max(p.x1, q.x0-0.1)
			}
		}
	}
	return rows
}

// text joins the pieces of a row; where white parts them as cells are parted, by a bar.
func (r row) text() string {
	var b strings.Builder
	for i, p := range r.pieces {
		if i > 0 {
			prev := r.pieces[i-1]
			switch gap := p.x0 - prev.x1; {
			case gap > 2*max(p.size, prev.size) && !strings.HasSuffix(prev.text, ":") && prev.text != "|" && p.text != "|":
				b.WriteString(" | ")
			case gap > 0.02*p.size || p.size == prev.size:
				b.WriteByte(' ')
			}
		}
		b.WriteString(p.text)
	}
	return b.String()
}

func (r row) size() (s float64) {
	for _, p := range r.pieces {
		s = max(s, p.size)
	}
	return s
}

func (r row) bold() bool {
	return !slices.ContainsFunc(r.pieces, func(p piece) bool { return !p.bold && !isBullet(p.text) })
}

func (r row) left() float64 { return r.pieces[0].x0 }

func (r row) right() float64 {
	x := r.pieces[0].x1
	for _, p := range r.pieces {
		x = max(x, p.x1)
	}
	return x
}
