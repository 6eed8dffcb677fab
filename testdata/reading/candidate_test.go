package reading_test

import (
	"strings"
	"unicode"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/gazetteer"
	"tenon/profiles/identity"
	"tenon/profiles/taxonomy"
)

var (
	tax    = taxonomy.Default()
	places = gazetteer.Default()
)

// compare holds a draft against the truth.
func compare(want *truth, got format.Draft) findings {
	var f findings
	f.one("kind of record", kindOf(want.Candidate, want.Role), kindOf(got.Candidate, got.Role))
	if got.Report != nil {
		f.one("language of text", want.Language, got.Report.Language)
	} else {
		f.one("language of text", want.Language, "")
	}
	if want.Role != nil {
		f.role(want, orEmpty(got.Role), got.Notes)
		return f
	}
	f.candidate(want.Candidate, orEmpty(got.Candidate), want.Extracted)
	f.identity(orEmpty(want.Identity), orEmpty(got.Identity))
	f.set("links", links(want.Candidate, want.Identity), links(orEmpty(got.Candidate), orEmpty(got.Identity)))
	return f
}

func orEmpty[T any](p *T) *T {
	if p == nil {
		return new(T)
	}
	return p
}

func kindOf(c *profiles.Candidate, r *profiles.Role) string {
	switch {
	case c != nil:
		return "candidate"
	case r != nil:
		return "role"
	}
	return ""
}

func (f *findings) candidate(want, got *profiles.Candidate, extracted bool) {
	f.jobs(want.Jobs, got.Jobs)
	f.education(want.Education, got.Education)
	f.certificates(want.Certificates, got.Certificates)
	f.set("languages", tongues(want.Languages), tongues(got.Languages))
	f.set("skills", skills(want, extracted), skills(got, true))
	f.set("skill levels", levels(want.Skills), levels(got.Skills))
	f.set("evidence", kinds(want.Evidence), kinds(got.Evidence))
	f.one("place", place(want.Place), place(got.Place))
}

func (f *findings) jobs(want, got []profiles.Job) {
	for _, p := range assign(len(want), len(got), func(w, g int) int {
		return likeText(want[w].Title.Name, got[g].Title.Name) + likeText(want[w].Employer, got[g].Employer) +
			like(want[w].Start, got[g].Start) + like(end(&want[w]), end(&got[g]))
	}) {
		var w, g profiles.Job
		if p.want >= 0 {
			w = want[p.want]
		}
		if p.got >= 0 {
			g = got[p.got]
		}
		f.one("titles", key(w.Title.Name), key(g.Title.Name))
		f.one("employers", key(w.Employer), key(g.Employer))
		f.one("dates", w.Start.String(), g.Start.String())
		f.one("dates", end(&w), end(&g))
		f.one("places of jobs", place(w.Place), place(g.Place))
	}
}

func end(j *profiles.Job) string {
	if j.Current {
		return "now"
	}
	return j.End.String()
}

func (f *findings) education(want, got []profiles.Education) {
	for _, p := range assign(len(want), len(got), func(w, g int) int {
		return likeText(want[w].Institution, got[g].Institution) + likeText(want[w].Field, got[g].Field) + like(level(&want[w]), level(&got[g])) +
			like(want[w].Start, got[g].Start) + like(want[w].End, got[g].End)
	}) {
		var w, g profiles.Education
		if p.want >= 0 {
			w = want[p.want]
		}
		if p.got >= 0 {
			g = got[p.got]
		}
		f.one("degrees", level(&w), level(&g))
		f.one("institutions", key(w.Institution), key(g.Institution))
		f.one("fields of study", key(w.Field), key(g.Field))
		f.one("dates", w.Start.String(), g.Start.String())
		f.one("dates", w.End.String(), g.End.String())
	}
}

// level is that of a degree as scoring takes it: as stated, else of what its name resolves to.
func level(e *profiles.Education) string {
	if no, ok := tax.Ref(taxonomy.Degree, e.Degree); ok && e.Level == 0 {
		return tax.Concept(no).ISCED.String()
	}
	return e.Level.String()
}

func (f *findings) certificates(want, got []profiles.Certificate) {
	f.set("certificates", certificates(want), certificates(got))
	f.set("certificate dates", certificateDates(want), certificateDates(got))
}

