package wire

import "tenon/profiles"

// Reviews is a page of what people made of candidates for roles, those of a role together. To an auditor they name nobody and give no
// reasons.
type Reviews struct {
	Reviews []*profiles.Review `json:"reviews"`
	Next    string             `json:"next,omitempty" doc:"Cursor of the next page; missing on the last."`
	Seq     profiles.Seq       `json:"seq"`
}

// ReviewChange adds to a review. Nothing of it changes a score.
type ReviewChange struct {
	Listed  *bool            `json:"listed,omitempty" doc:"Put the candidate on the shortlist of the role, or take it off."`
	Note    string           `json:"note,omitempty" maxLength:"4096" doc:"Adds a note."`
	Forget  string           `json:"forget,omitempty" maxLength:"128" doc:"Removes the note of this id."`
	Verdict profiles.Verdict `json:"verdict,omitempty" doc:"Adds a decision, which needs a reason; the last one holds."`
	Reason  string           `json:"reason,omitempty" maxLength:"4096"`
}

// ReviewCounts are the numbers of reviews by role.
type ReviewCounts struct {
	Roles []ReviewCount `json:"roles"`
	Seq   profiles.Seq  `json:"seq"`
}

// ReviewCount is how many candidates are on the shortlist of a role, and what holds of those who were decided about.
type ReviewCount struct {
	Role     string         `json:"role"`
	Listed   int            `json:"listed"`
	Verdicts map[string]int `json:"verdicts" doc:"By the decision that holds."`
}

// Add counts one review of the role.
func (c *ReviewCount) Add(r *profiles.Review) {
	if r.Listed {
		c.Listed++
	}
	if d := r.Decided(); d != nil {
		c.Verdicts[d.Verdict.String()]++
	}
}
