package store

import (
	"context"
	"strings"

	"tenon/profiles"
)

// reviewPage is how many reviews are read at a time.
const reviewPage = 500

// Reviews lists the reviews of a candidate or of a role of an organisation, in the order of their ids. One that does not verify is
// listed with its error where its id says that it is one of them: those of a role always, those of a candidate as well.
func Reviews(ctx context.Context, s Store, of profiles.Key) ([]Entry, error) {
	prefix, mark := "", ""
	if of.Kind == profiles.KindRole {
		prefix = profiles.ReviewsOfRole(of.ID)
	} else {
		mark = strings.TrimPrefix(profiles.ReviewID("", of.ID), profiles.ReviewsOfRole(""))
	}
	var out []Entry
	after := profiles.Key{Org: of.Org, ID: prefix}
	for {
		p, err := s.Scan(ctx, profiles.KindReview, after, reviewPage)
		if err != nil {
			return nil, err
		}
		for _, e := range p.Entries {
			if e.Key.Org != of.Org || !strings.HasPrefix(e.Key.ID, prefix) {
				return out, nil // those of the next organisation or role begin
			}
			if r, ok := e.Record.(*profiles.Review); ok && r.Of(of) || e.Err != nil && strings.HasSuffix(e.Key.ID, mark) {
				out = append(out, e)
			}
		}
		if !p.More {
			return out, nil
		}
		after = p.Next
	}
}