func certificates(in []profiles.Certificate) (out []string) {
	for _, c := range in {
		out = append(out, concept(taxonomy.Certification, c.Ref))
	}
	return out
}

func certificateDates(in []profiles.Certificate) (out []string) {
	for _, c := range in {
		name := concept(taxonomy.Certification, c.Ref)
		if c.Issued != 0 {
			out = append(out, name+" of "+c.Issued.String())
		}
		if c.Expires != 0 {
			out = append(out, name+" until "+c.Expires.String())
		}
	}
	return out
}

func tongues(in []profiles.Language) (out []string) {
	for _, l := range in {
		out = append(out, concept(taxonomy.Language, l.Ref)+" "+l.Level.String())
	}
	return out
}

// skills are the concepts that a candidate lists or names in entries. Those named in text count as scoring finds them.
func skills(c *profiles.Candidate, texts bool) []string {
	seen := map[string]bool{}
	var out []string
	add := func(id string) {
		if !seen[id] && id != "" {
			seen[id] = true
			out = append(out, id)
		}
	}
	named := func(s string) {
		for _, span := range tax.Extract(s) {
			if texts {
				add(tax.Concept(span.No).ID)
			}
		}
	}
	for _, s := range c.Skills {
		add(concept(taxonomy.Skill, s.Ref))
	}
	for _, j := range c.Jobs {
		for _, s := range j.Skills {
			add(concept(taxonomy.Skill, s))
		}
		named(j.Description)
	}
	for _, e := range c.Evidence {
		for _, s := range e.Skills {
			add(concept(taxonomy.Skill, s))
		}
		named(e.Name)
		named(e.Description)
	}
	named(c.Summary)
	named(c.Text)
	return out
}

func levels(in []profiles.Skill) (out []string) {
	for _, s := range in {
		if s.Level > 0 {
			out = append(out, concept(taxonomy.Skill, s.Ref)+" "+string('0'+rune(s.Level)))
		}
	}
	return out
}

func kinds(in []profiles.Evidence) (out []string) {
	for _, e := range in {
		out = append(out, e.Kind.String())
	}
	return out
}

func links(c *profiles.Candidate, id *identity.Identity) (out []string) {
	for _, u := range id.URLs {
		out = append(out, link(u))
	}
	for _, e := range c.Evidence {
		if u := link(e.URL); u != "" {
			out = append(out, u)
		}
	}
	return out
}

// link is an address without what may be left out of it.
func link(u string) string {
	u = strings.ToLower(strings.TrimSpace(u))
	if _, rest, ok := strings.Cut(u, "://"); ok {
		u = rest
	}
	return strings.TrimSuffix(strings.TrimPrefix(u, "www."), "/")
}

func (f *findings) identity(want, got *identity.Identity) {
	f.one("name", key(want.Name), key(got.Name))
	f.one("e-mail", strings.ToLower(want.Email), strings.ToLower(got.Email))
	f.one("phone", digits(want.Phone), digits(got.Phone))
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func key(s string) string { return taxonomy.Key(s) }

// concept is the id of what a name stands for, else its key.
func concept(k taxonomy.Kind, r profiles.Ref) string {
	if no, ok := tax.Ref(k, r); ok {
		return tax.Concept(no).ID
	}
	return key(r.Name)
}

// place is the city of the gazetteer, else what is written.
func place(p *profiles.Place) string {
	if p == nil || *p == (profiles.Place{}) {
		return ""
	}
	if c, ok := places.Find(p.City, p.Region, p.Country); ok {
		return c.Name + ", " + c.Country
	}
	country := p.Country
	if iso, ok := places.Country(p.Country); ok {
		country = iso
	}
	return key(p.City) + ", " + country
}

func like[E comparable](a, b E) int {
	var none E
	if a == b && a != none {
		return 4
	}
	return 0
}

// likeText is 8 for the same text, less for the share of words that both have.
func likeText(a, b string) int {
	if key(a) == "" || key(b) == "" {
		return 0
	}
	if key(a) == key(b) {
		return 8
	}
	wa, wb := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	both := 0
	for _, w := range wa {
		for _, v := range wb {
			if w == v {
				both++
				break
			}
		}
	}
	return 7 * both / max(len(wa), len(wb))
}
