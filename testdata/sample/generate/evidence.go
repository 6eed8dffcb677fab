package main

import (
	"strings"

	"tenon/profiles"
)

// workKind is how pieces of work of one kind are called and described.
type workKind struct {
	kind  profiles.EvidenceKind
	names []sentence
	texts []sentence
}

func (l *library) readEvidence(bs []*block) (err error) {
	l.works = map[string]*workKind{}
	for _, b := range bs {
		w := &workKind{}
		if err := w.kind.UnmarshalText([]byte(b.name)); err != nil {
			return err
		}
		if w.names, err = l.sentences(b.list("name")); err != nil {
			return err
		}
		if w.texts, err = l.sentences(b.lines["text"]); err != nil {
			return err
		}
		l.works[b.name] = w
	}
	return nil
}

// evidence gives a person one piece of work of each kind that is wanted, and some of what is usual in the track.
func (p *person) evidence(kinds []string) {
	kinds = append([]string(nil), kinds...)
	if t := p.brief.track; t != nil && p.chance(38) {
		weights := make([]int, len(t.evidence))
		for i, e := range t.evidence {
			weights[i] = e.weight
		}
		for range p.between(1, 2) {
			if i := p.weighted(weights); i >= 0 {
				kinds = append(kinds, t.evidence[i].kind)
			}
		}
	}
	seen := map[string]bool{}
	for _, k := range kinds {
		if !seen[k] {
			seen[k] = true
			p.c.Evidence = append(p.c.Evidence, p.piece(p.lib.works[k]))
		}
	}
}

// piece is a piece of work with skills that the person uses in jobs, dated within them.
func (p *person) piece(w *workKind) profiles.Evidence {
	at := max(now-profiles.Month(p.between(1, 40)), p.trackStart())
	known := p.usedBy(at)
	v := &voice{dice: p.dice, lib: p.lib, tool: func(string) string { return "" }, noun: func(name string) string { return p.noun(name, known) }}
	e := profiles.Evidence{Kind: w.kind, Name: v.write(pick(p.dice, w.names)), Start: at, End: at}
	text := pick(p.dice, w.texts)
	e.Description = v.write(text)
	for i, n := range known {
		if i < 2 && strings.Contains(e.Description, p.lib.inSentence(n)) {
			e.Skills = append(e.Skills, ref(n))
		}
	}
	if w.kind == profiles.EvidenceRepository || w.kind == profiles.EvidencePortfolio || w.kind == profiles.EvidencePaper {
		e.URL = "https://example.com/" + p.c.ID + "/" + slug(e.Name)
	}
	return e
}

func slug(s string) string {
	return strings.Trim(strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }), "-"), "-")
}
