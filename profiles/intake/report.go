package intake

import (
	"errors"
	"strings"

	"tenon/profiles"
)

// MaxLines is how many lines of each sort a report keeps.
const MaxLines = 1000

// Status is what became of a record.
type Status string

// The statuses.
const (
	Accepted    Status = "accepted"
	Rejected    Status = "rejected"
	DuplicateID Status = "duplicate_id"
)

// Line is one remark on one record: a fault of one that was refused, or what could not be mapped of one that was accepted.
type Line struct {
	File   string `json:"file"`
	Record int    `json:"record"` // from 0, as in Source.Index
	// Whole says that it is about the file: from this record on, nothing of it could be read.
	Whole  bool   `json:"whole,omitempty"`
	ID     string `json:"id,omitempty"`
	Status Status `json:"status"`
	Path   string `json:"path,omitempty"`
	Reason string `json:"reason"`
}

// Report is what an import did. Faults and Notes hold the first [MaxLines] lines each, in the order of the records; the counts are
// complete. Accepted records are durable, or with a dry run would have been.
type Report struct {
	Files      int          `json:"files"`
	Records    int          `json:"records"` // decoded, good or not
	Accepted   int          `json:"accepted"`
	Rejected   int          `json:"rejected"`
	Duplicates int          `json:"duplicates"`
	Noted      int          `json:"noted"` // notes, kept or not
	Seq        profiles.Seq `json:"seq"`   // of the last batch; 0 when nothing was written
	Faults     []Line       `json:"faults,omitempty"`
	Notes      []Line       `json:"notes,omitempty"`
}

// Refused is how many records did not get in.
func (r *Report) Refused() int { return r.Rejected + r.Duplicates }

func (r *Report) note(l Line) {
	r.Noted++
	if len(r.Notes) < MaxLines {
		r.Notes = append(r.Notes, l.clipped())
	}
}

// The bytes of a path and of a reason that are kept: a record may have megabytes in the name of a field.
const (
	maxPath   = 200
	maxReason = 500
)

// clipped is the line without what is too long, and without holding on to the file that its words are from.
func (l Line) clipped() Line {
	l.Path, l.Reason, l.ID = clip(l.Path, maxPath), clip(l.Reason, maxReason), strings.Clone(l.ID)
	return l
}

func clip(s string, n int) string {
	if len(s) <= n {
		return strings.Clone(s)
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}

// reject counts a record as refused, with a line for each of its faults.
func (r *Report) reject(l Line, err error) {
	r.Rejected++
	l.Status = Rejected
	var fields profiles.FieldErrors
	if !errors.As(err, &fields) {
		l.Reason = strings.TrimPrefix(err.Error(), profiles.ErrInvalid.Error()+": ")
		r.fault(l)
		return
	}
	for _, f := range fields {
		l.Path, l.Reason = f.Path, f.Msg
		r.fault(l)
	}
}

func (r *Report) duplicate(l Line) {
	r.Duplicates++
	l.Status, l.Path, l.Reason = DuplicateID, "id", "a record of this kind and id came before in this import: the first one counts"
	r.fault(l)
}

func (r *Report) fault(l Line) {
	if len(r.Faults) < MaxLines {
		r.Faults = append(r.Faults, l.clipped())
	}
}
