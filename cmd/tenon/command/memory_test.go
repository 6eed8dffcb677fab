package command_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/command"
)

// What does not fit is refused before it is tried, with both numbers and what to do.
func TestWhatDoesNotFitIntoMemoryIsRefused(t *testing.T) {
	dir := sampleDir(t)
	for _, args := range [][]string{
		{"rank", "--data", dir, "--role", "r-001", "--memory", "1MB"},
		{"rescore", "--data", dir, "--memory", "1MB"},
		{"rebuild", "--data", dir, "--memory", "1MB"},
		{"serve", "--data", dir, "--addr", "127.0.0.1:0", "--memory", "1MB"},
		{"mcp", "--data", dir, "--memory", "1MB"},
		{"bench", "--candidates", "1000000000"},
		{"bench", "--memory", "100 mb"},
	} {
		in, still := io.Pipe() // an assistant that is gone before there is an answer is told nothing
		_, errs, code := runWith(t, in, args...)
		_ = still.Close()
		if code != command.ExitUnavailable || !strings.Contains(errs, "needs about") || !strings.Contains(errs, "are available") || !strings.Contains(errs, "--memory") {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
	must(t, "rank", "--data", dir, "--role", "r-001", "--memory", "2GB")
	for _, bad := range []string{"0", "-1GB", "much", "1e30TB"} {
		if _, errs, code := run(t, "rank", "--data", dir, "--role", "r-001", "--memory="+bad); code != command.ExitUsage || !strings.Contains(errs, "12GB") {
			t.Errorf("--memory=%s: exit %d, %s", bad, code, errs)
		}
	}
	// Keeping long lists needs more than opening.
	if _, errs, code := run(t, "rescore", "--data", dir, "--top", "10000", "--memory", "121MB"); code != command.ExitUnavailable || !strings.Contains(errs, "to keep the best 10000") {
		t.Errorf("long lists: exit %d, %s", code, errs)
	}
}

// To make text and columns anew takes more than to open them: where that does not fit, nothing is taken away.
func TestWhatDoesNotFitWhileItIsMadeIsRefused(t *testing.T) {
	dir := sampleDir(t)
	var made app.Rebuilt
	decode(t, must(t, "rebuild", "--data", dir, "--json"), &made)
	least := fmt.Sprint(app.Need(made.Candidates, made.Roles), "B") // to have it open
	rank := []string{"rank", "--data", dir, "--role", "r-001", "--memory"}
	must(t, append(rank, least)...)
	refused := func(args ...string) {
		t.Helper()
		if _, errs, code := run(t, args...); code != command.ExitUnavailable || !strings.Contains(errs, "to open the directory with") {
			t.Errorf("%v: exit %d, %s", args, code, errs)
		}
	}
	refused("rebuild", "--data", dir, "--memory", least)
	refused("rebuild", "--data", dir, "--columns", "--memory", least)
	must(t, append(rank, least)...) // everything is still there
	must(t, "rebuild", "--data", dir, "--memory", "1GB")
}
