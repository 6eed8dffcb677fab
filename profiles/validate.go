package profiles

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The limits of scoring.md: a record above one of them is rejected with the path of the list.
const (
	MaxSkills       = 512
	MaxJobs         = 100
	MaxCertificates = 64
	MaxLanguages    = 32
	MaxIndustries   = 32
	MaxEvidence     = 256
	MaxEducation    = 32
	MaxRequirements = 128
	MaxAnyOf        = 16
	MaxWishes       = 32
	MaxPlaces       = 8
	MaxMonths       = 600
	MaxKM           = 1000
	MaxText         = 1 << 20 // bytes of a text
	MaxName         = 512     // bytes of a name
	MaxCents        = 1_000_000_000_000_00
)

// checker collects the faults of one record.
type checker struct {
	now  Month
	errs FieldErrors
}

func (c *checker) fail(path, format string, args ...any) {
	c.errs = append(c.errs, &FieldError{Path: path, Msg: fmt.Sprintf(format, args...)})
}

func (c *checker) done() error {
	if len(c.errs) == 0 {
		return nil
	}
	return c.errs
}

// CheckID says whether s can name a record: 1–128 bytes of UTF-8 without control characters.
func CheckID(s string) error {
	if s == "" || len(s) > 128 || !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return fmt.Errorf("%w: id of %d bytes: want 1 to 128 bytes of text without control characters", ErrInvalid, len(s))
	}
	return nil
}

func (c *checker) id(s string) {
	if CheckID(s) != nil {
		c.fail("id", "%d bytes: want 1 to 128 bytes of text without control characters", len(s))
	}
}

func (c *checker) text(path, s string, limit int) {
	switch {
	case len(s) > limit:
		c.fail(path, "%d bytes: want at most %d", len(s), limit)
	case !utf8.ValidString(s):
		c.fail(path, "not UTF-8")
	}
}

func (c *checker) count(path string, n, limit int) {
	if n > limit {
		c.fail(path, "%d entries: want at most %d", n, limit)
	}
}

func (c *checker) between(path string, v, lo, hi int) {
	if v < lo || v > hi {
		c.fail(path, "%d: want %d to %d", v, lo, hi)
	}
}

func (c *checker) ref(path string, r Ref) {
	c.text(path+".name", r.Name, MaxName)
	c.text(path+".concept", r.Concept, MaxName)
}

// named checks a reference that has to say something.
func (c *checker) named(path string, r Ref) {
	c.ref(path, r)
	if r.Name == "" && r.Concept == "" {
		c.fail(path+".name", "empty: want a name or a concept")
	}
}

func (c *checker) refs(path string, rs []Ref, limit int) {
	c.count(path, len(rs), limit)
	for i, r := range rs {
		c.named(at(path, i), r)
	}
}

