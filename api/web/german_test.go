package web_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tenon/api/wire"
	"tenon/profiles/taxonomy"
)

// englishWords stand in nearly every English sentence, and in no German one.
var englishWords = regexp.MustCompile(`\b(?:(?i:the|of|and|is|are|with|for|your|from|this|that|has|have|what|how|which|when|where|months?|years?|roles?|scores?|none|asked|than|within|` +
	`on-site|synonym|same|narrower|broader|adjacent|related|recency|validity|skills|language|should|unknown|missing|partial|offered|wants|file|record|value)|` +
	`at|no|to|by|or|as|you|not|level|remote|permanent|must|met|pay|want)\b`)

// englishNumber is a number as English parts it: 1,234 or 96.84.
var englishNumber = regexp.MustCompile(`\b\d{1,3},\d{3}\b|\b\d+\.\d{2}\b`)

// names are what may stand in any language: labels of the taxonomy and every text of a record.
type names struct {
	texts []string
	byLow map[string][]string // by each English word that they hold
}

func (n *names) add(s string) {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" || englishWords.FindString(s) == s { // nothing, or a word of an enumeration
		return
	}
	n.texts = append(n.texts, strings.ToLower(s))
	for _, w := range englishWords.FindAllString(s, -1) {
		w = strings.ToLower(w)
		n.byLow[w] = append(n.byLow[w], strings.ToLower(s))
	}
}

func (n *names) addAll(v any) {
	switch v := v.(type) {
	case string:
		n.add(v)
	case []any:
		for _, x := range v {
			n.addAll(x)
		}
	case map[string]any:
		for _, x := range v {
			n.addAll(x)
		}
	}
}

// hold says whether an English word at a place of a text is a part of a name.
func (n *names) hold(text string, at []int) bool {
	low := strings.ToLower(text)
	for _, name := range n.byLow[low[at[0]:at[1]]] {
		for from := 0; ; {
			i := strings.Index(low[from:], name)
			if i < 0 {
				break
			}
			if from+i <= at[0] && at[1] <= from+i+len(name) {
				return true
			}
			from += i + 1
		}
		if len(low) > 30 && strings.Contains(name, strings.Trim(low, "…“”„ .")) { // a part of a longer text, as of a description
			return true
		}
	}
	return false
}

// namesOf are those of the taxonomy and of all records.
func namesOf(t *testing.T, p http.Handler) *names {
	t.Helper()
	n := &names{byLow: map[string][]string{}}
	tax := taxonomy.Default()
	for _, k := range []taxonomy.Kind{taxonomy.Skill, taxonomy.Title, taxonomy.Degree, taxonomy.Certification, taxonomy.Language, taxonomy.Industry} {
		for _, no := range tax.Of(k) {
			n.add(tax.Concept(no).Label)
		}
	}
	for _, path := range []string{"/v1/roles?limit=200", "/v1/candidates?limit=200"} {
		var all any
		if err := json.Unmarshal(get(t, p, path, nil).Body.Bytes(), &all); err != nil {
			t.Fatal(err)
		}
		n.addAll(all)
	}
	return n
}

// said are the texts of a page that people read or hear, but those marked as code or as of another language.
func said(node *html.Node, visit func(what, text string)) {
	if node.Type == html.TextNode {
		visit("text", strings.Join(strings.Fields(node.Data), " "))
	}
	if node.Type == html.ElementNode {
		if slices.Contains([]string{"script", "style", "textarea", "code"}, node.Data) {
			return
		}
		mono := false
		for _, a := range node.Attr {
			switch {
			case a.Key == "class" && slices.Contains(strings.Fields(a.Val), "mono"), a.Key == "lang" && node.Data != "html":
				mono = true
			}
		}
		if mono {
			return
		}
		for _, a := range node.Attr {
			if slices.Contains([]string{"title", "aria-label", "placeholder", "alt", "data-done"}, a.Key) {
				visit(a.Key, a.Val)
			}
		}
	}
	for c := node.FirstChild; c != nil; c = c.NextSibling {
		said(c, visit)
	}
}

// quoted is what somebody has typed, or can type, as it is.
var quoted = regexp.MustCompile(`„[^“]*“`)

var german = http.Header{"Accept-Language": {"de"}}

