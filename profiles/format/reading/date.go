package reading

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenon/profiles"
)

// Dates is one date or interval of a text.
type Dates struct {
	Start, End profiles.Month // 0: not stated. Of a single date both are its month
	Current    bool           // it lasts
	Single     bool           // one date, no interval
	Bare       bool           // a single year without a month: it may be a number of something else
	Years      bool           // an end was stated as a year only: January and December stand for it
	From, To   int            // bytes [From, To) of the text
}

// point is a date as stated: the months that it may mean.
type point struct {
	first, last profiles.Month
	month       int // 1–12 when the words are a month without a year
	bare        bool
}

// FindDates returns the dates of a text in their order. A date such as 03/04/2021 is read with the day first but in English.
func FindDates(text, language string, now profiles.Month) []Dates {
	if !strings.ContainsAny(text, "0123456789") || !utf8.ValidString(text) {
		return nil
	}
	s := &dateScanner{text: text, low: Lower(text), dayFirst: language != "en", now: now}
	var out []Dates
	for i := 0; i < len(text); {
		if !s.wordStart(i) {
			i++
			continue
		}
		d, ok := s.dates(i)
		if !ok {
			i++
			continue
		}
		out = append(out, d)
		i = d.To
	}
	return out
}

// Lower is a text in lower case with its byte offsets kept: letters whose lower case has another length stay.
func Lower(s string) string {
	return strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
			return l
		}
		return r
	}, s)
}

type dateScanner struct {
	text, low string
	dayFirst  bool
	now       profiles.Month
}

// wordStart: a date begins with a letter, a digit or an apostrophe, where neither a word, a number nor an amount goes on.
func (s *dateScanner) wordStart(i int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	if !utf8.RuneStart(s.text[i]) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' {
		return false
	}
	p, n := utf8.DecodeLastRuneInString(s.text[:i])
	if unicode.IsLetter(p) || unicode.IsDigit(p) || n > 0 && strings.ContainsRune("$€£#+", p) {
		return false
	}
	return i < 2 || !strings.ContainsRune(".,/", p) || s.text[i-2] < '0' || s.text[i-2] > '9'
}

var (
	sinceForm   = Words(`^(since|seit|depuis|desde|ab|from|starting|à partir de|a partir de)\s+(the\s+|le\s+|el\s+|dem\s+)?`)
	untilForm   = Words(`^(until|till|bis|jusqu['’](à|en)|hasta)\s+(the\s+|le\s+|el\s+|zum\s+)?`)
	betweenForm = Exact(`^(from|von|vom|between|de|du|entre|desde|del)\s+`)
	dashForm    = Words(`^\s*(?:-|–|—|−|‒|~|→|->|–>|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bthru\b|\bbis(?: zum\b| einschließlich|\b)|à\s|\bau\b|\bal?\b|\bhasta\b|\by\b|\band\b|\bet\b|\bjusqu['’](?:à|en)\b)\s*(?:the\s|le\s|el\s|la\s)?`)
	onwardForm  = Exact(`^\s+onwards?\b`)
	slashForm   = Exact(`^\s*/\s*`)
	presentForm = Words(`^(?:the )?(till date|til date|till now|present|now|current(?:ly)?|today|ongoing|to date|date|heute|jetzt|aktuell|laufend|dato|gegenwart|aujourd['’]\s?hui|ce jour|actuel(?:lement)?|présent|en cours|en curso|act\.?|a la fecha|maintenant|actualidad|actualmente|presente|hoy|fecha|la fecha|actual|oggi|attuale|atual|heden)\b`)
	openForm    = Exact(`^\s*(?:-|–|—)\s*(?:$|[)|\]·•]|\.\.\.|…)`)
)

// IsPresent says that a text stands for an end that has not come: "present", "heute".
func IsPresent(text string) bool {
	low := Lower(strings.TrimSpace(text))
	return low != "" && presentForm.FindString(low) == low
}

// dates reads what begins at byte i.
func (s *dateScanner) dates(i int) (Dates, bool) {
	at := i
	if m := sinceForm.FindString(s.low[i:]); m != "" {
		if d, ok := s.lasting(i, i+len(m)); ok {
			return d, true
		}
	}
	if m := untilForm.FindString(s.low[i:]); m != "" {
		if p, end, ok := s.point(i + len(m)); ok && p.month == 0 {
			return Dates{End: s.endOf(p), Years: p.bare, From: i, To: end}, true
		}
	}
	if m := betweenForm.FindString(s.low[i:]); m != "" {
		at = i + len(m)
	}
	p, end, ok := s.point(at)
	if !ok {
		return Dates{}, false
	}
	if d, ok := s.interval(i, p, end); ok {
		return d, true
	}
	if at != i || p.month != 0 {
		return Dates{}, false
	}
	return Dates{Start: p.first, End: p.last, Single: true, Bare: p.bare, Years: p.bare, From: i, To: end}, true
}

