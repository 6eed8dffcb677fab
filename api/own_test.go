package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
	"tenon/engine/standing"
)

// TestWhatACandidateSees holds that a candidate gets the own record and roles, and of others not even that they are there.
func TestWhatACandidateSees(t *testing.T) {
	a, k := apptest.Open(t)
	keys, err := auth.OpenKeys(t.TempDir(), func() time.Time { return apptest.Now })
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}})
	_, text, err := keys.Create(auth.Key{Role: auth.Candidate, Candidate: "c-001"})
	if err != nil {
		t.Fatal(err)
	}
	bearer := []string{"Authorization", "Bearer " + text}
	for _, c := range []struct {
		method, path, body string
		want               int
	}{
		{"GET", "/v1/candidates/c-001", "", 200},
		{"GET", "/v1/candidates/c-002", "", 404},
		{"GET", "/v1/candidates/c-002/identity", "", 404},
		{"GET", "/v1/candidates/c-002/jsonresume", "", 404},
		{"PUT", "/v1/candidates/c-002", `{"headline":"x"}`, 404},
		{"PATCH", "/v1/candidates/c-002", `[]`, 404},
		{"DELETE", "/v1/candidates/c-002", "", 404},
		{"GET", "/v1/candidates", "", 403},
		{"GET", "/v1/roles/r-001", "", 200},
		{"PUT", "/v1/roles/r-001", `{}`, 403},
		{"POST", "/v1/rank", `{"candidate":"c-001","top":1}`, 200},
		{"POST", "/v1/rank", `{"candidate":"c-002","top":1}`, 404},
		{"POST", "/v1/rank", `{"role":"r-001","top":1}`, 403},
		{"POST", "/v1/explain", `{"role":"r-001","candidate":"c-001"}`, 200},
		{"POST", "/v1/explain", `{"role":"r-001","candidate":"c-002"}`, 404},
		{"POST", "/v1/whatif", `{"role":"r-001","change":{}}`, 403},
		{"POST", "/v1/gaps", `{"candidate":"c-001"}`, 200},
		{"POST", "/v1/gaps", `{"candidate":"c-002"}`, 404},
		{"POST", "/v1/estimate", `{"candidate":"c-002"}`, 404},
		{"GET", "/v1/search?kind=role&q=python", "", 200},
		{"GET", "/v1/search?kind=candidate&q=python", "", 403},
		{"GET", "/v1/keys", "", 403},
		{"POST", "/v1/keys", `{"role":"admin"}`, 403},
	} {
		w := ask(t, h, c.method, c.path, c.body, append(bearer, "Content-Type", "application/json")...)
		if w.Code != c.want {
			t.Errorf("%s %s %s: %d, want %d: %s", c.method, c.path, c.body, w.Code, c.want, w.Body)
		}
	}
	if w := ask(t, h, "GET", "/v1/candidates/c-001", ""); w.Code != http.StatusUnauthorized {
		t.Errorf("without a key: %d", w.Code)
	}
}

// TestAnotherOrganisationIsNotThere holds that an id of another organisation is answered as one that nobody has: to the byte.
func TestAnotherOrganisationIsNotThere(t *testing.T) {
	a, k := apptest.Open(t)
	keys, err := auth.OpenKeys(t.TempDir(), func() time.Time { return apptest.Now })
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}})
	_, text, err := keys.Create(auth.Key{Role: auth.Admin, Org: "other"})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/v1/candidates/%", "/v1/candidates/%/identity", "/v1/candidates/%/jsonresume"} {
		var bodies []string
		for _, id := range []string{"c-001", "c-zzz"} {
			w := ask(t, h, "GET", strings.ReplaceAll(path, "%", id), "", "Authorization", "Bearer "+text, "X-Request-Id", "same")
			if w.Code != http.StatusNotFound {
				t.Errorf("%s of %s: %d", path, id, w.Code)
			}
			body := w.Body.String()
			if i := strings.Index(body, `"requestId"`); i >= 0 {
				body = body[:i]
			}
			bodies = append(bodies, strings.ReplaceAll(body, id, "ID"))
		}
		if bodies[0] != bodies[1] {
			t.Errorf("%s: %s and %s", path, bodies[0], bodies[1])
		}
	}
}

