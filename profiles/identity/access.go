package identity

import (
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"tenon/profiles"
)

// Access is an entry of the log of access: somebody got to know who a candidate is. It is kept before the identity is given, by the
// organisation whose candidate it is. What it says of the candidate goes when the candidate is erased.
type Access struct {
	ID        string `json:"id" cbor:"1,keyasint,omitempty"`            // in the order of time
	At        string `json:"at" cbor:"2,keyasint,omitempty"`            // RFC 3339
	Who       string `json:"who,omitempty" cbor:"3,keyasint,omitempty"` // id of a key, subject of a token, or local; never a name
	Role      string `json:"role" cbor:"4,keyasint,omitempty"`
	Org       string `json:"org,omitempty" cbor:"5,keyasint,omitempty"` // of who asked
	Candidate string `json:"candidate,omitempty" cbor:"6,keyasint,omitempty"`
	Purpose   string `json:"purpose,omitempty" cbor:"7,keyasint,omitempty"`
	What      string `json:"what" cbor:"8,keyasint,omitempty"`           // the operation
	Consented bool   `json:"consented" cbor:"9,keyasint,omitempty"`      // a consent for this purpose was in force
	Own       bool   `json:"own,omitempty" cbor:"10,keyasint,omitempty"` // who asked is the candidate
	Erased    bool   `json:"erased,omitempty" cbor:"11,keyasint,omitempty"`
}

// NewAccessID is an id behind those of all moments before.
func NewAccessID(at time.Time) string {
	return fmt.Sprintf("%020d-%s", at.UnixNano(), strings.ToLower(rand.Text()[:10]))
}

// About is the candidate whom the entry is about, "" where that was erased.
func (a *Access) About() string { return a.Candidate }

// Forgotten is what is left of the entry when its candidate is erased: that somebody got to know somebody, and when.
func (a *Access) Forgotten() profiles.Record {
	out := &Access{ID: a.ID, At: a.At, Who: a.Who, Role: a.Role, Org: a.Org, What: a.What, Consented: a.Consented, Own: a.Own, Erased: true}
	if a.Own {
		out.Who = "" // the subject of a token is the person's
	}
	return out
}

// RecordKind implements profiles.Record.
func (*Access) RecordKind() profiles.Kind { return profiles.KindAccess }

// RecordID implements profiles.Record.
func (a *Access) RecordID() string { return a.ID }

// Validate implements profiles.Record.
func (a *Access) Validate(now profiles.Month) error {
	var c checker
	c.id("id", a.ID)
	c.time("at", a.At, now)
	if a.Candidate == "" && !a.Erased {
		c.fail("candidate", "none")
	}
	for path, s := range map[string]string{"who": a.Who, "role": a.Role, "org": a.Org, "candidate": a.Candidate, "purpose": a.Purpose, "what": a.What} {
		c.text(path, s)
	}
	return c.done()
}
