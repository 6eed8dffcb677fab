package batch_test

import (
	"testing"

	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/store/tablestest"
)

// somebody is a candidate whose id stands in no other word and who is in every list.
var somebody = profiles.Key{Kind: profiles.KindCandidate, ID: "qxbird"}

func (h *house) putSomebody() {
	c := &profiles.Candidate{ID: somebody.ID, Jobs: []profiles.Job{{Title: profiles.Ref{Name: "MLOps Engineer"}, Start: asOf - 90, Current: true}}}
	for _, s := range skillNames {
		c.Skills = append(c.Skills, profiles.Skill{Ref: profiles.Ref{Name: s}, Level: 5})
	}
	h.put(somebody, c, nil)
}

func TestAnErasedCandidateIsInNoListAndNoEvent(t *testing.T) {
	h, g := filled(t, 5, 40)
	m := tablestest.New()
	b := h.batch(m)
	b.Kept = batch.NewKept(m)
	run := func() *batch.Report {
		t.Helper()
		r, err := b.Run(t.Context(), usual, batch.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	run()
	h.putSomebody()
	run()
	for range 4 { // some lists of before, some events more
		g.step(h, 40)
	}
	run()
	if places, err := b.Places(t.Context(), somebody); err != nil || len(places) < 5 {
		t.Fatalf("%d places, %v: the test says nothing", len(places), err)
	}
	if es, err := b.EventsAbout(t.Context(), somebody); err != nil || len(es) < 5 {
		t.Fatalf("%d events, %v: the test says nothing", len(es), err)
	}
	before := lastEvent(t, m)
	h.put(somebody, nil, nil)
	if err := b.Erase(t.Context(), somebody); err != nil {
		t.Fatal(err)
	}
	if left := m.Naming(somebody.ID); len(left) > 0 {
		t.Errorf("somebody is still in %v", left)
	}
	if now := lastEvent(t, m); now != before {
		t.Errorf("%d events of %d: numbers have a gap", now, before)
	}
	run()
	fresh := tablestest.New()
	rescore(t, h, fresh, usual, batch.Options{})
	if rows(t, m) != rows(t, fresh) {
		t.Error("the lists after an erasure are not those of a full run")
	}
	if left := m.Naming(somebody.ID); len(left) > 0 {
		t.Errorf("the run behind the erasure wrote somebody into %v", left)
	}
}

func TestARunThatGoesOnMeanwhileDoesNotBringTheErasedBack(t *testing.T) {
	for _, full := range []bool{false, true} {
		h, g := filled(t, 6, 40)
		m := tablestest.New()
		b := h.batch(m)
		b.Kept = batch.NewKept(m)
		if _, err := b.Run(t.Context(), usual, batch.Options{}); err != nil {
			t.Fatal(err)
		}
		g.step(h, 40)
		h.putSomebody()
		h.during = func() { // the run has its snapshot
			h.put(somebody, nil, nil)
			if err := b.Compactable(); err == nil {
				t.Error("a file can be compacted while a run goes on")
			}
			if err := b.Erase(t.Context(), somebody); err != nil {
				t.Error(err)
			}
		}
		if _, err := b.Run(t.Context(), usual, batch.Options{Full: full}); err != nil {
			t.Fatal(err)
		}
		if left := m.Naming(somebody.ID); len(left) > 0 {
			t.Errorf("full %v: somebody is in %v", full, left)
		}
		if err := b.Compactable(); err != nil {
			t.Error(err)
		}
	}
}
