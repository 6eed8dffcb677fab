package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/wire"
)

// serverOwned are names of fields that only the server says, of whatever it keeps.
var serverOwned = []string{"id", "org", "organisation", "owner", "revision", "version", "seq", "sequence", "etag", "created", "updated", "at", "by", "who", "endedBy", "withdrawn", "hash", "sha256", "secrets", "key",
	"lastUsed", "used", "expires", "over", "sharedWith", "notes", "decisions", "state", "started", "ended", "report", "accesses", "consents", "erased", "own", "roles", "operations", "taxonomy"}

// spoken are those of these names that a request may say, by operation, and what becomes of it.
var spoken = map[string]string{
	"create-candidate.id": "a name of one's own, where it is free: TestCreate", "create-role.id": "likewise", "load-candidates.id": "likewise; it replaces", "load-roles.id": "likewise",
	"create-search.id": "likewise", "replace-candidate.id": "that of the address or refused: below", "replace-role.id": "likewise", "replace-search.id": "likewise", "replace-identity.id": "likewise",
	"score.role.id": "of a document that is not stored", "score.candidate.id": "likewise",
	"give-consent.org": "with whom the candidate shares, for the candidate or an administrator to say", "create-key.role": "of the new key",
}

// TestNobodySaysWhatTheServerSays sends to every operation with a body, into every object of it, each field that only the server says: it
// is refused under the path of the field, and nothing is written.
func TestNobodySaysWhatTheServerSays(t *testing.T) {
	e := twoEstates(t)
	sent := 0
	for _, op := range api.Operations() {
		if !strings.HasPrefix(strings.TrimSpace(op.Example), "{") || op.ID == "tools" { // each tool asks as its operation does
			continue
		}
		var known map[string]any
		if err := json.Unmarshal([]byte(op.Example), &known); err != nil {
			t.Fatal(err)
		}
		for _, at := range append(objectsOf(known, nil), nil) {
			for _, name := range serverOwned {
				if spoken[strings.Join(append(append([]string{op.ID}, at...), name), ".")] != "" || isWord(at) {
					continue
				}
				sent++
				e.sayOwned(t, op, append(slices.Clone(at), name))
			}
		}
	}
	if sent < 1000 {
		t.Errorf("only %d fields were sent", sent)
	}
}

// isWord says of the place of an object whether the names of its fields are words of whoever asks, as categories of weights are: what
// is none is refused by the engine.
func isWord(at []string) bool { return len(at) > 0 && at[len(at)-1] == "weights" }

// objectsOf are the places of the objects in a value.
func objectsOf(v map[string]any, at []string) (out [][]string) {
	for name, x := range v {
		if o, ok := x.(map[string]any); ok {
			here := append(slices.Clone(at), name)
			out = append(append(out, here), objectsOf(o, here)...)
		}
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

func (e *estates) sayOwned(t *testing.T, op api.Operation, at []string) {
	t.Helper()
	path := strings.NewReplacer("{id}", map[string]string{"candidate": "c-acme", "role": "r-acme", "search": "s-acme"}[op.Of], "{candidate}", "c-acme", "{name}", "p-acme").Replace(op.Path)
	body := set(t, strings.ReplaceAll(strings.ReplaceAll(op.Example, "c-001", "c-acme"), "r-ref-mlops-berlin", "r-acme"), at, "beta")
	header := []string{"X-Who", "admin/acme/", "Content-Type", op.Media}
	if op.Method == "PUT" {
		_, tag := e.read(t, path) // which is an access, and written down
		header = append(header, "If-Match", tag)
	}
	before, err := e.Store.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := ask(t, e, op.Method, path, body, header...)
	after, err := e.Store.Seq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join(at, ".")
	var paths []string
	if w.Code == 200 && strings.HasPrefix(op.ID, "load-") { // each line is judged by itself
		var r struct {
			Accepted int
			Faults   []struct{ Path string }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil || r.Accepted != 0 {
			t.Errorf("%s takes %s: %s", op.ID, want, w.Body)
		}
		for _, f := range r.Faults {
			paths = append(paths, f.Path)
		}
	} else if w.Code == 422 {
		for _, f := range problemOf(t, w.Body.Bytes()).Errors {
			paths = append(paths, f.Path)
		}
	}
	if !slices.Contains(paths, want) || before != after {
		t.Errorf("%s with %s: %d %.300s: want it refused under its path, and nothing written (change %d, was %d)", op.ID, want, w.Code, w.Body, after, before)
	}
}

// A field of a request of such a name has a row: what becomes of it.
func TestWhatARequestMaySayOfWhatTheServerSaysHasARow(t *testing.T) {
	e := twoEstates(t)
	all := textsOf(t, e.doc)
	for id := range all {
		for _, f := range all[id] {
			if f.in == "body" && slices.Contains(serverOwned, f.name) && spoken[id+"."+f.name] == "" {
				t.Errorf("%s may say %s: say in spoken what becomes of it", id, f.name)
			}
		}
	}
}

// An id in a body is that of the address, or refused; a patch changes neither it nor whose a record is.
func TestAnIdOfTheBodyIsThatOfTheAddress(t *testing.T) {
	e := twoEstates(t)
	for _, c := range []struct{ method, path, body string }{
		{"PUT", "/v1/candidates/c-acme", `{"id":"c-other","headline":"x"}`},
		{"PUT", "/v1/roles/r-acme", `{"id":"r-other","title":{"name":"x"}}`},
		{"PUT", "/v1/searches/s-acme", `{"id":"s-other","for":"candidate","where":"country = DE"}`},
		{"PUT", "/v1/candidates/c-acme/identity", `{"id":"c-other","name":"x"}`},
		{"PATCH", "/v1/candidates/c-acme", `[{"op":"replace","path":"/id","value":"c-other"}]`},
		{"PATCH", "/v1/roles/r-acme", `[{"op":"replace","path":"/id","value":"r-other"}]`},
		{"PATCH", "/v1/candidates/c-acme", `[{"op":"add","path":"/sharedWith","value":["beta"]}]`},
		{"PATCH", "/v1/candidates/c-acme", `[{"op":"add","path":"/org","value":"beta"}]`},
		{"PATCH", "/v1/candidates/c-acme", `[{"op":"add","path":"/identity","value":{"name":"x"}}]`},
	} {
		before, was := e.read(t, c.path)
		w := ask(t, e, c.method, c.path, c.body, "X-Who", "admin/acme/", "Content-Type", "application/json", "If-Match", was)
		if w.Code != 422 || problemOf(t, w.Body.Bytes()).Code != wire.CodeInvalid {
			t.Errorf("%s %s: %d %s", c.path, c.body, w.Code, w.Body)
		}
		if after, is := e.read(t, c.path); after != before || is != was {
			t.Errorf("%s: %s is there now, was %s", c.path, after, before)
		}
	}
}

// read is a record of acme with its tag, as an administrator sees it.
func (e *estates) read(t *testing.T, path string) (body, tag string) {
	t.Helper()
	if strings.HasSuffix(path, "/identity") {
		path += "?purpose=audit"
	}
	w := ask(t, e, "GET", path, "", "X-Who", "admin/acme/")
	if w.Code != 200 && w.Code != 405 { // a policy is only listed
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String(), w.Header().Get("ETag")
}
