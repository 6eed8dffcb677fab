package columns_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

var (
	asOf    = profiles.NewMonth(2026, 6)
	deriver = facts.NewDeriver(taxonomy.Default(), money.Default())
)

func filled(t *testing.T) *columns.Live {
	t.Helper()
	l := columns.New(deriver, asOf)
	var us []columns.Update
	for i := range 300 {
		id := fmt.Sprint("c", i)
		c := &profiles.Candidate{ID: id, Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Go"}, Level: uint8(i % 6)}},
			Languages: []profiles.Language{{Ref: profiles.Ref{Name: "German"}}}, Certificates: []profiles.Certificate{{Ref: profiles.Ref{Name: "CKA"}}},
			Jobs: []profiles.Job{{Title: profiles.Ref{Name: "Data Engineer"}, Start: asOf - profiles.Month(i), Current: true}}}
		if i%3 == 0 {
			c.Preferences = &profiles.Preferences{Engagement: &profiles.EngagementWish{Accept: []profiles.Engagement{profiles.Trial}, Only: true}}
		}
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Candidate: c})
	}
	l.Apply(us, 300)
	l.Apply([]columns.Update{{Key: us[5].Key}, {Key: profiles.Key{Kind: profiles.KindRole, ID: "r"}, Role: &profiles.Role{ID: "r", Requirements: []profiles.Requirement{
		{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Go"}, Necessity: profiles.Must}}}}}, 302)
	return l
}

func facts2(s *columns.Snapshot) map[string]*facts.Candidate {
	out := map[string]*facts.Candidate{}
	s.Each(func(r columns.Row) { out[r.ID] = r.Facts })
	return out
}

func TestACheckpointIsTheSameState(t *testing.T) {
	dir, l := t.TempDir(), filled(t)
	if err := l.Save(dir, ""); err != nil {
		t.Fatal(err)
	}
	m, err := columns.Load(dir, "", deriver, asOf)
	if err != nil {
		t.Fatal(err)
	}
	a, b := l.Snapshot(), m.Snapshot()
	if a.Seq != b.Seq || a.Candidates() != 299 || b.Candidates() != 299 || len(b.Roles) != 1 {
		t.Errorf("seq %d and %d, %d and %d candidates, %d roles", a.Seq, b.Seq, a.Candidates(), b.Candidates(), len(b.Roles))
	}
	if d := cmp.Diff(facts2(a), facts2(b)); d != "" {
		t.Errorf("facts differ:\n%s", d)
	}
	m.Apply([]columns.Update{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: "c0"}}}, 303)
	if m.Snapshot().Candidates() != 298 {
		t.Errorf("%d candidates after a deletion: want 298", m.Snapshot().Candidates())
	}
}

func TestACheckpointOfAnotherMonthIsNotFound(t *testing.T) {
	dir := t.TempDir()
	if err := filled(t).Save(dir, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := columns.Load(dir, "", deriver, asOf+1); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("another month: %v", err)
	}
	if _, err := columns.Load(t.TempDir(), "", deriver, asOf); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("no file: %v", err)
	}
}

func TestACheckpointOfAnotherStoreIsNotFound(t *testing.T) {
	dir := t.TempDir()
	if err := filled(t).Save(dir, "one"); err != nil {
		t.Fatal(err)
	}
	if _, err := columns.Load(dir, "other", deriver, asOf); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("another store: %v", err)
	}
}

// Sections are whole, and their checksums right, but they are not in their places.
func TestSectionsThatChangePlacesAreNoticed(t *testing.T) {
	dir := t.TempDir()
	if err := filled(t).Save(dir, ""); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, columns.CheckpointFile)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.IndexByte(b, 0x0a) + 1 // behind the magic
	var parts [][]byte
	for rest := b[at:]; len(rest) > 0; {
		n := 12 + int(binary.LittleEndian.Uint64(rest))
		parts, rest = append(parts, rest[:n]), rest[n:]
	}
	if len(parts) != 3 {
		t.Fatalf("%d sections: want a head, a tile and a block of roles", len(parts))
	}
	for name, order := range map[string][]int{"exchanged": {0, 2, 1}, "twice": {0, 1, 1}, "one too many": {0, 1, 2, 2}, "one too few": {0, 1}, "no head": {1, 2}, "none": {}} {
		out := slices.Clone(b[:at])
		for _, i := range order {
			out = append(out, parts[i]...)
		}
		if err := os.WriteFile(path, out, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := columns.Load(dir, "", deriver, asOf); !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, data := range map[string][]byte{"older": append([]byte("tenon-columns-10\n"), b[at:]...), "newer": append([]byte("tenon-columns-12\n"), b[at:]...), "foreign": []byte("SQLite format 3\x00" + string(b[at:])), "empty": nil} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := columns.Load(dir, "", deriver, asOf); !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryFlippedByteOfACheckpointIsNoticed(t *testing.T) {
	dir := t.TempDir()
	if err := filled(t).Save(dir, ""); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, columns.CheckpointFile)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	try := func(b []byte, what string) {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := columns.Load(dir, "", deriver, asOf); !errors.Is(err, profiles.ErrDamaged) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for i := 0; i < len(good); i += len(good)/200 + 1 {
		b := append([]byte(nil), good...)
		b[i] ^= 1 << (i % 8)
		try(b, fmt.Sprintf("byte %d flipped", i))
	}
	for _, n := range []int{0, 1, 19, len(good) / 2, len(good) - 1} {
		try(good[:n], fmt.Sprintf("cut at %d", n))
	}
}
