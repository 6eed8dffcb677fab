package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

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

// What another candidate of the same organisation has, a candidate is told and sought as what nobody has.
func TestWhatAnotherCandidateHasIsToldAndSoughtAsWhatIsMissing(t *testing.T) {
	e := twoEstates(t)
	for _, x := range []struct{ path, body string }{
		{"/v1/candidates/c-other", `{"headline":"Weaver","skills":[{"name":"Python","level":4}]}`},
		{"/v1/candidates/c-other/identity", `{"name":"Jana Wolff"}`},
		{"/v1/searches/s-other", `{"for":"role","candidate":"c-other","where":"country = DE"}`},
	} {
		if w := ask(t, e, "PUT", x.path, x.body, "X-Who", "admin/acme/", "If-None-Match", "*"); w.Code > 299 {
			t.Fatalf("%s: %d %s", x.path, w.Code, w.Body)
		}
	}
	if err := e.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, "the search is not judged", func() bool {
		w := ask(t, e, "GET", "/v1/searches/s-other/matches", "", "X-Who", "admin/acme/")
		return strings.Contains(w.Body.String(), `"r-acme-open"`) || strings.Contains(w.Body.String(), `"total":`)
	})
	asked := 0
	for _, q := range askedAbout(t, e.doc) {
		other := map[string]string{"candidate": "c-other", "search": "s-other"}[q.kind]
		creates := q.op.ID == "create-search" && q.at.name == "id" || q.op.ID == "replace-search" && q.at.name == "id" // an id that is taken is taken
		if other == "" || creates || !q.op.May(auth.Candidate) {
			continue
		}
		asked++
		e.compare(t, &q, "candidate/acme/c-acme", [2]thing{{id: other}, {id: other[:2] + "xxxxx"}})
	}
	if asked < 20 {
		t.Errorf("only %d comparisons", asked)
	}
}

// BenchmarkForeign is what somebody could measure who asks for what another has: how much longer it takes than what nobody has. Both are
// asked for in turn, so that what else the machine does is the same for both; ratio is that of the medians.
func BenchmarkForeign(b *testing.B) {
	e := twoEstates(b)
	for _, x := range []struct{ name, method, path, body, who string }{
		{"path", "GET", "/v1/roles/ID?org=beta", "", "admin/acme/"},
		{"body", "POST", "/v1/rank", `{"role":"ID","roleOrg":"beta"}`, "admin/acme/"},
		{"own", "GET", "/v1/roles/ID", "", "admin/acme/"},
		{"candidate", "GET", "/v1/candidates/ID", "", "candidate/acme/c-none"},
		{"search", "GET", "/v1/searches/ID", "", "candidate/acme/c-acme"},
	} {
		b.Run(x.name, func(b *testing.B) {
			foreign := map[string]string{"candidate": "c-acme", "search": "s-acme"}[x.name]
			if foreign == "" {
				foreign = "r-beta"
			}
			var took [2][]time.Duration
			for n := 0; b.Loop(); n++ {
				for turn := range 2 {
					i := (n + turn) % 2 // neither is always the first
					put := strings.NewReplacer("ID", []string{foreign, foreign[:2] + strings.Repeat("x", len(foreign)-2)}[i])
					start := time.Now()
					w := ask(b, e, x.method, put.Replace(x.path), put.Replace(x.body), "X-Who", x.who, "Content-Type", "application/json")
					took[i] = append(took[i], time.Since(start))
					if w.Code != 404 {
						b.Fatalf("%d %s", w.Code, w.Body)
					}
				}
			}
			for i := range took {
				slices.Sort(took[i])
			}
			middle := len(took[0]) / 2
			b.ReportMetric(float64(took[0][middle])/float64(took[1][middle]), "ratio")
			b.ReportMetric(float64(took[1][middle].Nanoseconds()), "ns/missing")
		})
	}
}
