package store

import (
	"context"
	"strings"

	"tenon/profiles"
)

// reviewPage is how many reviews are read at a time.
const reviewPage = 500

// Reviews lists the reviews of a role of an organisation, or of a candidate of one, whichever organisations made them, in the order of
// their keys. One that does not verify is listed with its error where its id says that it is one of them: those of a role always, those
// of a candidate as well.
func Reviews(ctx context.Context, s Store, of profiles.Key) ([]Entry, error) {
	after, prefix := profiles.Key{}, ""
	if of.Kind == profiles.KindRole {
		prefix = profiles.ReviewsOfRole(of.ID)
		after = profiles.Key{Org: of.Org, ID: prefix}
	}
	var out []Entry
	for {
		p, err := s.Scan(ctx, profiles.KindReview, after, reviewPage)
		if err != nil {
			return nil, err
		}
		for _, e := range p.Entries {
			if of.Kind == profiles.KindRole && (e.Key.Org != of.Org || !strings.HasPrefix(e.Key.ID, prefix)) {
				return out, nil // those of the next organisation or role begin
			}
			if r, ok := e.Record.(*profiles.Review); ok && r.Of(of, e.Key.Org) || e.Err != nil && marked(e.Key, of) {
				out = append(out, e)
			}
		}
		if !p.More {
			return out, nil
		}
		after = p.Next
	}
}

// marked says whether the key of a review says that it is one of a candidate or role.
func marked(review, of profiles.Key) bool {
	if of.Kind == profiles.KindRole {
		return true
	}
	mark, elsewhere := profiles.ReviewMarks(of)
	if review.Org != of.Org {
		mark = elsewhere
	}
	return strings.HasSuffix(review.ID, mark)
}
