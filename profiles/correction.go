package profiles

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// MaxCorrections is how many operations a correction may have.
const MaxCorrections = 256

// Correction is what a person has changed of a record that was read from a file, as a JSON patch (RFC 6902) on the record's JSON. It
// is kept beside the record and made again each time the file is imported.
type Correction struct {
	ID    string `json:"id" cbor:"1,keyasint,omitempty"`    // of the record
	Of    Kind   `json:"of" cbor:"2,keyasint,omitempty"`    // candidate or role
	Patch string `json:"patch" cbor:"3,keyasint,omitempty"` // a JSON list of operations
}

// CorrectionKind is the kind under which corrections of records of a kind are kept; 0 where there are none.
func CorrectionKind(of Kind) Kind {
	switch of {
	case KindCandidate:
		return KindCandidateCorrection
	case KindRole:
		return KindRoleCorrection
	case KindIdentity, KindDemographics, KindCandidateCorrection, KindRoleCorrection, KindSearch, KindReview, KindConsents, KindAccess:
	}
	return 0
}

// RecordKind implements [Record].
func (c *Correction) RecordKind() Kind { return CorrectionKind(c.Of) }

// RecordID implements [Record].
func (c *Correction) RecordID() string { return c.ID }

// After is the correction with the operations of an earlier one, nil for none, before its own. The error is [ErrInvalid]: one of them
// cannot be read.
func (c *Correction) After(before *Correction) (*Correction, error) {
	if before == nil {
		return c, nil
	}
	var all []Operation
	for _, x := range []*Correction{before, c} {
		ops, err := x.Operations()
		if err != nil {
			return nil, err
		}
		all = append(all, ops...)
	}
	patch, err := json.Marshal(all)
	if err != nil {
		return nil, fmt.Errorf("%w: patch: %w", ErrInvalid, err)
	}
	return &Correction{ID: c.ID, Of: c.Of, Patch: string(patch)}, nil
}

// Operation is one change of a correction.
type Operation struct {
	Op    string          `json:"op"`
	Path  string          `json:"path"`
	From  string          `json:"from,omitempty"`
	Value json.RawMessage `json:"value,omitempty"`
}

// Operations are the changes of the correction, in order.
func (c *Correction) Operations() ([]Operation, error) {
	var ops []Operation
	d := json.NewDecoder(strings.NewReader(c.Patch))
	d.DisallowUnknownFields()
	if err := d.Decode(&ops); err != nil {
		return nil, FieldErrors{{Path: "patch", Msg: "not a JSON patch: want a list such as [{\"op\":\"replace\",\"path\":\"/headline\",\"value\":\"…\"}]"}}
	}
	return ops, nil
}

// Validate implements [Record]: what a patch may do and where. The id and the source of a record are not a person's to change.
func (c *Correction) Validate(now Month) error {
	k := &checker{now: now}
	k.id(c.ID)
	if c.RecordKind() == 0 {
		k.fail("of", "%q: want candidate or role", c.Of.String())
	}
	k.text("patch", c.Patch, MaxText)
	ops, err := c.Operations()
	if err != nil {
		return err
	}
	k.count("patch", len(ops), MaxCorrections)
	for i, op := range ops {
		path := at("patch", i)
		if !slices.Contains([]string{"add", "remove", "replace", "move", "copy", "test"}, op.Op) {
			k.fail(path+".op", "%q: want add, remove, replace, move, copy or test", clip(op.Op))
		}
		for _, p := range []string{op.Path, op.From} {
			if field, _, _ := strings.Cut(strings.TrimPrefix(p, "/"), "/"); field == "id" || field == "source" || p == "" && op.Path == "" {
				k.fail(path+".path", "%q: want a field of the record other than id and source, as /jobs/0/title/name", clip(p))
			}
		}
	}
	return k.done()
}
