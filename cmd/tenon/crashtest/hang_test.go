package crashtest

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// patience is how long a child may say nothing: much more than anything takes on a machine that does much else.
const patience = 3 * time.Minute

// lastWords is how long a child that hung may take to print what its goroutines wait for.
const lastWords = 30 * time.Second

// watch ends a child that goes on for longer than long. It is told to print its goroutines first; what it runs under, such as strace,
// does not listen to that, and neither may a child that something else holds, so all of its group is killed some time later: what it
// printed is at an end then, and nobody who reads that waits for ever. ended says whether the child came to its end before.
func watch(cmd *exec.Cmd, long, last time.Duration) (ended func() bool) {
	group := func(s syscall.Signal) { _ = syscall.Kill(-cmd.Process.Pid, s) } // one that has ended hears none
	killed := func() bool { return true }
	asked := make(chan struct{})
	stop := afterRunning(long, func() {
		defer close(asked)
		group(syscall.SIGQUIT)
		killed = afterRunning(last, func() { group(syscall.SIGKILL) })
	})
	return func() bool {
		if stop() {
			return true
		}
		<-asked
		killed()
		return false
	}
}

// afterRunning calls f after a time in which this process runs: while the machine has stopped it, and its children, no time passes. stop
// says whether it came before.
func afterRunning(d time.Duration, f func()) (stop func() bool) {
	const step = 100 * time.Millisecond
	var decided atomic.Bool
	waiting, cancel := context.WithCancel(ctx)
	go func() {
		tick := time.NewTicker(step) // what is missed is not made up
		defer tick.Stop()
		for range d / step {
			select {
			case <-waiting.Done():
				return
			case <-tick.C:
			}
		}
		if decided.CompareAndSwap(false, true) {
			f()
		}
	}()
	return func() bool {
		cancel()
		return decided.CompareAndSwap(false, true)
	}
}

// hang is a child that never ends; one that is deaf does not listen to who asks what it waits for, either.
func hang(deaf bool) {
	if deaf {
		signal.Ignore(syscall.SIGQUIT)
	}
	never := make(chan os.Signal, 1)
	signal.Notify(never, syscall.SIGUSR1)
	tell("ready")
	<-never
}

// TestAHangIsTold holds that a child which hangs is at an end some time later, also under a program that does not listen, and what it
// waited for is printed.
func TestAHangIsTold(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		required(t, "strace", err.Error())
	}
	for _, c := range []struct {
		job  string
		last time.Duration
	}{{"hang", lastWords}, {"deaf", time.Second}} {
		t.Run(c.job, func(t *testing.T) {
			cmd := command(c.job, t.TempDir(), 0, "", strace, "-f", "-qq", "-o", os.DevNull, "-e", "trace=fsync")
			out, stderr := started(t, cmd)
			ended := func() bool { return true }
			lines(out, func([]string) { ended = watch(cmd, time.Second, c.last) })
			if err := cmd.Wait(); err == nil || ended() {
				t.Errorf("it ended by itself: %v", err)
			}
			if told := strings.Contains(stderr.String(), "crashtest.hang("); told != (c.job == "hang") {
				t.Errorf("it said: %s", stderr.String())
			}
		})
	}
}
