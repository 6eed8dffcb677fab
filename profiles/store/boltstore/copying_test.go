package boltstore

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"tenon/profiles"
)

// TestACopyInWhichBboltPanicsIsLetGo has changes, and tables, copied where bbolt panics over them: the copy can be closed, for which bbolt
// waits for ever while a transaction is open.
func TestACopyInWhichBboltPanicsIsLetGo(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	ms := []profiles.Mutation{{Key: profiles.Key{Kind: profiles.KindCandidate, ID: "c"}, Record: &profiles.Candidate{ID: "c", Headline: "Weaver"}}}
	if _, err := s.Apply(t.Context(), ms); err != nil {
		t.Fatal(err)
	}
	for name, copied := range map[string]func(context.Context, *bbolt.DB) error{
		"changes": func(ctx context.Context, db *bbolt.DB) error { // into a file without buckets
			_, err := (&copying{s: s, db: db}).follow(ctx)
			return err
		},
		"tables": func(ctx context.Context, db *bbolt.DB) error {
			return s.view(ctx, func(tx *bbolt.Tx) error {
				return copyBuckets(ctx, db, tx, func(_, _, v []byte) ([]byte, error) { panic("a damaged page") }, nil)
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := bbolt.Open(filepath.Join(t.TempDir(), "copy.db"), 0o600, options())
			if err != nil {
				t.Fatal(err)
			}
			if err := copied(t.Context(), db); !errors.Is(err, profiles.ErrDamaged) {
				t.Errorf("%v: want ErrDamaged", err)
			}
			if !within(func() { err = db.Close() }) || err != nil {
				t.Errorf("the copy cannot be closed: %v", err)
			}
		})
	}
}
