package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
)

// cursor writes a place in a list as one word.
func cursor(v any) (string, error) {
	b, err := json.Marshal(v)
	return base64.RawURLEncoding.EncodeToString(b), err
}

// readCursor reads what cursor wrote; "" leaves v as it is.
func readCursor(s string, v any) error {
	if s == "" {
		return nil
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		return profiles.FieldErrors{{Path: "cursor", Msg: "not a cursor: want next of the page before, as it is"}}
	}
	return nil
}

// page is the parameters of a list.
type page struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Records a page."`
	Cursor string `query:"cursor" maxLength:"1024" doc:"next of the page before."`
}

// named is a page of a list, or of the records of some ids.
type named struct {
	Limit  int      `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Records a page."`
	Cursor string   `query:"cursor" maxLength:"1024" doc:"next of the page before."`
	IDs    []string `query:"id,explode" maxItems:"500" doc:"The records of these ids, in this order, as far as they are there; limit and cursor are nothing then."`
}

// listNamed reads the records of some ids, or a page of all.
func listNamed[R profiles.Record](ctx context.Context, s *server, in *named) (out []R, next string, seq profiles.Seq, err error) {
	if len(in.IDs) == 0 {
		return listOf[R](ctx, s, &page{in.Limit, in.Cursor})
	}
	out = []R{}
	for _, id := range in.IDs {
		r, _, err := get[R](ctx, s, id)
		if errors.Is(err, profiles.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, "", 0, err
		}
		out = append(out, r)
	}
	seq, err = s.Store.Seq(ctx)
	return out, "", seq, err
}

// listOf reads a page of the records of a kind of the organisation.
func listOf[R profiles.Record](ctx context.Context, s *server, in *page) (out []R, next string, seq profiles.Seq, err error) {
	var after string
	if err := readCursor(in.Cursor, &after); err != nil {
		return nil, "", 0, err
	}
	org := auth.From(ctx).Org
	p, err := s.Store.Scan(ctx, kindOf[R](), profiles.Key{Org: org, ID: after}, in.Limit)
	if err != nil {
		return nil, "", 0, err
	}
	out = []R{}
	more := p.More
	for _, e := range p.Entries {
		if e.Err != nil {
			return nil, "", 0, e.Err
		}
		r, ok := e.Record.(R)
		if e.Key.Org != org || !ok { // the next organisation begins
			more = false
			break
		}
		out, after = append(out, r), e.Key.ID
	}
	if more && len(out) > 0 {
		next, err = cursor(after)
	}
	return out, next, p.Seq, err
}

func (s *server) listCandidates(ctx context.Context, in *named) (*bodyOf[wire.Candidates], error) {
	rs, next, seq, err := listNamed[*profiles.Candidate](ctx, s, in)
	return &bodyOf[wire.Candidates]{wire.Candidates{Candidates: rs, Next: next, Seq: seq}}, err
}

func (s *server) listRoles(ctx context.Context, in *named) (*bodyOf[wire.Roles], error) {
	rs, next, seq, err := listNamed[*profiles.Role](ctx, s, in)
	return &bodyOf[wire.Roles]{wire.Roles{Roles: rs, Next: next, Seq: seq}}, err
}
