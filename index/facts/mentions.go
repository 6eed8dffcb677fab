package facts

import (
	"cmp"
	"slices"
	"sync"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// maxEntryConcepts is how many concepts the text of one entry may name; later ones are not seen.
const maxEntryConcepts = 24

// MentionKind says how a record names a skill, and with it which formula its strength follows.
type MentionKind uint8

// The kinds of mentions. Those up to MentionExpired are claims.
const (
	MentionListed MentionKind = iota + 1
	MentionText
	MentionUndatedJob
	MentionExpired // of an expired certificate
	MentionJob
	MentionEvidence
	MentionCertificate
)

var mentionWords = []string{"", "listed", "text", "undated job", "expired certificate", "dated job", "evidence", "certificate"}

func (k MentionKind) String() string { return mentionWords[k] }

// Mention is one place where a record names a skill, with the strength that this place alone gives.
type Mention struct {
	No      taxonomy.No
	Kind    MentionKind
	Index   int    // of the entry in its list
	Field   string // of the entry, where text named it; empty for a listed skill
	At, End int    // bytes of that field
	L, R    uint16 // thousandths
	E       uint8  // per cent
	S       uint8  // 1–15
	// NoLevel and NoDate say that the level, or the recency and the dates, are assumed.
	NoLevel, NoDate bool

	level    uint8
	months   int
	interval interval // of a dated mention
	last     profiles.Month
}

func (m *Mention) claimed() bool { return m.Kind <= MentionExpired }

// Fill says what stands for an unknown.
type Fill uint8

// AsIs is the score itself; Worst and Best make its bounds.
const (
	AsIs Fill = iota
	Worst
	Best
)

// collector gathers the mentions of one candidate.
type collector struct {
	d      *Deriver
	asOf   profiles.Month
	fill   Fill
	out    []Mention
	sorted []Mention // out, by concept
	order  []uint64
}

// collectors are those whose room is free: a candidate has dozens of mentions, of which scoring keeps next to nothing.
var collectors = sync.Pool{New: func() any { return &collector{} }}

// collector is one with nothing in it, to be put back.
func (d *Deriver) collector(asOf profiles.Month, fill Fill) *collector {
	c := collectors.Get().(*collector)
	c.d, c.asOf, c.fill, c.out = d, asOf, fill, c.out[:0]
	return c
}

// skills is what scoring keeps of all mentions.
func (d *Deriver) skills(p *profiles.Candidate, asOf profiles.Month, fill Fill) []Skill {
	c := d.collector(asOf, fill)
	defer collectors.Put(c)
	c.candidate(p)
	return strongest(c.strengths())
}

func (c *collector) candidate(p *profiles.Candidate) {
	for i := range p.Skills {
		c.listed(i, &p.Skills[i])
	}
	c.text("headline", p.Headline)
	c.text("summary", p.Summary)
	c.text("text", p.Text)
	for i := range p.Jobs {
		j := &p.Jobs[i]
		c.entry(Mention{Kind: MentionJob, Index: i}, j.Start, j.End, j.Current, j.Title.Name, j.Description, j.Skills)
	}
	for i := range p.Evidence {
		e := &p.Evidence[i]
		c.entry(Mention{Kind: MentionEvidence, Index: i}, e.Start, e.End, e.Current, e.Name, e.Description, e.Skills)
	}
	for i := range p.Certificates {
		c.certificate(i, &p.Certificates[i])
	}
}

func (c *collector) listed(i int, s *profiles.Skill) {
	no, ok := c.d.Taxonomy.Ref(taxonomy.Skill, s.Ref)
	if !ok {
		return
	}
	m := Mention{No: no, Kind: MentionListed, Index: i, level: s.Level, months: s.Months, last: s.LastUsed}
	m.NoLevel = s.Level == 0 && s.Months == 0
	m.NoDate = s.LastUsed == 0
	c.out = append(c.out, m)
}

func (c *collector) text(field, s string) {
	if s == "" {
		return
	}
	for _, sp := range c.d.Taxonomy.Extract(s) {
		c.out = append(c.out, Mention{No: sp.No, Kind: MentionText, Field: field, At: sp.Start, End: sp.End, NoLevel: true, NoDate: true})
	}
}

// entry adds the skills that a job or a piece of evidence lists or names in its name and its description.
func (c *collector) entry(m Mention, start, end profiles.Month, current bool, name, text string, listed []profiles.Ref) {
	i, ok, later := dated(start, end, current, c.asOf)
	if later {
		return
	}
	m.NoLevel = true
	switch {
	case ok:
		m.interval, m.last = i, i.End
	case c.fill == Best:
		m.interval, m.last = interval{Start: c.asOf - profiles.MaxMonths + 1, End: c.asOf}, c.asOf
	case m.Kind == MentionJob:
		m.Kind, m.NoDate = MentionUndatedJob, true
	default:
		m.NoDate = true
	}
	for _, r := range listed {
		if no, ok := c.d.Taxonomy.Ref(taxonomy.Skill, r); ok {
			m.No = no
			c.out = append(c.out, m)
		}
	}
	seen := make([]taxonomy.No, 0, maxEntryConcepts)
	for f, s := range [2]string{name, text} {
		if s == "" {
			continue
		}
		m.Field = [2]string{"name", "description"}[f]
		for _, sp := range c.d.Taxonomy.Extract(s) {
			if slices.Contains(seen, sp.No) {
				continue
			}
			if len(seen) == maxEntryConcepts {
				return
			}
			seen = append(seen, sp.No)
			m.No, m.At, m.End = sp.No, sp.Start, sp.End
			c.out = append(c.out, m)
		}
	}
}

func (c *collector) certificate(i int, p *profiles.Certificate) {
	no, ok := c.d.Taxonomy.Ref(taxonomy.Certification, p.Ref)
	if !ok {
		return
	}
	cert := c.d.Taxonomy.Concept(no).Cert
	v := c.d.validity(p, cert, c.asOf)
	if v == notYet {
		return
	}
	m := Mention{Kind: MentionExpired, Index: i, level: cert.Level, NoDate: true}
	if v == valid || v == unknownDate && c.fill != Worst {
		m.Kind, m.NoDate = MentionCertificate, v == unknownDate
	}
	for _, s := range cert.Skills {
		m.No = s
		c.out = append(c.out, m)
	}
}

// strengths fills in L, E, R and S of every mention and returns them ordered by concept, strongest first.
func (c *collector) strengths() []Mention {
	c.sort()
	all := c.sorted
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].No == all[from].No {
			to++
		}
		c.group(all[from:to])
		from = to
	}
	return all
}

