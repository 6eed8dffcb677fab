package format

import "tenon/profiles"

// resumeJob reads a document of the job schema of JSON Resume.
func (b *decoder) resumeJob(v any) Draft {
	d := &drafting{b, Draft{Format: JSONResumeJob}}
	n := node{v, ""}
	d.ignored(n, "title", "company", "type", "date", "description", "location", "remote", "salary", "experience", "responsibilities",
		"qualifications", "skills", "meta", "id")
	r := &profiles.Role{ID: n.get("id").text(), Title: profiles.Ref{Name: d.name(n.get("title"))}, Posted: d.month(n.get("date"))}
	d.Role = r
	r.Employer.Name = d.name(n.get("company"))
	r.Description = plainText(lines(n.get("description").text(), lines(n.get("responsibilities").texts()...), lines(n.get("qualifications").texts()...)))
	if l := n.get("location"); l.text() != "" {
		r.Place = place(d.name(l), "", "")
	} else if d.object(l) {
		r.Place = place(d.name(l.get("city")), d.name(l.get("region")), d.name(l.get("countryCode")))
	}
	d.engagements(n.get("type"))
	if m, ok := workMode(n.get("remote").text()); ok {
		r.Modes = []profiles.Mode{m}
	}
	if x := n.get("salary"); x.text() != "" {
		d.payText(x, "", 0)
	} else if x.v != nil {
		d.note(x.path, "no text: not kept")
	}
	d.seniority(n.get("experience"))
	d.askTitle(n.get("title"))
	for _, s := range n.get("skills").list() {
		d.askSkills(s)
	}
	d.qualifications(n.get("qualifications"))
	if !d.asksSkills() {
		d.askSkillsIn(node{nil, "description"}, r.Description)
	}
	return d.Draft
}

func (d *drafting) engagements(n node) {
	for _, t := range n.list() {
		for _, text := range splitOutside(t.name(), ",;|") {
			if e, ok := engagement(text); ok {
				d.Role.Engagements = append(d.Role.Engagements, e)
			} else {
				d.note(t.path, "not a form of engagement that is known: left unknown")
			}
		}
	}
	d.Role.Engagements = distinct(d.Role.Engagements)
}

func distinct[E comparable](in []E) []E {
	var out []E
	seen := map[E]bool{}
	for _, e := range in {
		if !seen[e] {
			seen[e] = true
			out = append(out, e)
		}
	}
	return out
}

// seniority reads a step of the ladder, or years of work where the words name them.
func (d *drafting) seniority(n node) {
	if n.text() == "" {
		if n.v != nil {
			d.note(n.path, "no text: not kept")
		}
		return
	}
	_, d.Role.Seniority, _ = d.Taxonomy.ParseTitle(n.text())
	if !d.askExperience(n, monthsOf(n.text())) && d.Role.Seniority == 0 {
		d.note(n.path, "neither a step of the ladder nor years: left unknown")
	}
}

func (d *drafting) askSkills(n node) {
	if n.text() != "" {
		d.askSkill(n, 0)
		return
	}
	level := d.level(n.get("level"))
	for _, x := range append(n.get("name").list(), n.get("keywords").list()...) {
		d.askSkill(x, level)
	}
}

// qualifications are lines of text in this schema, and its only place for degrees and years; what else they name is a skill.
func (d *drafting) qualifications(n node) {
	for _, q := range n.list() {
		t := q.text()
		if d.askDegree(q, t) || d.askExperience(q, monthsOf(t)) {
			continue
		}
		d.askSkillsIn(q, t)
	}
}

func (d *drafting) asksSkills() bool {
	for _, q := range d.Role.Requirements {
		if q.Kind == profiles.ReqSkill {
			return true
		}
	}
	return false
}
