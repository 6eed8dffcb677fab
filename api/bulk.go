package api

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"tenon/api/auth"
	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/intake"
)

// loadIn is the input of a bulk load. The body is read by the intake, as it comes.
type loadIn struct {
	Waiting
	Key  string `header:"Idempotency-Key" maxLength:"255" doc:"Makes the ids of records without one: sent again, they replace themselves."`
	body *patient
}

// Resolve implements huma.Resolver: it keeps the body.
func (in *loadIn) Resolve(ctx huma.Context) []error {
	in.body = bodyOfStream(ctx)
	return nil
}

type loaded struct {
	Written
	Body intake.Report
}

func load(kind profiles.Kind) func(*server, context.Context, *loadIn) (*loaded, error) {
	return func(s *server, ctx context.Context, in *loadIn) (*loaded, error) {
		salt := in.Key
		if salt == "" {
			salt = rand.Text()
		}
		src := intake.Source{Name: "bulk.ndjson", Open: func() (io.ReadCloser, error) { return in.body, nil }}
		report, err := s.Intake.Import(ctx, []intake.Source{src}, intake.Options{Now: s.now(), Kind: kind, Org: auth.From(ctx).Org, Salt: salt})
		if err == nil {
			err = in.broken()
		}
		s.keepReport(ctx, []string{src.Name}, report, err)
		if err != nil {
			return nil, err
		}
		return &loaded{s.settle(ctx, in.Waiting, report.Seq), report}, nil
	}
}

// broken is why the body could not be read to its end: then the report would be one of a part. What was acknowledged stays.
func (in *loadIn) broken() error {
	if in.body == nil || in.body.failed == nil || errors.Is(in.body.failed, io.EOF) {
		return nil
	}
	return in.body.failed
}

type dumpIn struct {
	Format   string `query:"format" enum:"tenon,jsonresume,jobposting" default:"tenon" doc:"jsonresume for candidates, jobposting for roles, tenon for both; tenon loses nothing."`
	Identity bool   `query:"identity" doc:"With who the candidates are; for administrators. The access is logged."`
}

// dumpPage is how many records of the store are read at a time; no transaction outlives one.
const dumpPage = 500

func dump(kind profiles.Kind) func(*server, context.Context, *dumpIn) (*streaming, error) {
	return func(s *server, ctx context.Context, in *dumpIn) (*streaming, error) {
		if in.Format == format.JSONResume && kind == profiles.KindRole || in.Format == format.JobPosting && kind == profiles.KindCandidate {
			return nil, profiles.FieldErrors{{Path: "query.format", Msg: "candidates as jsonresume or tenon, roles as jobposting or tenon"}}
		}
		p := auth.From(ctx)
		if in.Identity && p.Role != auth.Admin {
			return nil, errForbidden
		}
		if in.Identity {
			s.Log.InfoContext(ctx, "identities dumped", "id", requestID(ctx), "by", p.ID)
		}
		return &streaming{"application/x-ndjson", func(h huma.Context) {
			if err := s.dump(h, kind, p.Org, in); err != nil {
				s.Log.ErrorContext(ctx, "dump ended early", "id", requestID(ctx), "error", err)
				abort()
			}
		}}, nil
	}
}

func (s *server) dump(h huma.Context, kind profiles.Kind, org string, in *dumpIn) error {
	to := portionsOf(h)
	w := bufio.NewWriterSize(to, 64<<10)
	after, more := profiles.Key{Org: org}, true
	for more {
		p, err := s.Store.Scan(h.Context(), kind, after, dumpPage)
		if err != nil {
			return err
		}
		for _, e := range p.Entries {
			if e.Err != nil {
				return e.Err
			}
			if e.Key.Org != org {
				return w.Flush()
			}
			if err := s.dumpOne(h.Context(), w, e.Key, e.Record, in); err != nil {
				return err
			}
		}
		after, more = p.Next, p.More
	}
	return w.Flush()
}

func (s *server) dumpOne(ctx context.Context, w io.Writer, k profiles.Key, rec profiles.Record, in *dumpIn) error {
	var who profiles.Record
	if in.Identity && k.Kind == profiles.KindCandidate {
		k.Kind = profiles.KindIdentity
		e, err := s.Store.Get(ctx, k)
		if err != nil && !errors.Is(err, profiles.ErrNotFound) {
			return err
		}
		who = e.Record
	}
	return format.Write(w, in.Format, rec, who)
}
