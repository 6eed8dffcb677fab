package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tenon/engine/standing"
	"tenon/index/blevetext"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/durable"
	"tenon/profiles/point"
	"tenon/profiles/room"
	"tenon/profiles/store/boltstore"
)

// RestoreOptions steer a restore.
type RestoreOptions struct {
	Number   int                // of the backup; 0: the newest
	Over     bool               // put it in the place of live data, which goes into a directory beside
	Erased   []string           // other data directories whose logs of erasures are replayed, too
	Verify   bool               // read and verify the backup, or without a number all that there are, and write nothing
	Progress func(at, of int64) // bytes
	Now      func() time.Time   // default: time.Now
}

// Restored says what has been restored.
type Restored struct {
	boltstore.Loaded
	Number   int       `json:"number"`
	Made     time.Time `json:"made"`
	Backups  int       `json:"backups"`            // that it took, the full one and those behind it
	Replaced string    `json:"replaced,omitempty"` // where the live data is that was there before
	Kept     bool      `json:"kept"`               // the kept lists, too
}

// Restore makes a data directory of a backup. Everything is verified before anything is written. The logs of erasures of all later
// backups in from, of the directory that is replaced and of o.Erased are replayed, so that nobody comes back who was erased since.
// profiles.ErrDamaged: a backup does not verify; profiles.ErrConflict: there is live data, and nobody said that it may be replaced;
// profiles.ErrNoRoom.
func Restore(ctx context.Context, from, dir string, o RestoreOptions) (*Restored, error) {
	out, err := restore(ctx, from, dir, o)
	if err != nil {
		return nil, fmt.Errorf("restore: %w", profiles.Storage(err))
	}
	return out, nil
}

func restore(ctx context.Context, from, dir string, o RestoreOptions) (*Restored, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	all, err := backups(from)
	if err != nil {
		return nil, err
	}
	chain, later, err := chainOf(all, o.Number)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", from, err)
	}
	newest := chain[len(chain)-1]
	out := &Restored{Number: newest.Number, Made: newest.Made, Backups: len(chain)}
	wanted := append(slices.Clone(chain), later...)
	if o.Verify && o.Number == 0 {
		if err := linked(all); err != nil {
			return nil, err
		}
		wanted, out.Backups = all, len(all)
	}
	if err := verifyAll(ctx, wanted, o.Progress); err != nil {
		return nil, err
	}
	if o.Verify {
		out.Seq, out.Records = newest.Seq, 0
		return out, nil
	}
	old, err := liveStore(dir, o.Over)
	if err != nil {
		return nil, err
	}
	r := &restorer{chain: chain, later: later, dir: dir, o: o, out: out, old: old}
	err = r.run(ctx)
	if old != nil {
		err = errors.Join(err, old.Close())
	}
	return out, err
}

// chainOf is the full backup and those behind it that lead to a number, and all that are newer.
func chainOf(all []*Manifest, number int) (chain, later []*Manifest, err error) {
	at := len(all) - 1
	if number > 0 {
		at = slices.IndexFunc(all, func(m *Manifest) bool { return m.Number == number })
	}
	if at < 0 {
		return nil, nil, fmt.Errorf("%w: no backup %s", profiles.ErrNotFound, map[bool]string{true: fmt.Sprint("of number ", number), false: "in it"}[number > 0])
	}
	later = all[at+1:]
	for {
		m := all[at]
		chain = append([]*Manifest{m}, chain...)
		if m.Base == "" {
			return chain, later, nil
		}
		base := slices.IndexFunc(all, func(b *Manifest) bool { return b.sum == m.Base })
		if base < 0 || base >= at {
			return nil, nil, fmt.Errorf("%w: backup %d goes on from one that is missing or has changed", profiles.ErrDamaged, m.Number)
		}
		at = base
	}
}

