package boltstore_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

func candidateOf(id, text string) profiles.Mutation {
	return profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: id}, Record: &profiles.Candidate{ID: id, Headline: "Weaver", Text: text}}
}

// large is a store of some candidates with text that takes more than one transaction to copy.
func large(t *testing.T, dir string) *boltstore.Store {
	t.Helper()
	s := open(t, dir)
	text := strings.Repeat("warp and weft ", 2000)
	for n := range 8 {
		var ms []profiles.Mutation
		for i := range 50 {
			ms = append(ms, candidateOf(fmt.Sprintf("c%03d", n*50+i), fmt.Sprint(n, i, text)))
		}
		apply(t, s, ms...)
	}
	return s
}

// TestWritersGoOnWhileAStoreIsCompacted changes, between the parts of a copy, what was copied already and what was not yet.
func TestWritersGoOnWhileAStoreIsCompacted(t *testing.T) {
	dir := t.TempDir()
	s := large(t, dir)
	defer func() { closeStore(t, s) }()
	parts := 0
	err := s.Compact(ctx, 0, func(int64) {
		parts++
		for _, id := range []string{"c000", "c200", "c399"} {
			apply(t, s, candidateOf(id, fmt.Sprint("edited in part ", parts)))
		}
		apply(t, s, candidateOf(fmt.Sprint("new", parts), "new"), profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprintf("c%03d", parts)}})
		if _, err := s.Erase(ctx, "", fmt.Sprintf("c%03d", 300+parts), time.Now()); err != nil {
			t.Error(err)
		}
		if n, err := s.Trim(ctx, 1<<40, 0); n > 0 || err != nil {
			t.Errorf("%d changes left the feed, %v", n, err)
		}
	})
	if err != nil || parts < 4 {
		t.Fatalf("%d parts, %v", parts, err)
	}
	want, now := all(t, s), int64(0)
	for n := range parts {
		if _, there := want[profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprint("new", n+1)}]; !there {
			t.Errorf("what was new in part %d is lost", n+1)
		}
	}
	apply(t, s, candidateOf("later", "later"))
	closeStore(t, s)
	s = open(t, dir)
	r, err := s.Check(ctx, nil)
	if err != nil || !r.OK() {
		t.Errorf("%+v, %v", r, err)
	}
	if pages, err := s.CheckPages(ctx); pages != "" || err != nil {
		t.Errorf("%s %v", pages, err)
	}
	is := all(t, s)
	delete(is, profiles.Key{Kind: profiles.KindCandidate, ID: "later"})
	if d := cmp.Diff(want, is); d != "" {
		t.Error(d)
	}
	if now, _, err = s.Used(); err != nil || now == 0 {
		t.Errorf("%d bytes used, %v", now, err)
	}
}

// TestManyWritersWhileAStoreIsCompacted has a store compacted again and again under writers of keys of their own.
func TestManyWritersWhileAStoreIsCompacted(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	defer func() { closeStore(t, s) }()
	const each = 150
	var work sync.WaitGroup
	for w := range 4 {
		work.Go(func() {
			for n := range each {
				ms := []profiles.Mutation{candidateOf(fmt.Sprint("w", w, "-", n%20), fmt.Sprint(n)), candidateOf(fmt.Sprint("w", w, "-last"), fmt.Sprint(n))}
				if _, err := s.Apply(ctx, ms); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { work.Wait(); close(done) }()
	for compacted := 0; ; compacted++ {
		compact(t, s, 0)
		select {
		case <-done:
			compact(t, s, 0)
			for w := range 4 {
				e, err := s.Get(ctx, profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprint("w", w, "-last")})
				if err != nil || e.Record.(*profiles.Candidate).Text != fmt.Sprint(each-1) {
					t.Errorf("writer %d: %+v, %v", w, e.Record, err)
				}
			}
			if r, err := s.Check(ctx, nil); err != nil || !r.OK() || r.Seq != 4*each*2 {
				t.Errorf("%+v, %v", r, err)
			}
			t.Logf("%d compactions", compacted)
			return
		default:
		}
	}
}

// TestWhatACompactionLeavesOfWhatIsDeleted: the pages that nothing is in any more are gone.
func TestWhatACompactionLeavesOfWhatIsDeleted(t *testing.T) {
	s := large(t, t.TempDir())
	defer closeStore(t, s)
	for i := range 390 {
		apply(t, s, profiles.Mutation{Key: profiles.Key{Kind: profiles.KindCandidate, ID: fmt.Sprintf("c%03d", i)}})
	}
	used, free, err := s.Used()
	if err != nil || free < 5*used {
		t.Fatalf("before: %d bytes used, %d free, %v", used, free, err)
	}
	before, err := s.Size()
	if err != nil {
		t.Fatal(err)
	}
	compact(t, s, 0)
	after, err := s.Size()
	if err != nil || after > before/4 {
		t.Errorf("%d bytes, %v: before it were %d", after, err, before)
	}
	if used, free, err = s.Used(); err != nil || free > used {
		t.Errorf("after: %d bytes used, %d free, %v", used, free, err)
	}
}

// TestWhatAKilledCompactionLeftGoes with the next start.
func TestWhatAKilledCompactionLeftGoes(t *testing.T) {
	dir := t.TempDir()
	closeStore(t, open(t, dir))
	left := filepath.Join(dir, boltstore.File+".new-123")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	defer closeStore(t, s)
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
	if _, err := boltstore.Open(dir); !errors.Is(err, profiles.ErrLocked) {
		t.Errorf("a second start: %v", err)
	}
}
