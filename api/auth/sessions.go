package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Sessions let browsers ask with something that is worth less than a key: each session stands for a key or a token that was shown
// once, may do what that may, and ends with it, after [SessionTime] at the latest. Only hashes of their texts are kept, in memory: the
// end of the process ends them. Everything else that proves who asks goes through to [Closed]. Safe for concurrent use.
type Sessions struct {
	closed Closed
	now    func() time.Time

	mu     sync.Mutex // guards byHash
	byHash map[[sha256.Size]byte]*session
}

// session is what one stands for.
type session struct {
	who    Principal
	secret string // hash of the secret of its key; "": it stands for a token
	until  time.Time
}

// SessionTime is how long a session lasts at most.
const SessionTime = 12 * time.Hour

// How many sessions there are at most, and of one principal. Above, the one that ends first makes room.
const (
	maxSessions    = 10_000
	maxSessionsOne = 50
)

// sessionPrefix tells a session from a key and from a token of an issuer.
const sessionPrefix = "tenons_"

// NewSessions returns none yet. A nil clock is time.Now.
func NewSessions(c Closed, now func() time.Time) *Sessions {
	if now == nil {
		now = time.Now
	}
	return &Sessions{closed: c, now: now, byHash: map[[sha256.Size]byte]*session{}}
}

// Open says whether nobody has to prove anything.
func (s *Sessions) Open() (bool, error) { return s.closed.Open() }

// Authenticate implements [Authenticator]: Authorization: Bearer and the text of a session, a key or a token.
func (s *Sessions) Authenticate(r *http.Request) (Principal, error) {
	text, ok := bearer(r)
	if !ok || !strings.HasPrefix(text, sessionPrefix) {
		return s.closed.Authenticate(r)
	}
	open, err := s.Open()
	if err != nil {
		return Principal{}, err
	}
	if open {
		return Principal{}, ErrOpen
	}
	name := sha256.Sum256([]byte(text))
	s.mu.Lock()
	x := s.byHash[name]
	s.mu.Unlock()
	if x == nil {
		return Principal{}, ErrUnauthenticated
	}
	if err := s.counts(x); err != nil {
		s.drop(name)
		return Principal{}, err
	}
	return x.who, nil
}

// counts says whether what a session stands for still does.
func (s *Sessions) counts(x *session) error {
	if !s.now().Before(x.until) {
		return ErrUnauthenticated
	}
	if x.secret == "" {
		return nil
	}
	return s.closed.Keys.counts(x.who.ID, x.secret)
}

// Start makes a session of the key or token of a request and returns its text, which is nowhere kept, and when it ends. A session
// makes no other. The error is [ErrUnauthenticated], or [ErrOpen].
func (s *Sessions) Start(r *http.Request) (text string, until time.Time, err error) {
	x := &session{until: s.now().UTC().Truncate(time.Second).Add(SessionTime)}
	if x.who, x.secret, until, err = s.closed.prove(r); err != nil {
		return "", time.Time{}, err
	}
	if !until.IsZero() && until.Before(x.until) {
		x.until = until
	}
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	text = sessionPrefix + base64.RawURLEncoding.EncodeToString(b[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	s.makeRoom(x.who)
	s.byHash[sha256.Sum256([]byte(text))] = x
	return text, x.until, nil
}

// End ends the session of a request, if it is one of a session.
func (s *Sessions) End(r *http.Request) {
	if text, ok := bearer(r); ok {
		s.drop(sha256.Sum256([]byte(text)))
	}
}

func (s *Sessions) drop(name [sha256.Size]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byHash, name)
}

// makeRoom for one more of a principal. The sessions are locked.
func (s *Sessions) makeRoom(who Principal) {
	var first, firstOwn [sha256.Size]byte
	var all, own int
	now := s.now()
	for name, x := range s.byHash {
		if !now.Before(x.until) {
			delete(s.byHash, name)
			continue
		}
		if all++; all == 1 || x.until.Before(s.byHash[first].until) {
			first = name
		}
		if x.who != who {
			continue
		}
		if own++; own == 1 || x.until.Before(s.byHash[firstOwn].until) {
			firstOwn = name
		}
	}
	switch {
	case own >= maxSessionsOne:
		delete(s.byHash, firstOwn)
	case all >= maxSessions:
		delete(s.byHash, first)
	}
}
