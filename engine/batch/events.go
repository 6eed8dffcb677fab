package batch

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"

	"tenon/engine/plan"
	"tenon/profiles"
)

// The kinds of events.
const (
	Entered = "entered"
	Left    = "left"
	Moved   = "moved"
)

// Event says that a record entered or left a kept list or moved in it. A list that is no more is left by all, a new one entered.
type Event struct {
	Number int64         `json:"number"` // 1 for the first, without gaps
	Event  string        `json:"event"`
	List   profiles.Kind `json:"list"` // whose list: a role's or a candidate's
	Org    string        `json:"org,omitempty"`
	ID     string        `json:"id"`
	// Match is the record in the list, of the organisation MatchOrg.
	Match      string       `json:"match"`
	MatchOrg   string       `json:"matchOrg,omitempty"`
	From       int          `json:"from,omitempty"` // rank, from 1; 0 where there was none
	To         int          `json:"to,omitempty"`
	Overall    int32        `json:"overall,omitempty"` // of the rank To
	Generation int          `json:"generation"`        // the run that found it
	Seq        profiles.Seq `json:"seq"`               // of the store, at that run
	Erased     bool         `json:"erased,omitempty"`  // the candidate was erased since, and is not named any more
}

// eventsBetween lists what became of a list: who left, by the old ranks, then who is there otherwise than before, by the new.
func eventsBetween(owner profiles.Key, was, is []plan.Hit) []Event {
	type id struct{ org, id string }
	from, here := map[id]int{}, map[id]bool{}
	for i := range was {
		from[id{was[i].Org, was[i].ID}] = i + 1
	}
	for i := range is {
		here[id{is[i].Org, is[i].ID}] = true
	}
	var out []Event
	book := func(kind string, h *plan.Hit, from, to int) {
		e := Event{Event: kind, List: owner.Kind, Org: owner.Org, ID: owner.ID, Match: h.ID, MatchOrg: h.Org, From: from, To: to}
		if to > 0 {
			e.Overall = h.Overall
		}
		out = append(out, e)
	}
	for i := range was {
		if h := &was[i]; !here[id{h.Org, h.ID}] {
			book(Left, h, i+1, 0)
		}
	}
	for i := range is {
		h := &is[i]
		switch at := from[id{h.Org, h.ID}]; at {
		case i + 1:
		case 0:
			book(Entered, h, 0, i+1)
		default:
			book(Moved, h, at, i+1)
		}
	}
	return out
}

// eventWriter numbers events and writes them in portions.
type eventWriter struct {
	run    *run
	number int64
	queue  []Event
}

func (e *eventWriter) add(owner profiles.Key, was, is []plan.Hit) {
	for _, x := range eventsBetween(owner, was, is) {
		e.number++
		x.Number, x.Generation, x.Seq = e.number, e.run.made.Generation, e.run.made.Seq
		e.queue = append(e.queue, x)
	}
}

// flushEvents is how many events are held until a transaction writes them.
var flushEvents = 20_000 // fewer in tests

func (e *eventWriter) flush(ctx context.Context, all bool) error {
	if len(e.queue) == 0 || !all && len(e.queue) < flushEvents {
		return nil
	}
	return e.run.Tables.Update(ctx, e.put)
}

// put writes the events that are queued.
func (e *eventWriter) put(put putter) error {
	for i := range e.queue {
		b, err := json.Marshal(&e.queue[i])
		if err != nil {
			return err
		}
		if err := put(eventsTable, eventKey(e.queue[i].Number), b); err != nil {
			return err
		}
	}
	e.queue = e.queue[:0]
	return nil
}

func eventKey(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

// Last is the number of the last event.
func (k *Kept) Last(ctx context.Context) (int64, error) {
	s, err := readState(ctx, k.Tables)
	if err != nil {
		return 0, err
	}
	return s.Events, nil
}

// KeepEvents is how many events are kept beside those of the last run, or as many as there are lists where those are more.
const KeepEvents = 20_000

var keepEvents int64 = KeepEvents // fewer in tests

// oldest is the number of the first event that is kept, 0 of none.
func (k *Kept) oldest(ctx context.Context) (n int64, err error) {
	err = k.Tables.Scan(ctx, eventsTable, nil, 1, func(key, _ []byte) error {
		if len(key) != 8 {
			return fmt.Errorf("%w: %q is no number of an event", profiles.ErrDamaged, key)
		}
		n = int64(binary.BigEndian.Uint64(key))
		return nil
	})
	return n, err
}

// forgetEvents deletes the events up to a number.
func (k *Kept) forgetEvents(ctx context.Context, upTo int64) error {
	n, err := k.oldest(ctx)
	for n > 0 && n <= upTo && err == nil {
		end := min(upTo, n+int64(flushEvents)-1)
		err = k.Tables.Update(ctx, func(put putter) error {
			for ; n <= end; n++ {
				if err := put(eventsTable, eventKey(n), nil); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return fmt.Errorf("forget events: %w", err)
	}
	return nil
}

// Events returns up to limit events behind the number since, in order; from 0 on those that are kept. profiles.ErrTooOld: some behind since
// are kept no more.
func (k *Kept) Events(ctx context.Context, since int64, limit int) ([]Event, error) {
	s, err := readState(ctx, k.Tables)
	if err != nil {
		return nil, err
	}
	since, out := max(since, 0), []Event{}
	oldest, err := k.oldest(ctx)
	if err == nil && since > 0 && since < oldest-1 {
		err = fmt.Errorf("%w: of the events behind number %d those up to %d are kept no more: read the lists, and go on behind the last event", profiles.ErrTooOld, since, oldest-1)
	}
	if err != nil {
		return nil, err
	}
	err = k.Tables.Scan(ctx, eventsTable, eventKey(since), int(min(int64(limit), max(0, s.Events-since))), func(_, v []byte) error {
		var e Event
		if err := json.Unmarshal(v, &e); err != nil {
			return fmt.Errorf("%w: an event does not decode: %w", profiles.ErrDamaged, err)
		}
		out = append(out, e)
		return nil
	})
	return out, err
}
