package api_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tenon/api"
)

// naming says what a field of a request names, by where it stands and what it is called. A field of a request that holds text stands
// either here or among the [texts]: a new one without a row fails.
var naming = map[string]string{
	"path.candidate": "candidate", "path.consent": "consent", "path.name": "policy",
	"query.candidate": "candidate", "query.role": "role", "query.org": "org", "query.candidateOrg": "org", "query.id": "of the list", "query.search": "search",
	"body.role": "role", "body.candidate": "candidate", "body.roleOrg": "org", "body.candidateOrg": "org", "body.org": "org", "body.id": "search", "body.forget": "note", "body.policy": "policy", "body.change.policy": "policy",
}

// texts are the fields that name no record, and records in a request, which are the asker's own wherever they have an id.
var texts = []string{"query.cursor", "query.purpose", "query.name", "query.columns", "query.q", "query.city", "query.country", "query.industry", "query.employer", "query.where", "query.currency", "query.by", "query.asOf", "body.purpose", "body.since", "body.asOf", "body.currency",
	"body.cursor", "body.query", "body.where", "body.gates", "body.label", "body.name", "body.note", "body.reason", "body.base", "body.title", "body.place", "body.size",
	"body.weights", "body.change.addSkills", "body.change.drop", "body.change.weights", "path.file",
	"body.change.addCertificates", "body.change.soften", "body.roleDocument", "body.candidateDocument", "score body.role", "score body.candidate"}

// asking is how an operation is asked about one thing: the rest of its query and body, and what an administrator is answered about a
// thing that nobody has where that is not 404.
type asking struct {
	query, body string
	status      int
}

// askings are by operation and field, or by operation. An operation that is not here is asked with what the document shows.
var askings = map[string]asking{
	"rank":                            {body: `{}`},
	"rank body.roleOrg":               {body: `{"role":"ID"}`},
	"rank body.candidateOrg":          {body: `{"candidate":"ID"}`},
	"rank body.policy":                {body: `{"role":"r-acme"}`, status: 422},
	"rank-all":                        {body: `{}`},
	"rank-all body.roleOrg":           {body: `{"role":"ID"}`},
	"rank-all body.candidateOrg":      {body: `{"candidate":"ID"}`},
	"rank-all body.policy":            {body: `{"role":"r-acme"}`, status: 422},
	"what-if":                         {body: `{"change":{"weights":{"degree":20}}}`},
	"what-if body.roleOrg":            {body: `{"role":"ID","change":{"weights":{"degree":20}}}`},
	"what-if body.candidateOrg":       {body: `{"candidate":"ID","change":{"weights":{"degree":20}}}`},
	"what-if body.policy":             {body: `{"role":"r-acme","change":{"weights":{"degree":20}}}`, status: 422},
	"explain":                         {body: `{"role":"r-acme","candidate":"c-acme"}`},
	"explain body.roleOrg":            {body: `{"role":"ID","candidate":"c-acme"}`},
	"explain body.candidateOrg":       {body: `{"role":"r-acme","candidate":"ID"}`},
	"explain body.policy":             {body: `{"role":"r-acme","candidate":"c-acme"}`, status: 422},
	"what-if body.change.policy":      {body: `{"role":"r-acme","change":{}}`, status: 422},
	"replace-policy path.name":        {status: 200},
	"score body.policy":               {status: 422},
	"gaps":                            {body: `{}`},
	"gaps body.candidateOrg":          {body: `{"candidate":"ID"}`},
	"gaps body.policy":                {body: `{"candidate":"c-acme"}`, status: 422},
	"lint":                            {body: `{}`},
	"lint body.roleOrg":               {body: `{"role":"ID"}`},
	"lint body.policy":                {body: `{"role":"r-acme"}`, status: 422},
	"estimate":                        {body: `{}`},
	"estimate body.roleOrg":           {body: `{"role":"ID"}`},
	"estimate body.candidateOrg":      {body: `{"candidate":"ID"}`},
	"start-rescore body.policy":       {body: `{"top":5}`, status: 422},
	"create-search body.candidate":    {body: `{"for":"role","where":"country = DE"}`, status: 422},
	"create-search body.role":         {body: `{"for":"candidate","above":1}`, status: 422},
	"create-search body.policy":       {body: `{"for":"role","candidate":"c-acme","above":1}`, status: 422},
	"create-search body.id":           {body: `{"for":"candidate","where":"country = DE"}`, status: 201},
	"replace-search path.id":          {body: `{"for":"candidate","where":"country = DE"}`},
	"replace-search body.candidate":   {body: `{"for":"role","where":"country = DE"}`, status: 422},
	"replace-search body.role":        {body: `{"for":"candidate","above":1}`, status: 422},
	"replace-search body.policy":      {body: `{"for":"role","candidate":"c-acme","above":1}`, status: 422},
	"replace-search body.id":          {body: `{"for":"candidate","where":"country = DE"}`, status: 422},
	"list-candidates query.id":        {status: 200},
	"list-roles query.id":             {status: 200},
	"alerts query.search":             {status: 200},
	"list-accesses query.candidate":   {status: 200},
	"list-reviews query.role":         {status: 200},
	"list-reviews query.candidate":    {query: "role=r-acme", status: 200},
	"list-reviews query.candidateOrg": {query: "role=r-acme&candidate=ID", status: 200},
	"moves query.id":                  {query: "list=candidate", status: 200},
	"import query.id":                 {query: "dryRun=true", status: 200},
	"create-key body.candidate":       {body: `{"role":"candidate"}`, status: 201},
	"give-consent body.org":           {body: `{"purpose":"placement"}`, status: 201},
	"get-identity":                    {query: "purpose=placement"},
	"export-person":                   {query: "purpose=placement"},
	"change-review":                   {body: `{"listed":true}`},
	"change-review body.forget":       {body: `{}`},
	"withdraw-consent path.consent":   {},
}

