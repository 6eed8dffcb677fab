package web

import (
	"embed"
	"net/http"
	"slices"

	"golang.org/x/text/language"

	"tenon/engine/phrase"
)

//go:embed strings/*.txt
var stringFiles embed.FS

// Words are the strings of one language by key. A string may hold {0}, {1}, … for values.
type Words struct {
	Tag     string // as in lang="de"
	Name    string // in the language itself
	byKey   map[string]string
	lang    *phrase.Language // how numbers are written
	sayings []saying         // of reports
}

// languages are those of strings/, English first: it stands in for what another lacks.
var languages = []*Words{mustWords("en", nil), mustWords("de", phrase.German)}

var matcher = language.NewMatcher([]language.Tag{language.English, language.German})

func mustWords(tag string, lang *phrase.Language) *Words {
	w := &Words{Tag: tag, byKey: map[string]string{}, lang: lang, sayings: sayings(tag)}
	for key, text := range phrase.Entries(stringFiles, "strings/"+tag+".txt", " = ") {
		w.byKey[key] = text
	}
	w.Name = w.byKey["language"]
	return w
}

// T is the string of a key with its values, which are taken as text. A key that no language has stands for itself.
func (w *Words) T(key string, values ...any) string {
	s, ok := w.byKey[key]
	if !ok {
		if s, ok = languages[0].byKey[key]; !ok {
			return key
		}
	}
	return w.lang.Say(s, values...)
}

// wordsOf are those for who asks.
func wordsOf(r *http.Request) *Words {
	return wordsFor(readSettings(r).Language, r.Header.Get("Accept-Language"))
}

// wordsFor takes the language that was chosen, or else the first of Accept-Language that there is.
func wordsFor(chosen, accepted string) *Words {
	if i := slices.IndexFunc(languages, func(w *Words) bool { return w.Tag == chosen }); i >= 0 {
		return languages[i]
	}
	_, i := language.MatchStrings(matcher, accepted)
	return languages[i]
}
