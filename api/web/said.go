package web

import (
	"errors"
	"io/fs"
	"net/http"
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

// own is what the page itself says.
func own(text string) *Saying { return &Saying{Text: text} }

// Told is what an error says to a person: of a problem each field with what is wrong with it, in the language of the page where that is
// known.
func (w *Words) Told(err error) *Saying {
	var out *Saying
	for _, x := range w.each(err) {
		if out == nil {
			out = x
			continue
		}
		out = &Saying{out.Text + "; " + x.Text, out.English || x.English}
	}
	return out
}

// each is what an error says, fault by fault.
func (w *Words) each(err error) (out []*Saying) {
	problem := problemOf(err)
	if problem == nil {
		return []*Saying{w.sentence(err.Error())}
	}
	for _, e := range problem.Errors {
		x := w.sentence(e.Msg)
		if e.Path != "" {
			x.Text = w.FactName(e.Path) + ": " + x.Text
		}
		out = append(out, x)
	}
	if len(out) == 0 {
		out = append(out, w.sentence(problem.Detail))
	}
	return out
}

// ofCondition is where in an expression something is wrong. Pages make expressions of the fields of their forms, so that the place says
// nothing to who filled them in; what is wrong there names the word.
var ofCondition = regexp.MustCompile(`^where, column \d+: `)

// sentence is a fault in words.
func (w *Words) sentence(english string) *Saying {
	x := w.Said(ofCondition.ReplaceAllString(english, ""))
	return &x
}

// faultsOf are the faults of fields that the API found; none where it is another error.
func (w *Words) faultsOf(err error) []*Saying {
	if problem := problemOf(err); problem == nil || problem.Status != http.StatusUnprocessableEntity && problem.Status != http.StatusPreconditionFailed {
		return nil
	}
	return w.each(err)
}
