// Package indextest is the suite that every implementation of index.Text passes.
package indextest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tenon/index"
	"tenon/profiles"
)

// Run runs the suite. open opens the index of a directory, also one that it has closed before.
func Run(t *testing.T, open func(t *testing.T, dir string) index.Text) {
	t.Helper()
	for name, f := range map[string]func(*testing.T, func(*testing.T, string) index.Text){
		"finds words, phrases and aliases": finds, "keeps kinds and organisations apart": apart, "shows what is shared, own and open": sees, "replaces and deletes": replaces,
		"remembers its seq over a restart": remembers, "matches everything once": matches, "refuses what is too long": refuses,
		"counts facets": facets, "ends when the context ends": cancels,
		"reads a query word by word": words, "shows where the words are": snippets, "scores by numbers": relevance,
		"pages without loss": pages, "takes a batch once": replays, "ends with the context and with Close": ends,
	} {
		t.Run(name, func(t *testing.T) { f(t, open) })
	}
}

func key(id string) profiles.Key { return profiles.Key{Kind: profiles.KindCandidate, ID: id} }

func put(t *testing.T, x index.Text, seq profiles.Seq, ops ...index.Op) {
	t.Helper()
	if err := x.Apply(t.Context(), ops, seq); err != nil {
		t.Fatal(err)
	}
}

func fresh(t *testing.T, open func(*testing.T, string) index.Text) index.Text {
	t.Helper()
	x := open(t, t.TempDir())
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// ids searches candidates and joins the ids found.
func ids(t *testing.T, x index.Text, text string) string {
	t.Helper()
	r, err := x.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Text: text, Limit: 100})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	if r.Total != len(out) {
		t.Errorf("%s: total %d of %d hits", text, r.Total, len(out))
	}
	return strings.Join(out, " ")
}

func finds(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	put(t, x, 3,
		index.Op{Key: key("a"), Doc: &index.Doc{Title: "Platform engineer", Body: "Deploys models on clusters in production.", Concepts: []string{"skill/kubernetes"}}},
		index.Op{Key: key("b"), Doc: &index.Doc{Title: "Analyst", Body: "Production of charts; models a deployment.", Skills: []string{"Tableau"}}},
		index.Op{Key: key("c"), Doc: &index.Doc{Title: "Cook", Body: "Soups."}})
	for text, want := range map[string]string{
		"platform": "a", "PLATFORM Engineers": "a", "tableau": "b", "soup": "c", "nothing-of-it": "", "k8s": "a",
		`"deploys models"`: "a", `"models deploys"`: "", "production -charts": "a", "charts soups": "",
	} {
		if got := ids(t, x, text); got != want {
			t.Errorf("%s finds %q: want %q", text, got, want)
		}
	}
	if got := ids(t, x, ""); len(strings.Fields(got)) != 3 {
		t.Errorf("an empty text finds %q: want all", got)
	}
	r, err := x.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Text: "clusters", Limit: 1})
	if err != nil || len(r.Hits) != 1 || len(r.Hits[0].Snippets) != 1 || !strings.Contains(r.Hits[0].Snippets[0], "«clusters»") || r.Hits[0].Title != "Platform engineer" {
		t.Errorf("snippets: %+v, %v", r, err)
	}
}

func apart(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	doc := func(public bool) *index.Doc { return &index.Doc{Title: "Gardener", Public: public} }
	put(t, x, 4, index.Op{Key: key("own"), Doc: doc(false)},
		index.Op{Key: profiles.Key{Kind: profiles.KindRole, ID: "role"}, Doc: doc(false)},
		index.Op{Key: profiles.Key{Org: "other", Kind: profiles.KindCandidate, ID: "private"}, Doc: doc(false)},
		index.Op{Key: profiles.Key{Org: "other", Kind: profiles.KindCandidate, ID: "shared"}, Doc: doc(true)})
	m, err := x.Match(t.Context(), "", profiles.KindCandidate, "gardener")
	if _, own := m[key("own")]; err != nil || len(m) != 2 || !own {
		t.Errorf("match %v, %v: want own and shared", m, err)
	}
	if m, err := x.Match(t.Context(), "other", profiles.KindCandidate, "gardener"); err != nil || len(m) != 2 {
		t.Errorf("match of other %v, %v: want private and shared", m, err)
	}
}

