// Package tablestest is for tests of what is kept in tables: [Memory] has them in memory, [Dump] is all that is in them, and [Kill] runs a
// test's own binary as a process that is killed while it writes.
package tablestest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"tenon/profiles"
)

// Memory is tables in memory. Safe for concurrent use.
type Memory struct {
	mu     sync.Mutex // guards what follows
	tables map[string]map[string]string
	fail   int
}

// New returns empty tables.
func New() *Memory { return &Memory{tables: map[string]map[string]string{}} }

// ErrDisk is the error of an update that is made to fail.
var ErrDisk = errors.New("the disk is full")

// Fail has the next n updates write nothing and return ErrDisk.
func (m *Memory) Fail(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = n
}

// Get implements Tables.
func (m *Memory) Get(ctx context.Context, table string, key []byte) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	v, ok := m.tables[table][string(key)]
	if !ok {
		return nil, profiles.ErrNotFound
	}
	return []byte(v), nil
}

// Scan implements Tables.
func (m *Memory) Scan(_ context.Context, table string, after []byte, limit int, yield func(key, value []byte) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	keys := slices.Sorted(maps.Keys(m.tables[table]))
	at, found := slices.BinarySearch(keys, string(after))
	if found {
		at++
	}
	keys = keys[at:]
	for _, k := range keys[:min(limit, len(keys))] {
		if err := yield([]byte(k), []byte(m.tables[table][k])); err != nil {
			return err
		}
	}
	return nil
}

// Update implements Tables.
func (m *Memory) Update(ctx context.Context, write func(put func(table string, key, value []byte) error) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if m.fail > 0 {
		m.fail--
		return ErrDisk
	}
	return write(func(table string, key, value []byte) error {
		switch {
		case key == nil:
			delete(m.tables, table)
		case value == nil:
			delete(m.tables[table], string(key))
		default:
			if m.tables[table] == nil {
				m.tables[table] = map[string]string{}
			}
			m.tables[table][string(key)] = string(value)
		}
		return nil
	})
}

// Set puts a value behind the back of whoever keeps the tables.
func (m *Memory) Set(table, key, value string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tables[table][key] = value
}

// All are the values of a table by their keys.
func (m *Memory) All(table string) map[string]string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.tables[table])
}

// Empty says whether nothing was ever written.
func (m *Memory) Empty() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.tables) == 0
}

// Naming lists what still has a text in it: the table, and the key with the value.
func (m *Memory) Naming(text string) (out []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name, table := range m.tables {
		for k, v := range table {
			if strings.Contains(k+v, text) {
				out = append(out, fmt.Sprintf("%s: %q %q", name, k, v))
			}
		}
	}
	slices.Sort(out)
	return out
}

// scanner reads a table.
type scanner interface {
	Scan(ctx context.Context, table string, after []byte, limit int, yield func(key, value []byte) error) error
}

// Dump is all that is in tables, in order.
func Dump(t testing.TB, x scanner, tables ...string) string {
	t.Helper()
	var b strings.Builder
	for _, table := range tables {
		err := x.Scan(t.Context(), table, nil, 1<<30, func(k, v []byte) error {
			fmt.Fprintf(&b, "%s %q %q\n", table, k, v)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}
