package storetest

import (
	"testing"
	"time"

	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/store"
)

func review(role, candidate string) profiles.Mutation {
	return reviewIn(role, nil, candidate)
}

// reviewIn is one of a candidate of another organisation.
func reviewIn(role string, org *string, candidate string) profiles.Mutation {
	r := &profiles.Review{ID: profiles.ReviewIDIn(role, org, candidate), Role: role, Candidate: candidate, CandidateOrg: org, Listed: true}
	return profiles.Mutation{Key: profiles.Key{Kind: profiles.KindReview, ID: r.ID}, Record: r}
}

// erases holds that nothing of a person is left, and everything of all others is.
func erases(t *testing.T, open Open) {
	s := opened(t, open)
	e, ok := s.(store.Eraser)
	if !ok {
		t.Skip("skipped: this store erases nobody")
	}
	theirs := func(id string) []profiles.Mutation {
		search := &profiles.Search{ID: "s-" + id, For: profiles.KindRole, Candidate: id}
		fix := &profiles.Correction{ID: id, Of: profiles.KindCandidate, Patch: "[]"}
		return []profiles.Mutation{put(id, "somebody"),
			{Key: profiles.Key{Kind: profiles.KindIdentity, ID: id}, Record: &identity.Identity{ID: id, Name: "Somebody"}},
			{Key: profiles.Key{Kind: profiles.KindDemographics, ID: id}, Record: &identity.Demographics{ID: id}},
			{Key: profiles.Key{Kind: profiles.KindCandidateCorrection, ID: id}, Record: fix},
			{Key: profiles.Key{Kind: profiles.KindConsents, ID: id}, Record: &identity.Consents{ID: id}},
			{Key: profiles.Key{Kind: profiles.KindSearch, ID: search.ID}, Record: search},
			review("r1", id), review("r2", id)}
	}
	gone, stays := theirs("gone"), theirs("stays")
	access := func(id string) profiles.Mutation {
		return profiles.Mutation{Key: profiles.Key{Kind: profiles.KindAccess, ID: "a-" + id}, Record: &identity.Access{ID: "a-" + id, At: "2026-11-29T08:00:00Z", Who: "k", Candidate: id, Purpose: "placement"}}
	}
	apply(t, s, gone...)
	apply(t, s, stays...)
	apply(t, s, access("gone"), access("stays"))
	elsewhere := review("r1", "gone")
	elsewhere.Key.Org = "another"
	own := ""
	abroad, abroadStays := reviewIn("r1", &own, "gone"), reviewIn("r1", &own, "stays") // of another organisation, about candidates of this one
	abroad.Key.Org, abroadStays.Key.Org = "another", "another"
	beta := "beta"
	namesake := reviewIn("r1", &beta, "gone") // of this organisation, about one of another
	apply(t, s, elsewhere, abroad, abroadStays, namesake)
	gone, stays = append(gone, abroad), append(stays, abroadStays, namesake)
	was, err := s.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	seq, err := e.Erase(ctx, "", "gone", time.Now())
	if want := was + profiles.Seq(len(gone)) + 1; err != nil || seq != want { // and what is left of the access
		t.Errorf("erase: %d, %v: want change %d", seq, err, want)
	}
	for id, erased := range map[string]bool{"gone": true, "stays": false} {
		e, err := s.Get(ctx, access(id).Key)
		a, ok := e.Record.(*identity.Access)
		if err != nil || !ok || a.Erased != erased || (a.Candidate == "") != erased || (a.Purpose == "") != erased || a.Who != "k" {
			t.Errorf("the access to %s: %+v, %v", id, e.Record, err)
		}
	}
	for _, m := range gone {
		missing(t, s, m.Key)
	}
	for _, m := range append(stays, elsewhere) {
		if _, err := s.Get(ctx, m.Key); err != nil {
			t.Errorf("%s of somebody else: %v", m.Key, err)
		}
	}
	if again, err := e.Erase(ctx, "", "gone", time.Now()); err != nil || again != seq {
		t.Errorf("erase nobody: %d, %v", again, err)
	}
}

// reviewsAreFound holds that the reviews of a role and of a candidate are those and no others.
func reviewsAreFound(t *testing.T, open Open) {
	s := opened(t, open)
	for _, x := range [][2]string{{"r1", "a"}, {"r1", "b"}, {"r2", "a"}, {"r2", "c"}, {"r3", "r1"}} {
		apply(t, s, review(x[0], x[1]))
	}
	elsewhere, own := review("r1", "a"), ""
	elsewhere.Key.Org = "another"
	abroad := reviewIn("r1", &own, "a")
	abroad.Key.Org = "another"
	apply(t, s, elsewhere, abroad)
	for _, c := range []struct {
		of   profiles.Key
		want int
	}{
		{profiles.Key{Kind: profiles.KindRole, ID: "r1"}, 2},
		{profiles.Key{Kind: profiles.KindCandidate, ID: "a"}, 3},
		{profiles.Key{Org: "another", Kind: profiles.KindCandidate, ID: "a"}, 1},
		{profiles.Key{Kind: profiles.KindCandidate, ID: "r1"}, 1},
		{profiles.Key{Kind: profiles.KindRole, ID: "r4"}, 0},
		{profiles.Key{Org: "another", Kind: profiles.KindRole, ID: "r1"}, 2},
	} {
		es, err := store.Reviews(ctx, s, c.of)
		if err != nil || len(es) != c.want {
			t.Errorf("reviews of %s: %d, %v: want %d", c.of, len(es), err, c.want)
		}
		for _, e := range es {
			if r, ok := e.Record.(*profiles.Review); !ok || !r.Of(c.of, e.Key.Org) {
				t.Errorf("reviews of %s: %s", c.of, e.Key)
			}
		}
	}
}