// sees says who finds what is shared with some, and which roles are found by those who see their own or open ones alone.
func sees(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	month := profiles.NewMonth(2026, 6)
	role := func(org, id string, until profiles.Month) index.Op {
		return index.Op{Key: profiles.Key{Org: org, Kind: profiles.KindRole, ID: id}, Doc: &index.Doc{Title: "Gardener", Public: true, Until: until}}
	}
	put(t, x, 5, index.Op{Key: profiles.Key{Org: "board", Kind: profiles.KindCandidate, ID: "c"}, Doc: &index.Doc{Title: "Gardener", Shared: []string{"acme", "beta"}}},
		role("acme", "own", 0), role("acme", "closed", month-1), role("acme", "closing", month), role("beta", "others", month+1))
	for _, c := range []struct {
		q    index.Query
		want int
	}{
		{index.Query{Org: "acme", Kind: profiles.KindCandidate}, 1},
		{index.Query{Org: "beta", Kind: profiles.KindCandidate}, 1},
		{index.Query{Org: "acm", Kind: profiles.KindCandidate}, 0},
		{index.Query{Org: "acme", Own: true, Kind: profiles.KindCandidate}, 0},
		{index.Query{Org: "acme", Kind: profiles.KindRole}, 4},
		{index.Query{Org: "acme", Own: true, Kind: profiles.KindRole}, 3},
		{index.Query{Org: "acme", Open: month, Kind: profiles.KindRole}, 3},
		{index.Query{Org: "acme", Own: true, Open: month, Kind: profiles.KindRole}, 2},
	} {
		c.q.Text, c.q.Limit = "gardener", 10
		r, err := x.Search(t.Context(), c.q)
		if err != nil || r.Total != c.want || len(r.Hits) != c.want {
			t.Errorf("%+v: %+v, %v: want %d", c.q, r, err, c.want)
		}
		for _, h := range r.Hits {
			if foreign := h.ID == "c" || h.ID == "others"; foreign != (h.Org != nil) {
				t.Errorf("%s names the organisation %v: want it of another's alone", h.ID, h.Org)
			}
		}
	}
}

func replaces(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	old := index.Op{Key: key("a"), Doc: &index.Doc{Title: "Baker"}}
	put(t, x, 1, old)
	put(t, x, 1, old)
	if got := ids(t, x, "baker"); got != "a" {
		t.Errorf("twice applied: %q", got)
	}
	put(t, x, 2, index.Op{Key: key("a"), Doc: &index.Doc{Title: "Miller"}})
	if ids(t, x, "baker") != "" || ids(t, x, "miller") != "a" {
		t.Error("the old text is still found, or the new one is not")
	}
	put(t, x, 3, index.Op{Key: key("a")}, index.Op{Key: key("never there")})
	if got := ids(t, x, ""); got != "" {
		t.Errorf("after deletion: %q", got)
	}
}

func remembers(t *testing.T, open func(*testing.T, string) index.Text) {
	dir := t.TempDir()
	x := open(t, dir)
	if seq, err := x.Seq(t.Context()); seq != 0 || err != nil {
		t.Fatalf("seq of a new index %d, %v", seq, err)
	}
	put(t, x, 42, index.Op{Key: key("a"), Doc: &index.Doc{Title: "Baker"}})
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = open(t, dir)
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	if seq, err := x.Seq(t.Context()); seq != 42 || err != nil || ids(t, x, "baker") != "a" {
		t.Errorf("seq %d, %v", seq, err)
	}
}

func matches(t *testing.T, open func(*testing.T, string) index.Text) {
	const n = 12_000 // more than a page
	x := fresh(t, open)
	ops := make([]index.Op, n)
	for i := range ops {
		ops[i] = index.Op{Key: key(fmt.Sprintf("c%05d", i)), Doc: &index.Doc{Title: []string{"even", "odd"}[i%2] + " one"}}
	}
	put(t, x, n, ops...)
	for text, want := range map[string]int{"one": n, "even": n / 2, "nobody": 0} {
		if m, err := x.Match(t.Context(), "", profiles.KindCandidate, text); err != nil || len(m) != want {
			t.Errorf("%s matches %d, %v: want %d", text, len(m), err, want)
		}
	}
}

func refuses(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	for _, q := range []index.Query{{Text: strings.Repeat("word ", index.MaxWords+1)}, {Limit: index.MaxHits + 1}, {Limit: -1}} {
		q.Kind = profiles.KindRole
		if _, err := x.Search(t.Context(), q); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%d bytes, limit %d: %v", len(q.Text), q.Limit, err)
		}
	}
}

func facets(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	for i, city := range []string{"Berlin", "Berlin", "Paris"} {
		put(t, x, profiles.Seq(i+1), index.Op{Key: key(fmt.Sprint(i)), Doc: &index.Doc{Title: "one", City: city, Concepts: []string{"skill/python"}}})
	}
	r, err := x.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Text: "one", Limit: 1, Facets: true})
	if err != nil || len(r.Facets["city"]) != 2 || r.Facets["city"][0] != (index.Count{Value: "Berlin", Count: 2}) || r.Facets["skills"][0].Value != "Python" {
		t.Errorf("%+v, %v", r, err)
	}
	for city, want := range map[string]int{"Berlin": 2, "Paris": 1, "Par": 0} {
		for _, text := range []string{"one", ""} {
			r, err := x.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Text: text, Limit: 10, Has: map[string]string{"city": city}})
			if err != nil || r.Total != want {
				t.Errorf("%q in %s: %+v, %v: want %d", text, city, r, err, want)
			}
		}
	}
	if _, err := x.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Has: map[string]string{"shoe size": "44"}}); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("a facet that there is not: %v", err)
	}
}

func cancels(t *testing.T, open func(*testing.T, string) index.Text) {
	x := fresh(t, open)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := x.Apply(ctx, nil, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("apply: %v", err)
	}
}
