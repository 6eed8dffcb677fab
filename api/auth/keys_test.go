package auth_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tenon/api/auth"
	"tenon/profiles"
)

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func open(t *testing.T, dir string) (*auth.Keys, *clock) {
	t.Helper()
	c := &clock{at: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)}
	k, err := auth.OpenKeys(dir, c.now)
	if err != nil {
		t.Fatal(err)
	}
	return k, c
}

func with(text string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/v1/roles", nil)
	r.Header.Set("Authorization", "Bearer "+text)
	return r
}

func create(t *testing.T, k *auth.Keys, x auth.Key) (auth.Key, string) {
	t.Helper()
	made, text, err := k.Create(x)
	if err != nil {
		t.Fatal(err)
	}
	return made, text
}

func TestAKeyOpensForItsPrincipal(t *testing.T) {
	k, _ := open(t, t.TempDir())
	made, text := create(t, k, auth.Key{Org: "acme", Role: auth.Candidate, Candidate: "c-001"})
	p, err := k.Authenticate(with(text))
	if want := (auth.Principal{Org: "acme", Role: auth.Candidate, ID: made.ID, Candidate: "c-001"}); err != nil || p != want {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestKeysThatDoNotOpenLookTheSame(t *testing.T) {
	k, c := open(t, t.TempDir())
	_, good := create(t, k, auth.Key{Role: auth.Admin})
	revoked, gone := create(t, k, auth.Key{Role: auth.Admin})
	if err := k.Revoke("", revoked.ID); err != nil {
		t.Fatal(err)
	}
	_, over := create(t, k, auth.Key{Role: auth.Admin, Expires: c.now().Add(time.Minute)})
	c.add(time.Minute)
	for name, text := range map[string]string{"none": "", "words": "hello", "prefix": "tenon_", "no secret": "tenon_abc", "unknown": "tenon_aaaaaaaaaaaaaaaa_x",
		"revoked": gone, "expired": over, "a letter more": good + "x", "a letter less": good[:len(good)-1], "empty secret": good[:strings.LastIndexByte(good, '_')+1],
		"unknown with the secret of nobody": "tenon_zzzz_", "huge": "tenon_" + strings.Repeat("a", 1<<20)} {
		if p, err := k.Authenticate(with(text)); err != auth.ErrUnauthenticated || p != (auth.Principal{}) { //nolint:errorlint // the very same
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", "Basic "+good)
	if _, err := k.Authenticate(r); err == nil {
		t.Error("opens under another scheme")
	}
}

func TestARotatedSecretCountsForItsGrace(t *testing.T) {
	k, c := open(t, t.TempDir())
	made, old := create(t, k, auth.Key{Role: auth.Batch})
	_, fresh, err := k.Rotate("", made.ID, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{old, fresh} {
		if _, err := k.Authenticate(with(text)); err != nil {
			t.Error(err)
		}
	}
	c.add(time.Hour)
	if _, err := k.Authenticate(with(old)); err == nil {
		t.Error("the old secret outlives its grace")
	}
	_, newest, err := k.Rotate("", made.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Authenticate(with(fresh)); err == nil {
		t.Error("a rotation without grace leaves the old secret")
	}
	if _, err := k.Authenticate(with(newest)); err != nil {
		t.Error(err)
	}
}

func TestNoSecretIsKept(t *testing.T) {
	dir := t.TempDir()
	k, _ := open(t, dir)
	_, text := create(t, k, auth.Key{Role: auth.Admin, Label: "deploy"})
	b, err := os.ReadFile(filepath.Join(dir, "keys.json"))
	if err != nil {
		t.Fatal(err)
	}
	if secret := text[strings.LastIndexByte(text, '_')+1:]; strings.Contains(string(b), secret) {
		t.Error("the file holds the secret")
	}
	i, err := os.Stat(filepath.Join(dir, "keys.json"))
	if err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", i.Mode(), err)
	}
	list, err := k.List("")
	if err != nil || len(list) != 1 || list[0].Secrets != nil || list[0].Label != "deploy" {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestChangesOfAnotherProcessCountAtOnce(t *testing.T) {
	dir := t.TempDir()
	server, _ := open(t, dir)
	line, _ := open(t, dir)
	if any, err := server.Any(); any || err != nil {
		t.Fatal(any, err)
	}
	made, text := create(t, line, auth.Key{Role: auth.Admin})
	if _, err := server.Authenticate(with(text)); err != nil {
		t.Error("a key that was made elsewhere: ", err)
	}
	if err := line.Revoke("", made.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := server.Authenticate(with(text)); err == nil {
		t.Error("a key that was revoked elsewhere opens")
	}
}

func TestManyWritersLoseNoKey(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 8 {
		k, _ := open(t, dir)
		wg.Go(func() {
			for range 10 {
				if _, _, err := k.Create(auth.Key{Role: auth.Batch}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	k, _ := open(t, dir)
	if list, err := k.List(""); err != nil || len(list) != 80 {
		t.Errorf("%d keys, %v", len(list), err)
	}
}

func TestUseIsKeptToTheHour(t *testing.T) {
	dir := t.TempDir()
	k, c := open(t, dir)
	_, text := create(t, k, auth.Key{Role: auth.Admin})
	for range 3 {
		if _, err := k.Authenticate(with(text)); err != nil {
			t.Fatal(err)
		}
	}
	again, _ := open(t, dir)
	if list, err := again.List(""); err != nil || !list[0].LastUsed.Equal(c.now().Truncate(time.Hour)) {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestKeysOfOthersAreNotThere(t *testing.T) {
	k, _ := open(t, t.TempDir())
	made, _ := create(t, k, auth.Key{Org: "acme", Role: auth.Admin})
	if err := k.Revoke("other", made.ID); !errors.Is(err, profiles.ErrNotFound) {
		t.Error(err)
	}
	if _, _, err := k.Rotate("other", made.ID, 0); !errors.Is(err, profiles.ErrNotFound) {
		t.Error(err)
	}
	if list, err := k.List("other"); err != nil || len(list) != 0 {
		t.Error(list, err)
	}
}

func TestFaultsOfANewKeyAreNamed(t *testing.T) {
	k, c := open(t, t.TempDir())
	for field, x := range map[string]auth.Key{"role": {Role: "king"}, "candidate": {Role: auth.Candidate}, "expires": {Role: auth.Admin, Expires: c.now()},
		"label": {Role: auth.Admin, Label: "a\nb"}, "org": {Role: auth.Admin, Org: "a\x00b"}} {
		_, _, err := k.Create(x)
		var faults profiles.FieldErrors
		if !errors.As(err, &faults) || faults[0].Path != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestADamagedFileLetsNobodyIn(t *testing.T) {
	dir := t.TempDir()
	k, _ := open(t, dir)
	_, text := create(t, k, auth.Key{Role: auth.Admin})
	if err := os.WriteFile(filepath.Join(dir, "keys.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Authenticate(with(text)); !errors.Is(err, profiles.ErrDamaged) {
		t.Error(err)
	}
}
