package crashtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// outages are what a machine may take from a server for a while, and what the server says to whoever writes then.
var outages = []struct{ calls, errno, says string }{
	{"pwrite64", "EROFS", "the disk cannot be written to"},
	{"pwrite64", "ENOSPC", "the disk is full"},
	{"fdatasync,fsync", "EIO", "the disk reports an error"},
}

// TestOutages has a server that is in use meet a disk that takes nothing for a while: reads go on, writes fail and say why, nothing is
// acknowledged, and everything goes on without a restart when it is over.
func TestOutages(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		required(t, "strace", err.Error())
	}
	u := inUse(t)
	u.m.faulty = true
	for _, o := range outages {
		u.more(t, 40)
		over := u.outage(t, strace, u.dir, o.calls, o.errno)
		u.w.refused(t, u.m, o.says)
		acknowledged := u.w.reading(t, u.m, (*work).late)
		if now := u.w.reading(t, u.m, (*work).late); now != acknowledged {
			t.Errorf("%s of %s: %d records were acknowledged meanwhile", o.errno, o.calls, now-acknowledged)
		}
		over()
		u.more(t, 40)
	}
	u.finish(t)
}

// outage lets calls on the files of a directory fail until what it returns is called.
func (s *server) outage(t *testing.T, strace, dir, calls, errno string) (over func()) {
	t.Helper()
	args := []string{"-f", "-qq", "-o", os.DevNull, "-p", fmt.Sprint(s.cmd.Process.Pid), "-e", "trace=" + calls, "-e", fmt.Sprintf("inject=%s:error=%s", calls, errno)}
	tracer := exec.Command(strace, append(args, filter(dir)...)...)
	if err := tracer.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	over = func() {
		if ended {
			return
		}
		ended = true
		_ = tracer.Process.Signal(syscall.SIGINT) // it lets go of the process, which goes on
		_ = tracer.Wait()                         // likewise
	}
	t.Cleanup(over)
	return over
}

// refused waits until a write is refused for a reason.
func (w *work) refused(t *testing.T, m *model, says string) {
	t.Helper()
	said := func() (last string) {
		hearing.Lock()
		defer hearing.Unlock()
		for _, c := range w.clients {
			if strings.Contains(c.refused, says) {
				return says
			}
			last = c.refused
		}
		return last
	}
	for deadline := time.Now().Add(time.Minute); said() != says; <-time.After(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("no write is refused since %s; the last: %s", says, said())
		}
	}
}

// reading waits until some more reads have been answered, none of those refused that passed counts, and returns how many records have been acknowledged.
func (w *work) reading(t *testing.T, m *model, passed func(*work) int64) int {
	t.Helper()
	reads := func() (n int64) {
		for _, c := range w.clients {
			n += c.reads.Load()
		}
		return n
	}
	late, until := passed(w), reads()+20
	for deadline := time.Now().Add(time.Minute); reads() < until; <-time.After(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("reads do not go on: %s", w.heard())
		}
	}
	if n := passed(w) - late; n > 0 {
		t.Errorf("%d reads were refused", n)
	}
	if t.Failed() {
		t.Logf("refused: %s", w.heard())
	}
	hearing.Lock()
	defer hearing.Unlock()
	return m.acknowledged
}

// heard is why reads were refused, the last of each client.
func (w *work) heard() string {
	hearing.Lock()
	defer hearing.Unlock()
	var out []string
	for _, c := range w.clients {
		if c.lately != "" {
			out = append(out, c.lately)
		}
	}
	return strings.Join(out, "; ")
}

// TestTooManyFiles takes a server's right to open more files for a while: who is connected goes on, and afterwards everybody does. An
// index of text that could not write a file has to open others: searches may be told to come again meanwhile.
func TestTooManyFiles(t *testing.T) {
	u := inUse(t)
	u.m.faulty = true
	u.more(t, 40)
	var was unix.Rlimit
	few := unix.Rlimit{Cur: 1}
	if err := unix.Prlimit(u.cmd.Process.Pid, unix.RLIMIT_NOFILE, nil, &was); err != nil {
		t.Fatal(err)
	}
	few.Max = was.Max
	if x, err := u.sample(ctx); err == nil {
		few.Cur = uint64(x.descriptors) // it has them all
	}
	if err := unix.Prlimit(u.cmd.Process.Pid, unix.RLIMIT_NOFILE, &few, nil); err != nil {
		t.Fatal(err)
	}
	u.w.reading(t, u.m, (*work).lateButSearches)
	u.w.reading(t, u.m, (*work).lateButSearches)
	if err := unix.Prlimit(u.cmd.Process.Pid, unix.RLIMIT_NOFILE, &was, nil); err != nil {
		t.Fatal(err)
	}
	u.more(t, 80)
	u.settled(t)
	u.finish(t)
}

// settled waits until a server is up to date, and says nothing of degraded answers.
func (s *server) settled(t *testing.T) {
	t.Helper()
	var last *answer
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); <-time.After(20 * time.Millisecond) {
		a, err := s.ask(context.Background(), "POST", "/v1/rank", []byte(`{"role":"r0","top":1}`))
		if err != nil {
			t.Fatal(err)
		}
		if last = a; a.status == 200 && !strings.Contains(string(a.body), "degraded") {
			return
		}
	}
	t.Fatalf("answers stay degraded: %s", last)
}
