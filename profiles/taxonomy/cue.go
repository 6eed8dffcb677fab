package taxonomy

import "strings"

// cue is what an ordinary word next to a guarded name says about it; a set.
type cue uint32

const (
	cueBefore   cue = 1 << iota // in Go, using R
	cueWith                     // with Spark; says nothing of names that people have
	cueMove                     // migrated to Go; as cueWith where the name follows at once
	cueMuch                     // knowledge of Go, a lot of R
	cueOf                       // between that and the name
	cueLevel                    // basic SAS, where the name ends a part of a list
	cueAfter                    // Go developer
	cueThing                    // Go plugins, where the capital is no matter of the sentence
	cueList                     // such as Go
	cueAnd                      // Python and R
	cueBased                    // Spark-based
	cueAgainst                  // Make sure, Excel at: never the skill
	cueLetter                   // Series C, vitamin D: the letter numbers something
	cueHead                     // Skills: Go
	cueWish                     // Nice to have: Go; as cueHead, says nothing of names that people have
	cueIs                       // Go is our language
	cueStranger                 // the SAS, to Rust
	cueArticle                  // a used Scala
	cueStay                     // nights in Rust
	cueNews                     // SAS is hiring, Word is that
	cueKey                      // C minor
	cueYears                    // Go (5 years)
	cuePurpose                  // R for modelling, React on the client
	cueSoftware                 // says that a sentence is about software
)

var cues = makeCues(map[cue]string{
	cueBefore: "in using use used uses via learn learned learning write writing wrote en unter mediante codez " +
		"développeur développeurs développeuse desarrollador desarrolladores programador programadores sviluppatore langage lenguaje " +
		"linguaggio programmiersprache",
	cueWith: "with know knows mit avec con adopt adopted adopting introduced introducing built chose choosing taught teach teaches teaching " +
		"myself running runs debug debugging debugged versus vs unlike",
	cueMove: "migrate migrated migrating migration port ported porting move moved moving switch switched switching " +
		"convert converted converting rewrite rewrote rewriting replace replaced replacing swapped",
	cueMuch: "knowledge experience command understanding mastery years use bit lot lots little one two three four five " +
		"expérience experiencia connaissance connaissances maîtrise conocimiento conocimientos dominio manejo kenntnis",
	cueOf:    "of de d",
	cueLevel: "basic advanced strong solid good excellent fluent some intermediate expert modern idiomatic production proficient plain pure vanilla",
	cueAfter: "developer developers development engineer engineers programming programmer programmers language code " +
		"codebase coding service services skills script scripts scripting sdk library libraries framework package packages microservice " +
		"microservices backend backends frontend frontends experience expertise cli compiler internals macros developpement " +
		"entwickler entwicklerin entwicklung programmierung kenntnisse expert experts specialist specialists consultant architect " +
		"administrator admin maintainer wizard guru ninja enthusiast fan evangelist instructor trainer user hacker " +
		"certified certification zertifiziert sheet sheets spreadsheet spreadsheets workbook workbooks",
	cueThing: "app apps application applications course courses job jobs plugin plugins module modules cluster clusters " +
		"pipeline pipelines component components binding bindings monolith runtime shop forms formulas template templates " +
		"dashboard dashboards query queries administration",
	cueList:    "as like including include includes eg",
	cueAnd:     "and or & plus und oder et y o e ou sowie bzw vs",
	cueBased:   "based powered like style native entwickler entwicklerin entwicklung programmierung kenntnisse code skripte",
	cueAgainst: "sure live at up a an the your our their his her its ahead beyond off away public forward through over on-call",
	cueHead: "skill skills stack language languages technology technologies tool tools tooling framework frameworks tech kenntnisse " +
		"langages outils lenguajes herramientas",
	cueWish:     "have required preferred desirable essential bonus advantage plus must",
	cueIs:       "is was are were has had remains became runs ran handles replaced replaces",
	cueStranger: "the to from at by for dear",
	cueArticle:  "a an the my your his her our their slightly",
	cueStay: "nights weekend holiday holidays born live lives lived living stay stayed arrived met hotel park museum church theatre " +
		"theater opera concert cottage flat village town",
	cueNews:    "that it hiring looking seeking recruiting",
	cueKey:     "minor major sharp flat dur moll",
	cueYears:   "year years yr yrs yoe jahr jahre ans años",
	cuePurpose: "for on für auf pour para",
	cueSoftware: "language languages code codebase programming compiler crate cli gpu gpus software script scripts library framework " +
		"frameworks api database writing " +
		"tools technologies tech stack mail email",
	cueLetter: "series vitamin vitamins class grade type hepatitis section appendix schedule tier category usb figure table " +
		"phase group option exhibit annex plan level part article clause building room gate terminal visa protein ward dock klasse",
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

// longestCue is the length of the longest word of cues in bytes, at least.
const longestCue = 20

// cue looks up the word of token i; 0 outside of the text.
func (r *reading) cue(i int) cue {
	if i < 0 || i >= len(r.tokens) {
		return 0
	}
	var buf [longestCue]byte
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
