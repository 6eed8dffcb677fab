package advert

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// pattern is a regular expression that is compiled when it is first used: a program that reads no adverts need not wait for it.
// Its methods are those of [regexp.Regexp].
//
// To one made by [words] a letter with an accent is a letter, which \b and \w of regexp deny: expression and text are both spelt in
// ASCII, an "é" as "e_", before they meet. Bytes keep their places.
type pattern struct {
	re    func() *regexp.Regexp
	plain bool
}

// words is for words of four languages.
func words(expr string) pattern { return compile(plain(expr), true, false) }

// longest is as words, and of several matches at one place takes the longest.
func longest(expr string) pattern { return compile(plain(expr), true, true) }

// exact is for texts as they are spelt: capitals, names, signs.
func exact(expr string) pattern { return compile(expr, false, false) }

func compile(expr string, plain, longest bool) pattern {
	return pattern{plain: plain, re: sync.OnceValue(func() *regexp.Regexp {
		re := regexp.MustCompile(expr)
		if longest {
			re.Longest()
		}
		return re
	})}
}

func (p pattern) text(s string) string {
	if p.plain {
		return plain(s)
	}
	return s
}

func (p pattern) MatchString(s string) bool { return p.re().MatchString(p.text(s)) }

func (p pattern) FindStringIndex(s string) []int { return p.re().FindStringIndex(p.text(s)) }

func (p pattern) FindStringSubmatchIndex(s string) []int {
	return p.re().FindStringSubmatchIndex(p.text(s))
}

func (p pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.re().FindAllStringIndex(p.text(s), n)
}

func (p pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.re().FindAllStringSubmatchIndex(p.text(s), n)
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
