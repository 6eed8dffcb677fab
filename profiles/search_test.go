package profiles_test

import (
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
)

func TestASearchSaysForWhomAndByWhat(t *testing.T) {
	lambda := 101
	for _, c := range []struct {
		s    profiles.Search
		path string // of the fault; "" none
	}{
		{profiles.Search{ID: "s", For: profiles.KindRole, Where: "country = DE"}, ""},
		{profiles.Search{ID: "s", For: profiles.KindRole, Candidate: "c", Above: 800_000}, ""},
		{profiles.Search{ID: "s", For: profiles.KindCandidate, Role: "r"}, ""},
		{profiles.Search{For: profiles.KindRole, Where: "country = DE"}, "id"},
		{profiles.Search{ID: "s", Where: "country = DE"}, "for"},
		{profiles.Search{ID: "s", For: profiles.KindIdentity, Where: "country = DE"}, "for"},
		{profiles.Search{ID: "s", For: profiles.KindRole}, "where"},
		{profiles.Search{ID: "s", For: profiles.KindRole, Where: "x", Above: 1}, "above"},
		{profiles.Search{ID: "s", For: profiles.KindRole, Candidate: "c", Above: 1_000_001}, "above"},
		{profiles.Search{ID: "s", For: profiles.KindRole, Candidate: "c", Role: "r"}, "role"},
		{profiles.Search{ID: "s", For: profiles.KindCandidate, Candidate: "c"}, "candidate"},
		{profiles.Search{ID: "s", For: profiles.KindRole, Candidate: "a\x00b"}, "candidate"},
		{profiles.Search{ID: "s", For: profiles.KindRole, Candidate: "c", Lambda: &lambda}, "lambda"},
		{profiles.Search{ID: "s", For: profiles.KindRole, Where: strings.Repeat("x", profiles.MaxWhere+1)}, "where"},
	} {
		err := c.s.Validate(profiles.NewMonth(2026, 11))
		var faults profiles.FieldErrors
		if (err == nil) != (c.path == "") || err != nil && (!errors.As(err, &faults) || faults[0].Path != c.path) {
			t.Errorf("%+v: %v: want a fault of %q", c.s, err, c.path)
		}
	}
}
