package intake

import (
	"context"
	"fmt"

	"tenon/profiles"
)

// First reads the first record of a source as an import would, and writes nothing. The error is its first fault.
func (in *Intake) First(ctx context.Context, s Source, o Options) (profiles.Record, error) {
	o.Batch, o.DryRun = 1, true
	reading, stop := context.WithCancel(ctx)
	defer stop()
	r := &reader{in: in, o: o, ctx: reading, out: make(chan batch, 1), seen: map[profiles.Key]struct{}{}, known: map[name]bool{}}
	go r.run([]Source{s})
	var first profiles.Record
	for b := range r.out {
		if first == nil && len(b.items) > 0 {
			first = b.items[0].mutations[0].Record
			stop()
		}
	}
	if first != nil {
		return first, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(r.report.Faults) > 0 {
		l := r.report.Faults[0]
		return nil, profiles.FieldErrors{{Path: l.Path, Msg: l.Reason}}
	}
	return nil, fmt.Errorf("%w: no record in %s", profiles.ErrInvalid, s.Name)
}