// TestNoPageInGermanSaysAnythingInEnglish walks all pages to both sides, with something on every one of them.
func TestNoPageInGermanSaysAnythingInEnglish(t *testing.T) {
	p := open(t)
	read, paths := drop(t, p, "candidate", "../../testdata/reading/dev/en-mlops.classic.pdf", "de"), inhabited(t, p)
	n := namesOf(t, p)
	for _, perspective := range []string{"candidate", "employer"} {
		for _, path := range paths {
			h := german.Clone()
			h.Set("Cookie", "tenon=perspective="+perspective+"&language=de")
			w := get(t, p, path, h)
			checkGerman(t, n, perspective+" "+path, w.Body.Bytes())
		}
	}
	checkGerman(t, n, "POST /read", []byte(read))
}

func checkGerman(t *testing.T, n *names, where string, page []byte) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	said(doc, func(what, text string) {
		if seen[text] {
			return
		}
		seen[text] = true
		text = quoted.ReplaceAllString(text, "„…“")
		for _, at := range englishWords.FindAllStringIndex(text, -1) {
			if !n.hold(text, at) {
				t.Errorf("%s: %s « %s » says %q", where, what, text, text[at[0]:at[1]])
				return
			}
		}
		for _, at := range englishNumber.FindAllStringIndex(text, -1) {
			if !slices.ContainsFunc(n.texts, func(s string) bool {
				return strings.Contains(s, text[at[0]:at[1]]) && strings.Contains(strings.ToLower(text), s)
			}) && !strings.Contains(text, "UTC") {
				t.Errorf("%s: %s « %s » writes %q", where, what, text, text[at[0]:at[1]])
				return
			}
		}
	})
}

// inhabited puts something on every page, and returns their addresses.
func inhabited(t *testing.T, p http.Handler) []string {
	t.Helper()
	send := func(method, path, body string) {
		r := httptest.NewRequest(method, "http://127.0.0.1"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("If-None-Match", "*")
		w := httptest.NewRecorder()
		if p.ServeHTTP(w, r); w.Code >= 400 {
			t.Fatalf("%s %s: %d: %s", method, path, w.Code, w.Body)
		}
	}
	send("PATCH", "/v1/roles/r-ref-mlops-berlin/reviews/c-001", `{"listed":true}`)
	send("PUT", "/v1/policies/eigen", `{"base":"skills-first","weights":{"degree":0}}`)
	send("POST", "/v1/rescores", `{"full":true}`)
	rescored(t, p)
	send("POST", "/v1/rescores", `{"full":true,"policy":"balanced"}`)
	rescored(t, p)
	send("PUT", "/v1/searches/news", `{"for":"role","candidate":"c-001","above":400000,"name":"Neues"}`)
	out := []string{"/operations/policies", "/operations/keys", "/alerts", "/alerts/new?candidate=c-001", "/alerts/news", "/shortlist?role=r-ref-mlops-berlin",
		"/rank?role=r-ref-mlops-berlin&show=near", "/rank?role=r-ref-mlops-berlin&show=vetoed", "/sign-in", "/match", "/search?q=kubernetes&kind=candidate"}
	for _, x := range everyPage(t) {
		if !strings.Contains(x.path, "seen") { // made for another test
			out = append(out, x.path)
		}
	}
	for _, role := range []string{"r-ref-mlops-berlin"} {
		for _, c := range []string{"c-002", "c-003", "c-005", "c-008", "c-014", "c-020"} {
			out = append(out, "/pair?role="+role+"&candidate="+c)
		}
	}
	var roles wire.Roles
	if err := json.Unmarshal(get(t, p, "/v1/roles?limit=30", nil).Body.Bytes(), &roles); err != nil {
		t.Fatal(err)
	}
	for _, r := range roles.Roles {
		out = append(out, "/roles/"+r.ID, "/pair?candidate=c-001&role="+r.ID)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// rescored waits until no run goes on.
func rescored(t *testing.T, p http.Handler) {
	t.Helper()
	for start := time.Now(); time.Since(start) < 10*time.Minute; {
		var all wire.Rescores
		if err := json.Unmarshal(get(t, p, "/v1/rescores", nil).Body.Bytes(), &all); err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(all.Rescores, func(x wire.Rescore) bool { return x.State == wire.JobRunning }) {
			return
		}
	}
	t.Fatal("the run does not end")
}
