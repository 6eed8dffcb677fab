// Package identity holds who a person is, apart from what the person can do.
//
// [Identity] (name, contact, consent) and [Demographics] (voluntary) are records of their own kinds, kept under the id of
// their candidate. Only intake, format, store and api may import this package; nothing that indexes or scores can, and a
// test on the imports holds that. Faults name a field, never its value.
package identity

import (
	"fmt"
	"unicode/utf8"

	"tenon/profiles"
)

// Identity is who a candidate is and how to reach the person.
type Identity struct {
	ID        string   `json:"id,omitempty" cbor:"1,keyasint,omitempty"`
	Name      string   `json:"name,omitempty" cbor:"2,keyasint,omitempty"`
	Email     string   `json:"email,omitempty" cbor:"3,keyasint,omitempty"`
	Phone     string   `json:"phone,omitempty" cbor:"4,keyasint,omitempty"`
	Address   string   `json:"address,omitempty" cbor:"5,keyasint,omitempty"`
	URLs      []string `json:"urls,omitempty" cbor:"6,keyasint,omitempty"`
	Image     string   `json:"image,omitempty" cbor:"7,keyasint,omitempty"`
	BirthDate string   `json:"birthDate,omitempty" cbor:"8,keyasint,omitempty"`
	Consent   *Consent `json:"consent,omitempty" cbor:"9,keyasint,omitempty"`
}

// Consent is what the person agreed to, and when.
type Consent struct {
	Purpose string         `json:"purpose" cbor:"1,keyasint,omitempty"`
	Since   profiles.Month `json:"since,omitzero" cbor:"2,keyasint,omitempty"`
}

// Demographics are voluntary and serve reports on fairness alone.
type Demographics struct {
	ID            string `json:"id,omitempty" cbor:"1,keyasint,omitempty"`
	Gender        string `json:"gender,omitempty" cbor:"2,keyasint,omitempty"`
	Nationality   string `json:"nationality,omitempty" cbor:"3,keyasint,omitempty"`
	MaritalStatus string `json:"maritalStatus,omitempty" cbor:"4,keyasint,omitempty"`
	AgeGroup      string `json:"ageGroup,omitempty" cbor:"5,keyasint,omitempty"`
}

// maxField is the most bytes that a field holds, maxURLs the most links.
const (
	maxField = 4096
	maxURLs  = 64
)

// RecordKind implements profiles.Record.
func (*Identity) RecordKind() profiles.Kind { return profiles.KindIdentity }

// RecordID implements profiles.Record.
func (i *Identity) RecordID() string { return i.ID }

// Validate implements profiles.Record.
func (i *Identity) Validate(now profiles.Month) error {
	var c checker
	c.id("identity.id", i.ID)
	c.text("identity.name", i.Name)
	c.text("identity.email", i.Email)
	c.text("identity.phone", i.Phone)
	c.text("identity.address", i.Address)
	if len(i.URLs) > maxURLs {
		c.fail("identity.urls", "%d entries: want at most %d", len(i.URLs), maxURLs)
	}
	for j, u := range i.URLs {
		c.text(fmt.Sprintf("identity.urls[%d]", j), u)
	}
	c.text("identity.image", i.Image)
	c.text("identity.birthDate", i.BirthDate)
	if i.Consent != nil {
		c.consent(i.Consent, now)
	}
	return c.done()
}

// RecordKind implements profiles.Record.
func (*Demographics) RecordKind() profiles.Kind { return profiles.KindDemographics }

// RecordID implements profiles.Record.
func (d *Demographics) RecordID() string { return d.ID }

// Validate implements profiles.Record.
func (d *Demographics) Validate(profiles.Month) error {
	var c checker
	c.id("demographics.id", d.ID)
	c.text("demographics.gender", d.Gender)
	c.text("demographics.nationality", d.Nationality)
	c.text("demographics.maritalStatus", d.MaritalStatus)
	c.text("demographics.ageGroup", d.AgeGroup)
	return c.done()
}

// checker collects the faults of one record.
type checker struct{ errs profiles.FieldErrors }

func (c *checker) fail(path, format string, args ...any) {
	c.errs = append(c.errs, &profiles.FieldError{Path: path, Msg: fmt.Sprintf(format, args...)})
}

func (c *checker) done() error {
	if len(c.errs) == 0 {
		return nil
	}
	return c.errs
}

func (c *checker) id(path, s string) {
	if profiles.CheckID(s) != nil {
		c.fail(path, "%d bytes: want 1 to 128 bytes of text without control characters", len(s))
	}
}

func (c *checker) text(path, s string) {
	if len(s) > maxField {
		c.fail(path, "%d bytes: want at most %d", len(s), maxField)
	}
	if !utf8.ValidString(s) {
		c.fail(path, "not UTF-8")
	}
}

// consent without a purpose is none.
func (c *checker) consent(k *Consent, now profiles.Month) {
	if k.Purpose == "" {
		c.fail("identity.consent.purpose", "none: want what the person agreed to")
	}
	c.text("identity.consent.purpose", k.Purpose)
	if k.Since > now {
		c.fail("identity.consent.since", "lies after %s", now)
	}
}

// Empty says that nothing but perhaps the id is stated.
func (i *Identity) Empty() bool {
	return i.Name == "" && i.Email == "" && i.Phone == "" && i.Address == "" && len(i.URLs) == 0 && i.Image == "" && i.BirthDate == "" && i.Consent == nil
}
