package command_test

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tenon/cmd/tenon/command"
	"tenon/profiles/format/hostile"
	"tenon/profiles/intake"
)

// asCommand makes a process of this test the command itself; it names the file that takes the most memory that it had.
const asCommand = "TENON_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if peak := os.Getenv(asCommand); peak != "" {
		code := command.Main(context.Background(), os.Args[1:], command.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, time.Now)
		status, _ := os.ReadFile("/proc/self/status") // Linux only
		_ = os.WriteFile(peak, status, 0o600)
		os.Exit(code)
	}
	os.Exit(m.Run())
}

// process runs the command in a process of its own and returns what it printed, its exit code and its peak memory in MiB, 0 where
// that cannot be told.
func process(t *testing.T, args ...string) (out string, code, peak int) {
	t.Helper()
	at := filepath.Join(t.TempDir(), "status")
	c := exec.CommandContext(t.Context(), os.Args[0], args...)
	c.Env = append(os.Environ(), asCommand+"="+at)
	c.Stderr = os.Stderr
	printed, err := c.Output()
	if c.ProcessState == nil {
		t.Fatal(err)
	}
	status, _ := os.ReadFile(at)
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	if fields := strings.Fields(after); len(fields) > 0 {
		kb, _ := strconv.Atoi(fields[0])
		peak = kb >> 10
	}
	return string(printed), c.ProcessState.ExitCode(), peak
}

// maxImport is the memory in MiB that an import of hostile files may take, with its store, text index and columns.
const maxImport = 256

// The files are imported by the real command, many in one process, each process into the same directory.
func TestAnImportOfHostileFilesStaysSmallAndTheStoreWhole(t *testing.T) {
	if raced {
		t.Skip("memory is another with the race detector")
	}
	if testing.Short() {
		t.Skip("takes a minute")
	}
	t.Parallel()
	data := filepath.Join(t.TempDir(), "d")
	process(t, "import", "--data", data, write(t, "before.json", `{"kind":"candidate","id":"before","headline":"Gopher","skills":[{"name":"Go"}]}`))
	for _, group := range hostileGroups() {
		files := saved(t, group)
		start := time.Now()
		args := append([]string{"import", "--data", data, "--json"}, files...)
		out, code, peak := process(t, args...)
		if peak > maxImport { // on a busy machine collecting lags behind once, and not twice
			out, code, peak = process(t, args...)
		}
		var r intake.Report
		if err := json.Unmarshal([]byte(out), &r); err != nil || code != command.ExitRejected && code != command.ExitOK || r.Files != len(group) {
			t.Errorf("%s to %s: exit %d, %d of %d files, %v", group[0].Name, group[len(group)-1].Name, code, r.Files, len(group), err)
		}
		if peak > maxImport {
			t.Errorf("%s to %s: %d MiB: want at most %d", group[0].Name, group[len(group)-1].Name, peak, maxImport)
		}
		t.Logf("%3d files from %s: %d MiB, %v", len(group), group[0].Name, peak, time.Since(start).Round(time.Millisecond))
		for _, f := range files {
			_ = os.Remove(f)
		}
	}
	if out, code, _ := process(t, "search", "--data", data, "--kind", "candidate", "gopher"); code != 0 || !strings.Contains(out, "before") {
		t.Errorf("the record from before is lost: exit %d, %s", code, out)
	}
}

func hostileGroups() (groups [][]hostile.File) {
	const each = 60
	for f := range hostile.Files() {
		if n := len(groups); n == 0 || len(groups[n-1]) == each {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], f)
	}
	return groups
}

// saved writes files to disk. Of one that is too large to be read, what is beyond that is not written.
func saved(t *testing.T, files []hostile.File) (paths []string) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		p := filepath.Join(dir, f.Name)
		w, err := os.Create(p)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, io.LimitReader(f.Open(), 48<<20)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, p)
	}
	return paths
}
