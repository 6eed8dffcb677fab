package assistant

import (
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"strconv"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"tenon/api/client"
	"tenon/api/wire"
	"tenon/engine"
	"tenon/engine/market"
)

// SearchArguments are those of the tool search.
type SearchArguments struct {
	Query  string `json:"query" jsonschema:"Words that all have to be there; \"a phrase\"; -without. A skill is found by any of its names."`
	Kind   string `json:"kind,omitempty" jsonschema:"What is searched: role (what employers offer) or candidate."`
	Limit  int    `json:"limit,omitempty" jsonschema:"How many hits."`
	Cursor string `json:"cursor,omitempty" jsonschema:"The next of the page before."`
}

// Weighing is how scores are made, of the tools that score.
type Weighing struct {
	Policy  string         `json:"policy,omitempty" jsonschema:"Preset of weights."`
	Weights map[string]int `json:"weights,omitempty" jsonschema:"Gives categories exactly so many points of 100, the others share the rest: skills, certifications, title, experience, evidence, industry, languages, degree."`
	Lambda  *int           `json:"lambda,omitempty" jsonschema:"How much what the candidate wants counts, per cent; 30 where it is missing, 0 for what the role asks alone."`
}

// RankArguments are those of the tool rank.
type RankArguments struct {
	Role          string `json:"role,omitempty" jsonschema:"Id of a role: candidates are ranked for it. Name exactly one of role, candidate, roleText and candidateText."`
	Candidate     string `json:"candidate,omitempty" jsonschema:"Id of a candidate: roles are ranked for it."`
	RoleText      string `json:"roleText,omitempty" jsonschema:"Text of an advert that is not stored: candidates are ranked for it."`
	CandidateText string `json:"candidateText,omitempty" jsonschema:"Text of a résumé that is not stored: roles are ranked for it."`
	Top           int    `json:"top,omitempty" jsonschema:"How many results."`
	Where         string `json:"where,omitempty" jsonschema:"Only those of which the expression is true, as: city within 50km of Berlin and years >= 3, or for roles: mode = remote and pay >= 70000 EUR."`
	Query         string `json:"query,omitempty" jsonschema:"Only those whose text has these words."`
	Weighing
	Gates  []string `json:"gates,omitempty" jsonschema:"What the role asks for that is a condition, as degree or skill:Python: who does not meet it is left out."`
	Sort   string   `json:"sort,omitempty" jsonschema:"Order: overall, forward (what the role asks alone), reverse (what the candidate wants alone) or musts (must-haves met)."`
	Lines  bool     `json:"lines,omitempty" jsonschema:"Add to each result the lines that its score is the sum of; explain says more of one."`
	Cursor string   `json:"cursor,omitempty" jsonschema:"The next of the page before."`
}

// ExplainArguments are those of the tool explain.
type ExplainArguments struct {
	Role      string `json:"role" jsonschema:"Id of a role."`
	Candidate string `json:"candidate" jsonschema:"Id of a candidate."`
	Weighing
	For string `json:"for,omitempty" jsonschema:"Whom the text speaks to: the candidate (you have …) or the employer."`
}

// GapsArguments are those of the tool gaps.
type GapsArguments struct {
	Candidate     string  `json:"candidate,omitempty" jsonschema:"Id of a candidate. Name one of candidate and candidateText."`
	CandidateText string  `json:"candidateText,omitempty" jsonschema:"Text of a résumé that is not stored."`
	Top           int     `json:"top,omitempty" jsonschema:"How many single skills are listed."`
	Skills        int     `json:"skills,omitempty" jsonschema:"How many skills are combined at most."`
	Level         uint8   `json:"level,omitempty" jsonschema:"At which level a skill counts as learned, 5 being an expert."`
	Aim           string  `json:"aim,omitempty" jsonschema:"What makes a role fit: a score above the threshold, or a place among the best of its kept list (top); the latter where lists are kept."`
	Threshold     float64 `json:"threshold,omitempty" jsonschema:"The score of 100 from which on a role fits."`
	Best          int     `json:"best,omitempty" jsonschema:"Among how many of the kept list of a role."`
	Weighing
	For string `json:"for,omitempty" jsonschema:"Whom the text speaks to: the candidate or the employer."`
}

// MarketArguments are those of the tool market.
type MarketArguments struct {
	By       []string `json:"by,omitempty" jsonschema:"Only these tables; all where it is missing."`
	Where    string   `json:"where,omitempty" jsonschema:"Only roles of which the expression is true, as: country = Germany and skill:Kubernetes."`
	Months   int      `json:"months,omitempty" jsonschema:"How many months up to the present one are counted."`
	Top      int      `json:"top,omitempty" jsonschema:"How many rows of a table."`
	Currency string   `json:"currency,omitempty" jsonschema:"Of amounts, as EUR."`
	For      string   `json:"for,omitempty" jsonschema:"Whom the text speaks to: the candidate or the employer."`
}

// The defaults of tools that differ from those of the API: what an assistant reads has to be short.
const (
	someRows  = 5
	someWords = 4096
	someText  = 200_000
)