func at(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

// month checks a month that may not lie after now; a planned one may.
func (c *checker) month(path string, m Month, planned bool) {
	switch {
	case m == 0:
	case m < NewMonth(FirstYear, 1) || m > NewMonth(LastYear, 12):
		c.fail(path, "month %d: want %d-01 to %d-12", int32(m), FirstYear, LastYear)
	case !planned && m > c.now:
		c.fail(path, "%s lies after %s: want that month at the latest", m, c.now)
	}
}

func (c *checker) interval(path string, start, end Month, current, planned bool) {
	c.month(path+".start", start, planned)
	c.month(path+".end", end, planned)
	if start != 0 && end != 0 && end < start {
		c.fail(path+".end", "%s lies before the start %s", end, start)
	}
	if current && end != 0 {
		c.fail(path+".end", "%s stated although current is true", end)
	}
}

func (c *checker) place(path string, p *Place) {
	if p == nil {
		return
	}
	c.text(path+".city", p.City, MaxName)
	c.text(path+".region", p.Region, MaxName)
	c.country(path+".country", p.Country)
}

func (c *checker) country(path, s string) {
	if s != "" && (len(s) != 2 || s[0] < 'A' || s[0] > 'Z' || s[1] < 'A' || s[1] > 'Z') {
		c.fail(path, "%q: want the two capital letters of ISO 3166, as DE", clip(s))
	}
}

func (c *checker) currency(path, s string) {
	ok := len(s) == 3
	for i := 0; ok && i < 3; i++ {
		ok = s[i] >= 'A' && s[i] <= 'Z'
	}
	if !ok {
		c.fail(path, "%q: want the three capital letters of ISO 4217, as EUR", clip(s))
	}
}

func (c *checker) cents(path string, v int64) {
	if v < 0 || v > MaxCents {
		c.fail(path, "%d: want 0 to %d hundredths", v, int64(MaxCents))
	}
}

// enum checks that a value is one of n words; a missing one is a fault where it is required.
func enum[E ~uint8](c *checker, path string, v E, n int, required bool) {
	if int(v) > n || required && v == 0 {
		c.fail(path, "%d: want 1 to %d", v, n)
	}
}

func enums[E ~uint8](c *checker, path string, vs []E, n int) {
	c.count(path, len(vs), n)
	for i, v := range vs {
		enum(c, at(path, i), v, n, true)
	}
}

// Validate implements [Record]: nil, or [FieldErrors] with the path and the accepted range of every fault. Dates of work,
// issue and last use may not lie after now; a valid-until and a planned graduation may.
func (c *Candidate) Validate(now Month) error {
	k := &checker{now: now}
	k.id(c.ID)
	k.text("headline", c.Headline, MaxName)
	k.text("summary", c.Summary, MaxText)
	k.text("text", c.Text, MaxText)
	k.skills(c.Skills)
	k.jobs(c.Jobs)
	k.evidence(c.Evidence)
	k.certificates(c.Certificates)
	k.education(c.Education)
	k.languages(c.Languages)
	k.refs("industries", c.Industries, MaxIndustries)
	k.place("place", c.Place)
	k.preferences(c.Preferences)
	enum(k, "visibility", c.Visibility, int(VisiblePublic), false)
	enums(k, "flags", c.Flags, len(flagWords))
	return k.done()
}

func (c *checker) skills(ss []Skill) {
	c.count("skills", len(ss), MaxSkills)
	for i, s := range ss[:min(len(ss), MaxSkills)] {
		p := at("skills", i)
		c.named(p, s.Ref)
		c.between(p+".level", int(s.Level), 0, 5)
		c.between(p+".months", s.Months, 0, MaxMonths)
		c.month(p+".lastUsed", s.LastUsed, false)
	}
}

func (c *checker) jobs(js []Job) {
	c.count("jobs", len(js), MaxJobs)
	for i := range js {
		j, p := &js[i], at("jobs", i)
		c.ref(p+".title", j.Title)
		c.ref(p+".industry", j.Industry)
		c.text(p+".employer", j.Employer, MaxName)
		c.text(p+".description", j.Description, MaxText)
		c.interval(p, j.Start, j.End, j.Current, false)
		c.refs(p+".skills", j.Skills, MaxSkills)
		c.place(p+".place", j.Place)
	}
}

func (c *checker) evidence(es []Evidence) {
	c.count("evidence", len(es), MaxEvidence)
	for i := range es {
		e, p := &es[i], at("evidence", i)
		enum(c, p+".kind", e.Kind, len(evidenceWords), true)
		c.text(p+".name", e.Name, MaxName)
		c.text(p+".description", e.Description, MaxText)
		c.text(p+".url", e.URL, 4*MaxName)
		c.interval(p, e.Start, e.End, e.Current, false)
		c.refs(p+".skills", e.Skills, MaxSkills)
	}
}

func (c *checker) certificates(cs []Certificate) {
	c.count("certificates", len(cs), MaxCertificates)
	for i, x := range cs {
		p := at("certificates", i)
		c.named(p, x.Ref)
		c.text(p+".issuer", x.Issuer, MaxName)
		c.month(p+".issued", x.Issued, false)
		c.month(p+".expires", x.Expires, true)
		if x.Issued != 0 && x.Expires != 0 && x.Expires < x.Issued {
			c.fail(p+".expires", "%s lies before the issue %s", x.Expires, x.Issued)
		}
	}
}

func (c *checker) education(es []Education) {
	c.count("education", len(es), MaxEducation)
	for i := range es {
		e, p := &es[i], at("education", i)
		c.ref(p+".degree", e.Degree)
		enum(c, p+".level", e.Level, len(iscedWords), false)
		c.text(p+".field", e.Field, MaxName)
		c.text(p+".institution", e.Institution, MaxName)
		c.text(p+".description", e.Description, MaxText)
		c.interval(p, e.Start, e.End, false, true)
	}
}

func (c *checker) languages(ls []Language) {
	c.count("languages", len(ls), MaxLanguages)
	for i, l := range ls {
		p := at("languages", i)
		c.named(p, l.Ref)
		enum(c, p+".level", l.Level, len(cefrWords), false)
	}
}

func (c *checker) preferences(p *Preferences) {
	if p == nil {
		return
	}
	if w := p.Pay; w != nil {
		c.cents("preferences.pay.min.cents", w.Min.Cents)
		c.currency("preferences.pay.min.currency", w.Min.Currency)
		enum(c, "preferences.pay.min.period", w.Min.Period, len(periodWords), true)
	}
	if w := p.Place; w != nil {
		enums(c, "preferences.place.modes", w.Modes, len(modeWords))
		c.between("preferences.place.withinKm", w.WithinKM, 0, MaxKM)
		c.count("preferences.place.places", len(w.Places), MaxPlaces)
		for i := range w.Places {
			c.place(at("preferences.place.places", i), &w.Places[i])
		}
	}
	c.wish("preferences.skills", p.Skills)
	c.wish("preferences.values", p.Values)
	if w := p.Seniority; w != nil {
		enum(c, "preferences.seniority.min", w.Min, len(seniorityWords), true)
	}
	if w := p.Engagement; w != nil {
		c.accept("preferences.engagement.accept", len(w.Accept))
		enums(c, "preferences.engagement.accept", w.Accept, len(engagementWords))
	}
	if w := p.Interview; w != nil {
		c.accept("preferences.interview.accept", len(w.Accept))
		enums(c, "preferences.interview.accept", w.Accept, len(interviewWords))
	}
}

func (c *checker) wish(path string, w *RefWish) {
	if w != nil {
		c.accept(path+".want", len(w.Want))
		c.refs(path+".want", w.Want, MaxWishes)
	}
}

func (c *checker) accept(path string, n int) {
	if n == 0 {
		c.fail(path, "empty: want at least one, or leave the wish out")
	}
}

// Validate implements [Record], as [Candidate.Validate]. A role has to ask for something.
func (r *Role) Validate(now Month) error {
	k := &checker{now: now}
	k.id(r.ID)
	k.ref("title", r.Title)
	enum(k, "seniority", r.Seniority, len(seniorityWords), false)
	k.text("employer.name", r.Employer.Name, MaxName)
	k.ref("employer.industry", r.Employer.Industry)
	k.text("employer.size", r.Employer.Size, MaxName)
	k.text("description", r.Description, MaxText)
	k.requirements(r.Requirements)
	k.place("place", r.Place)
	enums(k, "modes", r.Modes, len(modeWords))
	k.countries("remoteCountries", r.RemoteCountries)
	k.countries("applicantCountries", r.ApplicantCountries)
	k.pay(r.Pay)
	enums(k, "engagements", r.Engagements, len(engagementWords))
	k.refs("values", r.Values, 2*MaxWishes)
	enums(k, "interviews", r.Interviews, len(interviewWords))
	k.month("posted", r.Posted, false)
	k.month("validThrough", r.ValidThrough, true)
	enum(k, "visibility", r.Visibility, int(VisiblePublic), false)
	enums(k, "flags", r.Flags, len(flagWords))
	return k.done()
}

func (c *checker) countries(path string, cs []string) {
	c.count(path, len(cs), 256)
	for i, s := range cs {
		c.country(at(path, i), s)
		if s == "" {
			c.fail(at(path, i), "empty: want the two capital letters of ISO 3166, as DE")
		}
	}
}

func (c *checker) pay(p *Pay) {
	if p == nil {
		return
	}
	c.cents("pay.minCents", p.Min)
	c.cents("pay.maxCents", p.Max)
	if p.Max != 0 && p.Max < p.Min {
		c.fail("pay.maxCents", "%d is less than minCents %d", p.Max, p.Min)
	}
	c.currency("pay.currency", p.Currency)
	enum(c, "pay.period", p.Period, len(periodWords), true)
	c.text("pay.beside", p.Beside, MaxText)
}

func (c *checker) requirements(rs []Requirement) {
	if len(rs) == 0 {
		c.fail("requirements", "none: want at least one requirement or a title")
	}
	c.count("requirements", len(rs), MaxRequirements)
	for i := range rs {
		c.requirement(at("requirements", i), &rs[i])
	}
}

func (c *checker) requirement(p string, r *Requirement) {
	enum(c, p+".kind", r.Kind, len(requirementWords), true)
	enum(c, p+".necessity", r.Necessity, int(Must), true)
	c.refs(p+".anyOf", r.AnyOf, MaxAnyOf)
	c.between(p+".level", int(r.Level), 0, 5)
	c.between(p+".months", r.Months, 0, MaxMonths)
	enum(c, p+".seniority", r.Seniority, len(seniorityWords), false)
	enum(c, p+".cefr", r.CEFR, len(cefrWords), false)
	enum(c, p+".isced", r.ISCED, len(iscedWords), false)
	enums(c, p+".evidence", r.Evidence, len(evidenceWords))
	switch r.Kind {
	case ReqSkill, ReqCertification, ReqTitle, ReqIndustry, ReqLanguage:
		c.named(p, r.Ref)
	case ReqDegree:
		if r.ISCED == 0 {
			c.named(p, r.Ref)
		}
	case ReqExperience:
		c.between(p+".months", r.Months, 1, MaxMonths)
		c.ref(p, r.Ref)
	case ReqEvidence:
		c.ref(p, r.Ref)
	}
}
