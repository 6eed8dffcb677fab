package taxonomy

import (
	"strings"
	"unicode/utf8"
)

// gap is what stands between a token and the one before it.
type gap uint8

const (
	gapNone  gap = iota // nothing, as in C++17
	gapSpace            // blanks
	gapLine             // blanks with one line break
	gapTight            // one of - . _ ' without blanks
	gapSlash            // a slash, with or without blanks
	gapBreak            // anything else: no phrase goes over it
)

func (g gap) joins() bool { return g != gapBreak }

// token is a word of a text at the bytes [start, end). A word is a run of letters and digits; C++ and C# keep their signs,
// .NET its dot, and & is the word "and".
type token struct {
	start, end int32
	word       uint32 // of the lexicon, 0 unknown
	before     gap
	loose      bool // word is known only without its trailing digits, as Python3
}

// lexicon numbers the words of phrases, from 1.
type lexicon map[string]uint32

func (x lexicon) number(w []byte) uint32 {
	n, ok := x[string(w)]
	if !ok {
		n = uint32(len(x) + 1)
		x[string(w)] = n
	}
	return n
}

// maxWord is the longest word in bytes that can be one of a lexicon.
const maxWord = 48

// scan appends the tokens of text to out. It does not allocate beyond that.
func (x lexicon) scan(text string, out []token) []token {
	var buf [maxWord + utf8.UTFMax]byte
	g := gapBreak
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			switch {
			case asciiFold[c] != 0 || c == '.' && opensWord(text, i):
				i, out = x.word(text, i, g, &buf, out)
				g = gapNone
			case c == '&':
				out = append(out, token{int32(i), int32(i + 1), x["and"], g, false})
				g = gapNone
				i++
			default:
				g = g.after(c)
				i++
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if fold(r) != 0 {
			i, out = x.word(text, i, g, &buf, out)
			g = gapNone
			continue
		}
		g = g.after(plainByte(r))
		i += n
	}
	return out
}

// opensWord says that the dot at i begins a name as .NET does.
func opensWord(text string, i int) bool {
	if i+1 == len(text) || text[i+1] >= utf8.RuneSelf || asciiFold[text[i+1]] < 'a' {
		return false
	}
	return i == 0 || text[i-1] < utf8.RuneSelf && asciiFold[text[i-1]] == 0 && text[i-1] != '.'
}

// plainByte is the ASCII sign that a sign beyond ASCII counts as.
func plainByte(r rune) byte {
	switch r {
	case '\u00a0', '\u2002', '\u2003', '\u2009', '\u202f':
		return ' '
	case '\u2010', '\u2011':
		return '-'
	case '\u2019':
		return '\''
	}
	return ','
}

func (g gap) after(c byte) gap {
	switch c {
	case ' ', '\t', '\r':
		switch g {
		case gapNone:
			return gapSpace
		case gapTight:
			return gapBreak
		}
		return g
	case '\n':
		if g == gapNone || g == gapSpace {
			return gapLine
		}
	case '-', '_', '.', '\'':
		if g == gapNone {
			return gapTight
		}
	case '/':
		if g == gapNone || g == gapSpace {
			return gapSlash
		}
	}
	return gapBreak
}

// word appends the token that begins at i and returns where it ends.
func (x lexicon) word(text string, i int, g gap, buf *[maxWord + utf8.UTFMax]byte, out []token) (int, []token) {
	start, b := i, buf[:0]
	if text[i] == '.' {
		b = append(b, '.')
		i++
	}
	for i < len(text) {
		c, n := rune(text[i]), 1
		var f rune
		if c < utf8.RuneSelf {
			f = rune(asciiFold[c])
		} else {
			c, n = utf8.DecodeRuneInString(text[i:])
			if f = fold(c); f == 0 && c >= 0x300 && c < 0x370 {
				i += n // a combining accent
				continue
			}
		}
		if f == 0 {
			break
		}
		if len(b) < maxWord {
			b = utf8.AppendRune(b, f)
		}
		i += n
	}
	if n := signs(text[i:], len(b)); n > 0 {
		b = append(b, text[i:i+n]...)
		i += n
	}
	t := token{start: int32(start), end: int32(i), before: g}
	t.word, t.loose = x.find(b)
	return i, append(out, t)
}

// signs is the length of the ++ or # that belongs to the word before it.
func signs(rest string, word int) int {
	switch {
	case strings.HasPrefix(rest, "++"):
		return 2
	case word == 1 && strings.HasPrefix(rest, "#") && (len(rest) == 1 || rest[1] >= utf8.RuneSelf || asciiFold[rest[1]] == 0):
		return 1
	}
	return 0
}

func (x lexicon) find(b []byte) (word uint32, loose bool) {
	if len(b) >= maxWord {
		return 0, false
	}
	b = stem(b)
	if w := x[string(b)]; w != 0 {
		return w, false
	}
	n := len(b)
	for n > 0 && b[n-1] >= '0' && b[n-1] <= '9' {
		n--
	}
	if n == len(b) || n < 3 {
		return 0, false
	}
	return x[string(stem(b[:n]))], true
}

// stem drops the s of plurals, in names and texts alike, so that LLM and LLMs are one word. It may write into b.
func stem(b []byte) []byte {
	n := len(b)
	if n < 4 || b[n-1] != 's' || b[n-2] == 's' {
		return b
	}
	if n > 4 && b[n-3] == 'i' && b[n-2] == 'e' {
		b[n-3] = 'y'
		return b[:n-2]
	}
	return b[:n-1]
}
