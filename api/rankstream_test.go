package api_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/api"
	"tenon/api/wire"
	"tenon/engine"
)

// ranked reads a ranking that is streamed.
func ranked(t *testing.T, body string) (head *engine.Ranking, results []engine.Result, end *wire.RankedEnd) {
	t.Helper()
	lines := bufio.NewScanner(strings.NewReader(body))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l wire.RankedLine
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatalf("%s: %v", lines.Bytes(), err)
		}
		switch {
		case end != nil:
			t.Fatalf("behind the end: %s", lines.Bytes())
		case head == nil:
			head = l.Ranking
		case l.Result != nil:
			results = append(results, *l.Result)
		default:
			end = l.End
		}
	}
	if head == nil || end == nil || end.Results != len(results) {
		t.Fatalf("not whole: %v, %d results, %+v", head, len(results), end)
	}
	return head, results, end
}

// All of a ranking is what its pages are, in one answer.
func TestAllOfARankingIsItsPages(t *testing.T) {
	h := handler(t, api.Options{})
	for _, q := range []string{`"role":"r-ref-mlops-berlin"`, `"role":"r-ref-mlops-berlin","plain":true,"weights":{"degree":50},"lambda":0`, `"role":"r-ref-mlr-bengaluru","vetoed":true`, `"candidate":"c-001","where":"pay >= 60000 EUR"`} {
		w := ask(t, h, "POST", "/v1/rank/all", "{"+q+"}")
		if w.Code != 200 || w.Header().Get("Content-Type") != "application/x-ndjson" {
			t.Fatalf("%s: %d %s", q, w.Code, w.Body)
		}
		head, results, _ := ranked(t, w.Body.String())
		var pages []engine.Result
		var page wire.Ranking
		for more := true; more; more = page.Next != "" {
			body := fmt.Sprintf(`{%s,"top":7,"cursor":%q}`, q, page.Next)
			page = wire.Ranking{}
			if w := ask(t, h, "POST", "/v1/rank", body); json.Unmarshal(w.Body.Bytes(), &page) != nil || page.Ranking == nil {
				t.Fatalf("%s: %s", body, w.Body)
			}
			pages = append(pages, page.Results...)
		}
		if d := cmp.Diff(pages, results); d != "" || len(pages) == 0 {
			t.Errorf("%s: %d in pages: %s", q, len(pages), d)
		}
		page.Results = []engine.Result{}
		if d := cmp.Diff(page.Ranking, head); d != "" {
			t.Errorf("%s: %s", q, d)
		}
	}
	for _, more := range []string{`"top":5`, `"from":2`, `"order":true`, `"cursor":"e30"`} {
		if p := refused(t, h, wire.CodeInvalid, "POST", "/v1/rank/all", `{"role":"r-001",`+more+"}"); len(p.Errors) != 1 || p.Errors[0].Path != "body" {
			t.Errorf("%s: %+v", more, p)
		}
	}
	refused(t, h, wire.CodeNotFound, "POST", "/v1/rank/all", `{"role":"none"}`)
	refused(t, h, wire.CodeInvalid, "POST", "/v1/rank/all", `{"role":"r-001","where":"yeers > 3"}`)
}

// A page may begin at a rank.
func TestAPageBeginsAtARank(t *testing.T) {
	h := handler(t, api.Options{})
	_, all, _ := ranked(t, ask(t, h, "POST", "/v1/rank/all", `{"role":"r-ref-mlops-berlin","plain":true}`).Body.String())
	for _, from := range []int{1, 2, 11, len(all)} {
		var page wire.Ranking
		w := ask(t, h, "POST", "/v1/rank", fmt.Sprintf(`{"role":"r-ref-mlops-berlin","plain":true,"top":5,"from":%d}`, from))
		if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || page.Ranking == nil {
			t.Fatalf("%s", w.Body)
		}
		if d := cmp.Diff(all[from-1:min(len(all), from+4)], page.Results); d != "" {
			t.Errorf("from %d: %s", from, d)
		}
	}
	if p := refused(t, h, wire.CodeInvalid, "POST", "/v1/rank", `{"role":"r-001","from":100001}`); len(p.Errors) != 1 || p.Errors[0].Path != "body.from" && p.Errors[0].Path != "from" {
		t.Errorf("%+v", p.Errors)
	}
	refused(t, h, wire.CodeInvalid, "POST", "/v1/rank", `{"role":"r-001","from":5,"cursor":"eyJuIjozfQ"}`)
}
