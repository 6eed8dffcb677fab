package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"tenon/profiles"
)

func recordOf(t *testing.T, h http.Handler, path string, into any) {
	t.Helper()
	w := get(t, h, path, nil)
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
}

func TestFieldsStayWhatTheyWere(t *testing.T) {
	h := open(t)
	const role = "/roles/r-ref-mlops-berlin/correct"
	for _, form := range []url.Values{
		{"path": {"/pay/minCents", "/pay/maxCents", "/pay/currency"}, "value": {"91,000.50", "120000", "EUR"}},
		{"path": {"/employer/name"}, "value": {"2018"}},
		{"path": {"/validThrough"}, "value": {"2026-12"}},
		{"add": {"/modes"}, "value": {"remote"}},
		{"add": {"/remoteCountries"}, "value": {"DE"}},
		{"remove": {"/values/0"}},
	} {
		if w := post(t, h, role, form, nil); w.Code != http.StatusSeeOther {
			t.Fatalf("%v: %d %s", form, w.Code, w.Body)
		}
	}
	var r profiles.Role
	recordOf(t, h, "/v1/roles/r-ref-mlops-berlin", &r)
	if r.Pay.Min != 91_000_50 || r.Pay.Max != 120_000_00 || r.Employer.Name != "2018" || r.ValidThrough.String() != "2026-12" || len(r.Modes) != 2 ||
		len(r.RemoteCountries) != 1 || len(r.Values) != 1 {
		t.Errorf("%+v, pay %+v", r, r.Pay)
	}
	w := post(t, h, role, url.Values{"path": {"/pay/minCents"}, "value": {"a lot"}}, nil)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "is no number") {
		t.Errorf("a pay in words: %d", w.Code)
	}
}

func TestWhatIsNotThereCanBeFilledIn(t *testing.T) {
	h := open(t)
	if w := post(t, h, "/v1/candidates", nil, nil); w.Code == http.StatusOK {
		t.Fatal("not as a form")
	}
	r := httptest.NewRequest(http.MethodPut, "http://127.0.0.1/v1/candidates/bare", strings.NewReader(`{"skills":[{"name":"Go"}]}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("If-None-Match", "*")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusCreated {
		t.Fatal(w.Body)
	}
	for _, form := range []url.Values{
		{"path": {"/headline"}, "value": {"Go engineer"}},
		{"path": {"/place/city", "/place/country"}, "value": {"Berlin", "DE"}},
		{"path": {"/preferences/pay/min/cents", "/preferences/pay/min/currency", "/preferences/pay/min/period", "/preferences/place/withinKm"}, "value": {"70000", "EUR", "year", ""}},
		{"path": {"/summary"}, "value": {""}},
		{"add": {"/jobs"}, "value": {"Engineer"}},
	} {
		if w := post(t, h, "/candidates/bare/correct", form, nil); w.Code != http.StatusSeeOther {
			t.Fatalf("%v: %d %s", form, w.Code, w.Body)
		}
	}
	var c profiles.Candidate
	recordOf(t, h, "/v1/candidates/bare", &c)
	if c.Headline != "Go engineer" || c.Place == nil || c.Place.Geo == 0 || c.Preferences == nil || c.Preferences.Pay == nil || c.Preferences.Pay.Min.Cents != 70_000_00 ||
		c.Preferences.Place != nil || len(c.Jobs) != 1 {
		t.Errorf("%+v, %+v", c, c.Preferences)
	}
}

func TestANewNameForgetsTheConceptOfTheOld(t *testing.T) {
	h := open(t)
	r := httptest.NewRequest(http.MethodPut, "http://127.0.0.1/v1/candidates/x", strings.NewReader(`{"skills":[{"name":"Go","concept":"skill/go","level":4}]}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("If-None-Match", "*")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusCreated {
		t.Fatal(w.Body)
	}
	if w := post(t, h, "/candidates/x/correct", url.Values{"path": {"/skills/0/name", "/skills/0/level"}, "value": {"Rust", "4"}}, nil); w.Code != http.StatusSeeOther {
		t.Fatal(w.Body)
	}
	var c profiles.Candidate
	recordOf(t, h, "/v1/candidates/x", &c)
	if len(c.Skills) != 1 || c.Skills[0].Name != "Rust" || c.Skills[0].Concept != "" || c.Skills[0].Level != 4 {
		t.Errorf("%+v", c.Skills)
	}
}

func TestARequirementThatHasMovedIsNotTheOneThatIsChanged(t *testing.T) {
	h := open(t)
	w := post(t, h, "/roles/r-ref-mlops-berlin/requirements/0", url.Values{"was": {"Something else"}, "do": {"drop"}}, nil)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "changed meanwhile") {
		t.Errorf("%d", w.Code)
	}
	var r profiles.Role
	recordOf(t, h, "/v1/roles/r-ref-mlops-berlin", &r)
	n := len(r.Requirements)
	if w := post(t, h, "/roles/r-ref-mlops-berlin/requirements/1", url.Values{"was": {r.Requirements[1].Name}, "necessity": {"nice"}, "gate": {"1"}, "level": {"2"}}, nil); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if w := post(t, h, "/roles/r-ref-mlops-berlin/requirements/0", url.Values{"was": {r.Requirements[0].Name}, "do": {"drop"}}, nil); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	recordOf(t, h, "/v1/roles/r-ref-mlops-berlin", &r)
	if q := r.Requirements[0]; len(r.Requirements) != n-1 || q.Necessity != profiles.Nice || !q.Gate || q.Level != 2 {
		t.Errorf("%d of %d, the first %+v", len(r.Requirements), n, q)
	}
}
