package api

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"tenon/api/auth"
	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
	"tenon/profiles/intake"
	"tenon/profiles/store"
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
		report, err := s.Intake.Import(ctx, []intake.Source{src}, intake.Options{Now: s.now(), Kind: kind, Org: auth.From(ctx).Org, Salt: salt, KeepConsent: !mayConsent(ctx)})
		if broken := in.broken(); broken != nil {
			err = broken // of which net/http makes an end of the context, too
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
	Identity bool   `query:"identity" doc:"With who the candidates are; for administrators. Each access is written down."`
	Purpose
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
		if in.Identity && kind == profiles.KindCandidate {
			if err := identity.CheckPurpose("query.purpose", in.Purpose.Purpose); err != nil {
				return nil, err
			}
		}
		return &streaming{"application/x-ndjson", func(h huma.Context) {
			if err := s.dump(h, kind, p.Org, in); err != nil {
				s.fault(ctx, "a dump ended early", err)
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
		entries := p.Entries
		if i := slices.IndexFunc(entries, func(e store.Entry) bool { return e.Key.Org != org }); i >= 0 {
			entries, p.More = entries[:i], false
		}
		var who map[string]*identity.Identity
		if in.Identity && kind == profiles.KindCandidate {
			if who, err = s.revealAll(h.Context(), entries, in.Purpose.Purpose); err != nil {
				return err
			}
		}
		for _, e := range entries {
			if e.Err != nil {
				return e.Err
			}
			var is profiles.Record
			if x := who[e.Key.ID]; x != nil {
				is = x
			}
			if err := format.Write(w, in.Format, e.Record, is); err != nil {
				return err
			}
		}
		after, more = p.Next, p.More
	}
	return w.Flush()
}

// revealAll reads who the candidates of a page are, and writes every access down before.
func (s *server) revealAll(ctx context.Context, entries []store.Entry, purpose string) (map[string]*identity.Identity, error) {
	out := map[string]*identity.Identity{}
	var as []*identity.Access
	for _, e := range entries {
		who, _, err := s.identityOf(ctx, e.Key)
		if errors.Is(err, profiles.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		a, err := s.access(ctx, e.Key, who, purpose, "dump-candidates")
		if err != nil {
			return nil, err
		}
		out[e.Key.ID], as = who, append(as, a)
	}
	if len(as) == 0 {
		return out, nil
	}
	return out, s.log(ctx, auth.From(ctx).Org, as...)
}
