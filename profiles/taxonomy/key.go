package taxonomy

import (
	"unicode"
	"unicode/utf8"
)

// maxKey is the longest spelling key in bytes. Longer texts name no concept.
const maxKey = 120

// folded holds the base letters of U+00C0 to U+017F, a space for what is no letter.
const folded = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo" +
	"rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

// fold is the lower-case base letter of a letter or digit, and 0 for everything else.
func fold(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return rune(asciiFold[r])
	case r >= 0xC0 && r < 0x180:
		if c := folded[r-0xC0]; c != ' ' {
			return rune(c)
		}
		return 0
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return unicode.ToLower(r)
	}
	return 0
}

var asciiFold = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			t[c] = byte(c)
		}
	}
	return t
}()

// Key is the spelling key of a name, by which names are compared: two names with one key are one name. It is empty for a name
// without letters and digits, and for one that is too long.
func Key(name string) string {
	var buf [maxKey]byte
	return string(key(name, &buf))
}

// key is the spelling key of a name: folded letters and digits, "and" for &, # after a letter, and ++. So "Node.js",
// "node JS" and "NODE-JS" are one name, and C, C++ and C# are three. It is built in buf, and nil when too long.
func key(s string, buf *[maxKey]byte) []byte {
	b := buf[:0]
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if len(b) > maxKey-utf8.UTFMax {
			return nil
		}
		switch f := fold(r); {
		case f != 0:
			b = utf8.AppendRune(b, f)
		case r == '&':
			b = append(b, "and"...)
		case r == '#' && i > 0 && s[i-1] < utf8.RuneSelf && asciiFold[s[i-1]] != 0:
			b = append(b, '#')
		case r == '+' && (i > 0 && s[i-1] == '+' || i+1 < len(s) && s[i+1] == '+'):
			b = append(b, '+')
		}
		i += n
	}
	return b
}
