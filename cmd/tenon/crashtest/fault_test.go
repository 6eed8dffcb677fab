package crashtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// stepsOfFaults is how many operations each writer makes while a system call fails: enough to meet it, and to go on afterwards.
const stepsOfFaults = 6

// failing are the calls that fail, and how.
var failing = []struct{ calls, errno string }{
	{"pwrite64,write", "ENOSPC"}, {"pwrite64,write", "EIO"}, {"fsync,fdatasync", "EIO"}, {"fsync,fdatasync", "ENOSPC"},
	{"openat", "EMFILE"}, {"openat", "ENOSPC"}, {"rename,renameat,renameat2", "EIO"}, {"ftruncate", "ENOSPC"}, {"mmap", "ENOMEM"},
}

// TestSystemCallsThatFail has one system call after the other fail once in a process that goes on: what fails is not acknowledged, and
// what comes later works again without a restart.
func TestSystemCallsThatFail(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		required(t, "strace", err.Error())
	}
	var met atomic.Int64
	t.Cleanup(func() { t.Logf("%d calls failed, each in a process of its own", met.Load()) })
	for _, f := range failing {
		t.Run(f.calls+" "+f.errno, func(t *testing.T) {
			t.Parallel()
			n := 1
			defer func() { t.Logf("up to number %d of a thread", n) }()
			for ; (*faults == 0 || n <= *faults) && !t.Failed(); n++ {
				if !fails(t, strace, f.calls, f.errno, n) {
					break
				}
				met.Add(1)
			}
		})
	}
}

// fails runs a load in which the n-th call of every thread fails, and says whether any did.
func fails(t *testing.T, strace, calls, errno string, n int) bool {
	t.Helper()
	dir, m := t.TempDir(), newModel()
	m.faulty = true
	log := filepath.Join(t.TempDir(), "strace")
	path := filter(dir)
	under := append([]string{strace, "-f", "-qq", "-o", log, "-e", "trace=" + calls, "-e", fmt.Sprintf("inject=%s:error=%s:when=%d", calls, errno, n)}, path...)
	cmd := command("steps", dir, n, "", under...)
	cmd.Env = append(cmd.Env, fmt.Sprintf("%s=%d", childSteps, *steps))
	said := run(t, cmd, m, nil)
	trace, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	injected := strings.Contains(string(trace), "(INJECTED)")
	if !injected {
		return false
	}
	if !m.done && !m.unavailable {
		t.Errorf("%s of %s number %d: the process did not go on: %s", errno, calls, n, said)
	}
	m.verify(t, dir)
	return true
}

// filter are the files of a directory: calls on others, as on the pipe to the parent or on memory, do not fail.
func filter(dir string) (out []string) {
	names := []string{"records.db", "kept.db", "columns.checkpoint", "columns.checkpoint.new", "text-2", "text-2/store", "text-2/store/root.bolt", "text-2/index_meta.json", ""}
	for i := range 120 {
		names = append(names, fmt.Sprintf("text-2/store/%012x.zap", i))
	}
	for _, n := range names {
		out = append(out, "-P", filepath.Join(dir, n))
	}
	return out
}
