package advert

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

// wordFiles are the words that adverts use, in four languages: a name in a line of its own, and under it, indented, the regular
// expressions of [pattern] of which any says it. A name may come several times; "#" begins a comment, "~" stands for [fillers].
//
//go:embed words/*.txt
var wordFiles embed.FS

// entry is a name of a file of words with the pattern of what says it.
type entry struct {
	name string
	form pattern
}

// table reads a file of words in its order. Every pattern is put between before and after. A fault is one of the build, which any
// test finds.
func table(file, before, after string) []entry { return tableOf(file, before, after, words) }

func tableOf(file, before, after string, make func(string) pattern) []entry {
	text, err := wordFiles.ReadFile("words/" + file)
	if err != nil {
		panic("advert: " + err.Error())
	}
	var out []entry
	name, forms := "", []string(nil)
	end := func() {
		if len(forms) > 0 {
			out = append(out, entry{name, make(before + "(?:" + strings.Join(forms, "|") + ")" + after)})
		}
		forms = nil
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		form, indented := strings.CutPrefix(strings.ReplaceAll(line, "~", fillers), "  ")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case indented:
			forms = append(forms, form)
		default:
			end()
			name = line
		}
	}
	end()
	return out
}

// index is the place of a name of a file of words among those that the program knows.
func index(names []string, name string) int {
	i := slices.Index(names, name)
	if i < 0 {
		panic(fmt.Sprintf("advert: %q is none of %s", name, strings.Join(names, ", ")))
	}
	return i
}
