package reading

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Pattern is a regular expression that is compiled when it is first used: a program that reads no adverts need not wait for it.
// Its methods are those of [regexp.Regexp] where they are named so.
//
// To one made by [Words] a letter with an accent is a letter, which \b and \w of regexp deny: expression and text are both spelt in
// ASCII, an "é" as "e_", before they meet. Bytes keep their places.
type Pattern struct {
	re    func() *regexp.Regexp
	plain bool
}

// Words is for words of four languages.
func Words(expr string) Pattern { return compile(wordLetters(plain(classes(expr))), true, false) }

// Longest is as Words, and of several matches at one place takes the longest.
func Longest(expr string) Pattern { return compile(wordLetters(plain(classes(expr))), true, true) }

// Exact is for texts as they are spelt: capitals, names, signs.
func Exact(expr string) Pattern { return compile(expr, false, false) }

// accented finds a class of letters of which some have accents.
var accented = regexp.MustCompile(`\[([^\[\]^\\][^\[\]\\]*)\]`)

// classes makes choices of classes with accented letters, which are two bytes once they are spelt in ASCII: "[oó]" is "(?:[o]|ó)".
func classes(expr string) string {
	return accented.ReplaceAllStringFunc(expr, func(class string) string {
		var rest strings.Builder
		var choice []string
		for _, c := range class[1 : len(class)-1] {
			if c >= utf8.RuneSelf && asciiOf(c) != 0 {
				choice = append(choice, string(c))
			} else {
				rest.WriteRune(c)
			}
		}
		if len(choice) == 0 {
			return class
		}
		if rest.Len() > 0 {
			choice = append([]string{"[" + rest.String() + "]"}, choice...)
		}
		return "(?:" + strings.Join(choice, "|") + ")"
	})
}

// wordLetters lets "any letter" match the bytes that stand for accents, too.
func wordLetters(expr string) string {
	var b strings.Builder
	class := false
	for i := 0; i < len(expr); i++ {
		switch {
		case expr[i] == '\\' && i+1 < len(expr):
			if strings.HasPrefix(expr[i:], `\p{L}`) {
				any := `[\p{L}_]`
				if class {
					any = `\p{L}_`
				}
				b.WriteString(any)
				i += len(`\p{L}`) - 1
				continue
			}
			b.WriteString(expr[i : i+2])
			i++
			continue
		case expr[i] == '[':
			class = true
		case expr[i] == ']':
			class = false
		}
		b.WriteByte(expr[i])
	}
	return b.String()
}

func compile(expr string, plain, longest bool) Pattern {
	return Pattern{plain: plain, re: sync.OnceValue(func() *regexp.Regexp {
		re := regexp.MustCompile(expr)
		if longest {
			re.Longest()
		}
		return re
	})}
}

func (p Pattern) text(s string) string {
	if p.plain {
		return plain(s)
	}
	return s
}

func (p Pattern) MatchString(s string) bool { return p.re().MatchString(p.text(s)) }

func (p Pattern) FindStringIndex(s string) []int { return p.re().FindStringIndex(p.text(s)) }

func (p Pattern) FindStringSubmatchIndex(s string) []int {
	return p.re().FindStringSubmatchIndex(p.text(s))
}

func (p Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.re().FindAllStringIndex(p.text(s), n)
}

func (p Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.re().FindAllStringSubmatchIndex(p.text(s), n)
}

func (p Pattern) FindString(s string) string {
	if m := p.FindStringIndex(s); m != nil {
		return s[m[0]:m[1]]
	}
	return ""
}

// FindAllString returns the matches as they are spelt.
func (p Pattern) FindAllString(s string, n int) []string {
	var out []string
	for _, m := range p.FindAllStringIndex(s, n) {
		out = append(out, s[m[0]:m[1]])
	}
	return out
}

// FindStringSubmatch returns the first match and its groups as they are spelt; nil when there is none.
func (p Pattern) FindStringSubmatch(s string) []string {
	m := p.FindStringSubmatchIndex(s)
	if m == nil {
		return nil
	}
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

// ReplaceAllStringFunc puts what a function makes of it in the place of every match.
func (p Pattern) ReplaceAllStringFunc(s string, by func(string) string) string {
	all := p.FindAllStringIndex(s, -1)
	for i := len(all) - 1; i >= 0; i-- {
		s = s[:all[i][0]] + by(s[all[i][0]:all[i][1]]) + s[all[i][1]:]
	}
	return s
}

// ReplaceAllString puts a text without references in the place of every match.
func (p Pattern) ReplaceAllString(s, by string) string {
	all := p.FindAllStringIndex(s, -1)
	for i := len(all) - 1; i >= 0; i-- {
		s = s[:all[i][0]] + by + s[all[i][1]:]
	}
	return s
}

// Split cuts a text at the matches.
func (p Pattern) Split(s string) []string {
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
