package api

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/profiles"
)

// maxRaces is how often a change is made anew because somebody else changed the same review meanwhile.
const maxRaces = 16

// OfPair is the path of a review.
type OfPair struct {
	ID        string `path:"id" minLength:"1" maxLength:"128" doc:"Id of the role."`
	Candidate string `path:"candidate" minLength:"1" maxLength:"128" doc:"Id of the candidate."`
	OfOrg
}

// OfOrg says whose candidate it is.
type OfOrg struct {
	CandidateOrg string `query:"candidateOrg" maxLength:"128" doc:"Whose candidate it is, as org of a result says; that of who asks where it is missing."`
	stated
}

// Resolve implements huma.Resolver.
func (o *OfOrg) Resolve(ctx huma.Context) []error { return o.resolve(ctx, "candidateOrg") }

// other is the organisation where it is not that of who asks, else nil.
func (o *OfOrg) other(ctx context.Context) *string {
	if !o.stated.is || o.CandidateOrg == auth.From(ctx).Org {
		return nil
	}
	return &o.CandidateOrg
}

// review is the id of the review that the path names.
func (p *OfPair) review(ctx context.Context) string {
	return profiles.ReviewIDIn(p.ID, p.other(ctx), p.Candidate)
}

type reviewsIn struct {
	Limit      int      `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Reviews a page."`
	Cursor     string   `query:"cursor" maxLength:"1024" doc:"next of the page before."`
	Role       string   `query:"role" maxLength:"128" doc:"Of one role; all, where it is missing."`
	Candidates []string `query:"candidate,explode" maxItems:"500" doc:"Of these candidates of the role alone."`
	OfOrg
}

func (s *server) listReviews(ctx context.Context, in *reviewsIn) (*bodyOf[wire.Reviews], error) {
	var out wire.Reviews
	var err error
	switch {
	case len(in.Candidates) > 0 && in.Role == "":
		err = profiles.FieldErrors{{Path: "query.role", Msg: "candidates are asked for: say of which role"}}
	case len(in.Candidates) > 0:
		out, err = s.reviewsOf(ctx, in)
	case in.Role != "":
		out, err = s.reviewsOfRole(ctx, in)
	default:
		out.Reviews, out.Next, out.Seq, err = listOf[*profiles.Review](ctx, s, &page{in.Limit, in.Cursor})
	}
	if err != nil {
		return nil, err
	}
	if auth.From(ctx).Role == auth.Auditor {
		for i, r := range out.Reviews {
			out.Reviews[i] = nameless(r)
		}
	}
	return &bodyOf[wire.Reviews]{out}, nil
}

// nameless is what an auditor sees of a review: what was decided and when, and of whom nothing.
func nameless(r *profiles.Review) *profiles.Review {
	out := &profiles.Review{Role: r.Role, Listed: r.Listed}
	for _, d := range r.Decisions {
		out.Decisions = append(out.Decisions, profiles.Decision{At: d.At, Verdict: d.Verdict})
	}
	return out
}

// reviewsOf are those that there are of some candidates for a role.
func (s *server) reviewsOf(ctx context.Context, in *reviewsIn) (wire.Reviews, error) {
	out := wire.Reviews{Reviews: []*profiles.Review{}}
	for _, c := range in.Candidates {
		r, _, err := get[*profiles.Review](ctx, s, profiles.ReviewIDIn(in.Role, in.other(ctx), c))
		if errors.Is(err, profiles.ErrNotFound) {
			continue
		}
		if err != nil {
			return out, err
		}
		out.Reviews = append(out.Reviews, r)
	}
	var err error
	out.Seq, err = s.Store.Seq(ctx)
	return out, err
}

// reviewsOfRole is a page of the reviews of a role: they stand together.
func (s *server) reviewsOfRole(ctx context.Context, in *reviewsIn) (out wire.Reviews, err error) {
	prefix := profiles.ReviewsOfRole(in.Role)
	if in.Cursor == "" {
		if in.Cursor, err = cursor(prefix); err != nil {
			return out, err
		}
	}
	out.Reviews, out.Next, out.Seq, err = listOf[*profiles.Review](ctx, s, &page{in.Limit, in.Cursor})
	if i := slices.IndexFunc(out.Reviews, func(r *profiles.Review) bool { return !strings.HasPrefix(r.ID, prefix) }); i >= 0 {
		out.Reviews, out.Next = out.Reviews[:i], ""
	}
	return out, err
}

func (s *server) countReviews(ctx context.Context, _ *struct{}) (*bodyOf[wire.ReviewCounts], error) {
	counts := map[string]*wire.ReviewCount{}
	out := &bodyOf[wire.ReviewCounts]{}
	for in := (page{Limit: 500}); ; {
		rs, next, seq, err := listOf[*profiles.Review](ctx, s, &in)
		if err != nil {
			return nil, err
		}
		for _, r := range rs {
			if counts[r.Role] == nil {
				counts[r.Role] = &wire.ReviewCount{Role: r.Role, Verdicts: map[string]int{}}
			}
			counts[r.Role].Add(r)
		}
		out.Body.Seq = seq
		if next == "" {
			break
		}
		in.Cursor = next
	}
	out.Body.Roles = []wire.ReviewCount{}
	for _, c := range counts {
		out.Body.Roles = append(out.Body.Roles, *c)
	}
	slices.SortFunc(out.Body.Roles, func(a, b wire.ReviewCount) int { return cmp.Compare(a.Role, b.Role) })
	return out, nil
}

