package taxonomy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"strings"

	"tenon/profiles"
)

// The files of a taxonomy that do not hold concepts.
const (
	versionFile   = "version.txt"
	strengthFile  = "strength.txt"
	seniorityFile = "seniority.txt"
)

// Load reads a taxonomy from the *.txt files of a directory; the package comment has their format. The error joins every
// fault found, each with file and line, and is [profiles.ErrInvalid].
func Load(fsys fs.FS) (*Taxonomy, error) {
	files, err := fs.Glob(fsys, "*.txt")
	if err != nil {
		return nil, fmt.Errorf("load taxonomy: %w", err)
	}
	p := &parser{drafts: map[string]*draft{}}
	t := &Taxonomy{}
	sum := sha256.New()
	seen := map[string]bool{}
	for _, name := range files {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("load taxonomy: %w", err)
		}
		content := strings.ReplaceAll(string(b), "\r\n", "\n")
		fmt.Fprintf(sum, "%s\x00%s\x00", name, content)
		seen[name] = true
		p.file(name, content, t)
	}
	for _, name := range []string{versionFile, strengthFile, seniorityFile} {
		if !seen[name] {
			p.fault(line{file: name}, "file is missing")
		}
	}
	p.build(t)
	if len(p.faults) > 0 {
		return nil, fmt.Errorf("load taxonomy: %w", errors.Join(p.faults...))
	}
	t.version = p.version + "-" + hex.EncodeToString(sum.Sum(nil)[:4])
	return t, nil
}

// parser collects what the files say, and every fault in them.
type parser struct {
	version string
	order   []*draft
	drafts  map[string]*draft
	steps   []stepWords
	faults  []error
}

func (p *parser) file(name, content string, t *Taxonomy) {
	switch name {
	case versionFile:
		for l := range lines(name, content) {
			p.version = l.text
		}
		if p.version == "" {
			p.fault(line{file: name, no: 1}, "no version is named")
		}
	case strengthFile:
		p.strength(name, content, &t.strength)
	case seniorityFile:
		p.seniority(name, content)
	default:
		p.concepts(name, content)
	}
}

func (p *parser) fault(at line, format string, args ...any) {
	p.faults = append(p.faults, fmt.Errorf("%w: %s:%d: %s", profiles.ErrInvalid, at.file, at.no, fmt.Sprintf(format, args...)))
}

// line is a line with words, trimmed, and where it stands.
type line struct {
	file     string
	no       int
	text     string
	indented bool
}

// lines yields the lines that are neither empty nor comments.
func lines(file, content string) iter.Seq[line] {
	return func(yield func(line) bool) {
		no := 0
		for raw := range strings.Lines(content) {
			no++
			text := strings.TrimSpace(raw)
			if text == "" || strings.HasPrefix(text, "# ") || text == "#" {
				continue
			}
			if !yield(line{file, no, text, raw[0] == ' ' || raw[0] == '\t'}) {
				return
			}
		}
	}
}
