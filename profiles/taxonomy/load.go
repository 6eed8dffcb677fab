package taxonomy

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"strings"
	"sync"

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
//
// Overlays are read after them, in order: a block with a new id is a new concept, one with the id of a concept of the files
// says more of it, and an edge that it states again takes the place of the one before.
func Load(fsys fs.FS, overlays ...File) (*Taxonomy, error) { return load(fsys, true, overlays) }

// File is an overlay of somebody's own, in the format of the files of a taxonomy.
type File struct{ Name, Content string }

// With returns the shipped taxonomy with overlays on top. Its errors are those of [Load].
func With(overlays ...File) (*Taxonomy, error) {
	dir, err := fs.Sub(shipped, "data")
	if err != nil {
		return nil, fmt.Errorf("load taxonomy: %w", err)
	}
	return Load(dir, overlays...)
}

// LoadOverlay is [Load] without the open part.
func LoadOverlay(fsys fs.FS) (*Taxonomy, error) { return load(fsys, false, nil) }

func load(fsys fs.FS, withOpen bool, overlays []File) (*Taxonomy, error) {
	files, err := fs.Glob(fsys, "*.txt")
	if err != nil {
		return nil, fmt.Errorf("load taxonomy: %w", err)
	}
	p := &parser{drafts: map[string]*draft{}}
	t := &Taxonomy{}
	sum := sha256.New()
	add := func(name, content string) { fmt.Fprintf(sum, "%s\x00%s\x00", name, content) }
	seen := map[string]bool{}
	for _, name := range files {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("load taxonomy: %w", err)
		}
		content := strings.ReplaceAll(string(b), "\r\n", "\n")
		add(name, content)
		seen[name] = true
		p.file(name, content, t)
	}
	for _, name := range []string{versionFile, strengthFile, seniorityFile} {
		if !seen[name] {
			p.fault(line{file: name}, "file is missing")
		}
	}
	p.extending = true
	for _, f := range overlays {
		content := strings.ReplaceAll(f.Content, "\r\n", "\n")
		add(f.Name, content)
		p.overlay(f.Name, content)
	}
	if withOpen && len(p.faults) == 0 {
		if err := p.readOpen(fsys, add); err != nil {
			return nil, fmt.Errorf("load taxonomy: %w", err)
		}
	}
	p.build(t)
	if len(p.faults) > 0 {
		return nil, fmt.Errorf("load taxonomy: %w", errors.Join(p.faults...))
	}
	t.alts = sync.OnceValues(func() (map[No]string, error) { return t.readAlts(fsys) })
	t.suggestions = sync.OnceValue(t.makeSuggestions)
	t.version = p.version + "-" + hex.EncodeToString(sum.Sum(nil)[:4])
	return t, nil
}

// parser collects what the files say, and every fault in them.
type parser struct {
	version   string
	extending bool // an overlay is read
	order     []*draft
	drafts    map[string]*draft
	steps     []stepWords
	// the open part, by kind
	opened    [kinds + 1][]openLine
	openNames [kinds + 1]string // of files
	hashes    [kinds + 1][]byte
	faults    []error
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
