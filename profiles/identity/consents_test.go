package identity_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/identity"
)

const since = "2026-05-01T10:00:00Z"

func given(id, purpose, org string, public bool, withdrawn string) identity.Given {
	return identity.Given{ID: id, Purpose: purpose, Org: org, Public: public, Since: since, Withdrawn: withdrawn}
}

func TestAnIdentityIsOpenOnlyWhereAConsentSaysSo(t *testing.T) {
	list := func(gs ...identity.Given) *identity.Consents { return &identity.Consents{ID: "c", List: gs} }
	with := &identity.Identity{Consent: &identity.Consent{Purpose: "Placement"}}
	for _, c := range []struct {
		name         string
		consents     *identity.Consents
		identity     *identity.Identity
		org, purpose string
		want         bool
	}{
		{"nothing said", nil, nil, "acme", "placement", false},
		{"a consent for it", list(given("1", "placement", "acme", false, "")), nil, "acme", "placement", true},
		{"in other letters", list(given("1", "Placement", "acme", false, "")), nil, "acme", " placement", true},
		{"for another purpose", list(given("1", "newsletter", "acme", false, "")), nil, "acme", "placement", false},
		{"to another organisation", list(given("1", "placement", "beta", false, "")), nil, "acme", "placement", false},
		{"to the public", list(given("1", "placement", "", true, "")), nil, "acme", "placement", true},
		{"withdrawn", list(given("1", "placement", "acme", false, since)), nil, "acme", "placement", false},
		{"withdrawn and given again", list(given("1", "placement", "acme", false, since), given("2", "placement", "acme", false, "")), nil, "acme", "placement", true},
		{"that came with the identity", nil, with, "acme", "placement", true},
		{"that came with the identity, to others", nil, with, "beta", "placement", false},
		{"that came with the identity and was withdrawn", list(given("1", "placement", "acme", false, since)), with, "acme", "placement", false},
		{"to be matched, which is without identity", list(given("1", "matching", "acme", false, "")), nil, "acme", "matching", false},
	} {
		if got := identity.Allow(c.consents, c.identity, "acme", c.org, c.purpose); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestConsentsShareWithOrganisations(t *testing.T) {
	c := &identity.Consents{ID: "c", List: []identity.Given{given("1", "placement", "zeta", false, ""), given("2", "matching", "beta", false, ""), given("3", "placement", "beta", false, ""),
		given("4", "placement", "own", false, ""), given("5", "placement", "", true, ""), given("6", "placement", "gone", false, since)}}
	if got := c.SharedWith("own"); !slices.Equal(got, []string{"beta", "zeta"}) {
		t.Errorf("%v", got)
	}
}

func TestConsentsAreJudged(t *testing.T) {
	for name, c := range map[string]struct {
		g    identity.Given
		path string
	}{
		"whole":            {given("1", "placement", "acme", false, since), ""},
		"no id":            {given("", "placement", "acme", false, ""), "consents[0].id"},
		"no purpose":       {given("1", "", "acme", false, ""), "consents[0].purpose"},
		"a long purpose":   {given("1", strings.Repeat("x", 65), "acme", false, ""), "consents[0].purpose"},
		"a purpose of two": {given("1", "a\nb", "acme", false, ""), "consents[0].purpose"},
		"to both":          {given("1", "placement", "acme", true, ""), "consents[0].org"},
		"no organisation":  {given("1", "placement", "a\x00b", false, ""), "consents[0].org"},
		"of the future":    {identity.Given{ID: "1", Purpose: "p", Since: "2027-05-01T10:00:00Z"}, "consents[0].since"},
		"ended somewhen":   {given("1", "placement", "acme", false, "soon"), "consents[0].withdrawn"},
	} {
		err := (&identity.Consents{ID: "c", List: []identity.Given{c.g}}).Validate(now)
		var faults profiles.FieldErrors
		if (err == nil) != (c.path == "") || err != nil && (!errors.As(err, &faults) || faults[0].Path != c.path) {
			t.Errorf("%s: %v: want a fault of %q", name, err, c.path)
		}
	}
}

func TestWhatIsLeftOfAnAccessNamesNobody(t *testing.T) {
	a := &identity.Access{ID: "1", At: since, Who: "k1", Role: "recruiter", Org: "acme", Candidate: "CANARY", Purpose: "CANARY", What: "get-identity", Consented: true}
	left, ok := a.Forgotten().(*identity.Access)
	if !ok || left.Candidate != "" || left.Purpose != "" || left.Who != "k1" || left.At != since || !left.Erased || left.Validate(now) != nil {
		t.Errorf("%+v", left)
	}
	a.Who, a.Own = "CANARY", true
	if left, ok := a.Forgotten().(*identity.Access); !ok || left.Who != "" {
		t.Errorf("%+v: who asked is who was erased", left)
	}
}