// linked: every backup goes on from one that is there.
func linked(all []*Manifest) error {
	for _, m := range all {
		if _, _, err := chainOf(all, m.Number); err != nil {
			return err
		}
	}
	return nil
}

// verifyAll compares every file with its sum.
func verifyAll(ctx context.Context, ms []*Manifest, progress func(at, of int64)) error {
	var at, of int64
	for _, m := range ms {
		for _, f := range m.Files {
			of += f.Size
		}
	}
	for _, m := range ms {
		for _, f := range m.Files {
			if err := f.verify(ctx, m.dir); err != nil {
				return err
			}
			if at += f.Size; progress != nil {
				progress(at, of)
			}
		}
	}
	return nil
}

func (f *ManifestFile) verify(ctx context.Context, dir string) (err error) {
	if f.Name != filepath.Base(f.Name) {
		return fmt.Errorf("%w: backup %s has a file %q", profiles.ErrDamaged, dir, f.Name)
	}
	path := filepath.Join(dir, f.Name)
	in, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%w: backup file %s: %w", profiles.ErrDamaged, path, err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	sum := sha256.New()
	n, err := io.Copy(sum, &interruptible{ctx, in})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil || n != f.Size || hex.EncodeToString(sum.Sum(nil)) != f.SHA256 {
		return fmt.Errorf("%w: backup file %s has %d bytes that are not the ones that were written: %v", profiles.ErrDamaged, path, n, err)
	}
	return nil
}

type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (r *interruptible) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}

// liveStore opens the store of a directory that is to be replaced, which keeps everybody else out; nil where there is none, or where
// it is damaged beyond opening: its log of erasures is lost then, and the later backups have to do.
func liveStore(dir string, over bool) (*boltstore.Store, error) {
	if _, err := os.Stat(filepath.Join(dir, boltstore.File)); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if !over {
		return nil, fmt.Errorf("%w: %s has live data: name another directory, or say --over", profiles.ErrConflict, dir)
	}
	s, err := boltstore.Open(dir)
	if errors.Is(err, profiles.ErrDamaged) {
		return nil, nil
	}
	return s, err
}

type restorer struct {
	chain, later []*Manifest
	dir          string
	o            RestoreOptions
	out          *Restored
	old          *boltstore.Store
	files        []*os.File
}

// making is where the new store is made, within the directory, so that it can be renamed.
const making = ".restoring"

func (r *restorer) run(ctx context.Context) (err error) {
	tmp := filepath.Join(r.dir, making)
	if err := errors.Join(os.RemoveAll(tmp), os.MkdirAll(tmp, backupDirMode)); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	if err := room.For(tmp, "what is restored", r.size()); err != nil {
		return err
	}
	if err := r.load(ctx, tmp); err != nil {
		return err
	}
	newest := r.chain[len(r.chain)-1]
	for _, f := range newest.Files {
		kept := f.Name == KeptFile && len(r.out.Persons) == 0 // lists that name somebody who is gone are made anew
		if kept || f.Name == AlertsFile || slices.Contains(ownFiles, f.Name) {
			in := filepath.Join(newest.dir, f.Name)
			if err := writeSynced(filepath.Join(tmp, f.Name), func(w io.Writer) error { return readInto(w, in) }); err != nil {
				return err
			}
		}
		r.out.Kept = r.out.Kept || kept
	}
	if err := r.forget(ctx, tmp); err != nil {
		return err
	}
	return r.place(tmp)
}

// size is about how many bytes are written.
func (r *restorer) size() (n int64) {
	for _, m := range r.chain {
		for _, f := range m.Files {
			if f.Name == recordsFile || m == r.chain[len(r.chain)-1] {
				n += f.Size
			}
		}
	}
	return n
}

