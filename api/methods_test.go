package api_test

import (
	"context"
	"io"
	"iter"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/client"
	"tenon/api/wire"
	"tenon/cmd/tenon/app/apptest"
	"tenon/engine/market"
	"tenon/profiles"
	"tenon/profiles/identity"
)

// notForTheClient are the operations that package client has no method for, and why.
var notForTheClient = map[string]string{
	"metrics": "for Prometheus, in its own format",
	"tools":   "for assistants, whose clients speak the Model Context Protocol",
	"docs":    "for browsers",
	"docs-js": "for browsers",
}

// first takes the first of a sequence.
func first[T any](s iter.Seq2[T, error]) error {
	for _, err := range s {
		return err
	}
	return nil
}

func second[A, B any](_ A, b B) B        { return b }
func third[A, B, C any](_ A, _ B, c C) C { return c }

// methodCalls call each method of the client once, by its name; the operation is what it has to ask.
func methodCalls(ctx context.Context, c *client.Client) map[string]struct {
	operation string
	err       error
} {
	type call = struct {
		operation string
		err       error
	}
	candidate, role, text := &profiles.Candidate{ID: "c"}, &profiles.Role{ID: "r"}, strings.NewReader("")
	no := func(func(*profiles.Candidate, error) bool) {}
	none := func(func(*profiles.Role, error) bool) {}
	return map[string]call{
		"Candidates":       {"list-candidates", first(c.Candidates(ctx))},
		"CreateCandidate":  {"create-candidate", third(c.CreateCandidate(ctx, candidate, true))},
		"Candidate":        {"get-candidate", third(c.Candidate(ctx, "c"))},
		"CandidateOf":      {"get-candidate", third(c.CandidateOf(ctx, "other", "c"))},
		"ReplaceCandidate": {"replace-candidate", second(c.ReplaceCandidate(ctx, candidate, "", true))},
		"Correct":          {"correct-role", second(c.Correct(ctx, profiles.KindRole, "r", nil, true))},
		"Correct ":         {"correct-candidate", second(c.Correct(ctx, profiles.KindCandidate, "c", nil, true))},
		"Delete":           {"delete-role", c.Delete(ctx, profiles.KindRole, "r", "", true)},
		"Delete ":          {"delete-candidate", c.Delete(ctx, profiles.KindCandidate, "c", "", true)},
		"JSONResume":       {"get-json-resume", second(c.JSONResume(ctx, "c", "placement"))},
		"Identity":         {"get-identity", third(c.Identity(ctx, "c", "placement"))},
		"IdentityOf":       {"get-identity", second(c.IdentityOf(ctx, "other", "c", "placement"))},
		"ReplaceIdentity":  {"replace-identity", second(c.ReplaceIdentity(ctx, &identity.Identity{ID: "c"}, ""))},
		"DeleteIdentity":   {"delete-identity", c.DeleteIdentity(ctx, "c", "")},
		"Consents":         {"list-consents", second(c.Consents(ctx, "c"))},
		"Consent":          {"give-consent", second(c.Consent(ctx, "c", wire.NewConsent{}))},
		"Withdraw":         {"withdraw-consent", c.Withdraw(ctx, "c", "k")},
		"Person":           {"export-person", second(c.Person(ctx, "c", "access"))},
		"Erase":            {"erase-person", second(c.Erase(ctx, "c"))},
		"Accesses":         {"list-accesses", first(c.Accesses(ctx, "c"))},

		"Roles":        {"list-roles", first(c.Roles(ctx, "a", "b"))},
		"CreateRole":   {"create-role", third(c.CreateRole(ctx, role, true))},
		"Role":         {"get-role", third(c.Role(ctx, "r"))},
		"RoleOf":       {"get-role", third(c.RoleOf(ctx, "other", "r"))},
		"ReplaceRole":  {"replace-role", second(c.ReplaceRole(ctx, role, `"1"`, true))},
		"JobPosting":   {"get-job-posting", second(c.JobPosting(ctx, "r"))},
		"Reviews":      {"list-reviews", first(c.Reviews(ctx, "r"))},
		"ReviewsOf":    {"list-reviews", second(c.ReviewsOf(ctx, "r", nil, []string{"c"}))},
		"ReviewCounts": {"count-reviews", second(c.ReviewCounts(ctx))},
		"Review":       {"get-review", second(c.Review(ctx, "r", nil, "c"))},
		"ChangeReview": {"change-review", second(c.ChangeReview(ctx, "r", nil, "c", wire.ReviewChange{}, "k"))},
		"DeleteReview": {"delete-review", c.DeleteReview(ctx, "r", nil, "c")},

		"Import":         {"import", second(c.Import(ctx, text, client.Upload{Name: "cv.pdf", Kind: profiles.KindCandidate, Columns: "Stack=skills", Show: true}))},
		"ImportFiles":    {"import", second(c.ImportFiles(ctx, []client.File{{Name: "cv.pdf", Content: text}}, client.Upload{}))},
		"Imports":        {"list-imports", second(c.Imports(ctx, 5))},
		"Load":           {"load-roles", second(c.Load(ctx, profiles.KindRole, text, "k", true))},
		"LoadCandidates": {"load-candidates", second(c.LoadCandidates(ctx, no, "", false))},
		"LoadRoles":      {"load-roles", second(c.LoadRoles(ctx, none, "", false))},
		"Dump":           {"dump-roles", second(c.Dump(ctx, profiles.KindRole, "jobposting"))},
		"DumpCandidates": {"dump-candidates", first(c.DumpCandidates(ctx))},
		"DumpRoles":      {"dump-roles", first(c.DumpRoles(ctx))},

		"Rank":          {"rank", second(c.Rank(ctx, wire.RankRequest{}))},
		"Ranked":        {"rank", first(c.Ranked(ctx, wire.RankRequest{}))},
		"RankAll":       {"rank-all", second(c.RankAll(ctx, wire.RankRequest{}, nil, nil))},
		"Score":         {"score", second(c.Score(ctx, wire.ScoreRequest{}))},
		"Explain":       {"explain", second(c.Explain(ctx, wire.ExplainRequest{}))},
		"WhatIf":        {"what-if", second(c.WhatIf(ctx, wire.WhatIfRequest{}))},
		"Gaps":          {"gaps", second(c.Gaps(ctx, wire.GapsRequest{}))},
		"Lint":          {"lint", second(c.Lint(ctx, wire.LintRequest{}))},
		"Market":        {"market", second(c.Market(ctx, market.Request{By: []string{"pay"}, Where: "mode = remote", Months: 3, Top: 2, Currency: "EUR", AsOf: apptest.AsOf}))},
		"Estimate":      {"estimate", second(c.Estimate(ctx, wire.EstimateRequest{}))},
		"Policies":      {"policies", second(c.Policies(ctx))},
		"ReplacePolicy": {"replace-policy", second(c.ReplacePolicy(ctx, "p", wire.NewPolicy{}))},
		"DeletePolicy":  {"delete-policy", c.DeletePolicy(ctx, "p")},
		"Search":        {"search", second(c.Search(ctx, client.Search{Kind: profiles.KindCandidate, Text: "x", Limit: 3, MinSeq: 7}))},
		"Hits":          {"search", first(c.Hits(ctx, client.Search{Text: "x"}))},
		"Suggest":       {"suggest", second(c.Suggest(ctx, client.Skills, "k", 3))},

		"StartRescore":   {"start-rescore", second(c.StartRescore(ctx, wire.RescoreRequest{}))},
		"Rescores":       {"list-rescores", second(c.Rescores(ctx))},
		"Rescore":        {"get-rescore", second(c.Rescore(ctx, "x"))},
		"WatchRescore":   {"watch-rescore", second(c.WatchRescore(ctx, "x", nil))},
		"CancelRescore":  {"cancel-rescore", c.CancelRescore(ctx, "x")},
		"Searches":       {"list-searches", first(c.Searches(ctx))},
		"CreateSearch":   {"create-search", second(c.CreateSearch(ctx, &profiles.Search{}))},
		"StandingSearch": {"get-search", third(c.StandingSearch(ctx, "s"))},
		"ReplaceSearch":  {"replace-search", second(c.ReplaceSearch(ctx, &profiles.Search{ID: "s"}, ""))},
		"DeleteSearch":   {"delete-search", c.DeleteSearch(ctx, "s")},
		"Matches":        {"list-matches", second(c.Matches(ctx, "s", 3))},
		"Alerts":         {"alerts", second(c.Alerts(ctx, 1, 3))},
		"FollowAlerts":   {"alerts", first(c.FollowAlerts(ctx, 1))},
		"Changes":        {"changes", second(c.Changes(ctx, 1, 0, 3))},
		"FollowChanges":  {"changes", first(c.FollowChanges(ctx, 1))},
		"Events":         {"events", second(c.Events(ctx, 1, 3))},
		"Moves":          {"moves", second(c.Moves(ctx, profiles.KindRole, "r", 3))},

		"Me":        {"me", second(c.Me(ctx))},
		"SignIn":    {"create-session", second(c.SignIn(ctx))},
		"SignOut":   {"end-session", c.SignOut(ctx)},
		"Keys":      {"list-keys", second(c.Keys(ctx))},
		"CreateKey": {"create-key", second(c.CreateKey(ctx, wire.NewKey{}))},
		"RotateKey": {"rotate-key", second(c.RotateKey(ctx, "k", 1))},
		"RevokeKey": {"revoke-key", c.RevokeKey(ctx, "k")},
		"Healthy":   {"health", c.Healthy(ctx)},
		"Ready":     {"ready", second(c.Ready(ctx))},
		"State":     {"state", second(c.State(ctx))},
		"Document":  {"openapi", second(c.Document(ctx))},
	}
}

