package taxonomy

import (
	"slices"
	"strings"
)

// judge decides the guarded hits: by the words around them, by the hits that they stand in a list with, then by what the
// sentence is about.
func (r *reading) judge() {
	for i := range r.hits {
		if h := &r.hits[i]; !h.sure {
			h.out = !h.doubtful && r.against(*h)
			h.sure = !h.out && r.cued(i)
		}
	}
	r.hits = slices.DeleteFunc(r.hits, func(h hit) bool { return h.out })
	r.spread()
	for i := 1; i < len(r.hits); i++ {
		if a, b := &r.hits[i-1], &r.hits[i]; !(a.sure && b.sure) && r.paired(*a, *b) {
			a.sure, b.sure = true, true
		}
	}
	for i := range r.hits {
		if h := &r.hits[i]; !h.sure {
			h.sure = r.inLooseList(i) || r.named(i) || r.subject(i)
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

// paired says that two hits are the skills together: both unsure in a list, or one put in the place of the other.
func (r *reading) paired(a, b hit) bool {
	if !a.sure && !b.sure {
		return r.listed(a, b) || r.exchanged(a, b) && !a.person && !b.person
	}
	return r.exchanged(a, b)
}

// exchanged finds "from C to Rust" and "replaced Chef with Ansible".
func (r *reading) exchanged(a, b hit) bool {
	if b.from != a.to+1 || !r.near(a, -1) || !r.near(a, +1) || !r.near(b, -1) {
		return false
	}
	switch strings.ToLower(r.word(int(a.to))) {
	case "to":
		before := strings.ToLower(r.word(int(a.from) - 1))
		return r.follows(a, cueMove) || before == "from" || before == "to" && a.sure && r.listEnds(b)
	case "with", "by", "durch", "par", "por":
		return r.follows(a, cueMove)
	}
	return false
}

// follows says that the word before a hit is one of the cues.
func (r *reading) follows(h hit, c cue) bool { return r.near(h, -1) && r.cue(int(h.from)-1)&c != 0 }

// against says that the words around a hit mean something else: go-to-market, R&D, Make sure, Series C.
func (r *reading) against(h hit) bool {
	first := r.tokens[h.from]
	if h.from > 0 && (first.before == gapTight || first.before == gapNone) && !r.elided(h) {
		return true
	}
	return h.letter(r) && r.numbers(h) || r.againstAfter(h)
}

// numbers says that a letter numbers something or is a tone.
func (r *reading) numbers(h hit) bool {
	return r.near(h, +1) && r.cue(int(h.to))&cueKey != 0 || r.follows(h, cueLetter) || r.near(h, -1) && r.digit(int(h.from)-1)
}

func (r *reading) againstAfter(h hit) bool {
	next := int(h.to)
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
			return !r.follows(h, cueBefore) && !r.movedTo(h) && r.cue(next+1)&cueWish == 0
		}
		return strings.EqualFold(r.word(next), "to") && r.cue(int(h.from)-1)&(cueBefore|cueWith|cueMove|cueAnd) == 0 &&
			!(r.near(h, -1) && strings.EqualFold(r.word(int(h.from)-1), "from"))
	}
	return false
}

// letter says that a hit is a single letter.
func (h hit) letter(r *reading) bool {
	return h.to-h.from == 1 && r.tokens[h.from].end-r.tokens[h.from].start == 1
}

// elided says that a hit follows the d' or l' of French.
func (r *reading) elided(h hit) bool {
	if h.from == 0 || r.tokens[h.from].before != gapTight {
		return false
	}
	t := r.tokens[h.from-1]
	return t.end-t.start == 1 && strings.ContainsAny(r.word(int(h.from)-1), "dlDL") && r.text[t.end] != '-' && r.text[t.end] != '.'
}

func (r *reading) digit(i int) bool {
	c := r.text[r.tokens[i].start]
	return c >= '0' && c <= '9'
}

func (r *reading) word(i int) string { return r.text[r.tokens[i].start:r.tokens[i].end] }

// near says whether only blanks stand between a hit and the token before (-1) or after (+1) it.
func (r *reading) near(h hit, side int) bool {
	if side < 0 {
		return h.from > 0 && (r.tokens[h.from].before.blank() || r.elided(h))
	}
	return int(h.to) < len(r.tokens) && r.tokens[h.to].before.blank()
}

func (g gap) blank() bool { return g == gapSpace || g == gapLine }

// cued says that the words beside hit i mean the skill.
func (r *reading) cued(i int) bool {
	h := r.hits[i]
	if r.ownLine(h) || r.headed(h) || r.cell(h) || r.versioned(h) || r.cuedAfter(h) {
		return true
	}
	if !r.near(h, -1) {
		return false
	}
	before := r.cue(int(h.from) - 1)
	switch {
	case before&(cueWith|cueMove) != 0 && h.person:
		return false
	case before&(cueBefore|cueWith|cueMove) != 0, r.muchOf(h):
		return !r.properName(i) && !r.toPlace(i) && !r.ofPlace(h)
	case before&cueLevel != 0:
		return !h.person && (r.listEnds(h) || r.near(h, +1) && r.cue(int(h.to))&cueAnd != 0 || r.technical(i))
	case before&cueList != 0:
		return (r.listEnds(h) || r.near(h, +1) && r.cue(int(h.to))&cueAnd != 0) && r.technical(i)
	}
	return false
}

// cuedAfter finds "Go developer", "Go-based" and, within a sentence, "Go plugins".
func (r *reading) cuedAfter(h hit) bool {
	if int(h.to) == len(r.tokens) {
		return false
	}
	after := r.cue(int(h.to))
	switch gap := r.tokens[h.to].before; {
	case gap == gapTight:
		return after&cueBased != 0
	case !gap.blank() || h.person && strings.EqualFold(r.word(int(h.to)), "experience"):
		return false
	}
	return after&cueAfter != 0 || after&cueThing != 0 && !h.person && (h.doubtful || !r.starts(int(h.from)))
}

// versioned finds "R 4.3".
func (r *reading) versioned(h hit) bool {
	n := int(h.to)
	if n+1 >= len(r.tokens) || r.tokens[n].before != gapSpace || r.tokens[n+1].before != gapTight || !r.digit(n) || !r.digit(n+1) {
		return false
	}
	end := r.tokens[n+1].end
	if r.text[r.tokens[n].end] != '.' || int(end-r.tokens[n].start) > len("12.34") {
		return false
	}
	rest := strings.TrimLeft(r.text[end:], " ")
	return rest == "" || strings.ContainsRune(listSigns+".", firstRune(rest)) || r.cue(n+2)&(cueAnd|cueBefore|cueWith) != 0
}

// cell finds "| Go | 3 years |".
func (r *reading) cell(h hit) bool {
	start, end := int(r.tokens[h.from].start), int(r.tokens[h.to-1].end)
	if before := strings.TrimRight(r.text[:start], " "); before == "" || before[len(before)-1] != '|' {
		return false
	}
	after, ok := strings.CutPrefix(strings.TrimLeft(r.text[end:], " "), "|")
	if !ok || int(h.to) == len(r.tokens) {
		return false
	}
	return r.digit(int(h.to)) || r.cue(int(h.to))&cueLevel != 0 && strings.Contains(after, "|")
}

// muchOf finds "knowledge of Go" and the like.
func (r *reading) muchOf(h hit) bool {
	return h.from >= 2 && r.cue(int(h.from)-1)&cueOf != 0 && r.cue(int(h.from)-2)&cueMuch != 0
}

// properName says that a capitalised word that is no skill follows, as in "with Ray Charles".
func (r *reading) properName(i int) bool {
	h := r.hits[i]
	if !r.near(h, +1) || r.tokens[h.to].before != gapSpace || !r.capital(int(h.to)) || r.cue(int(h.to))&(cueAnd|cueAfter|cueThing) != 0 {
		return false
	}
	return i+1 == len(r.hits) || r.hits[i+1].from != h.to
}

// toPlace says that "to" and a capitalised word that is no skill follow: with SAS to Bergen.
func (r *reading) toPlace(i int) bool {
	to := r.hits[i].to
	if !r.near(r.hits[i], +1) || int(to)+1 >= len(r.tokens) || !strings.EqualFold(r.word(int(to)), "to") || !r.capital(int(to)+1) {
		return false
	}
	return i+1 == len(r.hits) || r.hits[i+1].from != to+1
}

// ofPlace finds "nights in Rust" and "a used Scala".
func (r *reading) ofPlace(h hit) bool {
	if h.from < 2 {
		return false
	}
	before := r.cue(int(h.from) - 2)
	switch strings.ToLower(r.word(int(h.from) - 1)) {
	case "in":
		return before&cueStay != 0
	case "used":
		return before&cueArticle != 0
	}
	return false
}

func (r *reading) capital(i int) bool {
	c := r.text[r.tokens[i].start]
	return c >= 'A' && c <= 'Z'
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
	if h.from == 0 {
		return false
	}
	if c := r.cue(int(h.from) - 1); c&cueHead == 0 && (c&cueWish == 0 || h.person) {
		return false
	}
	between := r.text[r.tokens[h.from-1].end:r.tokens[h.from].start]
	return strings.TrimSpace(between) == ":" && r.listEnds(h)
}

const listSigns = ",;/|•·+()[]:*–—&→\t\n"

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
	sole := b.from == a.to && r.starts(int(a.from)) && r.listEnds(b) // Spark. Kafka.
	at, sign, and := r.tokens[a.to-1].end, sole, sole
	for i := a.to; i <= b.from; i++ {
		t := r.tokens[i]
		between := r.text[at:t.start]
		if strings.Trim(between, " '"+listSigns+"-_.\r") != "" || strings.Contains(between, ". ") && !and || len(between) > 12 {
			return false
		}
		sign = sign || strings.ContainsAny(between, listSigns) || strings.Contains(between, " - ")
		at = t.end
		if i == b.from {
			break
		}
		switch c := r.cue(int(i)); {
		case c&cueAnd != 0:
			sign, and = true, true
		case and && c&(cueBefore|cueWith|cueOf) != 0: // in Go and in Rust
		case c&(cueYears|cueLevel) == 0 && !r.digit(int(i)):
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
