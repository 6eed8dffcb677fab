package pay

import (
	"context"
	"fmt"

	"tenon/profiles"
)

// stored are the records of a house.
type stored struct{ *house }

func (r stored) Role(_ context.Context, k profiles.Key) (*profiles.Role, error) {
	if x := r.roles[k.ID]; x != nil {
		return x, nil
	}
	return nil, fmt.Errorf("%w: %s", profiles.ErrNotFound, k)
}

func (r stored) Candidate(_ context.Context, k profiles.Key) (*profiles.Candidate, error) {
	if x := r.candidates[k.ID]; x != nil {
		return x, nil
	}
	return nil, fmt.Errorf("%w: %s", profiles.ErrNotFound, k)
}