// field is a text of a request.
type field struct{ in, name string }

func (f field) String() string { return f.in + "." + f.name }

// textsOf are all texts of the requests of the document, by operation. Records in a body and headers are left out: the former are of
// whoever sends them, the latter name revisions and requests.
func textsOf(t *testing.T, document []byte) map[string][]field {
	t.Helper()
	type schema struct {
		Ref        string `json:"$ref"`
		Type       any
		Enum       []any
		Properties map[string]json.RawMessage
		Items      json.RawMessage
	}
	var d struct {
		Paths map[string]map[string]struct {
			OperationID string
			Parameters  []struct {
				In, Name string
				Schema   json.RawMessage
			}
			RequestBody struct {
				Content map[string]struct{ Schema json.RawMessage }
			}
		}
		Components struct{ Schemas map[string]json.RawMessage }
	}
	if err := json.Unmarshal(document, &d); err != nil {
		t.Fatal(err)
	}
	var walk func(raw json.RawMessage, at field, yield func(field))
	walk = func(raw json.RawMessage, at field, yield func(field)) {
		var s schema
		if raw == nil || json.Unmarshal(raw, &s) != nil {
			return
		}
		if name := s.Ref[strings.LastIndex(s.Ref, "/")+1:]; name != "" {
			if !slices.Contains([]string{"Candidate", "Role", "Identity", "Operation"}, name) {
				walk(d.Components.Schemas[name], at, yield)
			}
			return
		}
		kind := fmt.Sprint(s.Type)
		switch {
		case len(s.Properties) > 0:
			for name, p := range s.Properties {
				walk(p, field{at.in, strings.TrimPrefix(at.name+"."+name, ".")}, yield)
			}
		case strings.Contains(kind, "array"):
			walk(s.Items, at, yield)
		case len(s.Enum) == 0 && !strings.Contains(kind, "integer") && !strings.Contains(kind, "number") && !strings.Contains(kind, "boolean") && at.name != "":
			yield(at)
		}
	}
	out := map[string][]field{}
	for _, methods := range d.Paths {
		for _, op := range methods {
			add := func(f field) { out[op.OperationID] = append(out[op.OperationID], f) }
			for _, p := range op.Parameters {
				if p.In != "header" {
					walk(p.Schema, field{p.In, p.Name}, add)
				}
			}
			for _, c := range op.RequestBody.Content {
				walk(c.Schema, field{"body", ""}, add)
			}
			slices.SortFunc(out[op.OperationID], func(a, b field) int { return strings.Compare(a.String(), b.String()) })
			out[op.OperationID] = slices.Compact(out[op.OperationID])
		}
	}
	return out
}

