package crashtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// stepsOfPower is how many operations each writer makes before the power is lost, at many moments in turn.
const stepsOfPower = 12

// TestLossOfPower records every write and every sync of a process, and makes of them what may be on the disk after a loss of power at
// moments in between: what was acknowledged is there, and all that is there agrees. A process whose syncs are taken away shows that this
// test sees what they are for.
func TestLossOfPower(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		required(t, "strace", err.Error())
	}
	for _, x := range []struct {
		name   string
		inject []string
		lost   bool
	}{
		{"with all syncs", nil, false},
		{"without those of the stores", []string{"-e", "inject=fdatasync:retval=0"}, true},
	} {
		t.Run(x.name, func(t *testing.T) {
			harm := powerLost(t, strace, x.inject)
			switch {
			case x.lost && len(harm) == 0:
				t.Error("without syncs nothing was lost: the test sees nothing")
			case x.lost:
				t.Logf("%d of %d losses of power did harm, such as: %s", len(harm), *powers, head(harm[0]))
			default:
				for _, h := range harm {
					t.Error(h)
				}
			}
		})
	}
}

// powerLost runs a process with some of its calls left out, and returns what was wrong after losses of power at moments of its run.
func powerLost(t *testing.T, strace string, inject []string) (harm []string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	a, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	d, err := newDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	before, err := newDisk(dir) // for the first of two passes
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "strace")
	if said := run(t, command("power", dir, 1, "", tracing(strace, log, inject...)...), newModel(), nil); said != "" {
		t.Fatal(said)
	}
	calls := 0
	count := func() error { calls++; return nil }
	if err := replay(log, before, count, func(string) {}); err != nil {
		t.Fatal(err)
	}
	moments := map[int]bool{}
	r := rand.New(rand.NewPCG(*seed, 5))
	for len(moments) < min(*powers, calls/2) {
		moments[1+r.IntN(calls)] = true
	}
	m, call := newModel(), 0
	at := func() error {
		if call++; !moments[call] {
			return nil
		}
		after := filepath.Join(t.TempDir(), "after")
		if err := d.lose(after, r); err != nil {
			return err
		}
		if found := m.after(t, after); len(found) > 0 {
			harm = append(harm, fmt.Sprintf("after call %d of %d: %s", call, calls, strings.Join(found, "\n")))
		}
		return os.RemoveAll(after)
	}
	if err := replay(log, d, at, func(line string) { m.hear(strings.Fields(line)) }); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d calls, %d moments, %d records acknowledged", calls, len(moments), m.acknowledged)
	return harm
}

// after compares a directory with what a model knows so far, and returns what is wrong. The model goes on unchanged.
func (m *model) after(t *testing.T, dir string) []string {
	now := m.clone()
	now.faulty = true // caches that a loss of power has damaged are noticed and made anew
	c := &counted{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		now.verify(c, dir)
	}()
	<-done
	return c.found
}

// counted keeps what a test finds wrong.
type counted struct {
	testing.TB
	found []string
}

// Errorf, Error, Fatalf and Fatal implement testing.TB.
func (c *counted) Errorf(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func (c *counted) Error(args ...any) { c.found = append(c.found, fmt.Sprint(args...)) }

func (c *counted) Fatalf(format string, args ...any) {
	c.Errorf(format, args...)
	runtime.Goexit()
}

func (c *counted) Fatal(args ...any) {
	c.Error(args...)
	runtime.Goexit()
}
