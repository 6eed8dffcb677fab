package command

import (
	"context"
	"errors"

	"tenon/profiles"
)

// The exit codes; scoring.md, "Remaining decisions".
const (
	ExitOK          = 0
	ExitInternal    = 1
	ExitUsage       = 2
	ExitRejected    = 3
	ExitNotFound    = 4
	ExitDamaged     = 5
	ExitLocked      = 6
	ExitUnavailable = 7
	ExitInterrupted = 130
)

// errRejected says that some records of an import were refused; the report has been printed.
var errRejected = errors.New("some records were rejected")

// errUsage marks a fault of the command line itself.
var errUsage = errors.New("usage")

func exitCode(err error) int {
	switch {
	case err == nil:
		return ExitOK
	case errors.Is(err, context.Canceled):
		return ExitInterrupted
	case errors.Is(err, errRejected):
		return ExitRejected
	case errors.Is(err, profiles.ErrNotFound), errors.Is(err, profiles.ErrTooOld):
		return ExitNotFound
	case errors.Is(err, profiles.ErrDamaged), errors.Is(err, profiles.ErrNewer):
		return ExitDamaged
	case errors.Is(err, profiles.ErrLocked):
		return ExitLocked
	case errors.Is(err, profiles.ErrUnavailable):
		return ExitUnavailable
	case errors.Is(err, errUsage), errors.Is(err, profiles.ErrInvalid):
		return ExitUsage
	}
	return ExitInternal
}
