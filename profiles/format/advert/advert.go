// Package advert reads a role out of the text of a job advert.
package advert

import (
	"tenon/profiles"
	"tenon/profiles/format/page"
	"tenon/profiles/format/reading"
)

// Result is what was read of one advert.
type Result struct {
	Role *profiles.Role
	reading.Report
}

// Read reads an advert.
func Read(doc *page.Document, o reading.Options) *Result {
	return &Result{Role: &profiles.Role{Description: doc.Text}}
}
