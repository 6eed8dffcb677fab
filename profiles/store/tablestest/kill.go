package tablestest

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Kill runs this binary with more in its environment, by which its TestMain knows that it is the child, and kills it once it has printed
// so many lines. said, when not nil, hears every line, the last of which may be cut. It is false when the child came to its end before
// that. A child that says anything on its standard error fails the test.
func Kill(t testing.TB, env []string, after int, said func(line string)) bool {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); {
		if said != nil {
			said(lines.Text())
		}
		if n++; n == after {
			if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
		}
	}
	err = cmd.Wait()
	if stderr.Len() > 0 {
		t.Fatal(stderr.String())
	}
	return err != nil
}
