package taxonomy

import "strings"

// Resolve returns the concept of a kind that text names as a whole, by label or alias. Case, hyphens, dots, blanks, accents,
// plural, trailing versions and notes in parentheses do not matter. Beyond that a degree resolves by its longest leading
// name ("Bachelor of Science in Physics"), a title as [Taxonomy.ParseTitle] reads it, and certifications, industries,
// languages and values by a part or a phrase of the text.
func (t *Taxonomy) Resolve(k Kind, text string) (No, bool) {
	text = strings.TrimSpace(text)
	if text == "" || k == 0 || int(k) > kinds {
		return 0, false
	}
	n := t.spelt(k, text)
	if n == 0 {
		n = t.noted(k, text)
	}
	if n == 0 {
		n = t.byKind(k, text)
	}
	return n, n != 0
}

// Named returns the concept of a kind that has the name, by its spelling alone.
func (t *Taxonomy) Named(k Kind, name string) (No, bool) {
	n := t.spelt(k, name)
	return n, n != 0
}

// byKind tries what only one kind of text allows.
func (t *Taxonomy) byKind(k Kind, text string) No {
	switch k {
	case Skill:
		return t.unframed(k, text)
	case Certification:
		if n := t.part(k, text, "-"); n != 0 {
			return n
		}
		return t.certs.first(text)
	case Title:
		n, _, _ := t.ParseTitle(text)
		return n
	case Degree:
		return t.degrees.leading(text)
	case Language:
		return t.part(k, text, "")
	case Industry:
		if n := t.unframed(k, text); n != 0 {
			return n
		}
		return t.part(k, text, "-")
	case Value:
		return t.values.first(text)
	}
	return 0
}

// spelt looks a text up by its key, then without plural, then without version.
func (t *Taxonomy) spelt(k Kind, text string) No {
	var buf [maxKey]byte
	b := key(text, &buf)
	if len(b) == 0 {
		return 0
	}
	names := spellings{t.names[k], t.open[k]}
	if n := names.find(b); n != 0 {
		return n
	}
	if n := otherNumber(names, b); n != 0 {
		return n
	}
	if cut := withoutVersion(text); cut != "" {
		b = key(cut, &buf)
		if n := names.find(b); n != 0 {
			return n
		}
	}
	return 0
}

// otherNumber looks up the singular of a plural key and the plural of a singular one. It may write behind b.
func otherNumber(names spellings, b []byte) No {
	if len(b) < 3 {
		return 0
	}
	last := b[len(b)-1]
	if last == 's' {
		if n := names.find(b[:len(b)-1]); n != 0 {
			return n
		}
		if len(b) > 4 && string(b[len(b)-3:]) == "ies" {
			b[len(b)-3] = 'y'
			n := names.find(b[:len(b)-2])
			b[len(b)-3] = 'i'
			return n
		}
		return 0
	}
	if n := names.find(append(b, 's')); n != 0 {
		return n
	}
	if last == 'y' {
		n := names.find(append(b[:len(b)-1], "ies"...))
		b[len(b)-1] = 'y'
		return n
	}
	return 0
}

// withoutVersion cuts a version from the end of a name: "Python 3.11", "C++17", "PostgreSQL v15", "Angular 2+". It is empty
// when there is none, or when what is left could be anything.
func withoutVersion(s string) string {
	cut := strings.TrimRight(s, "0123456789.xX+")
	if cut == s {
		return ""
	}
	if strings.HasSuffix(cut, "+") || !strings.ContainsAny(s[len(cut):], "0123456789") {
		return withoutVersionAfterSigns(s)
	}
	bare := strings.TrimRight(cut, " ")
	if b := strings.TrimRight(bare, "vV"); b != bare && strings.HasSuffix(b, " ") {
		bare = strings.TrimRight(b, " ")
	} else if b, ok := cutSuffixFold(bare, " version"); ok {
		bare = b
	}
	if len(bare) < 3 && bare == cut {
		return "" // S3, R2: the digits are the name
	}
	return bare
}

// withoutVersionAfterSigns keeps the ++ of "C++17" and drops the digits.
func withoutVersionAfterSigns(s string) string {
	i := strings.LastIndex(s, "++")
	if i < 0 || i+2 == len(s) {
		return ""
	}
	return s[:i+2]
}

func cutSuffixFold(s, suffix string) (string, bool) {
	if len(s) > len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix) {
		return s[:len(s)-len(suffix)], true
	}
	return s, false
}

