package profiles

import (
	"errors"
	"fmt"
	"strings"
)

// The errors that callers act on; everything else is an internal fault. They are wrapped with the operation and the object.
var (
	ErrInvalid     = errors.New("invalid")           // the input breaks a rule; see [FieldError] for where
	ErrNotFound    = errors.New("not found")         // no such record
	ErrConflict    = errors.New("revision conflict") // somebody else changed the record
	ErrDamaged     = errors.New("damaged")           // stored bytes do not verify
	ErrTooOld      = errors.New("too old")           // what has been deleted since is not known any more: read all
	ErrLocked      = errors.New("locked")            // another process has the directory open
	ErrUnavailable = errors.New("unavailable")       // try again later
)

// What keeps a store or an index from working now; each is [ErrUnavailable]. Reads go on where they can. Nothing that fails with one
// of the first four is acknowledged, and writing goes on, without a restart, when the cause is gone.
var (
	ErrDiskFull  = fmt.Errorf("%w: the disk is full", ErrUnavailable)
	ErrReadOnly  = fmt.Errorf("%w: the disk cannot be written to", ErrUnavailable)
	ErrIO        = fmt.Errorf("%w: the disk reports an error", ErrUnavailable)
	ErrExhausted = fmt.Errorf("%w: no more open files or memory", ErrUnavailable)
	ErrNoRoom    = fmt.Errorf("%w: too little room on the disk", ErrUnavailable) // for what was about to be written; nothing has been
	ErrClosed    = fmt.Errorf("%w: closed", ErrUnavailable)
	ErrNewer     = fmt.Errorf("%w: of a newer format", ErrUnavailable) // than this program reads
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
