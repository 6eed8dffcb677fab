package taxonomy

import "strings"

// cue is what an ordinary word next to a guarded name says about it; a set.
type cue uint16

const (
	cueBefore  cue = 1 << iota // in Go, using R
	cueWith                    // with Spark; says nothing of names that people have
	cueAfter                   // Go developer
	cueList                    // such as Go
	cueAnd                     // Python and R
	cueBased                   // Spark-based
	cueAgainst                 // Make sure, Excel at: never the skill
	cueLetter                  // Series C, vitamin D: the letter numbers something
	cueHead                    // Skills: Go
)

var cues = makeCues(map[cue]string{
	cueBefore: "in using use used uses via know knows learn learned learning write writing wrote",
	cueWith:   "with",
	cueAfter: "developer developers development engineer engineers programming programmer programmers language code " +
		"codebase coding service services skills script scripts scripting sdk library libraries framework package packages microservice " +
		"microservices backend backends frontend frontends",
	cueList:    "as like including include includes eg",
	cueAnd:     "and or & plus und oder et",
	cueBased:   "based powered like style native",
	cueAgainst: "sure live at up a an the your our their his her its ahead beyond off away public forward through over on-call",
	cueHead:    "skill skills stack language languages technology technologies tool tools tooling framework frameworks tech",
	cueLetter: "series vitamin vitamins class grade type hepatitis section appendix schedule tier category usb figure table " +
		"phase group option exhibit annex plan level part article clause building room gate terminal visa",
})

func makeCues(sets map[cue]string) map[string]cue {
	m := map[string]cue{}
	for c, words := range sets {
		for _, w := range strings.Fields(words) {
			m[w] |= c
		}
	}
	return m
}

// cue looks up the word of token i; 0 outside of the text.
func (r *reading) cue(i int) cue {
	if i < 0 || i >= len(r.tokens) {
		return 0
	}
	var buf [16]byte
	w := r.text[r.tokens[i].start:r.tokens[i].end]
	if len(w) > len(buf) {
		return 0
	}
	for j := range len(w) {
		c := w[j]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[j] = c
	}
	return cues[string(buf[:len(w)])]
}

// judge decides the guarded hits: by the words around them, then by the hits that they stand in a list with.
func (r *reading) judge() {
	kept := r.hits[:0]
	for _, h := range r.hits {
		if !h.sure {
			if r.against(h) {
				continue
			}
			h.sure = r.cued(h)
		}
		kept = append(kept, h)
	}
	r.hits = kept
	r.spread()
	for i := 1; i < len(r.hits); i++ {
		if a, b := &r.hits[i-1], &r.hits[i]; !a.sure && !b.sure && r.listed(*a, *b) {
			a.sure, b.sure = true, true
		}
	}
	for i := range r.hits {
		if !r.hits[i].sure {
			r.hits[i].sure = r.inLooseList(i)
		}
	}
	r.spread()
}

// spread makes hits sure that stand in a list beside sure ones.
func (r *reading) spread() {
	for i := 1; i < len(r.hits); i++ {
		r.vouch(i, i-1)
	}
	for i := len(r.hits) - 2; i >= 0; i-- {
		r.vouch(i, i+1)
	}
}

func (r *reading) vouch(i, by int) {
	if r.hits[by].sure && !r.hits[i].sure {
		r.hits[i].sure = r.listed(r.hits[min(i, by)], r.hits[max(i, by)])
	}
}

// against says that the words around a hit mean something else: go-to-market, R&D, Make sure, Series C.
func (r *reading) against(h hit) bool {
	first, next := r.tokens[h.from], int(h.to)
	if h.from > 0 && (first.before == gapTight || first.before == gapNone) {
		return true
	}
	if h.to-h.from == 1 && first.end-first.start == 1 && r.near(h, -1) && r.cue(int(h.from)-1)&cueLetter != 0 {
		return true
	}
	if next == len(r.tokens) {
		return false
	}
	switch r.tokens[next].before {
	case gapNone:
		return true
	case gapTight:
		return r.cue(next)&cueBased == 0
	case gapSpace, gapLine:
		if r.cue(next)&cueAgainst != 0 {
			return true
		}
		return strings.EqualFold(r.word(next), "to") && r.cue(int(h.from)-1)&(cueBefore|cueAnd) == 0
	}
	return false
}

func (r *reading) word(i int) string { return r.text[r.tokens[i].start:r.tokens[i].end] }

// near says whether only blanks stand between a hit and the token before (-1) or after (+1) it.
func (r *reading) near(h hit, side int) bool {
	if side < 0 {
		return h.from > 0 && r.tokens[h.from].before.blank()
	}
	return int(h.to) < len(r.tokens) && r.tokens[h.to].before.blank()
}

func (g gap) blank() bool { return g == gapSpace || g == gapLine }

