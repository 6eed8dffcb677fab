package intake

import (
	"context"
	"errors"
	"fmt"

	"tenon/profiles"
)

// writer puts batches into the store, on the goroutine of the caller.
type writer struct {
	in       *Intake
	o        Options
	accepted int
	seq      profiles.Seq
	refused  []error
	items    []item // that were refused, beside refused
}

// run writes until the batches end, the store fails or ctx is done.
func (w *writer) run(ctx context.Context, in <-chan batch) error {
	for b := range in {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.write(ctx, b.items); err != nil {
			return err
		}
		if w.o.Progress != nil {
			b.at.Accepted = w.accepted
			b.at.Rejected += len(w.refused)
			w.o.Progress(b.at)
		}
	}
	return nil
}

// write applies a batch at once. When the store finds a record invalid, the records go in one by one, so that it stops no other.
func (w *writer) write(ctx context.Context, items []item) error {
	if w.o.DryRun || len(items) == 0 {
		w.accepted += len(items)
		return nil
	}
	all := make([]profiles.Mutation, 0, 2*len(items))
	for _, it := range items {
		all = append(all, it.mutations...)
	}
	seq, err := w.in.store.Apply(ctx, all)
	switch {
	case err == nil:
		w.accepted, w.seq = w.accepted+len(items), seq
		return nil
	case !errors.Is(err, profiles.ErrInvalid):
		return fmt.Errorf("write %d records: %w", len(items), err)
	case len(items) == 1:
		w.refused, w.items = append(w.refused, err), append(w.items, items[0])
		return nil
	}
	for i := range items {
		if err := w.write(ctx, items[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

// merge adds what the store did to what the reading side reported.
func (w *writer) merge(r Report) Report {
	r.Accepted, r.Seq = w.accepted, w.seq
	for i, err := range w.refused {
		r.reject(w.items[i].line, err)
	}
	return r
}
