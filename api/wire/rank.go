package wire

import (
	"encoding/json"

	"tenon/engine"
	"tenon/engine/pay"
	"tenon/profiles"
)

// Document is a record inside of a request: an object of Tenon's own JSON, JSON Resume or JobPosting, or a string with the text of a
// résumé or an advert.
type Document json.RawMessage

// MarshalJSON writes the document as it is.
func (d Document) MarshalJSON() ([]byte, error) {
	if len(d) == 0 {
		return []byte("null"), nil
	}
	return d, nil
}

// UnmarshalJSON keeps the document as it is.
func (d *Document) UnmarshalJSON(b []byte) error {
	*d = append((*d)[:0], b...)
	return nil
}

// Weighing says how scores are made.
type Weighing struct {
	Policy  string         `json:"policy,omitempty" doc:"Name of a preset: see /v1/policies." example:"skills-first"`
	Weights map[string]int `json:"weights,omitempty" doc:"Gives a category exactly so many points of 100; the others share the rest." example:"{\"degree\":10}"`
	Lambda  *int           `json:"lambda,omitempty" minimum:"0" maximum:"100" doc:"How much what the candidate wants counts, per cent; 30 where it is missing." example:"30"`
	Gates   []string       `json:"gates,omitempty" maxItems:"128" doc:"Requirements of the role that are conditions, as degree or skill:Python."`
	AsOf    profiles.Month `json:"asOf,omitzero" doc:"Month at which dates are judged; the present one where it is missing."`
}

// Apply puts the weighing into a request.
func (w *Weighing) Apply(q *engine.Request) {
	q.Policy, q.Weights, q.Gates, q.AsOf, q.Lambda = w.Policy, w.Weights, w.Gates, w.AsOf, engine.DefaultLambda
	if w.Lambda != nil {
		q.Lambda = *w.Lambda
	}
}

// Sides names the one whom a ranking is for: exactly one of the four.
type Sides struct {
	Role              string   `json:"role,omitempty" doc:"Id of a role: candidates are ranked for it." example:"r-001"`
	Candidate         string   `json:"candidate,omitempty" doc:"Id of a candidate: roles are ranked for it."`
	RoleDocument      Document `json:"roleDocument,omitempty" doc:"A role that is not stored."`
	CandidateDocument Document `json:"candidateDocument,omitempty" doc:"A candidate that is not stored."`
	RoleOrg           *string  `json:"roleOrg,omitempty" maxLength:"128" doc:"Whose role it is, as org of a result says; one's own where it is missing."`
	CandidateOrg      *string  `json:"candidateOrg,omitempty" maxLength:"128" doc:"Whose candidate it is, likewise."`
}

// RankRequest asks for a ranking: of candidates for a role, or of roles for a candidate.
type RankRequest struct {
	Sides
	Weighing
	Top      *int         `json:"top,omitempty" minimum:"0" maximum:"1000" doc:"Results a page; 10 where it is missing; 0 gives the counts alone." example:"3"`
	Sort     engine.Sort  `json:"sort,omitempty" enum:"overall,forward,reverse,musts,relevance" doc:"overall where it is missing; relevance needs a query."`
	Where    string       `json:"where,omitempty" maxLength:"4096" doc:"Only those of which the expression is true, as city within 50km of Berlin and years >= 3."`
	Query    string       `json:"query,omitempty" maxLength:"4096" doc:"Only those whose text has these words."`
	Strict   bool         `json:"strict,omitempty" doc:"An unknown fact fails a condition."`
	Currency string       `json:"currency,omitempty" pattern:"^[A-Z]{3}$" doc:"In which offers to a candidate say what roles pay; the one in which the candidate wants to be paid where it is missing." example:"EUR"`
	Vetoed   bool         `json:"vetoed,omitempty" doc:"List the vetoed, with the scores that they would have."`
	Plain    bool         `json:"plain,omitempty" doc:"Leave the contributions out: totals only."`
	Order    bool         `json:"order,omitempty" doc:"The order alone: ids with their scores, nothing of the records."`
	Cursor   string       `json:"cursor,omitempty" maxLength:"1024" doc:"next of the page before."`
	From     int          `json:"from,omitempty" minimum:"0" maximum:"100000" doc:"Rank of the first result, in place of a cursor."`
	MinSeq   profiles.Seq `json:"minSeq,omitempty" doc:"Wait until changes up to this number count, as Tenon-Seq of a write names it."`
}

// Ranking is a page of a ranking.
type Ranking struct {
	*engine.Ranking
	Next string `json:"next,omitempty" doc:"Cursor of the next page; missing on the last."`
}

// RankedLine is a line of a ranking that is streamed: the first has what holds of all of it, then each has a result, and the last says
// that it is whole.
type RankedLine struct {
	Ranking *engine.Ranking `json:"ranking,omitempty" doc:"Of the first line: counts, policy and weights, without results."`
	Result  *engine.Result  `json:"result,omitempty" doc:"The next result."`
	End     *RankedEnd      `json:"end,omitempty" doc:"Of the last line; a stream without it broke off."`
}

// RankedEnd ends a ranking that is streamed.
type RankedEnd struct {
	Results  int      `json:"results" doc:"How many there were."`
	Degraded []string `json:"degraded,omitempty" doc:"Why some are missing."`
}

// ScoreRequest asks for the score of a role and a candidate that need not be stored.
type ScoreRequest struct {
	Role      Document `json:"role"`
	Candidate Document `json:"candidate"`
	Weighing
}