func TestWhoAsksIsTold(t *testing.T) {
	a, k := apptest.Open(t)
	now := func() time.Time { return apptest.Now }
	keys, err := auth.OpenKeys(t.TempDir(), now)
	if err != nil {
		t.Fatal(err)
	}
	s := auth.NewSessions(auth.Closed{Keys: keys}, now)
	h := apptest.API(t, a, k, api.Options{Keys: keys, Auth: s, Sessions: s})
	me := func(bearer string) (out wire.Me) {
		t.Helper()
		w := ask(t, h, "GET", "/v1/me", "", "Authorization", "Bearer "+bearer)
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		return out
	}
	if x := me(""); !x.Open || x.Role != "admin" || !slices.Contains(x.Operations, "create-key") {
		t.Errorf("without keys: %+v", x)
	}
	refused(t, h, wire.CodeUnavailable, "POST", "/v1/sessions", "")
	_, text, err := keys.Create(auth.Key{Role: auth.Candidate, Candidate: "c-001"})
	if err != nil {
		t.Fatal(err)
	}
	w := ask(t, h, "POST", "/v1/sessions", "", "Authorization", "Bearer "+text)
	var session wire.Session
	if err := json.Unmarshal(w.Body.Bytes(), &session); err != nil || w.Code != http.StatusCreated || session.MaxAge != int(auth.SessionTime.Seconds()) {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	for _, bearer := range []string{text, session.Session} {
		if x := me(bearer); x.Open || x.Role != "candidate" || x.Candidate != "c-001" || slices.Contains(x.Operations, "create-key") || !slices.Contains(x.Operations, "rank") {
			t.Errorf("%+v", x)
		}
	}
	refused(t, h, wire.CodeUnauthenticated, "POST", "/v1/sessions", "", "Authorization", "Bearer "+session.Session)
	if w := ask(t, h, "DELETE", "/v1/sessions/current", "", "Authorization", "Bearer "+session.Session); w.Code != http.StatusNoContent {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	refused(t, h, wire.CodeUnauthenticated, "GET", "/v1/me", "", "Authorization", "Bearer "+session.Session)
	me(text)
}

func TestAdministratorsMakeAndEndKeys(t *testing.T) {
	a, k := apptest.Open(t)
	keys, err := auth.OpenKeys(t.TempDir(), func() time.Time { return apptest.Now })
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{Keys: keys, Auth: auth.Closed{Keys: keys}})
	_, text, err := keys.Create(auth.Key{Role: auth.Admin})
	if err != nil {
		t.Fatal(err)
	}
	admin := []string{"Authorization", "Bearer " + text, "Content-Type", "application/json"}
	w := ask(t, h, "POST", "/v1/keys", `{"role":"auditor","days":1}`, admin...)
	if w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	made := struct{ ID, Key string }{}
	if err := json.Unmarshal(w.Body.Bytes(), &made); err != nil {
		t.Fatal(err)
	}
	if w := ask(t, h, "GET", "/v1/policies", "", "Authorization", "Bearer "+made.Key); w.Code != http.StatusOK {
		t.Errorf("the new key: %d", w.Code)
	}
	if w := ask(t, h, "GET", "/v1/keys", "", admin...); !strings.Contains(w.Body.String(), made.ID) || strings.Contains(w.Body.String(), made.Key) || strings.Contains(w.Body.String(), "sha256") {
		t.Errorf("the list: %s", w.Body)
	}
	if w := ask(t, h, "DELETE", "/v1/keys/"+made.ID, "", admin...); w.Code != http.StatusNoContent {
		t.Errorf("revoke: %d", w.Code)
	}
	if w := ask(t, h, "GET", "/v1/policies", "", "Authorization", "Bearer "+made.Key); w.Code != http.StatusUnauthorized {
		t.Errorf("the revoked key: %d", w.Code)
	}
}

// A candidate of another organisation who has the same id is somebody else, also where everybody there is public.
func TestACandidateIsNotWhoHasTheSameIdElsewhere(t *testing.T) {
	e := twoEstates(t)
	made := ask(t, e, "PUT", "/v1/candidates/c-acme", `{"headline":"Potter","visibility":"public"}`, "X-Who", "admin/beta/", "If-None-Match", "*")
	if made.Code != 201 {
		t.Fatal(made.Body)
	}
	if err := e.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for who, want := range map[string]int{"admin/acme/": 200, "candidate/acme/c-acme": 404} {
		for _, path := range []string{"/v1/candidates/c-acme?org=beta", "/v1/candidates/c-acme/jsonresume?org=beta"} {
			if w := ask(t, e, "GET", path, "", "X-Who", who); w.Code != want {
				t.Errorf("%s, %s: %d, want %d: %s", who, path, w.Code, want, w.Body)
			}
		}
	}
}

// A recruiter sees the own roles alone, also among what a standing search matches.
func TestARecruiterSeesNoRolesOfOthersAmongMatches(t *testing.T) {
	e := twoEstates(t)
	if w := ask(t, e, "PUT", "/v1/searches/roles", `{"for":"role","where":"skill:Python"}`, "X-Who", "admin/acme/", "If-None-Match", "*"); w.Code != 201 {
		t.Fatal(w.Body)
	}
	if err := e.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	matches := func(who string) (out wire.Matches) {
		w := ask(t, e, "GET", "/v1/searches/roles/matches", "", "X-Who", who)
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		return out
	}
	until(t, "it is not judged", func() bool { return matches("admin/acme/").Total == 3 }) // r-acme, r-acme-open and r-beta-open
	got := matches("recruiter/acme/")
	if got.Total != 2 || len(got.Matches) != 2 || slices.ContainsFunc(got.Matches, func(m standing.Match) bool { return m.Org != "acme" }) {
		t.Errorf("%+v", got)
	}
}
