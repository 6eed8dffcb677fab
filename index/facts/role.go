package facts

import (
	"cmp"
	"slices"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// Role derives the facts of a role.
func (d *Deriver) Role(p *profiles.Role) *Role {
	f := &Role{
		Step: p.Seniority, Modes: bits(p.Modes), Engagements: bits(p.Engagements), Interviews: bits(p.Interviews),
		Values: d.refs(taxonomy.Value, p.Values), Public: p.Visibility == profiles.VisiblePublic, Posted: p.Posted, Until: p.ValidThrough,
		RemoteIn: countries(p.RemoteCountries), Applicants: countries(p.ApplicantCountries),
	}
	f.Industry, _ = d.Taxonomy.Ref(taxonomy.Industry, p.Employer.Industry)
	no, step, ok := d.Title(p.Title)
	if ok {
		f.Title, f.Family = no, d.Taxonomy.Concept(no).Family
	}
	if f.Step == 0 {
		f.Step = step
	}
	if p.Place != nil {
		f.Geo, f.Country = p.Place.Geo, CountryOf(p.Place.Country)
	}
	if p.Pay != nil && max(p.Pay.Min, p.Pay.Max) > 0 {
		usd, ok := d.Rates.YearlyUSD(max(p.Pay.Min, p.Pay.Max), p.Pay.Currency, p.Pay.Period)
		f.PaySet, f.PayUSD, f.NoRate = true, usd, !ok
	}
	if s := p.ExperienceInPlaceOfEducation; s != nil {
		f.Substitution = SubstitutionRefused + Substitution(b2i(*s))
	}
	d.requirements(f, p)
	return f
}

func countries(cs []string) []Country {
	var out []Country
	for _, s := range cs {
		out = append(out, CountryOf(s))
	}
	return compact(out)
}

func (d *Deriver) requirements(f *Role, p *profiles.Role) {
	for i := range p.Requirements {
		q, ok := d.requirement(f, &p.Requirements[i])
		if !ok {
			f.Unmapped = append(f.Unmapped, i)
			continue
		}
		q.Index = i
		f.Requirements = append(f.Requirements, q)
	}
	slices.SortStableFunc(f.Requirements, Compare)
	f.dedupe()
	for i := range f.Requirements {
		if q := &f.Requirements[i]; q.Kind == profiles.ReqSkill {
			q.Each(func(n taxonomy.No) { f.Skills = append(f.Skills, n) })
		}
	}
	f.Skills = compact(f.Skills)
}

// dedupe keeps, of the requirements with equal kind and concepts, the larger by necessity, level and months.
func (f *Role) dedupe() {
	out := f.Requirements[:0:0]
	for _, q := range f.Requirements {
		i := slices.IndexFunc(out, func(o Requirement) bool { return o.same(&q) })
		if i < 0 {
			out = append(out, q)
			continue
		}
		o := &out[i]
		gate := o.Gate || q.Gate
		if o.larger(&q) {
			f.Duplicates = append(f.Duplicates, q.Index)
		} else {
			f.Duplicates = append(f.Duplicates, o.Index)
			*o = q
		}
		o.Gate = gate
	}
	slices.SortStableFunc(out, Compare)
	slices.Sort(f.Duplicates)
	f.Requirements = out
}

func (r *Requirement) same(o *Requirement) bool {
	return r.Kind == o.Kind && r.No == o.No && slices.Equal(r.AnyOf, o.AnyOf)
}

func (r *Requirement) larger(o *Requirement) bool {
	return cmp.Or(cmp.Compare(r.Necessity, o.Necessity), cmp.Compare(r.Asked, o.Asked), cmp.Compare(r.Months, o.Months)) >= 0
}

// Compare orders requirements by the canonical key: kind, concept, necessity, level, months, anyOf.
func Compare(a, b Requirement) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.No, b.No), cmp.Compare(a.Necessity, b.Necessity),
		cmp.Compare(a.Asked, b.Asked), cmp.Compare(a.Months, b.Months), slices.Compare(a.AnyOf, b.AnyOf))
}

