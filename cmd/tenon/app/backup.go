package app

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tenon/api/aside"
	"tenon/profiles"
	"tenon/profiles/durable"
	"tenon/profiles/point"
	"tenon/profiles/store/boltstore"
)

// A backup directory holds numbered backups, 000001 and so on, each a directory with a manifest and files. One is made under a
// temporary name and gets its number once all of it is on the disk: what a crash leaves is never taken for a backup.
const (
	manifestFile   = "manifest.json"
	sumFile        = "manifest.sha256" // as sha256sum -c reads it
	recordsFile    = "records.dump"
	backupFormat   = 1
	makingPrefix   = ".making-"
	backupDigits   = "%06d"
	backupDirMode  = 0o700
	backupFileMode = 0o600
)

// ownFiles are what a directory has of its own beside its records.
var ownFiles = []string{OverlayFile, RatesFile, CitiesFile, aside.PoliciesFile}

// Manifest says what is in a backup. SHA-256 sums are in hexadecimal.
type Manifest struct {
	Format int       `json:"format"`
	Number int       `json:"number"`
	Made   time.Time `json:"made"`
	boltstore.Dumped
	Base    string         `json:"base,omitempty"`    // sum of the manifest of the backup before, of an incremental one
	Without []string       `json:"without,omitempty"` // damaged files that are made from records, and are left out
	Files   []ManifestFile `json:"files"`

	dir string
	sum string // of the manifest itself
}

// ManifestFile is one file of a backup.
type ManifestFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// BackupOptions steer a backup.
type BackupOptions struct {
	Incremental    bool               `json:"incremental"`    // only what has changed since the newest backup of the directory
	WithoutDamaged bool               `json:"withoutDamaged"` // leave out damaged records instead of failing
	Progress       func(at, of int64) `json:"-"`              // bytes; of is about how many there will be
	Now            func() time.Time   `json:"-"`              // default: time.Now
}

// Backup writes a backup of the directory into another one, which may hold earlier ones. Writers go on meanwhile; the backup is of the
// moment of one change. profiles.ErrNotFound: there is no backup to go on from; profiles.ErrConflict: the newest one is not of this
// store; profiles.ErrDamaged: a record, or the newest backup, does not verify.
func (a *App) Backup(ctx context.Context, dir string, o BackupOptions) (m *Manifest, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := os.MkdirAll(dir, backupDirMode); err != nil {
		return nil, fmt.Errorf("backup: %w", profiles.Storage(err))
	}
	old, err := backups(dir)
	if err != nil {
		return nil, fmt.Errorf("backup: %w", err)
	}
	m = &Manifest{Format: backupFormat, Number: 1, Made: o.Now().UTC().Truncate(time.Second)}
	d := boltstore.DumpOptions{SkipDamaged: o.WithoutDamaged}
	if len(old) > 0 {
		m.Number = old[len(old)-1].Number + 1
	}
	if o.Incremental {
		if len(old) == 0 {
			return nil, fmt.Errorf("backup: %w: %s has no backup to go on from: make a full one first", profiles.ErrNotFound, dir)
		}
		base := old[len(old)-1]
		m.Base, d.Since, d.Store = base.sum, base.Seq, base.Store
	}
	if err := sweep(dir); err != nil {
		return nil, fmt.Errorf("backup: %w", profiles.Storage(err))
	}
	tmp, err := os.MkdirTemp(dir, makingPrefix)
	if err != nil {
		return nil, fmt.Errorf("backup: %w", profiles.Storage(err))
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("backup: %w", profiles.Storage(err)), os.RemoveAll(tmp))
		}
	}()
	if o.Progress != nil {
		size, _ := a.Store.Size() // about: it is for the bar only
		d.Progress = func(n int64) { o.Progress(n, max(n, size)) }
	}
	if err := m.fill(ctx, a, tmp, d); err != nil {
		return nil, err
	}
	m.dir = filepath.Join(dir, fmt.Sprintf(backupDigits, m.Number))
	point.Here(point.BackupNaming)
	if err := os.Rename(tmp, m.dir); err != nil {
		return nil, err
	}
	if err := durable.SyncDir(dir); err != nil {
		return nil, err
	}
	a.noteBackup(m)
	return m, nil
}

