package api

import "encoding/json"

// examples are the bodies of requests that the document shows, by operation. They are of the shipped sample, and a test sends each.
var examples = map[string]any{
	"create-candidate":  json.RawMessage(`{"headline":"Data engineer","skills":[{"name":"Python","level":4},{"name":"SQL","level":4}],"place":{"city":"Berlin","country":"DE"},"preferences":{"pay":{"min":{"cents":7500000,"currency":"EUR","period":"year"}}}}`),
	"replace-candidate": json.RawMessage(`{"headline":"Data engineer","skills":[{"name":"Python","level":4},{"name":"SQL","level":4},{"name":"Kubernetes","level":3}]}`),
	"correct-candidate": json.RawMessage(`[{"op":"replace","path":"/headline","value":"Senior MLOps engineer, Berlin"}]`),
	"replace-identity":  json.RawMessage(`{"name":"Alex Example","email":"alex@example.org","consent":{"purpose":"placement","since":"2026-01"}}`),
	"give-consent":      json.RawMessage(`{"purpose":"placement","to":"organisation"}`),
	"create-role":       json.RawMessage(`{"title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"Python","necessity":"must","level":3},{"kind":"skill","name":"Apache Spark","necessity":"should"}],"place":{"city":"Berlin","country":"DE"},"modes":["hybrid"],"pay":{"minCents":7000000,"maxCents":8500000,"currency":"EUR","period":"year"}}`),
	"replace-role":      json.RawMessage(`{"title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"Python","necessity":"must","level":3}]}`),
	"correct-role":      json.RawMessage(`[{"op":"add","path":"/seniority","value":"senior"}]`),
	"change-review":     json.RawMessage(`{"listed":true,"verdict":"invite","reason":"Has run clusters of this size; the certificate can follow."}`),
	"load-candidates":   json.RawMessage(`{"id":"c-bulk-1","headline":"Data engineer","skills":[{"name":"SQL","level":3}]}`),
	"load-roles":        json.RawMessage(`{"id":"r-bulk-1","title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"SQL","necessity":"must"}]}`),
	"import":            "Jana Example\nData Engineer\n\nExperience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n- Built pipelines in Spark\n\nSkills\nPython, SQL\n",
	"rank":              json.RawMessage(`{"role":"r-ref-mlops-berlin","top":3,"weights":{"degree":10},"where":"years >= 2"}`),
	"rank-all":          json.RawMessage(`{"role":"r-ref-mlops-berlin","plain":true}`),
	"score":             json.RawMessage(`{"role":{"title":{"name":"Data Engineer"},"requirements":[{"kind":"skill","name":"Python","necessity":"must"}]},"candidate":"Jana Example\n\nExperience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n\nSkills\nPython, SQL\n"}`),
	"explain":           json.RawMessage(`{"role":"r-ref-mlops-berlin","candidate":"c-001"}`),
	"what-if":           json.RawMessage(`{"role":"r-ref-mlops-berlin","top":5,"change":{"weights":{"degree":20},"drop":["degree"]},"shakes":20,"seed":7}`),
	"gaps":              json.RawMessage(`{"candidate":"c-001","top":3}`),
	"lint":              json.RawMessage(`{"role":"r-ref-mlops-berlin","threshold":600000}`),
	"create-search":     json.RawMessage(`{"name":"Berlin","for":"role","candidate":"c-001","where":"city within 50km of Berlin","above":700000}`),
	"replace-search":    json.RawMessage(`{"name":"Germany","for":"candidate","where":"country = DE and years >= 5"}`),
	"estimate":          json.RawMessage(`{"title":"Data Engineer","level":"senior","place":"Berlin","currency":"EUR"}`),
	"replace-policy":    json.RawMessage(`{"base":"balanced","weights":{"degree":0,"title":15}}`),
	"start-rescore":     json.RawMessage(`{"top":20}`),
	"tools":             json.RawMessage(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"kubernetes","limit":3}}}`),
	"create-key":        json.RawMessage(`{"role":"recruiter","label":"talent team","days":90}`),
}

// parameterExamples are those of parameters, by operation and name.
var parameterExamples = map[string]any{
	"get-candidate.id": "c-001", "replace-candidate.id": "c-example", "replace-candidate.If-None-Match": "*", "correct-candidate.id": "c-001", "delete-candidate.id": "c-002",
	"get-json-resume.id": "c-001", "get-identity.id": "c-001", "get-identity.purpose": "placement", "list-consents.id": "c-001", "give-consent.id": "c-001", "withdraw-consent.id": "c-001", "withdraw-consent.consent": "k-example",
	"export-person.id": "c-001", "export-person.purpose": "administration", "erase-person.id": "c-005", "list-accesses.limit": 10, "list-accesses.candidate": "c-001", "replace-identity.id": "c-example", "replace-identity.If-None-Match": "*", "delete-identity.id": "c-001",
	"get-role.id": "r-001", "replace-role.id": "r-example", "replace-role.If-None-Match": "*", "correct-role.id": "r-001", "delete-role.id": "r-002", "get-job-posting.id": "r-001",
	"list-reviews.role": "r-ref-mlops-berlin", "change-review.id": "r-ref-mlops-berlin", "change-review.candidate": "c-001",
	"get-review.id": "r-ref-mlops-berlin", "get-review.candidate": "c-003", "delete-review.id": "r-ref-mlops-berlin", "delete-review.candidate": "c-003",
	"import.name": "cv.txt", "import.dryRun": true, "import.show": true,
	"search.q": "kubernetes", "search.kind": "candidate", "suggest.kind": "skill", "suggest.q": "kuber", "list-candidates.limit": 5, "list-roles.limit": 5,
	"get-search.id": "s-example", "list-matches.id": "s-example", "alerts.since": 0, "replace-search.id": "s-new", "replace-search.If-None-Match": "*", "delete-search.id": "s-example",
	"replace-policy.name": "no-degree", "delete-policy.name": "no-degree", "moves.limit": 10, "list-imports.limit": 5,
	"market.by": []string{"skill", "pay"}, "market.currency": "EUR",
	"changes.since": 10, "changes.limit": 5, "events.since": 0, "dump-roles.format": "jobposting", "dump-candidates.format": "jsonresume",
}
