package taxonomy

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// The open part: concepts of ESCO, O*NET and others, made by the command generate in the directory open.
//
//	skills.tsv titles.tsv   one concept a line, sorted by id: id, label, type or family, ids elsewhere, names that count in
//	                        running text, edges, usual skills; divided by tabs, lists by bars
//	skills.names …          the hashes of all their names: see nameTable
//	skills.alt.tsv.gz …     the names that a person may list: id, names
//	digest.txt              of all of these
//
// A line with the id of a concept of the overlay brings names and edges for it; its label is empty.
const (
	openDir    = "open/"
	digestFile = openDir + "digest.txt"
)

var openKinds = [...]struct {
	name string
	kind Kind
}{{"skills", Skill}, {"titles", Title}}

// openColumns is how many columns a line has.
const openColumns = 7

// The ids of the open part are written short.
const (
	escoShort       = "esco:"
	escoSkills      = "http://data.europa.eu/esco/skill/"
	escoOccupations = "http://data.europa.eu/esco/occupation/"
	onetShort       = "onet:"
)

// FullID is the id that records carry for one that the files of the open part write short: the URI of ESCO, the code of O*NET.
func FullID(k Kind, short string) string {
	if rest, ok := strings.CutPrefix(short, escoShort); ok {
		if k == Skill {
			return escoSkills + rest
		}
		return escoOccupations + rest
	}
	if rest, ok := strings.CutPrefix(short, onetShort); ok {
		return rest
	}
	return short
}

// openLine is a line of the open part. Its texts are parts of the file.
type openLine struct {
	kind                        Kind
	own                         bool // a concept of the open part, not more of one of the overlay
	no                          No
	line                        int
	id, label, typ              string
	also, inText, edges, skills string
}

