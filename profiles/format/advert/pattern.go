package advert

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// pattern is a regular expression of words of four languages. To it a letter with an accent is a letter, which \b and \w of
// regexp deny: pattern and text are both spelt in ASCII, an "é" as "e_", before they meet. Bytes keep their places.
type pattern struct{ re *regexp.Regexp }

func words(expr string) pattern { return pattern{regexp.MustCompile(plain(expr))} }

// MatchString and the other methods are those of [regexp.Regexp].
func (p pattern) MatchString(s string) bool { return p.re.MatchString(plain(s)) }

func (p pattern) FindStringIndex(s string) []int { return p.re.FindStringIndex(plain(s)) }

func (p pattern) FindStringSubmatchIndex(s string) []int {
	return p.re.FindStringSubmatchIndex(plain(s))
}

func (p pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.re.FindAllStringIndex(plain(s), n)
}

func (p pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.re.FindAllStringSubmatchIndex(plain(s), n)
}

func (p pattern) FindString(s string) string {
	if m := p.FindStringIndex(s); m != nil {
		return s[m[0]:m[1]]
	}
	return ""
}

// FindAllString returns the matches as they are spelt.
func (p pattern) FindAllString(s string, n int) []string {
	var out []string
	for _, m := range p.FindAllStringIndex(s, n) {
		out = append(out, s[m[0]:m[1]])
	}
	return out
}

// ReplaceAllString puts a text without references in the place of every match.
func (p pattern) ReplaceAllString(s, by string) string {
	all := p.FindAllStringIndex(s, -1)
	for i := len(all) - 1; i >= 0; i-- {
		s = s[:all[i][0]] + by + s[all[i][1]:]
	}
	return s
}

// Split cuts a text at the matches.
func (p pattern) Split(s string) []string {
	var out []string
	from := 0
	for _, m := range p.FindAllStringIndex(s, -1) {
		out, from = append(out, s[from:m[0]]), m[1]
	}
	return append(out, s[from:])
}

// plain spells the Latin letters of a text in ASCII, as many bytes as before.
func plain(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, c := range s {
		_, n := utf8.DecodeRuneInString(s[i:])
		base := asciiOf(c)
		if base == 0 {
			b.WriteString(s[i : i+n])
			continue
		}
		b.WriteByte(base)
		b.WriteString("___"[:n-1])
	}
	return b.String()
}

func asciiOf(c rune) byte {
	switch c {
	case 'ß':
		return 's'
	case 'œ', 'ø':
		return 'o'
	case 'æ':
		return 'a'
	case 'ł':
		return 'l'
	}
	if c < utf8.RuneSelf {
		return byte(c)
	}
	if c > 0x24F {
		return 0
	}
	if d := norm.NFD.String(string(c)); d[0] < utf8.RuneSelf {
		return d[0]
	}
	return 0
}
