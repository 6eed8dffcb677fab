package intake

import (
	"fmt"
	"slices"

	"tenon/profiles"
	"tenon/profiles/format"
)

// grace is how many months a claim may go beyond the dated jobs: people round, and learn before their first job.
const grace = 18

// beyondJobs flags skills that are claimed for longer than the dated jobs and studies cover. The score counts dated months anyway;
// the flag says that somebody should ask.
func (r *reader) beyondJobs(d *format.Draft, c *profiles.Candidate) {
	var spans []profiles.Span
	add := func(start, end profiles.Month, current bool) {
		if current || end > r.o.Now {
			end = r.o.Now
		}
		if start != 0 && end >= start {
			spans = append(spans, profiles.Span{Start: start, End: end})
		}
	}
	for _, j := range c.Jobs {
		add(j.Start, j.End, j.Current)
	}
	for _, e := range c.Education {
		add(e.Start, e.End, false)
	}
	for _, e := range c.Evidence {
		add(e.Start, e.End, e.Current)
	}
	if len(spans) == 0 {
		return
	}
	months := profiles.Covered(spans)
	for i, s := range c.Skills {
		if s.Months > months+grace {
			note(d, fmt.Sprintf("skills[%d].months", i), fmt.Sprintf("%d months claimed, %d in dated entries: flagged", s.Months, months))
			if !slices.Contains(c.Flags, profiles.FlagYearsBeyondJobs) {
				c.Flags = append(c.Flags, profiles.FlagYearsBeyondJobs)
			}
		}
	}
}
