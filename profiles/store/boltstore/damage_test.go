package boltstore_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/store"
	"tenon/profiles/store/boltstore"
)

var ctx = context.Background()

func key(id string) profiles.Key { return profiles.Key{Kind: profiles.KindCandidate, ID: id} }

func candidate(id string) *profiles.Candidate {
	return &profiles.Candidate{ID: id, Headline: "engineer " + id, Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Go"}, Level: 4, Months: 48}}}
}

func put(id string) profiles.Mutation {
	return profiles.Mutation{Key: key(id), Record: candidate(id)}
}

// filled makes a store of n candidates and returns its directory.
func filled(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	s := open(t, dir)
	defer closeStore(t, s)
	var ms []profiles.Mutation
	for i := range n {
		ms = append(ms, put(fmt.Sprintf("c%03d", i)))
	}
	if _, err := s.Apply(ctx, ms); err != nil {
		t.Fatal(err)
	}
	return dir
}

func closeStore(t *testing.T, s *boltstore.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// edit changes the file behind the back of a store.
func edit(t *testing.T, dir string, f func(tx *bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, boltstore.File), 0o600, &bbolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(f), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// replace changes one value of a bucket.
func replace(t *testing.T, dir, bucket string, k []byte, f func(v []byte) []byte) {
	t.Helper()
	edit(t, dir, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		return b.Put(k, f(bytes.Clone(b.Get(k))))
	})
}

func TestEveryByteOfARecordIsVerified(t *testing.T) {
	dir := filled(t, 3)
	k := []byte("\x00c001")
	var whole []byte
	replace(t, dir, "candidate", k, func(v []byte) []byte { whole = bytes.Clone(v); return v })
	for i := range len(whole) + 1 {
		replace(t, dir, "candidate", k, func([]byte) []byte {
			if i == len(whole) {
				return whole[:i-1]
			}
			v := bytes.Clone(whole)
			v[i] ^= 1 << (i % 8)
			return v
		})
		s := open(t, dir)
		e, err := s.Get(ctx, key("c001"))
		if !errors.Is(err, profiles.ErrDamaged) || e.Record != nil || !strings.Contains(err.Error(), "candidate c001") {
			t.Errorf("byte %d of %d: %+v, %v", i, len(whole), e.Record, err)
		}
		closeStore(t, s)
	}
}

func TestARecordIsNotServedUnderAnotherKey(t *testing.T) {
	dir := filled(t, 3)
	s := open(t, dir)
	who := profiles.Key{Kind: profiles.KindIdentity, ID: "c000"}
	if _, err := s.Apply(ctx, []profiles.Mutation{{Key: who, Record: &identity.Identity{ID: "c000", Name: "Somebody"}}}); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	move := func(tx *bbolt.Tx, from, to, k string) error {
		return tx.Bucket([]byte(to)).Put([]byte(k), bytes.Clone(tx.Bucket([]byte(from)).Get([]byte("\x00c000"))))
	}
	edit(t, dir, func(tx *bbolt.Tx) error {
		return errors.Join(move(tx, "candidate", "candidate", "\x00c001"), move(tx, "identity", "demographics", "\x00c000"))
	})
	s = open(t, dir)
	defer closeStore(t, s)
	for _, k := range []profiles.Key{key("c001"), {Kind: profiles.KindDemographics, ID: "c000"}} {
		if e, err := s.Get(ctx, k); !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("%s: %+v, %v", k, e.Record, err)
		}
	}
}

// damagedScan makes five records, of which the first, third and last are damaged, and two keys that were never written.
func damagedScan(t *testing.T) string {
	t.Helper()
	dir := filled(t, 5)
	for _, k := range []string{"\x00c000", "\x00c002", "\x00c004"} {
		replace(t, dir, "candidate", []byte(k), func(v []byte) []byte { v[len(v)-1] ^= 1; return v })
	}
	for _, k := range []string{"\x00", "no organisation"} {
		replace(t, dir, "candidate", []byte(k), func([]byte) []byte { return []byte("x") })
	}
	return dir
}

func TestDamagedRecordsDoNotStopAScan(t *testing.T) {
	s := open(t, damagedScan(t))
	defer closeStore(t, s)
	for limit := 1; limit <= 8; limit++ {
		var good, bad []string
		var after profiles.Key
		for range 8 {
			p, err := s.Scan(ctx, profiles.KindCandidate, after, limit)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range p.Entries {
				if e.Err == nil {
					good = append(good, e.Record.RecordID())
				} else if errors.Is(e.Err, profiles.ErrDamaged) && e.Record == nil {
					bad = append(bad, e.Key.Org+"/"+e.Key.ID)
				}
			}
			after = p.Next
			if !p.More {
				break
			}
		}
		if g, b := strings.Join(good, " "), strings.Join(bad, " "); g != "c001 c003" || b != "/ /c000 /c002 /c004 no organisation/" {
			t.Errorf("pages of %d: good %s, damaged %s", limit, g, b)
		}
	}
}

func TestADamagedRecordIsReplacedOnlyWithoutACondition(t *testing.T) {
	s := open(t, damagedScan(t))
	defer closeStore(t, s)
	for _, rev := range []profiles.Revision{0, 1, 3} {
		m := put("c002")
		m.If = &rev
		if _, err := s.Apply(ctx, []profiles.Mutation{m}); !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("at revision %d: %v", rev, err)
		}
	}
	if _, err := s.Apply(ctx, []profiles.Mutation{put("c002"), {Key: key("c004")}}); err != nil {
		t.Fatal(err)
	}
	if e, err := s.Get(ctx, key("c002")); err != nil || e.Record == nil {
		t.Errorf("the replaced record: %v", err)
	}
	if _, err := s.Get(ctx, key("c004")); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("the deleted record: %v", err)
	}
}

