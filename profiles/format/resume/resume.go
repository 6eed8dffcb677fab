// Package resume reads a candidate out of the text of a résumé.
package resume

import (
	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
	"tenon/profiles/identity"
)

// Result is what was read of one résumé.
type Result struct {
	Candidate *profiles.Candidate
	Identity  *identity.Identity // nil when nothing says who it is
	reading.Report
}

// Read reads a résumé.
func Read(doc *page.Document, o reading.Options) *Result {
	return &Result{Candidate: &profiles.Candidate{Text: doc.Text}}
}
