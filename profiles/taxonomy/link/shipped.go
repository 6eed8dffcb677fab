package link

import (
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"strings"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// What the command generate makes: the tables, and the labels of ESCO and O*NET.
var (
	//go:embed data/skills.bin
	skillTable []byte
	//go:embed data/titles.bin
	titleTable []byte
	//go:embed data/*.tsv.gz
	shipped embed.FS
)

// SkillTable is the shipped table for [NewSkills]. Do not modify.
func SkillTable() []byte { return skillTable }

// TitleTable is the shipped table for [NewTitles]. Do not modify.
func TitleTable() []byte { return titleTable }

// Scheme names whose concepts a text is linked to.
type Scheme string

// The schemes.
const (
	Tenon Scheme = "tenon" // Tenon's own concepts, those of an overlay included
	ESCO  Scheme = "esco"  // skills and occupations of ESCO
	ONET  Scheme = "onet"  // technologies and occupations of O*NET
)

// Shipped makes the linker of a kind, skills or titles, and a scheme. profiles.ErrInvalid: there is none.
func Shipped(k taxonomy.Kind, s Scheme, t *taxonomy.Taxonomy) (*Linker, error) {
	labels, err := Labels(k, s, t)
	if err != nil {
		return nil, err
	}
	return New(k, labels)
}

// New makes a linker of a kind to labels of one's own, by the shipped tables.
func New(k taxonomy.Kind, labels []Label) (*Linker, error) {
	switch k {
	case taxonomy.Skill:
		return NewSkills(skillTable, labels)
	case taxonomy.Title:
		return NewTitles(titleTable, labels)
	}
	return nil, fmt.Errorf("%w: text is linked to skills and titles, not to a %s", profiles.ErrInvalid, k)
}

// Labels are the concepts of a kind in a scheme.
func Labels(k taxonomy.Kind, s Scheme, t *taxonomy.Taxonomy) ([]Label, error) {
	if k != taxonomy.Skill && k != taxonomy.Title {
		return nil, fmt.Errorf("%w: text is linked to skills and titles, not to a %s", profiles.ErrInvalid, k)
	}
	switch s {
	case Tenon:
		var out []Label
		for _, n := range t.Of(k) {
			if c := t.Concept(n); !c.Open {
				out = append(out, Label{ID: c.ID, Name: c.Label, Alts: c.Aliases})
			}
		}
		return out, nil
	case ESCO, ONET:
		return readLabels(fmt.Sprintf("data/%s.%ss.tsv.gz", s, k))
	}
	return nil, fmt.Errorf("%w: scheme %q: want tenon, esco or onet", profiles.ErrInvalid, s)
}

func readLabels(name string) (_ []Label, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("labels %s: %w", name, err)
		}
	}()
	f, err := shipped.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil, err
	}
	text := string(b)
	out := make([]Label, 0, strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		id, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		name, alts, _ := strings.Cut(rest, "\t")
		l := Label{ID: id, Name: name}
		if alts != "" {
			l.Alts = strings.Split(alts, "|")
		}
		out = append(out, l)
	}
	return out, nil
}
