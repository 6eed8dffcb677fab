package columns_test

import (
	"errors"
	"testing"

	"tenon/index/columns"
	"tenon/profiles"
)

func updatesOf(n int) (us []columns.Update) {
	for i := range n {
		p := profiles.Candidate{ID: string(rune('a' + i)), Jobs: []profiles.Job{{Title: profiles.Ref{Name: "Data Engineer"}, Start: asOf - 30, Current: true}}}
		us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Candidate: &p})
	}
	return us
}

func TestATurnTakesTheStateOfAnotherMonth(t *testing.T) {
	was, next := columns.New(deriver, asOf), columns.New(deriver, asOf+1)
	was.Apply(updatesOf(3), 3)
	next.Apply(updatesOf(2), 2)
	if err := was.Turn(next); !errors.Is(err, profiles.ErrUnavailable) || was.Snapshot().AsOf != asOf || was.Snapshot().Candidates() != 3 {
		t.Errorf("to one that is behind: %v", err)
	}
	next.Apply(updatesOf(3), 3)
	if err := was.Turn(next); err != nil {
		t.Fatal(err)
	}
	was.Apply([]columns.Update{{Key: updatesOf(1)[0].Key}}, 4) // the turned state knows where everybody stands
	if s := was.Snapshot(); s.AsOf != asOf+1 || s.Seq != 4 || s.Candidates() != 2 {
		t.Errorf("%s, change %d, %d candidates", s.AsOf, s.Seq, s.Candidates())
	}
}

// What was derived before a turn and is applied after it would be of the month before for ever.
func TestFactsOfTheMonthBeforeAreNotTaken(t *testing.T) {
	l := columns.New(deriver, asOf)
	us := updatesOf(1)
	l.Derive(us)
	if err := l.Turn(columns.New(deriver, asOf+1)); err != nil {
		t.Fatal(err)
	}
	if err := l.Step(us, 0, 1); !errors.Is(err, profiles.ErrUnavailable) || l.Snapshot().Candidates() != 0 {
		t.Errorf("%v", err)
	}
	if err := l.Step(updatesOf(1), 0, 1); err != nil || l.Snapshot().Candidates() != 1 {
		t.Errorf("derived anew: %v", err)
	}
}
