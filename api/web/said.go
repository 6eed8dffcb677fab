package web

import (
	"errors"
	"io/fs"
	"regexp"
	"strings"

	"tenon/engine/phrase"
)

// saying is a sentence that reports hold in English, in a language.
type saying struct {
	english *regexp.Regexp
	own     string
}

// sayings are those of strings/said.TAG.txt; a language may have none.
func sayings(tag string) (out []saying) {
	name := "strings/said." + tag + ".txt"
	if _, err := fs.Stat(stringFiles, name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for english, own := range phrase.Entries(stringFiles, name, " => ") {
		pattern := value.ReplaceAllString(regexp.QuoteMeta(english), "(.+)")
		out = append(out, saying{regexp.MustCompile("^" + pattern + "$"), own})
	}
	return out
}

// value is a place of a value, as QuoteMeta writes it.
var value = regexp.MustCompile(`\\\{\d\\\}`)

// Saying is what a report says, in the language of the page where that is known.
type Saying struct {
	Text    string
	English bool // it is not known: the text is what the report has
}

// Said puts what a report says in English into the language of the page. A report parts its reasons by semicolons.
func (w *Words) Said(english string) Saying {
	if len(w.sayings) == 0 {
		return Saying{Text: english}
	}
	parts := strings.Split(english, "; ")
	for i, part := range parts {
		own, ok := w.said(part)
		if !ok {
			return Saying{english, true}
		}
		parts[i] = own
	}
	return Saying{Text: strings.Join(parts, "; ")}
}

func (w *Words) said(english string) (string, bool) {
	for _, s := range w.sayings {
		if m := s.english.FindStringSubmatch(english); m != nil {
			values := make([]any, len(m)-1)
			for i, v := range m[1:] {
				values[i] = v
			}
			return w.lang.Say(s.own, values...), true
		}
	}
	return "", false
}
