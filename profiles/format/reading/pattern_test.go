package reading_test

import (
	"slices"
	"strings"
	"testing"

	"tenon/profiles/format/reading"
)

// TestWordsWithAccentsHaveEdges holds what \b of regexp denies: a letter with an accent is a letter.
func TestWordsWithAccentsHaveEdges(t *testing.T) {
	for _, c := range []struct{ expr, text, want string }{
		{`(?i)\b(?:avancé|débutant)\b`, "niveau Avancé (4 ans)", "Avancé"},
		{`(?i)\bécole\b`, "l'École des mines", "École"},
		{`(?i)\bécole\b`, "une décole", ""},
		{`\buniversité\b`, "université", "université"},
		{`(?i)facturaci[oó]n`, "FACTURACIÓN anual", "FACTURACIÓN"},
		{`^[a-zäé]{3,6}\b`, "märz 2021", "märz"},
		{`\b\p{L}*straße\b`, "Königstraße 4", "Königstraße"},
		{`\p{Lu}[\p{L} ]+`, "x Élodie Ünal!", "Élodie Ünal"},
		{`\bab\b`, "fabéab", ""},
	} {
		if got := reading.Words(c.expr).FindString(c.text); got != c.want {
			t.Errorf("%s in %q: %q, want %q", c.expr, c.text, got, c.want)
		}
	}
}

func TestPatternsAnswerAsRegexpDoes(t *testing.T) {
	p := reading.Words(`(é)(x)?`)
	if got := p.FindStringSubmatch("aéé"); !slices.Equal(got, []string{"é", "é", ""}) || p.FindStringSubmatch("a") != nil {
		t.Errorf("groups %q", got)
	}
	if got := p.ReplaceAllStringFunc("éaé", strings.ToUpper); got != "ÉaÉ" {
		t.Errorf("replaced %q", got)
	}
	if got := p.Split("1é2é3"); !slices.Equal(got, []string{"1", "2", "3"}) {
		t.Errorf("split %q", got)
	}
	if got := p.FindAllString("éxéaé", 2); !slices.Equal(got, []string{"éx", "é"}) {
		t.Errorf("all %q", got)
	}
}
