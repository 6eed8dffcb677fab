package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"tenon/engine/plan"
	"tenon/profiles"
)

// Tables is where lists and events are kept: named tables of keys and values, all or nothing, durable once Update returns.
// profiles.ErrNotFound, profiles.ErrDamaged. A nil value deletes, a nil key empties the table before what is put behind it.
type Tables interface {
	Get(ctx context.Context, table string, key []byte) ([]byte, error)
	// Scan gives up to limit pairs behind a key, ascending.
	Scan(ctx context.Context, table string, after []byte, limit int, yield func(key, value []byte) error) error
	Update(ctx context.Context, write func(put func(table string, key, value []byte) error) error) error
}

type putter = func(table string, key, value []byte) error

// The tables; lists are in one of three.
const (
	stateTable  = "state"
	eventsTable = "events"
	listTables  = 3
)

var stateKey = []byte("state")

func listTable(i int) string { return fmt.Sprintf("lists-%d", i) }

// Scoring is the version of the arithmetic: kept lists of another one are made anew.
const Scoring = 1

// Made is what made the kept lists.
type Made struct {
	Generation int            `json:"generation"` // 1 for the first run, one more for each that published
	Full       bool           `json:"full"`
	Top        int            `json:"top"`
	Policy     string         `json:"policy"` // with its hash
	Weights    plan.Policy    `json:"weights"`
	Lambda     int            `json:"lambda"`
	Taxonomy   string         `json:"taxonomy"`
	Rates      string         `json:"rates"`
	Cities     string         `json:"cities,omitempty"`
	AsOf       profiles.Month `json:"asOf"`
	Seq        profiles.Seq   `json:"seq"`
	Last       string         `json:"last,omitempty"` // stands for what change Seq was about: after a restore another one has that number
	Scoring    int            `json:"scoring"`
}

// differs names the first thing in which two runs differ that leaves nothing of the lists; "" for none.
func (m *Made) differs(o *Made) string {
	switch {
	case m.Scoring != o.Scoring:
		return "the arithmetic of this program is another"
	case m.Policy != o.Policy:
		return "the policy is another"
	case m.Lambda != o.Lambda:
		return "lambda is another"
	case m.Taxonomy != o.Taxonomy:
		return "the taxonomy is another"
	case m.Rates != o.Rates:
		return "the exchange rates are others"
	case m.Cities != o.Cities:
		return "the cities are others"
	case m.AsOf != o.AsOf:
		return "the month is another"
	case m.Top != o.Top:
		return "the length of the lists is another"
	}
	return ""
}

// state says where everything is. Tables are named by number; Before is -1 where there is none.
type state struct {
	Current int   `json:"current"`
	Made    *Made `json:"made"` // nil: nothing is kept yet
	Before  int   `json:"before"`
	Whole   bool  `json:"whole"` // Before holds all lists of the run before, not only those that changed
	Was     *Made `json:"was,omitempty"`
	Pending *Made `json:"pending,omitempty"` // a full run that has not ended, in the table free
	Events  int64 `json:"events"`            // the number of the last event
}

// free is the table that is neither current nor before.
func (s *state) free() int {
	for i := range listTables {
		if (s.Made == nil || i != s.Current) && i != s.Before {
			return i
		}
	}
	return 0
}

func readState(ctx context.Context, t Tables) (*state, error) {
	b, err := t.Get(ctx, stateTable, stateKey)
	if errors.Is(err, profiles.ErrNotFound) {
		return &state{Before: -1}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("kept lists: %w", err)
	}
	s := &state{}
	if err := json.Unmarshal(b, s); err != nil {
		return nil, fmt.Errorf("%w: the state of the kept lists: %w", profiles.ErrDamaged, err)
	}
	return s, nil
}

func (s *state) put(put putter) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return put(stateTable, stateKey, b)
}

// page is how many pairs are read in one transaction.
const page = 512

// pair is a key with its value.
type pair struct{ key, value []byte }

// cursor walks a table page by page, so that no transaction outlives a call.
type cursor struct {
	ctx   context.Context
	t     Tables
	table string
	after []byte
	got   []pair
	end   bool
	sure  func() error // when not nil, whether what was read is what it was to be
}

// next is the next pair, nil at the end.
func (c *cursor) next() (*pair, error) {
	if len(c.got) == 0 && !c.end {
		err := c.t.Scan(c.ctx, c.table, c.after, page, func(k, v []byte) error {
			c.got = append(c.got, pair{append([]byte(nil), k...), append([]byte{}, v...)})
			return nil
		})
		if err == nil && c.sure != nil {
			err = c.sure()
		}
		if err != nil {
			return nil, err
		}
		if c.end = len(c.got) < page; len(c.got) > 0 {
			c.after = c.got[len(c.got)-1].key
		}
	}
	if len(c.got) == 0 {
		return nil, nil
	}
	p := &c.got[0]
	c.got = c.got[1:]
	return p, nil
}
