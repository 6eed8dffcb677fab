package format

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// experience reads a text, or months as a number, as its text, or as "5 years".
func (d *drafting) experience(n node) {
	months := 0
	m := n.get("monthsOfExperience")
	switch v := m.get("value", "minValue"); {
	case m.isObject() && v.text() != "":
		months, n = monthsIn(v), v
	case m.v != nil:
		months, n = monthsIn(m), m
	case n.isObject():
		months = monthsOf(plainText(n.get("description", "name").text()))
	default:
		months = monthsOf(plainText(n.text()))
	}
	text := strings.ToLower(n.text())
	if text == "" && !n.isObject() || strings.Contains(text, "no requirement") || months == 0 && strings.Trim(text, "0.") == "" && text != "" {
		return
	}
	if !d.askExperience(n, months) {
		d.note(n.path, "no number of years or months up to "+strconv.Itoa(profiles.MaxMonths)+": not kept")
	}
}

// monthsIn is a number of months, as a number or a text.
func monthsIn(n node) int {
	if v := number64(n); v >= 0 {
		return int(math.Min(v, profiles.MaxMonths+1))
	}
	return monthsOf(n.text())
}

// studies reads what education is asked for. Of several levels the lowest is asked for, because each of them will do.
func (d *drafting) studies(list []node) {
	before := len(d.Role.Requirements)
	for _, e := range list {
		d.credentials(e)
	}
	var degrees []profiles.Requirement
	rest := d.Role.Requirements[:before]
	for _, q := range d.Role.Requirements[before:] {
		if q.Kind == profiles.ReqDegree {
			degrees = append(degrees, q)
		} else {
			rest = append(rest, q)
		}
	}
	if len(degrees) > 1 {
		d.note("educationRequirements", "several levels: the lowest is asked for")
	}
	if len(degrees) > 0 {
		rest = append(rest, slices.MinFunc(degrees, func(a, b profiles.Requirement) int { return int(a.ISCED) - int(b.ISCED) }))
	}
	d.Role.Requirements = rest
}

// credentials reads a credential, or one of each of its categories.
func (d *drafting) credentials(n node) {
	categories := n.get("credentialCategory").list()
	if len(categories) < 2 {
		categories = []node{n}
	}
	for _, c := range categories {
		d.credential(c)
	}
}

// credential reads an educational or professional credential: a degree, else a certificate; of what is called a certificate the
// other way round.
func (d *drafting) credential(n node) {
	texts := credentialTexts(n)
	if len(texts) == 0 || strings.EqualFold(texts[0], "no requirements") {
		return
	}
	ways := []func(node, []string) bool{d.degreeOf, d.certificateOf}
	if isCertificate(texts[0]) {
		slices.Reverse(ways)
	}
	if !ways[0](n, texts) && !ways[1](n, texts) {
		d.note(n.path, "neither a degree nor a certificate that is known: not kept")
	}
}

// credentialTexts are what a credential says of itself, the category first.
func credentialTexts(n node) []string {
	if !n.isObject() {
		n = node{map[string]any{"name": n.text()}, n.path}
	}
	var out []string
	for _, f := range []string{"credentialCategory", "educationalLevel", "name", "description"} {
		if t := plainText(n.get(f).name()); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func (d *drafting) degreeOf(n node, texts []string) bool {
	return slices.ContainsFunc(texts, func(t string) bool { return d.askDegree(n, credentialWords(t)) })
}

func (d *drafting) certificateOf(n node, texts []string) bool {
	for _, name := range append([]string{n.get("name").text()}, texts...) {
		if no, ok := d.Taxonomy.Resolve(taxonomy.Certification, name); ok {
			d.ask(profiles.Requirement{Kind: profiles.ReqCertification, Ref: profiles.Ref{Name: d.name(node{name, n.path}), Concept: d.Taxonomy.Concept(no).ID},
				Necessity: profiles.Should}, n)
			return true
		}
	}
	if name := d.name(n.get("name")); name != "" && isCertificate(texts[0]) {
		d.ask(profiles.Requirement{Kind: profiles.ReqCertification, Ref: profiles.Ref{Name: name}, Necessity: profiles.Should}, n)
		return true
	}
	return false
}

// isCertificate says whether a category is one of certificates and not of degrees.
func isCertificate(category string) bool {
	c := strings.ToLower(category)
	return strings.Contains(c, "certific") || strings.Contains(c, "licen")
}

// credentialWords are the words of a category: the last part of an address, "postgraduate" as the master that it means at least.
func credentialWords(text string) string {
	if strings.Contains(text, "://") {
		text = text[strings.LastIndexAny(text, "/#")+1:]
	}
	text = camel.ReplaceAllString(text, "$1 $2")
	if strings.Contains(strings.ToLower(text), "postgraduate") {
		return "master's degree (" + text + ")"
	}
	return text
}

// postingSkills reads skills and qualifications, and only where they name none the description.
func (d *drafting) postingSkills(n node) {
	for _, s := range ofOccupation(n, "skills").list() {
		if s.isObject() {
			d.term(s)
		} else {
			d.skillText(s)
		}
	}
	var credentials []node
	for _, s := range ofOccupation(n, "qualifications").list() {
		if s.isObject() {
			credentials = append(credentials, s)
		} else {
			d.askSkillsIn(s, plainText(s.text()))
		}
	}
	if !d.asksSkills() {
		d.askSkillsIn(node{nil, "description"}, d.Role.Description)
	}
	for _, c := range credentials {
		d.credentials(c)
	}
}

// term reads a DefinedTerm: the concept that its address or its code names, else its name, else what its description names.
func (d *drafting) term(n node) {
	if c, ok := d.conceptOf(taxonomy.Skill, n); ok {
		q := profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: d.name(n.get("name")), Concept: c.ID}, Necessity: profiles.Should}
		if q.Name == "" {
			q.Name = c.Label
		}
		if !d.asks(q) {
			d.ask(q, n)
		}
		return
	}
	if x := n.get("name"); x.name() != "" {
		d.askSkill(node{x.name(), x.path}, 0)
		return
	}
	d.askSkill(n.get("description", "termCode"), 0)
}

// escoSkill begins the addresses of the skills of ESCO.
const escoSkill = "http://data.europa.eu/esco/skill/"

// conceptOf is the concept of a kind that a term names by its address or its code; of skills of ESCO the last part of it will do.
func (d *drafting) conceptOf(k taxonomy.Kind, n node) (*taxonomy.Concept, bool) {
	for _, f := range []string{"@id", "url", "sameAs", "identifier", "termCode", "codeValue"} {
		for _, id := range n.get(f).texts() {
			id = strings.Replace(strings.TrimSpace(id), "https://data.europa.eu/", "http://data.europa.eu/", 1)
			for _, id := range []string{id, escoSkill + id} {
				if no, ok := d.Taxonomy.ByID(id); ok && d.Taxonomy.Concept(no).Kind == k {
					return d.Taxonomy.Concept(no), true
				}
			}
		}
	}
	return nil, false
}

// skillText reads an address, a list of short names, or the skills that running text names.
func (d *drafting) skillText(n node) {
	text := plainText(n.text())
	if c, ok := d.conceptOf(taxonomy.Skill, node{map[string]any{"url": text}, n.path}); ok {
		d.ask(profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: c.Label, Concept: c.ID}, Necessity: profiles.Should}, n)
		return
	}
	parts, ok := items(text)
	if !ok {
		d.askSkillsIn(n, text)
		return
	}
	for _, p := range parts {
		d.askSkill(node{p, n.path}, 0)
	}
}
