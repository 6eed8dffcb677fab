package hostile_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"tenon/profiles"
	"tenon/profiles/format/hostile"
)

var (
	figures = flag.Bool("figures", false, "print how long each file takes, how much memory, and what is said of it")
	only    = flag.String("only", "", "read only the files whose names match this")
)

// maxPeak is the memory in MiB that the process may have while it reads one file, all its tables included.
const maxPeak = 256

func isInvalid(err error) bool { return errors.Is(err, profiles.ErrInvalid) }

func TestFilesAreManyAndHaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for f := range hostile.Files() {
		if seen[f.Name] || f.Name == "" || f.Why == "" {
			t.Errorf("%q, %q: stated twice or not at all", f.Name, f.Why)
		}
		seen[f.Name] = true
	}
	if len(seen) < 500 {
		t.Errorf("%d files", len(seen))
	}
}

func TestAFileIsTheSameEachTime(t *testing.T) {
	for f := range hostile.Files() {
		if !strings.Contains(f.Name, "noise") && !strings.Contains(f.Name, "words") && !strings.Contains(f.Name, "nested") {
			continue
		}
		a, _ := io.ReadAll(io.LimitReader(f.Open(), 1<<20))
		b, _ := io.ReadAll(io.LimitReader(f.Open(), 1<<20))
		if len(a) == 0 || !bytes.Equal(a, b) {
			t.Errorf("%s: %d and %d bytes that differ", f.Name, len(a), len(b))
		}
	}
}

// Each file is read in a process of its own kind, which may die without ending the test.
func TestEveryFileEndsInOneClearErrorOrABoundedReading(t *testing.T) {
	if raced {
		t.Skip("memory is another with the race detector; the import of these files runs with it")
	}
	if !*figures {
		t.Parallel()
	}
	child := start(t)
	var worst worst
	for f := range hostile.Files() {
		if ok, err := regexp.MatchString(*only, f.Name); err != nil || !ok {
			continue
		}
		o, err := child.read(f.Name)
		if err != nil {
			t.Errorf("%s (%s): the process that reads it died: %s", f.Name, f.Why, child.stop())
			child = start(t)
			continue
		}
		if err := judge(f, o); err != nil {
			t.Errorf("%s (%s): %v", f.Name, f.Why, err)
		}
		worst.add(o)
		if *figures {
			fmt.Println(o)
		}
	}
	if said := child.stop(); said != "" {
		t.Errorf("the reading process said %s", said)
	}
	if *figures {
		fmt.Println(worst)
	}
}

// judge says what is wrong with an outcome.
func judge(f hostile.File, o outcome) error {
	errs := o.Faults
	if o.Err != "" {
		errs++
	}
	switch {
	case o.Peak > maxPeak:
		return fmt.Errorf("%d MiB: want at most %d", o.Peak, maxPeak)
	case !o.Invalid:
		return fmt.Errorf("not profiles.ErrInvalid: %q", o.said())
	case late(o):
		return nil // the machine is slow, and the file ended in time
	case f.Says == hostile.Found && (errs > 0 || o.Drafts == 0):
		return fmt.Errorf("what is good in it was not read: %q", o.said())
	case f.Says == hostile.Found:
		return nil
	case !strings.Contains(o.said(), f.Says):
		return fmt.Errorf("%d drafts, %q: want an error with %q", o.Drafts, o.said(), f.Says)
	case strings.Contains(o.said(), "\n"):
		return fmt.Errorf("an error of several lines: %q", o.said())
	case errs > 1 && !strings.HasSuffix(path.Ext(f.Name), "json"): // files of records have one error a record
		return fmt.Errorf("%d errors: %q", errs, o.said())
	}
	return nil
}

func late(o outcome) bool {
	return strings.Contains(o.said(), "it takes longer than") || strings.Contains(o.said(), "reading took longer than")
}

// worst is the figures for a note.
type worst struct {
	files      int
	other, pdf outcome // that took longest
	peak       outcome // that had most memory
}

func (w *worst) add(o outcome) {
	w.files++
	longest := &w.other
	if path.Ext(o.Name) == ".pdf" {
		longest = &w.pdf
	}
	if o.Took > longest.Took {
		*longest = o
	}
	if o.Peak > w.peak.Peak {
		w.peak = o
	}
}

func (w worst) String() string {
	return fmt.Sprintf("%d files\nlongest PDF    %v (%s)\nlongest other  %v (%s)\nmost memory    %d MiB (%s)", w.files, w.pdf.Took.Round(time.Millisecond), w.pdf.Name,
		w.other.Took.Round(time.Millisecond), w.other.Name, w.peak.Peak, w.peak.Name)
}

func (o outcome) String() string {
	return fmt.Sprintf("%-32s %6d ms %4d MiB %3d drafts %3d faults %.300q", o.Name, o.Took.Milliseconds(), o.Peak, o.Drafts, o.Faults, o.said())
}
