package room_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/room"
	"tenon/profiles/room/roomtest"
)

func TestWhatDoesNotFitIsRefusedWithWhatThereIs(t *testing.T) {
	d := roomtest.New(t, 4000)
	const mb = 1 << 20
	if err := room.For(d.Dir, "a.db", 3*mb); err != nil {
		t.Errorf("it would fit: %v", err)
	}
	again := d.Leave(t, 2*mb)
	err := room.For(d.Dir, "a.db", 3*mb)
	if !errors.Is(err, profiles.ErrNoRoom) || !errors.Is(err, profiles.ErrUnavailable) {
		t.Errorf("%v: want ErrNoRoom", err)
	} else if !strings.Contains(err.Error(), "a.db takes about 3.1 MB, and 2.1 MB are free") {
		t.Errorf("it does not say what is needed and what there is: %v", err)
	}
	if again(); room.For(d.Dir, "a.db", 3*mb) != nil {
		t.Error("there is room again, and it is refused")
	}
}

func TestWhatADiskDoesNotTellIsNotRefused(t *testing.T) {
	if err := room.For(filepath.Join(t.TempDir(), "none"), "a.db", 1<<62); err != nil {
		t.Errorf("a directory that is not there: %v", err)
	}
	d := roomtest.New(t, 4000)
	if err := d.Resize(0); err != nil {
		t.Fatal(err)
	}
	if err := room.For(d.Dir, "a.db", 1<<62); err != nil {
		t.Errorf("a disk without a bound: %v", err)
	}
}
