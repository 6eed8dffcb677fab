package profiles

import (
	"errors"
	"strings"
)

// The errors that callers act on; everything else is an internal fault. They are wrapped with the operation and the object.
var (
	ErrInvalid     = errors.New("invalid")           // the input breaks a rule; see [FieldError] for where
	ErrNotFound    = errors.New("not found")         // no such record
	ErrConflict    = errors.New("revision conflict") // somebody else changed the record
	ErrDamaged     = errors.New("damaged")           // stored bytes do not verify
	ErrLocked      = errors.New("locked")            // another process has the directory open
	ErrUnavailable = errors.New("unavailable")       // try again later
)

// FieldError is one fault of one field. Path is the JSON path from the record, as jobs[2].end.
type FieldError struct {
	Path string `json:"path"`
	Msg  string `json:"message"` // what was found and the accepted range
}

func (e *FieldError) Error() string {
	if e.Path == "" {
		return e.Msg
	}
	return e.Path + ": " + e.Msg
}

// FieldErrors are all faults of one record. It is [ErrInvalid].
type FieldErrors []*FieldError

func (e FieldErrors) Error() string {
	parts := make([]string, len(e))
	for i, f := range e {
		parts[i] = f.Error()
	}
	return strings.Join(parts, "; ")
}

// Is makes errors.Is(err, ErrInvalid) true.
func (e FieldErrors) Is(target error) bool { return target == ErrInvalid }
