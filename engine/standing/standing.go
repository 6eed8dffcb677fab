package standing

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"tenon/engine"
	"tenon/profiles"
)

// Feed is the change feed of the store.
type Feed interface {
	Changes(ctx context.Context, since profiles.Seq, limit int) ([]profiles.Change, error)
	// Oldest is the number below which who has read may miss deletions.
	Oldest(ctx context.Context) (profiles.Seq, error)
	Seq(ctx context.Context) (profiles.Seq, error)
}

// Searches reads the standing searches of the store.
type Searches interface {
	// Search returns a search with its revision: profiles.ErrNotFound, profiles.ErrDamaged.
	Search(ctx context.Context, key profiles.Key) (*profiles.Search, profiles.Revision, error)
	// Searches calls yield for every search that verifies.
	Searches(ctx context.Context, yield func(profiles.Key, profiles.Revision, *profiles.Search) error) error
}

// Standing evaluates standing searches. Safe for concurrent use; do not copy. Of one file of tables there may be one.
type Standing struct {
	Engine   *engine.Engine
	Feed     Feed
	Searches Searches
	Tables   Tables
	// CitiesVersion and StoreID name what the cities and the store are; under others everything is judged anew.
	CitiesVersion, StoreID string
	Portion                int // how many changes are judged in one transaction; 0: [DefaultPortion]

	mu      sync.Mutex // one evaluation at a time; guards what follows
	cabinet *cabinet   // nil until the first
	bench   *bench     // likewise

	telling sync.Mutex // guards changed
	changed chan struct{}

	owning sync.RWMutex // guards owners
	owners map[profiles.Key]string
}

// The kinds of events, and their causes.
const (
	Matched   = "matched"
	Unmatched = "unmatched"

	CauseRecord  = "record"  // what is matched has changed, or is gone
	CauseSubject = "subject" // the candidate or role that the search is scored for has changed
	CauseWorld   = "world"   // the month, the taxonomy, the rates, the cities or the store are others
)

// Event says that a search came to match a record, or matches it no more.
type Event struct {
	Number   int64         `json:"number"` // 1 for the first of an organisation, without gaps
	Event    string        `json:"event"`
	Search   string        `json:"search"`
	For      profiles.Kind `json:"for"` // what ID is: a candidate or a role
	ID       string        `json:"id"`
	MatchOrg string        `json:"matchOrg,omitempty"` // the organisation of ID
	Overall  int32         `json:"overall,omitempty"`  // 0–1,000,000, of a match that is scored; of one that is no more, the last
	Cause    string        `json:"cause"`
	Seq      profiles.Seq  `json:"seq"`              // of the store, up to which all is judged with this event
	Erased   bool          `json:"erased,omitempty"` // whom or whose search it was about was erased since, and is not named any more
}

// Match is a record that a search matches.
type Match struct {
	ID      string `json:"id"`
	Org     string `json:"org,omitempty"`
	Overall int32  `json:"overall,omitempty"`
}

// Status is a standing search with what is kept of it.
type Status struct {
	profiles.Search
	Created  profiles.Seq      `json:"created"` // the change by which it was first seen; 0: it is not judged yet
	Revision profiles.Revision `json:"revision"`
	Matches  int               `json:"matches"`         // now
	Fault    string            `json:"fault,omitempty"` // why it matches nothing
}

// Changed returns a channel that is closed when there are new events. Take it first and read Events then: none is missed.
func (s *Standing) Changed() <-chan struct{} {
	s.telling.Lock()
	defer s.telling.Unlock()
	if s.changed == nil {
		s.changed = make(chan struct{})
	}
	return s.changed
}

func (s *Standing) tell() {
	s.telling.Lock()
	defer s.telling.Unlock()
	if s.changed != nil {
		close(s.changed)
		s.changed = nil
	}
}

// Owner is the candidate on whose behalf a search looks, "" for nobody, without that the search is read. Of one that is not judged yet
// it is not known.
func (s *Standing) Owner(search profiles.Key) (candidate string, known bool) {
	s.owning.RLock()
	defer s.owning.RUnlock()
	candidate, known = s.owners[search]
	return candidate, known
}

// own notes on whose behalf a search looks; nil: there is no such search.
func (s *Standing) own(k profiles.Key, x *profiles.Search) {
	s.owning.Lock()
	defer s.owning.Unlock()
	if x == nil {
		delete(s.owners, k)
		return
	}
	if s.owners == nil {
		s.owners = map[profiles.Key]string{}
	}
	s.owners[k] = x.Candidate
}

// Seq is the number of the change up to which all searches are judged.
func (s *Standing) Seq(ctx context.Context) (profiles.Seq, error) {
	st, _, err := readJSON[state](ctx, s.Tables, stateTable, stateKey)
	return st.Seq, err
}

