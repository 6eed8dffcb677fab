package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"tenon/engine/plan"
	"tenon/profiles"
)

// Erase takes a candidate out of everything that is kept: the own list, the lists of roles, events, and what says which change a run
// was of. Events keep their numbers and say that they were erased. A run that goes on meanwhile may have read the candidate before: what
// it writes is erased at its end. The bytes leave the file when it is compacted.
func (k *Kept) Erase(ctx context.Context, person profiles.Key) error {
	k.erasing.note(person)
	return k.erase(ctx, person)
}

// erasing are the runs that go on, and who was erased meanwhile. A nil one is of kept lists of which nobody is erased.
type erasing struct {
	mu      sync.Mutex // guards what follows
	running int
	persons []profiles.Key
}

func (e *erasing) note(person profiles.Key) {
	if e == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.running > 0 {
		e.persons = append(e.persons, person)
	}
}

func (e *erasing) begin() {
	if e == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.running++
}

// end returns who was erased since the run began. With several runs the last one returns them again, which does no harm.
func (e *erasing) end() []profiles.Key {
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.running--
	out := e.persons
	if e.running == 0 {
		e.persons = nil
	}
	return out
}

// Compactable says whether no run goes on. What a run writes while the file is compacted could be of somebody who was erased since.
func (k *Kept) Compactable() error {
	if k.erasing == nil {
		return nil
	}
	k.erasing.mu.Lock()
	defer k.erasing.mu.Unlock()
	if k.erasing.running > 0 {
		return fmt.Errorf("%w: a run of re-scoring goes on: try again at its end", profiles.ErrLocked)
	}
	return nil
}

// DropPending forgets what an interrupted run has left: lists of persons who may have been erased since.
func (k *Kept) DropPending(ctx context.Context) error {
	s, err := readState(ctx, k.Tables)
	if err != nil || s.Pending == nil {
		return err
	}
	s.Pending = nil
	return k.Tables.Update(ctx, func(put putter) error {
		return errors.Join(put(listTable(s.free()), nil, nil), s.put(put))
	})
}

// putting is a value that is written, nil for one that is deleted.
type putting struct {
	table      string
	key, value []byte
}

func (k *Kept) erase(ctx context.Context, person profiles.Key) error {
	s, err := readState(ctx, k.Tables)
	if err != nil {
		return err
	}
	var out []putting
	for i := range listTables {
		found, err := k.eraseLists(ctx, listTable(i), person)
		if err != nil {
			return err
		}
		out = append(out, found...)
	}
	events, err := k.eraseEvents(ctx, person)
	if err != nil {
		return err
	}
	for _, m := range []*Made{s.Made, s.Was, s.Pending} {
		if m != nil && (m.Last == person.String() || m.Last == digest(m.Seq, person.String())) {
			m.Last = "" // the next run finds another change there, and is a full one
		}
	}
	err = k.Tables.Update(ctx, func(put putter) error {
		for _, p := range slices.Concat(out, events) {
			if err := put(p.table, p.key, p.value); err != nil {
				return err
			}
		}
		if s.Made == nil && s.Pending == nil {
			return nil // nothing is kept
		}
		return s.put(put)
	})
	if err != nil {
		return fmt.Errorf("erase from kept lists: %w", err)
	}
	return nil
}

// eraseLists finds the lists of a table that have the person.
func (k *Kept) eraseLists(ctx context.Context, table string, person profiles.Key) (out []putting, err error) {
	own := listKey(person)
	if _, err := k.Tables.Get(ctx, table, own); err == nil {
		out = append(out, putting{table, own, nil})
	} else if !errors.Is(err, profiles.ErrNotFound) {
		return nil, err
	}
	err = k.eachNaming(ctx, table, person, func(p *pair) error {
		value, changed, err := withoutPerson(p, person)
		if changed {
			out = append(out, putting{table, p.key, value})
		}
		return err
	})
	return out, err
}

// eachNaming passes the lists of roles in a table that may have the person: those with the bytes of its id.
func (k *Kept) eachNaming(ctx context.Context, table string, person profiles.Key, pass func(*pair) error) error {
	id := []byte(person.ID)
	c := cursor{ctx: ctx, t: k.Tables, table: table, after: []byte{byte(profiles.KindRole)}}
	for {
		p, err := c.next()
		if err != nil || p == nil || p.key[0] != byte(profiles.KindRole) {
			return err
		}
		if !bytes.Contains(p.value, id) {
			continue
		}
		if err := pass(p); err != nil {
			return err
		}
	}
}

