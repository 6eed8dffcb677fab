package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mend moves the rest of a word cut by a hyphen at the end of a line up to that line.
func mend(lines []Line) []Line {
	m := mender{words: map[string]bool{}}
	for _, l := range lines {
		for w := range strings.FieldsFuncSeq(strings.ToLower(l.Text), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			m.words[w] = true
		}
	}
	out := make([]Line, 0, len(lines))
	for _, l := range lines {
		if n := len(out); n > 0 && follows(out[n-1], l) {
			out[n-1].Text, l.Text = m.join(out[n-1].Text, l.Text)
		}
		if l.Text != "" {
			out = append(out, l)
		}
	}
	for i := range out {
		out[i].Text = strings.TrimSuffix(out[i].Text, "\u00ad")
	}
	return slices.DeleteFunc(out, func(l Line) bool { return l.Text == "" })
}

// follows: the second may be the continuation of the first. A heading or another size of type is not.
func follows(a, b Line) bool {
	return a.Hidden == b.Hidden && a.Heading == b.Heading && b.Page-a.Page <= 1 && b.Size < a.Size*1.1+0.1 && b.Size > a.Size*0.9-0.1
}

type mender struct{ words map[string]bool }

// suspended hyphens ("front- and backend") are followed by one of these.
var joins = []string{"and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "u"}

// halves that are written with a hyphen more often than without.
var halves = []string{"full", "part", "open", "cross", "self", "well", "high", "low", "real", "end", "front", "test", "data", "object", "cloud", "multi", "non",
	"state", "long", "short", "large", "event", "on", "off", "in", "two", "three", "co", "pre", "post", "all", "client", "customer", "time", "decision", "problem",
	"hands", "award", "fast", "world", "third", "e", "micro-services", "domain", "model", "machine", "user", "cost", "team", "detail", "result", "results"}

var addressForm = regexp.MustCompile(`^(?:www\.|https?:)|\.(?:com|org|net|io|dev|ai|me|de|fr|es|eu|uk|example)$`)

// brokenAddress says that a narrow column has broken a mail or web address: a ends in the middle of one, b is one word that goes on.
func brokenAddress(a, b string) bool {
	if strings.Contains(b, "/") || addressForm.MatchString(b) && !strings.Contains(a[strings.LastIndexByte(a, ' ')+1:], "@") {
		return false // an address of its own
	}
	token := a[strings.LastIndexByte(a, ' ')+1:]
	first, _ := utf8.DecodeRuneInString(b)
	if token == "" || b == "" || strings.ContainsAny(b, " @:|,") && !strings.HasPrefix(b, "@") || unicode.IsUpper(first) {
		return false
	}
	user, domain, mail := strings.Cut(token, "@")
	switch {
	case strings.HasPrefix(b, "@"):
		return strings.ContainsAny(b, ".") && len(token) >= 3
	case mail:
		return user != "" && (!strings.Contains(domain, ".") || strings.HasSuffix(domain, "."))
	case strings.Contains(token, "/") && (strings.Contains(token, ".com/") || strings.Contains(token, ".org/") || strings.HasPrefix(token, "http")):
		return len(token) >= 18 && !strings.HasSuffix(token, "/") || strings.HasSuffix(token, "/") && strings.Count(token, "/") == 1
	}
	return false
}

func (m *mender) join(a, b string) (string, string) {
	if brokenAddress(a, b) {
		return a + b, ""
	}
	head, soft := strings.CutSuffix(a, "\u00ad")
	hard := false
	if !soft {
		for _, h := range []string{"-", "\u2010", "\u2011"} {
			if !hard {
				head, hard = strings.CutSuffix(a, h)
			}
		}
	}
	if !soft && !hard {
		return a, b
	}
	if token := head[strings.LastIndexByte(head, ' ')+1:]; strings.ContainsAny(token, "/@") { // an address keeps its hyphen
		return a + strings.Split(b, " ")[0], strings.TrimPrefix(strings.TrimPrefix(b, strings.Split(b, " ")[0]), " ")
	}
	left := head[strings.LastIndexFunc(head, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })+1:]
	first, rest, _ := strings.Cut(b, " ")
	right := first
	if i := strings.IndexFunc(first, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		right = first[:i]
	}
	if r, _ := utf8.DecodeRuneInString(right); !unicode.IsLower(r) || utf8.RuneCountInString(left) < 2 || !soft && slices.Contains(joins, right) {
		return a, b
	}
	if last, _ := utf8.DecodeLastRuneInString(left); !unicode.IsLower(last) {
		return a, b
	}
	return head + m.between(strings.ToLower(left), right, soft) + first, rest
}

// between is the hyphen if the word is written with one: elsewhere in the document, or usually.
func (m *mender) between(left, right string, soft bool) string {
	switch {
	case soft, m.words[left+right]:
		return ""
	case m.words[left+"-"+right], slices.Contains(halves, left), strings.Contains(left, "-"):
		return "-"
	}
	return ""
}