// fill writes the files of a backup and then its manifest, all of them synced.
func (m *Manifest) fill(ctx context.Context, a *App, dir string, d boltstore.DumpOptions) error {
	err := m.write(dir, recordsFile, func(w io.Writer) (err error) {
		m.Dumped, err = a.Store.Dump(ctx, w, d)
		return err
	})
	if err != nil {
		return err
	}
	point.Here(point.BackupWriting)
	for _, name := range ownFiles {
		if err := m.copy(dir, filepath.Join(a.dir, name)); err != nil {
			return err
		}
	}
	for _, file := range tableFiles {
		if err := m.tables(ctx, a, dir, file); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	text = append(text, '\n')
	for name, b := range map[string][]byte{manifestFile: text, sumFile: []byte(sumOf(text) + "  " + manifestFile + "\n")} {
		if err := writeSynced(filepath.Join(dir, name), func(w io.Writer) error { _, err := w.Write(b); return err }); err != nil {
			return err
		}
	}
	return durable.SyncDir(dir)
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// tables copies a file of tables. A damaged one is left out, and named: it can be made anew.
func (m *Manifest) tables(ctx context.Context, a *App, dir, file string) error {
	to := filepath.Join(dir, file+".copy")
	there := false
	err := a.waitForTables(ctx, file, func(t *boltstore.Tables) error { there = true; return t.CopyTo(ctx, to) })
	if errors.Is(err, profiles.ErrDamaged) {
		m.Without = append(m.Without, fmt.Sprintf("%s: %v", file, err))
		return remove(to)
	}
	if err != nil || !there {
		return err
	}
	if err := m.write(dir, file, func(w io.Writer) error { return readInto(w, to) }); err != nil {
		return err
	}
	return os.Remove(to)
}

func (m *Manifest) copy(dir, file string) error {
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return m.write(dir, filepath.Base(file), func(w io.Writer) error { return readInto(w, file) })
}

func readInto(w io.Writer, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return errors.Join(err, f.Close())
}

// write writes a file and notes it in the manifest.
func (m *Manifest) write(dir, name string, write func(io.Writer) error) error {
	s := &summed{sum: sha256.New()}
	err := writeSynced(filepath.Join(dir, name), func(w io.Writer) error {
		s.w = w
		return write(s)
	})
	m.Files = append(m.Files, ManifestFile{name, s.n, hex.EncodeToString(s.sum.Sum(nil))})
	return err
}

// summed counts and sums what is written.
type summed struct {
	w   io.Writer
	n   int64
	sum hash.Hash
}

func (s *summed) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.n += int64(n)
	_, _ = s.sum.Write(p[:n]) // never fails
	return n, err
}

func writeSynced(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, backupFileMode)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<20)
	return errors.Join(write(b), b.Flush(), f.Sync(), f.Close())
}

// sweep removes what backups that were cut short have left.
func sweep(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, makingPrefix+"*"))
	for _, d := range left {
		err = errors.Join(err, os.RemoveAll(d))
	}
	return err
}

// backups reads the manifests of a directory, in the order of their numbers.
func backups(dir string) (out []*Manifest, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: backup directory %s", profiles.ErrNotFound, dir)
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || !e.IsDir() {
			continue
		}
		m, err := readManifest(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		if e.Name() != fmt.Sprintf(backupDigits, m.Number) {
			return nil, fmt.Errorf("%w: backup %s says that it is number %d", profiles.ErrDamaged, e.Name(), m.Number)
		}
		out = append(out, m)
	}
	return out, nil
}

func readManifest(dir string) (*Manifest, error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return nil, fmt.Errorf("%w: backup %s: its manifest cannot be read: %w", profiles.ErrDamaged, dir, err)
	}
	m := &Manifest{dir: dir, sum: sumOf(text)}
	if want, err := os.ReadFile(filepath.Join(dir, sumFile)); err != nil || !strings.HasPrefix(string(want), m.sum+" ") {
		return nil, fmt.Errorf("%w: backup %s: its manifest is not what %s says (%v)", profiles.ErrDamaged, dir, sumFile, err)
	}
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%w: backup %s: its manifest: %v", profiles.ErrDamaged, dir, err)
	}
	if m.Format > backupFormat {
		return nil, fmt.Errorf("%w: backup %s is of format %d, this program reads up to %d: use a newer one", profiles.ErrNewer, dir, m.Format, backupFormat)
	}
	return m, nil
}