var conceptKinds = [...]taxonomy.Kind{
	profiles.ReqSkill: taxonomy.Skill, profiles.ReqCertification: taxonomy.Certification, profiles.ReqTitle: taxonomy.Title,
	profiles.ReqExperience: taxonomy.Title, profiles.ReqIndustry: taxonomy.Industry, profiles.ReqLanguage: taxonomy.Language,
	profiles.ReqDegree: taxonomy.Degree,
}

func (d *Deriver) requirement(f *Role, p *profiles.Requirement) (Requirement, bool) {
	q := Requirement{Kind: p.Kind, Necessity: p.Necessity, Asked: p.Asked(), Months: uint16(p.Months), Gate: p.Gate}
	switch p.Kind {
	case profiles.ReqTitle:
		return d.titleRequirement(f, p, q)
	case profiles.ReqExperience:
		return d.experience(f, p, q)
	case profiles.ReqEvidence:
		if q.Asked = bits(p.Evidence) &^ 1; q.Asked == 0 {
			q.Asked = 1<<7 - 2
		}
		return q, true
	case profiles.ReqDegree:
		if n, ok := d.Taxonomy.Ref(taxonomy.Degree, p.Ref); ok && q.Asked == 0 {
			q.Asked = uint8(d.Taxonomy.Concept(n).ISCED)
		}
		return q, q.Asked != 0
	case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqIndustry, profiles.ReqLanguage:
	}
	return q, d.concepts(&q, p)
}

// concepts resolves the requirement's own concept and its alternatives; what does not resolve is left out.
func (d *Deriver) concepts(q *Requirement, p *profiles.Requirement) bool {
	all := d.refs(conceptKinds[p.Kind], append([]profiles.Ref{p.Ref}, p.AnyOf...))
	if len(all) == 0 {
		return false
	}
	q.No = all[0]
	if own, ok := d.Taxonomy.Ref(conceptKinds[p.Kind], p.Ref); ok {
		q.No = own
	}
	q.AnyOf = slices.DeleteFunc(all, func(n taxonomy.No) bool { return n == q.No })
	if len(q.AnyOf) == 0 {
		q.AnyOf = nil
	}
	return true
}

func (d *Deriver) titleRequirement(f *Role, p *profiles.Requirement, q Requirement) (Requirement, bool) {
	var nos []taxonomy.No
	for i, r := range append([]profiles.Ref{p.Ref}, p.AnyOf...) {
		no, step, ok := d.Title(r)
		if i == 0 && q.Asked == 0 {
			q.Asked = uint8(step)
		}
		if ok {
			nos = append(nos, no)
		}
	}
	if len(nos) == 0 {
		return q, false
	}
	q.No = nos[0]
	if q.Asked == 0 && q.No == f.Title {
		q.Asked = uint8(f.Step)
	}
	q.AnyOf = slices.DeleteFunc(compact(nos[1:]), func(n taxonomy.No) bool { return n == q.No })
	if len(q.AnyOf) == 0 {
		q.AnyOf = nil
	}
	return q, true
}

// experience is asked in a title family: the one that the requirement names, else the role's, else any work.
func (d *Deriver) experience(f *Role, p *profiles.Requirement, q Requirement) (Requirement, bool) {
	var fams []taxonomy.No
	for _, r := range append([]profiles.Ref{p.Ref}, p.AnyOf...) {
		if no, _, ok := d.Title(r); ok {
			fams = append(fams, d.Taxonomy.Concept(no).Family)
		}
	}
	if len(fams) == 0 {
		q.No = f.Family
		return q, true
	}
	q.No = fams[0]
	q.AnyOf = slices.DeleteFunc(compact(fams[1:]), func(n taxonomy.No) bool { return n == q.No })
	if len(q.AnyOf) == 0 {
		q.AnyOf = nil
	}
	return q, true
}
