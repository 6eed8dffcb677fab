package wire

import (
	"tenon/engine/batch"
	"tenon/engine/standing"
	"tenon/profiles"
	"tenon/profiles/identity"
)

// Person is everything that is kept about a person, as one document.
type Person struct {
	ID           string                 `json:"id"`
	Org          string                 `json:"org,omitempty"`
	At           string                 `json:"at" format:"date-time" doc:"When it was gathered."`
	Seq          profiles.Seq           `json:"seq" doc:"State of the store."`
	Record       *profiles.Candidate    `json:"record,omitempty"`
	Identity     *identity.Identity     `json:"identity,omitempty"`
	Demographics *identity.Demographics `json:"demographics,omitempty"`
	Corrections  *profiles.Correction   `json:"corrections,omitempty" doc:"That later imports of the record's file make again."`
	Consents     []identity.Given       `json:"consents" doc:"With those that were withdrawn."`
	Accesses     []*identity.Access     `json:"accesses" doc:"Who got to know who the person is, when and what for."`
	Reviews      []*profiles.Review     `json:"reviews" doc:"Shortlists, notes and decisions."`
	Searches     []*profiles.Search     `json:"searches" doc:"Standing searches on the person's behalf."`
	Places       []batch.Place          `json:"places" doc:"In kept lists: of roles, and the person's own."`
	Events       []batch.Event          `json:"events" doc:"Of kept lists."`
	FoundBy      []standing.Found       `json:"foundBy" doc:"Standing searches of others that the person matches now."`
	Alerts       []standing.Event       `json:"alerts" doc:"Of standing searches, the person's and those that found them."`
	Keys         []Key                  `json:"keys" doc:"API keys for the person's own record, without their secrets."`
}

// Erasure says what an erasure has reached.
type Erasure struct {
	Seq  profiles.Seq `json:"seq" doc:"State of the store, text and columns in which nothing of the person is left."`
	Note string       `json:"note" doc:"What is still to do so that the bytes leave the files."`
}

// Consents are what a candidate has agreed to.
type Consents struct {
	Consents []identity.Given `json:"consents"`
}

// NewConsent is what a candidate agrees to.
type NewConsent struct {
	Purpose string  `json:"purpose" minLength:"1" maxLength:"64" doc:"What for, in a word or a few. matching: to be found and ranked, without saying who one is." example:"placement"`
	To      string  `json:"to,omitempty" enum:"organisation,public" doc:"To an organisation, or to everybody who sees the candidate; organisation where it is missing."`
	Org     *string `json:"org,omitempty" maxLength:"128" doc:"Which organisation; that of the candidate's record where it is missing. Another one sees the candidate from then on."`
	Since   string  `json:"since,omitempty" format:"date-time" doc:"When it was given; now, where it is missing."`
}

// Accesses is a page of the log of access, in the order of time.
type Accesses struct {
	Accesses []*identity.Access `json:"accesses"`
	Next     string             `json:"next,omitempty" doc:"Cursor of the next page; missing on the last."`
}
