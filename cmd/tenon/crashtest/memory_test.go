package crashtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"tenon/cmd/tenon/app"
	cli "tenon/cmd/tenon/command"
)

// raced says that the tests are built with the race detector.
var raced bool

// TestNoMemory runs a load in processes that may have only so much address space, growing in steps. What cannot have memory in Go ends:
// where that happens nothing that was acknowledged is lost, and the next start finds everything in order.
func TestNoMemory(t *testing.T) {
	if raced {
		t.Skip("the race detector wants more address space than there is")
	}
	sh, err := exec.LookPath("sh")
	if err != nil {
		required(t, "sh", err.Error())
	}
	dir, m := t.TempDir(), newModel()
	m.faulty = true
	ended := 0
	for n := range *memories {
		mb := 900 + n*1200/max(*memories, 1)
		*m = *m.clone()
		m.done, m.unavailable = false, false
		cmd := command("steps", dir, n+1, "", sh, "-c", fmt.Sprintf(`ulimit -v %d && GOTRACEBACK=none exec "$0" "$@"`, mb<<10))
		said := run(t, cmd, m, nil)
		switch {
		case m.done || m.unavailable:
		case wanting(said):
			ended++
		default:
			t.Errorf("with %d MB the process ended for another reason: %s", mb, said)
		}
		m.verify(t, dir)
	}
	if ended == 0 {
		t.Error("no process ended for want of memory: nothing is shown")
	}
	t.Logf("%d of %d processes ended for want of memory; %d records acknowledged", ended, *memories, m.acknowledged)
}

// removedTwice is what bleve says where two of its goroutines remove the same old file.
var removedTwice = regexp.MustCompile(`(?m)^\S+ \S+ got err removing file: .*: no such file or directory\n`)

// TestASoftBoundOfMemory has processes collect garbage at every step, as GOMEMLIMIT does where it is below what is in use: that takes time, and
// nothing else.
func TestASoftBoundOfMemory(t *testing.T) {
	dir, m := t.TempDir(), newModel()
	for round := 1; round <= 2; round++ {
		m.done = false
		cmd := command("steps", dir, round, "")
		cmd.Env = append(cmd.Env, "GOMEMLIMIT=1MiB")
		if said := removedTwice.ReplaceAllString(run(t, cmd, m, nil), ""); !m.done || said != "" {
			t.Fatalf("round %d: the process did not go on: %s", round, said)
		}
		m.verify(t, dir)
	}
	if m.indeterminate > 0 {
		t.Errorf("%d operations came to nothing", m.indeterminate)
	}
}

// wanting says whether Go ended a process because it could not have memory, or no stack for another thread. Where races are looked for, it
// blames the addresses that it was refused.
func wanting(said string) bool {
	return slices.ContainsFunc([]string{"memory", "pthread_create failed", "newosproc", "too many address space collisions"}, func(why string) bool {
		return strings.Contains(said, why)
	})
}

// TestNoMoreMemory takes a server's right to map more memory for a while: reads go on, or the process ends and says why; nothing that was
// acknowledged is lost, and who goes on does so without a restart.
func TestNoMoreMemory(t *testing.T) {
	u := inUse(t)
	u.m.faulty = true
	u.more(t, 40)
	over := u.without(t)
	if !u.answers(t, u.w, 40) {
		u.stop()
		u.w.Wait()
		if !wanting(u.log.String()) {
			t.Errorf("the process ended for another reason: %s", u.log)
		}
		t.Logf("the process ended for want of memory: %s", u.log.fatal)
		u.m.verify(t, u.dir)
		return
	}
	over()
	u.more(t, 80)
	u.settled(t)
	u.finish(t)
}

// without takes the right to map more memory until over is called.
func (s *server) without(t *testing.T) (over func()) {
	t.Helper()
	var was unix.Rlimit
	pid := s.cmd.Process.Pid
	if err := unix.Prlimit(pid, unix.RLIMIT_AS, nil, &was); err != nil {
		t.Fatal(err)
	}
	statm, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		t.Fatal(err)
	}
	var pages uint64
	if _, err := fmt.Sscan(string(statm), &pages); err != nil {
		t.Fatal(err)
	}
	if err := unix.Prlimit(pid, unix.RLIMIT_AS, &unix.Rlimit{Cur: pages * uint64(os.Getpagesize()), Max: was.Max}, nil); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := unix.Prlimit(pid, unix.RLIMIT_AS, &was, nil); err != nil {
			t.Error(err)
		}
	}
}

// answers waits until so many more reads are answered; false: the process has ended.
func (s *server) answers(t *testing.T, w *work, n int64) bool {
	t.Helper()
	reads := func() (n int64) {
		for _, c := range w.clients {
			n += c.reads.Load()
		}
		return n
	}
	until, deadline := reads()+n, time.After(time.Minute)
	for tick := time.NewTicker(10 * time.Millisecond); ; {
		select {
		case <-s.ended:
			s.dead.Store(true)
			tick.Stop()
			return false
		case <-deadline:
			t.Fatal("reads do not go on, and the process does not end")
		case <-tick.C:
			if reads() >= until {
				tick.Stop()
				return true
			}
		}
	}
}

// TestTooLittleMemoryToOpen: what would not fit is refused before it is tried, and says how much it needs.
func TestTooLittleMemoryToOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	populate(t, dir, newModel())
	need := app.Need(*soakKeys, 0)
	code, said, _ := ran(t, "rank", "--data", dir, "--role", "r0", "--memory", fmt.Sprint(need-1))
	if code != cli.ExitUnavailable || !strings.Contains(said, "of memory") {
		t.Errorf("exit code %d: %s", code, said)
	}
	if code, said, _ := ran(t, "rank", "--data", dir, "--role", "r0"); code != cli.ExitOK {
		t.Errorf("exit code %d: %s", code, said)
	}
}