// ExplainRequest asks for the explanation of a stored pair.
type ExplainRequest struct {
	Role      string `json:"role" minLength:"1" maxLength:"128" example:"r-001"`
	Candidate string `json:"candidate" minLength:"1" maxLength:"128" example:"c-001"`
	// RoleOrg and CandidateOrg say whose they are, as org of a result does; one's own where they are missing.
	RoleOrg      *string `json:"roleOrg,omitempty" maxLength:"128" doc:"Whose role it is, as org of a result says; one's own where it is missing."`
	CandidateOrg *string `json:"candidateOrg,omitempty" maxLength:"128" doc:"Whose candidate it is, likewise."`
	Weighing
}

// Policy is a preset with its weights, points of 100 by category.
type Policy struct {
	Name    string            `json:"name" example:"skills-first"`
	Policy  string            `json:"policy" doc:"Name, version and hash, as answers carry it." example:"skills-first@1-38ff82e7"`
	Weights engine.Categories `json:"weights"`
	Base    string            `json:"base,omitempty" doc:"Of a policy of one's own: the shipped one that it rests on."`
	Own     map[string]int    `json:"own,omitempty" doc:"Of a policy of one's own: the categories that have weights of their own."`
}

// NewPolicy is a policy of one's own: a shipped one, with some categories at weights of their own.
type NewPolicy struct {
	Base    string         `json:"base,omitempty" maxLength:"40" doc:"Name of a shipped policy; the default where it is missing." example:"balanced"`
	Weights map[string]int `json:"weights" doc:"Gives a category exactly so many points of 100; the others share the rest." example:"{\"degree\":0}"`
}

// Policies are the presets.
type Policies struct {
	Policies []Policy `json:"policies"`
}

// WhatIfRequest asks what a change does to a ranking.
type WhatIfRequest struct {
	Sides
	Weighing
	Top    *int          `json:"top,omitempty" minimum:"0" maximum:"1000" doc:"Results; 10 where it is missing." example:"5"`
	Sort   engine.Sort   `json:"sort,omitempty" enum:"overall,forward,reverse" doc:"overall where it is missing."`
	Where  string        `json:"where,omitempty" maxLength:"4096" doc:"Only those of which the expression is true."`
	Query  string        `json:"query,omitempty" maxLength:"4096" doc:"Only those whose text has these words."`
	Strict bool          `json:"strict,omitempty" doc:"An unknown fact fails a condition."`
	Change engine.Change `json:"change" doc:"What is supposed."`
	Shakes int           `json:"shakes,omitempty" minimum:"0" maximum:"1000" doc:"How many changes of weights say how stable the order is; 0: none."`
	Seed   uint64        `json:"seed,omitempty" doc:"Of the shakes."`
}

// EstimateRequest asks what is paid: for a role, a candidate, a document, or a title, a level and a place.
type EstimateRequest struct {
	pay.Question
	RoleDocument      Document `json:"roleDocument,omitempty" doc:"A role that is not stored."`
	CandidateDocument Document `json:"candidateDocument,omitempty" doc:"A candidate that is not stored."`
}

// GapsRequest asks what a candidate should learn next.
type GapsRequest struct {
	Candidate         string         `json:"candidate,omitempty" maxLength:"128" doc:"Id of a candidate." example:"c-001"`
	CandidateOrg      *string        `json:"candidateOrg,omitempty" maxLength:"128" doc:"Whose candidate it is, as org of a result says; one's own where it is missing."`
	CandidateDocument Document       `json:"candidateDocument,omitempty" doc:"A candidate that is not stored."`
	Policy            string         `json:"policy,omitempty" doc:"Name of a preset."`
	Weights           map[string]int `json:"weights,omitempty" doc:"Gives a category exactly so many points of 100."`
	Lambda            *int           `json:"lambda,omitempty" minimum:"0" maximum:"100"`
	AsOf              profiles.Month `json:"asOf,omitzero"`
	Strict            bool           `json:"strict,omitempty" doc:"An unknown fact fails a condition."`
	Top               *int           `json:"top,omitempty" minimum:"0" maximum:"100" doc:"How many single skills are listed; 10 where it is missing."`
	Skills            int            `json:"skills,omitempty" minimum:"0" maximum:"3" doc:"How many skills are combined at most; 0: 3."`
	Level             uint8          `json:"level,omitempty" minimum:"0" maximum:"5" doc:"At which a skill counts as learned, 1 to 5; 0: 3."`
	Aim               string         `json:"aim,omitempty" enum:"threshold,top" doc:"A score, or the kept list of the role; the latter where lists are kept and it is missing."`
	Threshold         int32          `json:"threshold,omitempty" minimum:"0" maximum:"1000000" doc:"Of overall, that a role has to pass; 0: 700000."`
	Best              int            `json:"best,omitempty" minimum:"0" maximum:"10000" doc:"Among how many of the kept list; 0: 20."`
}

// LintRequest asks what a role's requirements do to its pool.
type LintRequest struct {
	Role         string         `json:"role,omitempty" maxLength:"128" doc:"Id of a role." example:"r-001"`
	RoleOrg      *string        `json:"roleOrg,omitempty" maxLength:"128" doc:"Whose role it is, as org of a result says; one's own where it is missing."`
	RoleDocument Document       `json:"roleDocument,omitempty" doc:"A role that is not stored."`
	Policy       string         `json:"policy,omitempty" doc:"Name of a preset."`
	Weights      map[string]int `json:"weights,omitempty" doc:"Gives a category exactly so many points of 100."`
	Lambda       *int           `json:"lambda,omitempty" minimum:"0" maximum:"100"`
	Where        string         `json:"where,omitempty" maxLength:"4096" doc:"Only those candidates are the pool of which the expression is true."`
	Strict       bool           `json:"strict,omitempty" doc:"An unknown fact fails a condition."`
	Threshold    int32          `json:"threshold,omitempty" minimum:"0" maximum:"1000000" doc:"Of overall, that candidates should reach; 0: 700000."`
}
