package format

import (
	"html"
	"regexp"
	"strings"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// ask adds a requirement to the role.
func (d *drafting) ask(q profiles.Requirement, n node) {
	if q.At == nil {
		q.At = at(n)
	}
	d.Role.Requirements = append(d.Role.Requirements, q)
}

// askTitle states the title as a requirement, because a role that states it asks for it.
func (d *drafting) askTitle(n node) {
	r := d.Role
	if r.Title.Name == "" {
		return
	}
	_, step, _ := d.Taxonomy.ParseTitle(r.Title.Name)
	if r.Seniority == 0 {
		r.Seniority = step
	}
	d.ask(profiles.Requirement{Kind: profiles.ReqTitle, Ref: r.Title, Necessity: profiles.Must, Seniority: r.Seniority}, n)
}

// askDegree reads a level of education out of a text; equivalent experience beside it may stand in its place.
func (d *drafting) askDegree(n node, text string) bool {
	q := profiles.Requirement{Kind: profiles.ReqDegree, Ref: profiles.Ref{Name: d.name(node{text, n.path})}, Necessity: profiles.Must}
	if no, ok := d.Taxonomy.Resolve(taxonomy.Degree, text); ok {
		c := d.Taxonomy.Concept(no)
		q.Concept, q.ISCED = c.ID, c.ISCED
	} else {
		q.ISCED = degreeIn(text)
	}
	if q.ISCED == 0 {
		return false
	}
	d.ask(q, n)
	if equivalentForm.MatchString(text) && d.Role.ExperienceInPlaceOfEducation == nil {
		yes := true
		d.Role.ExperienceInPlaceOfEducation = &yes
	}
	return true
}

// askExperience asks for months of work under the title of the role.
func (d *drafting) askExperience(n node, months int) bool {
	if months <= 0 || months > profiles.MaxMonths {
		return false
	}
	d.ask(profiles.Requirement{Kind: profiles.ReqExperience, Ref: d.Role.Title, Necessity: profiles.Must, Months: months}, n)
	return true
}

// askSkillsIn asks for the skills that a text names and returns their number. A concept is asked for once.
func (d *drafting) askSkillsIn(n node, text string) int {
	count := 0
	for _, s := range d.Taxonomy.Extract(text) {
		c := d.Taxonomy.Concept(s.No)
		q := profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: c.Label, Concept: c.ID}, Necessity: profiles.Should,
			At: &profiles.Position{Path: n.path, Start: s.Start, End: s.End}}
		if !d.asks(q) {
			d.ask(q, n)
		}
		count++
	}
	return count
}

// enough requirements: a role of so many is refused, and to compare each with all before it would take for ever.
const enough = 1000

func (d *drafting) asks(q profiles.Requirement) bool {
	if len(d.Role.Requirements) >= enough {
		return true
	}
	for _, r := range d.Role.Requirements {
		if r.Kind == q.Kind && (q.Concept != "" && r.Concept == q.Concept || q.Concept == "" && r.Name == q.Name) {
			return true
		}
	}
	return false
}

// askSkill asks for one skill that is listed: by its own name if the taxonomy knows it, else by what its words name, else as it is.
func (d *drafting) askSkill(n node, level uint8) {
	name := d.name(n)
	if name == "" {
		return
	}
	q := profiles.Requirement{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: name}, Necessity: profiles.Should, Level: level}
	if no, ok := d.Taxonomy.Resolve(taxonomy.Skill, name); ok {
		q.Concept = d.Taxonomy.Concept(no).ID
	} else if d.askSkillsIn(n, name) > 0 {
		return
	}
	if !d.asks(q) {
		d.ask(q, n)
	}
}

// items parts a text that is a list of short names. ok is false for running text.
func items(text string) (parts []string, ok bool) {
	for _, p := range splitOutside(text, ",;\n•|") {
		if p = strings.Trim(p, " \t\r.-*"); p != "" {
			parts = append(parts, p)
			if len(strings.Fields(p)) > 4 {
				return nil, false
			}
		}
	}
	return parts, len(parts) > 0
}

var (
	blockTag = regexp.MustCompile(`(?i)<(?:/?(?:p|div|li|ul|ol|h[1-6]|tr|table|section))(?:\s[^>]*)?>|<br\s*/?>`)
	anyTag   = regexp.MustCompile(`</?[a-zA-Z][^>]*>`)
	blanks   = regexp.MustCompile(`[ \t\r]*\n\s*`)
)

// plainText strips the tags of HTML, which job boards put into descriptions.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	for range 2 { // some boards escape the tags themselves
		s = html.UnescapeString(anyTag.ReplaceAllString(blockTag.ReplaceAllString(s, "\n"), ""))
		if !blockTag.MatchString(s) {
			break
		}
	}
	return strings.TrimSpace(blanks.ReplaceAllString(s, "\n"))
}
