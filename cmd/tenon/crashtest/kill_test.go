package crashtest

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// command is a child with a job, which may run under another program. The two are a process group, so that both are reached by a signal.
func command(job, dir string, round int, at string, under ...string) *exec.Cmd {
	exe, err := os.Executable()
	if err != nil {
		panic(err) // of a test that is running
	}
	args := append(under, exe)
	cmd := exec.Command(args[0], args[1:]...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Env = append(os.Environ(), childJob+"="+job, childDir+"="+dir, fmt.Sprintf("%s=%d", childRound, round), childPoint+"="+at)
	return cmd
}

// started starts a child and gives what it tells, and what it prints as errors.
func started(t *testing.T, cmd *exec.Cmd) (*bufio.Scanner, *strings.Builder) {
	t.Helper()
	stderr := new(strings.Builder)
	cmd.Stderr = stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return bufio.NewScanner(out), stderr
}

// run starts a child, has the model hear what it tells, and lets end end it once it is ready. It returns what the child printed as
// errors.
func run(t *testing.T, cmd *exec.Cmd, m *model, ready func()) string {
	t.Helper()
	out, stderr := started(t, cmd)
	answered := watch(cmd, patience, lastWords)
	lines(out, func(f []string) {
		m.hear(f)
		if len(f) == 1 && f[0] == "ready" && ready != nil {
			ready()
		}
	})
	err := cmd.Wait()
	if !answered() {
		t.Errorf("the child hung: %s", stderr.String())
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	m.killed = ok && status.Signaled()
	for _, e := range m.errs {
		t.Errorf("the child says: %s", e)
	}
	m.errs = nil
	return stderr.String()
}

// TestKill ends the program at random moments of a mixed load. After each kill all that was acknowledged is compared and searched; every
// so many, and at the end, everything is derived anew and compared, too.
func TestKill(t *testing.T) {
	dir, m := t.TempDir(), newModel()
	r := rand.New(rand.NewPCG(*seed, 1))
	for round := 1; round <= *rounds && !t.Failed(); round++ {
		if round%50 == 0 { // or the log of erasures and the feed take more time than the kills
			m.verify(t, dir)
			acknowledged, refused := m.acknowledged, m.refused
			dir, m = t.TempDir(), newModel()
			m.acknowledged, m.refused = acknowledged, refused
		}
		cmd := command("load", dir, round, "")
		wait := time.Duration(r.IntN(150)) * time.Millisecond
		var timer *time.Timer
		said := run(t, cmd, m, func() { timer = time.AfterFunc(wait, func() { _ = cmd.Process.Kill() }) })
		if timer == nil || said != "" || !m.killed {
			t.Fatalf("round %d: the child ended by itself: %s", round, said)
		}
		if round%*thorough == 0 || round == *rounds {
			m.verify(t, dir)
		} else {
			m.verifyWritten(t, dir)
		}
	}
	t.Logf("%d kills, %d records acknowledged, %d operations refused", *rounds, m.acknowledged, m.refused)
}
