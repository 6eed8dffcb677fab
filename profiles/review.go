package profiles

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode"
)

// The limits of a review.
const (
	MaxNotes     = 256
	MaxDecisions = 64
	MaxNote      = 4096 // bytes of a note or a reason
)

// Review is what people of an organisation have made of a candidate for a role: whether the candidate is on the shortlist of the role,
// notes, and decisions with their reasons. Nothing of it enters a score.
type Review struct {
	ID        string     `json:"id,omitempty" cbor:"1,keyasint,omitempty"` // as [ReviewID] makes it
	Role      string     `json:"role" cbor:"2,keyasint,omitempty"`
	Candidate string     `json:"candidate,omitempty" cbor:"3,keyasint,omitempty"`
	Listed    bool       `json:"listed,omitempty" cbor:"4,keyasint,omitempty"` // on the shortlist
	Notes     []Note     `json:"notes,omitempty" cbor:"5,keyasint,omitempty"`
	Decisions []Decision `json:"decisions,omitempty" cbor:"6,keyasint,omitempty"` // in the order in which they were made; the last one holds
	// CandidateOrg is whose candidate it is; nil: of the organisation whose review it is.
	CandidateOrg *string `json:"candidateOrg,omitempty" cbor:"7,keyasint,omitempty"`
}

// Note is what somebody wrote about a candidate for a role.
type Note struct {
	ID   string `json:"id" cbor:"1,keyasint,omitempty"`           // within the review
	At   string `json:"at" cbor:"2,keyasint,omitempty"`           // RFC 3339
	By   string `json:"by,omitempty" cbor:"3,keyasint,omitempty"` // who asked, as in the log of access; never a name
	Text string `json:"text" cbor:"4,keyasint,omitempty"`
}

// Decision is what somebody decided about a candidate for a role, and why.
type Decision struct {
	At      string  `json:"at" cbor:"1,keyasint,omitempty"` // RFC 3339
	By      string  `json:"by,omitempty" cbor:"2,keyasint,omitempty"`
	Verdict Verdict `json:"verdict" cbor:"3,keyasint,omitempty"`
	Reason  string  `json:"reason,omitempty" cbor:"4,keyasint,omitempty"`
}

// ReviewID is the id of the review of a candidate of the same organisation for a role. The reviews of a role stand together in the order
// of ids, behind [ReviewsOfRole].
func ReviewID(role, candidate string) string { return ReviewIDIn(role, nil, candidate) }

// ReviewIDIn is [ReviewID] of a candidate of another organisation; nil is the same one.
func ReviewIDIn(role string, org *string, candidate string) string {
	return ReviewsOfRole(role) + reviewMark(org, candidate)
}

// ReviewMarks are what the ids of all reviews of a candidate end with: in the own organisation, and in others.
func ReviewMarks(candidate Key) (own, elsewhere string) {
	return reviewMark(nil, candidate.ID), reviewMark(&candidate.Org, candidate.ID)
}

func reviewMark(org *string, candidate string) string {
	if org == nil {
		return shortHash(candidate)
	}
	return shortHash(*org + "\x00" + candidate) // no id has that sign
}

// ReviewsOfRole is what the ids of all reviews of a role begin with, and is itself the id of none.
func ReviewsOfRole(role string) string { return shortHash(role) + "." }

// shortHash stands for an id of up to 128 bytes within an id of that length.
func shortHash(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:16])
}

// Of says whether the review, which is of an organisation, is one of a candidate or role.
func (r *Review) Of(k Key, org string) bool {
	switch k.Kind {
	case KindRole:
		return org == k.Org && r.Role == k.ID
	case KindCandidate:
		if r.CandidateOrg != nil {
			org = *r.CandidateOrg
		}
		return org == k.Org && r.Candidate == k.ID
	}
	return false
}

// Decided is the decision that holds, nil before there is one.
func (r *Review) Decided() *Decision {
	if len(r.Decisions) == 0 {
		return nil
	}
	return &r.Decisions[len(r.Decisions)-1]
}

// Empty says that the review says nothing.
func (r *Review) Empty() bool { return !r.Listed && len(r.Notes) == 0 && len(r.Decisions) == 0 }

// About implements [About]. One of a candidate of another organisation is about nobody of the own.
func (r *Review) About() string {
	if r.CandidateOrg != nil {
		return ""
	}
	return r.Candidate
}

// RecordKind implements [Record].
func (*Review) RecordKind() Kind { return KindReview }

// RecordID implements [Record].
func (r *Review) RecordID() string { return r.ID }

// Validate implements [Record].
func (r *Review) Validate(now Month) error {
	c := &checker{now: now}
	for path, id := range map[string]string{"role": r.Role, "candidate": r.Candidate} {
		if CheckID(id) != nil {
			c.fail(path, "want 1 to 128 bytes of text without control characters")
		}
	}
	if o := r.CandidateOrg; o != nil && *o != "" && CheckID(*o) != nil {
		c.fail("candidateOrg", "want up to 128 bytes of text without control characters")
	}
	if len(c.errs) == 0 && r.ID != ReviewIDIn(r.Role, r.CandidateOrg, r.Candidate) {
		c.fail("id", "not that of this role and candidate")
	}
	c.count("notes", len(r.Notes), MaxNotes)
	for i, n := range r.Notes {
		path := at("notes", i)
		if CheckID(n.ID) != nil {
			c.fail(path+".id", "want 1 to 128 bytes of text without control characters")
		}
		c.when(path, n.At, n.By)
		c.said(path+".text", n.Text)
	}
	c.count("decisions", len(r.Decisions), MaxDecisions)
	for i, d := range r.Decisions {
		path := at("decisions", i)
		c.when(path, d.At, d.By)
		if d.Verdict.String() == "" {
			c.fail(path+".verdict", "not stated: want one of %s", strings.Join(verdictWords, ", "))
		}
		c.said(path+".reason", d.Reason)
	}
	return c.done()
}

// when checks who did something, and when.
func (c *checker) when(path, when, by string) {
	if _, err := time.Parse(time.RFC3339, when); err != nil {
		c.fail(path+".at", "%q: want a time as 2026-11-29T08:00:00Z", clip(when))
	}
	c.text(path+".by", by, MaxName)
}

// said checks words that have to say something: a decision without a reason is none.
func (c *checker) said(path, s string) {
	c.text(path, s, MaxNote)
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		c.fail(path, "empty: want words")
	}
}
