package intake

import (
	"context"
	"fmt"

	"tenon/profiles"
)

// First reads the first record of a source as an import would, and writes nothing. The error is its first fault.
func (in *Intake) First(ctx context.Context, s Source, o Options) (profiles.Record, error) {
	it, err := in.reader(ctx, o).first(s, false)
	if err != nil {
		return nil, err
	}
	return it.mutations[0].Record, nil
}

func (in *Intake) reader(ctx context.Context, o Options) *reader {
	return &reader{in: in, o: o, ctx: ctx, out: make(chan batch, 1), seen: map[profiles.Key]struct{}{}, known: map[name]bool{}}
}

// first reads the first record that passes; one that is to be the only one is refused where another follows. The faults of the record
// are all told.
func (r *reader) first(s Source, only bool) (item, error) {
	outer := r.ctx
	reading, stop := context.WithCancel(outer)
	defer stop()
	r.o.Batch, r.ctx = 1, reading
	go r.run([]Source{s})
	var first *item
	for b := range r.out {
		if first == nil && len(b.items) > 0 {
			first = &b.items[0]
		}
		if first != nil && !only {
			stop()
		}
	}
	switch {
	case only && r.report.Records > 1:
		return item{}, fmt.Errorf("%w: more than one record: want one", profiles.ErrInvalid)
	case first != nil:
		return *first, nil
	case outer.Err() != nil:
		return item{}, outer.Err()
	case len(r.report.Faults) > 0:
		var faults profiles.FieldErrors
		for _, l := range r.report.Faults {
			if l.Record == r.report.Faults[0].Record {
				faults = append(faults, &profiles.FieldError{Path: l.Path, Msg: l.Reason})
			}
		}
		return item{}, faults
	}
	return item{}, fmt.Errorf("%w: no record in %s", profiles.ErrInvalid, s.Name)
}
