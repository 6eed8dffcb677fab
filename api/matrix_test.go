package api_test

import (
	"net/http/httptest"
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
