package auth_test

import (
	"testing"
	"time"

	"tenon/api/auth"
)

func start(t *testing.T, s *auth.Sessions, credential string) string {
	t.Helper()
	text, _, err := s.Start(with(credential))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestASessionStandsForItsKey(t *testing.T) {
	k, c := open(t, t.TempDir())
	s := auth.NewSessions(auth.Closed{Keys: k}, c.now)
	if _, _, err := s.Start(with("")); err != auth.ErrOpen { //nolint:errorlint // the very same
		t.Errorf("without keys: %v", err)
	}
	made, key := create(t, k, auth.Key{Role: auth.Candidate, Candidate: "c-001", Org: "acme"})
	text := start(t, s, key)
	if p, err := s.Authenticate(with(text)); err != nil || p != (auth.Principal{Org: "acme", Role: auth.Candidate, ID: made.ID, Candidate: "c-001"}) {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err := s.Authenticate(with(key)); err != nil || p.ID != made.ID {
		t.Errorf("the key itself: %+v, %v", p, err)
	}
	for name, bad := range map[string]string{"a session": text, "nothing": "", "a wrong key": key + "x"} {
		if _, _, err := s.Start(with(bad)); err != auth.ErrUnauthenticated { //nolint:errorlint // the very same
			t.Errorf("of %s: %v", name, err)
		}
	}
	for _, bad := range []string{text + "x", text[:len(text)-1], "tenons_", "tenons_" + key} {
		if _, err := s.Authenticate(with(bad)); err != auth.ErrUnauthenticated { //nolint:errorlint // the very same
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestASessionEnds holds all that ends one.
func TestASessionEnds(t *testing.T) {
	for name, end := range map[string]func(t *testing.T, k *auth.Keys, c *clock, s *auth.Sessions, id, session string){
		"signed out": func(_ *testing.T, _ *auth.Keys, _ *clock, s *auth.Sessions, _, session string) { s.End(with(session)) },
		"revoked": func(t *testing.T, k *auth.Keys, _ *clock, _ *auth.Sessions, id, _ string) {
			if err := k.Revoke("", id); err != nil {
				t.Fatal(err)
			}
		},
		"rotated without grace": func(t *testing.T, k *auth.Keys, _ *clock, _ *auth.Sessions, id, _ string) {
			if _, _, err := k.Rotate("", id, 0); err != nil {
				t.Fatal(err)
			}
		},
		"rotated, later": func(t *testing.T, k *auth.Keys, c *clock, _ *auth.Sessions, id, _ string) {
			if _, _, err := k.Rotate("", id, time.Minute); err != nil {
				t.Fatal(err)
			}
			c.add(time.Minute)
		},
		"the key over":     func(_ *testing.T, _ *auth.Keys, c *clock, _ *auth.Sessions, _, _ string) { c.add(2 * time.Hour) },
		"the process anew": nil,
	} {
		k, c := open(t, t.TempDir())
		create(t, k, auth.Key{Role: auth.Admin}) // of others: the door stays closed
		made, key := create(t, k, auth.Key{Role: auth.Admin, Expires: c.now().Add(2 * time.Hour)})
		s := auth.NewSessions(auth.Closed{Keys: k}, c.now)
		session := start(t, s, key)
		if _, err := s.Authenticate(with(session)); err != nil {
			t.Errorf("%s: before: %v", name, err)
		}
		if end == nil {
			s = auth.NewSessions(auth.Closed{Keys: k}, c.now)
		} else {
			end(t, k, c, s, made.ID, session)
		}
		if _, err := s.Authenticate(with(session)); err != auth.ErrUnauthenticated { //nolint:errorlint // the very same
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASessionEndsByItselfAndWithItsToken(t *testing.T) {
	i := newIssuer(t)
	o, err := auth.NewOIDC(t.Context(), auth.Issuer{URL: i.URL, Audience: "tenon", Now: func() time.Time { return i.now }})
	if err != nil {
		t.Fatal(err)
	}
	k, c := open(t, t.TempDir())
	_, key := create(t, k, auth.Key{Role: auth.Admin})
	s := auth.NewSessions(auth.Closed{Keys: k, Issuer: o}, c.now)
	ofKey, ofToken := start(t, s, key), start(t, s, i.sign(i.known, "one", i.claims())) // of an hour
	for _, x := range []struct {
		after      time.Duration
		key, token bool
	}{{0, true, true}, {time.Hour - time.Second, true, true}, {time.Second, true, false}, {auth.SessionTime - time.Hour - time.Second, true, false}, {time.Second, false, false}} {
		c.add(x.after)
		_, k := s.Authenticate(with(ofKey))
		_, o := s.Authenticate(with(ofToken))
		if (k == nil) != x.key || (o == nil) != x.token {
			t.Errorf("after %v more: %v, %v", x.after, k, o)
		}
	}
}

func TestOneKeyPushesNoOtherOut(t *testing.T) {
	k, c := open(t, t.TempDir())
	_, mine := create(t, k, auth.Key{Role: auth.Auditor})
	_, greedy := create(t, k, auth.Key{Role: auth.Admin})
	s := auth.NewSessions(auth.Closed{Keys: k}, c.now)
	session, first := start(t, s, mine), start(t, s, greedy)
	for range 50 {
		c.add(time.Second)
		start(t, s, greedy)
	}
	if _, err := s.Authenticate(with(session)); err != nil {
		t.Error("sessions of another key end mine")
	}
	if _, err := s.Authenticate(with(first)); err == nil {
		t.Error("one key has as many sessions as it likes")
	}
}

// TestTheDoorStaysClosed holds that the last key, when it is revoked, opens nothing.
func TestTheDoorStaysClosed(t *testing.T) {
	k, _ := open(t, t.TempDir())
	made, _ := create(t, k, auth.Key{Role: auth.Admin})
	if err := k.Revoke("", made.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := (auth.Closed{Keys: k}).Authenticate(with("")); err != auth.ErrUnauthenticated { //nolint:errorlint // the very same
		t.Error(err)
	}
}