func TestADamagedFeedIsRefused(t *testing.T) {
	third := binary.BigEndian.AppendUint64(nil, 3)
	changes := []byte("changes")
	for name, damage := range map[string]func(tx *bbolt.Tx) error{
		"another key": func(tx *bbolt.Tx) error {
			return tx.Bucket(changes).Put(third, append(bytes.Clone(tx.Bucket(changes).Get(third)), 'x'))
		},
		"a deletion": func(tx *bbolt.Tx) error {
			v := bytes.Clone(tx.Bucket(changes).Get(third))
			v[4] ^= 1
			return tx.Bucket(changes).Put(third, v)
		},
		"cut": func(tx *bbolt.Tx) error { return tx.Bucket(changes).Put(third, []byte{1}) },
		"gap": func(tx *bbolt.Tx) error { return tx.Bucket(changes).Delete(third) },
	} {
		dir := filled(t, 5)
		edit(t, dir, damage)
		s := open(t, dir)
		for _, limit := range []int{3, 10} {
			if cs, err := s.Changes(ctx, 0, limit); !errors.Is(err, profiles.ErrDamaged) || cs != nil {
				t.Errorf("%s: %d changes: %+v, %v", name, limit, cs, err)
			}
		}
		if cs, err := s.Changes(ctx, 3, 10); err != nil || len(cs) != 2 {
			t.Errorf("%s: behind the damage: %+v, %v", name, cs, err)
		}
		closeStore(t, s)
	}
}

func TestOpenRefusesWhatItCannotRead(t *testing.T) {
	meta := []byte("meta")
	format := func(v uint32) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			return tx.Bucket(meta).Put([]byte("format"), binary.BigEndian.AppendUint32(nil, v))
		}
	}
	for name, c := range map[string]struct {
		edit func(*bbolt.Tx) error
		want error
		says string
	}{
		"newer format":   {format(boltstore.FormatVersion + 1), profiles.ErrNewer, fmt.Sprint("format ", boltstore.FormatVersion+1)},
		"no format":      {func(tx *bbolt.Tx) error { return tx.Bucket(meta).Delete([]byte("format")) }, profiles.ErrDamaged, "no format"},
		"format 0":       {format(0), profiles.ErrDamaged, "format 0"},
		"missing bucket": {func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("identity")) }, profiles.ErrDamaged, "identity"},
		"wrong number": {func(tx *bbolt.Tx) error {
			return tx.Bucket(meta).Put([]byte("seq"), binary.BigEndian.AppendUint64(nil, 2))
		}, profiles.ErrDamaged, "last change"},
	} {
		dir := filled(t, 5)
		edit(t, dir, c.edit)
		for range 2 { // the first refusal has to let go of the file
			if s, err := boltstore.Open(dir); !errors.Is(err, c.want) || s != nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestASecondOpenIsLocked(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if _, err := boltstore.Open(dir); !errors.Is(err, profiles.ErrLocked) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a second open: %v", err)
	}
	closeStore(t, s)
	closeStore(t, open(t, dir))
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("files beside the store: %v, %v", left, err)
	}
}