// noted looks up what stands before, and then within, parentheses: "Kubernetes (K8s)".
func (t *Taxonomy) noted(k Kind, text string) No {
	open := strings.IndexAny(text, "([")
	if open < 0 {
		return 0
	}
	inside := strings.TrimRight(text[open+1:], ")] ")
	if n := t.spelt(k, strings.TrimSpace(text[:open])); n != 0 {
		return n
	}
	return t.spelt(k, inside)
}

// frames are words around a name that do not change what is meant.
var frames = [...]struct{ before, after string }{
	{"", " programming language"}, {"", " programming"}, {"", " language"}, {"", " framework"}, {"", " library"}, {"", " skills"},
	{"", " tools"}, {"", " tool"}, {"", " platform"}, {"", " experience"}, {"", " knowledge"}, {"", " development"},
	{"", " industry"}, {"", " sector"}, {"apache ", ""}, {"google ", ""}, {"amazon ", ""}, {"aws ", ""}, {"microsoft ", ""},
	{"knowledge of ", ""}, {"experience with ", ""}, {"experience in ", ""}, {"proficiency in ", ""},
}

func (t *Taxonomy) unframed(k Kind, text string) No {
	for _, f := range frames {
		n := len(f.before) + len(f.after)
		if len(text) <= n || !strings.EqualFold(text[:len(f.before)], f.before) ||
			!strings.EqualFold(text[len(text)-len(f.after):], f.after) {
			continue
		}
		if no := t.spelt(k, text[len(f.before):len(text)-len(f.after)]); no != 0 {
			return no
		}
	}
	return 0
}

// part looks up the parts of a text between signs, the first that names a concept. A hyphen parts only when it is not in
// whole, or has a blank before it.
func (t *Taxonomy) part(k Kind, text, whole string) No {
	start := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && !parts(text, i, whole) {
			continue
		}
		if n := t.spelt(k, strings.Trim(text[start:i], " -()[]")); n != 0 {
			return n
		}
		start = i + 1
	}
	return 0
}

func parts(text string, i int, whole string) bool {
	switch text[i] {
	case ',', ';', ':', '/', '|', '(', ')', '[', ']':
		return true
	case '-':
		return whole == "" || i > 0 && text[i-1] == ' '
	case ' ':
		return whole == ""
	}
	return false
}

// stackTokens is how many words of a short text are read without allocating; the rest is not looked at.
const stackTokens = 48

// clipWords is the part of a text that cannot have more than stackTokens words.
func clipWords(text string) string { return text[:min(len(text), 2*stackTokens-1)] }

// first is the concept of the longest name in a short text, the earlier one of equals.
func (p *phrases) first(text string) (no No) {
	var stack [stackTokens]token
	text = clipWords(text)
	tokens := p.words.scan(text, stack[:0])
	best := 0
	for i := range tokens {
		node, end := p.longest(tokens, i)
		if node == 0 || end-i <= best {
			continue
		}
		if _, ok := p.counts(node, text, tokens[i:end]); ok {
			no, best = p.ends[node].no, end-i
		}
	}
	return no
}

// counts says how strict a name found in a text is, and whether it is spelt so that it counts.
func (p *phrases) counts(node uint32, text string, tokens []token) (strictness, bool) {
	e := &p.ends[node]
	if !e.strict {
		return plain, true
	}
	return e.as(text[tokens[0].start:tokens[len(tokens)-1].end])
}

// leading is the concept of the longest name with which a text begins, after an article or the like. Unlike in running text
// a dot ends an abbreviation, as in "Dipl.-Ing." and "M. Sc.".
func (p *phrases) leading(text string) No {
	var stack [stackTokens]token
	text = clipWords(text)
	tokens := p.words.scan(text, stack[:0])
	for i := range tokens {
		if i > 0 && strings.Trim(text[tokens[i-1].end:tokens[i].start], ".- ") == "" {
			tokens[i].before = gapSpace
		}
	}
	for i := range tokens {
		if node, _ := p.longest(tokens, i); node != 0 {
			return p.ends[node].no
		}
		if !isLeadIn(text[tokens[i].start:tokens[i].end]) {
			break
		}
	}
	return 0
}

var leadIns = [...]string{"a", "an", "the", "completed", "minimum", "at", "least", "relevant", "accredited", "equivalent",
	"university", "college", "honours", "honors", "four", "year", "4", "3", "three", "full", "time", "consecutive"}

func isLeadIn(w string) bool {
	for _, s := range leadIns {
		if strings.EqualFold(s, w) {
			return true
		}
	}
	return false
}
