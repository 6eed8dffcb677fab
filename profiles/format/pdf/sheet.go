package pdf

import (
	"regexp"
	"slices"
	"strings"

	"tenon/profiles/format/page"
)

// sheet is one page as read.
type sheet struct {
	number, images int
	height         float64
	blind, fault   bool
	lines          []page.Line // in reading order
	unseen         []page.Line // hidden, as painted
}

func (s *sheet) lay(r *reader, marks []mark) {
	var visible, turned []mark
	hidden := map[string][]mark{}
	var reasons []string
	for _, m := range marks {
		switch {
		case m.hidden != "":
			if hidden[m.hidden] == nil {
				reasons = append(reasons, m.hidden)
			}
			hidden[m.hidden] = append(hidden[m.hidden], m)
		case m.upright:
			visible = append(visible, m)
		default:
			turned = append(turned, m)
		}
	}
	words := pieces(visible)
	body := bodySize(words)
	for _, row := range r.arrange(words, body, 0) {
		head, rest := row.headed()
		if len(head.pieces) > 0 {
			s.lines = append(s.lines, line(head, s.number, body))
		}
		s.lines = append(s.lines, line(rest, s.number, body))
	}
	if text := painted(turned); text != "" {
		s.lines = append(s.lines, page.Line{Text: text, Page: s.number})
	}
	for _, reason := range reasons {
		for _, row := range rowsOf(pieces(hidden[reason])) {
			l := line(row, s.number, body)
			l.Hidden, l.Heading = reason, false
			if strings.TrimSpace(l.Text) != "" {
				s.unseen = append(s.unseen, l)
			}
		}
	}
}

// headed parts the heading of a section from the first line of what it heads, which stands beside it in smaller type.
func (r row) headed() (head, rest row) {
	for i := 1; i < len(r.pieces) && i <= 3; i++ {
		if r.pieces[i-1].size < 1.15*r.pieces[i].size {
			continue
		}
		head = row{r.pieces[:i], r.y}
		if t := head.text(); isSection(t) || strings.EqualFold(t, "work") {
			return head, row{r.pieces[i:], r.y}
		}
	}
	return row{}, r
}

// painted is text that is not upright, in the order in which it was painted.
func painted(marks []mark) string {
	var b strings.Builder
	for _, m := range marks {
		b.WriteString(m.text)
	}
	return strings.TrimSpace(b.String())
}

func line(r row, number int, body float64) page.Line {
	l := page.Line{Text: r.text(), Page: number, X: float32(r.left()), Y: float32(r.y), Size: float32(r.size()), Bold: r.bold()}
	l.Heading = isHeading(r, l.Text, body)
	return l
}

func isHeading(r row, text string, body float64) bool {
	if len(text) > 60 || strings.Contains(text, " | ") || len(r.pieces) > 6 || strings.HasSuffix(text, ".") || isBullet(r.pieces[0].text) {
		return false
	}
	return isSection(text) || r.size() > 1.12*body || (r.bold() && len(r.pieces) <= 4 || isCapitals(text)) && !strings.ContainsAny(text, ",0123456789@")
}

// bodySize is the size of most letters.
func bodySize(words []piece) float64 {
	letters := map[int]int{}
	for _, p := range words {
		letters[int(p.size*4+0.5)] += len(p.text)
	}
	best := 0
	for size, n := range letters {
		if n > letters[best] || n == letters[best] && size > best {
			best = size
		}
	}
	return max(float64(best)/4, 1)
}

func (s *sheet) add(b *page.Builder) {
	for _, l := range s.lines {
		b.Add(l)
	}
	for _, l := range s.unseen {
		b.Add(l)
	}
}

var (
	pageNumber = regexp.MustCompile(`(?i)^[-–—|\s]*(page|seite|pagina|página|p\.|s\.)?\s*\d{1,3}\s*((of|von|de|sur|/)\s*\d{1,3})?[-–—|\s]*$`)
	numerals   = regexp.MustCompile(`\d+`)
)

// dropRunning removes page numbers, and what stands at the top or foot of most pages after the first time.
func dropRunning(sheets []sheet, b *page.Builder) {
	seen := map[string]int{}
	for i := range sheets {
		for key := range sheets[i].margins() {
			seen[key]++
		}
	}
	kept := map[string]bool{}
	for i := range sheets {
		s := &sheets[i]
		margins := s.margins()
		s.lines = slices.DeleteFunc(s.lines, func(l page.Line) bool {
			key := runningKey(l.Text)
			if !margins[key] || !s.inMargin(l) {
				return false
			}
			if pageNumber.MatchString(l.Text) && (len(sheets) > 1 || strings.ContainsAny(l.Text, "/PpSs")) {
				b.Note("page numbers were left out")
				return true
			}
			if len(sheets) < 2 || seen[key]*2 <= len(sheets) && seen[key] < 3 || seen[key] < 2 {
				return false
			}
			if !kept[key] {
				kept[key] = true
				return false
			}
			b.Note("what repeats at the top or foot of the pages was kept once")
			return true
		})
	}
}

func runningKey(s string) string { return numerals.ReplaceAllString(strings.ToLower(s), "#") }

func (s *sheet) inMargin(l page.Line) bool {
	return l.Y > 0 && s.height > 0 && (float64(l.Y) > s.height*0.92 || float64(l.Y) < s.height*0.08)
}

// margins are the lines near the top and foot of the sheet.
func (s *sheet) margins() map[string]bool {
	out := map[string]bool{}
	for _, l := range s.lines {
		if s.inMargin(l) && len(out) < 8 {
			out[runningKey(l.Text)] = true
		}
	}
	return out
}
