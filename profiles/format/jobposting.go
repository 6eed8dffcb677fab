package format

import (
	"regexp"
	"strings"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// postings finds the JobPostings of documents of JSON-LD that were brought into one form: themselves, in lists, in @graph, or as
// what a page is about.
func postings(docs ...any) []node {
	var out []node
	var find func(v any)
	have := seen{}
	find = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				find(e)
			}
		case map[string]any:
			if !have.first(v) {
				return
			}
			if isPosting(v) {
				out = append(out, node{v, ""})
				return
			}
			for _, f := range []string{"@graph", "jsonld", "mainEntity", "itemListElement", "item", "hasPart"} {
				find(v[f])
			}
		}
	}
	for _, d := range docs {
		find(d)
	}
	return out
}

func isPosting(m map[string]any) bool {
	for _, t := range (node{m["@type"], ""}).texts() {
		if t[strings.LastIndexAny(t, "/:#")+1:] == "JobPosting" {
			return true
		}
	}
	return false
}

var postingFields = []string{"title", "name", "baseSalary", "estimatedSalary", "salaryCurrency", "jobBenefits", "benefits", "datePosted", "validThrough", "description",
	"educationRequirements", "employmentType", "experienceRequirements", "experienceInPlaceOfEducation", "hiringOrganization", "identifier",
	"incentiveCompensation", "incentives", "industry", "jobLocation", "jobLocationType", "applicantLocationRequirements", "occupationalCategory",
	"relevantOccupation", "qualifications", "responsibilities", "skills", "url", "workHours", "specialCommitments", "securityClearanceRequirement",
	"eligibilityToWorkRequirement", "physicalRequirement", "sensoryRequirement", "employerOverview", "applicationContact"}

// postingTexts are the fields that are kept as text of the description: what they ask for is read of no other, or never scored.
var postingTexts = []string{"description", "responsibilities", "qualifications", "workHours", "specialCommitments", "securityClearanceRequirement",
	"eligibilityToWorkRequirement", "physicalRequirement", "sensoryRequirement", "employerOverview"}

// posting reads a JobPosting of schema.org.
func (b *decoder) posting(n node) Draft {
	d := &drafting{b, Draft{Format: JobPosting}}
	d.ignored(n, postingFields...)
	r := &profiles.Role{ID: shortID(n)}
	d.Role = r
	r.Title = d.postingTitle(n)
	d.employer(n)
	r.Posted, r.ValidThrough = d.stamp(n.get("datePosted"), false), d.stamp(n.get("validThrough"), true)
	r.Description = postingText(n)
	d.where(n)
	d.engagements(n.get("employmentType"))
	d.salary(n)
	d.values(n.get("jobBenefits", "benefits"))
	d.inPlace(n.get("experienceInPlaceOfEducation"))
	d.askTitle(n.get("title", "name"))
	for _, e := range ofOccupation(n, "experienceRequirements").list() {
		d.experience(e)
	}
	d.studies(ofOccupation(n, "educationRequirements").list())
	d.postingSkills(n)
	if n.get("applicationContact").v != nil {
		d.note("applicationContact", "says who somebody is: left out")
	}
	return d.Draft
}

// ofOccupation is a field of the posting, or of the occupation that it offers.
func ofOccupation(n node, field string) node {
	if f := n.get(field); f.v != nil {
		return f
	}
	for _, o := range n.get("relevantOccupation").list() {
		if f := o.get(field); f.v != nil {
			return f
		}
	}
	return n.get(field)
}

// postingText is the running text of a posting.
func postingText(n node) string {
	var out []string
	for _, f := range postingTexts {
		for _, x := range ofOccupation(n, f).list() {
			switch {
			case f == "workHours" && x.text() != "":
				out = append(out, "Work hours: "+plainText(x.text()))
			case x.isObject() && f != "qualifications":
				out = append(out, plainText(x.get("description", "name").text()))
			default:
				out = append(out, plainText(x.text()))
			}
		}
	}
	return lines(out...)
}

// shortID is the posting's own identifier, if it is one that can name a record.
func shortID(n node) string {
	for _, i := range n.get("identifier").list() {
		for _, id := range []string{i.text(), i.get("value").text()} {
			if profiles.CheckID(id) == nil {
				return id
			}
		}
	}
	if id := n.get("@id").text(); profiles.CheckID(id) == nil {
		return id
	}
	return ""
}

// socCode is a code of O*NET or SOC before a title.
var socCode = regexp.MustCompile(`^(\d\d-\d{4}(?:\.\d\d)?)\s*`)

