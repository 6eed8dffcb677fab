package web_test

import (
	"errors"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/web"
	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
	"tenon/index/columns"
	"tenon/profiles"
)

// behind gives the pages over a directory of two candidates and a role whose columns are gone and not there again yet.
func behind(t *testing.T) (h http.Handler, catchUp func()) {
	t.Helper()
	dir := t.TempDir()
	a, err := app.Open(t.Context(), dir, apptest.AsOf, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	golang := profiles.Ref{Name: "Go"}
	ms := []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindRole, ID: "r"}, Record: &profiles.Role{ID: "r", Title: profiles.Ref{Name: "Backend Engineer"},
		Requirements: []profiles.Requirement{{Kind: profiles.ReqSkill, Ref: golang, Necessity: profiles.Must}}}}}
	for _, id := range []string{"c-1", "c-2"} {
		ms = append(ms, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Record: &profiles.Candidate{ID: id, Headline: "Backend engineer", Skills: []profiles.Skill{{Ref: golang, Level: 3}}}})
	}
	_, err = a.Store.Apply(t.Context(), ms)
	if err := errors.Join(err, a.Follower.CatchUp(t.Context()), a.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, columns.CheckpointFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if a, err = app.OpenServing(t.Context(), dir, apptest.AsOf, nil, slog.New(slog.DiscardHandler), 0); err != nil {
		t.Fatal(err)
	}
	p := web.New()
	served := apptest.API(t, a, apptest.Kept(t, a), api.Options{Pages: p})
	p.Over(served)
	return served, func() {
		if err := a.Follower.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAPageSaysThatItIsNotWhole holds that nobody is told that an order is exact over all while some are not there to be compared.
func TestAPageSaysThatItIsNotWhole(t *testing.T) {
	h, catchUp := behind(t)
	for path, want := range map[string]string{"/rank?role=r": "are being brought up to 3", "/search?kind=candidate&q=backend": "are being brought up to 3"} {
		page := get(t, h, path, nil).Body.String()
		if !strings.Contains(page, want) || strings.Contains(page, "Exact over all") {
			t.Errorf("%s does not say that it is not whole: %s", path, page)
		}
	}
	german := get(t, h, "/rank?role=r", http.Header{"Accept-Language": {"de"}}).Body.String()
	if !strings.Contains(german, "werden auf 3 gebracht") || !strings.Contains(german, "Zurzeit nicht vollständig: 0") {
		t.Errorf("not in German: %s", german)
	}
	catchUp()
	if page := get(t, h, "/rank?role=r", nil).Body.String(); !strings.Contains(page, "c-1") {
		t.Errorf("they are not there once it is up to date: %s", page)
	}
}
