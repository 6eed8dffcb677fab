package indextest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"tenon/index"
	"tenon/profiles"
)

// people are the records that the tests of words search.
func people() []index.Op {
	return []index.Op{
		{Key: key("aws"), Doc: &index.Doc{Title: "Cloud engineer", Body: "Moved the shop to AWS in a year.", Concepts: []string{"skill/aws"}}},
		{Key: key("cpp"), Doc: &index.Doc{Title: "Graphics developer", Body: "Renderers in C++ for the games of a publisher.", Concepts: []string{"skill/cpp"}}},
		{Key: key("c"), Doc: &index.Doc{Title: "Firmware developer", Body: "Drivers in C, for the real-time bus of a plane.", Concepts: []string{"skill/c"}}},
		{Key: key("k8s"), Doc: &index.Doc{Title: "Platform engineer", Body: "Runs Kubernetes. The web team and the services of others run on it.",
			Skills: []string{"Helm", "Argo"}, Employer: "Deutsche Bank", City: "New York", Concepts: []string{"skill/kubernetes"}}},
	}
}

func words(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	put(t, x, 1, people()...)
	for _, c := range []struct{ why, text, want string }{
		{"an alias of several words", "amazon web services", "aws"},
		{"an alias of several words is no phrase: its words count too", "web services", "k8s"},
		{"an alias among other words", "cloud amazon web services year", "aws"},
		{"a quoted alias is taken at its word", `"amazon web services"`, ""},
		{"an alias excludes what it names", "engineer -k8s", "aws"},
		{"a name with signs is not the name without", "c++", "cpp"},
		{"stop words ask for nothing", "the shop of", "aws"},
		{"one word that is nowhere, beside an exclusion", "unheard-of -engineer", ""},
		{"only exclusions", "-developer", "aws k8s"},
		{"an exclusion of what is nowhere", "developer -unheard", "c cpp"},
		{"a hyphen joins two words", "real-time", "c"},
		{"and its words stand apart", "real time", "c"},
		{"a phrase ends at the end of a name", `"helm argo"`, ""},
		{"the employer", `"deutsche bank"`, "k8s"},
		{"the city, in any case", "new york", "k8s"},
		{"a quotation without end", `"cloud engineer`, "aws"},
		{"syntax of a search engine is only words", "title:cloud", ""},
		{"a wildcard is none", "clou*", ""},
	} {
		got := strings.Fields(ids(t, x, c.text))
		if slices.Sort(got); strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s finds %q: want %q", c.why, c.text, got, c.want)
		}
	}
}

func snippets(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	long := strings.Repeat("Lorem ipsum über naïve dolor. ", 40)
	put(t, x, 1, append(people(), index.Op{Key: key("long"), Doc: &index.Doc{Title: "Long", Body: long + "Here stands a windmill, <b>turning</b>. " + long + "Windmills again."}})...)
	for text, want := range map[string][]string{
		"k8s":                          {"Runs «Kubernetes»."},
		`"real time"`:                  {"«real-time» bus"},
		"amazon web services":          {"to «AWS» in"},
		"windmill":                     {"stands a «windmill», <b>turning</b>.", "«Windmills» again."},
		"developer drivers -renderers": {"«Drivers» in C"},
	} {
		r, err := x.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Text: text, Limit: 1})
		if err != nil || len(r.Hits) != 1 || len(r.Hits[0].Snippets) != len(want) {
			t.Errorf("%s: %+v, %v: want one hit with %d snippets", text, r, err, len(want))
			continue
		}
		for i, s := range r.Hits[0].Snippets {
			if !strings.Contains(s, want[i]) || len(s) > 300 {
				t.Errorf("%s: snippet %q: want %q in it", text, s, want[i])
			}
		}
	}
}

