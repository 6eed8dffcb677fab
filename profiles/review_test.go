package profiles_test

import (
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
)

func review(change func(*profiles.Review)) *profiles.Review {
	r := &profiles.Review{ID: profiles.ReviewID("r", "c"), Role: "r", Candidate: "c", Listed: true,
		Notes:     []profiles.Note{{ID: "n", At: "2026-11-29T08:00:00Z", By: "local", Text: "talks well"}},
		Decisions: []profiles.Decision{{At: "2026-11-29T09:00:00+01:00", By: "local", Verdict: profiles.Invite, Reason: "has run clusters"}}}
	change(r)
	return r
}

func TestADecisionSaysWhatAndWhy(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*profiles.Review)
		path   string // of the fault; "" none
	}{
		"whole":                {func(*profiles.Review) {}, ""},
		"on no list":           {func(r *profiles.Review) { r.Listed = false }, ""},
		"no reason":            {func(r *profiles.Review) { r.Decisions[0].Reason = "" }, "decisions[0].reason"},
		"a reason of dots":     {func(r *profiles.Review) { r.Decisions[0].Reason = " … \n" }, "decisions[0].reason"},
		"a reason too long":    {func(r *profiles.Review) { r.Decisions[0].Reason = strings.Repeat("x", profiles.MaxNote+1) }, "decisions[0].reason"},
		"no verdict":           {func(r *profiles.Review) { r.Decisions[0].Verdict = 0 }, "decisions[0].verdict"},
		"no such verdict":      {func(r *profiles.Review) { r.Decisions[0].Verdict = 99 }, "decisions[0].verdict"},
		"no time":              {func(r *profiles.Review) { r.Decisions[0].At = "today" }, "decisions[0].at"},
		"an empty note":        {func(r *profiles.Review) { r.Notes[0].Text = "\n" }, "notes[0].text"},
		"a note without an id": {func(r *profiles.Review) { r.Notes[0].ID = "" }, "notes[0].id"},
		"no role":              {func(r *profiles.Review) { r.Role = "" }, "role"},
		"another candidate":    {func(r *profiles.Review) { r.Candidate = "d" }, "id"},
		"too many notes":       {func(r *profiles.Review) { r.Notes = make([]profiles.Note, profiles.MaxNotes+1) }, "notes"},
	} {
		err := review(c.change).Validate(profiles.NewMonth(2026, 11))
		var faults profiles.FieldErrors
		if (err == nil) != (c.path == "") || err != nil && (!errors.As(err, &faults) || faults[0].Path != c.path) {
			t.Errorf("%s: %v: want a fault of %q", name, err, c.path)
		}
	}
}

func TestReviewsOfARoleStandTogetherUnderIDsOfAnyLength(t *testing.T) {
	long := strings.Repeat("ü", 64)
	for _, x := range [][2]string{{"r", "c"}, {long, long}, {"a.b", "c/d"}} {
		id := profiles.ReviewID(x[0], x[1])
		if profiles.CheckID(id) != nil || !strings.HasPrefix(id, profiles.ReviewsOfRole(x[0])) {
			t.Errorf("%q", id)
		}
	}
	if profiles.ReviewID("r", "c") == profiles.ReviewID("c", "r") {
		t.Error("role and candidate are the same to it")
	}
}

func TestTheLastDecisionHolds(t *testing.T) {
	r := review(func(r *profiles.Review) {
		r.Decisions = append(r.Decisions, profiles.Decision{Verdict: profiles.Decline})
	})
	if d := r.Decided(); d == nil || d.Verdict != profiles.Decline {
		t.Errorf("%+v", d)
	}
	if r := new(profiles.Review); r.Decided() != nil || !r.Empty() {
		t.Error("a review that says nothing says something")
	}
}
