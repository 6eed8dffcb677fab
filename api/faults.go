package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"

	"tenon/profiles"
)

// impersonal are errors whose own text names nobody.
var impersonal = []error{profiles.ErrNotFound, profiles.ErrConflict, profiles.ErrInvalid, profiles.ErrUnavailable, profiles.ErrExhausted, profiles.ErrClosed, profiles.ErrNewer, profiles.ErrDamaged,
	profiles.ErrLocked, profiles.ErrTooOld, io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, io.ErrShortWrite, os.ErrClosed, os.ErrDeadlineExceeded, net.ErrClosed, context.Canceled, context.DeadlineExceeded}

// Causes is what a log may say of an error: what is at its bottom, without the texts around it, in which records have their ids. Of an
// error that is not known to name nobody it is the type alone.
func Causes(err error) string { return strings.Join(causes(err), "; ") }

func causes(err error) []string {
	switch x := err.(type) { //nolint:errorlint // link by link, not what is somewhere in the chain
	case nil:
		return nil
	case *fs.PathError: // a path may be the name of somebody's file
		return []string{x.Op + ": " + Causes(x.Err)}
	case *os.LinkError:
		return []string{x.Op + ": " + Causes(x.Err)}
	case *os.SyscallError:
		return []string{x.Syscall + ": " + Causes(x.Err)}
	case syscall.Errno:
		return []string{x.Error()}
	}
	if slices.Contains(impersonal, err) {
		return []string{err.Error()}
	}
	switch x := err.(type) { //nolint:errorlint // likewise
	case interface{ Unwrap() []error }:
		var out []string
		for _, e := range x.Unwrap() {
			out = append(out, causes(e)...)
		}
		return out
	case interface{ Unwrap() error }:
		return causes(x.Unwrap())
	}
	return []string{fmt.Sprintf("%T", err)}
}

// fault logs what went wrong in here, under the id of the request and without whose record it was: of damage, tenon check names that.
func (s *server) fault(ctx context.Context, what string, err error) {
	if errors.Is(err, profiles.ErrDamaged) {
		what += ": stored data does not verify: tenon check says what"
	}
	s.Log.ErrorContext(ctx, what, "id", requestID(ctx), "cause", Causes(err))
}
