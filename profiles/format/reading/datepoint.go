package reading

import (
	"strconv"
	"strings"

	"tenon/profiles"
)

// months are the names of the months in English, German, French and Spanish, without accents that would change their meaning.
var months = map[string]int{
	"january": 1, "jan": 1, "januar": 1, "jänner": 1, "janvier": 1, "janv": 1, "enero": 1, "ene": 1,
	"february": 2, "feb": 2, "februar": 2, "février": 2, "fevrier": 2, "févr": 2, "fév": 2, "febrero": 2,
	"march": 3, "mar": 3, "märz": 3, "maerz": 3, "mär": 3, "mrz": 3, "mars": 3, "marzo": 3,
	"april": 4, "apr": 4, "avril": 4, "avr": 4, "abril": 4, "abr": 4,
	"may": 5, "mai": 5, "mayo": 5,
	"june": 6, "jun": 6, "juni": 6, "juin": 6, "junio": 6,
	"july": 7, "jul": 7, "juli": 7, "juillet": 7, "juil": 7, "julio": 7,
	"august": 8, "aug": 8, "août": 8, "aout": 8, "agosto": 8, "ago": 8,
	"september": 9, "sept": 9, "sep": 9, "septembre": 9, "septiembre": 9, "setiembre": 9,
	"october": 10, "oct": 10, "oktober": 10, "okt": 10, "octobre": 10, "octubre": 10,
	"november": 11, "nov": 11, "novembre": 11, "noviembre": 11,
	"december": 12, "dec": 12, "dezember": 12, "dez": 12, "décembre": 12, "decembre": 12, "déc": 12, "diciembre": 12, "dic": 12,
}

// parts are stretches of a year: the first month and how many. Winter is taken from December on.
var parts = map[string][2]int{
	"spring": {3, 3}, "frühjahr": {3, 3}, "frühling": {3, 3}, "printemps": {3, 3}, "primavera": {3, 3},
	"summer": {6, 3}, "sommer": {6, 3}, "été": {6, 3}, "verano": {6, 3},
	"autumn": {9, 3}, "fall": {9, 3}, "herbst": {9, 3}, "automne": {9, 3}, "otoño": {9, 3},
	"winter": {12, 3}, "hiver": {12, 3}, "invierno": {12, 3},
	"q1": {1, 3}, "q2": {4, 3}, "q3": {7, 3}, "q4": {10, 3}, "t1": {1, 3}, "t2": {4, 3}, "t3": {7, 3}, "t4": {10, 3},
	"early": {1, 4}, "anfang": {1, 4}, "début": {1, 4}, "principios de": {1, 4}, "mid": {5, 4}, "mitte": {5, 4}, "mi": {5, 4}, "mediados de": {5, 4},
	"late": {9, 4}, "end of": {9, 4}, "ende": {9, 4}, "fin": {9, 4}, "finales de": {9, 4},
	"ss": {4, 6}, "sose": {4, 6}, "wise": {10, 6}, "sommersemester": {4, 6}, "ws": {10, 6}, "wintersemester": {10, 6},
}

const yearPart = `((?:19|20)\d\d|['’]\d\d)`

var (
	namedForm = Words(`^(?:(\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?: de)? )?([a-zäéûñ]{3,10})\.?,?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,)?(?:\s+(?:de|of|del)\s+|[\s/-]*)` + yearPart + `\b`)
	partForm  = Words(`^([a-zäéüñ][a-zéüñ]{1,13}(?: de| of)?|[qt][1-4])(?:\s+|-)(?:of |de |del |the )?` + yearPart + `\b(?:/\d\d\b)?`)
	isoForm   = Exact(`^((?:19|20)\d\d)([-/.])(0[1-9]|1[0-2]|[1-9])(?:[-/.](\d{1,2}))?\b`)
	dayForm   = Exact(`^(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?((?:19|20)\d\d)\b`)
	codedForm = Words(`^(\d{1,2})-([a-zäéûñ]{3,10})\.?-(\d{4}|\d\d)\b`)
	monthForm = Exact(`^(0?[1-9]|1[0-2])\s?[./-]\s?((?:19|20)\d\d)\b`)
	shortForm = Exact(`^(0[1-9]|1[0-2])/(\d\d)\b`)
	yearForm  = Exact(`^` + yearPart + `\b`)
	loneForm  = Words(`^([a-zäéûñ]{3,10})\.?\b`)
	countForm = Exact(`^(?:\+|%|\s?(?:users?|customers?|clients?|employees?|people|models?|requests?|hours?|records?|rows?|students?|lines?|nutzer|kunden|mitarbeiter|utilisateurs?|clientes|usuarios|px|km|kg|mb|gb|tb|k\b|m\b|€|\$|eur\b|usd\b))|^[.,]\d`)
)

