package api

import (
	"slices"

	"tenon/api/auth"
)

// everyone are all roles of a principal.
var everyone = auth.Roles()

// staff are those who work for an organisation.
var staff = []auth.Role{auth.Admin, auth.Recruiter}

// permissions is the one table of who may call which operation. What of the records a role sees is the table of sees.go.
//
// An auditor gets numbers and what is not of a person: reviews, moves and reports of imports come without ids of candidates, texts and
// names of files. The one exception is the log of access, which has the ids of those whose identity was read, and never who they are: whether
// each access had its reason is what is audited, and cannot be without. A test asks all that an auditor may ask.
var permissions = map[string][]auth.Role{
	"health":  {auth.Anyone},
	"ready":   {auth.Anyone},
	"openapi": {auth.Anyone},
	"docs":    {auth.Anyone},
	"docs-js": {auth.Anyone},
	"metrics": {auth.Admin, auth.Auditor},
	"tools":   everyone, // each tool asks again, as the operation that it stands for

	"list-candidates":   {auth.Admin, auth.Recruiter, auth.Batch},
	"create-candidate":  {auth.Admin, auth.Recruiter, auth.Batch},
	"get-candidate":     {auth.Admin, auth.Recruiter, auth.Batch, auth.Candidate},
	"replace-candidate": {auth.Admin, auth.Recruiter, auth.Batch, auth.Candidate},
	"correct-candidate": {auth.Admin, auth.Recruiter, auth.Candidate},
	"delete-candidate":  {auth.Admin, auth.Recruiter, auth.Candidate},
	"get-json-resume":   {auth.Admin, auth.Recruiter, auth.Batch, auth.Candidate},
	"get-identity":      {auth.Admin, auth.Recruiter, auth.Candidate},
	"replace-identity":  {auth.Admin, auth.Recruiter, auth.Candidate},
	"delete-identity":   {auth.Admin, auth.Recruiter, auth.Candidate},

	"list-consents":    {auth.Admin, auth.Recruiter, auth.Candidate},
	"give-consent":     {auth.Admin, auth.Candidate},
	"withdraw-consent": {auth.Admin, auth.Candidate},
	"export-person":    {auth.Admin, auth.Candidate},
	"erase-person":     {auth.Admin, auth.Candidate},
	"list-accesses":    {auth.Admin, auth.Auditor},

	"list-roles":      {auth.Admin, auth.Recruiter, auth.Batch, auth.Candidate},
	"create-role":     {auth.Admin, auth.Recruiter, auth.Batch},
	"get-role":        {auth.Admin, auth.Recruiter, auth.Batch, auth.Candidate},
	"replace-role":    {auth.Admin, auth.Recruiter, auth.Batch},
	"correct-role":    staff,
	"delete-role":     staff,
	"get-job-posting": {auth.Admin, auth.Recruiter, auth.Batch, auth.Candidate},

	"list-reviews":  {auth.Admin, auth.Recruiter, auth.Auditor},
	"count-reviews": {auth.Admin, auth.Recruiter, auth.Auditor},
	"get-review":    staff,
	"change-review": staff,
	"delete-review": staff,

	"load-candidates": {auth.Admin, auth.Batch},
	"dump-candidates": {auth.Admin, auth.Batch},
	"load-roles":      {auth.Admin, auth.Batch},
	"dump-roles":      {auth.Admin, auth.Batch},
	"import":          {auth.Admin, auth.Recruiter, auth.Batch},

	"rank":     {auth.Admin, auth.Recruiter, auth.Candidate, auth.Batch},
	"rank-all": {auth.Admin, auth.Recruiter, auth.Candidate, auth.Batch},
	"score":    {auth.Admin, auth.Recruiter, auth.Candidate, auth.Batch},
	"explain":  {auth.Admin, auth.Recruiter, auth.Candidate, auth.Batch},
	"what-if":  {auth.Admin, auth.Recruiter, auth.Candidate, auth.Batch},
	"gaps":     {auth.Admin, auth.Recruiter, auth.Candidate, auth.Batch},
	"lint":     {auth.Admin, auth.Recruiter, auth.Batch},
	"market":   everyone,
	"estimate": {auth.Admin, auth.Recruiter, auth.Candidate, auth.Batch},
	"search":   {auth.Admin, auth.Recruiter, auth.Candidate, auth.Batch},
	"suggest":  everyone,
	"policies": everyone,

	"replace-policy": {auth.Admin},
	"delete-policy":  {auth.Admin},
	"list-imports":   {auth.Admin, auth.Recruiter, auth.Batch, auth.Auditor},
	"moves":          {auth.Admin, auth.Recruiter, auth.Batch, auth.Auditor},
	"state":          {auth.Admin, auth.Auditor},

	"list-searches":  {auth.Admin, auth.Recruiter, auth.Candidate},
	"create-search":  {auth.Admin, auth.Recruiter, auth.Candidate},
	"get-search":     {auth.Admin, auth.Recruiter, auth.Candidate},
	"replace-search": {auth.Admin, auth.Recruiter, auth.Candidate},
	"list-matches":   {auth.Admin, auth.Recruiter, auth.Candidate},
	"alerts":         {auth.Admin, auth.Recruiter, auth.Candidate},
	"delete-search":  {auth.Admin, auth.Recruiter, auth.Candidate},
	"me":             everyone,
	"create-session": everyone,
	"end-session":    everyone,
	"list-keys":      {auth.Admin},
	"create-key":     {auth.Admin},
	"rotate-key":     {auth.Admin},
	"revoke-key":     {auth.Admin},

	"start-rescore":  {auth.Admin, auth.Batch},
	"list-rescores":  {auth.Admin, auth.Batch, auth.Auditor},
	"get-rescore":    {auth.Admin, auth.Batch, auth.Auditor},
	"watch-rescore":  {auth.Admin, auth.Batch, auth.Auditor},
	"cancel-rescore": {auth.Admin, auth.Batch},
	"changes":        {auth.Admin, auth.Recruiter, auth.Batch},
	"events":         {auth.Admin, auth.Recruiter, auth.Batch},
}

// may says whether a role may call an operation. One without a row nobody may call.
func may(role auth.Role, operation string) bool {
	roles := permissions[operation]
	return slices.Contains(roles, role) || slices.Contains(roles, auth.Anyone)
}
