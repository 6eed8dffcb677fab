package api

import (
	"context"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"tenon/profiles"
	"tenon/profiles/identity"
)

// route is one operation.
type route struct {
	method, path string
	id           string // of the operation: the key of the table of permissions
	names        object // what the id of its path names
	tag, summary string
	cost         cost
	status       int      // of success; 0: 200
	takes        []string // media types of the body; nil: none
	body         any      // what the body is, where the handler reads it itself
	gives        []string // media types of the answer, where it is not JSON
	once         bool     // an Idempotency-Key makes it happen once
	bind         binder
}

// object is what the id of a path names. Whose it is decides who sees it: see [sees].
type object uint8

// The objects. A path without an id names nothing.
const (
	nothing object = iota
	aCandidate
	aRole
	aSearch
	aRun
	aKey
	aPolicy
	aFile // of the viewer: nobody's
)

// binder puts a route into the router and, where it is for users, into the document.
type binder func(r *route, s *server, h huma.API, g *gin.Engine)

// cost says what an operation takes of the machine.
type cost struct {
	time    time.Duration // after which it is given up; 0: none, a stream
	size    int64         // most bytes of its body
	ranking bool          // one of those of which only so many run at once
	bulk    bool          // its body is read as it comes, and may take long

	guessing bool // somebody could try what a key is: only so often from one address
}

// The costs.
var (
	quick    = cost{time: 10 * time.Second, size: 64 << 10}
	erasing  = cost{time: 2 * time.Minute, size: 4 << 10}
	record   = cost{time: 15 * time.Second, size: 5 << 20}
	ranking  = cost{time: 30 * time.Second, size: 9 << 20, ranking: true}
	rankings = cost{size: 9 << 20, ranking: true}
	signing  = cost{time: 10 * time.Second, size: 4 << 10, guessing: true}
	tool     = cost{time: 45 * time.Second, size: 4 << 20} // more than the ranking that it may wait for
	upload   = cost{time: 5 * time.Minute, size: 64 << 20, bulk: true}
	stream   = cost{size: 16 << 30, bulk: true}
)

var (
	jsonBody   = []string{"application/json"}
	patchBody  = []string{"application/json-patch+json", "application/json"}
	ndjson     = []string{"application/x-ndjson", "application/jsonl", "application/json"}
	anything   = []string{"*/*"}
	eventsBody = []string{"application/json", "text/event-stream"}
)

// The sections of the document.
const (
	tagCandidates = "Candidates"
	tagPersonal   = "Personal data"
	tagRoles      = "Roles"
	tagReviews    = "Shortlists and decisions"
	tagBulk       = "Bulk"
	tagMatching   = "Matching"
	tagMarket     = "Market"
	tagSearch     = "Search"
	tagBatch      = "Re-scoring and feeds"
	tagService    = "Service"
)

// routes lists every path that the API has.
func routes() []*route {
	all := [][]*route{recordRoutes(), matchingRoutes(), batchRoutes(), serviceRoutes()}
	var out []*route
	for _, rs := range all {
		out = append(out, rs...)
	}
	return out
}