// question is an operation asked about one thing.
type question struct {
	op   api.Operation
	at   field
	kind string // of thing
	asking
}

// askedAbout are all operations with all their fields that name something. Those that name whose a thing is are asked with its id.
func askedAbout(t *testing.T, document []byte) (out []question) {
	t.Helper()
	all := textsOf(t, document)
	for _, op := range api.Operations() {
		fields := all[op.ID]
		if op.Names && !slices.Contains(fields, field{"path", "id"}) {
			t.Errorf("%s: its path names something, and the document does not say so", op.ID)
		}
		for _, f := range fields {
			kind, ok := naming[f.String()]
			if f == (field{"path", "id"}) {
				kind, ok = op.Of, true
			}
			switch {
			case slices.Contains(texts, f.String()) || slices.Contains(texts, op.ID+" "+f.String()):
				continue
			case !ok:
				t.Errorf("%s has a text %s: say in naming what it names, or put it among the texts", op.ID, f)
				continue
			}
			a, own := askings[op.ID+" "+f.String()]
			if !own {
				a = askings[op.ID]
			}
			if a.body == "" {
				a.body = op.Example
			}
			if a.status == 0 {
				a.status = http.StatusNotFound
			}
			if kind == "of the list" {
				kind = map[string]string{"list-roles": "role"}[op.ID]
				if kind == "" {
					kind = "candidate"
				}
			}
			out = append(out, question{op, f, kind, a})
		}
	}
	slices.SortStableFunc(out, func(a, b question) int { return cmp.Compare(b.status/400, a.status/400) }) // what makes something comes last
	return out
}

// thing is what a question is about: an id, and whose it is where that is said.
type thing struct{ id, org string }

// whose is what a field is about that says whose something is.
func (q *question) whose() string {
	if kind := strings.TrimSuffix(q.at.name, "Org"); kind != q.at.name {
		return kind
	}
	return q.op.Of
}

// send asks about a thing. What else the operation needs is the asker's own.
func (q *question) send(t *testing.T, h http.Handler, who string, x thing) *httptest.ResponseRecorder {
	t.Helper()
	own := map[string]string{"candidate": "c-acme", "role": "r-acme", "search": "s-acme", "policy": "p-acme", "consent": "k"}
	switch {
	case q.kind == "org":
		own[q.whose()] = x.id
	case q.at.in == "path":
		own[q.kind] = x.id
	}
	path := strings.NewReplacer("{id}", own[q.op.Of], "{candidate}", own["candidate"], "{consent}", own["consent"], "{name}", own["policy"]).Replace(q.op.Path)
	query, err := url.ParseQuery(strings.ReplaceAll(q.query, "ID", x.id))
	if err != nil {
		t.Fatal(err)
	}
	value := x.id
	if q.kind == "org" {
		value = x.org
	}
	body := q.body
	switch q.at.in {
	case "query":
		query.Set(q.at.name, value)
	case "body":
		body = set(t, strings.ReplaceAll(q.body, "ID", x.id), strings.Split(q.at.name, "."), value)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return ask(t, h, q.op.Method, path, body, "X-Who", who, "Content-Type", q.op.Media, "If-Match", `"1"`)
}

// set puts a text into an object of JSON.
func set(t *testing.T, body string, at []string, value string) string {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal([]byte(body), &all); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	in := all
	for _, name := range at[:len(at)-1] {
		if _, ok := in[name].(map[string]any); !ok {
			in[name] = map[string]any{}
		}
		in, _ = in[name].(map[string]any)
	}
	in[at[len(at)-1]] = value
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
