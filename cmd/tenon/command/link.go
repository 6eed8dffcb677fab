package command

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"tenon/profiles/taxonomy"
	"tenon/profiles/taxonomy/link"
)

// linking is what tenon skills and tenon titles have in common.
type linking struct {
	File   string `arg:"" optional:"" help:"Lines of text; without it, or with -, standard input."`
	Scheme string `enum:"tenon,esco,onet" default:"tenon" help:"Whose concepts: tenon, esco or onet."`
	Top    int    `default:"5" help:"How many concepts a line."`
}

type skillsCmd struct {
	linking `embed:""`
}

func (c *skillsCmd) Run(e *env) error { return c.run(e, taxonomy.Skill) }

type titlesCmd struct {
	linking `embed:""`
}

func (c *titlesCmd) Run(e *env) error { return c.run(e, taxonomy.Title) }

// linked is one line of the answer.
type linked struct {
	Line     int             `json:"line"`
	Text     string          `json:"text"`
	Concepts []linkedConcept `json:"concepts"`
}

type linkedConcept struct {
	ID     string  `json:"id"`
	Label  string  `json:"label"`
	Scheme string  `json:"scheme"`
	Score  float32 `json:"score"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
}

// longestLine is how many bytes of a line are kept; the rest is not read.
const longestLine = 1 << 20

func (c *linking) run(e *env, k taxonomy.Kind) error {
	if c.Top < 1 {
		return fmt.Errorf("%w: --top is %d: want 1 or more", errUsage, c.Top)
	}
	l, err := link.Shipped(k, link.Scheme(c.Scheme), e.vocabulary())
	if err != nil {
		return err
	}
	do := func(r io.Reader) error { return c.lines(e, l, r) }
	if c.File == "" || c.File == "-" {
		return do(e.In)
	}
	return openFor(c.File, func(f *os.File) error { return do(f) })
}

// vocabulary is the taxonomy of the flag, or the shipped one.
func (e *env) vocabulary() *taxonomy.Taxonomy {
	if t := e.taxonomy(); t != nil {
		return t
	}
	return taxonomy.Default()
}

func (c *linking) lines(e *env, l *link.Linker, r io.Reader) error {
	in := bufio.NewReaderSize(r, 1<<16)
	out := bufio.NewWriter(e.Out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for n := 1; ; n++ {
		if err := e.ctx.Err(); err != nil {
			return errors.Join(out.Flush(), err)
		}
		text, err := readLine(in)
		if errors.Is(err, io.EOF) {
			return out.Flush()
		}
		if err != nil {
			return errors.Join(out.Flush(), fmt.Errorf("line %d: %w", n, err))
		}
		if err := enc.Encode(c.link(l, n, text)); err != nil {
			return err
		}
		if in.Buffered() == 0 && terminalIn(e.In) {
			if err := out.Flush(); err != nil { // somebody types and waits
				return err
			}
		}
	}
}

func terminalIn(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	fi, err := f.Stat()
	return err == nil && fi.Mode()&os.ModeCharDevice != 0
}

// readLine reads a line without its end, as valid UTF-8, and drops what is longer than longestLine.
func readLine(in *bufio.Reader) (string, error) {
	var b []byte
	for {
		part, err := in.ReadSlice('\n')
		if room := longestLine - len(b); room > 0 {
			b = append(b, part[:min(len(part), room)]...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(b) > 0, err == nil:
			return strings.ToValidUTF8(strings.TrimRight(string(b), "\r\n"), "\ufffd"), nil
		}
		return "", err
	}
}

func (c *linking) link(l *link.Linker, n int, text string) linked {
	out := linked{Line: n, Text: text, Concepts: []linkedConcept{}}
	for _, h := range l.Rank(text, c.Top) {
		x := l.Label(h.Index)
		out.Concepts = append(out.Concepts, linkedConcept{x.ID, x.Name, c.Scheme, h.Score, h.Start, h.End})
	}
	return out
}

// linker is that of an evaluation: to the texts of its corpus, or to the concepts of its scheme.
func (c *evalRunCmd) linker(e *env) (*link.Linker, error) {
	k := taxonomy.Skill
	if c.What == "titles" {
		k = taxonomy.Title
	}
	if c.Corpus == "" {
		return link.Shipped(k, link.Scheme(c.Scheme), e.vocabulary())
	}
	corpus, err := readQueries(c.Corpus)
	if err != nil {
		return nil, err
	}
	labels := make([]link.Label, len(corpus))
	for i, q := range corpus {
		labels[i] = link.Label{ID: q.ID, Name: q.Text}
	}
	return link.New(k, labels)
}