func recordRoutes() []*route {
	candidate, role := reflect.TypeFor[profiles.Candidate](), reflect.TypeFor[profiles.Role]()
	return []*route{
		{method: "GET", path: "/v1/candidates", id: "list-candidates", tag: tagCandidates, summary: "List candidates by id", cost: quick, bind: does((*server).listCandidates)},
		{method: "POST", path: "/v1/candidates", id: "create-candidate", tag: tagCandidates, summary: "Create a candidate", cost: record, status: 201, takes: jsonBody, body: candidate, once: true, bind: does(create[*profiles.Candidate])},
		{method: "GET", path: "/v1/candidates/{id}", id: "get-candidate", names: aCandidate, tag: tagCandidates, summary: "Read a candidate, without identity", cost: quick, bind: does(seeing[*profiles.Candidate])},
		{method: "PUT", path: "/v1/candidates/{id}", id: "replace-candidate", names: aCandidate, tag: tagCandidates, summary: "Replace a candidate, or create one under an id", cost: record, takes: jsonBody, body: candidate, bind: does(replace[*profiles.Candidate])},
		{method: "PATCH", path: "/v1/candidates/{id}", id: "correct-candidate", names: aCandidate, tag: tagCandidates, summary: "Correct a candidate by a JSON patch, which later imports of its file make again", cost: record, takes: patchBody, body: reflect.TypeFor[[]profiles.Operation](), bind: does(correct[*profiles.Candidate])},
		{method: "DELETE", path: "/v1/candidates/{id}", id: "delete-candidate", names: aCandidate, tag: tagCandidates, summary: "Delete a candidate with identity and corrections", cost: quick, status: 204, bind: does(remove[*profiles.Candidate])},
		{method: "GET", path: "/v1/candidates/{id}/jsonresume", id: "get-json-resume", names: aCandidate, tag: tagCandidates, summary: "Read a candidate as JSON Resume", cost: quick, gives: jsonBody, bind: does((*server).jsonResume)},
		{method: "GET", path: "/v1/candidates/{id}/identity", id: "get-identity", names: aCandidate, tag: tagPersonal, summary: "Read who a candidate is, for a purpose; the access is written down", cost: quick, bind: does((*server).getIdentity)},
		{method: "PUT", path: "/v1/candidates/{id}/identity", id: "replace-identity", names: aCandidate, tag: tagPersonal, summary: "Say who a candidate is", cost: record, takes: jsonBody, body: reflect.TypeFor[identity.Identity](), bind: does((*server).putIdentity)},
		{method: "DELETE", path: "/v1/candidates/{id}/identity", id: "delete-identity", names: aCandidate, tag: tagPersonal, summary: "Forget who a candidate is", cost: quick, status: 204, bind: does((*server).deleteIdentity)},
		{method: "GET", path: "/v1/candidates/{id}/consents", id: "list-consents", names: aCandidate, tag: tagPersonal, summary: "List what a candidate has agreed to, with what was withdrawn", cost: quick, bind: does((*server).listConsents)},
		{method: "POST", path: "/v1/candidates/{id}/consents", id: "give-consent", names: aCandidate, tag: tagPersonal, summary: "Write down that a candidate agrees to a purpose, with an organisation or the public", cost: quick, status: 201, takes: jsonBody, once: true, bind: does((*server).giveConsent)},
		{method: "DELETE", path: "/v1/candidates/{id}/consents/{consent}", id: "withdraw-consent", names: aCandidate, tag: tagPersonal, summary: "Withdraw a consent; it stays on record as withdrawn", cost: quick, bind: does((*server).withdrawConsent)},
		{method: "GET", path: "/v1/candidates/{id}/export", id: "export-person", names: aCandidate, tag: tagPersonal, summary: "Export everything that is kept about a person, as one document; the access is written down", cost: record, bind: does((*server).exportPerson)},
		{method: "POST", path: "/v1/candidates/{id}/erasure", id: "erase-person", names: aCandidate, tag: tagPersonal, summary: "Erase a person from everything: records, text, columns, lists, events, searches, keys", cost: erasing, bind: does((*server).erasePerson)},
		{method: "GET", path: "/v1/accesses", id: "list-accesses", tag: tagPersonal, summary: "List who got to know who candidates are, when and what for", cost: quick, bind: does((*server).listAccesses)},

		{method: "GET", path: "/v1/roles", id: "list-roles", tag: tagRoles, summary: "List roles by id", cost: quick, bind: does((*server).listRoles)},
		{method: "POST", path: "/v1/roles", id: "create-role", tag: tagRoles, summary: "Create a role", cost: record, status: 201, takes: jsonBody, body: role, once: true, bind: does(create[*profiles.Role])},
		{method: "GET", path: "/v1/roles/{id}", id: "get-role", names: aRole, tag: tagRoles, summary: "Read a role", cost: quick, bind: does(seeing[*profiles.Role])},
		{method: "PUT", path: "/v1/roles/{id}", id: "replace-role", names: aRole, tag: tagRoles, summary: "Replace a role, or create one under an id", cost: record, takes: jsonBody, body: role, bind: does(replace[*profiles.Role])},
		{method: "PATCH", path: "/v1/roles/{id}", id: "correct-role", names: aRole, tag: tagRoles, summary: "Correct a role by a JSON patch, which later imports of its file make again", cost: record, takes: patchBody, body: reflect.TypeFor[[]profiles.Operation](), bind: does(correct[*profiles.Role])},
		{method: "DELETE", path: "/v1/roles/{id}", id: "delete-role", names: aRole, tag: tagRoles, summary: "Delete a role", cost: quick, status: 204, bind: does(remove[*profiles.Role])},
		{method: "GET", path: "/v1/roles/{id}/jobposting", id: "get-job-posting", names: aRole, tag: tagRoles, summary: "Read a role as a schema.org JobPosting", cost: quick, gives: []string{"application/ld+json"}, bind: does((*server).jobPosting)},

		{method: "GET", path: "/v1/reviews", id: "list-reviews", tag: tagReviews, summary: "List what people made of candidates for roles: shortlists, notes, decisions", cost: quick, bind: does((*server).listReviews)},
		{method: "GET", path: "/v1/reviews/counts", id: "count-reviews", tag: tagReviews, summary: "Count shortlists and decisions by role", cost: quick, bind: does((*server).countReviews)},
		{method: "GET", path: "/v1/roles/{id}/reviews/{candidate}", id: "get-review", names: aRole, tag: tagReviews, summary: "Read the review of a candidate for a role", cost: quick, bind: does((*server).getReview)},
		{method: "PATCH", path: "/v1/roles/{id}/reviews/{candidate}", id: "change-review", names: aRole, tag: tagReviews, summary: "Shortlist a candidate for a role, add a note, or decide with a reason; no score changes", cost: quick, takes: jsonBody, once: true, bind: does((*server).changeReview)},
		{method: "DELETE", path: "/v1/roles/{id}/reviews/{candidate}", id: "delete-review", names: aRole, tag: tagReviews, summary: "Forget the review of a candidate for a role", cost: quick, status: 204, bind: does((*server).deleteReview)},

		{method: "POST", path: "/v1/imports", id: "import", tag: tagBulk, summary: "Upload files of any format that tenon import knows", cost: upload, takes: anything, body: []byte(nil), bind: does((*server).importFiles)},
		{method: "GET", path: "/v1/imports", id: "list-imports", tag: tagBulk, summary: "List the reports of imports, the newest first", cost: quick, bind: does((*server).listImports)},
		{method: "POST", path: "/v1/bulk/candidates", id: "load-candidates", tag: tagBulk, summary: "Stream candidates in, one a line", cost: stream, takes: ndjson, body: candidate, bind: does(load(profiles.KindCandidate))},
		{method: "GET", path: "/v1/bulk/candidates", id: "dump-candidates", tag: tagBulk, summary: "Stream all candidates out, one a line", cost: stream, gives: ndjson[:1], bind: does(dump(profiles.KindCandidate))},
		{method: "POST", path: "/v1/bulk/roles", id: "load-roles", tag: tagBulk, summary: "Stream roles in, one a line", cost: stream, takes: ndjson, body: role, bind: does(load(profiles.KindRole))},
		{method: "GET", path: "/v1/bulk/roles", id: "dump-roles", tag: tagBulk, summary: "Stream all roles out, one a line", cost: stream, gives: ndjson[:1], bind: does(dump(profiles.KindRole))},
	}
}

