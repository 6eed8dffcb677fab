package market

import (
	"math/bits"

	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// tally counts roles: all, and those of the whole months that growth compares.
type tally struct{ roles, month, monthBefore, year, yearBefore int32 }

// add counts a role of an age in months, -1 unknown; inside says that it is in the months asked for.
func (t *tally) add(age int, inside bool) {
	if inside {
		t.roles++
	}
	switch {
	case age < 1 || age > 24:
		return
	case age > 12:
		t.yearBefore++
	default:
		t.year++
	}
	switch age {
	case 1:
		t.month++
	case 2:
		t.monthBefore++
	}
}

func (t *tally) merge(o *tally) {
	t.roles += o.roles
	t.month += o.month
	t.monthBefore += o.monthBefore
	t.year += o.year
	t.yearBefore += o.yearBefore
}

// ages is how many ages in months are counted: those that can be asked for, and a year more to compare with.
const ages = MaxMonths + 13

// counter is what one goroutine has counted. Concepts, countries and words are counted in arrays by their number.
type counter struct {
	Counts
	p           *pass
	byAge       [ages]int
	family      []tally
	skill       []tally
	industry    []tally
	country     []tally
	level       [profiles.Director + 1]tally
	mode        [profiles.OnSite + 1]tally
	engagement  [profiles.Internship + 1]tally
	city        map[uint32]*tally
	employer    map[string]*tally
	pay         map[payKey]*[]uint32
	paid        []*columns.Role // those that the regression of premiums is over
	wantsSkills bool
}

func newCounter(p *pass) *counter {
	n := p.Engine.Deriver.Taxonomy.Len() + 1
	return &counter{p: p, Counts: Counts{NoRate: map[string]int{}}, family: make([]tally, n), skill: make([]tally, n), industry: make([]tally, n),
		country: make([]tally, 1<<16), city: map[uint32]*tally{}, employer: map[string]*tally{}, pay: map[payKey]*[]uint32{},
		wantsSkills: p.wants[Skill] || p.wants[Supply]}
}

func (c *counter) tile(i int) {
	t := c.p.snap.RoleTiles[i]
	for l := range t.Roles {
		if r := &t.Roles[l]; (r.Org == c.p.q.Org || r.Facts.Public) && c.p.snap.RoleAlive(i, l) {
			c.role(r)
		}
	}
}

func (c *counter) role(r *columns.Role) {
	f := r.Facts
	if c.p.where != nil && !c.p.where.Role(f, nil, nil) {
		c.Filtered++
		return
	}
	age, inside := -1, true
	if f.Posted != 0 {
		age = int(c.p.q.AsOf - f.Posted)
		if age < 0 {
			c.Later++
			return
		}
		if age < ages {
			c.byAge[age]++
		}
		inside = age < c.p.q.Months
	}
	switch {
	case !inside:
		c.Older++
	case age < 0:
		c.Undated++
		fallthrough
	default:
		c.Counted++
		c.payOf(r)
	}
	if inside || age <= 24 { // what growth compares may lie before the months asked for
		c.demand(r, age, inside)
	}
}

func (c *counter) demand(r *columns.Role, age int, inside bool) {
	f := r.Facts
	c.family[f.Family].add(age, inside)
	c.level[f.Step].add(age, inside)
	c.country[f.Country].add(age, inside)
	industry := taxonomy.No(0)
	if r.Posting != nil {
		industry = r.Posting.Industry
	}
	c.industry[industry].add(age, inside)
	addSet(c.mode[:], f.Modes, age, inside)
	addSet(c.engagement[:], f.Engagements, age, inside)
	if c.p.wants[City] {
		named(c.city, f.Geo).add(age, inside)
	}
	if c.p.wants[Employer] && r.Posting != nil {
		named(c.employer, r.Posting.Employer).add(age, inside)
	}
	if !c.wantsSkills {
		return
	}
	for _, n := range f.Skills {
		c.skill[n].add(age, inside)
	}
	if len(f.Skills) == 0 {
		c.skill[0].add(age, inside)
	}
}

// addSet counts a role in the tally of every member of a set, and in that of 0 when it has none.
func addSet(ts []tally, set uint8, age int, inside bool) {
	if set == 0 {
		ts[0].add(age, inside)
	}
	for ; set != 0; set &= set - 1 {
		ts[bits.TrailingZeros8(set)+1].add(age, inside)
	}
}

func named[K comparable](m map[K]*tally, k K) *tally {
	t := m[k]
	if t == nil {
		t = &tally{}
		m[k] = t
	}
	return t
}

// payOf books the pay of a role that is counted.
func (c *counter) payOf(r *columns.Role) {
	switch x := r.Posting; {
	case x == nil || x.Currency == "":
		c.Unpaid++
		return
	case !x.Pays():
		c.NoRate[x.Currency]++
		return
	}
	c.Paid++
	if c.p.wants[Premium] {
		c.paid = append(c.paid, r)
	}
	if c.p.wants[Pay] {
		usd := uint32(min(r.Posting.MidUSD(), 1<<32-1))
		for _, k := range payKeys(r.Facts) {
			if k == (payKey{}) {
				continue
			}
			if c.pay[k] == nil {
				c.pay[k] = &[]uint32{}
			}
			*c.pay[k] = append(*c.pay[k], usd)
		}
	}
}

func (c *counter) merge(o *counter) {
	c.Counted += o.Counted
	c.Undated += o.Undated
	c.Older += o.Older
	c.Later += o.Later
	c.Filtered += o.Filtered
	c.Paid += o.Paid
	c.Unpaid += o.Unpaid
	for k, n := range o.NoRate {
		c.NoRate[k] += n
	}
	for i, n := range o.byAge {
		c.byAge[i] += n
	}
	for _, x := range []struct{ to, from []tally }{{c.family, o.family}, {c.skill, o.skill}, {c.industry, o.industry}, {c.country, o.country},
		{c.level[:], o.level[:]}, {c.mode[:], o.mode[:]}, {c.engagement[:], o.engagement[:]}} {
		for i := range x.to {
			x.to[i].merge(&x.from[i])
		}
	}
	mergeNamed(c.city, o.city)
	mergeNamed(c.employer, o.employer)
	for k, v := range o.pay {
		if c.pay[k] == nil {
			c.pay[k] = &[]uint32{}
		}
		*c.pay[k] = append(*c.pay[k], *v...)
	}
	c.paid = append(c.paid, o.paid...)
}

func mergeNamed[K comparable](to, from map[K]*tally) {
	for k, t := range from {
		named(to, k).merge(t)
	}
}
