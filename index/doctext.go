package index

import (
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// words gathers the text of a record.
type words struct {
	tax  *taxonomy.Taxonomy
	body strings.Builder
	doc  *Doc
}

func (w *words) text(parts ...string) {
	for _, s := range parts {
		if s != "" {
			w.body.WriteString(s)
			w.body.WriteByte('\n')
		}
	}
}

func (w *words) refs(k taxonomy.Kind, rs ...profiles.Ref) {
	for _, r := range rs {
		if r.Name != "" {
			w.doc.Skills = append(w.doc.Skills, r.Name)
		}
		if n, ok := w.tax.Ref(k, r); ok {
			c := w.tax.Concept(n)
			w.doc.Concepts = append(w.doc.Concepts, c.ID)
			if r.Name == "" {
				w.doc.Skills = append(w.doc.Skills, c.Label)
			}
		}
	}
}

// done finishes the document. named are the skills that its text names, where that is known already.
func (w *words) done(named []taxonomy.No) *Doc {
	d := w.doc
	d.Body = w.body.String()
	if named == nil {
		for _, sp := range w.tax.Extract(d.Body) {
			named = append(named, sp.No)
		}
	}
	for _, n := range named {
		d.Concepts = append(d.Concepts, w.tax.Concept(n).ID)
	}
	slices.Sort(d.Concepts)
	d.Concepts = slices.Compact(d.Concepts)
	slices.Sort(d.Skills)
	d.Skills = slices.Compact(d.Skills)
	return d
}

// CandidateDoc is the text of a candidate. named are the skills that its text names; nil: they are looked for.
func CandidateDoc(c *profiles.Candidate, tax *taxonomy.Taxonomy, named []taxonomy.No) *Doc {
	w := &words{tax: tax, doc: &Doc{Title: c.Headline, Public: c.Visibility == profiles.VisiblePublic, Shared: c.SharedWith}}
	w.text(c.Summary, c.Text)
	for i := range c.Skills {
		w.refs(taxonomy.Skill, c.Skills[i].Ref)
	}
	for i := range c.Jobs {
		j := &c.Jobs[i]
		w.text(j.Title.Name, j.Employer, j.Description)
		w.refs(taxonomy.Skill, j.Skills...)
		w.industry(j.Industry)
	}
	for i := range c.Evidence {
		w.text(c.Evidence[i].Name, c.Evidence[i].Description)
		w.refs(taxonomy.Skill, c.Evidence[i].Skills...)
	}
	for i := range c.Certificates {
		w.refs(taxonomy.Certification, c.Certificates[i].Ref)
	}
	for i := range c.Education {
		e := &c.Education[i]
		w.text(e.Degree.Name, e.Field, e.Institution, e.Description)
	}
	for i := range c.Languages {
		w.refs(taxonomy.Language, c.Languages[i].Ref)
	}
	for _, r := range c.Industries {
		w.industry(r)
	}
	w.place(c.Place)
	return w.done(named)
}

func (w *words) industry(r profiles.Ref) {
	if n, ok := w.tax.Ref(taxonomy.Industry, r); ok && w.doc.Industry == "" {
		w.doc.Industry = w.tax.Concept(n).Label
	}
}

func (w *words) place(p *profiles.Place) {
	if p != nil {
		w.doc.City, w.doc.Country = p.City, p.Country
	}
}

// concepts are the kinds of concepts that requirements name. Experience and evidence name none.
var concepts = [...]taxonomy.Kind{profiles.ReqSkill: taxonomy.Skill, profiles.ReqCertification: taxonomy.Certification, profiles.ReqTitle: taxonomy.Title,
	profiles.ReqIndustry: taxonomy.Industry, profiles.ReqLanguage: taxonomy.Language, profiles.ReqDegree: taxonomy.Degree, profiles.ReqExperience: 0,
	profiles.ReqEvidence: 0}

// RoleDoc is the text of a role.
func RoleDoc(r *profiles.Role, tax *taxonomy.Taxonomy) *Doc {
	w := &words{tax: tax, doc: &Doc{Title: r.Title.Name, Employer: r.Employer.Name, Level: r.Seniority.String(), Public: r.Visibility == profiles.VisiblePublic, Until: r.ValidThrough}}
	w.text(r.Description)
	for i := range r.Requirements {
		q := &r.Requirements[i]
		if k := concepts[q.Kind]; k != 0 {
			w.refs(k, q.Ref)
			w.refs(k, q.AnyOf...)
		}
	}
	for _, v := range r.Values {
		w.text(v.Name)
	}
	for _, m := range r.Modes {
		w.doc.Modes = append(w.doc.Modes, m.String())
	}
	w.industry(r.Employer.Industry)
	w.place(r.Place)
	return w.done(nil)
}
