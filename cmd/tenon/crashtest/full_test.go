package crashtest

import (
	"fmt"
	"testing"

	"tenon/profiles/room/roomtest"
)

// stepsOfFull is how many operations each writer makes: more than the largest of the disks has room for.
const stepsOfFull = 100

// TestFullDisk runs a load on a small disk until it is full and beyond; then, with more room, another one goes on with what is there.
// The sizes grow in steps, so that each place that writes is the one that meets the end of the disk.
func TestFullDisk(t *testing.T) {
	filled := 0
	for n := range *sizes {
		kb := 1100 + n*4096/max(*sizes, 1)
		t.Run(fmt.Sprint(kb, "KB"), func(t *testing.T) {
			if full(t, kb) {
				filled++
			}
		})
	}
	if filled == 0 && !t.Failed() {
		t.Error("no disk was full: nothing is shown")
	}
	t.Logf("%d of %d disks were full", filled, *sizes)
}

// full says whether the disk ever was.
func full(t *testing.T, kb int) (filled bool) {
	d := roomtest.New(t, kb)
	m := newModel()
	m.faulty = true
	cmd := command("steps", d.Dir, 1, "")
	cmd.Env = append(cmd.Env, fmt.Sprintf("%s=%d", childSteps, stepsOfFull))
	m.onTrouble = func() { // the disk is full: what is read stays right, and with more room the same process goes on
		if !filled {
			filled = true
			if err := d.Resize(256 << 10); err != nil {
				t.Error(err)
			}
		}
	}
	said := run(t, cmd, m, nil)
	if !m.done && !m.unavailable {
		t.Errorf("the process did not go on: %s", said)
	}
	if m.unavailable { // at its start: the disk was full by then
		m.onTrouble()
	}
	m.verify(t, d.Dir)
	t.Logf("%d records acknowledged, %d operations came to nothing", m.acknowledged, m.indeterminate)
	return filled
}
