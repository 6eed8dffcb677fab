package format

import (
	_ "embed"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

//go:embed headers.txt
var headersText string

// meaning is what a column is of a record of each kind, and how strongly it speaks for one of them.
type meaning struct {
	candidate, role string // paths, or one of the words below
	sign            profiles.Kind
	weight          int
}

// What a column can be beside a path.
const (
	personal = "who"  // it says who somebody is and is dropped
	noPlace  = "none" // no field of the record is for it
)

// knownHeaders are the headers of headers.txt, folded.
var knownHeaders = sync.OnceValue(func() map[string]meaning {
	known := map[string]meaning{}
	for line := range strings.Lines(headersText) {
		what, names, ok := strings.Cut(line, " : ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(what)
		m := meaning{candidate: f[1], role: f[2]}
		switch f[0][0] {
		case 'c':
			m.sign = profiles.KindCandidate
		case 'r':
			m.sign = profiles.KindRole
		}
		m.weight, _ = strconv.Atoi(strings.TrimLeft(f[0], "cr"))
		for name := range strings.SplitSeq(names, ";") {
			known[foldHeader(name)] = m
		}
	}
	return known
})

// foldHeader brings a header into the form in which it is compared: lower case, no accents, no signs.
func foldHeader(h string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(h)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ß':
			b.WriteString("ss")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

var (
	headerNote   = regexp.MustCompile(`[(\[].*[)\]]`)
	camel        = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)
	headerOwner  = regexp.MustCompile(`^(candidate|applicant|person|profile|kandidat|bewerber|candidat|candidato|job|position|posting|vacancy) `)
	headerUnit   = regexp.MustCompile(` (?:in )?([a-z]{3})$`)
	headerNumber = regexp.MustCompile(` ?(\d)$`)
	firstIndex   = regexp.MustCompile(`\[0\]`)
)

// meaningOf finds what a header means: as it is, without the note in parentheses, with its words parted, without the currency
// behind it, without the owner before it ("Candidate: E-Mail"), without its number ("Language 2").
func meaningOf(header string) (meaning, bool) {
	known := knownHeaders()
	for _, h := range []string{header, headerNote.ReplaceAllString(header, ""), camel.ReplaceAllString(headerNote.ReplaceAllString(header, ""), "$1 $2")} {
		h = foldHeader(h)
		if m, ok := known[h]; ok {
			return m, true
		}
		if u := headerUnit.FindStringSubmatch(h); u != nil && reading.Currency(strings.ToUpper(u[1])) != "" {
			if m, ok := known[strings.TrimSuffix(h, u[0])]; ok {
				return m, true
			}
		}
		if o := headerOwner.FindString(h); o != "" {
			if m, ok := known[strings.TrimPrefix(h, o)]; ok {
				return m, true
			}
		}
		if n := headerNumber.FindStringSubmatch(h); n != nil {
			if m, ok := known[strings.TrimSuffix(h, n[0])]; ok {
				return m.numbered(n[1]), true
			}
		}
	}
	return meaning{}, false
}

// numbered is the meaning of a header with a number, from 1, where that of the header is the first of a list.
func (m meaning) numbered(digit string) meaning {
	n, _ := strconv.Atoi(digit)
	index := "[" + strconv.Itoa(max(0, n-1)) + "]"
	m.candidate = firstIndex.ReplaceAllLiteralString(m.candidate, index)
	return m
}

// of is what the column is of a record of the kind.
func (m meaning) of(k profiles.Kind) string {
	if k == profiles.KindRole {
		return m.role
	}
	return m.candidate
}

// TablePaths lists the fields that a column of a table can be named for, of candidates and of roles.
func TablePaths(k profiles.Kind) []string {
	if k == profiles.KindRole {
		return slices.Sorted(maps.Keys(roleCells))
	}
	return slices.Sorted(maps.Keys(candidateCells))
}
