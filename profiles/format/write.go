package format

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/taxonomy"
)

// Write writes a record as JSON Resume or Tenon's own JSON (candidates), or as JobPosting or Tenon's own JSON (roles), on one line.
// The identity, of the type of the package identity, goes with a candidate; nil leaves it out.
func Write(w io.Writer, as string, rec, who profiles.Record) error {
	id, _ := who.(*identity.Identity)
	switch r := rec.(type) {
	case *profiles.Candidate:
		switch as {
		case JSONResume:
			return WriteJSONResume(w, r, id)
		case Tenon:
			return writeLine(w, ownCandidateOut{profiles.KindCandidate, id, r})
		}
	case *profiles.Role:
		switch as {
		case JobPosting:
			return WriteJobPosting(w, r)
		case Tenon:
			return writeLine(w, ownRoleOut{profiles.KindRole, r})
		}
	}
	return fmt.Errorf("%w: a %s cannot be written as %s: candidates as jsonresume or tenon, roles as jobposting or tenon", profiles.ErrInvalid, rec.RecordKind(), clipped(as))
}

// ownCandidateOut and ownRoleOut are records as Tenon's own format has them.
type ownCandidateOut struct {
	Kind     profiles.Kind      `json:"kind"`
	Identity *identity.Identity `json:"identity,omitempty"`
	*profiles.Candidate
}

type ownRoleOut struct {
	Kind profiles.Kind `json:"kind"`
	*profiles.Role
}

// writeLine writes a value as a line of JSON. Signs of HTML stay as they are.
func writeLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// called is the name of a thing, that of its concept where it has none of its own.
func called(r profiles.Ref) string {
	if r.Name != "" {
		return r.Name
	}
	if no, ok := taxonomy.Default().ByID(r.Concept); ok {
		return taxonomy.Default().Concept(no).Label
	}
	return r.Concept
}

func names(rs []profiles.Ref) []string {
	var out []string
	for _, r := range rs {
		out = append(out, called(r))
	}
	return out
}

// placeText is a place as one text. A city that is its own region is said once.
func placeText(p *profiles.Place) string {
	if p == nil {
		return ""
	}
	var parts []string
	for _, s := range []string{p.City, p.Region, p.Country} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(slices.Compact(parts), ", ")
}
