package api_test

import (
	"cmp"
	"fmt"
	"net/http/httptest"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/auth"
)

// TestEveryRoleOnEveryOperation goes over the tables of routes and permissions: whoever may not is refused, whatever the object; whoever
// may is not; and what is of another organisation is answered as what nobody has, to the byte, headers too.
func TestEveryRoleOnEveryOperation(t *testing.T) {
	h := houses(t)
	compared := 0
	for _, op := range api.Operations() {
		for _, role := range auth.Roles() {
			who := string(role) + "/acme/"
			if role == auth.Candidate {
				who += "c-acme"
			}
			send := func(id string) *httptest.ResponseRecorder {
				path := strings.NewReplacer("{id}", id, "{candidate}", id, "{consent}", "k", "{name}", "none", "{file}", "rapidoc.js").Replace(op.Path)
				return ask(t, h, op.Method, path, strings.ReplaceAll(op.Example, "c-001", "c-none"), "X-Who", who, "Content-Type", op.Media, "If-Match", `"1"`)
			}
			switch {
			case !op.May(role):
				for _, id := range []string{"c-acme", "c-beta", "r-acme", "c-none"} {
					if w := send(id); w.Code != 403 {
						t.Errorf("%s may not %s and gets %d: %s", role, op.ID, w.Code, w.Body)
					}
				}
			case op.Names:
				compared++
				missing := told(send("c-none"), "c-none")
				for _, foreign := range []string{"c-beta", "r-beta"} {
					if got := told(send(foreign), foreign); got != missing {
						t.Errorf("%s, %s of another organisation:\n%s\nand of nobody:\n%s", role, op.ID, got, missing)
					}
				}
				if !strings.HasPrefix(missing, "404 ") && !strings.HasPrefix(missing, "422 ") {
					t.Errorf("%s, %s of nobody: %s", role, op.ID, missing)
				}
			case !op.Stream:
				if w := send("c-none"); w.Code == 401 {
					t.Errorf("%s may %s and gets %d: %s", role, op.ID, w.Code, w.Body)
				}
			}
		}
	}
	if compared < 60 {
		t.Errorf("only %d comparisons of what is foreign with what is missing", compared)
	}
}

var requestIDs = regexp.MustCompile(`"requestId":"[^"]*"`)

// told is an answer without what differs between any two requests: their id, and the id that was asked for.
func told(w *httptest.ResponseRecorder, id string) string {
	var head strings.Builder
	w.Header().Del("X-Request-Id")
	_ = w.Header().Write(&head) // into memory
	return strings.ReplaceAll(strings.Join([]string{strconv.Itoa(w.Code), head.String(), requestIDs.ReplaceAllString(w.Body.String(), "")}, " "), id, "ID")
}

const goldenPermissions = "../testdata/golden/permissions.txt"

// Who may call what is read by people: whatever changes of it shows in the difference of this file.
func TestPermissionsAreGolden(t *testing.T) {
	var b strings.Builder
	for _, op := range api.Operations() {
		fmt.Fprintf(&b, "%-18s", op.ID)
		for _, role := range append(auth.Roles(), "") {
			word := cmp.Or(string(role), "nobody")
			if !op.May(role) {
				word = strings.Repeat("-", len(word))
			}
			fmt.Fprintf(&b, " %s", word)
		}
		b.WriteString("\n")
	}
	if *update {
		if err := os.WriteFile(goldenPermissions, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenPermissions)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("others may do other things than %s says: look at the difference, and renew it with -update:\n%s", goldenPermissions, &b)
	}
}

// A key of a batch loads, ranks and runs, and is told of nobody who they are; what is of one person it neither corrects nor takes away.
func TestWhatABatchMayDo(t *testing.T) {
	e := twoEstates(t)
	const record = `{"headline":"Potter"}`
	for _, c := range []struct {
		method, path, body string
		want               int
	}{
		{"GET", "/v1/candidates/c-acme", "", 200},
		{"GET", "/v1/candidates/c-acme/jsonresume", "", 200},
		{"POST", "/v1/candidates", record, 201},
		{"POST", "/v1/bulk/candidates", record, 200},
		{"GET", "/v1/bulk/candidates", "", 200},
		{"POST", "/v1/rank", `{"role":"r-acme"}`, 200},
		{"POST", "/v1/rescores", `{"top":5}`, 202},
		{"GET", "/v1/changes", "", 200},
		{"GET", "/v1/roles/r-beta-open?org=beta", "", 200},
		{"GET", "/v1/candidates/c-acme/jsonresume?identity=true&purpose=placement", "", 403},
		{"GET", "/v1/bulk/candidates?identity=true&purpose=placement", "", 403},
		{"GET", "/v1/candidates/c-acme/identity?purpose=placement", "", 403},
		{"PUT", "/v1/candidates/c-acme/identity", `{"name":"x"}`, 403},
		{"DELETE", "/v1/candidates/c-acme/identity", "", 403},
		{"GET", "/v1/candidates/c-acme/consents", "", 403},
		{"POST", "/v1/candidates/c-acme/consents", `{"purpose":"placement"}`, 403},
		{"GET", "/v1/candidates/c-acme/export", "", 403},
		{"POST", "/v1/candidates/c-acme/erasure", "", 403},
		{"PATCH", "/v1/candidates/c-acme", `[]`, 403},
		{"DELETE", "/v1/candidates/c-acme", "", 403},
		{"PATCH", "/v1/roles/r-acme", `[]`, 403},
		{"DELETE", "/v1/roles/r-acme", "", 403},
		{"GET", "/v1/accesses", "", 403},
		{"GET", "/v1/reviews", "", 403},
		{"GET", "/v1/searches", "", 403},
		{"GET", "/v1/alerts", "", 403},
		{"GET", "/v1/keys", "", 403},
		{"POST", "/v1/keys", `{"role":"batch"}`, 403},
		{"PUT", "/v1/policies/x", `{"weights":{}}`, 403},
		{"GET", "/v1/state", "", 403},
		{"GET", "/metrics", "", 403},
	} {
		w := ask(t, e, c.method, c.path, c.body, "X-Who", "batch/acme/", "Content-Type", "application/json")
		if w.Code != c.want || strings.Contains(w.Body.String(), "Jana Wolff") {
			t.Errorf("%s %s: %d, want %d: %s", c.method, c.path, w.Code, c.want, w.Body)
		}
	}
}
