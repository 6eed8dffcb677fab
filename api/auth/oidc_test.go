package auth_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"tenon/api/auth"
)

// issuer is an OpenID Connect issuer for tests: it has two keys, and publishes the first.
type issuer struct {
	*httptest.Server
	t       *testing.T
	known   *ecdsa.PrivateKey
	unknown *ecdsa.PrivateKey
	now     time.Time
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{t: t, now: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)}
	for _, k := range []**ecdsa.PrivateKey{&i.known, &i.unknown} {
		var err error
		if *k, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/keys", "authorization_endpoint": i.URL + "/auth",
			"token_endpoint": i.URL + "/token", "id_token_signing_alg_values_supported": []string{"ES256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: i.known.Public(), KeyID: "one", Algorithm: "ES256", Use: "sig"}}})
	})
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

// claims are those of a good token.
func (i *issuer) claims() map[string]any {
	return map[string]any{"iss": i.URL, "aud": "tenon", "sub": "user-7", "iat": i.now.Unix(), "exp": i.now.Add(time.Hour).Unix(), "tenon_role": "recruiter", "tenon_org": "acme"}
}

func (i *issuer) sign(key *ecdsa.PrivateKey, kid string, claims map[string]any) string {
	i.t.Helper()
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: key, KeyID: kid}}, nil)
	if err != nil {
		i.t.Fatal(err)
	}
	text, err := jwt.Signed(s).Claims(claims).Serialize()
	if err != nil {
		i.t.Fatal(err)
	}
	return text
}

func but(claims map[string]any, name string, v any) map[string]any {
	if claims[name] = v; v == nil {
		delete(claims, name)
	}
	return claims
}

func TestTokensOfTheIssuer(t *testing.T) {
	i := newIssuer(t)
	o, err := auth.NewOIDC(t.Context(), auth.Issuer{URL: i.URL, Audience: "tenon", Now: func() time.Time { return i.now }})
	if err != nil {
		t.Fatal(err)
	}
	p, err := o.Authenticate(with(i.sign(i.known, "one", i.claims())))
	if want := (auth.Principal{Org: "acme", Role: auth.Recruiter, ID: "user-7"}); err != nil || p != want {
		t.Fatalf("%+v, %v", p, err)
	}
	part := func(x any) string {
		b, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(b)
	}
	good := i.sign(i.known, "one", i.claims())
	dots := strings.Split(good, ".")
	hmac, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: []byte(strings.Repeat("k", 32))}, nil)
	if err != nil {
		t.Fatal(err)
	}
	symmetric, err := jwt.Signed(hmac).Claims(i.claims()).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"alg none":               part(map[string]any{"alg": "none", "kid": "one"}) + "." + part(i.claims()) + ".",
		"alg none, signed":       part(map[string]any{"alg": "none", "kid": "one"}) + "." + dots[1] + "." + dots[2],
		"symmetric":              symmetric,
		"swapped kid":            i.sign(i.unknown, "one", i.claims()),
		"unknown kid":            i.sign(i.unknown, "two", i.claims()),
		"wrong audience":         i.sign(i.known, "one", but(i.claims(), "aud", "other")),
		"no audience":            i.sign(i.known, "one", but(i.claims(), "aud", nil)),
		"wrong issuer":           i.sign(i.known, "one", but(i.claims(), "iss", "https://evil.example")),
		"expired by a second":    i.sign(i.known, "one", but(i.claims(), "exp", i.now.Add(-time.Second).Unix())),
		"never expires":          i.sign(i.known, "one", but(i.claims(), "exp", nil)),
		"not yet":                i.sign(i.known, "one", but(i.claims(), "nbf", i.now.Add(time.Hour).Unix())),
		"no role":                i.sign(i.known, "one", but(i.claims(), "tenon_role", nil)),
		"a role that is none":    i.sign(i.known, "one", but(i.claims(), "tenon_role", "king")),
		"a candidate of nothing": i.sign(i.known, "one", but(i.claims(), "tenon_role", "candidate")),
		"no subject":             i.sign(i.known, "one", but(i.claims(), "sub", nil)),
		"changed payload":        dots[0] + "." + part(but(i.claims(), "tenon_role", "admin")) + "." + dots[2],
		"no signature":           dots[0] + "." + dots[1] + ".",
		"cut":                    good[:len(good)-4],
		"a key":                  "tenon_abc_def",
		"nothing":                "",
	} {
		if p, err := o.Authenticate(with(text)); err != auth.ErrUnauthenticated || p != (auth.Principal{}) { //nolint:errorlint // the very same
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
}

func TestKeysAndTokensSideBySide(t *testing.T) {
	i := newIssuer(t)
	o, err := auth.NewOIDC(t.Context(), auth.Issuer{URL: i.URL, Audience: "tenon", Now: func() time.Time { return i.now }})
	if err != nil {
		t.Fatal(err)
	}
	k, _ := open(t, t.TempDir())
	_, text := create(t, k, auth.Key{Role: auth.Admin})
	both := auth.Closed{Keys: k, Issuer: o}
	for _, s := range []string{text, i.sign(i.known, "one", i.claims())} {
		if _, err := both.Authenticate(with(s)); err != nil {
			t.Error(err)
		}
	}
	if _, err := both.Authenticate(with("x")); err != auth.ErrUnauthenticated { //nolint:errorlint // the very same
		t.Error(err)
	}
}

func TestTheFirstKeyClosesTheDoor(t *testing.T) {
	k, _ := open(t, t.TempDir())
	c := auth.Closed{Keys: k}
	if _, err := c.Authenticate(with("")); err != auth.ErrOpen { //nolint:errorlint // the very same
		t.Error(err)
	}
	made, text := create(t, k, auth.Key{Role: auth.Admin})
	if _, err := c.Authenticate(with("")); err != auth.ErrUnauthenticated { //nolint:errorlint // the very same
		t.Error(err)
	}
	if p, err := c.Authenticate(with(text)); err != nil || p.ID != made.ID {
		t.Error(p, err)
	}
}
