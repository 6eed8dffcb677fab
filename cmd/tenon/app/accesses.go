package app

import (
	"context"
	"fmt"

	"tenon/api/wire"
	"tenon/profiles"
	"tenon/profiles/identity"
)

// Audited asks for the log of access of an organisation.
type Audited struct {
	Org       string `json:"org,omitempty"`
	Candidate string `json:"candidate,omitempty"` // "": of all
	Last      int    `json:"last"`                // how many, the newest; 0: all
}

// Accesses are the accesses to who candidates are, the oldest first. They name those who asked and the candidates by id.
func (a *App) Accesses(ctx context.Context, q Audited) (*wire.Accesses, error) {
	if q.Last < 0 {
		return nil, fmt.Errorf("%w: last %d: want 0 or more", profiles.ErrInvalid, q.Last)
	}
	out := &wire.Accesses{Accesses: []*identity.Access{}}
	for after, more := (profiles.Key{Org: q.Org}), true; more; {
		page, err := a.Store.Scan(ctx, profiles.KindAccess, after, scanPage)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Entries {
			x, ok := e.Record.(*identity.Access)
			switch {
			case e.Key.Org != q.Org: // the next organisation begins
				page.More = false
			case e.Err != nil:
				return nil, e.Err
			case ok && (q.Candidate == "" || x.Candidate == q.Candidate):
				out.Accesses = append(out.Accesses, x)
			}
		}
		if n := len(out.Accesses) - q.Last; q.Last > 0 && n > 0 {
			out.Accesses = out.Accesses[n:]
		}
		after, more = page.Next, page.More
	}
	return out, nil
}
