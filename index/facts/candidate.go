package facts

import (
	"cmp"
	"slices"

	"tenon/profiles"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

// titleMonths is how far back a title counts, in months.
const titleMonths = 120

// DefaultKM is the distance that somebody who names none will travel.
const DefaultKM = 50

// FamilySim is the least similarity, in per cent, at which a title family counts as experience in another.
const FamilySim = 50

// Deriver makes facts. It is immutable and safe for concurrent use.
type Deriver struct {
	Taxonomy *taxonomy.Taxonomy
	Rates    *money.Rates
	related  map[taxonomy.No][]taxonomy.No // job family -> families in which it counts
}

// NewDeriver returns a deriver under a taxonomy and a table of exchange rates.
func NewDeriver(t *taxonomy.Taxonomy, r *money.Rates) *Deriver {
	d := &Deriver{Taxonomy: t, Rates: r, related: map[taxonomy.No][]taxonomy.No{}}
	for _, asked := range t.Of(taxonomy.Family) {
		for _, n := range t.Near(asked) {
			if n.Sim >= FamilySim {
				d.related[n.No] = append(d.related[n.No], asked)
			}
		}
	}
	return d
}

// ShownTo says whether an organisation sees the candidate, who is another's.
func (c *Candidate) ShownTo(org string) bool { return c.Public || slices.Contains(c.Shared, org) }

// Candidate derives the facts of a candidate at asOf. What lies later is not seen.
func (d *Deriver) Candidate(p *profiles.Candidate, asOf profiles.Month, fill Fill) *Candidate {
	f := &Candidate{Public: p.Visibility == profiles.VisiblePublic, Shared: p.SharedWith}
	f.Skills = d.skills(p, asOf, fill)
	d.jobs(f, p, asOf, fill)
	d.certificates(f, p, asOf, fill)
	d.education(f, p, asOf, fill)
	d.languages(f, p, fill)
	d.evidence(f, p, asOf)
	if p.Place != nil {
		f.Geo, f.Country = p.Place.Geo, CountryOf(p.Place.Country)
	}
	f.Known = f.known(p)
	f.Unsure |= everyKind &^ f.Known
	if fill == Best {
		f.Open |= everyKind &^ f.Known
	}
	d.wish(&f.Wish, p)
	return f
}

// Mentions lists every place where a record names a skill, by skill, the strongest first.
func (d *Deriver) Mentions(p *profiles.Candidate, asOf profiles.Month, fill Fill) []Mention {
	c := d.collector(asOf, fill)
	defer collectors.Put(c)
	c.candidate(p)
	return slices.Clone(c.strengths())
}

func strongest(ms []Mention) []Skill {
	n := 0
	for i := range ms {
		if i == 0 || ms[i].No != ms[i-1].No {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]Skill, 0, n)
	for i := range ms {
		if i == 0 || ms[i].No != ms[i-1].No {
			out = append(out, Skill{ms[i].No, ms[i].S})
		}
	}
	return out
}

// known says on which kinds the record has data: a list that is not empty is closed.
func (c *Candidate) known(p *profiles.Candidate) Kinds {
	var k Kinds
	add := func(kind profiles.RequirementKind, has bool) {
		if has {
			k = k.With(kind)
		}
	}
	add(profiles.ReqSkill, len(p.Skills) > 0 || len(c.Skills) > 0)
	add(profiles.ReqCertification, len(p.Certificates) > 0)
	add(profiles.ReqTitle, len(p.Jobs) > 0)
	add(profiles.ReqExperience, len(p.Jobs) > 0)
	add(profiles.ReqEvidence, len(p.Evidence) > 0)
	add(profiles.ReqIndustry, len(c.Industries) > 0 || len(p.Industries) > 0)
	add(profiles.ReqLanguage, len(p.Languages) > 0)
	add(profiles.ReqDegree, c.Degree != 0)
	return k
}

// jobs derives titles, experience and industries.
func (d *Deriver) jobs(f *Candidate, p *profiles.Candidate, asOf profiles.Month, fill Fill) {
	all, unresolved, stints := make([]interval, 0, fewJobs), make([]interval, 0, fewJobs), make([]stint, 0, 4*fewJobs)
	for i := range p.Jobs {
		j := &p.Jobs[i]
		if n, ok := d.Taxonomy.Ref(taxonomy.Industry, j.Industry); ok {
			f.Industries = append(f.Industries, n)
		}
		iv, ok, later := dated(j.Start, j.End, j.Current, asOf)
		if later {
			continue
		}
		title, step, resolved := d.Title(j.Title)
		d.addTitle(f, title, step, resolved, iv, ok, asOf, fill)
		switch {
		case !ok:
			f.unsure(profiles.ReqExperience, fill)
			continue
		case resolved:
			for _, fam := range d.related[d.Taxonomy.Concept(title).Family] {
				stints = append(stints, stint{fam, iv})
			}
		default:
			f.Unsure = f.Unsure.With(profiles.ReqExperience)
			if fill != Worst {
				unresolved = append(unresolved, iv)
			}
		}
		all = append(all, iv)
	}
	for _, r := range p.Industries {
		if n, ok := d.Taxonomy.Ref(taxonomy.Industry, r); ok {
			f.Industries = append(f.Industries, n)
		}
	}
	f.Industries = compact(f.Industries)
	f.Titles = undominated(f.Titles)
	f.Months, f.Unresolved = uint16(union(all)), uint16(union(unresolved))
	f.Families = inFamilies(stints, unresolved)
}

// fewJobs is for how many jobs there is room without an allocation.
const fewJobs = 16

// stint is a job that counts in a family.
type stint struct {
	family taxonomy.No
	interval
}

// inFamilies is the experience in each family; jobs whose title does not resolve count in every one.
func inFamilies(stints []stint, unresolved []interval) []Family {
	slices.SortFunc(stints, func(a, b stint) int { return int(a.family) - int(b.family) })
	n := 0
	for i := range stints {
		if i == 0 || stints[i].family != stints[i-1].family {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out, is := make([]Family, 0, n), make([]interval, 0, 2*fewJobs)
	for i := range stints {
		is = append(is, stints[i].interval)
		if i+1 == len(stints) || stints[i+1].family != stints[i].family {
			out = append(out, Family{stints[i].family, uint16(union(append(is, unresolved...)))})
			is = is[:0]
		}
	}
	return out
}

// Title resolves a job title; a title of the taxonomy that is named by its id has no words of seniority.
func (d *Deriver) Title(r profiles.Ref) (taxonomy.No, profiles.Seniority, bool) {
	no, step, ok := d.Taxonomy.ParseTitle(r.Name)
	if n, byID := d.Taxonomy.ByID(r.Concept); byID && d.Taxonomy.Concept(n).Kind == taxonomy.Title {
		no, ok = n, true
		if step == 0 {
			step = d.Taxonomy.Concept(n).Seniority
		}
	}
	return no, step, ok
}

func (d *Deriver) addTitle(f *Candidate, no taxonomy.No, step profiles.Seniority, resolved bool, iv interval, dated bool, asOf profiles.Month, fill Fill) {
	s := d.Taxonomy.Strength()
	if dated && since(iv.End, asOf) > titleMonths {
		return
	}
	if !resolved {
		f.unsure(profiles.ReqTitle, fill)
		return
	}
	t := Title{No: no, Step: step, Recency: s.RecencyUnknown}
	if step == 0 {
		t.Step = profiles.Mid
	}
	if !dated {
		f.Unsure = f.Unsure.With(profiles.ReqTitle)
	}
	switch {
	case dated:
		t.Recency = s.Recency[since(iv.End, asOf)]
	case fill == Best:
		t.Recency = 1000
	case fill == Worst:
		return // it may be older than ten years
	}
	f.Titles = append(f.Titles, t)
}

// undominated sorts titles and drops those that another of the same concept equals or beats in step and recency.
func undominated(ts []Title) []Title {
	slices.SortFunc(ts, func(a, b Title) int {
		return cmp.Or(cmp.Compare(a.No, b.No), cmp.Compare(b.Step, a.Step), cmp.Compare(b.Recency, a.Recency))
	})
	out := ts[:0]
	for _, t := range ts {
		if n := len(out); n > 0 && out[n-1].No == t.No && out[n-1].Recency >= t.Recency {
			continue
		}
		out = append(out, t)
	}
	return out
}

type validityState uint8

const (
	notYet validityState = iota
	valid
	expired
	unknownDate
)

// validity judges a certificate at asOf: its own last month, else the issuer's validity from the issue date.
func (d *Deriver) validity(p *profiles.Certificate, cert *taxonomy.Cert, asOf profiles.Month) validityState {
	switch {
	case p.Issued > asOf:
		return notYet
	case p.Expires != 0:
		return validWhen(p.Expires >= asOf)
	case cert.ValidMonths == 0:
		return valid
	case p.Issued != 0:
		return validWhen(p.Issued+profiles.Month(cert.ValidMonths) >= asOf)
	}
	return unknownDate
}

func validWhen(ok bool) validityState {
	if ok {
		return valid
	}
	return expired
}

func (d *Deriver) certificates(f *Candidate, p *profiles.Candidate, asOf profiles.Month, fill Fill) {
	for i := range p.Certificates {
		no, ok := d.Taxonomy.Ref(taxonomy.Certification, p.Certificates[i].Ref)
		if !ok {
			continue
		}
		v := d.validity(&p.Certificates[i], d.Taxonomy.Concept(no).Cert, asOf)
		if v != notYet {
			f.Certs = append(f.Certs, Cert{no, v == valid || v == unknownDate && fill != Worst, v == unknownDate})
		}
	}
	slices.SortFunc(f.Certs, func(a, b Cert) int {
		if a.No != b.No {
			return int(a.No) - int(b.No)
		}
		return cmp.Or(cmp.Compare(b2i(b.Valid), b2i(a.Valid)), cmp.Compare(b2i(a.Assumed), b2i(b.Assumed)))
	})
	f.Certs = slices.CompactFunc(f.Certs, func(a, b Cert) bool { return a.No == b.No })
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unsure notes that something of a kind is unstated and, for the upper bound, that it could be anything.
func (c *Candidate) unsure(k profiles.RequirementKind, fill Fill) {
	c.Unsure = c.Unsure.With(k)
	if fill == Best {
		c.Open = c.Open.With(k)
	}
}

func (d *Deriver) education(f *Candidate, p *profiles.Candidate, asOf profiles.Month, fill Fill) {
	for i := range p.Education {
		e := &p.Education[i]
		level := e.Level
		if level == 0 {
			if n, ok := d.Taxonomy.Ref(taxonomy.Degree, e.Degree); ok {
				level = d.Taxonomy.Concept(n).ISCED
			}
		}
		switch {
		case e.End > asOf || e.End == 0 && e.Start > asOf:
		case level == 0:
			f.unsure(profiles.ReqDegree, fill)
		case e.End != 0 || fill != Worst:
			f.Degree = max(f.Degree, level)
		}
	}
}

func (d *Deriver) languages(f *Candidate, p *profiles.Candidate, fill Fill) {
	assumed := [...]profiles.CEFR{AsIs: profiles.B1, Worst: profiles.A1, Best: profiles.C2}[fill]
	for _, l := range p.Languages {
		if n, ok := d.Taxonomy.Ref(taxonomy.Language, l.Ref); ok {
			level := l.Level
			if level == 0 {
				level = assumed
			}
			f.Languages = append(f.Languages, Language{n, level, l.Level == 0})
		}
	}
	slices.SortFunc(f.Languages, func(a, b Language) int {
		return cmp.Or(cmp.Compare(a.No, b.No), cmp.Compare(b.Level, a.Level), cmp.Compare(b2i(a.Assumed), b2i(b.Assumed)))
	})
	f.Languages = slices.CompactFunc(f.Languages, func(a, b Language) bool { return a.No == b.No })
}

func (d *Deriver) evidence(f *Candidate, p *profiles.Candidate, asOf profiles.Month) {
	for i := range p.Evidence {
		e := &p.Evidence[i]
		if _, _, later := dated(e.Start, e.End, e.Current, asOf); !later && e.Kind > profiles.EvidenceProject {
			f.Evidence |= 1 << (e.Kind - 1)
		}
	}
}

func (d *Deriver) wish(w *Wish, c *profiles.Candidate) {
	p := c.Preferences
	if p == nil {
		return
	}
	var lists WishLists
	var skills, values []taxonomy.No
	state := func(k Preference, stated, only bool) {
		if stated {
			w.Stated |= 1 << k
			w.Only |= uint8(b2i(only)) << k
		}
	}
	if p.Pay != nil {
		usd, ok := d.Rates.YearlyUSD(p.Pay.Min.Cents, p.Pay.Min.Currency, p.Pay.Min.Period)
		w.PayUSD, w.NoRate = usd, !ok
		state(PrefPay, true, p.Pay.Only)
	}
	if p.Place != nil {
		d.placeWish(w, &lists, c)
		state(PrefPlace, true, p.Place.Only)
	}
	if p.Skills != nil {
		skills = d.refs(taxonomy.Skill, p.Skills.Want)
		state(PrefSkills, len(skills) > 0, p.Skills.Only)
	}
	if p.Seniority != nil {
		w.Seniority = p.Seniority.Min
		state(PrefSeniority, true, p.Seniority.Only)
	}
	if p.Engagement != nil {
		w.Engagements = bits(p.Engagement.Accept)
		state(PrefEngagement, true, p.Engagement.Only)
	}
	if p.Values != nil {
		values = d.refs(taxonomy.Value, p.Values.Want)
		state(PrefValues, len(values) > 0, p.Values.Only)
	}
	if p.Interview != nil {
		w.Interviews = bits(p.Interview.Accept)
		state(PrefInterview, true, p.Interview.Only)
	}
	if len(lists.Cities)+len(skills)+len(values) > 0 {
		lists.Concepts, lists.NumSkills = append(skills, values...), uint8(len(skills))
		w.Lists = &lists
	}
}

func (d *Deriver) placeWish(w *Wish, lists *WishLists, c *profiles.Candidate) {
	p := c.Preferences.Place
	w.Modes, w.KM, w.Relocate = bits(p.Modes), uint16(p.WithinKM), p.Relocate
	if w.Modes == 0 {
		w.Modes = 1<<3 - 1
	}
	if w.KM == 0 {
		w.KM = DefaultKM
	}
	if len(p.Places) == 0 && c.Place != nil {
		w.City = c.Place.Geo
	}
	var cities []uint32
	for _, pl := range p.Places {
		if pl.Geo != 0 {
			cities = append(cities, pl.Geo)
		}
	}
	if cities = compact(cities); len(cities) > 0 {
		w.City = cities[0]
		if len(cities) > 1 {
			lists.Cities = cities[1:] // none is nil, as what is read from a checkpoint
		}
	}
}

func (d *Deriver) refs(k taxonomy.Kind, rs []profiles.Ref) []taxonomy.No {
	var out []taxonomy.No
	for _, r := range rs {
		if n, ok := d.Taxonomy.Ref(k, r); ok {
			out = append(out, n)
		}
	}
	return compact(out)
}

// bits packs enum values from 1 into a set.
func bits[E ~uint8](es []E) uint8 {
	var b uint8
	for _, e := range es {
		b |= 1 << (e - 1)
	}
	return b
}

func compact[E cmp.Ordered](s []E) []E {
	slices.Sort(s)
	return slices.Compact(s)
}
