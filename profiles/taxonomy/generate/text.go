package main

import (
	"strings"
	"unicode"
)

// exactly marks a name that counts in running text only when it is spelt so.
const exactly = "="

// textual is how a name counts in running text, "" when it does not: see the package comment.
func textual(name string, product bool) string {
	words := strings.Fields(name)
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	switch {
	case letters < 4 || len(name) > 60 || strings.ContainsAny(name, ",;:()[]/\"!?"):
		return ""
	case len(words) >= 2 && !product && letters >= 9:
		return name
	case len(words) >= 2 && product && capitalised(words):
		return name
	case len(words) == 1 && product && distinct(name):
		return exactly + name
	}
	return ""
}

// capitalised says that two words of a name begin with a capital: "Adobe Photoshop", not "Point of sale software".
func capitalised(words []string) bool {
	n := 0
	for _, w := range words {
		if r := []rune(w)[0]; unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 2
}

// distinct says that a word is spelt as no ordinary word is: with a capital behind a small letter, or with several capitals.
// Headlines write any word in capitals alone, so those say nothing.
func distinct(w string) bool {
	upper, lower, inner := 0, 0, false
	before := rune(0)
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
			inner = inner || unicode.IsLower(before)
		case unicode.IsLower(r):
			lower++
		}
		before = r
	}
	return inner || upper >= 2 && lower >= 2 && !strings.Contains(w, "-")
}

// ownWord is the last word of a product's name where it is one of its own: QuickBooks of "Intuit QuickBooks".
func ownWord(label string) []string {
	words := strings.Fields(strings.TrimSuffix(label, " software"))
	if last := words[len(words)-1]; len(words) > 1 && len(last) >= 5 && distinct(last) {
		return []string{last}
	}
	return nil
}

// productNames are other spellings of a product: without the word software, and without its vendor where the overlay has what
// is left.
func (c *catalogue) productNames(label string) []string {
	var out []string
	bare, cut := strings.CutSuffix(label, " software")
	if cut && strings.ToLower(bare) != bare {
		out = append(out, bare)
	}
	for _, v := range c.review.vendors {
		if rest, ok := strings.CutPrefix(bare, v+" "); ok && len(rest) > 2 {
			if _, known := c.over.Named(c.kind, rest); known {
				out = append(out, rest)
			}
		}
	}
	return out
}
