package boltstore_test

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/profiles"
	"tenon/profiles/store/boltstore"
)

// alone tells whether this process is one that runs the test alone; where it is not, it lets one do so and says what that one says. What a
// process may not write, it may not write into the log of files that go test keeps either: a process of its own keeps none.
func alone(t *testing.T) bool {
	t.Helper()
	const asked = "TENON_TEST_ALONE"
	if os.Getenv(asked) != "" {
		return true
	}
	again := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$")
	again.Env = append(os.Environ(), asked+"=1")
	out, err := again.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "PASS") {
		t.Errorf("%v\n%s", err, out)
	}
	return false
}

// withoutWriting runs f while this process may not write into any file.
func withoutWriting(t *testing.T, f func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 0, Max: was.Max}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
			t.Fatal(err)
		}
	}()
	f()
}

// TestACommitThatFailsEndsACompaction: what such a commit wrote may have been seen, and copied, and be gone again. So the copy is none, and
// the file in use goes on; the next compaction works.
func TestACommitThatFailsEndsACompaction(t *testing.T) {
	if !alone(t) {
		return
	}
	dir := t.TempDir()
	s := large(t, dir)
	defer func() { closeStore(t, s) }()
	path := filepath.Join(dir, boltstore.File)
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	parts := 0
	err = s.Compact(ctx, 0, func(int64) {
		parts++
		apply(t, s, candidateOf("c000", "acknowledged"))
		if parts != 2 {
			return
		}
		withoutWriting(t, func() {
			if _, err := s.Apply(ctx, []profiles.Mutation{candidateOf("c000", "refused"), candidateOf("new", "refused")}); !errors.Is(err, profiles.ErrDiskFull) {
				t.Errorf("%v: want ErrDiskFull", err)
			}
			if _, err := s.Get(ctx, candidateOf("c001", "").Key); err != nil {
				t.Errorf("reading does not go on: %v", err)
			}
		})
	})
	if !errors.Is(err, profiles.ErrUnavailable) || parts < 4 {
		t.Errorf("%d parts, %v: want ErrUnavailable", parts, err)
	}
	now, err := os.Stat(path)
	if err != nil || !os.SameFile(before, now) {
		t.Errorf("the file is another: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v, %v: something is left of the copy", left, err)
	}
	acknowledged(t, s)
	want := all(t, s)
	compact(t, s, 0)
	closeStore(t, s)
	s = open(t, dir)
	acknowledged(t, s)
	if d := cmp.Diff(want, all(t, s)); d != "" {
		t.Error(d)
	}
}

// acknowledged holds that a store has what was acknowledged, and not what was refused, and agrees with its feed.
func acknowledged(t *testing.T, s *boltstore.Store) {
	t.Helper()
	e, err := s.Get(ctx, candidateOf("c000", "").Key)
	if err != nil || e.Record.(*profiles.Candidate).Text != "acknowledged" {
		t.Errorf("%+v, %v", e.Record, err)
	}
	if _, err := s.Get(ctx, candidateOf("new", "").Key); !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("what was refused is there: %v", err)
	}
	if r, err := s.Check(ctx, nil); err != nil || !r.OK() {
		t.Errorf("%+v, %v", r, err)
	}
}
