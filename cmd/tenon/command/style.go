package command

import (
	"io"
	"os"
	"strings"

	"charm.land/lipgloss/v2"
	"golang.org/x/term"
)

// style is how things look; every style is empty where colours are not wanted: not a terminal, or NO_COLOR.
type style struct {
	bold, dim, good, fair, bad, none lipgloss.Style
}

func newStyle(w io.Writer) style {
	if !terminal(w) || os.Getenv("NO_COLOR") != "" {
		return style{}
	}
	s := lipgloss.NewStyle
	return style{bold: s().Bold(true), dim: s().Faint(true), good: s().Foreground(lipgloss.Green), fair: s().Foreground(lipgloss.Yellow),
		bad: s().Foreground(lipgloss.Red), none: s()}
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// marked shows the «words found» of a snippet in bold, without the marks where that can be seen.
func (s style) marked(text string) string {
	if s.bold.Render("x") == "x" {
		return text
	}
	var b strings.Builder
	for rest := text; ; {
		before, after, ok := strings.Cut(rest, "«")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		word, tail, _ := strings.Cut(after, "»")
		b.WriteString(s.bold.Render(word))
		rest = tail
	}
}

// state colours a word or a bar by the state that it is about.
func (s style) state(state string) lipgloss.Style {
	switch state {
	case "met":
		return s.good
	case "partial":
		return s.fair
	case "missing":
		return s.bad
	}
	return s.dim
}
