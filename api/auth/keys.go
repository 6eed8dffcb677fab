package auth

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"tenon/profiles"
	"tenon/profiles/durable"
)

// Keys are the API keys of a data directory, in one file of it that only its owner reads. A server and the command line may change
// them at the same time: each change locks, reads, and replaces the file whole, and a server reads it again when it has changed. Safe
// for concurrent use.
type Keys struct {
	path string
	now  func() time.Time

	mu    sync.Mutex // guards what follows
	stamp stamp      // of the file that byID was read from
	byID  map[string]*Key
	used  map[string]time.Time // hours of use that the file lacks
}

// stamp tells one state of a file from another.
type stamp struct {
	size int64
	time time.Time
	node uint64
}

// file is what the file holds.
type file struct {
	Version int    `json:"version"`
	Keys    []*Key `json:"keys"`
}

// keysVersion is of the format of the file. 1: the first.
const keysVersion = 1

// Grace is how long a secret counts after its rotation, where nothing else is said.
const Grace = 24 * time.Hour

// OpenKeys reads the keys of a data directory; there may be none yet. A nil clock is time.Now.
func OpenKeys(dir string, now func() time.Time) (*Keys, error) {
	if now == nil {
		now = time.Now
	}
	k := &Keys{path: filepath.Join(dir, "keys.json"), now: now, used: map[string]time.Time{}}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k, k.refresh()
}

// Any says whether there is a key, or was one: from then on nobody gets in without. Whoever revokes the last opens no door; that takes
// removing the file.
func (k *Keys) Any() (bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	err := k.refresh()
	return k.stamp != stamp{}, err
}

// Create makes a key and returns it with its text, which is nowhere kept.
func (k *Keys) Create(x Key) (made Key, text string, err error) {
	now := k.now().UTC().Truncate(time.Second)
	if err := x.Check(now); err != nil {
		return Key{}, "", err
	}
	secret, s := newSecret()
	x.ID, x.Created, x.LastUsed, x.Secrets = newID(), now, time.Time{}, []Secret{s}
	err = k.change(func() error {
		k.byID[x.ID] = &x
		return nil
	})
	return x.Public(), prefix + x.ID + "_" + secret, err
}

// Rotate gives a key a new secret; those before count for as long as grace. profiles.ErrNotFound: no such key.
func (k *Keys) Rotate(org, id string, grace time.Duration) (made Key, text string, err error) {
	secret, s := newSecret()
	err = k.change(func() error {
		x, err := k.find(org, id)
		if err != nil {
			return err
		}
		now := k.now().UTC()
		until := now.Add(grace)
		old := slices.DeleteFunc(slices.Clone(x.Secrets), func(s Secret) bool { return grace <= 0 || !s.Until.IsZero() && !now.Before(s.Until) })
		for i := range old {
			if old[i].Until.IsZero() || until.Before(old[i].Until) {
				old[i].Until = until
			}
		}
		x.Secrets = append([]Secret{s}, old...)
		made = x.Public()
		return nil
	})
	return made, prefix + id + "_" + secret, err
}

// Revoke ends a key at once. profiles.ErrNotFound: no such key.
func (k *Keys) Revoke(org, id string) error {
	return k.change(func() error {
		if _, err := k.find(org, id); err != nil {
			return err
		}
		delete(k.byID, id)
		return nil
	})
}

// Forget ends the keys of a candidate who is erased, and takes them out of the file.
func (k *Keys) Forget(org, candidate string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.refresh(); err != nil {
		return err
	}
	theirs := func(x *Key) bool { return x.Org == org && x.Candidate == candidate }
	found := false
	for _, x := range k.byID {
		found = found || theirs(x)
	}
	if !found {
		return nil // and a file that is not there is not made
	}
	return k.write(func() error {
		maps.DeleteFunc(k.byID, func(_ string, x *Key) bool { return theirs(x) })
		return nil
	})
}

