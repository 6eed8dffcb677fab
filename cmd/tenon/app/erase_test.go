package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tenon/api/auth"
	"tenon/cmd/tenon/app"
	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/identity"
)

var quietLog = slog.New(slog.DiscardHandler)

// everywhere writes a canary of its own into every text of a value, at any depth.
func (b *birds) everywhere(v reflect.Value, where string) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		b.everywhere(v.Elem(), where)
	case reflect.String:
		v.SetString(b.word(where))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		b.everywhere(v.Index(0), where)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("cbor") != "-" {
				b.everywhere(v.Field(i), where+"."+f.Name)
			}
		}
	}
}

// person are all records of somebody, each with a canary in every field, the id too.
func (b *birds) person(id string) (out []profiles.Record) {
	c, who, d := &profiles.Candidate{}, &identity.Identity{}, &identity.Demographics{}
	consents, search := &identity.Consents{}, &profiles.Search{}
	review, access := &profiles.Review{}, &identity.Access{}
	for name, r := range map[string]any{"candidate": c, "identity": who, "demographics": d, "consents": consents, "search": search, "review": review, "access": access} {
		b.everywhere(reflect.ValueOf(r), name)
	}
	c.ID, who.ID, d.ID, consents.ID = id, id, id, id
	c.Place.Country, c.Jobs[0].Place.Country = "DE", "DE"
	consents.List[0].Withdrawn, consents.List[0].Public = "", false
	search.For, search.Candidate, search.Role, search.Where, search.Policy, search.Lambda = profiles.KindRole, id, "", "", "", nil
	review.Role, review.Candidate, review.CandidateOrg, review.ID = "r1", id, nil, profiles.ReviewID("r1", id) // of the own organisation
	access.ID, access.Candidate = identity.NewAccessID(time.Now()), id
	access.At, access.Who, access.Org, access.Role, access.What = "2026-06-01T08:00:00Z", "k1", "", "recruiter", "get-identity" // of who asked
	patch := &profiles.Correction{ID: id, Of: profiles.KindCandidate, Patch: fmt.Sprintf(`[{"op":"replace","path":"/headline","value":%q}]`, b.word("correction"))}
	return []profiles.Record{c, who, d, consents, search, review, access, patch}
}

func write(t *testing.T, a *app.App, rs ...profiles.Record) {
	t.Helper()
	var ms []profiles.Mutation
	for _, r := range rs {
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: r.RecordKind(), ID: r.RecordID()}, Record: r})
	}
	if _, err := a.Store.Apply(t.Context(), ms); err != nil {
		t.Fatal(err)
	}
}

