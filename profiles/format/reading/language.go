package reading

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"

	"tenon/profiles/format/page"
)

// stops are words that are frequent in one of the languages that are read and rare in the others. Résumés and adverts are full
// of English names of things, which a count of letters mistakes for English.
var stops = map[string][]string{
	"en": strings.Fields("the and of with for to in a on our from by is are as an at we you your have using their that this will experience years work team"),
	"de": strings.Fields("und der die das von mit für im den zur zum bei auf ein eine einer des als ist sie wir werden sowie über seit oder kenntnisse erfahrung sehr nach durch bis heute"),
	"fr": strings.Fields("et de la le les des du en pour dans une un sur avec au aux par vous nous est votre notre sont plus ans depuis à équipe expérience chez"),
	"es": strings.Fields("y de la el los las en para con del por un una que al se su más como desde años experiencia equipo nuestro sus o es actualidad"),
}

var stopOf = func() map[string][]string {
	m := map[string][]string{}
	for l, words := range stops {
		for _, w := range words {
			m[w] = append(m[w], l)
		}
	}
	return m
}()

// Language is the language of a document, in ISO 639-1: by its small words where it is one of the four that are read, else by its
// letters; "" when there is too little text to tell.
func Language(doc *page.Document) string {
	text := doc.Text[:min(len(doc.Text), 20_000)]
	votes := map[string]int{}
	words := 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		for _, l := range stopOf[w] {
			votes[l]++
		}
	}
	best, second := "", 0
	for _, l := range []string{"en", "de", "fr", "es"} {
		switch {
		case best == "" || votes[l] > votes[best]:
			second = votes[best]
			best = l
		case votes[l] > second:
			second = votes[l]
		}
	}
	if votes[best] >= 4 && votes[best]*20 >= words && votes[best] > second {
		return best
	}
	if info := whatlanggo.Detect(text); info.IsReliable() && len(text) > 200 {
		return info.Lang.Iso6391()
	}
	if votes[best] >= 2 && votes[best] > second {
		return best
	}
	return ""
}
