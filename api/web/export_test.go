package web_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// load streams records in.
func load(t *testing.T, h http.Handler, kind, lines string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/v1/bulk/"+kind+"?wait=searchable", strings.NewReader(lines))
	r.Header.Set("Content-Type", "application/x-ndjson")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
}

// export reads the file of a ranking.
func export(t *testing.T, h http.Handler, query string) ([][]string, *httptest.ResponseRecorder) {
	t.Helper()
	w := get(t, h, "/rank/export?"+query, nil)
	text, marked := strings.CutPrefix(w.Body.String(), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !marked || w.Code != http.StatusOK {
		t.Fatalf("%d, marked %v, %v: %.300s", w.Code, marked, err, w.Body)
	}
	return rows, w
}

func TestARankingIsExportedWhole(t *testing.T) {
	h := open(t)
	var lines strings.Builder
	for i := range 2300 { // more than two pages of the export
		fmt.Fprintf(&lines, `{"id":"many-%04d","headline":"Engineer %d","skills":[{"name":"Kubernetes","level":%d}]}`+"\n", i, i, i%5+1)
	}
	load(t, h, "candidates", lines.String())
	if w := post(t, h, "/roles/r-ref-mlops-berlin/reviews/c-001", url.Values{"listed": {"1"}, "verdict": {"invite"}, "reason": {"has it all"}}, nil); w.Code != http.StatusSeeOther {
		t.Fatal(w.Body)
	}
	rows, w := export(t, h, "role=r-ref-mlops-berlin")
	if d := w.Header().Get("Content-Disposition"); !strings.HasPrefix(d, "attachment;") {
		t.Errorf("disposition %q", d)
	}
	if len(rows) < 2300+40 || rows[0][0] != "rank" || len(rows[0]) != len(rows[1]) {
		t.Fatalf("%d rows, %v", len(rows), rows[0])
	}
	seen, last := map[string]bool{}, ""
	for i, r := range rows[1:] {
		if r[0] != fmt.Sprint(i+1) || seen[r[1]] {
			t.Fatalf("row %d is %v", i+1, r)
		}
		seen[r[1]], last = true, r[3]
	}
	if first := rows[1]; first[1] != "c-001" || first[12] != "yes" || first[13] != "Invite" || first[3] == last {
		t.Errorf("the first is %v, the last has %s", first, last)
	}
	if some, _ := export(t, h, "role=r-ref-mlops-berlin&near=Berlin&km=50&mode=hybrid"); len(some) >= len(rows) || len(some) < 2 {
		t.Errorf("with filters %d rows of %d", len(some), len(rows))
	}
	if w := get(t, h, "/rank/export?role=none", nil); w.Code != http.StatusNotFound || w.Header().Get("Content-Disposition") != "" {
		t.Errorf("of no role: %d", w.Code)
	}
	if w := get(t, h, "/rank/export?role=r-ref-mlops-berlin&where=yeers+%3E+3", nil); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("with a slip: %d", w.Code)
	}
}

func TestNoCellOfAnExportIsAFormula(t *testing.T) {
	h := open(t)
	bad := []string{`=1+1`, `+1`, `-1`, `@SUM(A1)`, "\\t=1", ` =1`, `＝1`, "|cmd", "%0", "\u200b=1"}
	var lines strings.Builder
	for i, s := range bad {
		fmt.Fprintf(&lines, `{"id":"f-%d","headline":"%s","skills":[{"name":"Kubernetes"}]}`+"\n", i, s)
	}
	lines.WriteString(`{"id":"fine","headline":"C++, a=b","skills":[{"name":"Kubernetes"}]}` + "\n")
	load(t, h, "candidates", lines.String())
	rows, _ := export(t, h, "role=r-ref-mlops-berlin")
	found := 0
	for _, r := range rows[1:] {
		for _, cell := range r {
			if s := strings.TrimLeft(cell, " \t\r\n\u200b"); s != "" && strings.ContainsRune("=+-@＝", []rune(s)[0]) {
				t.Errorf("a formula: %q", cell)
			}
		}
		if strings.HasPrefix(r[1], "f-") {
			if found++; !strings.HasPrefix(r[2], "'") {
				t.Errorf("%s is as it was: %q", r[1], r[2])
			}
		}
		if r[1] == "fine" && r[2] != "C++, a=b" {
			t.Errorf("changed: %q", r[2])
		}
	}
	if found != len(bad) {
		t.Errorf("%d of %d", found, len(bad))
	}
}

// A filter that cannot be read leaves the weights where they are.
func TestAFaultInAFilterLeavesTheSlidersAlone(t *testing.T) {
	h := open(t)
	w := get(t, h, "/rank?role=r-ref-mlops-berlin&where=yeers+%3E+3", nil)
	if s := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(s, "did you mean years") || !strings.Contains(s, `id="o-skills" for="w-skills">54<`) || strings.Contains(s, "seq 0") {
		t.Errorf("%d %.3000s", w.Code, s)
	}
	if w := get(t, h, "/rank?role=r-ref-mlops-berlin&policy=none-such", nil); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "role=\"alert\"") {
		t.Errorf("a policy that there is not: %d", w.Code)
	}
}
