package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"

	"tenon/api"
	"tenon/api/wire"
)

const resume = "Experience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n- Built pipelines in Spark\n\nSkills\nPython, SQL\n"

// form is a multipart body of files and its media type.
func form(t *testing.T, files ...string) (string, string) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		w, err := m.CreateFormFile("file", files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), m.FormDataContentType()
}

func imported(t *testing.T, body []byte) (x wire.Imported) {
	t.Helper()
	if err := json.Unmarshal(body, &x); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return x
}

func TestFilesOfAFormAreImportedWithTheirReport(t *testing.T) {
	h := handler(t, api.Options{})
	body, media := form(t, "cv.txt", resume, "people.csv", "id,headline,skills\nt-1,Potter,SQL\nt-2,Weaver,Python\n", `..\..\evil\roles.json`, `{"kind":"role","id":"r-new","title":{"name":"Potter"}}`, "bad.json", `{"kind":"role","titel":1}`)
	w := ask(t, h, "POST", "/v1/imports?show=true&wait=searchable", body, "Content-Type", media)
	x := imported(t, w.Body.Bytes())
	if w.Code != 200 || x.Report.Files != 4 || x.Report.Accepted != 4 || x.Report.Rejected != 1 || len(x.Records) != 5 {
		t.Fatalf("%d %+v", w.Code, x.Report)
	}
	if f := x.Report.Faults[0]; f.File != "bad.json" || f.Path != "titel" {
		t.Errorf("%+v", f)
	}
	if x.Records[0].Candidate == nil || x.Records[0].Candidate.ID == "" || len(x.Records[0].Facts) == 0 || x.Records[3].File != "roles.json" {
		t.Errorf("%+v", x.Records)
	}
	if w := ask(t, h, "GET", "/v1/candidates/t-2", ""); w.Code != 200 || w.Header().Get("ETag") == "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestTwoFilesOfOneNameAreTwoRecordsAndOneSentTwiceIsOne(t *testing.T) {
	h := handler(t, api.Options{})
	id := func(text string) string {
		w := ask(t, h, "POST", "/v1/imports?name=cv.txt&show=true", text, "Content-Type", "text/plain")
		return imported(t, w.Body.Bytes()).Records[0].Candidate.ID
	}
	a, b, c := id(resume), id(strings.Replace(resume, "Spark", "Flink", 1)), id(resume)
	if a == b || a != c {
		t.Errorf("%s %s %s", a, b, c)
	}
	w := ask(t, h, "POST", "/v1/imports?name=cv.txt&show=true&id=mine", resume, "Content-Type", "text/plain")
	if x := imported(t, w.Body.Bytes()); x.Records[0].Candidate.ID != "mine" {
		t.Errorf("%+v", x)
	}
}

func TestADryRunWritesNothing(t *testing.T) {
	h := handler(t, api.Options{})
	before := ask(t, h, "GET", "/readyz", "").Body.String()
	w := ask(t, h, "POST", "/v1/imports?name=cv.txt&dryRun=true", resume, "Content-Type", "text/plain")
	if x := imported(t, w.Body.Bytes()); w.Code != 200 || x.Report.Accepted != 1 || x.Report.Seq != 0 {
		t.Errorf("%d %+v", w.Code, x)
	}
	if after := ask(t, h, "GET", "/readyz", "").Body.String(); after != before {
		t.Errorf("%s: was %s", after, before)
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	h := handler(t, api.Options{})
	empty, media := form(t)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/imports", empty, "Content-Type", media)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/imports", "no form", "Content-Type", "multipart/form-data; boundary=x")
	refused(t, h, wire.CodeInvalid, "POST", "/v1/imports?columns=Stack", resume, "Content-Type", "text/plain")
	refused(t, h, wire.CodeInvalid, "POST", "/v1/imports?kind=person", resume, "Content-Type", "text/plain")
	refused(t, h, wire.CodeTooLarge, "POST", "/v1/imports", strings.Repeat("x", 65<<20), "Content-Type", "text/plain")
	w := ask(t, h, "POST", "/v1/imports?name=cv.pdf", "%PDF-1.4 garbage", "Content-Type", "application/pdf")
	if x := imported(t, w.Body.Bytes()); w.Code != 200 || x.Report.Rejected != 1 || len(x.Report.Faults) == 0 {
		t.Errorf("%d %+v", w.Code, x)
	}
}

func TestWhatIsStreamedOutComesInAgainAsItWas(t *testing.T) {
	from, to := handler(t, api.Options{}), handler(t, api.Options{})
	for _, kind := range []string{"candidates", "roles"} {
		all := ask(t, from, "GET", "/v1/bulk/"+kind, "")
		if all.Code != 200 || all.Header().Get("Content-Type") != "application/x-ndjson" {
			t.Fatalf("%d %v", all.Code, all.Header())
		}
		w := ask(t, to, "POST", "/v1/bulk/"+kind, all.Body.String(), "Content-Type", "application/x-ndjson")
		var r struct{ Accepted, Rejected int }
		if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil || r.Rejected > 0 || r.Accepted != strings.Count(all.Body.String(), "\n") {
			t.Errorf("%s: %+v, %v: %.500s", kind, r, err, w.Body)
		}
	}
	for kind, format := range map[string]string{"candidates": "jsonresume", "roles": "jobposting"} {
		w := ask(t, from, "GET", "/v1/bulk/"+kind+"?format="+format, "")
		for line := range strings.Lines(w.Body.String()) {
			if !json.Valid([]byte(line)) {
				t.Errorf("%s: %s", format, line)
			}
		}
		refused(t, from, wire.CodeInvalid, "GET", "/v1/bulk/roles?format=jsonresume", "")
	}
}

func TestALoadReportsWhatIsBadAndKeepsTheRest(t *testing.T) {
	h := handler(t, api.Options{})
	var lines strings.Builder
	for i := range 500 {
		fmt.Fprintf(&lines, `{"id":"b-%d","headline":"Potter","skills":[{"name":"SQL","level":%d}]}`+"\n", i, 1+i%6)
	}
	w := ask(t, h, "POST", "/v1/bulk/candidates?wait=searchable", lines.String(), "Content-Type", "application/x-ndjson")
	var r struct {
		Records, Accepted, Rejected int
		Faults                      []struct{ Path string }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil || r.Records != 500 || r.Rejected != 83 || r.Accepted != 417 || r.Faults[0].Path != "skills[0].level" {
		t.Errorf("%+v, %v", r, err)
	}
	if w := ask(t, h, "GET", "/v1/search?kind=candidate&q=potter&limit=0", ""); !strings.Contains(w.Body.String(), `"total":417`) {
		t.Errorf("%s", w.Body)
	}
	// Without ids, two loads are two sets; with one key they are one.
	for _, key := range []string{"", "", "k", "k"} {
		ask(t, h, "POST", "/v1/bulk/candidates?wait=searchable", `{"headline":"Cooper"}`+"\n", "Content-Type", "application/x-ndjson", "Idempotency-Key", key)
	}
	if w := ask(t, h, "GET", "/v1/search?kind=candidate&q=cooper&limit=0", ""); !strings.Contains(w.Body.String(), `"total":3`) {
		t.Errorf("%s", w.Body)
	}
}
