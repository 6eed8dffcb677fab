package columns

import "tenon/index/facts"

// roles writes or reads a block of roles; those that are read stand together in memory.
func (c *coder) roles(rs *[]Role) {
	n := len(*rs)
	orgs := textsOf(n, func(i int) string { return (*rs)[i].Org })
	ids := textsOf(n, func(i int) string { return (*rs)[i].ID })
	employers := textsOf(n, func(i int) string { return (*rs)[i].Posting.Employer })
	c.texts(&orgs)
	c.texts(&ids)
	c.texts(&employers)
	if c.reading {
		if n = ids.len(); orgs.len() != n || employers.len() != n {
			c.fail()
			return
		}
		each, postings := make([]facts.Role, n), make([]facts.Posting, n)
		*rs = make([]Role, n)
		for i := range *rs {
			postings[i].Employer = employers.at(i)
			(*rs)[i] = Role{Org: orgs.at(i), ID: ids.at(i), Facts: &each[i], Posting: &postings[i]}
		}
	}
	for i := range *rs {
		c.role((*rs)[i].Facts)
		c.posting((*rs)[i].Posting)
	}
	c.bad = c.bad || c.reading && len(c.b) > 0
}

// role codes every field of a role.
func (c *coder) role(f *facts.Role) {
	list(c, &f.Requirements, c.requirement)
	number(c, &f.Title)
	number(c, &f.Family)
	number(c, &f.Step)
	c.concepts(&f.Skills)
	c.concepts(&f.Values)
	number(c, &f.Industry)
	number(c, &f.Geo)
	number(c, &f.Country)
	number(c, &f.Modes)
	few(c, &f.RemoteIn)
	few(c, &f.Applicants)
	number(c, &f.Engagements)
	number(c, &f.Interviews)
	truth(c, &f.PaySet)
	truth(c, &f.NoRate)
	signed(c, &f.PayUSD)
	number(c, &f.Substitution)
	truth(c, &f.Public)
	signed(c, &f.Posted)
	signed(c, &f.Until)
	list(c, &f.Unmapped, func(i *int) { signed(c, i) })
	list(c, &f.Duplicates, func(i *int) { signed(c, i) })
}

func (c *coder) requirement(q *facts.Requirement) {
	number(c, &q.Kind)
	number(c, &q.No)
	c.concepts(&q.AnyOf)
	number(c, &q.Necessity)
	number(c, &q.Asked)
	number(c, &q.Months)
	truth(c, &q.Gate)
	signed(c, &q.Index)
}

// posting codes every field of a posting but the employer.
func (c *coder) posting(p *facts.Posting) {
	number(c, &p.Industry)
	c.word(&p.Size)
	c.word(&p.Currency)
	signed(c, &p.Low)
	signed(c, &p.High)
	signed(c, &p.Bonus[0])
	signed(c, &p.Bonus[1])
	truth(c, &p.BonusStated)
}
