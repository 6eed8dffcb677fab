package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"tenon/profiles"
)

// Key is an API key as it is kept: who uses it and for how long, and hashes of its secrets, never a secret.
type Key struct {
	ID        string    `json:"id"`
	Org       string    `json:"org,omitempty"`
	Role      Role      `json:"role"`
	Candidate string    `json:"candidate,omitempty"` // the own record, of a key for a candidate
	Label     string    `json:"label,omitempty"`     // what it is for, in words
	Created   time.Time `json:"created"`
	Expires   time.Time `json:"expires,omitzero"`
	LastUsed  time.Time `json:"lastUsed,omitzero"` // to the hour
	Secrets   []Secret  `json:"secrets,omitempty"` // the last made first; empty: revoked
}

// Secret is the hash of one. One that was rotated counts until its time.
type Secret struct {
	SHA256 string    `json:"sha256"` // hexadecimal; a secret is 256 random bits, so that no slow hash is needed
	Until  time.Time `json:"until,omitzero"`
}

// prefix tells a key from a token of an issuer.
const prefix = "tenon_"

// Public is the key as it is shown: without its hashes.
func (k Key) Public() Key {
	k.Secrets = nil
	return k
}

// Check says what is wrong with a new key. The error is profiles.FieldErrors.
func (k *Key) Check(now time.Time) error {
	var faults profiles.FieldErrors
	fail := func(path, format string, args ...any) {
		faults = append(faults, &profiles.FieldError{Path: path, Msg: fmt.Sprintf(format, args...)})
	}
	known := false
	for _, r := range Roles() {
		known = known || r == k.Role
	}
	if !known {
		fail("role", "%q: want one of admin, recruiter, candidate, batch, auditor", k.Role)
	}
	if (k.Role == Candidate) != (k.Candidate != "") {
		fail("candidate", "the id of the own record goes with the role candidate, and only with it")
	}
	if k.Candidate != "" && profiles.CheckID(k.Candidate) != nil {
		fail("candidate", "no id of a record")
	}
	if k.Org != "" && profiles.CheckID(k.Org) != nil {
		fail("org", "no name of an organisation")
	}
	if len(k.Label) > 200 || strings.ContainsFunc(k.Label, func(r rune) bool { return r < ' ' }) {
		fail("label", "want at most 200 bytes without control characters")
	}
	if !k.Expires.IsZero() && !k.Expires.After(now) {
		fail("expires", "is over: want a time to come")
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}

// newID and newSecret are random. The text of a key is prefix, id, '_' and secret.
func newID() string {
	var b [10]byte
	_, _ = rand.Read(b[:]) // never fails
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

func newSecret() (text string, s Secret) {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	text = base64.RawURLEncoding.EncodeToString(b[:])
	return text, Secret{SHA256: hash(text)}
}

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// split takes the text of a key apart.
func split(text string) (id, secret string, ok bool) {
	rest, ok := strings.CutPrefix(text, prefix)
	if !ok || len(text) > 256 {
		return "", "", false
	}
	return strings.Cut(rest, "_")
}

// opens says whether a secret, by its hash, is one of the key's that counts now. It takes as long for one that is wrong.
func (k *Key) opens(sum string, now time.Time) bool {
	found := 0
	for _, s := range k.Secrets {
		live := s.Until.IsZero() || now.Before(s.Until)
		same := subtle.ConstantTimeCompare([]byte(sum), []byte(s.SHA256))
		if live {
			found |= same
		}
	}
	return found == 1 && (k.Expires.IsZero() || now.Before(k.Expires))
}
