package page

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns one line in NFKC, without control characters, characters without width and soft hyphens, with single spaces.
// Cut is true if characters without width stood inside a word, where no writer puts them: a reader sees one word and a program two.
func Clean(s string) (text string, cut bool) {
	s, cut = visible(strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(norm.NFKC.String(s)), " "), cut
}

func visible(s string) (string, bool) {
	var b strings.Builder
	b.Grow(len(s))
	var last rune
	pending, cut := false, false
	for _, r := range s {
		switch {
		case widthless(r):
			pending = pending || wordRune(last) && r != '\u200c' && r != '\u200d' // TeX parts ligatures with a non-joiner
			cut = cut || 0xE0000 <= r && r <= 0xE007F                             // a whole hidden alphabet
			continue
		case r == '\u00ad', r == '\ufffd', r == '™', r == '℠', unicode.Is(unicode.Variation_Selector, r):
			continue // NFKC would make "JavaTM"
		case 0xF000 <= r && r <= 0xF0FF, r == '\u25aa', r == '\u25cf', r == '\u2023', r == '\u2043', r == '\u25e6':
			r = '•' // the private use area is where symbol fonts keep their bullets
		case unicode.Is(unicode.Co, r):
			continue
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			r = ' '
		}
		cut = cut || pending && wordRune(r)
		pending, last = false, r
		b.WriteRune(r)
	}
	return b.String(), cut
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func widthless(r rune) bool {
	switch {
	case 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x206F:
		return true
	case r == 0xFEFF, r == 0x180E, r == 0x034F, r == 0x115F, r == 0x3164, 0xE0000 <= r && r <= 0xE007F:
		return true
	}
	return false
}