// cued says that the words around a hit mean the skill.
func (r *reading) cued(h hit) bool {
	if r.ownLine(h) || r.headed(h) {
		return true
	}
	after := r.cue(int(h.to))
	if r.near(h, +1) && after&cueAfter != 0 {
		return true
	}
	if int(h.to) < len(r.tokens) && r.tokens[h.to].before == gapTight && after&cueBased != 0 {
		return true
	}
	if !r.near(h, -1) {
		return false
	}
	before := r.cue(int(h.from) - 1)
	if before&cueWith != 0 && h.person {
		return false
	}
	switch {
	case before&(cueBefore|cueWith) != 0, r.knowledgeOf(h):
		return !r.properName(h)
	case before&cueList != 0:
		return r.listEnds(h) || r.near(h, +1) && after&cueAnd != 0
	}
	return false
}

// knowledgeOf finds "knowledge of Go" and the like.
func (r *reading) knowledgeOf(h hit) bool {
	if h.from < 2 || r.word(int(h.from)-1) != "of" {
		return false
	}
	switch strings.ToLower(r.word(int(h.from) - 2)) {
	case "knowledge", "experience", "command", "understanding", "mastery", "years", "use":
		return true
	}
	return false
}

// properName says that a capitalised word that is no skill follows, as in "with Ray Charles".
func (r *reading) properName(h hit) bool {
	if !r.near(h, +1) {
		return false
	}
	t := r.tokens[h.to]
	c := r.text[t.start]
	return t.before == gapSpace && c >= 'A' && c <= 'Z' && t.word == 0 && r.cue(int(h.to))&(cueAnd|cueAfter) == 0
}

// ownLine says that a hit is a line by itself, behind a bullet or not.
func (r *reading) ownLine(h hit) bool {
	start, end := int(r.tokens[h.from].start), int(r.tokens[h.to-1].end)
	before := strings.TrimRight(r.text[:start], " \t-*•·–")
	after := strings.TrimLeft(r.text[end:], " \t,;\r")
	return (before == "" || before[len(before)-1] == '\n') && (after == "" || after[0] == '\n')
}

// headed says that a hit is all that follows a head, as in "Skills: Go".
func (r *reading) headed(h hit) bool {
	if h.from == 0 || r.cue(int(h.from)-1)&cueHead == 0 {
		return false
	}
	between := r.text[r.tokens[h.from-1].end:r.tokens[h.from].start]
	return strings.TrimSpace(between) == ":" && r.listEnds(h)
}

const listSigns = ",;/|•·+()[]:*–—&\t\n"

func (r *reading) signBefore(h hit) bool {
	before := strings.TrimRight(r.text[:r.tokens[h.from].start], " ")
	return before != "" && strings.ContainsRune(listSigns, lastRune(before))
}

// listEnds says that a list sign or the end of the text or sentence follows the hit.
func (r *reading) listEnds(h hit) bool {
	after := strings.TrimLeft(r.text[r.tokens[h.to-1].end:], " ")
	return after == "" || strings.ContainsRune(listSigns+".", firstRune(after))
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) (last rune) {
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return last
}

// listed says that only signs of a list, "and" or a version stand between two hits, and not the end of a sentence.
func (r *reading) listed(a, b hit) bool {
	if b.from-a.to > 3 {
		return false
	}
	at, sign := r.tokens[a.to-1].end, false
	for i := a.to; i <= b.from; i++ {
		t := r.tokens[i]
		between := r.text[at:t.start]
		if strings.Trim(between, " "+listSigns+"-_.\r") != "" || strings.Contains(between, ". ") || len(between) > 12 {
			return false
		}
		sign = sign || strings.ContainsAny(between, listSigns) || strings.Contains(between, " - ")
		at = t.end
		if i == b.from {
			break
		}
		if r.cue(int(i))&cueAnd != 0 {
			sign = true
		} else if c := r.text[t.start]; c < '0' || c > '9' {
			return false
		}
	}
	return sign
}

// looseList is how many words away a sure skill may be in a list of things that are not all known.
const looseList = 6

// inLooseList says that a hit stands between the signs of a list in which a sure skill is near.
func (r *reading) inLooseList(i int) bool {
	h := r.hits[i]
	if !r.listEnds(h) || !r.signBefore(h) && r.cue(int(h.from)-1)&cueAnd == 0 {
		return false
	}
	for _, j := range [...]int{i - 1, i + 1} {
		if j < 0 || j == len(r.hits) || !r.hits[j].sure {
			continue
		}
		a, b := r.hits[min(i, j)], r.hits[max(i, j)]
		between := r.text[r.tokens[a.to-1].end:r.tokens[b.from].start]
		if b.from-a.to <= looseList && !strings.Contains(between, ". ") && !strings.Contains(between, "\n") {
			return true
		}
	}
	return false
}
