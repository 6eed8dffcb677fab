package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"tenon/api"
	"tenon/api/wire"
)

func problemOf(t *testing.T, body []byte) (p wire.Problem) {
	t.Helper()
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return p
}

// refused checks that a request is refused with a code.
func refused(t *testing.T, h http.Handler, code, method, path, body string, header ...string) wire.Problem {
	t.Helper()
	w := ask(t, h, method, path, body, header...)
	if w.Code < 400 {
		t.Errorf("%s %s: %d: want %s", method, path, w.Code, code)
		return wire.Problem{}
	}
	p := problemOf(t, w.Body.Bytes())
	if p.Code != code {
		t.Errorf("%s %s: %d %s (%s): want %s", method, path, w.Code, p.Code, p.Detail, code)
	}
	return p
}

const engineer = `{"headline":"Weaver of jacquards","skills":[{"name":"SQL","level":4}]}`

func TestReplacingTakesTheRevisionThatWasRead(t *testing.T) {
	h := handler(t, api.Options{})
	made := ask(t, h, "PUT", "/v1/candidates/c-new", engineer, "If-None-Match", "*")
	tag := made.Header().Get("ETag")
	if made.Code != 201 || tag == "" || made.Header().Get("Location") != "/v1/candidates/c-new" {
		t.Fatalf("%d %v %s", made.Code, made.Header(), made.Body)
	}
	refused(t, h, wire.CodePrecondition, "PUT", "/v1/candidates/c-new", engineer, "If-None-Match", "*")
	refused(t, h, wire.CodeNoPrecondition, "PUT", "/v1/candidates/c-new", engineer)
	refused(t, h, wire.CodePrecondition, "PUT", "/v1/candidates/c-new", engineer, "If-Match", `"999999"`)
	for _, bad := range []string{"x", `"0"`, "*", `"-1"`} {
		refused(t, h, wire.CodeInvalid, "PUT", "/v1/candidates/c-new", engineer, "If-Match", bad)
	}
	refused(t, h, wire.CodeInvalid, "PUT", "/v1/candidates/c-new", engineer, "If-Match", tag, "If-None-Match", "*")
	refused(t, h, wire.CodeNotFound, "PUT", "/v1/candidates/nobody", engineer, "If-Match", tag)
	if p := refused(t, h, wire.CodeInvalid, "PUT", "/v1/candidates/c-new", `{"id":"c-other"}`, "If-Match", tag); p.Errors[0].Path != "id" {
		t.Errorf("%+v", p)
	}
	w := ask(t, h, "PUT", "/v1/candidates/c-new?wait=searchable", `{"headline":"Potter"}`, "If-Match", tag)
	if w.Code != 200 || w.Header().Get("ETag") == tag || w.Header().Get("Tenon-Searchable") != "true" || w.Header().Get("Tenon-Seq") == "" {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	refused(t, h, wire.CodePrecondition, "DELETE", "/v1/candidates/c-new", "", "If-Match", tag)
	if w := ask(t, h, "DELETE", "/v1/candidates/c-new", "", "If-Match", w.Header().Get("ETag")); w.Code != 204 || w.Body.Len() > 0 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	refused(t, h, wire.CodeNotFound, "DELETE", "/v1/candidates/c-new", "")
}

func TestOfManyWhoReplaceOneRevisionOneSucceeds(t *testing.T) {
	h := handler(t, api.Options{})
	tag := ask(t, h, "GET", "/v1/roles/r-001", "").Header().Get("ETag")
	codes := make([]int, 20)
	var all sync.WaitGroup
	for i := range codes {
		all.Go(func() {
			codes[i] = ask(t, h, "PUT", "/v1/roles/r-001", `{"title":{"name":"Potter"}}`, "If-Match", tag).Code
		})
	}
	all.Wait()
	n := map[int]int{}
	for _, c := range codes {
		n[c]++
	}
	if n[200] != 1 || n[412] != 19 {
		t.Errorf("%v", n)
	}
}

func TestCreationNamesEveryFaultWithItsPath(t *testing.T) {
	h := handler(t, api.Options{})
	p := refused(t, h, wire.CodeInvalid, "POST", "/v1/candidates", `{"skils":[],"jobs":[{"start":"2030-13"}],"skills":[{"name":"SQL","level":9}]}`)
	var paths []string
	for _, f := range p.Errors {
		paths = append(paths, f.Path)
	}
	if got := strings.Join(paths, " "); !strings.Contains(got, "skils") || !strings.Contains(got, "jobs[0].start") {
		t.Errorf("%v", got)
	}
	refused(t, h, wire.CodeExists, "POST", "/v1/candidates", `{"id":"c-001"}`)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/candidates", `{"kind":"role"}`)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/candidates", ``)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/candidates", `{}{}`)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/candidates?wait=forever", engineer)
}

