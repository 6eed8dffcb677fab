package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
)

// audited are the operations that name candidates to an auditor, by id alone, and why.
var audited = map[string]string{"list-accesses": "whose identity was read is what is audited"}

// An auditor gets numbers: nothing that an auditor may ask names a candidate, says a word of one, or the name of a file.
func TestAnAuditorSeesNumbers(t *testing.T) {
	a, k := apptest.OpenWith(t, t.TempDir())
	keys, err := auth.OpenKeys(t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{Auth: asked{}, Keys: keys})
	const admin, auditor = "admin/acme/", "auditor/acme/"
	run := func(body string) {
		t.Helper()
		x := wire.Rescore{State: wire.JobRunning}
		w := as(t, h, admin, "POST", "/v1/rescores", body, 202)
		for x.State == wire.JobRunning {
			if err := json.Unmarshal(w.Body.Bytes(), &x); err != nil {
				t.Fatal(err)
			}
			w = as(t, h, admin, "GET", "/v1/rescores/"+x.ID, "", 200)
		}
	}
	as(t, h, admin, "PUT", "/v1/roles/r-acme?wait=searchable", `{"title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"Python","necessity":"must"},{"kind":"degree","name":"bachelor","necessity":"should"}]}`, 201, "If-None-Match", "*")
	as(t, h, admin, "PUT", "/v1/candidates/c-zyxwvu?wait=searchable", `{"headline":"Qanary","skills":[{"name":"Python","level":4}]}`, 201, "If-None-Match", "*")
	as(t, h, admin, "PUT", "/v1/candidates/c-zyxwvu/identity", `{"name":"Zyxwvu Qanary"}`, 200, "If-None-Match", "*")
	as(t, h, admin, "PATCH", "/v1/roles/r-acme/reviews/c-zyxwvu", `{"listed":true,"note":"Qanary","verdict":"invite","reason":"Qanary"}`, 200)
	as(t, h, admin, "POST", "/v1/imports?name=zyxwvu-qanary.json&wait=searchable", `{"id":"c-zyxwvu","headline":"Qanary","seniority":"Qanary"}`, 200)
	as(t, h, admin, "GET", "/v1/candidates/c-zyxwvu/identity?purpose=audit", "", 200)
	run(`{"top":5}`)
	run(`{"top":5,"weights":{"degree":60}}`)
	seen := 0
	for _, op := range api.Operations() {
		if op.Method != "GET" || !op.May(auth.Auditor) || op.Stream || op.Names {
			continue
		}
		seen++
		w := ask(t, h, "GET", op.Path, "", "X-Who", auditor)
		text := strings.ToLower(w.Body.String())
		if _, ok := audited[op.ID]; ok {
			text = strings.ReplaceAll(text, "c-zyxwvu", "")
		}
		if strings.Contains(text, "zyxwvu") || strings.Contains(text, "qanary") {
			t.Errorf("%s tells an auditor %s", op.ID, w.Body)
		}
	}
	if seen < 10 {
		t.Errorf("only %d operations", seen)
	}
	var m wire.Moves
	if err := json.Unmarshal(as(t, h, auditor, "GET", "/v1/moves", "", 200).Body.Bytes(), &m); err != nil || len(m.Moves) != 2 {
		t.Fatalf("%v, %+v: want a move in each list", err, m)
	}
	for _, x := range m.Moves {
		if x.ID+x.Match != "r-acme" || x.Before == nil || x.After == nil || x.Before.Overall == x.After.Overall {
			t.Errorf("want the role and the scores, and not the candidate: %+v", x)
		}
	}
	as(t, h, auditor, "GET", "/v1/moves?list=candidate&id=c-zyxwvu", "", 403)
	as(t, h, auditor, "GET", "/v1/moves?list=role&id=r-acme", "", 200)
	as(t, h, admin, "GET", "/v1/moves?list=candidate&id=c-zyxwvu", "", 200)
}
