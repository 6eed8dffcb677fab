package boltstore_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"tenon/profiles"
	"tenon/profiles/identity"
	"tenon/profiles/store"
	"tenon/profiles/store/boltstore"
)

// all is everything that a store has, by key.
func all(t *testing.T, s *boltstore.Store) map[profiles.Key]store.Entry {
	t.Helper()
	out := map[profiles.Key]store.Entry{}
	for _, kind := range []profiles.Kind{profiles.KindCandidate, profiles.KindRole, profiles.KindIdentity} {
		p, err := s.Scan(ctx, kind, profiles.Key{}, 10_000)
		if err != nil || p.More {
			t.Fatalf("scan: %v", err)
		}
		for _, e := range p.Entries {
			out[e.Key] = e
		}
	}
	return out
}

func apply(t *testing.T, s *boltstore.Store, ms ...profiles.Mutation) profiles.Seq {
	t.Helper()
	seq, err := s.Apply(ctx, ms)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func dump(t *testing.T, s *boltstore.Store, o boltstore.DumpOptions) ([]byte, boltstore.Dumped) {
	t.Helper()
	var b bytes.Buffer
	d, err := s.Dump(ctx, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), d
}

func readers(bs ...[]byte) (out []io.Reader) {
	for _, b := range bs {
		out = append(out, bytes.NewReader(b))
	}
	return out
}

func load(t *testing.T, dumps, later []io.Reader, o boltstore.LoadOptions) (*boltstore.Store, boltstore.Loaded) {
	t.Helper()
	dir := t.TempDir()
	l, err := boltstore.Load(ctx, dir, dumps, later, o)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	t.Cleanup(func() { closeStore(t, s) })
	return s, l
}

func TestADumpAndItsIncrementsLoadAsTheyWere(t *testing.T) {
	s := open(t, filled(t, 300))
	defer closeStore(t, s)
	apply(t, s, put("c001"), profiles.Mutation{Key: key("c002")})
	full, d := dump(t, s, boltstore.DumpOptions{})
	was := all(t, s)
	apply(t, s, put("new"), put("c003"), profiles.Mutation{Key: key("c004")}, profiles.Mutation{Key: key("c001")})
	more, e := dump(t, s, boltstore.DumpOptions{Since: d.Seq, Store: d.Store})
	if len(more) > len(full)/10 || e.Since != d.Seq {
		t.Errorf("an increment of %d bytes since %d; the full dump has %d", len(more), e.Since, len(full))
	}
	r, l := load(t, readers(full), nil, boltstore.LoadOptions{})
	if d := cmp.Diff(was, all(t, r)); d != "" || l.Seq != 302 || l.Records != 299 {
		t.Errorf("the full dump: %+v\n%s", l, d)
	}
	r, l = load(t, readers(full, more), nil, boltstore.LoadOptions{})
	if d := cmp.Diff(all(t, s), all(t, r)); d != "" || l.Seq != e.Seq {
		t.Errorf("with its increment: %+v\n%s", l, d)
	}
	for name, dumps := range map[string][]io.Reader{"no full one": readers(more), "twice": readers(full, full), "out of order": readers(more, full)} {
		if _, err := boltstore.Load(ctx, t.TempDir(), dumps, nil, boltstore.LoadOptions{}); !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := r.Dump(ctx, io.Discard, boltstore.DumpOptions{Since: d.Seq, Store: d.Store}); !errors.Is(err, profiles.ErrConflict) {
		t.Errorf("an increment of a restored store on a backup of the old one: %v", err)
	}
}

func TestADumpIsOfOneMomentWhileOthersWrite(t *testing.T) {
	s := open(t, filled(t, 500))
	defer closeStore(t, s)
	stop, ended := make(chan bool), make(chan error, 1)
	go func() {
		rng := rand.New(rand.NewPCG(1, 1))
		for {
			select {
			case <-stop:
				ended <- nil
				return
			default:
			}
			id := fmt.Sprintf("c%03d", rng.IntN(600))
			m := put(id)
			if rng.IntN(4) == 0 {
				m.Record = nil
			}
			if _, err := s.Apply(ctx, []profiles.Mutation{m}); err != nil && !errors.Is(err, profiles.ErrNotFound) {
				ended <- err
				return
			}
		}
	}()
	for range 5 {
		b, d := dump(t, s, boltstore.DumpOptions{})
		if _, l := load(t, readers(b), nil, boltstore.LoadOptions{}); l.Seq != d.Seq || l.Records != d.Records { // Load compares it with its feed
			t.Errorf("%+v loaded as %+v", d, l)
		}
	}
	close(stop)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestEveryDamageOfADumpIsRefused(t *testing.T) {
	s := open(t, filled(t, 40))
	defer closeStore(t, s)
	b, _ := dump(t, s, boltstore.DumpOptions{})
	for i := 0; i < len(b); i += 1 + len(b)/150 {
		x := bytes.Clone(b)
		x[i] ^= 1 << (i % 8)
		for what, x := range map[string][]byte{"flipped": x, "cut": b[:i]} {
			dir := t.TempDir()
			if _, err := boltstore.Load(ctx, dir, readers(x), nil, boltstore.LoadOptions{}); !errors.Is(err, profiles.ErrDamaged) {
				t.Errorf("byte %d of %d %s: %v", i, len(b), what, err)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		}
	}
}

func TestADamagedRecordIsNamedAndLeftOutOnlyOnDemand(t *testing.T) {
	dir := filled(t, 5)
	replace(t, dir, "candidate", []byte("\x00c002"), func(v []byte) []byte { v[20] ^= 1; return v })
	s := open(t, dir)
	defer closeStore(t, s)
	if _, err := s.Dump(ctx, io.Discard, boltstore.DumpOptions{}); !errors.Is(err, profiles.ErrDamaged) || !strings.Contains(err.Error(), "candidate c002") {
		t.Errorf("%v", err)
	}
	b, d := dump(t, s, boltstore.DumpOptions{SkipDamaged: true})
	if len(d.LeftOut) != 1 || d.LeftOut[0].Key != key("c002") || d.Records != 4 {
		t.Errorf("%+v", d)
	}
	r, l := load(t, readers(b), nil, boltstore.LoadOptions{})
	if _, err := r.Get(ctx, key("c002")); !errors.Is(err, profiles.ErrNotFound) || l.LeftOut != 1 || l.Records != 4 {
		t.Errorf("%v, %+v", err, l)
	}
}

func erase(t *testing.T, s *boltstore.Store, id string) {
	t.Helper()
	if _, err := s.Erase(ctx, "", id, time.Now()); err != nil {
		t.Fatal(err)
	}
}

// TestADumpOfANewerFormatIsRefusedWithIt wherever it is in a chain, and where only its log of erasures is read, too.
func TestADumpOfANewerFormatIsRefusedWithIt(t *testing.T) {
	s := open(t, filled(t, 3))
	defer closeStore(t, s)
	full, d := dump(t, s, boltstore.DumpOptions{})
	more, _ := dump(t, s, boltstore.DumpOptions{Since: d.Seq, Store: d.Store})
	newer := func(b []byte) []byte {
		b = bytes.Clone(b)
		head := b[8 : 8+binary.BigEndian.Uint32(b)]
		binary.BigEndian.PutUint32(head[1:], 99)
		binary.BigEndian.PutUint32(b[4:], crc32.Checksum(head, crc32.MakeTable(crc32.Castagnoli)))
		return b
	}
	for name, c := range map[string]struct{ dumps, later []io.Reader }{
		"the first": {readers(newer(full)), nil}, "another": {readers(full, newer(more)), nil}, "a later one": {readers(full), readers(newer(more))},
	} {
		dir := t.TempDir()
		if _, err := boltstore.Load(ctx, dir, c.dumps, c.later, boltstore.LoadOptions{}); !errors.Is(err, profiles.ErrNewer) || !strings.Contains(err.Error(), "format 99") {
			t.Errorf("%s: %v: want ErrNewer", name, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s: %v, %v is left", name, left, err)
		}
	}
}

func TestWhoWasErasedDoesNotComeBack(t *testing.T) {
	s := open(t, filled(t, 6))
	apply(t, s, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindIdentity, ID: "c001"}, Record: &identity.Identity{ID: "c001", Name: "Somebody"}})
	search := func(id, candidate string) profiles.Mutation {
		x := &profiles.Search{ID: id, For: profiles.KindRole, Candidate: candidate, Where: "mode = remote"}
		return profiles.Mutation{Key: profiles.Key{Kind: profiles.KindSearch, ID: id}, Record: x}
	}
	apply(t, s, search("s1", "c001"), search("s2", "c004"), search("s3", ""))
	review := func(candidate string) profiles.Key {
		return profiles.Key{Kind: profiles.KindReview, ID: profiles.ReviewID("r", candidate)}
	}
	for _, c := range []string{"c001", "c004", "nothing else"} {
		apply(t, s, profiles.Mutation{Key: review(c), Record: &profiles.Review{ID: review(c).ID, Role: "r", Candidate: c, Listed: true}})
	}
	full, d := dump(t, s, boltstore.DumpOptions{})
	erase(t, s, "c001")
	erase(t, s, "c002")
	erase(t, s, "nothing else")
	apply(t, s, put("c002")) // who comes back by themselves
	more, _ := dump(t, s, boltstore.DumpOptions{Since: d.Seq, Store: d.Store})
	erase(t, s, "c003")
	for _, id := range []string{"c001", "c003"} {
		if _, err := s.Get(ctx, key(id)); !errors.Is(err, profiles.ErrNotFound) {
			t.Errorf("%s after its erasure: %v", id, err)
		}
	}
	if _, err := s.Get(ctx, profiles.Key{Kind: profiles.KindSearch, ID: "s1"}); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("the search of c001 after its erasure: %v", err)
	}
	defer closeStore(t, s)
	for name, c := range map[string]struct {
		dumps, later []io.Reader
		erased       []*boltstore.Store
		gone         string
	}{
		"nothing later is known":        {readers(full), nil, nil, ""},
		"a later backup knows":          {readers(full), readers(more), nil, "c001 c002 "},
		"the store that is replaced":    {readers(full), nil, []*boltstore.Store{s}, "c001 c002 c003 "},
		"both, and the newest is taken": {readers(full, more), nil, []*boltstore.Store{s}, "c001 c003 "},
	} {
		r, l := load(t, c.dumps, c.later, boltstore.LoadOptions{Erased: c.erased})
		gone := ""
		for i := range 6 {
			id := fmt.Sprintf("c%03d", i)
			if _, err := r.Get(ctx, key(id)); errors.Is(err, profiles.ErrNotFound) {
				gone += id + " "
			}
		}
		if gone != c.gone {
			t.Errorf("%s: gone %s, want %s (%+v)", name, gone, c.gone, l)
		}
		if _, err := r.Get(ctx, profiles.Key{Kind: profiles.KindIdentity, ID: "c001"}); errors.Is(err, profiles.ErrNotFound) != (c.gone != "") {
			t.Errorf("%s: the identity: %v", name, err)
		}
		for id, gone := range map[string]bool{"s1": c.gone != "", "s2": false, "s3": false} {
			if _, err := r.Get(ctx, profiles.Key{Kind: profiles.KindSearch, ID: id}); errors.Is(err, profiles.ErrNotFound) != gone {
				t.Errorf("%s: search %s: %v: want gone %v", name, id, err, gone)
			}
		}
		for id, gone := range map[string]bool{"c001": c.gone != "", "c004": false, "nothing else": c.gone != ""} {
			if _, err := r.Get(ctx, review(id)); errors.Is(err, profiles.ErrNotFound) != gone {
				t.Errorf("%s: the review of %s: %v: want gone %v", name, id, err, gone)
			}
		}
		// what was replayed counts for the next restore, too
		again, _ := dump(t, r, boltstore.DumpOptions{})
		if _, l := load(t, readers(full), readers(again), boltstore.LoadOptions{}); c.gone != "" && l.Erased == 0 {
			t.Errorf("%s: the log is lost by a restore: %+v", name, l)
		}
	}
}

func TestErasedBytesLeaveTheFileWhenItIsCompacted(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	c := candidate("someone")
	c.Text = strings.Repeat("unmistakable ", 2000)
	apply(t, s, put("a"), profiles.Mutation{Key: key("someone"), Record: c})
	erase(t, s, "someone")
	if err := s.Compact(ctx, 0, nil); err != nil {
		t.Fatal(err)
	}
	apply(t, s, put("b"))
	closeStore(t, s)
	b, err := os.ReadFile(filepath.Join(dir, boltstore.File))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("unmistakable")) || bytes.Contains(b, []byte("engineer someone")) {
		t.Error("the file still has what was erased")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	s = open(t, dir)
	defer closeStore(t, s)
	if len(all(t, s)) != 2 {
		t.Errorf("%v", all(t, s))
	}
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		damage func(t *testing.T, dir string)
		want   string
	}{
		"nothing": {func(*testing.T, string) {}, ""},
		"a record": {func(t *testing.T, dir string) {
			replace(t, dir, "candidate", []byte("\x00c002"), func(v []byte) []byte { v[20] ^= 1; return v })
		}, "candidate c002 does not verify"},
		"a record that is gone": {func(t *testing.T, dir string) {
			edit(t, dir, func(tx *bbolt.Tx) error { return tx.Bucket([]byte("candidate")).Delete([]byte("\x00c003")) })
		}, "candidate c003 is missing: change 4 wrote it"},
		"a record of an older state": {func(t *testing.T, dir string) {
			var old []byte
			replace(t, dir, "candidate", []byte("\x00c001"), func(v []byte) []byte { old = v; return v })
			s := open(t, dir)
			apply(t, s, put("c001"))
			closeStore(t, s)
			replace(t, dir, "candidate", []byte("\x00c001"), func([]byte) []byte { return old })
		}, "candidate c001 is of change 2, and the last is 6"},
		"the log of erasures": {func(t *testing.T, dir string) {
			edit(t, dir, func(tx *bbolt.Tx) error { return tx.Bucket([]byte("erasures")).Put([]byte("x"), []byte("y")) })
		}, "log of erasures"},
	} {
		dir := filled(t, 5)
		c.damage(t, dir)
		s := open(t, dir)
		r, err := s.Check(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := r.Feed + r.Erasures
		for _, f := range r.Faults {
			said += f.Key.String() + " " + f.Reason
		}
		if r.OK() != (c.want == "") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, want %q", name, said, c.want)
		}
		if pages, err := s.CheckPages(ctx); err != nil || pages != "" {
			t.Errorf("%s: pages: %q, %v", name, pages, err)
		}
		closeStore(t, s)
	}
}
