package batch_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tenon/engine/batch"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/money"
	"tenon/profiles/taxonomy"
)

var (
	asOf    = profiles.NewMonth(2026, 6)
	tax     = taxonomy.Default()
	deriver = facts.NewDeriver(tax, money.Default())
	cities  = gazetteer.Default()
)

// house is a store in memory with its columns: what a run reads.
type house struct {
	live   *columns.Live
	log    []profiles.Change
	oldest profiles.Seq
	during func() // what happens, once, while a run reads the feed
}

func newHouse() *house { return &house{live: columns.New(deriver, asOf)} }

func (h *house) put(k profiles.Key, c *profiles.Candidate, r *profiles.Role) {
	seq := profiles.Seq(len(h.log) + 1)
	h.log = append(h.log, profiles.Change{Seq: seq, Revision: seq, Key: k, Deleted: c == nil && r == nil})
	h.live.Apply([]columns.Update{{Key: k, Candidate: c, Role: r}}, seq)
}

func (h *house) Oldest(context.Context) (profiles.Seq, error) { return h.oldest, nil }

func (h *house) Changes(_ context.Context, since profiles.Seq, limit int) ([]profiles.Change, error) {
	if f := h.during; f != nil {
		h.during = nil
		f()
	}
	return h.log[since:min(len(h.log), int(since)+limit)], nil
}

func (h *house) batch(t batch.Tables) *batch.Batch {
	return &batch.Batch{Kept: batch.Kept{Tables: t}, Taxonomy: tax, Cities: cities, Columns: h.live, Feed: h}
}

// gen draws records from a small part of the taxonomy, so that they meet.
type gen struct{ *rand.Rand }

var (
	skillNames = []string{"Python", "Kubernetes", "PyTorch", "TensorFlow", "Terraform", "MLflow", "Docker", "SQL", "Go", "AWS", "CI/CD", "Linux"}
	titleNames = []string{"MLOps Engineer", "Data Engineer", "Machine Learning Engineer", "Platform Engineer", "Data Scientist"}
)

func (g gen) of(names []string) profiles.Ref { return profiles.Ref{Name: names[g.IntN(len(names))]} }

func (g gen) org() string { return []string{"", "", "acme"}[g.IntN(3)] }

func (g gen) seen() profiles.Visibility {
	if g.IntN(3) == 0 {
		return profiles.VisiblePublic
	}
	return 0
}

func (g gen) candidate(id string) *profiles.Candidate {
	c := &profiles.Candidate{ID: id, Visibility: g.seen()}
	for range g.IntN(6) {
		c.Skills = append(c.Skills, profiles.Skill{Ref: g.of(skillNames), Level: uint8(g.IntN(6))})
	}
	for range g.IntN(3) {
		start := asOf - profiles.Month(g.IntN(90))
		c.Jobs = append(c.Jobs, profiles.Job{Title: g.of(titleNames), Start: start, Current: true})
	}
	if g.IntN(2) == 0 {
		c.Preferences = &profiles.Preferences{Engagement: &profiles.EngagementWish{Accept: []profiles.Engagement{profiles.Engagement(1 + g.IntN(3))}, Only: g.IntN(4) == 0}}
	}
	if g.IntN(3) == 0 {
		c.Place = &profiles.Place{Country: "DE"}
	}
	return c
}

func (g gen) role(id string) *profiles.Role {
	r := &profiles.Role{ID: id, Title: g.of(titleNames), Visibility: g.seen(), Engagements: []profiles.Engagement{profiles.Engagement(1 + g.IntN(3))}}
	for range 1 + g.IntN(5) {
		r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqSkill, Ref: g.of(skillNames), Necessity: profiles.Necessity(1 + g.IntN(3)),
			Level: uint8(g.IntN(6)), Gate: g.IntN(12) == 0})
	}
	if g.IntN(2) == 0 {
		r.Requirements = append(r.Requirements, profiles.Requirement{Kind: profiles.ReqTitle, Ref: r.Title, Necessity: profiles.Must})
	}
	if g.IntN(8) == 0 {
		r.ApplicantCountries = []string{"DE"}
	}
	return r
}

// step makes one change: of a candidate or role of few ids, so that most are edits; now and then a deletion.
func (g gen) step(h *house, n int) {
	k := profiles.Key{Org: g.org(), Kind: profiles.KindCandidate, ID: fmt.Sprintf("c%d", g.IntN(n))}
	c, r := g.candidate(k.ID), (*profiles.Role)(nil)
	if g.IntN(3) == 0 {
		k.Kind, k.ID = profiles.KindRole, fmt.Sprintf("r%d", g.IntN(n))
		c, r = nil, g.role(k.ID)
	}
	if g.IntN(4) == 0 {
		c, r = nil, nil
	}
	h.put(k, c, r)
}

// tb is what tests and properties have in common.
type tb interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func rescore(t tb, h *house, m batch.Tables, s batch.Settings, o batch.Options) *batch.Report {
	t.Helper()
	r, err := h.batch(m).Run(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rows are the kept lists as they are written, without the run's number.
func rows(t tb, m batch.Tables) string {
	t.Helper()
	var b bytes.Buffer
	k := batch.Kept{Tables: m}
	if err := k.WriteNDJSON(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lists are the matches of every list by rank.
func lists(t tb, m batch.Tables) map[string]string {
	t.Helper()
	out := map[string][]string{}
	k := batch.Kept{Tables: m}
	err := k.Rows(context.Background(), func(r *batch.Row) error {
		key := r.List + " " + r.Org + "/" + r.ID
		out[key] = append(out[key], r.MatchOrg+"/"+r.Match)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	joined := map[string]string{}
	for k, v := range out {
		joined[k] = strings.Join(v, " ")
	}
	return joined
}

// filled is a house of n candidates and roles.
func filled(t *testing.T, seed uint64, n int) (*house, gen) {
	t.Helper()
	h := newHouse()
	return h, h.fill(seed, n)
}

// fill puts n candidates and roles; the same seed gives the same.
func (h *house) fill(seed uint64, n int) gen {
	g := gen{rand.New(rand.NewPCG(seed, 3))}
	for i := range n {
		id := fmt.Sprint(i)
		h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "c" + id}, g.candidate("c"+id), nil)
		h.put(profiles.Key{Kind: profiles.KindRole, ID: "r" + id}, nil, g.role("r"+id))
	}
	return g
}