// KeepEvents is how many events of an organisation are kept beside those that the last evaluation made.
const KeepEvents = 20_000

var keepEvents int64 = KeepEvents // fewer in tests

// oldest is the number of the first event of an organisation that is kept, 0 of none.
func oldest(ctx context.Context, t Tables, org string) (n int64, err error) {
	prefix := orgKey(org, "")
	err = t.Scan(ctx, eventsTable, eventKey(org, 0), 1, func(k, _ []byte) error {
		if len(k) == len(prefix)+8 && string(k[:len(prefix)]) == string(prefix) {
			n = int64(binary.BigEndian.Uint64(k[len(prefix):]))
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("standing searches: %w", err)
	}
	return n, nil
}

// Events returns up to limit events of an organisation behind the number since, in order; from 0 on those that are kept. profiles.ErrTooOld:
// some behind since are kept no more.
func (s *Standing) Events(ctx context.Context, org string, since int64, limit int) ([]Event, error) {
	first, err := oldest(ctx, s.Tables, org)
	if err == nil && since > 0 && since < first-1 {
		err = fmt.Errorf("%w: of the events behind number %d those up to %d are kept no more: look at what matches now, and go on behind the last event", profiles.ErrTooOld, since, first-1)
	}
	if err != nil {
		return nil, err
	}
	out := []Event{}
	prefix := orgKey(org, "")
	err = s.Tables.Scan(ctx, eventsTable, eventKey(org, max(since, 0)), max(limit, 0), func(k, v []byte) error {
		if len(k) != len(prefix)+8 || string(k[:len(prefix)]) != string(prefix) {
			return errEnd
		}
		var e Event
		if err := json.Unmarshal(v, &e); err != nil {
			return fmt.Errorf("%w: an event does not decode: %w", profiles.ErrDamaged, err)
		}
		out = append(out, e)
		return nil
	})
	if err != nil && !errors.Is(err, errEnd) {
		return nil, fmt.Errorf("standing searches: %w", err)
	}
	return out, nil
}

// Last is the number of the last event of an organisation.
func (s *Standing) Last(ctx context.Context, org string) (int64, error) {
	b, err := s.Tables.Get(ctx, numbersTable, []byte(org+"\x00"))
	if errors.Is(err, profiles.ErrNotFound) {
		return 0, nil
	}
	if err == nil && len(b) != 8 {
		err = fmt.Errorf("%w: the number of the last event", profiles.ErrDamaged)
	}
	if err != nil {
		return 0, fmt.Errorf("standing searches: %w", err)
	}
	return int64(binary.BigEndian.Uint64(b)), nil
}

// Matches lists what a search matches, the best first, at most limit, and says how many there are in all.
func (s *Standing) Matches(ctx context.Context, org, id string, limit int) ([]Match, int, error) {
	key := profiles.Key{Org: org, Kind: profiles.KindSearch, ID: id}
	if _, _, err := s.Searches.Search(ctx, key); err != nil {
		return nil, 0, err
	}
	all, err := matchesOf(ctx, s.Tables, key)
	if err != nil {
		return nil, 0, err
	}
	out := []Match{}
	for k, overall := range all {
		out = append(out, Match{ID: k.ID, Org: k.Org, Overall: overall})
	}
	slices.SortFunc(out, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Overall, a.Overall), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Org, b.Org))
	})
	return out[:min(len(out), max(0, limit))], len(all), nil
}

// List lists the searches of an organisation by id.
func (s *Standing) List(ctx context.Context, org string) ([]Status, error) {
	out := []Status{}
	err := s.Searches.Searches(ctx, func(k profiles.Key, rev profiles.Revision, x *profiles.Search) error {
		if k.Org != org {
			return nil
		}
		st, err := s.status(ctx, k, rev, x)
		out = append(out, st)
		return err
	})
	return out, err
}

// Status says what is kept of one search. profiles.ErrNotFound.
func (s *Standing) Status(ctx context.Context, org, id string) (Status, error) {
	k := profiles.Key{Org: org, Kind: profiles.KindSearch, ID: id}
	x, rev, err := s.Searches.Search(ctx, k)
	if err != nil {
		return Status{}, err
	}
	return s.status(ctx, k, rev, x)
}

func (s *Standing) status(ctx context.Context, k profiles.Key, rev profiles.Revision, x *profiles.Search) (Status, error) {
	e, _, err := readJSON[entry](ctx, s.Tables, searchesTable, searchKey(k))
	if err != nil {
		return Status{}, err
	}
	c, err := s.newBench(s.Engine.Columns.Snapshot().AsOf).compile(ctx, k, rev, x)
	if err != nil {
		return Status{}, err
	}
	return Status{Search: *x, Created: e.Created, Revision: rev, Matches: e.Matches, Fault: c.fault}, nil
}
