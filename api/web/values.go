package web

import (
	"regexp"
	"strings"

	"tenon/profiles"
)

// wordsAt says by which key the words of an enumeration are found, by the pointer of the field that holds them.
var wordsAt = []struct {
	pointer *regexp.Regexp
	key     string
}{
	{regexp.MustCompile(`/modes(/\d+)?$`), "mode."},
	{regexp.MustCompile(`/(engagements|engagement/accept)(/\d+)?$`), "engagement."},
	{regexp.MustCompile(`/(interviews|interview/accept)(/\d+)?$`), "interview."},
	{regexp.MustCompile(`/seniority(/min)?$`), "level."},
	{regexp.MustCompile(`/evidence/\d+/kind$`), "evidence."},
	{regexp.MustCompile(`/education/\d+/level$|/isced$`), "degree."},
	{regexp.MustCompile(`/period$`), "per."},
	{regexp.MustCompile(`/necessity$`), "necessity."},
	{regexp.MustCompile(`/(posted|validThrough|start|end|issued|expires|lastUsed)$`), "month"},
}

// ValueAt is what a field says, as people say it: words of an enumeration and months in the language of the page.
func (w *Words) ValueAt(pointer, said string) string {
	for _, at := range wordsAt {
		if !at.pointer.MatchString(pointer) {
			continue
		}
		if at.key == "month" {
			return w.Month(said)
		}
		parts := strings.Split(said, ", ") // of a list that is read as one
		for i, part := range parts {
			if words := w.T(at.key + part); words != at.key+part {
				parts[i] = words
			}
		}
		return strings.Join(parts, ", ")
	}
	return said
}

// ChoiceOf is a word of a list that a record can hold, as people say it.
func (v view) ChoiceOf(list, word string) string { return v.ValueAt("/"+list, word) }

// LevelText is the least level of a requirement, whose field is named, as people say it.
func (v view) LevelText(field, level string) string { return v.ValueAt("/"+field, level) }

// Identity are the names of what is kept apart.
func (v view) Identity(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n
		if words := v.T("identity." + n); words != "identity."+n {
			out[i] = words
		}
	}
	return strings.Join(out, ", ")
}

var lineOf = regexp.MustCompile(`, line (\d+)$`)

// NotePlace is where in a file a remark is about, in words.
func (v view) NotePlace(path string) string {
	line := lineOf.FindStringSubmatch(path)
	place := v.FactName(lineOf.ReplaceAllString(path, ""))
	if line != nil {
		place += ", " + v.T("read.line", line[1])
	}
	return place
}

// fieldsOf are the fields of a record that was taken from a file of fields, of which there are no words to show beside them.
func fieldsOf(kind profiles.Kind, base string, all map[string]any) (out []factView) {
	for _, name := range shownSections[kind] {
		if all[name] == nil {
			continue
		}
		for _, e := range sectionOf(name, all[name]).Entries {
			for _, f := range e.Fields {
				if f.Blank {
					continue
				}
				x := factView{Base: base, Pointer: f.Pointer, Is: f.Value}
				x.Path = pathOf(f.Pointer)
				out = append(out, x)
			}
		}
	}
	return out
}

var indexInPointer = regexp.MustCompile(`/(\d+)`)

// pathOf writes a JSON pointer such as /jobs/0/title/name as a path: jobs[0].title.name.
func pathOf(pointer string) string {
	return strings.ReplaceAll(strings.TrimPrefix(indexInPointer.ReplaceAllString(pointer, "[$1]"), "/"), "/", ".")
}
