// Package identity holds who a person is, apart from what the person can do.
//
// [Identity] (name, contact, consent) and [Demographics] (voluntary) are records of their own kinds, kept under the id of
// their candidate. Only the decoders, the intake, the store and the API may import this package; nothing that indexes or
// scores can, and a test on the imports holds that. Faults name a field, never its value.
package identity

import (
	"fmt"

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
	var errs profiles.FieldErrors
	if len(i.URLs) > maxURLs {
		errs = append(errs, &profiles.FieldError{Path: "identity.urls", Msg: fmt.Sprintf("%d entries: want at most %d", len(i.URLs), maxURLs)})
	}
	for j, u := range i.URLs {
		errs = short(errs, fmt.Sprintf("identity.urls[%d]", j), u)
	}
	errs = short(errs, "identity.name", i.Name)
	errs = short(errs, "identity.email", i.Email)
	errs = short(errs, "identity.phone", i.Phone)
	errs = short(errs, "identity.address", i.Address)
	errs = short(errs, "identity.birthDate", i.BirthDate)
	if i.Consent != nil && i.Consent.Since > now {
		errs = append(errs, &profiles.FieldError{Path: "identity.consent.since", Msg: fmt.Sprintf("lies after %s", now)})
	}
	return done(errs)
}

// RecordKind implements profiles.Record.
func (*Demographics) RecordKind() profiles.Kind { return profiles.KindDemographics }

// RecordID implements profiles.Record.
func (d *Demographics) RecordID() string { return d.ID }

// Validate implements profiles.Record.
func (d *Demographics) Validate(profiles.Month) error {
	var errs profiles.FieldErrors
	errs = short(errs, "demographics.gender", d.Gender)
	errs = short(errs, "demographics.nationality", d.Nationality)
	errs = short(errs, "demographics.maritalStatus", d.MaritalStatus)
	errs = short(errs, "demographics.ageGroup", d.AgeGroup)
	return done(errs)
}

func short(errs profiles.FieldErrors, path, s string) profiles.FieldErrors {
	if len(s) > maxField {
		errs = append(errs, &profiles.FieldError{Path: path, Msg: fmt.Sprintf("%d bytes: want at most %d", len(s), maxField)})
	}
	return errs
}

func done(errs profiles.FieldErrors) error {
	if len(errs) == 0 {
		return nil
	}
	return errs
}
