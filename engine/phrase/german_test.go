package phrase_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tenon/engine/phrase"
	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
)

// tellers are the functions whose literals are said.
var tellers = []string{"Say", "say", "found", "foundOf", "assume"}

// said are all English sentences in the sources of the engine, with where they are.
func said(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	files := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch fun := call.Fun.(type) {
			case *ast.SelectorExpr:
				name = fun.Sel.Name
			case *ast.Ident:
				name = fun.Name
			}
			for _, arg := range call.Args {
				lit, ok := arg.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING || !slices.Contains(tellers, name) && name != "Count" {
					continue
				}
				text, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				out[text] = files.Position(lit.Pos()).String()
				if name == "Count" {
					out[text+"s"] = out[text]
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 100 {
		t.Fatalf("only %d sentences were found: has saying another name?", len(out))
	}
	return out
}

// words are those of the enumerations that sentences are told with.
func words() (out []string) {
	add := func(s fmt.Stringer) {
		if s.String() != "" {
			out = append(out, s.String())
		}
	}
	for _, k := range profiles.RequirementKinds() {
		add(k)
		out = append(out, plan.CategoryName(k))
	}
	for p := range facts.Preferences {
		add(p)
	}
	for i := profiles.Remote; i <= profiles.OnSite; i++ {
		add(i)
	}
	for i := profiles.Permanent; i <= profiles.Internship; i++ {
		add(i)
	}
	for i := profiles.InterviewRemote; i <= profiles.InterviewPortfolio; i++ {
		add(i)
	}
	for i := profiles.EvidenceProject; i <= profiles.EvidenceCommunity; i++ {
		add(i)
	}
	for i := profiles.Nice; i <= profiles.Must; i++ {
		add(i)
	}
	for i := profiles.Intern; i <= profiles.Director; i++ {
		add(i)
	}
	out = append(out, "secondary", "associate", "bachelor", "master", "doctor") // other degrees are told by their number
	for _, i := range []profiles.Period{profiles.PerYear, profiles.PerMonth, profiles.PerWeek, profiles.PerDay, profiles.PerHour} {
		out = append(out, phrase.A(i.String()))
	}
	return append(out, "mid", "senior", "lead") // of estimates
}

func TestEverySentenceOfTheEngineIsSaidInGermanToo(t *testing.T) {
	known, sentences := phrase.German.Known(), said(t)
	for english, at := range sentences {
		if _, ok := known[english]; !ok {
			t.Errorf("%s: de.txt lacks « %s »", at, english)
		}
	}
	also := words()
	for _, w := range also {
		if _, ok := known[w]; !ok {
			t.Errorf("de.txt lacks the word « %s »", w)
		}
	}
	for english := range known {
		if _, ok := sentences[english]; !ok && !slices.Contains(also, english) {
			t.Errorf("de.txt has « %s », which nobody says", english)
		}
	}
}

var value = regexp.MustCompile(`\{\d\}`)

func TestGermanSentencesHoldTheSameValues(t *testing.T) {
	for english, german := range phrase.German.Known() {
		a, b := value.FindAllString(english, -1), value.FindAllString(german, -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("« %s » holds %v, « %s » %v", english, a, german, b)
		}
	}
}

func TestALanguageWritesNumbersItsOwnWay(t *testing.T) {
	de, en := phrase.German, (*phrase.Language)(nil)
	for _, c := range []struct{ got, want string }{
		{de.Number(-1_234_567), "-1.234.567"},
		{de.Decimal(1.25, 2), "1,25"},
		{de.Hundredths(123_456), "1.234,56"},
		{de.Hundredths(-5), "−0,05"},
		{en.Hundredths(9_684), "96.84"},
		{de.Ordinal(1_003), "Rang 1.003"},
		{en.Ordinal(1_003), "1,003rd"},
		{de.Count(1, "role"), "1 Stelle"},
		{de.Count(2_000, "role"), "2.000 Stellen"},
		{de.Series([]string{"a", "b", "c"}), "a, b und c"},
		{de.Choice([]string{"a", "b"}), "a oder b"},
		{de.Per("hour"), "in der Stunde"},
		{de.Say("no such sentence of {0}", 1_000), "no such sentence of 1.000"},
		{en.Say("{0} of {1}", "{1}", 2), "{1} of 2"}, // a value is text
	} {
		if c.got != c.want {
			t.Errorf("%q: want %q", c.got, c.want)
		}
	}
	if ctx := t.Context(); phrase.Of(ctx) != nil || phrase.Of(phrase.In(ctx, de)) != de || phrase.Of(phrase.In(context.WithoutCancel(ctx), nil)) != nil {
		t.Error("a context tells another language than was put into it")
	}
}
