package format

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

// postings finds the JobPostings of a JSON-LD document: itself, in a list, in @graph, or within a wrapper.
func postings(v any) []node {
	n := node{v, ""}
	if list, ok := v.([]any); ok {
		var out []node
		for _, e := range list {
			out = append(out, postings(e)...)
		}
		return out
	}
	for _, t := range n.get("@type").texts() {
		if t[strings.LastIndexAny(t, "/:")+1:] == "JobPosting" {
			return []node{n}
		}
	}
	var out []node
	for _, in := range []node{n.get("@graph"), n.get("jsonld"), n.get("mainEntity"), n.get("itemListElement"), n.get("item")} {
		if in.v != nil {
			out = append(out, postings(in.v)...)
		}
	}
	return out
}

var postingFields = []string{"title", "name", "baseSalary", "estimatedSalary", "salaryCurrency", "jobBenefits", "benefits", "datePosted", "validThrough", "description",
	"educationRequirements", "employmentType", "experienceRequirements", "experienceInPlaceOfEducation", "hiringOrganization", "identifier",
	"incentiveCompensation", "incentives", "industry", "jobLocation", "jobLocationType", "applicantLocationRequirements", "occupationalCategory",
	"relevantOccupation", "qualifications", "responsibilities", "skills", "url"}

// posting reads a JobPosting of schema.org.
func (b *decoder) posting(n node) Draft {
	d := &drafting{b, Draft{Format: JobPosting}}
	d.ignored(n, postingFields...)
	r := &profiles.Role{ID: shortID(n)}
	d.Role = r
	r.Title.Name = d.postingTitle(n)
	d.employer(n)
	r.Posted, r.ValidThrough = d.month(n.get("datePosted")), d.plannedEnd(n.get("validThrough"))
	r.Description = lines(plainText(n.get("description").text()), plainText(lines(n.get("responsibilities").texts()...)), plainText(lines(n.get("qualifications").texts()...)))
	d.where(n)
	d.engagements(n.get("employmentType"))
	d.salary(n)
	d.values(n.get("jobBenefits", "benefits"))
	d.inPlace(n.get("experienceInPlaceOfEducation"))
	d.askTitle(n.get("title", "name"))
	for _, e := range n.get("experienceRequirements").list() {
		d.experience(e)
	}
	for _, e := range n.get("educationRequirements").list() {
		d.credential(e)
	}
	d.postingSkills(n)
	return d.Draft
}

// shortID is the posting's own identifier, if it is one that can name a record.
func shortID(n node) string {
	i := n.get("identifier")
	for _, id := range []string{i.text(), i.get("value").text(), n.get("@id").text()} {
		if profiles.CheckID(id) == nil {
			return id
		}
	}
	return ""
}

var socCode = regexp.MustCompile(`^\d\d-\d{4}(\.\d\d)?\s*`)

func (d *drafting) postingTitle(n node) string {
	if t := d.name(n.get("title", "name")); t != "" {
		return t
	}
	for _, f := range []string{"relevantOccupation", "occupationalCategory"} {
		if t := socCode.ReplaceAllString(d.name(n.get(f)), ""); t != "" {
			d.note(f, "taken for the title, which is not stated")
			return t
		}
	}
	return ""
}

func (d *drafting) employer(n node) {
	d.Role.Employer.Name = d.name(n.get("hiringOrganization"))
	d.Role.Employer.Industry.Name = d.name(n.get("industry"))
}

// where reads places, modes and the countries that applicants may live in.
func (d *drafting) where(n node) {
	r := d.Role
	for i, l := range n.get("jobLocation").list() {
		if i > 0 {
			d.note(l.path, "a second place: not kept")
			continue
		}
		a := l.get("address")
		switch {
		case a.isObject():
			r.Place = place(d.name(a.get("addressLocality")), d.name(a.get("addressRegion")), d.name(a.get("addressCountry")))
		case a.text() != "":
			r.Place = place(d.name(a), "", "")
		default:
			r.Place = place(d.name(l), "", "")
		}
	}
	for _, t := range n.get("jobLocationType").list() {
		if m, ok := workMode(t.text()); ok {
			r.Modes = append(r.Modes, m)
		} else {
			d.note(t.path, "not a mode that is known: left unknown")
		}
	}
	r.Modes = distinct(r.Modes)
	for _, c := range n.get("applicantLocationRequirements").list() {
		if c.get("@type").text() != "Country" && c.isObject() && c.get("@type").v != nil {
			d.note(c.path, "not a country: not kept")
			continue
		}
		if t := d.name(c); t != "" {
			r.ApplicantCountries = append(r.ApplicantCountries, t)
		}
	}
}

