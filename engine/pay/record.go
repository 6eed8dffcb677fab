package pay

import (
	"cmp"
	"slices"

	"tenon/engine/regress"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// The sizes that keep an estimate quick and its evidence sound.
const (
	MostOwn         = 50_000 // stored roles that are fitted: the newest
	LeastComparable = 5      // records that a step has to have for its records to be the comparable ones
)

// band is a level of pay: what the survey tells apart. Steps above senior are a band with senior, and apart by their step.
type band uint8

const (
	noBand band = iota
	entry
	middle
	senior
	executive
)

var bandWords = [...]string{"", "entry", "mid", "senior", "director"}

func bandOf(s profiles.Seniority) band {
	switch s {
	case profiles.Intern, profiles.Junior:
		return entry
	case profiles.Mid:
		return middle
	case profiles.Senior, profiles.Staff, profiles.Principal, profiles.Lead:
		return senior
	case profiles.Director:
		return executive
	}
	return noBand
}

// record is a person or a role of which pay is known, and without pay a question.
type record struct {
	title, family taxonomy.No
	band          band
	step          profiles.Seniority // staff, principal, lead or director; 0 else
	country       facts.Country
	region        string
	city          uint32
	mode          profiles.Mode
	size          string
	contract      bool
	year          int
	role          *columns.Role // nil: of the survey
	y             int64         // the logarithm of pay, see regress.LogPay
	usd           int64
}

func (r *record) place(country string) {
	r.country = facts.CountryOf(country)
	n, _ := gazetteer.NationOf(country)
	r.region = n.Region
}

// level sets band and step; the step that a title says stays apart of the band that is stated.
func (r *record) level(stated, titled profiles.Seniority) {
	r.band = bandOf(cmp.Or(stated, titled))
	if r.step = max(stated, titled); r.step <= profiles.Senior {
		r.step = 0
	}
}

func (r *record) pay(usd int64) { r.usd, r.y = usd, regress.LogPay(usd) }

// surveyRecords are the records of the survey under a taxonomy.
func surveyRecords(tax *taxonomy.Taxonomy) ([]record, error) {
	all, err := survey()
	if err != nil {
		return nil, err
	}
	out := make([]record, len(all))
	for i, s := range all {
		r := &out[i]
		var step profiles.Seniority
		r.title, r.family, step = titleOf(tax, s.Title)
		r.level(s.Level, step)
		r.place(s.Country)
		r.mode, r.size, r.contract, r.year = s.Mode, s.Size, s.Contract, s.Year
		r.pay(s.USD)
	}
	return out, nil
}

// ownRecords are the newest roles with pay that an organisation sees.
func ownRecords(s *columns.Snapshot, org string) []record {
	var own []*columns.Role
	for i := range s.Roles {
		if r := &s.Roles[i]; (r.Org == org || r.Facts.Public) && r.Posting != nil && r.Posting.Pays() {
			own = append(own, r)
		}
	}
	if len(own) > MostOwn {
		slices.SortStableFunc(own, func(a, b *columns.Role) int { return cmp.Compare(b.Facts.Posted, a.Facts.Posted) })
		own = own[:MostOwn]
	}
	out := make([]record, len(own))
	for i, role := range own {
		out[i] = roleRecord(role.Facts, role.Posting)
		out[i].role = role
		out[i].pay(role.Posting.MidUSD())
	}
	return out
}

// roleRecord is what a role states, without its pay.
func roleRecord(f *facts.Role, p *facts.Posting) record {
	r := record{title: f.Title, family: f.Family, city: f.Geo, mode: modeOf(f.Modes), size: p.Size, contract: f.Engagements == 1<<(profiles.Contract-1)}
	r.level(f.Step, 0)
	if f.Country != 0 {
		r.place(f.Country.String())
	}
	if f.Posted != 0 {
		r.year = f.Posted.Year()
	}
	return r
}

// modeOf is the mode of a set, the freest of several.
func modeOf(set uint8) profiles.Mode {
	for m := profiles.Remote; m <= profiles.OnSite; m++ {
		if set>>(m-1)&1 == 1 {
			return m
		}
	}
	return 0
}
