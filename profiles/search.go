package profiles

import (
	"maps"
	"slices"
	"strings"
)

// MaxWhere is how long the expression of a standing search may be, in bytes.
const MaxWhere = 4096

// Search is a standing search: what somebody is to be told of, until it is removed. It looks for roles, on behalf of a candidate
// or of nobody, or for candidates, for a role or for none. Without a candidate or role there are no scores, only conditions.
type Search struct {
	ID   string `json:"id" cbor:"1,keyasint,omitempty"`
	Name string `json:"name,omitempty" cbor:"2,keyasint,omitempty"` // for people
	For  Kind   `json:"for" cbor:"3,keyasint,omitempty"`            // what is looked for: candidate or role
	// Candidate and Role are ids of the same organisation: whose score with what is found counts.
	Candidate string `json:"candidate,omitempty" cbor:"4,keyasint,omitempty"` // when roles are looked for
	Role      string `json:"role,omitempty" cbor:"5,keyasint,omitempty"`      // when candidates are looked for
	Where     string `json:"where,omitempty" cbor:"6,keyasint,omitempty"`     // in the grammar of --where
	Above     int32  `json:"above,omitempty" cbor:"7,keyasint,omitempty"`     // the least overall score, 0–1,000,000
	Policy    string `json:"policy,omitempty" cbor:"8,keyasint,omitempty"`    // by which it is scored; "": the default
	Lambda    *int   `json:"lambda,omitempty" cbor:"9,keyasint,omitempty"`    // 0–100; nil: the default
	Paused    bool   `json:"paused,omitempty" cbor:"10,keyasint,omitempty"`   // matches nothing and tells nothing until it goes on
	// Weights give categories of the policy exactly so many points of 100; the others share the rest.
	Weights map[string]int `json:"weights,omitempty" cbor:"11,keyasint,omitempty"`
}

// About implements [About]: on whose behalf the search looks.
func (s *Search) About() string { return s.Candidate }

// RecordKind implements [Record].
func (*Search) RecordKind() Kind { return KindSearch }

// RecordID implements [Record].
func (s *Search) RecordID() string { return s.ID }

// Validate implements [Record]. Whether Where, Policy and Weights can be read is for the engine to say.
func (s *Search) Validate(now Month) error {
	c := &checker{now: now}
	c.id(s.ID)
	c.text("name", s.Name, MaxName)
	c.text("where", s.Where, MaxWhere)
	c.text("policy", s.Policy, MaxName)
	c.between("above", int(s.Above), 0, 1_000_000)
	if s.Lambda != nil {
		c.between("lambda", *s.Lambda, 0, 100)
	}
	c.count("weights", len(s.Weights), len(RequirementKinds()))
	for _, k := range slices.Sorted(maps.Keys(s.Weights)) {
		c.text("weights", k, MaxName)
		c.between("weights."+clip(k), s.Weights[k], 0, 100)
	}
	subject, other, word := s.Candidate, s.Role, "candidate"
	switch s.For {
	case KindRole:
	case KindCandidate:
		subject, other, word = s.Role, s.Candidate, "role"
	case KindIdentity, KindDemographics, KindCandidateCorrection, KindRoleCorrection, KindSearch, KindReview, KindConsents, KindAccess:
		c.fail("for", "%s: want candidate or role", s.For)
	default:
		c.fail("for", "not stated: want candidate or role")
	}
	switch {
	case other != "":
		c.fail(map[string]string{"candidate": "role", "role": "candidate"}[word], "a search for %ss is scored for a %s", s.For, word)
	case subject == "" && s.Above > 0:
		c.fail("above", "there are scores only where a %s is named", word)
	case subject == "" && strings.TrimSpace(s.Where) == "":
		c.fail("where", "a search without conditions and without a %s would find everything", word)
	case subject != "" && CheckID(subject) != nil:
		c.fail(word, "want 1 to 128 bytes of text without control characters")
	}
	return c.done()
}
