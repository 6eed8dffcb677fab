package hostile_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/hostile"
)

var figures = flag.Bool("figures", false, "print how long each file takes and how much memory")

var only = flag.String("only", "", "read only the files whose names match this")

func isInvalid(err error) bool { return errors.Is(err, profiles.ErrInvalid) }

func TestHostile(t *testing.T) {
	child := start(t)
	for f := range hostile.Files() {
		if ok, _ := regexp.MatchString(*only, f.Name); !ok {
			continue
		}
		o, err := child.read(f.Name)
		if err != nil {
			t.Errorf("%s (%s): the process that reads it died: %s", f.Name, f.Why, child.stop())
			child = start(t)
			continue
		}
		if *figures {
			fmt.Fprintf(os.Stderr, "%-32s %6d ms %4d MiB %3d drafts %3d faults %.300q\n", f.Name, o.Took.Milliseconds(), o.Peak, o.Drafts, o.Faults, o.said())
		}
	}
	child.stop()
}
