package client

import (
	"errors"

	"tenon/api/wire"
	"tenon/profiles"
)

// Problem is what a server refuses with: a stable code for programs, a detail for people, and the paths of the fields at fault.
type Problem = wire.Problem

// Code is the code of what the server refused, as wire.CodeNotFound; "" where it refused nothing: where it was not reached, or the
// request was given up.
func Code(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

// Fields are the faults of the fields of a request, as far as it was refused for them.
func Fields(err error) []*profiles.FieldError {
	var p *Problem
	if errors.As(err, &p) {
		return p.Errors
	}
	return nil
}
