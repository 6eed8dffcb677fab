package standing_test

import (
	"testing"

	"tenon/profiles"
	"tenon/profiles/store/tablestest"
)

func TestAnErasedCandidateIsInNoMatchAndNoEvent(t *testing.T) {
	h, m := newHouse(), tablestest.New()
	person := profiles.Key{Kind: profiles.KindCandidate, ID: "qxbird"}
	theirs := profiles.Key{Kind: profiles.KindSearch, ID: "qxbirdsearch"}
	all := profiles.Key{Kind: profiles.KindSearch, ID: "all"}
	place := &profiles.Place{Country: "DE"}
	s := h.standing(m)
	catchUp := func() {
		t.Helper()
		h.followAll()
		if _, err := s.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	h.put(all, &profiles.Search{ID: all.ID, For: profiles.KindCandidate, Where: "country = DE"})
	catchUp()
	h.put(person, &profiles.Candidate{ID: person.ID, Place: place})
	h.put(profiles.Key{Kind: profiles.KindCandidate, ID: "other"}, &profiles.Candidate{ID: "other", Place: place})
	catchUp()
	h.put(theirs, &profiles.Search{ID: theirs.ID, For: profiles.KindRole, Candidate: person.ID})
	catchUp()
	h.put(profiles.Key{Kind: profiles.KindRole, ID: "r"}, &profiles.Role{ID: "r", Title: profiles.Ref{Name: "Data Engineer"}})
	catchUp()
	es, err := s.EventsAbout(t.Context(), person, []profiles.Key{theirs})
	if err != nil || len(es) != 2 {
		t.Fatalf("%+v, %v: want one of being found and one of finding", es, err)
	}
	if found, err := s.FoundBy(t.Context(), person); err != nil || len(found) != 1 || found[0].Search != all.ID {
		t.Fatalf("%+v, %v", found, err)
	}
	h.put(person, nil)
	h.put(theirs, nil)
	h.followAll()
	if err := s.Erase(t.Context(), person, []profiles.Key{theirs}); err != nil {
		t.Fatal(err)
	}
	traces := func(when string) {
		t.Helper()
		for _, x := range m.Naming("qxbird") {
			t.Errorf("%s: %s", when, x)
		}
	}
	traces("erased")
	catchUp()
	traces("caught up")
	if got := matches(t, s, all); len(got) != 1 {
		t.Errorf("%v: want the other candidate alone", got)
	}
	if st, err := s.Status(t.Context(), "", all.ID); err != nil || st.Matches != 1 {
		t.Errorf("%d matches are counted, %v: want 1", st.Matches, err)
	}
	if now, err := s.Events(t.Context(), "", 0, 100); err != nil || now[len(now)-1].Number != int64(len(now)) || !now[1].Erased || now[0].Erased {
		t.Errorf("%+v, %v: want numbers without a gap", now, err)
	}
}