// traces are the files of a directory with a canary, and what is in each.
func (b *birds) traces(t *testing.T, dir string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		part, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) { // of the text index, which a merge has taken away
			return nil
		}
		if found := b.found(append(data, path...)); len(found) > 0 {
			slices.Sort(found)
			out[part] = slices.Compact(found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A person with a canary in every field of every record, in lists, events, standing searches and keys, is erased; after a compaction no
// file of the directory has a byte of one.
func TestNoByteOfTheErasedIsLeftInAnyFile(t *testing.T) {
	b := &birds{map[string]string{}}
	dir := t.TempDir()
	a, err := app.Open(t.Context(), dir, month, nil, quietLog)
	if err != nil {
		t.Fatal(err)
	}
	k, err := app.OpenKept(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Backend(k); err != nil {
		t.Fatal(err)
	}
	x, err := a.Alerts()
	if err != nil {
		t.Fatal(err)
	}
	runs, err := a.Batch(k)
	if err != nil {
		t.Fatal(err)
	}
	rescore := func() {
		t.Helper()
		if _, err := x.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := runs.Run(t.Context(), batch.Settings{Top: 5, Lambda: 30}, batch.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	role := func(id string) *profiles.Role {
		return &profiles.Role{ID: id, Title: profiles.Ref{Name: "Data Engineer"}, Requirements: []profiles.Requirement{{Kind: profiles.ReqSkill, Ref: profiles.Ref{Name: "Python"}, Necessity: profiles.Must}}}
	}
	write(t, a, role("r1"), &profiles.Candidate{ID: "other", Skills: []profiles.Skill{{Ref: profiles.Ref{Name: "Python"}}}}, &profiles.Search{ID: "all", For: profiles.KindCandidate, Where: "country = DE"})
	rescore()
	id := b.word("the id")
	records := b.person(id)
	write(t, a, records...)
	rescore()
	write(t, a, role("r2"))
	rescore()
	write(t, a, records[0]) // a second revision of the record
	keys, err := auth.OpenKeys(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := keys.Create(auth.Key{Role: auth.Candidate, Candidate: id, Label: b.word("label of a key")}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Compact(t.Context(), nil); err != nil { // so that every file has what it keeps
		t.Fatal(err)
	}
	before := b.traces(t, dir)
	for _, file := range []string{"records.db", app.KeptFile, app.AlertsFile, "columns.checkpoint", "keys.json", "text-2"} {
		if len(before[file]) == 0 {
			t.Errorf("%s has nothing of the person: the test says nothing of it", file)
		}
	}
	p, err := a.Person(t.Context(), "", id, time.Now())
	if err != nil || p.Record == nil || p.Identity == nil || p.Demographics == nil || p.Corrections == nil || len(p.Consents) != 1 || len(p.Accesses) != 1 || len(p.Reviews) != 1 ||
		len(p.Searches) != 1 || len(p.Places) == 0 || len(p.Events) == 0 || len(p.FoundBy) != 1 || len(p.Alerts) == 0 || len(p.Keys) != 1 {
		t.Errorf("everything about the person: %+v, %v", p, err)
	}
	if _, err := a.Erase(t.Context(), "", id, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Person(t.Context(), "", id, time.Now()); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("erased: %v", err)
	}
	if _, err := a.Compact(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if left := b.traces(t, dir); len(left) > 0 {
		t.Errorf("after erasure and compaction: %v", left)
	}
	rescore()
	if checked, err := a.Check(t.Context(), app.CheckOptions{}); err != nil || !checked.OK() {
		t.Errorf("%+v, %v: want a sound directory", checked, err)
	}
	for _, err := range []error{x.Close(), k.Close(), a.Close()} {
		if err != nil {
			t.Error(err)
		}
	}
	if left := b.traces(t, dir); len(left) > 0 {
		t.Errorf("after another run: %v", left)
	}
	foundNowhere(t, b, dir)
}

// foundNowhere looks into the text index, whose stored fields are packed.
func foundNowhere(t *testing.T, b *birds, dir string) {
	t.Helper()
	a, err := app.Open(t.Context(), dir, month, nil, quietLog)
	if err != nil {
		t.Fatal(err)
	}
	b.searched(t, a)
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

// An erasure that was cut short, or could not reach everything, is gone on with.
func TestAnErasureGoesOnWhereItWasCutShort(t *testing.T) {
	b := &birds{map[string]string{}}
	dir := t.TempDir()
	a, err := app.Open(t.Context(), dir, month, nil, quietLog)
	if err != nil {
		t.Fatal(err)
	}
	id := b.word("the id")
	write(t, a, b.person(id)...)
	x, err := a.Alerts()
	if err != nil {
		t.Fatal(err)
	}
	write(t, a, &profiles.Search{ID: "all", For: profiles.KindCandidate, Where: "country = DE"})
	if _, err := x.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	// Somebody else reads the file with the matches, so that it cannot be reached now.
	elsewhere, err := a.Alerts()
	if err != nil {
		t.Fatal(err)
	}
	hidden := app.Hide(a)
	if _, err := a.Erase(t.Context(), "", id, time.Now()); !errors.Is(err, profiles.ErrLocked) {
		t.Errorf("%v: want that a file is locked", err)
	}
	if _, err := os.Stat(filepath.Join(dir, app.ErasingFile)); err != nil {
		t.Errorf("nobody knows that something is left to do: %v", err)
	}
	hidden()
	if err := errors.Join(elsewhere.Close(), a.Close()); err != nil {
		t.Fatal(err)
	}
	if a, err = app.Open(t.Context(), dir, month, nil, quietLog); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Compact(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if left := b.traces(t, dir); len(left) > 0 {
		t.Errorf("after the next start: %v", left)
	}
	if _, err := os.Stat(filepath.Join(dir, app.ErasingFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("who was erased is still named: %v", err)
	}
}

func TestErasingSomebodyWhomNobodyKnowsIsNotedAndHarmsNothing(t *testing.T) {
	dir := t.TempDir()
	a, err := app.Open(t.Context(), dir, month, nil, quietLog)
	if err != nil {
		t.Fatal(err)
	}
	write(t, a, &profiles.Candidate{ID: "other"})
	if _, err := a.Erase(t.Context(), "", "nobody", time.Now()); err != nil {
		t.Error(err)
	}
	if _, err := a.Erase(t.Context(), "", "a\nb", time.Now()); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("an id that nobody can have: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "keys.json")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an erasure makes a file of keys, with which nobody gets in without a key")
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "records.db"))
	if err != nil || bytes.Contains(data, []byte("nobody")) {
		t.Errorf("the log of erasures names who was erased: %v", err)
	}
}