func (s *Server) addTools() {
	sides := limit{of: []any{engine.ForCandidate, engine.ForEmployer}, without: engine.ForCandidate}
	weighing := func(m map[string]limit) map[string]limit {
		m["policy"], m["lambda"] = limit{length: 128, without: "skills-first"}, limit{max: 100}
		return m
	}
	add(s, &mcp.Tool{Name: "search", Title: "Search roles or candidates",
		Description: "Search the text of roles or candidates and get their ids, titles and snippets. Start here to find the id of a role or a candidate."},
		map[string]limit{"query": {length: someWords}, "kind": {of: []any{"role", "candidate"}, without: "role"}, "limit": {min: 1, max: 50, without: 10}, "cursor": {length: 1024}},
		(*SearchArguments).question, sayHits)
	add(s, &mcp.Tool{Name: "rank", Title: "Rank candidates or roles",
		Description: "Rank all stored candidates for a role, or all stored roles for a candidate; exact over all of them. The one it is for is stored, or its text is given."},
		weighing(map[string]limit{"role": {length: 128}, "candidate": {length: 128}, "roleText": {length: someText}, "candidateText": {length: someText}, "top": {min: 1, max: 100, without: 10},
			"where": {length: someWords}, "query": {length: someWords}, "sort": {of: []any{"overall", "forward", "reverse", "musts"}, without: "overall"}, "cursor": {length: 1024}}),
		(*RankArguments).question, sayRanking)
	add(s, &mcp.Tool{Name: "explain", Title: "Explain a score",
		Description: "Explain the score of one stored role and one stored candidate: every line that it is the sum of, with the evidence; what is missing, what it would add and the rank that it would give; what to ask where nothing is known."},
		weighing(map[string]limit{"role": {length: 128}, "candidate": {length: 128}, "for": sides}), (*ExplainArguments).question, sayExplanation)
	add(s, &mcp.Tool{Name: "gaps", Title: "What to learn next",
		Description: "Say which one, two or three skills would make most open roles fit a candidate, what those roles pay, how far each skill is from what the candidate has, and the certificates that prove it."},
		weighing(map[string]limit{"candidate": {length: 128}, "candidateText": {length: someText}, "top": {min: 1, max: 100, without: someRows}, "skills": {min: 1, max: 3, without: 3},
			"level": {min: 1, max: 5, without: 3}, "aim": {of: []any{engine.AimThreshold, engine.AimTop}}, "threshold": {min: 1, max: 100, without: 70}, "best": {min: 1, max: 10_000, without: 20}, "for": sides}),
		(*GapsArguments).question, sayGaps)
	var tables []any
	for _, t := range market.Tables() {
		tables = append(tables, t)
	}
	add(s, &mcp.Tool{Name: "market", Title: "Describe the market",
		Description: "Describe the stored roles: demand and its growth by month, family, place, employer, skill and more; quartiles of pay; what a skill adds to pay, with its interval; candidates for each role by skill."},
		map[string]limit{"by": {of: tables}, "where": {length: someWords}, "months": {min: 1, max: market.MaxMonths, without: market.DefaultMonths}, "top": {min: 1, max: 100, without: someRows},
			"currency": {length: 3, without: "USD"}, "for": sides},
		(*MarketArguments).question, sayMarket)
}

func post(path string, body any) client.Request {
	return client.Request{Method: http.MethodPost, Path: path, Body: body}
}

func (a *SearchArguments) question() client.Request {
	q := url.Values{"q": {a.Query}, "facets": {"false"}}
	for name, v := range map[string]string{"kind": a.Kind, "cursor": a.Cursor} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if a.Limit > 0 {
		q.Set("limit", strconv.Itoa(a.Limit))
	}
	return client.Request{Method: http.MethodGet, Path: "/v1/search", Query: q}
}

func (w *Weighing) wire() wire.Weighing {
	return wire.Weighing{Policy: w.Policy, Weights: w.Weights, Lambda: w.Lambda}
}

func (a *RankArguments) question() client.Request {
	q := wire.RankRequest{Sides: wire.Sides{Role: a.Role, Candidate: a.Candidate, RoleDocument: document(a.RoleText), CandidateDocument: document(a.CandidateText)}, Weighing: a.wire(),
		Sort: engine.Sort(a.Sort), Where: a.Where, Query: a.Query, Plain: !a.Lines, Cursor: a.Cursor}
	q.Gates = a.Gates
	if a.Top > 0 {
		q.Top = &a.Top
	}
	return post("/v1/rank", q)
}

func (a *ExplainArguments) question() client.Request {
	return post("/v1/explain", wire.ExplainRequest{Role: a.Role, Candidate: a.Candidate, Weighing: a.wire()})
}

func (a *GapsArguments) question() client.Request {
	q := wire.GapsRequest{Candidate: a.Candidate, CandidateDocument: document(a.CandidateText), Policy: a.Policy, Weights: a.Weights, Lambda: a.Lambda, Skills: a.Skills, Level: a.Level,
		Aim: a.Aim, Threshold: int32(math.Round(a.Threshold * 10_000)), Best: a.Best}
	top := someRows
	if a.Top > 0 {
		top = a.Top
	}
	q.Top = &top
	return post("/v1/gaps", q)
}

func (a *MarketArguments) question() client.Request {
	q := url.Values{"by": a.By, "top": {strconv.Itoa(someRows)}}
	for name, v := range map[string]string{"where": a.Where, "currency": a.Currency} {
		if v != "" {
			q.Set(name, v)
		}
	}
	for name, n := range map[string]int{"months": a.Months, "top": a.Top} {
		if n > 0 {
			q.Set(name, strconv.Itoa(n))
		}
	}
	return client.Request{Method: http.MethodGet, Path: "/v1/market", Query: q}
}

// document is a text as a record inside of a request.
func document(text string) wire.Document {
	if text == "" {
		return nil
	}
	return wire.Document(jsonOf(text))
}

// jsonOf is a text, a number or a list of them as JSON.
func jsonOf(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts and numbers have JSON
	}
	return b
}