func TestServerOwnedFieldsAreNotTheWritersToSay(t *testing.T) {
	h := handler(t, api.Options{})
	forged := `{"id":"c-new","headline":"x","flags":["hidden_text"],"source":{"file":"forged"},"place":{"city":"Berlin","country":"DE","geo":1}}`
	w := ask(t, h, "POST", "/v1/candidates", forged)
	if w.Code != 201 || strings.Contains(w.Body.String(), "hidden_text") || strings.Contains(w.Body.String(), "forged") || strings.Contains(w.Body.String(), `"geo":1,`) || strings.Contains(w.Body.String(), `"geo":1}`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestAnIdentityStaysApart(t *testing.T) {
	h := handler(t, api.Options{})
	w := ask(t, h, "POST", "/v1/candidates", `{"id":"c-new","summary":"Jana Wolff weaves","identity":{"name":"Jana Wolff","email":"jana@wolff.example"}}`)
	if w.Code != 201 {
		t.Fatal(w.Body)
	}
	for _, path := range []string{"/v1/candidates/c-new", "/v1/candidates/c-new/jsonresume", "/v1/candidates?limit=500", "/v1/bulk/candidates", "/v1/search?kind=candidate&q=weaves"} {
		if w := ask(t, h, "GET", path, ""); w.Code != 200 || strings.Contains(w.Body.String(), "Wolff") || strings.Contains(w.Body.String(), "wolff") {
			t.Errorf("%s: %d %.300s", path, w.Code, w.Body)
		}
	}
	got := ask(t, h, "GET", "/v1/candidates/c-new/identity?purpose=placement", "")
	if got.Code != 200 || !strings.Contains(got.Body.String(), "Jana Wolff") {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	if w := ask(t, h, "GET", "/v1/candidates/c-new/jsonresume?identity=true&purpose=placement", ""); !strings.Contains(w.Body.String(), "Jana Wolff") {
		t.Errorf("%s", w.Body)
	}
	p := refused(t, h, wire.CodeInvalid, "PUT", "/v1/candidates/c-new/identity", `{"name":"Jana Wolff","salary":1}`, "If-Match", got.Header().Get("ETag"))
	if p.Errors[0].Path != "salary" || strings.Contains(p.Detail, "Wolff") {
		t.Errorf("%+v", p)
	}
	refused(t, h, wire.CodeNotFound, "PUT", "/v1/candidates/nobody/identity", `{"name":"Jana Wolff"}`, "If-None-Match", "*")
	if w := ask(t, h, "DELETE", "/v1/candidates/c-new/identity", ""); w.Code != 204 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	refused(t, h, wire.CodeNotFound, "GET", "/v1/candidates/c-new/identity?purpose=placement", "")
}

func TestListsGoOnByCursorAndEnd(t *testing.T) {
	h := handler(t, api.Options{})
	var ids []string
	for cursor := ""; ; {
		w := ask(t, h, "GET", "/v1/candidates?limit=7&cursor="+cursor, "")
		var p struct {
			Candidates []struct{ ID string }
			Next       string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 200 {
			t.Fatal(err, w.Body)
		}
		for _, c := range p.Candidates {
			if len(ids) > 0 && c.ID <= ids[len(ids)-1] {
				t.Fatalf("%s behind %s", c.ID, ids[len(ids)-1])
			}
			ids = append(ids, c.ID)
		}
		if cursor = p.Next; cursor == "" {
			break
		}
	}
	if n := strings.Count(ask(t, h, "GET", "/v1/bulk/candidates", "").Body.String(), "\n"); len(ids) != n || n < 30 {
		t.Errorf("%d of %d", len(ids), n)
	}
}

func TestAnIdempotencyKeyCreatesOnce(t *testing.T) {
	h := handler(t, api.Options{})
	first := ask(t, h, "POST", "/v1/candidates", engineer, "Idempotency-Key", "k1")
	again := ask(t, h, "POST", "/v1/candidates", engineer, "Idempotency-Key", "k1")
	if first.Code != 201 || again.Code != 201 || again.Body.String() != first.Body.String() || again.Header().Get("ETag") != first.Header().Get("ETag") || again.Header().Get("Idempotent-Replayed") != "true" {
		t.Errorf("%d %s, then %d %s", first.Code, first.Body, again.Code, again.Body)
	}
	refused(t, h, wire.CodeIdempotency, "POST", "/v1/candidates", `{"headline":"another"}`, "Idempotency-Key", "k1")
	refused(t, h, wire.CodeInvalid, "POST", "/v1/candidates", engineer, "Idempotency-Key", strings.Repeat("k", 300))
	if w := ask(t, h, "POST", "/v1/roles", `{"title":{"name":"Potter"}}`, "Idempotency-Key", "k1"); w.Code != 201 {
		t.Errorf("a key counts for another operation: %s", w.Body)
	}
	// One that failed may be made again with the key, and be right then.
	refused(t, h, wire.CodeInvalid, "POST", "/v1/candidates", `{"skils":1}`, "Idempotency-Key", "k2")
	if w := ask(t, h, "POST", "/v1/candidates", engineer, "Idempotency-Key", "k2"); w.Code != 201 {
		t.Errorf("%s", w.Body)
	}
	codes := make([]int, 12)
	var all sync.WaitGroup
	for i := range codes {
		all.Go(func() { codes[i] = ask(t, h, "POST", "/v1/candidates", engineer, "Idempotency-Key", "k3").Code })
	}
	all.Wait()
	for _, c := range codes {
		if c != 201 && c != 409 {
			t.Errorf("%v", codes)
		}
	}
	if w := ask(t, h, "GET", "/v1/search?kind=candidate&q=jacquards", ""); strings.Count(w.Body.String(), `"kind":"candidate"`) > 3 {
		t.Errorf("more than the three that were made: %s", w.Body)
	}
}

func TestIdsMayBeAnyText(t *testing.T) {
	h := handler(t, api.Options{})
	for id, path := range map[string]string{"a/b": "a%2Fb", "..": "%2E%2E", "../../etc/passwd": "..%2F..%2Fetc%2Fpasswd", "ä ö": "%C3%A4%20%C3%B6", "%41": "%2541", "a?b#c": "a%3Fb%23c", ".": "%2E", "bulk": "bulk"} {
		w := ask(t, h, "PUT", "/v1/roles/"+path, `{"title":{"name":"Potter"}}`, "If-None-Match", "*")
		var r struct{ ID string }
		if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil || w.Code != 201 || r.ID != id {
			t.Errorf("%q: %d %s", id, w.Code, w.Body)
			continue
		}
		if w := ask(t, h, "GET", w.Header().Get("Location"), ""); w.Code != 200 {
			t.Errorf("%q: its location %d %s", id, w.Code, w.Body)
		}
	}
	for _, bad := range []string{"a%00b", "a%0Ab", "%ff", strings.Repeat("x", 129)} {
		if w := ask(t, h, "GET", "/v1/roles/"+bad, ""); w.Code != 404 && w.Code != 422 {
			t.Errorf("%q: %d %s", bad, w.Code, w.Body)
		}
		if w := ask(t, h, "PUT", "/v1/roles/"+bad, `{}`, "If-None-Match", "*"); w.Code != 422 {
			t.Errorf("%q: %d %s", bad, w.Code, w.Body)
		}
	}
}

func TestASearchFromCreationToDeletion(t *testing.T) {
	h := handler(t, api.Options{})
	w := ask(t, h, "POST", "/v1/searches", `{"for":"role","candidate":"c-001","above":700000}`)
	at, tag := w.Header().Get("Location"), w.Header().Get("ETag")
	if w.Code != 201 || at == "" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := ask(t, h, "PUT", at, `{"for":"role","where":"country = DE"}`, "If-Match", tag); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	refused(t, h, wire.CodePrecondition, "PUT", at, `{"for":"role","where":"country = DE"}`, "If-Match", tag)
	if w := ask(t, h, "GET", at, ""); w.Code != 200 || !strings.Contains(w.Body.String(), "country = DE") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(t, h, "GET", "/v1/searches", ""); !strings.Contains(w.Body.String(), "country = DE") {
		t.Errorf("%s", w.Body)
	}
	if w := ask(t, h, "DELETE", at, ""); w.Code != 204 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	refused(t, h, wire.CodeNotFound, "GET", at, "")
}

func TestListsGiveTheRecordsOfSomeIds(t *testing.T) {
	h := handler(t, api.Options{})
	for _, c := range []struct{ path, want string }{
		{"/v1/roles?id=r-002&id=none&id=r-001", "r-002 r-001"},
		{"/v1/candidates?id=c-003&id=c-003", "c-003 c-003"},
		{"/v1/roles?id=none", ""},
	} {
		var got struct{ Roles, Candidates []struct{ ID string } }
		w := ask(t, h, "GET", c.path, "")
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 {
			t.Fatal(w.Body)
		}
		var ids []string
		for _, r := range append(got.Roles, got.Candidates...) {
			ids = append(ids, r.ID)
		}
		if strings.Join(ids, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.path, ids, c.want)
		}
	}
}