// List are the keys of an organisation in the order in which they were made, without their hashes.
func (k *Keys) List(org string) ([]Key, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.refresh(); err != nil {
		return nil, err
	}
	out := []Key{}
	for _, x := range k.byID {
		if x.Org == org {
			p := x.Public()
			if t := k.used[x.ID]; t.After(p.LastUsed) {
				p.LastUsed = t
			}
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b Key) int {
		if c := a.Created.Compare(b.Created); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out, nil
}

// Authenticate implements [Authenticator]: Authorization: Bearer and the text of a key. A key that is unknown, revoked, over or wrong
// looks the same.
func (k *Keys) Authenticate(r *http.Request) (Principal, error) {
	p, _, _, err := k.prove(r)
	return p, err
}

// prove is Authenticate, with the hash of the secret that was shown and when it stops counting, zero for never.
func (k *Keys) prove(r *http.Request) (p Principal, sum string, until time.Time, err error) {
	text, ok := bearer(r)
	if !ok {
		text = ""
	}
	id, secret, ok := split(text)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.refresh(); err != nil {
		return Principal{}, "", time.Time{}, err
	}
	x := k.byID[id]
	if x == nil {
		x = &Key{Secrets: []Secret{{SHA256: hash("")}}} // takes as long as one that is there
		ok = false
	}
	sum = hash(secret)
	if !x.opens(sum, k.now()) || !ok {
		return Principal{}, "", time.Time{}, ErrUnauthenticated
	}
	k.use(x)
	return Principal{Org: x.Org, Role: x.Role, ID: x.ID, Candidate: x.Candidate}, sum, x.Expires, nil
}

// counts says whether a secret of a key, by its hash, is one that counts now. The error is [ErrUnauthenticated] where it is not.
func (k *Keys) counts(id, sum string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.refresh(); err != nil {
		return err
	}
	x := k.byID[id]
	if x == nil || !x.opens(sum, k.now()) {
		return ErrUnauthenticated
	}
	k.use(x)
	return nil
}

// bearer is the credential of a request.
func bearer(r *http.Request) (string, bool) {
	scheme, text, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.TrimSpace(text), ok && strings.EqualFold(scheme, "Bearer")
}

// use remembers the hour of use, and writes it down when it is a new one: once an hour for a key, not once a request.
func (k *Keys) use(x *Key) {
	hour := k.now().UTC().Truncate(time.Hour)
	if !hour.After(x.LastUsed) || !hour.After(k.used[x.ID]) {
		return
	}
	k.used[x.ID] = hour
	_ = k.write(func() error { return nil }) // the use of a key is no reason to refuse it
}

// find is a key of an organisation. The keys are locked.
func (k *Keys) find(org, id string) (*Key, error) {
	x := k.byID[id]
	if x == nil || x.Org != org {
		return nil, fmt.Errorf("key %s: %w", id, profiles.ErrNotFound)
	}
	return x, nil
}

func (k *Keys) change(do func() error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.write(do)
}

// write makes a change under the lock of the file, which other processes take, too, and replaces the file durably.
func (k *Keys) write(do func() error) (err error) {
	lock, err := os.OpenFile(k.path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	defer func() { err = errors.Join(err, lock.Close()) }() // which unlocks it
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return fmt.Errorf("keys: lock: %w", err)
	}
	if err := k.refresh(); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	f := file{Version: keysVersion}
	for _, x := range k.byID {
		if t := k.used[x.ID]; t.After(x.LastUsed) {
			x.LastUsed = t
		}
		f.Keys = append(f.Keys, x)
	}
	slices.SortFunc(f.Keys, func(a, b *Key) int { return strings.Compare(a.ID, b.ID) })
	b, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	if err := durable.Replace(k.path, append(b, '\n')); err != nil {
		k.stamp = stamp{} // what is in memory is not what is in the file
		return fmt.Errorf("keys: %w", err)
	}
	return k.restamp()
}

// refresh reads the file when it is another than the one that was read.
func (k *Keys) refresh() error {
	i, err := os.Stat(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		k.byID, k.stamp = map[string]*Key{}, stamp{}
		return nil
	}
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	if s := stampOf(i); s == k.stamp {
		return nil
	}
	b, err := os.ReadFile(k.path)
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	var f file
	if err := json.Unmarshal(b, &f); err != nil {
		return fmt.Errorf("%w: %s: %w: make it whole again from a backup, or remove it and create new keys", profiles.ErrDamaged, k.path, err)
	}
	if f.Version != keysVersion {
		return fmt.Errorf("%w: %s is of version %d, this program knows %d", profiles.ErrDamaged, k.path, f.Version, keysVersion)
	}
	k.byID = map[string]*Key{}
	for _, x := range f.Keys {
		k.byID[x.ID] = x
	}
	return k.restamp()
}

func (k *Keys) restamp() error {
	i, err := os.Stat(k.path)
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	k.stamp = stampOf(i)
	return nil
}

func stampOf(i fs.FileInfo) stamp {
	s := stamp{size: i.Size(), time: i.ModTime()}
	if sys, ok := i.Sys().(*syscall.Stat_t); ok {
		s.node = sys.Ino // a replaced file is another node
	}
	return s
}