func TestARecordThatCouldNotBeReadIsNotTaken(t *testing.T) {
	s := open(t, t.TempDir())
	defer closeStore(t, s)
	long := candidate("a")
	long.Text = strings.Repeat("x", 9<<20)
	broad := candidate("a")
	broad.Skills = make([]profiles.Skill, 70_000)
	for _, c := range []*profiles.Candidate{long, broad} {
		if _, err := s.Apply(ctx, []profiles.Mutation{put("b"), {Key: key("a"), Record: c}}); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%v, want %v", err, profiles.ErrInvalid)
		}
	}
}

// many is how many records lie in the file that is damaged at random: enough to fill most of it.
const many = 500

// readAll reads everything that a store has, and writes. It returns how a record differs that was never written so.
func readAll(dir string) (diff string, err error) {
	s, err := boltstore.Open(dir)
	if err != nil {
		return "", err
	}
	defer func() { _ = s.Close() }() // it is damaged: what it served counts
	compare := func(e store.Entry) {
		if e.Err == nil {
			diff += cmp.Diff(profiles.Record(candidate(e.Key.ID)), e.Record)
		}
		if !errors.Is(e.Err, profiles.ErrNotFound) {
			err = errors.Join(err, e.Err)
		}
	}
	p, err := s.Scan(ctx, profiles.KindCandidate, profiles.Key{}, many+1)
	for _, e := range p.Entries {
		compare(e)
	}
	served := map[profiles.Key]bool{}
	for i := range many {
		e, _ := s.Get(ctx, key(fmt.Sprintf("c%03d", i)))
		compare(e)
		served[e.Key] = e.Err == nil
	}
	errView := s.View(ctx, func(at store.Getter) error {
		for k := range served {
			if e, _ := at.Get(ctx, k); (e.Err == nil) != served[k] {
				diff += fmt.Sprintf("%s by itself: served %t, together with others: %v", k, served[k], e.Err)
			} else {
				compare(e)
			}
		}
		return nil
	})
	_, errChanges := s.Changes(ctx, 0, many)
	_, errApply := s.Apply(ctx, []profiles.Mutation{put("c030")})
	return diff, errors.Join(err, errView, errChanges, errApply)
}

// TestADamagedFileGivesErrorsAndNeverWrongRecords flips single bits anywhere, and cuts the file anywhere.
func TestADamagedFileGivesErrorsAndNeverWrongRecords(t *testing.T) {
	whole, err := os.ReadFile(filepath.Join(filled(t, many), boltstore.File))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	flips, noticed := 0, 0
	for i := range 160 {
		file := bytes.Clone(whole)
		at := rng.IntN(len(file))
		if i%4 == 0 {
			file = file[:at]
		} else {
			file[at] ^= 1 << rng.IntN(8)
			flips++
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, boltstore.File), file, 0o600); err != nil {
			t.Fatal(err)
		}
		diff, err := readAll(dir)
		if diff != "" {
			t.Errorf("round %d, byte %d: a record that was never written: %s", i, at, diff)
		}
		if err != nil && !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("round %d, byte %d: %v, want %v", i, at, err, profiles.ErrDamaged)
		}
		if err != nil && i%4 != 0 {
			noticed++
		}
	}
	t.Logf("%d of %d flips in %d bytes were noticed, the others hit no record", noticed, flips, len(whole))
	if noticed < flips/4 {
		t.Errorf("%d of %d flips were noticed", noticed, flips)
	}
}
