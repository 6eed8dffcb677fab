package app_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/app/apptest"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/room/roomtest"
	"tenon/profiles/store/boltstore"
)

// TestNothingIsWrittenAnewWhereTheDiskHasNoRoom: server and command say what there is no room for, and leave everything as it is; the text
// goes on to be written, too.
func TestNothingIsWrittenAnewWhereTheDiskHasNoRoom(t *testing.T) {
	d := roomtest.New(t, 256<<10)
	a, was := emptied(t, d.Dir)
	before := parts(t, d.Dir)
	again := d.Leave(t, 40<<10)
	err := a.Shrink(t.Context(), quiet())
	for _, part := range []string{boltstore.File, app.KeptFile, "text index"} {
		if !errors.Is(err, profiles.ErrNoRoom) || !strings.Contains(err.Error(), "to write "+part) && !strings.Contains(err.Error(), "to write the "+part) {
			t.Errorf("%s: %v: want ErrNoRoom", part, err)
		}
	}
	if _, err := a.Compact(t.Context(), nil); !errors.Is(err, profiles.ErrNoRoom) {
		t.Errorf("%v: want ErrNoRoom", err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	a.Maintain(ctx, nil, slog.New(slog.NewTextHandler(heard{"to write " + boltstore.File + " takes about", stop}, nil)))
	if !errors.Is(ctx.Err(), context.Canceled) {
		t.Error("the log does not say so")
	}
	if now := parts(t, d.Dir); now[boltstore.File] != before[boltstore.File] {
		t.Errorf("before %v, after %v", before, now)
	}
	if err := a.Text.Index().Failed(); err != nil {
		t.Errorf("the text has to be opened anew: %v", err)
	}
	again()
	if err := a.Shrink(t.Context(), quiet()); err != nil {
		t.Errorf("there is room again: %v", err)
	}
	if now := parts(t, d.Dir); now[boltstore.File] > was[boltstore.File]/2 {
		t.Errorf("before %v, after %v", was, now)
	}
	if c, err := a.Check(t.Context(), app.CheckOptions{Deep: true, Pages: true}); err != nil || !c.OK() {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestColumnsAreNotSavedWhereTheDiskHasNoRoom: what is tried every second would fill the disk every second.
func TestColumnsAreNotSavedWhereTheDiskHasNoRoom(t *testing.T) {
	d := roomtest.New(t, 64<<10)
	c := newCorpus(apptest.AsOf)
	a, _ := apptest.Still(t, d.Dir)
	far := func(seq profiles.Seq) error {
		var us []columns.Update
		for i := range 500 {
			p := c.candidate(i)
			us = append(us, columns.Update{Key: profiles.Key{Kind: profiles.KindCandidate, ID: p.ID}, Candidate: p})
		}
		a.Columns.Apply(us, seq)
		return a.Tend()
	}
	if err := far(app.SaveEvery); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(d.Dir, columns.CheckpointFile)
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	again := d.Leave(t, before.Size()/2)
	if err := far(2 * app.SaveEvery); !errors.Is(err, profiles.ErrNoRoom) {
		t.Errorf("%v: want ErrNoRoom", err)
	}
	if now, err := os.Stat(file); err != nil || !os.SameFile(before, now) {
		t.Errorf("the checkpoint is another: %v", err)
	}
	again()
	if err := a.Tend(); err != nil {
		t.Errorf("there is room again: %v", err)
	}
	if now, err := os.Stat(file); err != nil || os.SameFile(before, now) {
		t.Errorf("the checkpoint is that of before: %v", err)
	}
}

// TestNothingIsRestoredWhereTheDiskHasNoRoom: what is there stays, and where there is room it is restored.
func TestNothingIsRestoredWhereTheDiskHasNoRoom(t *testing.T) {
	a, k := apptest.Open(t)
	if _, err := a.Backend(k); err != nil { // whose lists go with it
		t.Fatal(err)
	}
	backups := t.TempDir()
	m, err := a.Backup(t.Context(), backups, app.BackupOptions{})
	if err != nil {
		t.Fatal(err)
	}
	d := roomtest.New(t, 64<<10)
	again := d.Leave(t, m.Files[0].Size/2)
	into := filepath.Join(d.Dir, "data")
	_, err = app.Restore(t.Context(), backups, into, app.RestoreOptions{})
	if !errors.Is(err, profiles.ErrNoRoom) {
		t.Errorf("%v: want ErrNoRoom", err)
	}
	if left, err := os.ReadDir(into); err != nil || len(left) > 0 {
		t.Errorf("%v, %v is left", left, err)
	}
	again()
	if r, err := app.Restore(t.Context(), backups, into, app.RestoreOptions{}); err != nil || r.Records == 0 {
		t.Errorf("there is room: %+v, %v", r, err)
	}
}

// heard is a log that tells once a text is in one of its lines.
type heard struct {
	text string
	tell func()
}

func (h heard) Write(line []byte) (int, error) {
	if strings.Contains(string(line), h.text) {
		h.tell()
	}
	return len(line), nil
}
