package resume

import (
	"strings"

	"tenon/profiles/format/reading"
)

// looks is what a text looks like by itself.
type looks struct {
	title, employer int
	place, mode     bool
}

// judge says what a segment looks like.
func (r *reader) judge(s *segment) {
	k, ok := r.looked[s.text]
	if !ok {
		k = r.look(s.text)
		r.looked[s.text] = k
	}
	s.title, s.employer, s.place, s.mode = k.title, k.employer, k.place, k.mode
	if s.aside {
		s.title -= 6
		s.employer -= 6
	}
	if s.labelled {
		says := [kinds]*int{isTitle: &s.title, isEmployer: &s.employer}
		for k, n := range says {
			switch {
			case n == nil:
			case kind(k) == s.label:
				*n = sure + 8
			default:
				*n = never
			}
		}
	}
}

// What speaks for and against a title or an employer: a word that only such have, one that they often have, and what others have.
const (
	sure       = 12
	likely     = 6
	plainly    = 2 // nothing speaks against it
	hardly     = -6
	describing = -11 // it tells what an employer does
	never      = -30
)

func (r *reader) look(text string) looks {
	switch {
	case breakForm.MatchString(text):
		return looks{title: sure, employer: never}
	case selfForm.MatchString(text):
		return looks{title: hardly, employer: sure}
	case traineeForm.MatchString(text):
		return looks{title: likely, employer: hardly}
	case gradedForm.MatchString(text):
		return looks{title: likely, employer: never}
	case modeForm.MatchString(text):
		return looks{title: never, employer: never, mode: true}
	}
	words := len(strings.Fields(text))
	company := companyForm.MatchString(text)
	k := looks{title: hardly, employer: plainly, place: !company && r.isPlace(text)}
	no, step, ok := r.o.Taxonomy.ParseTitle(text)
	nouns := titleForm.FindAllStringIndex(text, -1)
	noun, headed := len(nouns) > 0, heads(text, nouns)
	switch {
	case words > 10, strings.HasSuffix(text, ".") && !endsInShort.MatchString(text) && words > 2:
		return looks{title: never, employer: hardly - 4}
	case ok && (headed || !r.o.Taxonomy.Concept(no).Open):
		k.title, k.employer = sure, hardly-2
	case headed:
		k.title, k.employer = sure-2, hardly-2
	case ok && words > 1 && !strings.ContainsAny(text, "&+"):
		k.title, k.employer = likely, -3
	case noun:
		k.title, k.employer = likely, -1
	case ok, step != 0 && words <= 6: // an old trade, which is a family name as often: "Cooper", "Thatcher"
		k.title, k.employer = plainly, 0
	}
	switch {
	case describes(text):
		k.employer = describing
	case k.title > hardly && manyOf(text): // "Larch Advisors"
		k.title, k.employer = 0, likely
	case company && k.title >= likely && !companyTail.MatchString(text) && (headed || titleForm.MatchString(firstWord(text))):
		k.employer = plainly
	case company:
		k.title, k.employer = min(k.title, plainly), sure
	case k.title < sure-2 && hintForm.MatchString(text):
		k.title, k.employer = min(k.title, plainly), likely
	case words > 7:
		k.employer = hardly
	case k.place:
		k.employer = hardly
	case k.title < plainly && fieldOfWork.MatchString(text):
		k.employer = hardly - 4
	case k.title < plainly && r.isField(text):
		k.employer = hardly
	}
	return k
}

// manyOf says that a text ends in several of a trade, as names of employers do.
func manyOf(text string) bool {
	one, many := strings.CutSuffix(text, "s")
	if !many || strings.HasSuffix(one, "s") || !strings.Contains(text, " ") {
		return false
	}
	m := titleForm.FindAllStringIndex(one, -1)
	return len(m) > 0 && m[len(m)-1][1] == len(one)
}

// headNoun says that a title's noun stands where a title has it: at the end, or before what it is of.
func headNoun(text string) bool { return heads(text, titleForm.FindAllStringIndex(text, -1)) }

func heads(text string, nouns [][]int) bool {
	for _, m := range nouns {
		if afterNoun.MatchString(text[m[1]:]) {
			return true
		}
	}
	return false
}

var (
	// gradedForm is a grade of a title: "Analyst, Tier 2", "Staff Nurse, Band 6".
	gradedForm = reading.Exact(`(?i)^(?:tier|level|grade|band|class|stufe|niveau|nivel)[ -]?(?:\d{1,2}[a-z]?|[ivx]{1,4})$`)
	// afterNoun is what may follow the noun of a title.
	afterNoun = reading.Words(`(?i)^(?:$|\s*[,/&(:*+–-]|\s+(?:of|for|in|to|and|und|et|y|e|i{1,3}|iv|v|[1-5]|de|des|du|d|del|en|für|im|für|der|a|à|i[a-z]?|m/w/d)\b)`)
	// aboutForm finds how people describe an employer below its name.
	aboutForm = reading.Words(`(?i)^(?:an? |part of |member of |now (?:part of|owned by) |formerly |acquired by |a division of |teil der |filiale d).*|\b(?:\d[\d.,]*\+?\s*(?:k\s)?(?:employees|people|staff|mitarbeite\p{L}*|personnes|salariés|empleados|collaborateurs|ftes?)|series [a-f]|(?:leading|global|online|international|public|private|b2b|saas|fintech|leading-edge) .*\b(?:provider|marketplace|company|platform|startup|start-up|retailer|manufacturer|body|agency|firm|payments)|startup|start-up|scale-?up|unicorn|hersteller|anbieter|dienstleister|maschinenbauer|éditeur de|empresa de|leader)\b`)
)

// describes says that a text tells what an employer does rather than its name.
func describes(text string) bool {
	return aboutForm.MatchString(text) && !selfForm.MatchString(text) || urlForm.MatchString(text) && strings.HasPrefix(strings.ToLower(text), "www.")
}

func firstWord(s string) string { w, _, _ := strings.Cut(s, " "); return w }

var (
	legalForm   = reading.Exact(`(?i)^(?:gmbh|ag|se|kg|inc|ltd|limited|llc|llp|plc|corp|s\.?a\.?s?|s\.?l\.?u?|b\.?v|pvt\.? ltd|pty\.? ltd|co|company|usa|p\.?c)\.?$`)
	companyTail = reading.Exact(`(?i)\b(?:gmbh|ag|se|kg|inc|ltd|limited|llc|plc|corp|s\.?a\.?s?|s\.?l\.?|b\.?v|university|institute?|hospital|bank)\b\.?\)?$`)
)