// withoutPerson is a list of a role without a candidate. Nothing that is not in it ranks before the last that is left, so that this is
// its horizon where the one it had was the candidate; nil where nothing is left to tell.
func withoutPerson(p *pair, person profiles.Key) (value []byte, changed bool, err error) {
	if len(p.value) == 0 {
		return nil, false, nil // it was not there before the last run
	}
	owner, err := keyOf(p.key)
	if err != nil {
		return nil, false, err
	}
	l, err := decodeList(owner, p.value)
	if err != nil {
		return nil, false, err
	}
	of := func(h plan.Hit) bool { return h.ID == person.ID && h.Org == person.Org }
	was := len(l.hits)
	l.hits = slices.DeleteFunc(l.hits, of)
	edge := !l.complete && of(l.horizon)
	switch {
	case len(l.hits) == was && !edge:
		return nil, false, nil
	case edge && len(l.hits) == 0:
		return nil, true, nil
	case edge:
		l.horizon = l.hits[len(l.hits)-1]
	}
	return l.encode(), true, nil
}

// eraseEvents finds the events that name the person, also those that a run which ended early has left behind the last.
func (k *Kept) eraseEvents(ctx context.Context, person profiles.Key) (out []putting, err error) {
	id := []byte(person.ID)
	if b, err := json.Marshal(person.ID); err == nil {
		id = b[1 : len(b)-1] // as it stands in JSON
	}
	c := cursor{ctx: ctx, t: k.Tables, table: eventsTable}
	for {
		p, err := c.next()
		if err != nil || p == nil {
			return out, err
		}
		if !bytes.Contains(p.value, id) {
			continue
		}
		var e Event
		if err := json.Unmarshal(p.value, &e); err != nil {
			return nil, fmt.Errorf("%w: an event does not decode: %w", profiles.ErrDamaged, err)
		}
		if !e.erase(person) {
			continue
		}
		b, err := json.Marshal(&e)
		if err != nil {
			return nil, err
		}
		out = append(out, putting{eventsTable, p.key, b})
	}
}

// About says whether the event is about a candidate, as the owner of the list or in it.
func (e *Event) About(person profiles.Key) bool {
	if e.List == profiles.KindCandidate {
		return e.ID == person.ID && e.Org == person.Org
	}
	return e.Match == person.ID && e.MatchOrg == person.Org
}

// EventsAbout lists the events that are about a candidate.
func (k *Kept) EventsAbout(ctx context.Context, person profiles.Key) ([]Event, error) {
	out := []Event{}
	for since := int64(0); ; {
		es, err := k.Events(ctx, since, page)
		if err != nil || len(es) == 0 {
			return out, err
		}
		for i := range es {
			if es[i].About(person) {
				out = append(out, es[i])
			}
		}
		since = es[len(es)-1].Number
	}
}

// erase takes a candidate out of the event; false where it is about another.
func (e *Event) erase(person profiles.Key) bool {
	if !e.About(person) {
		return false
	}
	e.Erased = true
	if e.List == profiles.KindCandidate {
		e.ID = ""
	} else {
		e.Match = ""
	}
	return true
}

// Place is a place in a kept list.
type Place struct {
	List    profiles.Kind `json:"list"` // whose list
	Org     string        `json:"org,omitempty"`
	ID      string        `json:"id"`
	Match   string        `json:"match"`
	Rank    int           `json:"rank"`
	Overall int32         `json:"overall"`
}

// Places are the places of a candidate in the lists of roles, and those of roles in the candidate's own. None where nothing is kept.
func (k *Kept) Places(ctx context.Context, person profiles.Key) ([]Place, error) {
	s, err := readState(ctx, k.Tables)
	if err != nil || s.Made == nil {
		return []Place{}, err
	}
	out := []Place{}
	table := listTable(s.Current)
	take := func(owner profiles.Key, b []byte, of func(plan.Hit) bool) error {
		l, err := decodeList(owner, b)
		if err != nil {
			return err
		}
		for i, h := range l.kept(s.Made.Top) {
			if of(h) {
				out = append(out, Place{List: owner.Kind, Org: owner.Org, ID: owner.ID, Match: h.ID, Rank: i + 1, Overall: h.Overall})
			}
		}
		return nil
	}
	own, err := k.Tables.Get(ctx, table, listKey(person))
	if err == nil {
		err = take(person, own, func(plan.Hit) bool { return true })
	}
	if err != nil && !errors.Is(err, profiles.ErrNotFound) {
		return nil, err
	}
	err = k.eachNaming(ctx, table, person, func(p *pair) error {
		owner, err := keyOf(p.key)
		if err != nil {
			return err
		}
		return take(owner, p.value, func(h plan.Hit) bool { return h.ID == person.ID && h.Org == person.Org })
	})
	return out, err
}
