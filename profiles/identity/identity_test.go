package identity_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/identity"
)

var now = profiles.NewMonth(2026, 11)

// canary stands in every value that is refused: no fault may quote it.
const canary = "CANARY"

func TestValidateNamesTheFieldAndNeverItsValue(t *testing.T) {
	long := canary + strings.Repeat("x", 4096)
	for name, c := range map[string]struct {
		record profiles.Record
		paths  []string
	}{
		"nothing but an id":      {&identity.Identity{ID: "c1"}, nil},
		"no id":                  {&identity.Identity{}, []string{"identity.id"}},
		"control character":      {&identity.Identity{ID: canary + "\n"}, []string{"identity.id"}},
		"long fields":            {&identity.Identity{ID: "c1", Name: long, Image: long}, []string{"identity.name", "identity.image"}},
		"bad UTF-8":              {&identity.Identity{ID: "c1", Address: canary + "\xff"}, []string{"identity.address"}},
		"one long link":          {&identity.Identity{ID: "c1", URLs: []string{"ok", long}}, []string{"identity.urls[1]"}},
		"many links":             {&identity.Identity{ID: "c1", URLs: make([]string, 65)}, []string{"identity.urls"}},
		"consent":                {&identity.Identity{ID: "c1", Consent: &identity.Consent{Purpose: "search", Since: now}}, nil},
		"consent to nothing":     {&identity.Identity{ID: "c1", Consent: &identity.Consent{}}, []string{"identity.consent.purpose"}},
		"consent of the future":  {&identity.Identity{ID: "c1", Consent: &identity.Consent{Purpose: "search", Since: now + 1}}, []string{"identity.consent.since"}},
		"demographics":           {&identity.Demographics{ID: "c1", Gender: "woman"}, nil},
		"demographics, no id":    {&identity.Demographics{}, []string{"demographics.id"}},
		"demographics, too long": {&identity.Demographics{ID: "c1", AgeGroup: long}, []string{"demographics.ageGroup"}},
	} {
		err := c.record.Validate(now)
		if len(c.paths) == 0 {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		var faults profiles.FieldErrors
		if !errors.As(err, &faults) || !errors.Is(err, profiles.ErrInvalid) || len(faults) != len(c.paths) {
			t.Errorf("%s: %v, want faults of %v", name, err, c.paths)
			continue
		}
		for i, f := range faults {
			if f.Path != c.paths[i] {
				t.Errorf("%s: fault of %s, want %s", name, f.Path, c.paths[i])
			}
		}
		if strings.Contains(err.Error(), canary) {
			t.Errorf("%s: the fault quotes the value: %v", name, err)
		}
	}
}

func TestTheZeroRecordSaysNothing(t *testing.T) {
	for _, r := range []profiles.Record{&identity.Identity{}, &identity.Demographics{}} {
		if b, err := json.Marshal(r); err != nil || string(b) != "{}" {
			t.Errorf("%T: %s, %v", r, b, err)
		}
	}
}

func TestKindsAreApart(t *testing.T) {
	i, d := &identity.Identity{ID: "c1"}, &identity.Demographics{ID: "c1"}
	if i.RecordKind() != profiles.KindIdentity || d.RecordKind() != profiles.KindDemographics || i.RecordID() != "c1" || d.RecordID() != "c1" {
		t.Error("a record is not of its own kind")
	}
}
