package api

import (
	"slices"
	"strings"
	"testing"

	"tenon/api/auth"
)

// A route without a row, and a row without a route, are slips.
func TestEveryOperationHasARowOfPermissions(t *testing.T) {
	known := map[string]bool{}
	for _, r := range routes() {
		if known[r.id] {
			t.Errorf("%s stands twice", r.id)
		}
		known[r.id] = true
		roles, ok := permissions[r.id]
		if !ok || len(roles) == 0 {
			t.Errorf("%s %s: nobody may %s: it has no row in the table of permissions", r.method, r.path, r.id)
		}
		for _, x := range roles {
			if x != auth.Anyone && !slices.Contains(auth.Roles(), x) {
				t.Errorf("%s: no role is called %q", r.id, x)
			}
		}
		if !slices.Contains(roles, auth.Anyone) && !slices.Contains(roles, auth.Admin) {
			t.Errorf("%s: an administrator may not", r.id)
		}
	}
	for id := range permissions {
		if !known[id] {
			t.Errorf("the table of permissions has a row %q, and no route has", id)
		}
	}
}

func TestExamplesAreOfOperationsThatThereAre(t *testing.T) {
	for id := range examples {
		if !slices.ContainsFunc(routes(), func(r *route) bool { return r.id == id }) {
			t.Errorf("an example of %q, which no route is", id)
		}
	}
}

// What an id names is said in the table of routes, not guessed from the path: own.go goes by it.
func TestEveryIdInAPathNamesSomething(t *testing.T) {
	for _, r := range routes() {
		if has := strings.Contains(r.path, "{"); has != (r.names != nothing) {
			t.Errorf("%s %s: names %d: want an object where, and only where, the path has an id", r.method, r.path, r.names)
		}
	}
}