func (s *server) getReview(ctx context.Context, in *OfPair) (*entry[*profiles.Review], error) {
	r, rev, err := get[*profiles.Review](ctx, s, in.review(ctx))
	if err != nil {
		return nil, err
	}
	return &entry[*profiles.Review]{ETag: etag(rev), Status: 200, Body: r}, nil
}

type changeReviewIn struct {
	OfPair
	Key  string `header:"Idempotency-Key" maxLength:"255" doc:"A repeated request with the same key changes nothing more."`
	Body wire.ReviewChange
}

// changeReview adds to a review. Whoever else does so at the same time loses nothing.
func (s *server) changeReview(ctx context.Context, in *changeReviewIn) (*entry[*profiles.Review], error) {
	if in.Body == (wire.ReviewChange{}) {
		return nil, profiles.FieldErrors{{Path: "body", Msg: "changes nothing: want listed, note, forget, or verdict and reason"}}
	}
	who := key(ctx, profiles.KindCandidate, in.Candidate)
	if o := in.other(ctx); o != nil {
		who.Org = *o
	}
	if _, err := s.Store.Get(ctx, key(ctx, profiles.KindRole, in.ID)); err != nil {
		return nil, err
	}
	if _, _, err := see[*profiles.Candidate](ctx, s, who); err != nil {
		return nil, err
	}
	for n := 0; ; n++ {
		out, err := s.changeReviewOnce(ctx, in)
		if !errors.Is(err, profiles.ErrConflict) || n == maxRaces {
			return out, err
		}
	}
}

func (s *server) changeReviewOnce(ctx context.Context, in *changeReviewIn) (*entry[*profiles.Review], error) {
	r, rev, err := get[*profiles.Review](ctx, s, in.review(ctx))
	if errors.Is(err, profiles.ErrNotFound) {
		r, rev, err = &profiles.Review{ID: in.review(ctx), Role: in.ID, Candidate: in.Candidate, CandidateOrg: in.other(ctx)}, 0, nil
	}
	if err != nil {
		return nil, err
	}
	if err := changed(r, &in.Body, auth.From(ctx).ID, s.Now()); err != nil {
		return nil, err
	}
	if err := r.Validate(s.now()); err != nil {
		return nil, err
	}
	out := &entry[*profiles.Review]{ETag: etag(rev), Status: 200, Body: r}
	if r.Empty() && rev == 0 {
		return out, nil
	}
	m := profiles.Mutation{Key: key(ctx, profiles.KindReview, r.ID), Record: r, If: &rev}
	if r.Empty() {
		m.Record = nil
	}
	seq, err := s.Store.Apply(ctx, []profiles.Mutation{m})
	if err != nil {
		return nil, err
	}
	out.ETag, out.Written = etag(seq), s.settle(ctx, Waiting{}, seq)
	out.Location = "/v1/roles/" + url.PathEscape(in.ID) + "/reviews/" + url.PathEscape(in.Candidate)
	if o := in.other(ctx); o != nil {
		out.Location += "?" + url.Values{"candidateOrg": {*o}}.Encode()
	}
	return out, nil
}

// changed makes a change of a review by somebody at a time.
func changed(r *profiles.Review, x *wire.ReviewChange, by string, at time.Time) error {
	when := at.UTC().Format(time.RFC3339)
	if x.Listed != nil {
		r.Listed = *x.Listed
	}
	if x.Note != "" {
		r.Notes = append(r.Notes, profiles.Note{ID: strings.ToLower(rand.Text()[:10]), At: when, By: by, Text: strings.TrimSpace(x.Note)})
	}
	if x.Forget != "" {
		i := slices.IndexFunc(r.Notes, func(n profiles.Note) bool { return n.ID == x.Forget })
		if i < 0 {
			return fmt.Errorf("%w: the review has no such note", profiles.ErrNotFound)
		}
		r.Notes = slices.Delete(r.Notes, i, i+1)
	}
	if x.Verdict != 0 || x.Reason != "" {
		r.Decisions = append(r.Decisions, profiles.Decision{At: when, By: by, Verdict: x.Verdict, Reason: strings.TrimSpace(x.Reason)})
	}
	return nil
}

func (s *server) deleteReview(ctx context.Context, in *OfPair) (*Written, error) {
	if _, _, err := get[*profiles.Review](ctx, s, in.review(ctx)); err != nil {
		return nil, err
	}
	seq, err := s.Store.Apply(ctx, []profiles.Mutation{{Key: key(ctx, profiles.KindReview, in.review(ctx))}})
	if err != nil {
		return nil, err
	}
	out := s.settle(ctx, Waiting{}, seq)
	return &out, nil
}
