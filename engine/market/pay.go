package market

import (
	"cmp"
	"slices"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// payKey is a group of pay: a family at a level in a country, in a city of it when city is not 0; or, with all set, everywhere.
type payKey struct {
	family  taxonomy.No
	level   profiles.Seniority
	country facts.Country
	city    uint32
	all     bool
}

// payKeys are the groups that a role belongs to; those that are zero are none.
func payKeys(f *facts.Role) (out [3]payKey) {
	if f.Family == 0 {
		return out
	}
	out[0] = payKey{family: f.Family, all: true}
	if f.Country != 0 {
		out[1] = payKey{family: f.Family, level: f.Step, country: f.Country}
		if f.Geo != 0 {
			out[2] = payKey{family: f.Family, level: f.Step, country: f.Country, city: f.Geo}
		}
	}
	return out
}

func (p *pass) payTable() *PayTable {
	t := &PayTable{Families: []PayRow{}, Groups: []PayRow{}}
	for k, pays := range p.sum.pay {
		switch {
		case k.all && len(*pays) >= Least:
			t.Families = append(t.Families, p.payRow(k, *pays))
		case k.all:
		case len(*pays) >= Least:
			t.Groups = append(t.Groups, p.payRow(k, *pays))
		default:
			t.Hidden++
		}
	}
	for _, rows := range []*[]PayRow{&t.Families, &t.Groups} {
		slices.SortFunc(*rows, func(a, b PayRow) int {
			return cmp.Or(cmp.Compare(b.Roles, a.Roles), cmp.Compare(a.Family, b.Family), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Country, b.Country), cmp.Compare(a.City, b.City), cmp.Compare(a.FamilyID, b.FamilyID))
		})
	}
	t.Distinct = len(t.Groups)
	t.Families = t.Families[:min(len(t.Families), p.q.Top)]
	t.Groups = t.Groups[:min(len(t.Groups), p.q.Top)]
	return t
}

func (p *pass) payRow(k payKey, usd []uint32) PayRow {
	slices.Sort(usd)
	x := p.Engine.Deriver.Taxonomy.Concept(k.family)
	r := PayRow{Family: x.Label, FamilyID: x.ID, Level: k.level, Roles: len(usd)}
	if k.country != 0 {
		n, _ := gazetteer.NationOf(k.country.String())
		r.Country = n.Name
	}
	if c, ok := p.Engine.Cities.ByID(k.city); ok {
		r.City = c.Name
	}
	for i, to := range []*int64{&r.Low, &r.Median, &r.High} {
		cents, _ := p.rates.FromYearlyUSD(quartile(usd, i+1), p.q.Currency, profiles.PerYear) // the request has been checked
		*to = (cents + 50) / 100
	}
	return r
}

// quartile k of sorted amounts, between two of them by their distance, half rounded up.
func quartile(sorted []uint32, k int) int64 {
	at := (len(sorted) - 1) * k
	i, rest := at/4, int64(at%4)
	if rest == 0 {
		return int64(sorted[i])
	}
	return int64(sorted[i]) + ((int64(sorted[i+1])-int64(sorted[i]))*rest+2)/4
}