// forget takes those who were erased after the backup out of what standing searches had found, the bytes, too.
func (r *restorer) forget(ctx context.Context, tmp string) error {
	if _, err := os.Stat(filepath.Join(tmp, AlertsFile)); errors.Is(err, fs.ErrNotExist) || len(r.out.Persons) == 0 {
		return nil
	}
	t, err := boltstore.OpenTables(tmp, AlertsFile)
	if err != nil {
		return err
	}
	s := &standing.Standing{Tables: t}
	for _, p := range r.out.Persons {
		if err == nil {
			err = s.Erase(ctx, p, r.out.Searches)
		}
	}
	if err == nil {
		err = t.Compact(ctx)
	}
	return errors.Join(err, t.Close())
}

// load makes the store.
func (r *restorer) load(ctx context.Context, tmp string) (err error) {
	defer func() {
		for _, f := range r.files {
			err = errors.Join(err, f.Close())
		}
	}()
	o := boltstore.LoadOptions{}
	var of int64
	dumps, err := r.open(r.chain, &of)
	if err != nil {
		return err
	}
	later, err := r.open(r.later, &of)
	if err != nil {
		return err
	}
	if r.old != nil {
		o.Erased = append(o.Erased, r.old)
	}
	for _, dir := range r.o.Erased {
		s, err := boltstore.Open(dir)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, s.Close()) }()
		o.Erased = append(o.Erased, s)
	}
	if r.o.Progress != nil {
		o.Progress = func(n int64) { r.o.Progress(n, of) }
	}
	r.out.Loaded, err = boltstore.Load(ctx, tmp, dumps, later, o)
	return err
}

func (r *restorer) open(ms []*Manifest, of *int64) (out []io.Reader, err error) {
	for _, m := range ms {
		f, err := os.Open(filepath.Join(m.dir, recordsFile))
		if err != nil {
			return nil, err
		}
		r.files = append(r.files, f)
		out = append(out, f)
		*of += m.Files[0].Size
	}
	return out, nil
}

// place puts what has been made into the directory. The store changes in one rename: until then the directory is what it was but for its
// caches, and a crash leaves either the old data or the new.
func (r *restorer) place(tmp string) error {
	if err := r.setAside(); err != nil {
		return err
	}
	if err := errors.Join(blevetext.Remove(r.dir), remove(filepath.Join(r.dir, columns.CheckpointFile))); err != nil {
		return err
	}
	for _, name := range tableFiles {
		if err := remove(filepath.Join(r.dir, name)); err != nil {
			return err
		}
	}
	if err := r.move(tmp, ownFiles); err != nil {
		return err
	}
	point.Here(point.RestorePlacing)
	// Those of the backup come behind its store: beside another one they would be wrong, and without them they are made anew.
	if err := r.move(tmp, append([]string{boltstore.File}, tableFiles...)); err != nil {
		return err
	}
	return durable.SyncDir(r.dir)
}

// move puts files into the directory, in their order, as far as they are there.
func (r *restorer) move(tmp string, files []string) error {
	for _, name := range files {
		err := os.Rename(filepath.Join(tmp, name), filepath.Join(r.dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// setAside links the live files, as far as there are any, into a directory of their own.
func (r *restorer) setAside() error {
	if _, err := os.Stat(filepath.Join(r.dir, boltstore.File)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	to, err := r.replaced()
	if err != nil {
		return err
	}
	for _, name := range slices.Concat([]string{boltstore.File}, tableFiles, ownFiles) {
		err := os.Link(filepath.Join(r.dir, name), filepath.Join(to, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	r.out.Replaced = to
	return durable.SyncDir(to)
}

// replaced makes the directory for the live files, named for the moment. A restore within the same second has a number behind it.
func (r *restorer) replaced() (string, error) {
	base := filepath.Join(r.dir, "replaced-"+r.o.Now().UTC().Format("20060102T150405"))
	to := base
	for n := 2; ; n++ {
		err := os.Mkdir(to, backupDirMode)
		if !errors.Is(err, fs.ErrExist) {
			return to, err
		}
		to = fmt.Sprintf("%s-%d", base, n)
	}
}

func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
