package taxonomy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tenon/profiles"
)

// draft is a concept as its block says it, before ids are known to exist.
type draft struct {
	Concept
	at     line
	cased  []string // aliases that count in running text only when spelt exactly so
	guard  []string // as cased, and only where the context says that the thing is meant
	person []string // as guard, and names that people have
	fields []string // families: what one is head, director or intern of
	family ref
	parent ref
	skills []ref
	edges  []draftEdge
	order  int
	stated int // edges that were stated before an overlay says more
}

// ref is an id that a line names.
type ref struct {
	id string
	at line
}

type draftEdge struct {
	kind   edgeKind
	oneWay bool
	to     ref
	sim    uint8
	source string
}

// concepts reads blocks: a line of id and label, and indented lines of a key and what it says.
func (p *parser) concepts(file, content string) {
	var d *draft
	for l := range lines(file, content) {
		switch {
		case !l.indented:
			d = p.open(l)
		case d == nil:
			p.fault(l, "%q belongs to no concept", l.text)
		default:
			key, rest, _ := strings.Cut(l.text, " ")
			if err := d.say(l, key, strings.TrimSpace(rest)); err != nil {
				p.fault(l, "%s", err)
			}
		}
	}
}

func (p *parser) open(l line) *draft {
	id, label, _ := strings.Cut(l.text, " ")
	d := &draft{at: l, order: len(p.order)}
	d.ID, d.Label, d.Kind = id, strings.TrimSpace(label), kindOf(id)
	switch {
	case d.Kind == 0:
		p.fault(l, "id %q begins with none of %s", id, strings.Join(kindPrefixes[1:], "/, ")+"/")
	case p.extending && p.drafts[id] != nil:
		return p.drafts[id].extend(d.Label)
	case d.Label == "":
		p.fault(l, "%s has no label", id)
	case p.drafts[id] != nil:
		p.fault(l, "%s is already at %s:%d", id, p.drafts[id].at.file, p.drafts[id].at.no)
	default:
		p.drafts[id] = d
		p.order = append(p.order, d)
	}
	return d
}

// extend prepares a concept for more lines. A new label makes the old one an alias.
func (d *draft) extend(label string) *draft {
	if label != "" && label != d.Label {
		d.Aliases = append(d.Aliases, d.Label)
		d.Label = label
	}
	d.stated = len(d.edges)
	return d
}

// overlay reads a file of somebody's own.
func (p *parser) overlay(name, content string) {
	if !utf8.ValidString(content) {
		p.fault(line{file: name, no: 1 + strings.Count(content[:invalidAt(content)], "\n")}, "the file is not UTF-8")
		return
	}
	p.concepts(name, content)
}

func invalidAt(s string) int {
	for i, r := range s {
		if _, n := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && n == 1 {
			return i
		}
	}
	return len(s)
}

func kindOf(id string) Kind {
	prefix, name, _ := strings.Cut(id, "/")
	if name == "" {
		return 0
	}
	return Kind(max(0, slices.Index(kindPrefixes[1:], prefix)+1))
}

// say takes one indented line into the draft.
func (d *draft) say(l line, key, rest string) error {
	if rest == "" {
		return fmt.Errorf("%s says nothing", key)
	}
	switch key {
	case "alias":
		d.Aliases = append(d.Aliases, list(rest)...)
	case "case":
		d.cased = append(d.cased, list(rest)...)
	case "guard":
		d.guard = append(d.guard, list(rest)...)
	case "person":
		d.person = append(d.person, list(rest)...)
	case "implies", "related", "resembles", "broader":
		return d.sayEdges(l, key, rest)
	default:
		return d.sayOfKind(l, key, rest)
	}
	return nil
}

func (d *draft) sayOfKind(l line, key, rest string) error {
	switch d.Kind.String() + "." + key {
	case "skill.type":
		d.Type = rest
		if !slices.Contains(skillTypes, rest) {
			return fmt.Errorf("type %q is none of %s", rest, strings.Join(skillTypes, ", "))
		}
	case "skill.groups":
		return d.sayGroups(rest)
	case "title.family":
		d.family = ref{qualify(Family, rest), l}
	case "title.step":
		return d.Seniority.UnmarshalText([]byte(rest))
	case "family.field":
		d.fields = append(d.fields, list(rest)...)
	case "degree.isced":
		return d.ISCED.UnmarshalText([]byte(rest))
	case "industry.parent":
		d.parent = ref{qualify(Industry, rest), l}
	case "cert.issuer", "cert.valid", "cert.level", "cert.skills":
		return d.sayCert(l, key, rest)
	default:
		return fmt.Errorf("a %s says nothing about %q", d.Kind, key)
	}
	return nil
}

var skillTypes = []string{"tool", "method", "language", "platform", "practice"}

var groupNames = []string{"GenAI", "MLOps", "ResponsibleAI"}

func (d *draft) sayGroups(rest string) error {
	for _, name := range strings.Fields(rest) {
		i := slices.Index(groupNames, name)
		if i < 0 {
			return fmt.Errorf("group %q is none of %s", name, strings.Join(groupNames, ", "))
		}
		d.Groups |= 1 << i
	}
	return nil
}

func (d *draft) sayCert(l line, key, rest string) (err error) {
	if d.Cert == nil {
		d.Cert = &Cert{}
	}
	switch key {
	case "issuer":
		d.Cert.Issuer = rest
	case "valid":
		d.Cert.ValidMonths, err = number(rest, 0, 120)
	case "level":
		var level int
		level, err = number(rest, 1, 5)
		d.Cert.Level = uint8(level)
	case "skills":
		for _, id := range strings.Fields(rest) {
			d.skills = append(d.skills, ref{qualify(Skill, id), l})
		}
	}
	return err
}

// sayEdges reads "SIM ID… from SOURCE".
func (d *draft) sayEdges(l line, key, rest string) error {
	what, source, _ := strings.Cut(rest, " from ")
	words := strings.Fields(what)
	if strings.TrimSpace(source) == "" || len(words) < 2 {
		return fmt.Errorf("an edge is written as %s SIM ID… from SOURCE", key)
	}
	kind := edgeWords[key]
	sim, err := number(words[0], 1, int(kind.limit()))
	if err != nil {
		return fmt.Errorf("sim of %s: %w", key, err)
	}
	for _, id := range words[1:] {
		to := ref{qualify(d.Kind, id), l}
		d.forget(to.id)
		d.edges = append(d.edges, draftEdge{kind, key == "resembles", to, uint8(sim), strings.TrimSpace(source)})
	}
	return nil
}

// forget drops the edge to a concept that was stated before the block at hand.
func (d *draft) forget(to string) {
	kept := d.edges[:0]
	for i, e := range d.edges {
		if i >= d.stated || e.to.id != to {
			kept = append(kept, e)
		}
	}
	d.stated -= len(d.edges) - len(kept)
	d.edges = kept
}

// qualify completes an id that is written without its kind.
func qualify(k Kind, id string) string {
	if strings.Contains(id, "/") {
		return id
	}
	return k.String() + "/" + id
}

func list(s string) []string {
	parts := strings.Split(s, " | ")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func number(s string, low, high int) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high {
		return 0, fmt.Errorf("%w: %q is not a number from %d to %d", profiles.ErrInvalid, s, low, high)
	}
	return n, nil
}
