package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tenon/engine/pay"
)

// An estimate counts whatever the organisation sees, as the market does, and names as evidence the roles alone that who asks could read.
func TestAnEstimateNamesTheRolesThatWhoAsksSees(t *testing.T) {
	h := houses(t)
	const paid = `"title":{"name":"Data Engineer"},"seniority":"senior","place":{"city":"Riga","country":"LV"},"pay":{"minCents":6000000,"maxCents":7000000,"currency":"EUR","period":"year"}`
	for _, x := range []struct{ org, id, more string }{
		{"acme", "r-own", ``}, {"acme", "r-closed", `,"validThrough":"2026-01"`}, {"beta", "r-shown", `,"visibility":"public"`}, {"beta", "r-hidden", ``}, {"beta", "r-past", `,"visibility":"public","validThrough":"2026-01"`},
	} {
		as(t, h, "admin/"+x.org+"/", "PUT", "/v1/roles/"+x.id+"?wait=searchable", "{"+paid+x.more+"}", 201, "If-None-Match", "*")
	}
	var numbers []pay.Range
	for _, c := range []struct {
		who  string
		want string // ids, with the organisation where it is another
	}{
		{"admin/acme/", "beta/r-past beta/r-shown r-closed r-own"},
		{"recruiter/acme/", "r-closed r-own"},
		{"candidate/acme/c-acme", "beta/r-shown r-own"},
		{"batch/acme/", "beta/r-past beta/r-shown r-closed r-own"},
		{"recruiter/beta/", "r-hidden r-past r-shown"},
	} {
		var e pay.Estimate
		w := as(t, h, c.who, "POST", "/v1/estimate", `{"title":"Data Engineer","level":"senior","place":"Riga"}`, 200)
		if err := json.Unmarshal(w.Body.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range e.Evidence.Roles {
			id := r.ID
			if r.Org != nil {
				id = *r.Org + "/" + id
			}
			got = append(got, id)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: the evidence names %v, want %s", c.who, got, c.want)
		}
		if strings.HasSuffix(c.who, "/acme/") || strings.Contains(c.who, "c-acme") {
			numbers = append(numbers, e.Base)
			if e.Evidence.Own != 4 {
				t.Errorf("%s: %d stored roles are counted, want 4", c.who, e.Evidence.Own)
			}
		}
	}
	for _, n := range numbers {
		if n != numbers[0] {
			t.Errorf("the numbers depend on the role: %+v", numbers)
		}
	}
}

func TestAnEstimateIsOfWhatWhoAsksSees(t *testing.T) {
	h := houses(t)
	const role = `{"title":{"name":"Data Engineer"},"place":{"city":"Riga","country":"LV"}`
	as(t, h, "admin/acme/", "PUT", "/v1/roles/r-closed?wait=searchable", role+`,"validThrough":"2026-01"}`, 201, "If-None-Match", "*")
	as(t, h, "candidate/beta/c-beta", "POST", "/v1/candidates/c-beta/consents?wait=searchable", `{"purpose":"placement","org":"acme"}`, 201)
	for _, c := range []struct {
		who, body string
		want      int
	}{
		{"recruiter/acme/", `{"role":"r-closed"}`, 200},
		{"candidate/acme/c-acme", `{"role":"r-closed"}`, 404},
		{"candidate/acme/c-acme", `{"role":"r-beta","roleOrg":"beta"}`, 200},
		{"recruiter/acme/", `{"role":"r-beta","roleOrg":"beta"}`, 404},
		{"admin/acme/", `{"role":"r-beta","roleOrg":"beta"}`, 200},
		{"recruiter/acme/", `{"candidate":"c-beta","candidateOrg":"beta","title":"Data Engineer"}`, 200}, // shared
		{"recruiter/beta/", `{"candidate":"c-acme","candidateOrg":"acme","title":"Data Engineer"}`, 404}, // not shared
		{"candidate/acme/c-acme", `{"candidate":"c-beta","candidateOrg":"beta","title":"Data Engineer"}`, 404},
		{"candidate/acme/c-acme", `{"candidate":"c-acme","candidateOrg":"beta","title":"Data Engineer"}`, 404},
	} {
		as(t, h, c.who, "POST", "/v1/estimate", c.body, c.want)
	}
	as(t, h, "recruiter/acme/", "POST", "/v1/gaps", `{"candidate":"c-beta","candidateOrg":"beta"}`, 200)
	as(t, h, "recruiter/beta/", "POST", "/v1/gaps", `{"candidate":"c-acme","candidateOrg":"acme"}`, 404)
}