func matchingRoutes() []*route {
	return []*route{
		{method: "POST", path: "/v1/rank", id: "rank", tag: tagMatching, summary: "Rank candidates for a role, or roles for a candidate", cost: ranking, takes: jsonBody, bind: does((*server).rank)},
		{method: "POST", path: "/v1/rank/all", id: "rank-all", tag: tagMatching, summary: "Rank once and stream all results out, one a line, up to the first 100000", cost: rankings, takes: jsonBody, gives: ndjson[:1], bind: does((*server).rankAll)},
		{method: "POST", path: "/v1/score", id: "score", tag: tagMatching, summary: "Score a role and a candidate that need not be stored", cost: ranking, takes: jsonBody, bind: does((*server).score)},
		{method: "POST", path: "/v1/explain", id: "explain", tag: tagMatching, summary: "Explain the score of a stored role and a stored candidate", cost: ranking, takes: jsonBody, bind: does((*server).explain)},
		{method: "POST", path: "/v1/whatif", id: "what-if", tag: tagMatching, summary: "Say what a change of weights, requirements or skills does to a ranking", cost: ranking, takes: jsonBody, bind: does((*server).whatIf)},
		{method: "POST", path: "/v1/gaps", id: "gaps", tag: tagMatching, summary: "Say what a candidate should learn next, over all open roles", cost: ranking, takes: jsonBody, bind: does((*server).gaps)},
		{method: "POST", path: "/v1/lint", id: "lint", tag: tagMatching, summary: "Judge the requirements of a role by what they do to its pool", cost: ranking, takes: jsonBody, bind: does((*server).lint)},
		{method: "GET", path: "/v1/market", id: "market", tag: tagMarket, summary: "Describe demand, pay, premiums and supply over the stored roles", cost: ranking, bind: does((*server).market)},
		{method: "POST", path: "/v1/estimate", id: "estimate", tag: tagMarket, summary: "Estimate what is paid, with the evidence", cost: ranking, takes: jsonBody, bind: does((*server).estimate)},
		{method: "GET", path: "/v1/policies", id: "policies", tag: tagMatching, summary: "List the policies, the shipped ones and one's own, with their weights", cost: quick, bind: does((*server).policies)},
		{method: "PUT", path: "/v1/policies/{name}", id: "replace-policy", names: aPolicy, tag: tagMatching, summary: "Make or change a policy of one's own; its name then counts wherever a policy is named", cost: quick, takes: jsonBody, bind: does((*server).replacePolicy)},
		{method: "DELETE", path: "/v1/policies/{name}", id: "delete-policy", names: aPolicy, tag: tagMatching, summary: "Delete a policy of one's own", cost: quick, status: 204, bind: does((*server).deletePolicy)},

		{method: "GET", path: "/v1/search", id: "search", tag: tagSearch, summary: "Search the text of roles or candidates, with facets and snippets", cost: quick, bind: does((*server).search)},
		{method: "GET", path: "/v1/suggest", id: "suggest", tag: tagSearch, summary: "Complete the name of a skill, a title or a place", cost: quick, bind: does((*server).suggest)},
	}
}

