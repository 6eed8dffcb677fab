package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	jsonpatch "github.com/evanphx/json-patch/v5"

	"tenon/profiles"
	"tenon/profiles/format"
)

// Correct changes the kept record that c names as its patch says, and keeps the patch, so that the next import of the record's file
// makes the change again. A patch that was kept for the record before goes on: the operations of c come after its own; an empty
// patch takes all of them back, from the next import on. profiles.ErrInvalid: the patch cannot be made, or what it makes is no
// record that may be kept; nothing is changed then.
func (in *Intake) Correct(ctx context.Context, org string, c *profiles.Correction, now profiles.Month) (profiles.Seq, error) {
	if err := c.Validate(now); err != nil {
		return 0, err
	}
	key := profiles.Key{Org: org, Kind: c.Of, ID: c.ID}
	e, err := in.store.Get(ctx, key)
	if err != nil {
		return 0, err
	}
	at := profiles.Key{Org: org, Kind: c.RecordKind(), ID: c.ID}
	before, revision, err := in.correction(ctx, at)
	if err != nil {
		return 0, err
	}
	ops, err := c.Operations()
	if err != nil {
		return 0, err
	}
	if len(ops) == 0 {
		if before == nil {
			return in.store.Seq(ctx)
		}
		return in.store.Apply(ctx, []profiles.Mutation{{Key: at, If: &revision}})
	}
	both, err := c.After(before)
	if err != nil {
		return 0, err
	}
	if err := both.Validate(now); err != nil {
		return 0, fmt.Errorf("with the corrections that are kept: %w; [] forgets those", err)
	}
	r := &reader{in: in, o: Options{Now: now, Org: org}}
	rec, failed := r.corrected(e.Record, ops)
	if len(failed) > 0 {
		return 0, failed
	}
	if err := rec.Validate(now); err != nil {
		return 0, err
	}
	return in.store.Apply(ctx, []profiles.Mutation{{Key: key, Record: rec, If: &e.Revision}, {Key: at, Record: both, If: &revision}})
}

// correction returns what is kept for a record, nil where nothing is, and its revision.
func (in *Intake) correction(ctx context.Context, at profiles.Key) (*profiles.Correction, profiles.Revision, error) {
	e, err := in.store.Get(ctx, at)
	switch {
	case errors.Is(err, profiles.ErrNotFound):
		return nil, 0, nil
	case err != nil:
		return nil, 0, err
	}
	return e.Record.(*profiles.Correction), e.Revision, nil
}

// corrected makes the operations that can be made, one after the other, and says which cannot: a file that is imported anew may lack
// what an operation was about.
func (r *reader) corrected(rec profiles.Record, ops []profiles.Operation) (profiles.Record, profiles.FieldErrors) {
	doc, err := json.Marshal(rec)
	if err != nil {
		return rec, profiles.FieldErrors{{Path: "patch", Msg: err.Error()}}
	}
	var failed profiles.FieldErrors
	for i, op := range ops {
		next, err := operate(doc, op, rec.RecordKind())
		if err != nil {
			failed = append(failed, &profiles.FieldError{Path: fmt.Sprintf("patch[%d]", i), Msg: fmt.Sprintf("%s %s cannot be made: %v", op.Op, op.Path, err)})
			continue
		}
		doc = next
	}
	out, err := decoded(doc, rec.RecordKind())
	if err != nil {
		return rec, profiles.FieldErrors{{Path: "patch", Msg: err.Error()}}
	}
	r.again(out)
	return out, failed
}

// operate makes one operation. Its result has to be a record still: an operation of another type or on a field that is not there
// is refused by itself.
func operate(doc []byte, op profiles.Operation, kind profiles.Kind) ([]byte, error) {
	raw, err := json.Marshal([]profiles.Operation{op})
	if err != nil {
		return nil, err
	}
	patch, err := jsonpatch.DecodePatch(raw)
	if err != nil {
		return nil, err
	}
	o := jsonpatch.NewApplyOptions()
	o.EnsurePathExistsOnAdd = true // the first job of a record that had none
	next, err := patch.ApplyWithOptions(doc, o)
	if err != nil {
		if errors.Is(err, jsonpatch.ErrMissing) {
			return nil, errors.New("the record has nothing there")
		}
		return nil, errors.New(strings.ReplaceAll(err.Error(), "\n", " "))
	}
	if _, err := decoded(next, kind); err != nil {
		return nil, err
	}
	return next, nil
}

func decoded(doc []byte, kind profiles.Kind) (profiles.Record, error) {
	var rec profiles.Record = new(profiles.Candidate)
	if kind == profiles.KindRole {
		rec = new(profiles.Role)
	}
	d := json.NewDecoder(bytes.NewReader(doc))
	d.DisallowUnknownFields()
	if err := d.Decode(rec); err != nil {
		return nil, err
	}
	return rec, nil
}

// again puts a corrected record in order as an import does: a new city has another number.
func (r *reader) again(rec profiles.Record) {
	d := &format.Draft{Format: format.Tenon}
	switch rec := rec.(type) {
	case *profiles.Candidate:
		r.candidate(d, rec)
	case *profiles.Role:
		r.role(d, rec)
	}
}

// loadCorrections reads which records have been corrected: few, so that an import asks the store once.
func (r *reader) loadCorrections(ctx context.Context) error {
	if r.in.store == nil {
		return nil
	}
	r.corrections = map[profiles.Key]*profiles.Correction{}
	for _, kind := range []profiles.Kind{profiles.KindCandidateCorrection, profiles.KindRoleCorrection} {
		for after, more := (profiles.Key{}), true; more; {
			page, err := r.in.store.Scan(ctx, kind, after, 1000)
			if err != nil {
				return err
			}
			for _, e := range page.Entries {
				if e.Err == nil {
					r.corrections[e.Key] = e.Record.(*profiles.Correction)
				}
			}
			after, more = page.Next, page.More
		}
	}
	return nil
}

// correct makes the kept correction of a record that is imported anew. What cannot be made any more is noted.
func (r *reader) correct(d *format.Draft, rec profiles.Record) profiles.Record {
	if len(r.corrections) == 0 {
		return rec
	}
	c := r.corrections[profiles.Key{Org: r.o.Org, Kind: profiles.CorrectionKind(rec.RecordKind()), ID: rec.RecordID()}]
	if c == nil {
		return rec
	}
	ops, err := c.Operations()
	if err != nil {
		note(d, "patch", "the correction that is kept cannot be read: not made")
		return rec
	}
	out, failed := r.corrected(rec, ops)
	note(d, "patch", fmt.Sprintf("%d corrections of a person were made again", len(ops)-len(failed)))
	for _, f := range failed {
		note(d, f.Path, f.Msg+": look at it again")
	}
	switch x := out.(type) {
	case *profiles.Candidate:
		d.Candidate = x
	case *profiles.Role:
		d.Role = x
	}
	return out
}
