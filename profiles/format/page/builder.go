package page

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Builder collects lines in reading order. The zero value is not usable; see [NewBuilder].
type Builder struct {
	lines   []Line
	notes   []string
	links   []string
	ld      []string
	limits  Limits
	dropped int
	bytes   int64
	gap     bool // an empty line came last
}

// NewBuilder keeps no more lines and bytes of text than the limits say.
func NewBuilder(limits Limits) *Builder { return &Builder{limits: limits.OrDefault()} }

// Add appends a line as found in the file. An empty one is a gap before the next. The normal form of a line may be eleven times as
// long as the line, so one that is longer than [MaxLine] is dropped before it is looked at.
func (b *Builder) Add(l Line) {
	if len(b.lines) >= b.limits.Lines || len(l.Text) > MaxLine || b.bytes > b.limits.Text {
		b.dropped++
		return
	}
	soft := strings.HasSuffix(strings.TrimRight(l.Text, " \t\r\n"), "\u00ad")
	text, cut := Clean(l.Text)
	if text == "" {
		b.gap = true
		return
	}
	l.Gap, b.gap = l.Gap || b.gap, false
	if cut && l.Hidden == "" {
		l.Hidden = ZeroWidth
	}
	if soft {
		text += "\u00ad" // mend takes it away again
	}
	b.bytes += int64(len(text))
	for text != "" && len(b.lines) < b.limits.Lines {
		l.Text, text = broken(text)
		b.lines = append(b.lines, l)
		l.Gap = false
	}
}

// broken parts what fits into a line from the rest, at a space if there is one.
func broken(text string) (line, rest string) {
	if len(text) <= wholeLine {
		return text, ""
	}
	at := strings.LastIndexByte(text[:wholeLine], ' ')
	if at <= 0 {
		for at = wholeLine; !utf8.RuneStart(text[at]); at-- {
		}
	}
	return text[:at], strings.TrimPrefix(text[at:], " ")
}

// Note adds a sentence for the user, once.
func (b *Builder) Note(format string, args ...any) {
	if note := fmt.Sprintf(format, args...); len(b.notes) < 100 && !slices.Contains(b.notes, note) {
		b.notes = append(b.notes, note)
	}
}

// Drop counts a line that was left out before it could be added.
func (b *Builder) Drop() { b.dropped++ }

// maxLD is how many scripts are kept: a page has one or a few.
const maxLD = 100

// LD adds the raw text of a JSON-LD script.
func (b *Builder) LD(text string) {
	if len(b.ld) < maxLD {
		b.ld = append(b.ld, text)
	}
}

// hosts whose links are evidence or contact; other targets of links are left out.
var hosts = []string{"github.com", "gitlab.com", "bitbucket.org", "kaggle.com", "huggingface.co", "linkedin.com", "stackoverflow.com",
	"orcid.org", "scholar.google.com", "arxiv.org", "doi.org", "dx.doi.org", "zenodo.org", "credly.com", "medium.com", "pypi.org", "npmjs.com", "crates.io"}

// Link adds the target of a hyperlink. Mail addresses and the hosts where work is shown become lines at the end of the text
// unless the text has them already.
func (b *Builder) Link(target string) {
	u, err := url.Parse(strings.TrimSpace(target))
	if err != nil || len(target) > 500 || len(b.links) >= 200 {
		return
	}
	switch host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."); {
	case u.Scheme == "mailto" && strings.Contains(u.Opaque, "@"):
		b.links = append(b.links, u.Opaque)
	case (u.Scheme == "http" || u.Scheme == "https") && (slices.Contains(hosts, host) || strings.HasSuffix(host, ".github.io")):
		b.links = append(b.links, u.String())
	}
}

// Document mends hyphenation and lays the text out.
func (b *Builder) Document() *Document {
	lines := mend(b.lines)
	var text strings.Builder
	for i := range lines {
		place(&text, &lines[i])
	}
	for _, link := range b.links {
		bare := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(link, "https://"), "http://"), "/")
		if link, _ = Clean(link); link != "" && !strings.Contains(text.String(), strings.TrimPrefix(bare, "www.")) {
			lines = append(lines, Line{Text: link})
			place(&text, &lines[len(lines)-1])
		}
	}
	if b.dropped > 0 {
		b.Note("the file is longer than what is read: %d lines were left out", b.dropped)
	}
	return &Document{Text: text.String(), Lines: lines, Notes: b.notes, LD: b.ld}
}

// TooLong is the error of a file of which no line is left because all were too long or too many, else nil.
func (b *Builder) TooLong() error {
	if len(b.lines) > 0 || b.dropped == 0 {
		return nil
	}
	return Refuse("the text has no line that is short enough to be read: break it into lines of at most %d bytes", MaxLine)
}

func place(text *strings.Builder, l *Line) {
	if l.Hidden != "" && l.Hidden != ZeroWidth {
		l.At = -1
		return
	}
	if text.Len() > 0 {
		text.WriteByte('\n')
	}
	l.At = text.Len()
	text.WriteString(l.Text)
}
