//go:build unix

package command_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What is no file is written to, and stays what it is: --out /dev/null must not put a file in its place.
func TestOutputToAPipeLeavesThePipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("skipped: no named pipes here: %v", err)
	}
	r, err := os.OpenFile(pipe, os.O_RDWR, 0) // both ends, so that nobody waits for the other
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }() // nothing is written through it
	must(t, "eval", "run", "skills", "--queries", write(t, "q.jsonl", `{"id":"a","text":"Python"}`), "--out", pipe, "--top", "1")
	if fi, err := os.Lstat(pipe); err != nil || fi.Mode()&os.ModeNamedPipe == 0 {
		t.Fatalf("%v, %v: the pipe is gone", fi, err)
	}
	if line, err := bufio.NewReader(r).ReadString('\n'); err != nil || !strings.HasPrefix(line, "a Q0 ") {
		t.Errorf("%q, %v", line, err)
	}
}
