package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
	"tenon/profiles/intake"
)

type rankIn struct{ Body wire.RankRequest }

func (s *server) rank(ctx context.Context, in *rankIn) (*bodyOf[wire.Ranking], error) {
	q, err := s.ranking(ctx, &in.Body)
	if err != nil {
		return nil, err
	}
	if q.Top = engine.DefaultTop; in.Body.Top != nil {
		q.Top = *in.Body.Top
	}
	r, err := s.Engine.Rank(ctx, q)
	if err != nil {
		return nil, err
	}
	s.metrics.ranked(r.Scored + r.Skipped)
	out := &bodyOf[wire.Ranking]{wire.Ranking{Ranking: r}}
	if r.Next != nil {
		out.Body.Next, err = cursor(r.Next)
	}
	return out, err
}

// ranking is the question to the engine that a request for a ranking is, once what it has to wait for is there.
func (s *server) ranking(ctx context.Context, b *wire.RankRequest) (engine.Request, error) {
	if err := ownSides(ctx, &b.Sides); err != nil {
		return engine.Request{}, err
	}
	q, err := s.request(ctx, &b.Sides, &b.Weighing)
	if err != nil {
		return q, err
	}
	q.Sort, q.Where, q.Query, q.Strict, q.Vetoed, q.Currency = b.Sort, b.Where, b.Query, b.Strict, b.Vetoed, b.Currency
	q.OrderOnly, q.Plain, q.From = b.Order, b.Plain, b.From
	if err := readCursor(b.Cursor, &q.After); err != nil {
		return q, err
	}
	return q, s.await(ctx, b.MinSeq)
}

// request is what every question to the engine has: the organisation of who asks, the sides, how scores are made.
func (s *server) request(ctx context.Context, sides *wire.Sides, w *wire.Weighing) (engine.Request, error) {
	q := engine.Request{Org: auth.From(ctx).Org, Role: sides.Role, Candidate: sides.Candidate, RoleOrg: sides.RoleOrg, CandidateOrg: sides.CandidateOrg, Roles: scope(ctx)}
	w.Apply(&q)
	var err error
	if q.Policy, q.Weights, err = s.weigh(ctx, q.Policy, q.Weights); err != nil {
		return q, err
	}
	if len(sides.RoleDocument) > 0 {
		rec, err := s.inline(ctx, "roleDocument", sides.RoleDocument, profiles.KindRole, q.AsOf)
		if err != nil {
			return q, err
		}
		q.RoleRecord, _ = rec.(*profiles.Role) // inline looks at the kind
	}
	if len(sides.CandidateDocument) > 0 {
		rec, err := s.inline(ctx, "candidateDocument", sides.CandidateDocument, profiles.KindCandidate, q.AsOf)
		if err != nil {
			return q, err
		}
		q.CandidateRecord, _ = rec.(*profiles.Candidate)
	}
	return q, nil
}

// inline reads a record of a request as an import would. Its faults have the field of the request before their paths.
func (s *server) inline(ctx context.Context, field string, d wire.Document, kind profiles.Kind, asOf profiles.Month) (profiles.Record, error) {
	name, text := field+".json", []byte(d)
	if len(d) > 0 && d[0] == '"' { // the text of a résumé or an advert
		var t string
		if err := json.Unmarshal(d, &t); err != nil {
			return nil, profiles.FieldErrors{{Path: field, Msg: "not a string of JSON"}}
		}
		name, text = field+".txt", []byte(t)
	}
	if asOf == 0 {
		asOf = s.Engine.Columns.Snapshot().AsOf
	}
	src := intake.Source{Name: name, ID: "inline", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }}
	rec, err := s.Intake.First(ctx, src, intake.Options{Now: max(asOf, s.now()), Kind: kind})
	if err == nil && rec.RecordKind() != kind {
		err = profiles.FieldErrors{{Msg: "a " + rec.RecordKind().String() + ": want a " + kind.String()}}
	}
	return rec, under(field, err)
}

// under puts a field before the paths of an error.
func under(field string, err error) error {
	var faults profiles.FieldErrors
	if !errors.As(err, &faults) {
		return err
	}
	out := make(profiles.FieldErrors, len(faults))
	for i, f := range faults {
		path := field
		if f.Path != "" {
			path += "." + f.Path
		}
		out[i] = &profiles.FieldError{Path: path, Msg: f.Msg}
	}
	return out
}

type scoreIn struct{ Body wire.ScoreRequest }

func (s *server) score(ctx context.Context, in *scoreIn) (*bodyOf[*engine.Ranking], error) {
	q, err := s.request(ctx, &wire.Sides{}, &in.Body.Weighing)
	if err != nil {
		return nil, err
	}
	if q.AsOf == 0 {
		q.AsOf = s.Engine.Columns.Snapshot().AsOf
	}
	role, err := s.inline(ctx, "role", in.Body.Role, profiles.KindRole, q.AsOf)
	if err != nil {
		return nil, err
	}
	candidate, err := s.inline(ctx, "candidate", in.Body.Candidate, profiles.KindCandidate, q.AsOf)
	if err != nil {
		return nil, err
	}
	q.RoleRecord, _ = role.(*profiles.Role) // see request
	q.CandidateRecord, _ = candidate.(*profiles.Candidate)
	r, err := s.Engine.Score(q)
	return &bodyOf[*engine.Ranking]{r}, err
}

type explainIn struct{ Body wire.ExplainRequest }

func (s *server) explain(ctx context.Context, in *explainIn) (*bodyOf[*engine.Ranking], error) {
	sides := wire.Sides{Role: in.Body.Role, Candidate: in.Body.Candidate, RoleOrg: in.Body.RoleOrg, CandidateOrg: in.Body.CandidateOrg}
	if err := ownSides(ctx, &sides); err != nil {
		return nil, err
	}
	q, err := s.request(ctx, &sides, &in.Body.Weighing)
	if err != nil {
		return nil, err
	}
	r, err := s.Engine.Explain(ctx, q)
	return &bodyOf[*engine.Ranking]{r}, err
}