func batchRoutes() []*route {
	return []*route{
		{method: "POST", path: "/v1/rescores", id: "start-rescore", tag: tagBatch, summary: "Start a run that brings the kept lists up to date", cost: quick, status: 202, takes: jsonBody, once: true, bind: does((*server).startRescore)},
		{method: "GET", path: "/v1/rescores", id: "list-rescores", tag: tagBatch, summary: "List the runs", cost: quick, bind: does((*server).listRescores)},
		{method: "GET", path: "/v1/rescores/{id}", id: "get-rescore", names: aRun, tag: tagBatch, summary: "Read a run", cost: quick, bind: does((*server).getRescore)},
		{method: "GET", path: "/v1/rescores/{id}/progress", id: "watch-rescore", names: aRun, tag: tagBatch, summary: "Follow a run by server-sent events, to its end", cost: stream, gives: eventsBody[1:], bind: does((*server).watchRescore)},
		{method: "DELETE", path: "/v1/rescores/{id}", id: "cancel-rescore", names: aRun, tag: tagBatch, summary: "Cancel a run; the kept lists stay as they were", cost: quick, status: 204, bind: does((*server).cancelRescore)},
		{method: "GET", path: "/v1/searches", id: "list-searches", tag: tagBatch, summary: "List standing searches by id", cost: quick, bind: does((*server).listSearches)},
		{method: "POST", path: "/v1/searches", id: "create-search", tag: tagBatch, summary: "Create a standing search", cost: quick, status: 201, takes: jsonBody, once: true, bind: does((*server).createSearch)},
		{method: "GET", path: "/v1/searches/{id}", id: "get-search", names: aSearch, tag: tagBatch, summary: "Read a standing search", cost: quick, bind: does((*server).getSearch)},
		{method: "PUT", path: "/v1/searches/{id}", id: "replace-search", names: aSearch, tag: tagBatch, summary: "Replace a standing search, or create one under an id", cost: quick, takes: jsonBody, bind: does((*server).replaceSearch)},
		{method: "DELETE", path: "/v1/searches/{id}", id: "delete-search", names: aSearch, tag: tagBatch, summary: "Delete a standing search", cost: quick, status: 204, bind: does((*server).deleteSearch)},
		{method: "GET", path: "/v1/searches/{id}/matches", id: "list-matches", names: aSearch, tag: tagBatch, summary: "List what a standing search matches now, the best first", cost: quick, bind: does((*server).matches)},
		{method: "GET", path: "/v1/alerts", id: "alerts", tag: tagBatch, summary: "Read what standing searches came to match, behind a number; as server-sent events it goes on", cost: stream, gives: eventsBody, bind: does((*server).alerts)},
		{method: "GET", path: "/v1/changes", id: "changes", tag: tagBatch, summary: "Read the feed of changes of records behind a number; as server-sent events it goes on", cost: stream, gives: eventsBody, bind: does((*server).changes)},
		{method: "GET", path: "/v1/events", id: "events", tag: tagBatch, summary: "Read who entered, left or moved in kept lists, behind a number", cost: quick, bind: does((*server).events)},
		{method: "GET", path: "/v1/moves", id: "moves", tag: tagBatch, summary: "Read who moved in the last run, and why", cost: ranking, bind: does((*server).moves)},
	}
}