// recording notes which operations are asked for, each with its parameters, and answers with what every method can read.
type recording struct{ operations map[string][]string }

func (a *recording) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return nil, err
		}
	}
	id := operationOf(r)
	for name := range r.URL.Query() {
		a.operations[id] = append(a.operations[id], name)
	}
	a.operations[id] = append(a.operations[id], "")
	body := `{}`
	switch {
	case id == "rank-all":
		body = `{"end":{}}`
	case r.Header.Get("Accept") == "text/event-stream" || id == "watch-rescore":
		body = "event: x\ndata: {\"state\":\"done\"}\n\n"
	}
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// operationOf is the operation whose method and path a request has.
func operationOf(r *http.Request) string {
	var found string
	best := -1
	parts := strings.Split(r.URL.Path, "/")
	for _, op := range api.Operations() {
		want := strings.Split(op.Path, "/")
		if op.Method != r.Method || len(want) != len(parts) {
			continue
		}
		words := 0
		for i := range want {
			switch {
			case want[i] == parts[i]:
				words++
			case !strings.HasPrefix(want[i], "{"):
				words = -1000
			}
		}
		if words > best {
			found, best = op.ID, words
		}
	}
	return found
}

// The client has a method for every operation, or a reason not to, and every method asks the operation that it is for, with parameters
// that this has.
func TestTheClientHasAMethodForEveryOperation(t *testing.T) {
	a := &recording{operations: map[string][]string{}}
	c, err := client.New("http://localhost", client.Options{Transport: a, Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	calls := methodCalls(t.Context(), c)
	covered := map[string]bool{}
	for name, x := range calls {
		covered[x.operation] = true
		if x.err != nil {
			t.Errorf("%s: %v", name, x.err)
		}
	}
	h, err := api.New(api.Backend{}, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	knows := map[string]map[string]bool{}
	for _, ops := range readDocument(t, h).Paths {
		for _, op := range ops {
			knows[op.ID] = map[string]bool{"": true}
			for _, p := range op.Parameters {
				knows[op.ID][p.Name] = true
			}
		}
	}
	for _, op := range api.Operations() {
		why, excused := notForTheClient[op.ID]
		switch {
		case excused && (covered[op.ID] || why == ""):
			t.Errorf("%s is excused from the client: %q", op.ID, why)
		case !excused && !covered[op.ID]:
			t.Errorf("the client has no method for %s (%s %s)", op.ID, op.Method, op.Path)
		case !excused && a.operations[op.ID] == nil:
			t.Errorf("no method asked %s %s, which is %s", op.Method, op.Path, op.ID)
		}
		for _, p := range a.operations[op.ID] {
			if knows[op.ID] != nil && !knows[op.ID][p] {
				t.Errorf("%s has no parameter %q", op.ID, p)
			}
		}
	}
	for _, name := range []string{"Do", "Open"} {
		calls[name] = calls["Me"]
	}
	for m := range reflect.TypeFor[*client.Client]().Methods() {
		if _, ok := calls[m.Name]; !ok {
			t.Errorf("the method %s is in no call of this test: which operation is it for?", m.Name)
		}
	}
}
