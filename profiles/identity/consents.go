package identity

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"tenon/profiles"
)

// PurposeMatching is the purpose of who may find and rank a candidate without knowing who it is: no consent for it opens an identity.
const PurposeMatching = "matching"

// The limits of consents.
const (
	MaxConsents = 256
	maxPurpose  = 64 // bytes
)

// Consents are what a candidate has agreed to, with what was withdrawn since: nothing is ever taken out.
type Consents struct {
	ID   string  `json:"id,omitempty" cbor:"1,keyasint,omitempty"` // of the candidate
	List []Given `json:"consents" cbor:"2,keyasint,omitempty"`     // in the order in which they were given
}

// Given is one consent: for what, to whom, since when, and until when.
type Given struct {
	ID        string `json:"id" cbor:"1,keyasint,omitempty"` // within those of the candidate
	Purpose   string `json:"purpose" cbor:"2,keyasint,omitempty"`
	Public    bool   `json:"public,omitempty" cbor:"3,keyasint,omitempty"` // to everybody who sees the candidate
	Org       string `json:"org,omitempty" cbor:"4,keyasint,omitempty"`    // else to this organisation
	Since     string `json:"since" cbor:"5,keyasint,omitempty"`            // RFC 3339
	Withdrawn string `json:"withdrawn,omitempty" cbor:"6,keyasint,omitempty"`
	By        string `json:"by,omitempty" cbor:"7,keyasint,omitempty"`          // who recorded it, as in the log of access; never a name
	EndedBy   string `json:"withdrawnBy,omitempty" cbor:"8,keyasint,omitempty"` // and who its end
}

// Live says whether the consent holds.
func (g *Given) Live() bool { return g.Withdrawn == "" }

// to says whether the consent was given to an organisation.
func (g *Given) to(org string) bool { return g.Public || g.Org == org }

// SharedWith lists the organisations beside the own that a consent holds for: they see the candidate.
func (c *Consents) SharedWith(own string) []string {
	var out []string
	for i := range c.List {
		if g := &c.List[i]; g.Live() && !g.Public && g.Org != own {
			out = append(out, g.Org)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Allow says whether an organisation may know who a candidate of the organisation own is, for a purpose. The consent that came with
// the identity counts for the own organisation, until one of the same purpose was given or withdrawn. Each may be nil.
func Allow(c *Consents, i *Identity, own, org, purpose string) bool {
	if samePurpose(purpose, PurposeMatching) {
		return false
	}
	said := false
	if c != nil {
		for j := range c.List {
			if g := &c.List[j]; samePurpose(g.Purpose, purpose) && g.to(org) {
				said = true
				if g.Live() {
					return true
				}
			}
		}
	}
	return !said && org == own && i != nil && i.Consent != nil && samePurpose(i.Consent.Purpose, purpose)
}

func samePurpose(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// CheckPurpose says whether s can name a purpose: a word or a few. The error is profiles.FieldErrors under a path.
func CheckPurpose(path, s string) error {
	ok := s != "" && len(s) <= maxPurpose && strings.TrimSpace(s) == s && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -_", r)
	})
	if !ok {
		return profiles.FieldErrors{{Path: path, Msg: fmt.Sprintf("want a purpose, as placement: 1 to %d bytes of letters, digits, spaces and hyphens", maxPurpose)}}
	}
	return nil
}

// RecordKind implements profiles.Record.
func (*Consents) RecordKind() profiles.Kind { return profiles.KindConsents }

// RecordID implements profiles.Record.
func (c *Consents) RecordID() string { return c.ID }

// Validate implements profiles.Record.
func (c *Consents) Validate(now profiles.Month) error {
	var k checker
	k.id("id", c.ID)
	if len(c.List) > MaxConsents {
		k.fail("consents", "%d entries: want at most %d", len(c.List), MaxConsents)
	}
	for j := range c.List {
		g, path := &c.List[j], fmt.Sprintf("consents[%d]", j)
		k.id(path+".id", g.ID)
		if CheckPurpose("", g.Purpose) != nil {
			k.fail(path+".purpose", "no purpose")
		}
		if g.Org != "" && profiles.CheckID(g.Org) != nil {
			k.fail(path+".org", "no name of an organisation")
		}
		if g.Public && g.Org != "" {
			k.fail(path+".org", "to the public or to an organisation, not both")
		}
		k.time(path+".since", g.Since, now)
		if g.Withdrawn != "" {
			k.time(path+".withdrawn", g.Withdrawn, now)
		}
		k.text(path+".by", g.By)
		k.text(path+".withdrawnBy", g.EndedBy)
	}
	return k.done()
}

// time checks a moment that may not lie behind the month now.
func (c *checker) time(path, s string, now profiles.Month) {
	at, err := time.Parse(time.RFC3339, s)
	switch {
	case err != nil:
		c.fail(path, "want a time as 2026-11-29T08:00:00Z")
	case profiles.MonthOf(at.UTC()) > now:
		c.fail(path, "lies after %s", now)
	}
}
