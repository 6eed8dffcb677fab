package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// crowded are the pages over the sample and so many candidates more, who differ in level.
func crowded(t *testing.T, n int) http.Handler {
	t.Helper()
	h := open(t)
	var lines strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, `{"id":"many-%04d","headline":"Engineer %d","skills":[{"name":"Kubernetes","level":%d}]}`+"\n", i, i, i%5+1)
	}
	load(t, h, "candidates", lines.String())
	return h
}

var (
	rowOf  = regexp.MustCompile(`<span class="muted">([\d,]+)</span> <a href="/pair\?candidate=([^&"]+)`)
	linkTo = func(label string) *regexp.Regexp {
		return regexp.MustCompile(`<a class="button compact"[^>]* href="([^"#]*)#results">` + label + `</a>`)
	}
)

// shown are the ids and ranks on a page of a ranking.
func shown(t *testing.T, h http.Handler, query string) (ids, ranks []string, body string) {
	t.Helper()
	w := get(t, h, "/rank"+query, nil)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", query, w.Code, w.Body)
	}
	for _, m := range rowOf.FindAllStringSubmatch(w.Body.String(), -1) {
		ranks, ids = append(ranks, strings.ReplaceAll(m[1], ",", "")), append(ids, m[2])
	}
	return ids, ranks, w.Body.String()
}

// follow finds where a link of a page leads; "" is nowhere.
func follow(body, label string) string {
	m := linkTo(label).FindStringSubmatch(body)
	if m == nil {
		return ""
	}
	return strings.ReplaceAll(m[1], "&amp;", "&")
}

func TestAnyRankIsOneStepAway(t *testing.T) {
	h := crowded(t, 500)
	const question = "?role=r-ref-mlops-berlin&w.degree=40&sort=forward"
	rows, _ := export(t, h, question[1:])
	var all []string
	for _, r := range rows[1:] {
		all = append(all, r[1])
	}
	for _, from := range []int{1, 2, 137, 400, len(all) - 19} {
		ids, ranks, body := shown(t, h, fmt.Sprintf("%s&from=%d", question, from))
		if !slices.Equal(ids, all[from-1:from+19]) || ranks[0] != fmt.Sprint(from) {
			t.Errorf("from %d: %v of rank %v", from, ids, ranks)
		}
		if !strings.Contains(body, `<input type="hidden" name="w.degree" value="40">`) || !strings.Contains(body, `<input type="hidden" name="sort" value="forward">`) {
			t.Errorf("from %d: going on forgets the question", from)
		}
	}
	_, _, body := shown(t, h, question)
	if follow(body, "First") != "" || follow(body, "Previous") != "" {
		t.Error("the first page leads before itself")
	}
	ids, ranks, body := shown(t, h, follow(body, "Next"))
	if !slices.Equal(ids, all[20:40]) || ranks[0] != "21" {
		t.Errorf("the second page: %v %v", ids, ranks)
	}
	if ids, _, _ := shown(t, h, follow(body, "Previous")); !slices.Equal(ids, all[:20]) {
		t.Errorf("before the second page: %v", ids)
	}
	ids, ranks, body = shown(t, h, follow(body, "Last"))
	if len(ids) == 0 || ids[len(ids)-1] != all[len(all)-1] || ranks[len(ranks)-1] != fmt.Sprint(len(all)) || follow(body, "Next") != "" || follow(body, "Last") != "" {
		t.Errorf("the last page: %v %v", ids, ranks)
	}
	if ids, _, _ := shown(t, h, follow(body, "First")); !slices.Equal(ids, all[:20]) {
		t.Errorf("back at the first: %v", ids)
	}
	for _, from := range []string{"9999", "100000", "99999999999999999999", "-3", "x"} {
		ids, _, _ := shown(t, h, question+"&from="+from)
		want := all[:20]
		if from[0] == '9' && len(from) < 9 || from == "100000" {
			want = all[(len(all)-1)/20*20:]
		}
		if !slices.Equal(ids, want) {
			t.Errorf("from %s: %v", from, ids)
		}
	}
}
