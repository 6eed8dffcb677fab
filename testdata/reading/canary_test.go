package reading_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"tenon/profiles/format"
)

// Who somebody is may stand in the identity and nowhere else: in no field of the candidate, no note, no line of the report.
func TestNoWordOfIdentityReachesTheCandidate(t *testing.T) {
	for _, d := range append(documents(t, "dev"), documents(t, "more")...) {
		got, err := read(d)
		if err != nil {
			continue // the tables show it
		}
		for _, c := range leaks(t, d.truth, got) {
			t.Errorf("%s: the draft holds %q", d.file, c)
		}
	}
}

// leaked is how many words of identity get through in the half set aside.
const leaked = 0

// The documents set aside are counted, not named, so that nobody learns from them.
func TestNoWordOfIdentityReachesTheCandidateOfTheHalfSetAside(t *testing.T) {
	files, strings := 0, 0
	for _, d := range documents(t, "aside") {
		got, err := read(d)
		if n := len(leaks(t, d.truth, got)); err == nil && n > 0 {
			files++
			strings += n
		}
	}
	if files != leaked || strings != leaked {
		t.Errorf("%d strings of identity in %d drafts, want %d: fewer is better, then lower the number", strings, files, leaked)
	}
}

// leaks are the canaries of the truth that a draft holds anywhere but in its identity and in the document itself.
func leaks(t *testing.T, want *truth, got format.Draft) (out []string) {
	t.Helper()
	got.Identity, got.Document = nil, nil
	raw, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	var all []string
	walk(tree, func(s string) { all = append(all, loose(s)) })
	for _, c := range want.Canaries {
		for _, s := range all {
			if holds(s, loose(c)) {
				out = append(out, c)
				break
			}
		}
	}
	return out
}

func walk(v any, visit func(string)) {
	switch v := v.(type) {
	case string:
		visit(v)
	case []any:
		for _, e := range v {
			walk(e, visit)
		}
	case map[string]any:
		for _, e := range v {
			walk(e, visit)
		}
	}
}

// holds finds a canary as whole words, a telephone number by its digits too.
func holds(text, canary string) bool {
	if n := digits(canary); len(n) >= 8 && !strings.ContainsFunc(canary, unicode.IsLetter) && strings.Contains(digits(text), n) {
		return true
	}
	for from := 0; ; {
		i := strings.Index(text[from:], canary)
		if i < 0 {
			return false
		}
		i += from
		if !letterAt(text[:i], true) && !letterAt(text[i+len(canary):], false) {
			return true
		}
		from = i + 1
	}
}

func letterAt(s string, last bool) bool {
	r := []rune(s)
	switch {
	case len(r) == 0:
		return false
	case last:
		return unicode.IsLetter(r[len(r)-1])
	}
	return unicode.IsLetter(r[0])
}