// readOpen reads the open part, where the directory has one.
func (p *parser) readOpen(fsys fs.FS, sum func(name, content string)) error {
	digest, err := fs.ReadFile(fsys, digestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	sum(digestFile, string(digest))
	for _, f := range openKinds {
		b, err := fs.ReadFile(fsys, openDir+f.name+".tsv")
		if err != nil {
			return err
		}
		p.openFile(openDir+f.name+".tsv", f.kind, string(b))
		if p.hashes[f.kind], err = fs.ReadFile(fsys, openDir+f.name+".names"); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) openFile(name string, k Kind, content string) {
	lines := make([]openLine, strings.Count(content, "\n"))
	for i := range lines {
		var text string
		text, content, _ = strings.Cut(content, "\n")
		var cols [openColumns]string
		if !columns(text, &cols) {
			p.fault(line{file: name, no: i + 1}, "want %d columns", openColumns)
			return
		}
		lines[i] = openLine{kind: k, own: cols[1] != "", line: i + 1, id: FullID(k, cols[0]), label: cols[1], typ: cols[2],
			also: cols[3], inText: cols[4], edges: cols[5], skills: cols[6]}
	}
	p.opened[k] = lines
	p.openNames[k] = name
}

func columns(text string, cols *[openColumns]string) bool {
	for i := range openColumns - 1 {
		var ok bool
		if cols[i], text, ok = strings.Cut(text, "\t"); !ok {
			return false
		}
	}
	cols[openColumns-1] = text
	return !strings.Contains(text, "\t")
}

func (p *parser) at(l *openLine) line { return line{file: p.openNames[l.kind], no: l.line} }

// groupFamilies makes a family of every group of occupations that titles are in: isco:2512, soc:15-2.
func (p *parser) groupFamilies() {
	seen := map[string]bool{}
	for i := range p.opened[Title] {
		l := &p.opened[Title][i]
		if l.typ == "" || seen[l.typ] {
			continue
		}
		seen[l.typ] = true
		scheme, code, _ := strings.Cut(l.typ, ":")
		p.opened[Family] = append(p.opened[Family], openLine{kind: Family, own: true, line: l.line, id: groupID(l.typ),
			label: map[string]string{"isco": "ISCO-08 group ", "soc": "O*NET-SOC group "}[scheme] + code})
	}
	p.openNames[Family] = p.openNames[Title]
	slices.SortFunc(p.opened[Family], func(a, b openLine) int { return cmp.Compare(a.id, b.id) })
}

func groupID(group string) string {
	return Family.String() + "/" + strings.ReplaceAll(group, ":", "-")
}

// settleOpen writes the concepts of the open part, which have numbers now, and files their other ids.
func (p *parser) settleOpen(t *Taxonomy) {
	for k := range p.opened {
		for i := range p.opened[k] {
			l := &p.opened[k][i]
			if l.own {
				t.concepts[l.no-1] = Concept{No: l.no, ID: l.id, Kind: l.kind, Label: l.label, Open: true}
				if l.kind == Skill {
					t.concepts[l.no-1].Type = l.typ
				}
			} else if l.no = t.byID[l.id]; l.no == 0 {
				p.fault(p.at(l), "%s is no concept of the overlay: run the generator", l.id)
				return
			}
			for id := range each(l.also, '|') {
				t.byID[FullID(l.kind, id)] = l.no
			}
		}
	}
}

// simGroup relates a family of the overlay to the group of occupations that one of its titles is in.
const simGroup = 55

// openEdges adds the edges of the open part, the families of its titles and what they usually know.
func (p *parser) openEdges(t *Taxonomy, g *graph) {
	for k := range p.opened {
		for i := range p.opened[k] {
			l := &p.opened[k][i]
			for e := range each(l.edges, '|') {
				if err := g.openEdge(t, l, e); err != nil {
					p.fault(p.at(l), "%v", err)
				}
			}
			if l.kind == Title && l.typ != "" {
				p.openTitle(t, g, l)
			}
		}
	}
}

func (p *parser) openTitle(t *Taxonomy, g *graph, l *openLine) {
	c, group := t.Concept(l.no), t.byID[groupID(l.typ)]
	if l.own {
		c.Family = group
	} else if c.Family != 0 {
		g.draftEdge(group, c.Family, edge{related, simGroup, "ESCO, occupation group"}, false)
	}
	for id := range each(l.skills, '|') {
		if n, ok := t.byID[FullID(Skill, id)]; ok {
			c.Skills = append(c.Skills, n)
		}
	}
}

// openEdge reads "implies 60 ID SOURCE".
func (g *graph) openEdge(t *Taxonomy, l *openLine, text string) error {
	key, rest, _ := strings.Cut(text, " ")
	sims, rest, _ := strings.Cut(rest, " ")
	id, source, _ := strings.Cut(rest, " ")
	kind, ok := edgeWords[key]
	if !ok || source == "" {
		return fmt.Errorf("%q is no edge", text)
	}
	sim, err := number(sims, 1, int(kind.limit()))
	if err != nil {
		return err
	}
	to, ok := t.byID[FullID(l.kind, id)]
	if !ok || t.Concept(to).Kind != l.kind || to == l.no {
		return fmt.Errorf("%s is no other concept of the kind", id)
	}
	g.draftEdge(l.no, to, edge{kind, uint8(sim), source}, false)
	return nil
}

// exactly marks a name that counts in running text only when it is spelt so.
const exactly = "="

// listOpen files the names of the open part that count in running text.
func (p *parser) listOpen(t *Taxonomy) {
	t.listed = newPhrases()
	t.listed.words = t.skills.words
	t.texts = map[No]string{}
	for i := range p.opened[Skill] {
		l := &p.opened[Skill][i]
		if l.inText == "" {
			continue
		}
		t.texts[l.no] = l.inText
		for s := range each(l.inText, '|') {
			if name, ok := strings.CutPrefix(s, exactly); ok {
				t.listed.add(name, l.no, cased)
			} else {
				t.listed.add(s, l.no, plain)
			}
		}
	}
}

// each yields what stands between separators; of an empty text nothing.
func each(s string, sep byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		for s != "" {
			i := strings.IndexByte(s, sep)
			if i < 0 {
				yield(s)
				return
			}
			if !yield(s[:i]) {
				return
			}
			s = s[i+1:]
		}
	}
}