// lasting reads "since 2022", unless an end follows.
func (s *dateScanner) lasting(from, at int) (Dates, bool) {
	p, end, ok := s.point(at)
	if !ok || p.month != 0 {
		return Dates{}, false
	}
	if d, ok := s.interval(from, p, end); ok {
		return d, true
	}
	return Dates{Start: p.first, Current: true, Years: p.bare, From: from, To: end}, true
}

// interval reads the rest of one whose first date ends at byte end.
func (s *dateScanner) interval(from int, p point, end int) (Dates, bool) {
	rest := s.low[end:]
	sep := dashForm.FindString(rest)
	if m := onwardForm.FindString(rest); m != "" && p.month == 0 {
		return Dates{Start: p.first, Current: true, Years: p.bare, From: from, To: end + len(m)}, true
	}
	if sep == "" && p.month == 0 && !p.bare { // "01-2020 / 03-2022"
		if m := slashForm.FindString(rest); m != "" {
			if q, _, ok := s.point(end + len(m)); ok && !q.bare && q.month == 0 && q.first >= p.first {
				sep = m
			}
		}
	}
	if sep == "" && p.bare {
		if sep = slashForm.FindString(rest); sep != "" && !s.nextYear(p, end+len(sep)) {
			sep = ""
		}
	}
	if sep == "" {
		return Dates{}, false
	}
	at := end + len(sep)
	if m := presentForm.FindString(s.low[at:]); m != "" && p.month == 0 {
		return Dates{Start: p.first, Current: true, Years: p.bare, From: from, To: at + len(m)}, true
	}
	if q, stop, ok := s.second(p, at); ok {
		return s.span(from, p, q, stop)
	}
	if m := openForm.FindString(rest); m != "" && p.month == 0 {
		return Dates{Start: p.first, Current: true, Years: p.bare, From: from, To: end + len(strings.TrimRight(sep, " "))}, true
	}
	return Dates{}, false
}

// second reads the second date of an interval; "2018-19" and "’19–’21" have short years.
func (s *dateScanner) second(p point, at int) (point, int, bool) {
	if q, stop, ok := s.point(at); ok {
		return q, stop, true
	}
	m := shortYear.FindString(s.low[at:])
	if m == "" || !p.bare {
		return point{}, 0, false
	}
	year := s.century(strings.TrimLeft(m, "'’"))
	if year < p.first.Year() || year > p.first.Year()+12 {
		return point{}, 0, false
	}
	return wholeYear(year), at + len(m), true
}

var shortYear = Exact(`^['’]?\d{2}\b`)

// span joins two dates. A first one without a year has that of the second.
func (s *dateScanner) span(from int, p, q point, stop int) (Dates, bool) {
	if q.month != 0 {
		return Dates{}, false
	}
	if p.month != 0 {
		year := q.last.Year()
		if p.month > q.last.Month1() {
			year--
		}
		m := profiles.NewMonth(year, p.month)
		p = point{first: m, last: m}
	}
	if q.last < p.first {
		return Dates{}, false
	}
	return Dates{Start: p.first, End: s.endOf(q), Years: p.bare || q.bare, From: from, To: stop}, true
}

// nextYear says that a year follows that is the same or the next ones: "2018/2019", "2018/19".
func (s *dateScanner) nextYear(p point, at int) bool {
	q, _, ok := s.second(p, at)
	return ok && q.bare && q.first >= p.first && q.first.Year() <= p.first.Year()+8
}

// endOf is the last month that a date may mean; of the current year this month.
func (s *dateScanner) endOf(p point) profiles.Month {
	if s.now != 0 && p.last > s.now && p.first <= s.now {
		return s.now
	}
	return p.last
}

// century completes a year of two digits: none lies more than eight years ahead.
func (s *dateScanner) century(two string) int {
	n, _ := strconv.Atoi(two)
	year := 2000 + n
	limit := 2034
	if s.now != 0 {
		limit = s.now.Year() + 8
	}
	if year > limit {
		year -= 100
	}
	return year
}

func wholeYear(year int) point {
	return point{first: profiles.NewMonth(year, 1), last: profiles.NewMonth(year, 12), bare: true}
}
