package engine

// Told is an answer in sentences, made from the answer's own numbers, as each of the two sides is told it.
type Told struct {
	Candidate []string `json:"candidate"` // said to whom it is about: "You have …"
	Employer  []string `json:"employer"`  // said to whoever offers the role: "The candidate has …"
}

// The two sides of the market.
const (
	ForCandidate = "candidate"
	ForEmployer  = "employer"
)

// To returns what a side is told: [ForEmployer], and anybody else is the candidate.
func (t *Told) To(side string) []string {
	if side == ForEmployer {
		return t.Employer
	}
	return t.Candidate
}