// sort orders the mentions by concept, and those of one as they came. Mentions are large: what is sorted is where they stand.
func (c *collector) sort() {
	c.order, c.sorted = c.order[:0], c.sorted[:0]
	for i := range c.out {
		c.order = append(c.order, uint64(c.out[i].No)<<32|uint64(i))
	}
	slices.Sort(c.order)
	for _, k := range c.order {
		c.sorted = append(c.sorted, c.out[uint32(k)])
	}
}

// group rates the mentions of one skill.
func (c *collector) group(ms []Mention) {
	g := c.use(ms)
	for i := range ms {
		m := &ms[i]
		m.L, m.E, m.R = c.level(m, g), c.evidence(m, g), c.recency(m)
		m.S = c.d.Taxonomy.Strength().Of(m.L, m.E, m.R)
	}
	if len(ms) == 1 {
		return
	}
	slices.SortStableFunc(ms, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(b.S, a.S), cmp.Compare(b.Kind, a.Kind), cmp.Compare(a.Index, b.Index))
	})
}

// use is what the mentions of a skill say together.
type use struct {
	months, jobMonths int
	level             uint8 // highest listed
	kinds             int   // kinds of evidence
}

func (c *collector) use(ms []Mention) use {
	var u use
	var kinds [MentionCertificate + 1]bool
	all, jobs := make([]interval, 0, 8), make([]interval, 0, 8)
	for i := range ms {
		m := &ms[i]
		if m.Kind == MentionListed {
			u.level = max(u.level, m.level)
		}
		if m.claimed() {
			continue
		}
		kinds[m.Kind] = true
		if m.interval.Start != 0 {
			all = append(all, m.interval)
			if m.Kind == MentionJob {
				jobs = append(jobs, m.interval)
			}
		}
	}
	for _, k := range kinds {
		if k {
			u.kinds++
		}
	}
	u.months, u.jobMonths = union(all), union(jobs)
	return u
}

func (c *collector) level(m *Mention, u use) uint16 {
	s := c.d.Taxonomy.Strength()
	switch {
	case m.claimed():
		if m.NoLevel && c.fill == Best {
			return s.ClaimedCap
		}
		return min(s.ClaimedCap, max(s.Level[m.level], s.Months[m.months]))
	case m.Kind == MentionCertificate:
		return s.Level[m.level]
	case m.Kind == MentionEvidence && m.interval.Start == 0:
		return s.Level[0]
	}
	l := s.Months[u.months]
	if m.Kind != MentionJob {
		return l
	}
	listed := s.Level[u.level]
	if u.level == 0 && c.fill == Best {
		listed = s.Level[5]
	}
	m.NoLevel = u.level == 0
	return max(l, min(listed, l+s.LevelLift))
}

func (c *collector) evidence(m *Mention, u use) uint8 {
	s := c.d.Taxonomy.Strength()
	switch {
	case m.claimed():
		return s.EvidenceClaimed
	case u.kinds >= 2:
		return s.EvidenceTwoKinds
	case m.Kind == MentionCertificate:
		return s.EvidenceCertificate
	case m.Kind == MentionEvidence:
		return s.EvidencePublic
	case u.jobMonths < 12:
		return s.EvidenceJobShort
	}
	return s.EvidenceJob
}

func (c *collector) recency(m *Mention) uint16 {
	s := c.d.Taxonomy.Strength()
	switch {
	case m.Kind == MentionCertificate:
		return 1000
	case m.last != 0:
		return s.Recency[since(m.last, c.asOf)]
	case c.fill == Best:
		return 1000
	case c.fill == Worst:
		return s.Recency[len(s.Recency)-1]
	}
	return s.RecencyUnknown
}