// point reads the date that begins at byte i and returns where it ends.
func (s *dateScanner) point(i int) (point, int, bool) {
	if i >= len(s.low) {
		return point{}, 0, false
	}
	rest := s.low[i:]
	for _, read := range []func(string) (point, int){s.iso, s.dayed, s.monthed, s.coded, s.named, s.part, s.short, s.year, s.lone} {
		if p, n := read(rest); n > 0 {
			return p, i + n, true
		}
	}
	return point{}, 0, false
}

// month makes a point of a month, none of years that nobody has worked in.
func month(year, m int) (point, bool) {
	if year < profiles.FirstYear || year > profiles.LastYear || m < 1 || m > 12 {
		return point{}, false
	}
	at := profiles.NewMonth(year, m)
	return point{first: at, last: at}, true
}

func number(s string) int { n, _ := strconv.Atoi(s); return n }

func (s *dateScanner) yearOf(text string) int {
	if short := strings.TrimLeft(text, "'’"); len(short) == 2 {
		return s.century(short)
	}
	return number(text)
}

func (s *dateScanner) iso(rest string) (point, int) {
	m := isoForm.FindStringSubmatch(rest)
	if m == nil || m[2] != "-" && len(m[3]) == 1 || number(m[4]) > 31 {
		return point{}, 0
	}
	p, ok := month(number(m[1]), number(m[3]))
	return p, found(ok, m[0])
}

func found(ok bool, m string) int {
	if ok {
		return len(m)
	}
	return 0
}

func (s *dateScanner) dayed(rest string) (point, int) {
	m := dayForm.FindStringSubmatch(rest)
	if m == nil {
		return point{}, 0
	}
	a, b := number(m[1]), number(m[3])
	mon, day := a, b
	if s.dayFirst && b <= 12 || m[2] == "." || a > 12 {
		mon, day = b, a
	}
	if day > 31 {
		return point{}, 0
	}
	p, ok := month(number(m[4]), mon)
	return p, found(ok, m[0])
}

func (s *dateScanner) monthed(rest string) (point, int) {
	m := monthForm.FindStringSubmatch(rest)
	if m == nil {
		return point{}, 0
	}
	p, ok := month(number(m[2]), number(m[1]))
	return p, found(ok, m[0])
}

// coded reads 31-May-24, as databases write dates.
func (s *dateScanner) coded(rest string) (point, int) {
	m := codedForm.FindStringSubmatch(rest)
	if m == nil || months[m[2]] == 0 || number(m[1]) > 31 {
		return point{}, 0
	}
	p, ok := month(s.yearOf(m[3]), months[m[2]])
	return p, found(ok, m[0])
}

func (s *dateScanner) named(rest string) (point, int) {
	m := namedForm.FindStringSubmatch(rest)
	if m == nil || months[m[2]] == 0 || number(m[1]) > 31 {
		return point{}, 0
	}
	p, ok := month(s.yearOf(m[4]), months[m[2]])
	return p, found(ok, m[0])
}

func (s *dateScanner) part(rest string) (point, int) {
	m := partForm.FindStringSubmatch(rest)
	if m == nil {
		return point{}, 0
	}
	span, ok := parts[strings.TrimSuffix(strings.TrimSuffix(m[1], " de"), " of")]
	if !ok {
		span, ok = parts[m[1]]
	}
	if !ok {
		return point{}, 0
	}
	p, ok := month(s.yearOf(m[2]), span[0])
	p.last = p.first + profiles.Month(span[1]-1)
	return p, found(ok, m[0])
}

// short reads 03/21, which is a date only beside another.
func (s *dateScanner) short(rest string) (point, int) {
	m := shortForm.FindStringSubmatch(rest)
	if m == nil || !besides(rest[len(m[0]):]) && len(rest) > len(m[0])+1 {
		return point{}, 0
	}
	p, ok := month(s.century(m[2]), number(m[1]))
	return p, found(ok, m[0])
}

func besides(rest string) bool {
	return dashForm.MatchString(rest) || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, ",")
}

func (s *dateScanner) year(rest string) (point, int) {
	m := yearForm.FindString(rest)
	if m == "" || countForm.MatchString(rest[len(m):]) {
		return point{}, 0
	}
	if (m[0] == '\'' || m[0] > 0x7f) && !besides(rest[len(m):]) && len(rest) > len(m) {
		return point{}, 0
	}
	year := s.yearOf(m)
	if year < 1950 || s.now != 0 && year > s.now.Year()+10 {
		return point{}, 0
	}
	return wholeYear(year), len(m)
}

// lone reads a month without a year, the first of "Mar – Jun 2021".
func (s *dateScanner) lone(rest string) (point, int) {
	m := loneForm.FindStringSubmatch(rest)
	if m == nil || months[m[1]] == 0 || dashForm.FindString(rest[len(m[0]):]) == "" {
		return point{}, 0
	}
	return point{month: months[m[1]]}, len(m[0])
}
