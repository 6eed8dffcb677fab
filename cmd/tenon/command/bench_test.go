package command_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"tenon/cmd/tenon/bench"
	"tenon/cmd/tenon/command"
)

// The table fits into a terminal of 80 cells, its numbers stand below each other, and what a figure is compared with can be found.
func TestTheTableOfABenchFitsIntoEightyCells(t *testing.T) {
	args := []string{"bench", "--candidates", "1200", "--roles", "80", "--dir", t.TempDir()}
	row := regexp.MustCompile(`^ *(\d+) .{41} {1,11}[\d.]+ \S`)
	against := regexp.MustCompile(`\[(\d+)\]$`)
	numbers := map[string]bool{}
	var compared []string
	out := must(t, args...)
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		if n := utf8.RuneCountInString(line); n > 80 || strings.TrimRight(line, " ") != line {
			t.Errorf("%d cells: %q", n, line)
		}
		if m := row.FindStringSubmatch(line); m != nil {
			numbers[m[1]] = true
		}
		if m := against.FindStringSubmatch(line); m != nil {
			compared = append(compared, m[1])
		}
	}
	var r bench.Report
	decode(t, must(t, append(args, "--json")...), &r)
	if len(numbers) != len(r.Figures) || len(compared) < 8 {
		t.Errorf("%d lines of figures, %d of them compared: want %d and some\n%s", len(numbers), len(compared), len(r.Figures), out)
	}
	for _, n := range compared {
		if !numbers[n] {
			t.Errorf("a figure is compared with line %s, which there is not", n)
		}
	}
	if !strings.Contains(out, "18 of 18 answers are equal, place by place, to those of scoring pair by pair") {
		t.Errorf("it does not say what was verified:\n%s", out)
	}
}

func TestABenchThatCannotBeIsRefused(t *testing.T) {
	file := write(t, "file", "")
	for _, x := range []struct {
		args []string
		says string
	}{
		{[]string{"--candidates", "0"}, "at least one"},
		{[]string{"--roles=-1"}, "at least one"},
		{[]string{"--growth", "5,3"}, "the least first"},
		{[]string{"--kept", "--edits", "0"}, "at least one"},
		{[]string{"--dir", file}, "file"},
	} {
		if _, errs, code := run(t, append([]string{"bench"}, x.args...)...); code != command.ExitUsage || !strings.Contains(errs, x.says) {
			t.Errorf("%v: exit %d, %s: want exit %d and %q", x.args, code, errs, command.ExitUsage, x.says)
		}
	}
}
