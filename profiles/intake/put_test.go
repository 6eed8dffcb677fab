package intake_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/intake"
)

func TestPutWritesAtTheRevisionThatIsAskedForAndKeepsWhatTheStoreOwns(t *testing.T) {
	ctx := context.Background()
	s, in := open(t)
	o := intake.Options{Now: now, Kind: profiles.KindCandidate}
	put := func(id, body string, want profiles.Revision) (*intake.Written, error) {
		src := text("body.json", body)
		src.ID = id
		return in.Put(ctx, src, o, intake.Condition{Revision: want})
	}
	w, err := put("c", `{"identity":{"name":"Jana Wolff"},"headline":"Jana Wolff, engineer","flags":["hidden_text"],"source":{"file":"forged"}}`, 0)
	if err != nil || w.Seq != 2 || w.Revision != 1 {
		t.Fatalf("%+v, %v", w, err)
	}
	c := get[*profiles.Candidate](t, s, profiles.KindCandidate, "c")
	if len(c.Flags) > 0 || c.Source.File == "forged" || strings.Contains(c.Headline, "Jana") {
		t.Errorf("a writer says what is not his to say: %+v %+v", c, c.Source)
	}
	if _, err := put("c", `{}`, 0); !errors.Is(err, profiles.ErrConflict) {
		t.Errorf("made twice: %v", err)
	}
	if _, err := put("c", `{"headline":"x"}`, 7); !errors.Is(err, profiles.ErrConflict) {
		t.Errorf("replaced at another revision: %v", err)
	}
	source := *c.Source
	if w, err = put("c", `{"id":"c","headline":"Engineer","source":{"file":"forged"}}`, 1); err != nil || w.Revision != 3 {
		t.Fatalf("%+v, %v", w, err)
	}
	if c := get[*profiles.Candidate](t, s, profiles.KindCandidate, "c"); *c.Source != source || c.Headline != "Engineer" {
		t.Errorf("replaced: %+v %+v", c, c.Source)
	}
	var faults profiles.FieldErrors
	if _, err := put("c", `{"id":"d"}`, 3); !errors.As(err, &faults) || faults[0].Path != "id" {
		t.Errorf("another id: %v", err)
	}
	if _, err := put("d", "{}\n{}", 0); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("two records: %v", err)
	}
	if _, err := put("d", `{"skils":1,"jobs":[{"start":"2030-13"}]}`, 0); !errors.As(err, &faults) || len(faults) != 2 || faults[1].Path != "jobs[0].start" {
		t.Errorf("all faults: %v", err)
	}
}

func TestDeleteTakesAllThatBelongsToACandidate(t *testing.T) {
	ctx := context.Background()
	s, in := open(t)
	src := text("body.json", `{"id":"c","identity":{"name":"Jana Wolff"},"summary":"x"}`)
	if _, err := in.Put(ctx, src, intake.Options{Now: now}, intake.Condition{OwnID: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := in.PutIdentity(ctx, "", &identity.Identity{ID: "c", Name: "Jana Wolff", Email: "jana@example.org"}, now, 2); err != nil {
		t.Fatal(err)
	}
	if id := get[*identity.Identity](t, s, profiles.KindIdentity, "c"); id.Email == "" {
		t.Errorf("%+v", id)
	}
	if _, err := in.PutIdentity(ctx, "", &identity.Identity{ID: "nobody"}, now, 0); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("of nobody: %v", err)
	}
	for _, of := range []string{"c", "d"} {
		r := &profiles.Review{ID: profiles.ReviewID("r", of), Role: "r", Candidate: of, Listed: true}
		if _, err := s.Apply(ctx, []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindReview, ID: r.ID}, Record: r}}); err != nil {
			t.Fatal(err)
		}
	}
	key, wrong := profiles.Key{Kind: profiles.KindCandidate, ID: "c"}, profiles.Revision(9)
	if _, err := in.Delete(ctx, key, &wrong); !errors.Is(err, profiles.ErrConflict) {
		t.Errorf("at another revision: %v", err)
	}
	if _, err := in.Delete(ctx, key, nil); err != nil {
		t.Fatal(err)
	}
	for _, k := range []profiles.Kind{profiles.KindCandidate, profiles.KindIdentity} {
		if _, err := s.Get(ctx, profiles.Key{Kind: k, ID: "c"}); !errors.Is(err, profiles.ErrNotFound) {
			t.Errorf("%s: %v", k, err)
		}
	}
	for of, gone := range map[string]bool{"c": true, "d": false} {
		if _, err := s.Get(ctx, profiles.Key{Kind: profiles.KindReview, ID: profiles.ReviewID("r", of)}); errors.Is(err, profiles.ErrNotFound) != gone {
			t.Errorf("the review of %s: %v: want gone %v", of, err, gone)
		}
	}
	if _, err := in.Delete(ctx, key, nil); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
}
