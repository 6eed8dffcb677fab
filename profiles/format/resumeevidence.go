package format

import (
	"strings"

	"tenon/profiles"
)

// evidence reads the work that others can look at: publications, projects, voluntary work and awards.
func (d *drafting) evidence(n node) {
	c := d.Candidate
	for _, p := range d.objects(n.get("publications")) {
		m := d.month(p.get("releaseDate"))
		c.Evidence = append(c.Evidence, profiles.Evidence{Kind: profiles.EvidencePaper, Name: d.name(p.get("name")), Start: m, End: m,
			Description: p.get("summary").text(), URL: p.get("url", "website").text(), Skills: d.keywords(p), At: at(p)})
	}
	for _, p := range d.objects(n.get("projects")) {
		c.Evidence = append(c.Evidence, d.project(p))
	}
	for _, v := range d.objects(n.get("volunteer")) {
		c.Evidence = append(c.Evidence, d.volunteer(v))
	}
	for _, a := range d.objects(n.get("awards")) {
		if m := d.month(a.get("date")); competitionForm.MatchString(a.get("title").text() + " " + a.get("awarder").text()) {
			c.Evidence = append(c.Evidence, profiles.Evidence{Kind: profiles.EvidenceCompetition, Name: d.name(a.get("title")), Start: m, End: m,
				Description: lines(a.get("awarder").text(), a.get("summary").text()), At: at(a)})
		} else {
			d.note(a.path, "not kept: no competition")
		}
	}
}

func (d *drafting) project(n node) profiles.Evidence {
	e := profiles.Evidence{Kind: profiles.EvidenceProject, Name: d.name(n.get("name")), URL: n.get("url").text(), At: at(n)}
	url, kind := strings.ToLower(e.URL), strings.ToLower(n.get("type").text())
	switch said := profiles.EvidenceKind(0); {
	case said.UnmarshalText([]byte(kind)) == nil && said > profiles.EvidenceProject:
		e.Kind = said
	case strings.Contains(kind, "talk") || strings.Contains(kind, "presentation") || kind == "conference":
		e.Kind = profiles.EvidenceTalk
	case strings.Contains(url, "github.com/") || strings.Contains(url, "gitlab.com/") || strings.Contains(url, "codeberg.org/"):
		e.Kind = profiles.EvidenceRepository
	}
	e.Start, e.End, e.Current = d.dates(n)
	e.Description = lines(n.get("description").text(), lines(n.get("highlights").texts()...))
	e.Skills = d.keywords(n)
	return e
}

// volunteer is community work where somebody organises or speaks, else a project.
func (d *drafting) volunteer(n node) profiles.Evidence {
	position, organisation := d.name(n.get("position")), d.name(n.get("organization"))
	e := profiles.Evidence{Kind: profiles.EvidenceProject, Name: strings.Trim(position+", "+organisation, ", "), At: at(n)}
	e.Start, e.End, e.Current = d.dates(n)
	e.Description = lines(n.get("summary").text(), lines(n.get("highlights").texts()...))
	if all := e.Name + " " + e.Description; communityForm.MatchString(all) && hostForm.MatchString(all) {
		e.Kind = profiles.EvidenceCommunity
	}
	return e
}
