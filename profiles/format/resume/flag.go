package resume

import (
	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// advertForm finds the phrases of adverts that nobody writes of themselves.
var advertForm = reading.Words(`(?i)\b(?:we are (?:looking|hiring|seeking)|we're (?:looking|hiring)|the (?:ideal|successful) candidate|you will (?:be|work|have|lead|build|design|own)|you'll (?:be|work|have|lead|build)|your responsibilities|what we offer|we offer|nice to have|` +
	`apply now|equal opportunity employer|must have(?:s)?:|requirements:|candidates? (?:must|should)|join our team|wir suchen|ihre aufgaben|ihr profil|wir bieten|nous recherchons|profil recherché|buscamos|ofrecemos|se requiere)\b`)

// orderForm finds orders to a program that reads the résumé for somebody.
var orderForm = reading.Words(`(?i)\b(?:ignore|disregard|forget) (?:all |any |the )?(?:previous|prior|above|earlier|other|your) (?:instructions?|prompts?|candidates?|rules?)|\b(?:as an? (?:ai|language model|llm)|chatgpt|system prompt)\b.{0,80}\b(?:rank|rate|score|recommend|hire|must|return|say)|\b(?:rank|rate|score|recommend) this (?:candidate|resume|résumé|cv|applicant) (?:as|first|highest|top|with|above)`)

// flags raises what a person should look at. None of it is read for facts, and none lowers a score.
func (r *reader) flags(ls []*line) {
	hidden, cut := 0, 0
	for _, l := range r.doc.Lines {
		switch l.Hidden {
		case "":
		case page.ZeroWidth:
			cut++
		default:
			hidden++
		}
	}
	if hidden > 0 || cut > 0 {
		r.flag(profiles.FlagHiddenText, "text that a reader of the page does not see: not read")
	}
	adverts := 0
	for _, l := range ls {
		if mixedScript.MatchString(l.text) {
			r.Note(l.i, "", "letters of two alphabets in one word: it reads as another word than it looks")
			r.flag(profiles.FlagHiddenText, "words that look like others")
		}
		if orderForm.MatchString(l.text) {
			r.Note(l.i, "", "speaks to a program, not to a reader: without effect")
			r.flag(profiles.FlagSpeaksToProgram, "an order to a program that reads for somebody")
		}
		if advertForm.MatchString(l.text) {
			adverts++
		}
	}
	if adverts >= 3 {
		r.flag(profiles.FlagPastedAdvert, "reads like an advert in places")
	}
	r.repeated()
}

// mixedScript finds Latin letters beside Cyrillic or Greek ones that look like them. "µs" is none.
var mixedScript = reading.Exact(`[A-Za-z][\p{Cyrillic}α-ωΑ-Ω]|[\p{Cyrillic}α-λν-ωΑ-Ω][A-Za-z]`)

// maxMentions is how often a résumé may name one skill before it is said: four times the most of those that the samples have.
const maxMentions = 25

func (r *reader) repeated() {
	count := map[taxonomy.No]int{}
	for _, s := range r.o.Taxonomy.Extract(r.doc.Text) {
		if count[s.No]++; count[s.No] == maxMentions {
			r.flag(profiles.FlagRepeatedSkill, r.o.Taxonomy.Concept(s.No).Label+" is named 25 times or more; once is as good")
		}
	}
}

func (r *reader) flag(f profiles.Flag, why string) {
	for _, x := range r.c.Flags {
		if x == f {
			return
		}
	}
	r.c.Flags = append(r.c.Flags, f)
	r.Note(-1, "flags", f.String()+": "+why)
}
