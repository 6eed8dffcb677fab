package standing

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"tenon/profiles"
)

// Tables is where matches and events are kept: named tables of keys and values, all or nothing, durable once Update returns.
// profiles.ErrNotFound, profiles.ErrDamaged. A nil value deletes, a nil key empties the table before what is put behind it.
type Tables interface {
	Get(ctx context.Context, table string, key []byte) ([]byte, error)
	// Scan gives up to limit pairs behind a key, ascending.
	Scan(ctx context.Context, table string, after []byte, limit int, yield func(key, value []byte) error) error
	Update(ctx context.Context, write func(put func(table string, key, value []byte) error) error) error
}

const (
	stateTable    = "state"
	searchesTable = "searches"
	matchesTable  = "matches"
	matchedTable  = "matched"
	eventsTable   = "events"
	numbersTable  = "numbers"
)

var stateKey = []byte("state")

// world is what matches depend on beside the records.
type world struct {
	AsOf     profiles.Month `json:"asOf"`
	Taxonomy string         `json:"taxonomy"`
	Rates    string         `json:"rates"`
	Cities   string         `json:"cities,omitempty"`
	Store    string         `json:"store,omitempty"`
	Scoring  int            `json:"scoring"`
}

// Scoring is the version of the arithmetic: under another one everything is judged anew.
const Scoring = 1

type state struct {
	Seq   profiles.Seq `json:"seq"`
	World world        `json:"world"`
}

// entry is what is kept of a search that has been judged.
type entry struct {
	Revision profiles.Revision `json:"revision"`
	Created  profiles.Seq      `json:"created"`
	Matches  int               `json:"matches"`
}

// readJSON reads a value; false where there is none.
func readJSON[T any](ctx context.Context, t Tables, table string, key []byte) (v T, ok bool, err error) {
	b, err := t.Get(ctx, table, key)
	if errors.Is(err, profiles.ErrNotFound) {
		return v, false, nil
	}
	if err != nil {
		return v, false, fmt.Errorf("standing searches: %w", err)
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return v, false, fmt.Errorf("standing searches: %w: table %s: %w", profiles.ErrDamaged, table, err)
	}
	return v, true, nil
}

func writeJSON(put putter, table string, key []byte, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return put(table, key, b)
}

type putter = func(table string, key, value []byte) error

// orgKey is organisation 0x00 rest.
func orgKey(org, rest string) []byte {
	return append(append([]byte(org), 0), rest...)
}

func searchKey(k profiles.Key) []byte { return orgKey(k.Org, k.ID) }

func recordKey(k profiles.Key) []byte { return append([]byte{byte(k.Kind)}, orgKey(k.Org, k.ID)...) }

func parseRecord(b []byte) (profiles.Key, error) {
	if len(b) > 1 {
		if org, id, ok := bytes.Cut(b[1:], []byte{0}); ok {
			return profiles.Key{Org: string(org), Kind: profiles.Kind(b[0]), ID: string(id)}, nil
		}
	}
	return profiles.Key{}, fmt.Errorf("%w: %q is no key of a record", profiles.ErrDamaged, b)
}

func matchKey(search, record profiles.Key) []byte {
	return append(append(searchKey(search), 0), recordKey(record)...)
}

func matchedKey(record, search profiles.Key) []byte {
	return append(append(recordKey(record), 0), searchKey(search)...)
}

func eventKey(org string, n int64) []byte {
	return binary.BigEndian.AppendUint64(orgKey(org, ""), uint64(n))
}

// page is how many pairs are read in one transaction.
const page = 512

// errEnd ends a scan early.
var errEnd = errors.New("end")

// scanPrefix gives the pairs whose keys begin with a prefix, without it, page by page.
func scanPrefix(ctx context.Context, t Tables, table string, prefix []byte, yield func(rest, value []byte) error) error {
	after := prefix
	for {
		n := 0
		err := t.Scan(ctx, table, after, page, func(k, v []byte) error {
			if !bytes.HasPrefix(k, prefix) {
				return errEnd
			}
			n++
			after = bytes.Clone(k)
			return yield(k[len(prefix):], v)
		})
		if errors.Is(err, errEnd) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("standing searches: %w", err)
		}
		if n < page {
			return nil
		}
	}
}

// searchesOf lists the searches that match a record.
func searchesOf(ctx context.Context, t Tables, record profiles.Key) (out []profiles.Key, err error) {
	err = scanPrefix(ctx, t, matchedTable, append(recordKey(record), 0), func(rest, _ []byte) error {
		org, id, ok := bytes.Cut(rest, []byte{0})
		if !ok {
			return fmt.Errorf("%w: %q is no key of a search", profiles.ErrDamaged, rest)
		}
		out = append(out, profiles.Key{Org: string(org), Kind: profiles.KindSearch, ID: string(id)})
		return nil
	})
	return out, err
}

// matchesOf lists what a search matches, with the overall scores.
func matchesOf(ctx context.Context, t Tables, search profiles.Key) (map[profiles.Key]int32, error) {
	out := map[profiles.Key]int32{}
	err := scanPrefix(ctx, t, matchesTable, append(searchKey(search), 0), func(rest, v []byte) error {
		k, err := parseRecord(rest)
		if err != nil {
			return err
		}
		overall, n := binary.Uvarint(v)
		if n <= 0 {
			return fmt.Errorf("%w: the score of %s", profiles.ErrDamaged, k)
		}
		out[k] = int32(overall)
		return nil
	})
	return out, err
}
