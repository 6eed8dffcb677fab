package crashtest

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// TestFullDisk runs a load on a small disk until it is full and beyond; then, with more room, another one goes on with what is there.
// The sizes grow in steps, so that each place that writes is the one that meets the end of the disk.
func TestFullDisk(t *testing.T) {
	if os.Getuid() != 0 {
		required(t, "tmpfs", "only root mounts a disk in memory")
	}
	for n := range *sizes {
		kb := 1100 + n*4096/max(*sizes, 1)
		t.Run(fmt.Sprint(kb, "KB"), func(t *testing.T) { full(t, kb) })
	}
}

func full(t *testing.T, kb int) {
	dir := t.TempDir()
	mount := func(options string) error {
		out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		return nil
	}
	if err := mount(fmt.Sprintf("size=%dk", kb)); err != nil {
		required(t, "tmpfs", err.Error())
	}
	defer func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	}()
	m := newModel()
	m.faulty = true
	grown := false
	cmd := command("steps", dir, 1, "")
	m.onTrouble = func() { // the disk is full: what is read stays right, and with more room the same process goes on
		if !grown {
			grown = true
			if err := mount("remount,size=256m"); err != nil {
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
	if !grown {
		t.Logf("%d KB were enough", kb)
	}
	m.verify(t, dir)
	t.Logf("%d records acknowledged, %d operations came to nothing", m.acknowledged, m.indeterminate)
}
