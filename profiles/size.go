package profiles

// TextSize is how many bytes of running text the candidate has: what makes one record thousands of times as large as another.
// Whoever gathers records counts it, not only them.
func (c *Candidate) TextSize() int {
	n := len(c.Headline) + len(c.Summary) + len(c.Text)
	for i := range c.Jobs {
		n += len(c.Jobs[i].Description)
	}
	for i := range c.Evidence {
		n += len(c.Evidence[i].Description)
	}
	for i := range c.Education {
		n += len(c.Education[i].Description)
	}
	return n
}

// TextSize is how many bytes of running text the role has.
func (r *Role) TextSize() int { return len(r.Description) }