// salary reads baseSalary: an amount, a text, or a MonetaryAmount with a value or a range.
func (d *drafting) salary(n node) {
	s := n.get("baseSalary", "estimatedSalary")
	if l := s.list(); len(l) > 0 {
		s = l[0]
	}
	currency := s.get("currency", "priceCurrency", "salaryCurrency").text()
	if currency == "" {
		currency = n.get("salaryCurrency").text()
	}
	v := s.get("value", "price")
	switch {
	case s.text() != "":
		d.payText(s, currency, 0)
	case v.isObject():
		d.amounts(v, currency)
	case v.text() != "":
		d.payText(v, currency, period(s.get("unitText", "duration", "name").text()))
	case s.get("minValue", "maxValue", "median").v != nil:
		d.amounts(s, currency)
	}
	if extra := lines(n.get("incentiveCompensation", "incentives").texts()...); extra != "" && d.Role.Pay != nil {
		d.Role.Pay.Beside = extra
	}
}

// amounts reads a QuantitativeValue. A value of minus one or a text that is no number is noted and not kept.
func (d *drafting) amounts(n node, currency string) {
	least, most := d.amount(n.get("minValue", "value", "median")), d.amount(n.get("maxValue"))
	if least == 0 && most == 0 {
		return
	}
	d.pay(n, least, most, currency, period(n.get("unitText", "unitCode").text()))
}

func (d *drafting) amount(n node) int64 {
	t := n.text()
	if t == "" {
		return 0
	}
	if _, isText := n.v.(string); isText && !strings.HasPrefix(t, "-") {
		if found := amountsIn(t); len(found) > 0 {
			return found[0].cents
		}
	}
	cents, err := money.ParseCents(t)
	if v, bad := strconv.ParseFloat(t, 64); err != nil && bad == nil && v >= 0 && v < profiles.MaxCents/100 { // 1.2e5
		cents, err = int64(math.Round(100*v)), nil
	}
	if err != nil || cents < 0 {
		d.note(n.path, "not an amount: not kept")
		return 0
	}
	return cents
}

func (d *drafting) inPlace(n node) {
	if t := strings.ToLower(n.text()); t == "true" || t == "false" {
		yes := t == "true"
		d.Role.ExperienceInPlaceOfEducation = &yes
	}
}

func (d *drafting) experience(n node) {
	months, err := 0, error(nil)
	if m := n.get("monthsOfExperience"); m.text() != "" {
		if months, err = strconv.Atoi(m.text()); err != nil {
			months = monthsOf(m.text())
		}
		n = m
	} else {
		text := n.text()
		if n.isObject() {
			text = n.get("description", "name").text()
		}
		months = monthsOf(text)
	}
	if !d.askExperience(n, months) {
		d.note(n.path, "no number of years or months up to "+strconv.Itoa(profiles.MaxMonths)+": not kept")
	}
}

// credential reads an educational or professional credential: a degree, else a certificate.
func (d *drafting) credential(n node) {
	text := n.text()
	if n.isObject() {
		text = n.get("credentialCategory", "name", "description").name()
	}
	if text == "" || strings.EqualFold(text, "no requirements") || d.askDegree(n, text) {
		return
	}
	for _, name := range []string{n.get("name").text(), text} {
		if no, ok := d.Taxonomy.Resolve(taxonomy.Certification, name); ok {
			d.ask(profiles.Requirement{Kind: profiles.ReqCertification, Ref: profiles.Ref{Name: name, Concept: d.Taxonomy.Concept(no).ID},
				Necessity: profiles.Should}, n)
			return
		}
	}
	d.note(n.path, "neither a degree nor a certificate that is known: not kept")
}

// postingSkills reads skills and qualifications, and only where they name none the description.
func (d *drafting) postingSkills(n node) {
	for _, f := range []string{"skills", "qualifications"} {
		for _, s := range n.get(f).list() {
			switch {
			case s.isObject() && f == "qualifications":
				d.credential(s)
			case s.isObject():
				d.term(s)
			case f == "skills":
				d.skillText(s)
			default:
				d.askSkillsIn(s, plainText(s.text()))
			}
		}
	}
	if !d.asksSkills() {
		d.askSkillsIn(node{nil, "description"}, d.Role.Description)
	}
}

// term reads a DefinedTerm: its name, else what its description names.
func (d *drafting) term(n node) {
	if x := n.get("name"); x.text() != "" {
		d.askSkill(x, 0)
		return
	}
	d.askSkill(n.get("description", "termCode"), 0)
}

// skillText reads a list of short names, or the skills that running text names.
func (d *drafting) skillText(n node) {
	parts, ok := items(plainText(n.text()))
	if !ok {
		d.askSkillsIn(n, plainText(n.text()))
		return
	}
	for _, p := range parts {
		d.askSkill(node{p, n.path}, 0)
	}
}
