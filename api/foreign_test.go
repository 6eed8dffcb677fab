package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
)

// estates are two organisations, acme and beta, with one of everything each, over a directory in which nothing goes on by itself: whatever
// is read of the store is read for a request.
type estates struct {
	*app.App
	http.Handler
	doc   []byte
	owned map[string]string // what beta has, by what it is
}

func twoEstates(t testing.TB) *estates {
	t.Helper()
	a, k := apptest.Still(t, t.TempDir())
	keys, err := auth.OpenKeys(t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	h := apptest.API(t, a, k, api.Options{Auth: asked{}, Keys: keys})
	e := &estates{App: a, Handler: h, doc: h.Document(), owned: map[string]string{"candidate": "c-beta", "role": "r-beta", "search": "s-beta", "policy": "p-beta"}}
	for _, org := range []string{"acme", "beta"} {
		e.furnish(t, org)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return e
}

// furnish gives an organisation what it has.
func (e *estates) furnish(t testing.TB, org string) {
	t.Helper()
	made := func(method, path, body, key string) {
		t.Helper()
		w := ask(t, e, method, path, body, "X-Who", "admin/"+org+"/", "Content-Type", "application/json", "If-None-Match", map[bool]string{true: "*"}[method == "PUT"])
		var x struct {
			ID    string
			Notes []struct{ ID string }
		}
		if w.Code > 299 || json.Unmarshal(w.Body.Bytes(), &x) != nil {
			t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		if key == "note" {
			x.ID = x.Notes[0].ID
		}
		if key != "" && org == "beta" {
			e.owned[key] = x.ID
		}
	}
	c, r := "/v1/candidates/c-"+org, "/v1/roles/r-"+org
	made("PUT", c, `{"headline":"Data engineer","skills":[{"name":"Python","level":4}],"place":{"city":"Berlin","country":"DE"}}`, "")
	made("PUT", c+"/identity", `{"name":"Jana Wolff"}`, "")
	made("POST", c+"/consents", `{"purpose":"placement"}`, "consent")
	const role = `{"title":{"name":"Data Engineer"},"seniority":"senior","requirements":[{"kind":"skill","name":"Python","necessity":"must"}]`
	made("PUT", r, role+`}`, "")
	made("PUT", r+"-open", role+`,"visibility":"public"}`, "")
	made("PATCH", r+"/reviews/c-"+org, `{"listed":true,"note":"called"}`, "note")
	made("PUT", "/v1/searches/s-"+org, `{"for":"candidate","where":"country = DE"}`, "")
	made("PUT", "/v1/policies/p-"+org, `{"base":"balanced","weights":{"degree":0}}`, "")
	made("POST", "/v1/keys", `{"role":"auditor"}`, "key")
	made("POST", "/v1/rescores", `{"top":5}`, "run")
	for ended := false; !ended; { // a run reads the store, too
		var all wire.Rescores
		w := ask(t, e, "GET", "/v1/rescores", "", "X-Who", "admin/"+org+"/")
		if err := json.Unmarshal(w.Body.Bytes(), &all); err != nil {
			t.Fatal(err)
		}
		ended = all.Rescores[0].State != wire.JobRunning
	}
}

// principals are those of acme, with every role.
func principals() (out []string) {
	for _, role := range auth.Roles() {
		own := ""
		if role == auth.Candidate {
			own = "c-acme"
		}
		out = append(out, string(role)+"/acme/"+own)
	}
	return out
}

// effort is what is done for a request: how often the store is read, how many records are found and decoded, how many pairs are ranked.
type effort struct {
	calls, records uint64
	pairs          string
}

var pairsLine = regexp.MustCompile(`(?m)^tenon_pairs_total .*$`)

func (e *estates) effort(t *testing.T, f func() string) (string, effort) {
	t.Helper()
	pairs := func() float64 {
		line := pairsLine.FindString(ask(t, e, "GET", "/metrics", "", "X-Who", "admin/acme/").Body.String())
		n, err := strconv.ParseFloat(strings.TrimPrefix(line, "tenon_pairs_total "), 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	ranked := pairs()
	before := e.Store.Reads()
	answer := f()
	after := e.Store.Reads()
	return answer, effort{after.Calls - before.Calls, after.Records - before.Records, fmt.Sprint(pairs() - ranked)}
}

// pairsOf are a thing that another organisation has and one that nobody has, to be told alike.
func (e *estates) pairsOf(q *question, who string) (out [][2]thing) {
	if q.kind != "org" {
		return [][2]thing{{{id: e.owned[q.kind]}, {id: "none-" + strings.Repeat("x", max(0, len(e.owned[q.kind])-5))}}}
	}
	kind := q.whose()
	if kind == "candidate" && q.op.ID == "give-consent" {
		return [][2]thing{{{"c-acme", "beta"}, {"c-acme", "gama"}}} // nobody learns which organisations there are
	}
	id := map[string]string{"role": "r", "candidate": "c"}[kind]
	out = [][2]thing{{{id + "-beta", "beta"}, {id + "-none", "beta"}}, {{id + "-beta", "beta"}, {id + "-beta", "gama"}}}
	if strings.HasPrefix(who, string(auth.Recruiter)) && kind == "role" { // who sees the own roles alone, does not see those of others that are public
		out = append(out, [2]thing{{"r-beta-open", "beta"}, {"r-none-open", "beta"}})
	}
	return out
}

// Every operation with everything that a request of it can name, in path, query and body, as every role: what another organisation has is
// answered as what nobody has, to the byte, and with the same work: as often is the store read, as many records are found, and as many
// pairs are ranked.
func TestWhatIsForeignIsToldAndSoughtAsWhatIsMissing(t *testing.T) {
	e := twoEstates(t)
	asked := 0
	for _, q := range askedAbout(t, e.doc) {
		if _, ok := e.owned[q.kind]; !ok && q.kind != "org" {
			t.Errorf("%s %s: nobody has a %s", q.op.ID, q.at, q.kind)
			continue
		}
		for _, who := range principals() {
			if !q.op.May(auth.Role(who[:strings.Index(who, "/")])) {
				continue
			}
			for _, pair := range e.pairsOf(&q, who) {
				asked++
				e.compare(t, &q, who, pair)
			}
		}
	}
	if asked < 200 {
		t.Errorf("only %d comparisons", asked)
	}
}

func (e *estates) compare(t *testing.T, q *question, who string, pair [2]thing) {
	t.Helper()
	var told [2]string
	var done [2]effort
	for i, x := range pair {
		told[i], done[i] = e.effort(t, func() string { return tellOf(q.send(t, e, who, x), x) })
	}
	if told[0] != told[1] {
		t.Errorf("%s, %s %s: %+v is told\n%s\nand %+v\n%s", who, q.op.ID, q.at, pair[0], told[0], pair[1], told[1])
	}
	if done[0] != done[1] {
		t.Errorf("%s, %s %s: for %+v is done %+v, and for %+v %+v", who, q.op.ID, q.at, pair[0], done[0], pair[1], done[1])
	}
	if strings.HasPrefix(who, string(auth.Admin)) && !strings.HasPrefix(told[1], strconv.Itoa(q.status)+" ") {
		t.Errorf("%s, %s %s: of what nobody has is told %s, want %d", who, q.op.ID, q.at, told[1], q.status)
	}
}

// given are what differs between any two answers to a write: what it is called, and when and as which change it was made.
var given = regexp.MustCompile(`"(id|since|created|expires|key|at|seq|took)":("[^"]*"|\d+)|(Etag|Tenon-Seq|Location): .*`)

// tellOf is an answer without what differs between any two.
func tellOf(w *httptest.ResponseRecorder, x thing) string {
	s := given.ReplaceAllString(told(w, x.id), "")
	if x.org != "" {
		s = strings.ReplaceAll(s, `"`+x.org+`"`, `"ORG"`)
	}
	return s
}

// benchmark pair: go test ./api -bench 'Foreign|Missing'; the ratio of both is what somebody could measure.
func BenchmarkForeign(b *testing.B) { benchmarkOf(b, "beta", "r-beta") }

func BenchmarkMissing(b *testing.B) { benchmarkOf(b, "beta", "r-none") }

func benchmarkOf(b *testing.B, org, id string) {
	e := twoEstates(b)
	for name, body := range map[string]string{"path": "", "body": `{"role":"` + id + `","roleOrg":"` + org + `"}`} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				method, path := "GET", "/v1/roles/"+id+"?org="+org
				if body != "" {
					method, path = "POST", "/v1/rank"
				}
				if w := ask(b, e, method, path, body, "X-Who", "admin/acme/", "Content-Type", "application/json"); w.Code != 404 {
					b.Fatalf("%d %s", w.Code, w.Body)
				}
			}
		})
	}
}
