package api

import (
	"encoding/json"
	"strings"
	"time"

	"tenon/api/auth"
)

// Hurry makes streams wait for their clients, and rankings last, no longer than this, until what it returns is called.
func Hurry(client, rankings time.Duration) (restore func()) {
	i, g, r := idle, grace, ranking.time
	idle, grace, ranking.time = client, client, rankings
	return func() { idle, grace, ranking.time = i, g, r }
}

// Operation is a row of the table of routes with its row of permissions, for the tests that are made from both.
type Operation struct {
	ID, Method, Path, Media string
	Example                 string // of its body
	Names                   bool   // its path has the id of a record
	Of                      string // what that id is of
	Stream                  bool
	May                     func(auth.Role) bool
}

var objects = map[object]string{aCandidate: "candidate", aRole: "role", aSearch: "search", aRun: "run", aKey: "key", aPolicy: "policy", aFile: "file"}

// Operations are all of them.
func Operations() (out []Operation) {
	for _, r := range routes() {
		o := Operation{ID: r.id, Method: r.method, Path: r.path, Names: strings.Contains(r.path, "{id}"), Of: objects[r.names], Stream: r.cost.time == 0, May: func(x auth.Role) bool { return may(x, r.id) }}
		if len(r.takes) > 0 {
			o.Media = r.takes[0]
		}
		switch x := examples[r.id].(type) {
		case json.RawMessage:
			o.Example = string(x)
		case string:
			o.Example, o.Media = x, "text/plain"
		}
		out = append(out, o)
	}
	return out
}
