package web

import "tenon/profiles"

// called is what a candidate is called where nobody may know who it is: what they say of themselves, or else the title of their latest
// work, or else the id.
func called(c *profiles.Candidate) string {
	if c.Headline != "" {
		return c.Headline
	}
	var latest *profiles.Job
	for i := range c.Jobs {
		j := &c.Jobs[i]
		if j.Title.Name != "" && (latest == nil || j.Current && !latest.Current || j.Current == latest.Current && j.Start > latest.Start) {
			latest = j
		}
	}
	if latest != nil {
		return latest.Title.Name
	}
	return c.ID
}
