package intake

import (
	"slices"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/format/reading"
)

// Understood is what was understood of one record, for a person to check. Of an identity it says only which fields were found.
type Understood struct {
	File     string        `json:"file"`
	Record   int           `json:"record"`
	Format   string        `json:"format"`
	Kind     profiles.Kind `json:"kind,omitempty"`
	Language string        `json:"language,omitempty"`
	// Candidate or Role is what was understood.
	Candidate *profiles.Candidate `json:"candidate,omitempty"`
	Role      *profiles.Role      `json:"role,omitempty"`
	Identity  []string            `json:"identity,omitempty"` // names of fields that are kept apart
	Facts     []reading.Fact      `json:"facts,omitempty"`
	Unread    []Unread            `json:"notUnderstood,omitempty"`
	Notes     []format.Note       `json:"notes,omitempty"`
	Fault     string              `json:"fault,omitempty"`
}

// Unread is a line of the document that nothing was read from.
type Unread struct {
	Page int    `json:"page"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

// NewUnderstood shows a draft as [Options.Seen] is given it.
func NewUnderstood(file string, d format.Draft, fault error) Understood {
	s := Understood{File: file, Record: d.Index, Format: d.Format, Notes: d.Notes, Identity: identityFields(d)}
	switch {
	case d.Role != nil:
		s.Kind, s.Role = profiles.KindRole, d.Role
	case d.Candidate != nil:
		s.Kind, s.Candidate = profiles.KindCandidate, d.Candidate
	}
	if fault != nil {
		s.Fault = fault.Error()
	}
	if d.Report == nil {
		return s
	}
	s.Language, s.Facts = d.Report.Language, slices.Clone(d.Report.Facts)
	for _, n := range d.Report.Unread {
		if l := d.Document.Lines[n-1]; l.Hidden == "" {
			s.Unread = append(s.Unread, Unread{l.Page, n, l.Text})
		}
	}
	return s
}

// identityFields names the fields of the identity that were found.
func identityFields(d format.Draft) []string {
	id := d.Identity
	if id == nil {
		return nil
	}
	var out []string
	for _, f := range []struct {
		name  string
		found bool
	}{{"name", id.Name != ""}, {"e-mail", id.Email != ""}, {"phone", id.Phone != ""}, {"address", id.Address != ""}, {"web addresses", len(id.URLs) > 0},
		{"picture", id.Image != ""}, {"birth date", id.BirthDate != ""}} {
		if f.found {
			out = append(out, f.name)
		}
	}
	return out
}
