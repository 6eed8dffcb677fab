package intake

import (
	"context"
	"errors"
	"fmt"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
	"tenon/profiles/store"
)

// Written is what became of a record that was written by itself.
type Written struct {
	Record   profiles.Record
	Revision profiles.Revision // of the record
	Seq      profiles.Seq      // of the last change that was made
	Notes    []Line
}

// Condition says what a record that is written by itself replaces.
type Condition struct {
	Revision profiles.Revision // that the store has to have; 0: none at all
	OwnID    bool              // the record may have another id than that of the source
}

// Put reads the one record of a source as an import would, and writes it where the store has what the condition says. The id of the
// source is that of a record without one. Source and flags are not the writer's to say:
// a record that is replaced keeps them. Corrections that are kept are not made again: the record is what somebody wants it to be now.
//
// profiles.ErrInvalid, as [profiles.FieldErrors] where a field is at fault; profiles.ErrConflict.
func (in *Intake) Put(ctx context.Context, s Source, o Options, want Condition) (*Written, error) {
	before, err := in.before(ctx, o, s.ID, want.Revision)
	if err != nil {
		return nil, err
	}
	r := in.reader(ctx, o)
	r.own = &before
	it, err := r.first(s, true)
	if err != nil {
		return nil, err
	}
	rec := it.mutations[0].Record
	if s.ID != "" && rec.RecordID() != s.ID && !want.OwnID {
		return nil, profiles.FieldErrors{{Path: "id", Msg: "another than that of the address: leave it out, or make them the same"}}
	}
	out := &Written{Record: rec, Notes: r.report.Notes}
	if o.DryRun {
		return out, nil
	}
	it.mutations[0].If = &want.Revision
	if out.Seq, err = in.store.Apply(ctx, it.mutations); err != nil {
		return nil, err
	}
	out.Revision = out.Seq - profiles.Seq(len(it.mutations)-1)
	return out, nil
}

// owned are the parts of a record that belong to the store.
type owned struct {
	source *profiles.Source
	flags  []profiles.Flag
}

// before reads what a record that will be replaced has of its own; nothing of one that is not there, or at another revision, which
// the store will find.
func (in *Intake) before(ctx context.Context, o Options, id string, want profiles.Revision) (owned, error) {
	if want == 0 || in.store == nil {
		return owned{}, nil
	}
	e, err := in.store.Get(ctx, profiles.Key{Org: o.Org, Kind: o.Kind, ID: id})
	if errors.Is(err, profiles.ErrNotFound) {
		return owned{}, nil
	}
	if err != nil {
		return owned{}, err
	}
	switch rec := e.Record.(type) {
	case *profiles.Candidate:
		return owned{rec.Source, rec.Flags}, nil
	case *profiles.Role:
		return owned{rec.Source, rec.Flags}, nil
	}
	return owned{}, nil
}

// keep puts the flags of the store in the place of what the writer says; one that is found anew each time is not kept.
func (o *owned) keep(d *format.Draft) {
	var flags []profiles.Flag
	for _, f := range o.flags {
		if f != profiles.FlagYearsBeyondJobs {
			flags = append(flags, f)
		}
	}
	if d.Candidate != nil {
		d.Candidate.Flags = flags
	}
	if d.Role != nil {
		d.Role.Flags = flags
	}
}

// source is that of a record which came from elsewhere before.
func (o *owned) sourceOr(s *profiles.Source) *profiles.Source {
	if o != nil && o.source != nil {
		return o.source
	}
	return s
}

// Delete deletes a record with all that belongs to it. want is the revision that it must have, nil any. profiles.ErrNotFound,
// profiles.ErrConflict.
func (in *Intake) Delete(ctx context.Context, key profiles.Key, want *profiles.Revision) (profiles.Seq, error) {
	ms := []profiles.Mutation{{Key: key, If: want}}
	with := []profiles.Kind{profiles.CorrectionKind(key.Kind)}
	if key.Kind == profiles.KindCandidate {
		with = append(with, profiles.KindIdentity, profiles.KindDemographics, profiles.KindConsents)
	}
	for _, k := range with {
		beside := profiles.Key{Org: key.Org, Kind: k, ID: key.ID}
		if _, err := in.store.Get(ctx, beside); errors.Is(err, profiles.ErrNotFound) {
			continue
		} else if err != nil && !errors.Is(err, profiles.ErrDamaged) {
			return 0, err
		}
		ms = append(ms, profiles.Mutation{Key: beside})
	}
	reviews, err := store.Reviews(ctx, in.store, key)
	if err != nil {
		return 0, err
	}
	for _, e := range reviews {
		ms = append(ms, profiles.Mutation{Key: e.Key})
	}
	return in.store.Apply(ctx, ms)
}

// PutIdentity keeps who a candidate is, and takes it out of the candidate's running text. want is the revision that the
// identity has to have, 0 for none at all.
func (in *Intake) PutIdentity(ctx context.Context, org string, id *identity.Identity, now profiles.Month, want profiles.Revision) (profiles.Seq, error) {
	if err := id.Validate(now); err != nil {
		return 0, err
	}
	e, err := in.store.Get(ctx, profiles.Key{Org: org, Kind: profiles.KindCandidate, ID: id.ID})
	if err != nil {
		return 0, err
	}
	c, ok := e.Record.(*profiles.Candidate)
	if !ok {
		return 0, fmt.Errorf("%w: %s is no candidate", profiles.ErrInvalid, e.Key)
	}
	d := &format.Draft{Candidate: c, Identity: id}
	withoutContacts(d)
	var ms []profiles.Mutation
	if len(d.Notes) > 0 {
		ms = append(ms, profiles.Mutation{Key: e.Key, Record: c, If: &e.Revision})
	}
	ms = append(ms, profiles.Mutation{Key: profiles.Key{Org: org, Kind: profiles.KindIdentity, ID: id.ID}, Record: id, If: &want})
	return in.store.Apply(ctx, ms)
}
