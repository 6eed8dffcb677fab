// Package roomtest gives tests a disk of their own that is small, to be full.
package roomtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/profiles/room"
)

// Disk is a disk in memory.
type Disk struct {
	Dir string // where it is, empty at first
}

// New mounts a disk of so many KB until the test ends. What is open on it has to be closed by then. Where none can be mounted, as by who
// is not root, the test is skipped, or fails where TENON_REQUIRE names tmpfs.
func New(t testing.TB, kb int) *Disk {
	t.Helper()
	if os.Getuid() != 0 {
		lacks(t, "only root mounts a disk in memory")
	}
	d := &Disk{t.TempDir()}
	if err := d.mount(fmt.Sprintf("size=%dk", kb)); err != nil {
		lacks(t, err.Error())
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", d.Dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	return d
}

func lacks(t testing.TB, why string) {
	t.Helper()
	if slices.Contains(strings.Split(os.Getenv("TENON_REQUIRE"), ","), "tmpfs") {
		t.Fatalf("tmpfs is required: %s", why)
	}
	t.Skipf("skipped: needs tmpfs: %s", why)
}

func (d *Disk) mount(options string) error {
	out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", d.Dir).CombinedOutput()
	if err != nil {
		return fmt.Errorf("mount: %w: %s", err, out)
	}
	return nil
}

// Resize makes it larger, or smaller; 0: without a bound.
func (d *Disk) Resize(kb int) error { return d.mount(fmt.Sprintf("remount,size=%dk", kb)) }

// Leave fills it up but for so many bytes, and returns what takes that back.
func (d *Disk) Leave(t testing.TB, bytes int64) (again func()) {
	t.Helper()
	free, known := room.Free(d.Dir)
	if !known || free < bytes {
		t.Fatalf("%d bytes are free, known %v: there is nothing to fill", free, known)
	}
	filler := filepath.Join(d.Dir, "filler")
	if err := os.WriteFile(filler, make([]byte, free-bytes), 0o600); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(filler); err != nil {
			t.Error(err)
		}
	}
}
