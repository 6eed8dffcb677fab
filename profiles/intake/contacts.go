package intake

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
)

// hole stands in a text for what said who somebody is.
const hole = "[…]"

var (
	mailForm = regexp.MustCompile(`[\pL\d._%+-]+@[\pL\d-]+(?:\.[\pL\d-]+)*\.\pL{2,}`)
	// A number as people write it that can be nothing else: with the code of a country, or in the three groups of North America.
	phoneForm = regexp.MustCompile(`\+\d[\d ()./-]{7,20}\d|\(\d{3}\) ?\d{3}[-. ]\d{4}\b|\b\d{3}[-.]\d{3}[-.]\d{4}\b`)
)

// minSecret is the bytes of the shortest word that is taken out of a text: shorter ones are words of the language too.
const minSecret = 4

// secrets are the words by which an identity could be told in a text: what it holds, its addresses without what stands before
// them, and the parts of its name.
func secrets(id *identity.Identity) (whole, words []string) {
	if id == nil {
		return nil, nil
	}
	add := func(s string) {
		if s = strings.TrimSpace(s); len(s) > minSecret {
			whole = append(whole, s)
		}
	}
	for _, s := range []string{id.Name, id.Email, id.Phone, id.Image, id.BirthDate} {
		add(s)
	}
	for line := range strings.Lines(id.Address) {
		add(line)
	}
	for _, u := range id.URLs {
		_, bare, ok := strings.Cut(u, "://")
		if !ok {
			bare = u
		}
		add(u)
		add(strings.TrimSuffix(strings.TrimPrefix(bare, "www."), "/"))
	}
	for w := range strings.FieldsFuncSeq(id.Name, func(c rune) bool { return c == ' ' || c == '-' || c == ',' || c == '.' }) {
		if first, _ := utf8.DecodeRuneInString(w); utf8.RuneCountInString(w) >= minSecret && unicode.IsUpper(first) {
			words = append(words, w)
		}
	}
	return whole, words
}

// withoutContacts takes out of the running text of a record who its candidate is, and how to reach anybody: a reference, a recruiter.
func withoutContacts(d *format.Draft) {
	whole, words := secrets(d.Identity)
	clean := func(path string, text *string) {
		was := *text
		for _, s := range whole {
			*text = strings.ReplaceAll(*text, s, hole)
		}
		for _, w := range words {
			*text = withoutWord(*text, w)
		}
		if strings.IndexByte(*text, '@') >= 0 {
			*text = mailForm.ReplaceAllLiteralString(*text, hole)
		}
		if mayHavePhone(*text) {
			*text = phoneForm.ReplaceAllLiteralString(*text, hole)
		}
		if *text != was {
			note(d, path, "said who somebody is: taken out")
		}
	}
	if r := d.Role; r != nil {
		clean("description", &r.Description)
		return
	}
	eachText(d.Candidate, clean)
}

// eachText visits the running texts of a candidate.
func eachText(c *profiles.Candidate, visit func(path string, text *string)) {
	visit("headline", &c.Headline)
	visit("summary", &c.Summary)
	visit("text", &c.Text)
	for i := range c.Jobs {
		visit(fmt.Sprintf("jobs[%d].description", i), &c.Jobs[i].Description)
	}
	for i := range c.Evidence {
		visit(fmt.Sprintf("evidence[%d].name", i), &c.Evidence[i].Name)
		visit(fmt.Sprintf("evidence[%d].description", i), &c.Evidence[i].Description)
	}
	for i := range c.Education {
		visit(fmt.Sprintf("education[%d].description", i), &c.Education[i].Description)
	}
}

// withoutWord takes out a word where it stands by itself, spelt as it is.
func withoutWord(text, word string) string {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return text
		}
		i += at
		end := i + len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if unicode.IsLetter(before) || unicode.IsLetter(after) {
			at = end
			continue
		}
		text, at = text[:i]+hole+text[end:], i+len(hole)
	}
}

// mayHavePhone finds out without the pattern: most texts have no number, and the pattern is slow.
func mayHavePhone(text string) bool {
	digits := 0 // since the last byte that no number has
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			if digits++; digits >= 9 {
				return true
			}
		case c == ' ', c == '(', c == ')', c == '.', c == '/', c == '-', c == '+':
		default:
			digits = 0
		}
	}
	return false
}
