package wire

import (
	"tenon/engine/batch"
	"tenon/engine/standing"
	"tenon/index"
	"tenon/profiles"
	"tenon/profiles/intake"
)

// Candidates is a page of candidates in the order of their ids.
type Candidates struct {
	Candidates []*profiles.Candidate `json:"candidates"`
	Next       string                `json:"next,omitempty" doc:"Cursor of the next page; missing on the last."`
	Seq        profiles.Seq          `json:"seq" doc:"State of the store that the page shows."`
}

// Roles is a page of roles in the order of their ids.
type Roles struct {
	Roles []*profiles.Role `json:"roles"`
	Next  string           `json:"next,omitempty" doc:"Cursor of the next page; missing on the last."`
	Seq   profiles.Seq     `json:"seq" doc:"State of the store that the page shows."`
}

// Searches is a page of standing searches in the order of their ids.
type Searches struct {
	Searches []*profiles.Search `json:"searches"`
	Next     string             `json:"next,omitempty" doc:"Cursor of the next page; missing on the last."`
	Seq      profiles.Seq       `json:"seq"`
}

// Matches are what a standing search matches now, the best first.
type Matches struct {
	Matches []standing.Match `json:"matches"`
	Total   int              `json:"total"`
	Seq     profiles.Seq     `json:"seq" doc:"State of the store up to which it is judged."`
}

// Alerts is a part of the feed of alerts of standing searches: what they came to match, and no longer do.
type Alerts struct {
	Alerts []standing.Event `json:"alerts"`
	Next   int64            `json:"next" doc:"Where to go on: since of the next request."`
}

// Imported is what an upload did.
type Imported struct {
	Report  intake.Report       `json:"report"`
	Records []intake.Understood `json:"records,omitempty" doc:"What was understood of each, where show asks for it; the first 100."`
}

// Found is a page of a search.
type Found struct {
	index.Result
	Next string       `json:"next,omitempty" doc:"Cursor of the next page; missing on the last."`
	Seq  profiles.Seq `json:"seq"`
}

// Suggestion completes what somebody types.
type Suggestion struct {
	Label   string `json:"label" example:"Kubernetes"`
	Concept string `json:"concept,omitempty" doc:"Of the taxonomy, for skills and titles." example:"skill/kubernetes"`
	Geo     uint32 `json:"geo,omitempty" doc:"GeoNames number, for places."`
	Region  string `json:"region,omitempty"`
	Country string `json:"country,omitempty"`
}

// Suggestions are completions, the likeliest first.
type Suggestions struct {
	Suggestions []Suggestion `json:"suggestions"`
}

// Changes is a part of the feed of changes of records.
type Changes struct {
	Changes []Change     `json:"changes"`
	Next    profiles.Seq `json:"next" doc:"Where to go on: since of the next request."`
	Oldest  profiles.Seq `json:"oldest" doc:"Deletions up to this number are not in the feed any more. Who has read up to a lower one is answered 410 and has to read all again; who is still reading all passes the oldest of its first page."`
}

// Change says that a record has changed. Read the record; it may be newer by then.
type Change struct {
	Seq     profiles.Seq  `json:"seq"`
	Kind    profiles.Kind `json:"kind"`
	ID      string        `json:"id"`
	Deleted bool          `json:"deleted,omitempty"`
}

// Events is a part of the feed of events of kept lists: who entered, left, moved.
type Events struct {
	Events []batch.Event `json:"events"`
	Next   int64         `json:"next" doc:"Where to go on: since of the next request."`
}

// RescoreRequest starts a run that brings the kept lists up to date.
type RescoreRequest struct {
	Top     int            `json:"top,omitempty" minimum:"1" maximum:"10000" doc:"Length of a list; 50 where it is missing." example:"20"`
	Policy  string         `json:"policy,omitempty"`
	Weights map[string]int `json:"weights,omitempty"`
	Lambda  *int           `json:"lambda,omitempty" minimum:"0" maximum:"100"`
	Full    bool           `json:"full,omitempty" doc:"Score everything anew."`
	Resume  bool           `json:"resume,omitempty" doc:"Go on with a run that was interrupted."`
}

// The states of a job.
const (
	JobRunning   = "running"
	JobDone      = "done"
	JobFailed    = "failed"
	JobCancelled = "cancelled"
)

// Rescore is a run of re-scoring.
type Rescore struct {
	ID      string        `json:"id"`
	State   string        `json:"state" enum:"running,done,failed,cancelled"`
	Pairs   int64         `json:"pairs" doc:"Scored so far."`
	Total   int64         `json:"total" doc:"Of the run; 0 is not known yet."`
	Started string        `json:"started" format:"date-time"`
	Ended   string        `json:"ended,omitempty" format:"date-time"`
	Report  *batch.Report `json:"report,omitempty" doc:"Of a run that is done."`
	Problem *Problem      `json:"problem,omitempty" doc:"Of a run that failed."`
}

// Rescores are the runs since the server started, the newest first.
type Rescores struct {
	Rescores []Rescore `json:"rescores"`
}

// Moves are who moved in the last run, and why. To an auditor they name no candidate.
type Moves struct {
	Was   *batch.Made  `json:"was,omitempty" doc:"What made the lists before; missing before the second run."`
	Is    *batch.Made  `json:"is,omitempty" doc:"What made the lists that are kept now; missing before the first run."`
	Why   string       `json:"why,omitempty" doc:"Set where contributions cannot be set side by side."`
	Moves []batch.Move `json:"moves"`
	More  bool         `json:"more,omitempty" doc:"There are more than were asked for."`
}

// ImportReport is what an import did, and when.
type ImportReport struct {
	ID     string        `json:"id"`
	At     string        `json:"at" format:"date-time"`
	Files  []string      `json:"files" doc:"Names of the first files."`
	Report intake.Report `json:"report" doc:"With the lines of rejected records, the first of them."`
	Fault  string        `json:"fault,omitempty" doc:"Why it ended early."`
}

// Imports are reports of imports, the newest first. The last 200 of an organisation are kept, for 90 days.
type Imports struct {
	Imports []ImportReport `json:"imports"`
}