// postingTitle is the title, else the name of the occupation. The code of an occupation stands for a title that has no concept.
func (d *drafting) postingTitle(n node) profiles.Ref {
	title := profiles.Ref{Name: d.name(n.get("title", "name"))}
	for _, f := range []node{n.get("relevantOccupation"), ofOccupation(n, "occupationalCategory")} {
		for _, o := range f.list() {
			code, name := occupation(o)
			if title.Name == "" && name != "" {
				d.note(o.path, "taken for the title, which is not stated")
				title.Name = name
			}
			if no, ok := d.Taxonomy.ByID(code); ok && title.Name != "" && title.Concept == "" && !d.knownTitle(title.Name) {
				title.Concept = d.Taxonomy.Concept(no).ID
			}
		}
	}
	return title
}

func (d *drafting) knownTitle(name string) bool {
	no, _, ok := d.Taxonomy.ParseTitle(name)
	return ok && no != 0
}

// occupation parts "15-1252.00 Software Developers", or a CategoryCode, into code and name.
func occupation(n node) (code, name string) {
	name = n.name()
	if m := socCode.FindStringSubmatch(name); m != nil {
		code, name = m[1], strings.TrimSpace(name[len(m[0]):])
	}
	if c := n.get("codeValue", "termCode").text(); c != "" {
		code = c
	}
	if len(code) == len("15-1252") {
		code += ".00"
	}
	return code, name
}

func (d *drafting) employer(n node) {
	e := &d.Role.Employer
	for _, o := range n.get("hiringOrganization").list() {
		if e.Name == "" {
			e.Name = d.name(o)
		}
		if e.Name == "" {
			e.Name = d.name(o.get("legalName", "alternateName"))
		}
		if e.Size == "" {
			e.Size = size(o.get("numberOfEmployees"))
		}
	}
	for i, x := range n.get("industry").list() {
		if i == 0 {
			e.Industry.Name = d.name(x)
		} else {
			d.note(x.path, "a second industry: not kept")
		}
	}
}

// size is S below 50 people, M below 250, L from there, as the European Union parts companies.
func size(n node) string {
	count := number64(n)
	if n.isObject() {
		count = max(number64(n.get("value")), number64(n.get("minValue")))
	}
	switch {
	case count <= 0:
		return ""
	case count < 50:
		return "S"
	case count < 250:
		return "M"
	}
	return "L"
}

func (d *drafting) inPlace(n node) {
	t := n.text()
	if t == "" {
		t = n.get("@id").text()
	}
	switch t = strings.ToLower(t[strings.LastIndexAny(t, "/:#")+1:]); t {
	case "true", "yes", "1", "false", "no", "0":
		allowed := t == "true" || t == "yes" || t == "1"
		d.Role.ExperienceInPlaceOfEducation = &allowed
	case "":
	default:
		d.note(n.path, "neither true nor false: left to the policy")
	}
}

// values reads benefits: short names as they are, of running text those that the taxonomy knows.
func (d *drafting) values(n node) {
	for _, e := range n.list() {
		text := plainText(e.name())
		if e.isObject() && text != "" {
			r := profiles.Ref{Name: d.name(node{text, e.path})}
			if c, ok := d.conceptOf(taxonomy.Value, e); ok {
				r.Concept = c.ID
			}
			d.Role.Values = append(d.Role.Values, r)
			continue
		}
		parts, ok := items(text)
		for _, p := range parts {
			d.Role.Values = append(d.Role.Values, profiles.Ref{Name: p})
		}
		if ok || text == "" {
			continue
		}
		found := d.valuesIn(text)
		if len(found) == 0 {
			d.note(e.path, "running text without a benefit that is known: not kept")
		}
		d.Role.Values = append(d.Role.Values, found...)
	}
	d.Role.Values = distinct(d.Role.Values)
	if most := 2 * profiles.MaxWishes; len(d.Role.Values) > most {
		d.note(n.path, "more benefits than a role can have: the first are kept")
		d.Role.Values = d.Role.Values[:most]
	}
}

// valuesIn are the values that the clauses of a text name.
func (d *drafting) valuesIn(text string) []profiles.Ref {
	var out []profiles.Ref
	for _, clause := range splitOutside(text, ",;.\n•|") {
		if no, ok := d.Taxonomy.Resolve(taxonomy.Value, clause); ok {
			c := d.Taxonomy.Concept(no)
			out = append(out, profiles.Ref{Name: c.Label, Concept: c.ID})
		}
	}
	return distinct(out)
}
