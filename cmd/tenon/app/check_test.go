package app_test

import (
	"fmt"
	"strings"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
	"tenon/index"
	"tenon/index/columns"
	"tenon/profiles"
)

// TestACheckFindsWhatIsOtherwiseThanInTheStore has text and columns that are whole, by all their checksums, and not what the records say.
func TestACheckFindsWhatIsOtherwiseThanInTheStore(t *testing.T) {
	key := func(id string) profiles.Key { return profiles.Key{Kind: profiles.KindCandidate, ID: id} }
	of := func(id string) *profiles.Candidate { return &profiles.Candidate{ID: id, Headline: "of another"} }
	for _, c := range []struct {
		id, says string
		gone     bool
		deep     bool // it takes one that looks at all
	}{
		{"beta", "candidate beta is missing", true, false},
		{"delta", "candidate delta is no record of the store", false, false},
		{"alpha", "candidate alpha differs from the record", false, true},
	} {
		for _, part := range []string{"text", "columns"} {
			t.Run(part+" "+c.id, func(t *testing.T) {
				a, k := apptest.Still(t, three(t))
				if _, err := a.Backend(k); err != nil { // or the check waits for whoever has the kept lists
					t.Fatal(err)
				}
				seq, err := a.Store.Seq(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				u, op := columns.Update{Key: key(c.id)}, index.Op{Key: key(c.id)}
				if !c.gone {
					u.Candidate, op.Doc = of(c.id), index.CandidateDoc(of(c.id), a.Taxonomy, nil)
				}
				if part == "columns" { // text takes nothing of a change that it has
					a.Columns.Apply([]columns.Update{u}, seq)
				} else if err := a.Text.Apply(t.Context(), []index.Op{op}, seq+1); err != nil {
					t.Fatal(err)
				}
				x, err := a.Check(t.Context(), app.CheckOptions{Deep: c.deep})
				if err != nil || x.OK() {
					t.Fatalf("%+v, %v: want a fault", x, err)
				}
				found := map[string][]string{"text": x.Text.Faults, "columns": x.Columns.Faults}
				if strings.Join(found[part], "; ") != c.says || len(x.Text.Faults)+len(x.Columns.Faults) != 1 {
					t.Errorf("%v: want %s of %s", found, c.says, part)
				}
			})
		}
	}
}

// TestACheckLooksAtASample of what is in columns, where it does not look at all.
func TestACheckLooksAtASample(t *testing.T) {
	a, _ := apptest.Still(t, t.TempDir())
	c := newCorpus(apptest.AsOf)
	var ms []profiles.Mutation
	var us []columns.Update
	for i := range 1000 { // of which none is in the sample, once in seven million runs
		p := c.candidate(i)
		key := profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}
		ms = append(ms, profiles.Mutation{Key: key, Record: p})
		us = append(us, columns.Update{Key: key, Candidate: &profiles.Candidate{ID: p.ID, Headline: fmt.Sprint("other ", i)}})
	}
	seq, err := a.Store.Apply(t.Context(), ms)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if x, err := a.Check(t.Context(), app.CheckOptions{}); err != nil || !x.OK() || x.Columns.Compared == 0 || x.Columns.Compared > 100 {
		t.Fatalf("before: %+v, %v", x, err)
	}
	a.Columns.Apply(us, seq)
	x, err := a.Check(t.Context(), app.CheckOptions{})
	if err != nil || len(x.Columns.Faults) == 0 || !strings.Contains(x.Columns.Faults[0], "differs from the record") || len(x.Text.Faults) > 0 {
		t.Errorf("%+v, %v", x, err)
	}
}