func serviceRoutes() []*route {
	return []*route{
		{method: "GET", path: "/v1/me", id: "me", tag: tagService, summary: "Say who asks, and what they may call", cost: quick, bind: does((*server).me)},
		{method: "POST", path: "/v1/sessions", id: "create-session", tag: tagService, summary: "Sign in: a session that stands for a key or token", cost: signing, status: 201, bind: does((*server).createSession)},
		{method: "DELETE", path: "/v1/sessions/current", id: "end-session", tag: tagService, summary: "Sign out: end the session that asks", cost: quick, status: 204, bind: does((*server).endSession)},
		{method: "GET", path: "/v1/keys", id: "list-keys", tag: tagService, summary: "List the API keys of the organisation", cost: quick, bind: does((*server).listKeys)},
		{method: "POST", path: "/v1/keys", id: "create-key", tag: tagService, summary: "Make an API key; its text is shown once", cost: quick, status: 201, takes: jsonBody, bind: does((*server).createKey)},
		{method: "POST", path: "/v1/keys/{id}/rotation", id: "rotate-key", names: aKey, tag: tagService, summary: "Give a key a new secret; the old one counts for a while", cost: quick, bind: does((*server).rotateKey)},
		{method: "DELETE", path: "/v1/keys/{id}", id: "revoke-key", names: aKey, tag: tagService, summary: "End a key at once", cost: quick, status: 204, bind: does((*server).revokeKey)},
		{method: "GET", path: "/healthz", id: "health", tag: tagService, summary: "Whether the process answers", cost: quick, bind: does((*server).health)},
		{method: "GET", path: "/readyz", id: "ready", tag: tagService, summary: "Whether text and columns are up to date", cost: quick, bind: does((*server).ready)},
		{method: "GET", path: "/v1/state", id: "state", tag: tagService, summary: "Read what is stored, how far text and columns follow, and what was last checked and backed up", cost: quick, bind: does((*server).state)},
		{method: "GET", path: "/metrics", id: "metrics", tag: tagService, summary: "Metrics for Prometheus", cost: quick, bind: raw((*server).exposition)},
		{method: "POST", path: "/mcp", id: "tools", tag: tagService, summary: "Tools for assistants, by the Model Context Protocol", cost: tool, takes: jsonBody, bind: protocol((*server).tools)},
		{method: "GET", path: "/openapi.json", id: "openapi", tag: tagService, summary: "This document", cost: quick, bind: raw((*server).openAPI)},
		{method: "GET", path: "/docs", id: "docs", tag: tagService, summary: "This document for reading", cost: quick, bind: raw((*server).viewer)},
		{method: "GET", path: "/docs/{file}", id: "docs-js", names: aFile, tag: tagService, summary: "The viewer", cost: quick, bind: raw((*server).viewerFile)},
	}
}

// does registers a handler with huma. Its errors become problems.
func does[I, O any](handle func(*server, context.Context, *I) (*O, error)) binder {
	return func(r *route, s *server, h huma.API, _ *gin.Engine) {
		huma.Register(h, r.operation(), func(ctx context.Context, in *I) (*O, error) {
			release, err := s.limits.enter(ctx, r) // once the body is here: whoever sends it slowly takes nobody's place
			if err != nil {
				return nil, s.problemOf(ctx, err)
			}
			defer release()
			out, err := handle(s, ctx, in)
			if err != nil {
				return nil, s.problemOf(ctx, err)
			}
			return out, nil
		})
		r.describe(h.OpenAPI())
	}
}

// raw registers a handler that is not in the document.
func raw(handle func(*server, *gin.Context)) binder {
	return func(r *route, s *server, _ huma.API, g *gin.Engine) {
		g.Handle(r.method, ginPath(r.path), func(c *gin.Context) { handle(s, c) })
	}
}

// protocol registers a handler that speaks a protocol of its own, whose messages the document names without going into them.
func protocol(handle func(*server, *gin.Context)) binder {
	return func(r *route, s *server, h huma.API, g *gin.Engine) {
		raw(handle)(r, s, h, g)
		h.OpenAPI().AddOperation(r.message(h.OpenAPI()))
	}
}

// ginPath writes a path as gin has it.
func ginPath(path string) string { return strings.NewReplacer("{", ":", "}", "").Replace(path) }