// relevance: scores are numbers, the same in Search and Match, and a title says more than a text.
func relevance(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	put(t, x, 1, append(people(),
		index.Op{Key: key("title"), Doc: &index.Doc{Title: "Potter", Body: "Bowls and plates."}},
		index.Op{Key: key("text"), Doc: &index.Doc{Title: "Other", Body: "Once a potter there."}})...)
	if got := ids(t, x, "potter"); got != "title text" {
		t.Errorf("potter finds %q: want the title first", got)
	}
	for _, text := range []string{"", "potter", "-potter", "engineer -k8s", "aws", "of the"} {
		r, err := x.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Text: text, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		m, err := x.Match(t.Context(), "", profiles.KindCandidate, text)
		if err != nil || len(m) != r.Total {
			t.Errorf("%q: %d matches, %v: want %d", text, len(m), err, r.Total)
		}
		for _, h := range r.Hits {
			if math.IsNaN(h.Score) || math.IsInf(h.Score, 0) || m[key(h.ID)] != h.Score {
				t.Errorf("%q: %s scores %v in a search and %v in a match", text, h.ID, h.Score, m[key(h.ID)])
			}
		}
	}
}

// pages: they hold every match once, in one order, whatever their size.
func pages(t *testing.T, open func(*testing.T, string) index.Text) {
	const n = 300
	x := fresh(t, open)
	for part := range 3 { // several segments
		var ops []index.Op
		for i := part; i < n; i += 3 {
			ops = append(ops, index.Op{Key: key(fmt.Sprintf("p%03d", i)), Doc: &index.Doc{Title: "Page", Body: strings.Repeat("turner ", 1+i%5)}})
		}
		put(t, x, profiles.Seq(part+1), ops...)
	}
	read := func(size int) (out []string) {
		for at := 0; ; at += size {
			r, err := x.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Text: "turner", Limit: size, Offset: at})
			if err != nil || r.Total != n {
				t.Fatalf("total %d, %v: want %d", r.Total, err, n)
			}
			if len(r.Hits) == 0 {
				return out
			}
			for _, h := range r.Hits {
				out = append(out, h.ID)
			}
		}
	}
	all := read(n)
	once := map[string]bool{}
	for _, id := range all {
		once[id] = true
	}
	m, err := x.Match(t.Context(), "", profiles.KindCandidate, "turner")
	for k := range m {
		delete(once, k.ID)
	}
	if err != nil || len(once) != 0 || len(all) != n || len(m) != n {
		t.Errorf("%d hits, %d of them no match, %d matches, %v: want %d", len(all), len(once), len(m), err, n)
	}
	if small := read(7); !slices.Equal(small, all) {
		t.Error("pages of 7 bring another order than one page")
	}
}

// replays: an older batch that comes again changes nothing.
func replays(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	old := index.Op{Key: key("a"), Doc: &index.Doc{Title: "Baker"}}
	put(t, x, 5, old)
	put(t, x, 9, index.Op{Key: key("a"), Doc: &index.Doc{Title: "Miller"}})
	put(t, x, 5, old)
	put(t, x, 9, old)
	if seq, err := x.Seq(t.Context()); seq != 9 || err != nil || ids(t, x, "miller") != "a" {
		t.Errorf("seq %d, %v, miller finds %q: want 9 and a", seq, err, ids(t, x, "miller"))
	}
	put(t, x, 12)
	if seq, err := x.Seq(t.Context()); seq != 12 || err != nil {
		t.Errorf("a batch of nothing: seq %d, %v: want 12", seq, err)
	}
}

func ends(t *testing.T, open func(*testing.T, string) index.Text) {
	x := open(t, t.TempDir())
	put(t, x, 1, people()...)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Match(ctx, "", profiles.KindCandidate, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("match: %v: want that the context is cancelled", err)
	}
	if _, err := x.Search(ctx, index.Query{Kind: profiles.KindCandidate, Limit: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("search: %v: want that the context is cancelled", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	_, search := x.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Limit: 1})
	_, match := x.Match(t.Context(), "", profiles.KindCandidate, "")
	for name, err := range map[string]error{"search": search, "match": match, "apply": x.Apply(t.Context(), people(), 2)} {
		if !errors.Is(err, profiles.ErrUnavailable) {
			t.Errorf("%s after Close: %v: want unavailable", name, err)
		}
	}
}
