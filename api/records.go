package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"tenon/api/auth"
	"tenon/profiles"
	"tenon/profiles/intake"
)

// OfID is the path of a record.
type OfID struct {
	ID string `path:"id" minLength:"1" maxLength:"128" doc:"Id of the record."`
}

// Check refuses an id that no record can have.
func (i *OfID) check() error { return profiles.CheckID(i.ID) }

// entry is a record with its revision.
type entry[R any] struct {
	ETag     string `header:"ETag" doc:"Revision of the record: If-Match of a replacement."`
	Location string `header:"Location"`
	Replayed string `header:"Idempotent-Replayed" doc:"true: the answer to an earlier request with this Idempotency-Key."`
	Status   int
	Written
	Body R
}

// kindOf is the kind of a type of records.
func kindOf[R profiles.Record]() profiles.Kind {
	var r R
	return r.RecordKind()
}

// etag and revisionOf write and read a revision as an entity tag.
func etag(r profiles.Revision) string { return `"` + strconv.FormatUint(uint64(r), 10) + `"` }

func revisionOf(tag string) (profiles.Revision, error) {
	n, err := strconv.ParseUint(strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`), 10, 63)
	if err != nil || n == 0 {
		return 0, profiles.FieldErrors{{Path: "header.If-Match", Msg: `want the ETag of the record, as "12"`}}
	}
	return profiles.Revision(n), nil
}

// get reads a record of the organisation.
func get[R profiles.Record](ctx context.Context, s *server, id string) (R, profiles.Revision, error) {
	var none R
	if err := profiles.CheckID(id); err != nil {
		return none, 0, fmt.Errorf("%w: an id that no record has", profiles.ErrNotFound)
	}
	e, err := s.Store.Get(ctx, key(ctx, kindOf[R](), id))
	if err != nil {
		return none, 0, err
	}
	r, ok := e.Record.(R)
	if !ok {
		return none, 0, fmt.Errorf("%w: %s is no such record", profiles.ErrDamaged, e.Key)
	}
	return r, e.Revision, nil
}

func read[R profiles.Record](s *server, ctx context.Context, in *OfID) (*entry[R], error) {
	r, rev, err := get[R](ctx, s, in.ID)
	if err != nil {
		return nil, err
	}
	return &entry[R]{ETag: etag(rev), Status: 200, Body: r}, nil
}

type createIn struct {
	Waiting
	Key     string `header:"Idempotency-Key" maxLength:"255" doc:"A repeated request with the same key creates nothing more and gets the first answer again."`
	RawBody []byte
}

func create[R profiles.Record](s *server, ctx context.Context, in *createIn) (*entry[R], error) {
	kind := kindOf[R]()
	id := s.idOf(ctx, kind, in.Key)
	w, err := s.put(ctx, kind, id, in.RawBody, intake.Condition{OwnID: true}, false)
	switch {
	case errors.Is(err, profiles.ErrConflict) && in.Key != "":
		if w, err = s.put(ctx, kind, id, in.RawBody, intake.Condition{OwnID: true}, true); err != nil {
			return nil, err
		}
		return createdBefore[R](ctx, s, id, w.Record, in.Waiting)
	case errors.Is(err, profiles.ErrConflict):
		return nil, exists(kind)
	case err != nil:
		return nil, err
	}
	out := entryOf[R](w, 201)
	out.Written = s.settle(ctx, in.Waiting, w.Seq)
	return out, nil
}

func exists(kind profiles.Kind) error {
	return fmt.Errorf("%w: there is a %s of this id: replace it with PUT and If-Match", errExists, kind)
}

// location is the address of a record.
func location(r profiles.Record) string {
	path := map[profiles.Kind]string{profiles.KindCandidate: "candidates", profiles.KindRole: "roles", profiles.KindSearch: "searches"}[r.RecordKind()]
	return "/v1/" + path + "/" + url.PathEscape(r.RecordID())
}

func entryOf[R profiles.Record](w *intake.Written, status int) *entry[R] {
	rec, _ := w.Record.(R) // of the kind that was asked for
	return &entry[R]{ETag: etag(w.Revision), Status: status, Location: location(w.Record), Body: rec}
}

// put writes the record of a body, or only says what it would be. An id of the body counts where it may have one, and has to be the same
// where not.
func (s *server) put(ctx context.Context, kind profiles.Kind, id string, body []byte, want intake.Condition, dry bool) (*intake.Written, error) {
	src := intake.Source{Name: "api.json", ID: id, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }}
	return s.Intake.Put(ctx, src, intake.Options{Now: s.now(), Kind: kind, Org: auth.From(ctx).Org, DryRun: dry, KeepConsent: !mayConsent(ctx)}, want)
}

type replaceIn struct {
	OfID
	Waiting
	IfMatch     string `header:"If-Match" doc:"ETag of the revision that is replaced."`
	IfNoneMatch string `header:"If-None-Match" doc:"*: create the record; it must not exist."`
	RawBody     []byte
}

// condition is the revision that the record must have, 0 for none.
func (in *replaceIn) condition() (profiles.Revision, error) {
	switch {
	case in.IfNoneMatch == "*" && in.IfMatch == "":
		return 0, nil
	case in.IfNoneMatch != "":
		return 0, profiles.FieldErrors{{Path: "header.If-None-Match", Msg: "want *, and no If-Match beside it"}}
	case in.IfMatch == "":
		return 0, fmt.Errorf("%w: say If-Match with the ETag of the record that you have read, or If-None-Match: * to create one", errNoPrecondition)
	}
	return revisionOf(in.IfMatch)
}

func replace[R profiles.Record](s *server, ctx context.Context, in *replaceIn) (*entry[R], error) {
	want, err := in.condition()
	if err != nil {
		return nil, err
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	if want != 0 {
		if _, _, err := get[R](ctx, s, in.ID); errors.Is(err, profiles.ErrNotFound) {
			return nil, err
		}
	}
	w, err := s.put(ctx, kindOf[R](), in.ID, in.RawBody, intake.Condition{Revision: want}, false)
	if err != nil {
		return nil, err
	}
	status := 200
	if want == 0 {
		status = 201
	}
	out := entryOf[R](w, status)
	out.Written = s.settle(ctx, in.Waiting, w.Seq)
	return out, nil
}

type correctIn struct {
	OfID
	Waiting
	RawBody []byte
}

func correct[R profiles.Record](s *server, ctx context.Context, in *correctIn) (*entry[R], error) {
	if _, _, err := get[R](ctx, s, in.ID); err != nil {
		return nil, err
	}
	fix := &profiles.Correction{ID: in.ID, Of: kindOf[R](), Patch: string(in.RawBody)}
	seq, err := s.Intake.Correct(ctx, auth.From(ctx).Org, fix, s.now())
	if err != nil {
		return nil, err
	}
	out, err := read[R](s, ctx, &in.OfID)
	if err != nil {
		return nil, err
	}
	out.Written = s.settle(ctx, in.Waiting, seq)
	return out, nil
}

type removeIn struct {
	OfID
	Waiting
	IfMatch string `header:"If-Match" doc:"ETag of the revision that is deleted; without it, whatever there is."`
}

func remove[R profiles.Record](s *server, ctx context.Context, in *removeIn) (*Written, error) {
	if _, _, err := get[R](ctx, s, in.ID); err != nil {
		return nil, err
	}
	var want *profiles.Revision
	if in.IfMatch != "" {
		r, err := revisionOf(in.IfMatch)
		if err != nil {
			return nil, err
		}
		want = &r
	}
	seq, err := s.Intake.Delete(ctx, key(ctx, kindOf[R](), in.ID), want)
	if err != nil {
		return nil, err
	}
	out := s.settle(ctx, in.Waiting, seq)
	return &out, nil
}
