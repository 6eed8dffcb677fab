package standing

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"tenon/profiles"
)

// Erase takes a candidate out of everything that is kept: what searches match, the searches on the candidate's behalf with what they
// match, and events, which keep their numbers and say that they were erased. The store has erased the candidate and the searches by
// then, so that nothing of it comes back. The bytes leave the file when it is compacted.
func (s *Standing) Erase(ctx context.Context, person profiles.Key, searches []profiles.Key) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	out, err := s.eraseMatches(ctx, person, searches)
	if err != nil {
		return err
	}
	events, err := s.eraseEvents(ctx, person, searches)
	if err != nil {
		return err
	}
	err = s.Tables.Update(ctx, func(put func(table string, key, value []byte) error) error {
		for _, p := range append(out, events...) {
			if err := put(p.table, p.key, p.value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("erase from standing searches: %w", err)
	}
	s.cabinet, s.bench = nil, nil // made anew from the store
	return nil
}

// putting is a value that is written, nil for one that is deleted.
type putting struct {
	table      string
	key, value []byte
}

// unpair deletes a match, both ways about.
func unpair(search, record profiles.Key) []putting {
	return []putting{{matchesTable, matchKey(search, record), nil}, {matchedTable, matchedKey(record, search), nil}}
}

func (s *Standing) eraseMatches(ctx context.Context, person profiles.Key, searches []profiles.Key) (out []putting, err error) {
	matching, err := searchesOf(ctx, s.Tables, person)
	if err != nil {
		return nil, err
	}
	for _, k := range matching {
		out = append(out, unpair(k, person)...)
		e, known, err := readJSON[entry](ctx, s.Tables, searchesTable, searchKey(k))
		if err != nil {
			return nil, err
		}
		if known {
			e.Matches--
			b, err := json.Marshal(e)
			if err != nil {
				return nil, err
			}
			out = append(out, putting{searchesTable, searchKey(k), b})
		}
	}
	for _, k := range searches {
		found, err := matchesOf(ctx, s.Tables, k)
		if err != nil {
			return nil, err
		}
		for record := range found {
			out = append(out, unpair(k, record)...)
		}
		out = append(out, putting{searchesTable, searchKey(k), nil})
	}
	return out, nil
}

// eraseEvents finds the events of the organisation's searches, and of others that found the candidate.
func (s *Standing) eraseEvents(ctx context.Context, person profiles.Key, searches []profiles.Key) (out []putting, err error) {
	own := map[string]bool{}
	for _, k := range searches {
		own[k.ID] = true
	}
	err = s.eachEvent(ctx, func(org string, key []byte, e *Event) error {
		mine := org == person.Org && own[e.Search]
		if !mine && !e.About(person) {
			return nil
		}
		e.Erased = true
		if mine {
			e.Search = ""
		}
		if e.About(person) {
			e.ID = ""
		}
		b, err := json.Marshal(e)
		out = append(out, putting{eventsTable, key, b})
		return err
	})
	return out, err
}

// About says whether the event is about a candidate whom a search found.
func (e *Event) About(person profiles.Key) bool {
	return e.For == profiles.KindCandidate && e.ID == person.ID && e.MatchOrg == person.Org
}

// eachEvent gives all events of all organisations to yield.
func (s *Standing) eachEvent(ctx context.Context, yield func(org string, key []byte, e *Event) error) error {
	return scanPrefix(ctx, s.Tables, eventsTable, nil, func(key, v []byte) error {
		var e Event
		if err := json.Unmarshal(v, &e); err != nil {
			return fmt.Errorf("%w: an event does not decode: %w", profiles.ErrDamaged, err)
		}
		org, _, _ := bytes.Cut(key, []byte{0})
		return yield(string(org), bytes.Clone(key), &e)
	})
}

// Found is a standing search that matches a candidate.
type Found struct {
	Org     string `json:"org,omitempty"`
	Search  string `json:"search"`
	Overall int32  `json:"overall,omitempty"`
}

// FoundBy lists the searches that match a candidate now.
func (s *Standing) FoundBy(ctx context.Context, person profiles.Key) ([]Found, error) {
	out := []Found{}
	keys, err := searchesOf(ctx, s.Tables, person)
	for _, k := range keys {
		all, err := matchesOf(ctx, s.Tables, k)
		if err != nil {
			return nil, err
		}
		out = append(out, Found{k.Org, k.ID, all[person]})
	}
	return out, err
}

// EventsAbout lists the events that are about a candidate, or of the searches on the candidate's behalf.
func (s *Standing) EventsAbout(ctx context.Context, person profiles.Key, searches []profiles.Key) ([]Event, error) {
	own := map[string]bool{}
	for _, k := range searches {
		own[k.ID] = true
	}
	out := []Event{}
	err := s.eachEvent(ctx, func(org string, _ []byte, e *Event) error {
		if e.About(person) || org == person.Org && own[e.Search] {
			out = append(out, *e)
		}
		return nil
	})
	return out, err
}
