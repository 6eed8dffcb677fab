package command_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/command"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/store"
	"tenon/profiles/store/boltstore"
	"tenon/testdata/directories"
)

func TestBackupAndRestoreOnTheCommandLine(t *testing.T) {
	dir := sampleDir(t)
	to, again := filepath.Join(t.TempDir(), "backups"), filepath.Join(t.TempDir(), "again")
	if _, errs, code := run(t, "backup", "--data", dir, "--incremental", to); code != command.ExitNotFound || !strings.Contains(errs, "make a full one first") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if out := must(t, "backup", "--data", dir, to); !strings.Contains(out, "backup 1 of") {
		t.Error(out)
	}
	var m app.Manifest
	decode(t, must(t, "backup", "--data", dir, "--incremental", "--json", to), &m)
	if m.Number != 2 || m.Since != m.Seq || len(m.Files) == 0 || len(m.Files[0].SHA256) != 64 {
		t.Errorf("%+v", m)
	}
	must(t, "restore", "--verify", to)
	must(t, "restore", "--data", again, to)
	rank := []string{"rank", "--role", "r-001", "--as-of", "2026-06", "--json", "--data"}
	if a, b := must(t, append(rank, dir)...), must(t, append(rank, again)...); a != b {
		t.Errorf("the restored directory ranks otherwise:\n%s\n%s", a, b)
	}
	if _, errs, code := run(t, "restore", "--data", again, to); code != command.ExitUsage || !strings.Contains(errs, "--over") {
		t.Errorf("over live data: exit %d: %s", code, errs)
	}
	if out := must(t, "restore", "--data", again, "--over", to); !strings.Contains(out, "replaced-") {
		t.Error(out)
	}
	f := filepath.Join(to, "000001", "records.dump")
	b := []byte(read(t, f))
	b[len(b)/2] ^= 1
	if err := os.WriteFile(f, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := run(t, "restore", "--verify", to); code != command.ExitDamaged || !strings.Contains(errs, "records.dump") {
		t.Errorf("a damaged backup: exit %d: %s", code, errs)
	}
}

func TestCheckTellsDamageByItsExitCode(t *testing.T) {
	dir := sampleDir(t)
	if out := must(t, "check", "--deep", "--data", dir); !strings.Contains(out, "store") || strings.Contains(out, "✗") {
		t.Error(out)
	}
	if err := os.WriteFile(filepath.Join(dir, columns.CheckpointFile), []byte("junk"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "check", "--data", dir); !strings.Contains(out, "made anew") {
		t.Errorf("columns that were damaged: %s", out)
	}
	f := filepath.Join(dir, boltstore.File)
	b := []byte(read(t, f))
	at := strings.LastIndex(string(b), "c-001") // of the record, behind its key
	b[at+2] ^= 1
	if err := os.WriteFile(f, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := run(t, "check", "--data", dir, "--json"); code != command.ExitDamaged {
		t.Errorf("a damaged store: exit %d: %s %s", code, out, errs)
	}
}

func TestCompactKeepsAnswers(t *testing.T) {
	dir := sampleDir(t)
	rank := []string{"rank", "--role", "r-001", "--as-of", "2026-06", "--json", "--data", dir}
	before := must(t, rank...)
	var c app.Compacted
	decode(t, must(t, "compact", "--data", dir, "--json"), &c)
	if c.After == 0 || c.After > c.Before || must(t, rank...) != before {
		t.Errorf("%+v, or other answers", c)
	}
}

// Every format that there was opens, with the records that its version exported.
func TestDirectoriesOfEveryFormatOpen(t *testing.T) {
	if last := directories.Formats[len(directories.Formats)-1]; last != boltstore.FormatVersion {
		t.Errorf("the newest directory is of format %d, this program writes %d: add one", last, boltstore.FormatVersion)
	}
	for _, format := range directories.Formats {
		dir := filepath.Join(t.TempDir(), "data")
		if err := directories.Unpack(format, dir); err != nil {
			t.Fatal(err)
		}
		want, err := directories.Records(format)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			got := must(t, "export", "--data", dir, "--format", "tenon", "--kind", "candidate", "--identity") + must(t, "export", "--data", dir, "--format", "tenon", "--kind", "role")
			lines := strings.Split(strings.TrimSpace(got), "\n")
			if len(lines) != len(want) {
				t.Fatalf("format %d: %d records of %d", format, len(lines), len(want))
			}
			for i := range want {
				if lines[i] != string(want[i]) {
					t.Errorf("format %d, record %d:\n%s\nwas\n%s", format, i, lines[i], want[i])
				}
			}
		}
		must(t, "check", "--deep", "--data", dir)
		must(t, "alerts", "--data", dir)
		if reviews := reviewsIn(t, dir); (len(reviews) == 1) != (format >= 4) {
			t.Errorf("format %d: %d reviews", format, len(reviews))
		}
	}
}

// reviewsIn are what a directory has of shortlists and decisions.
func reviewsIn(t *testing.T, dir string) []store.Entry {
	t.Helper()
	s, err := boltstore.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	es, err := store.Reviews(t.Context(), s, profiles.Key{Kind: profiles.KindRole, ID: "r-ref-mlops-berlin"})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range es {
		if r, ok := e.Record.(*profiles.Review); !ok || r.Decided() == nil || r.Decided().Verdict != profiles.Invite {
			t.Errorf("%+v", e)
		}
	}
	return es
}

// What a later version has written is refused with its format, by every command, and stays as it is.
func TestANewerFormatIsRefusedWithItsNumber(t *testing.T) {
	dir := sampleDir(t)
	backups := filepath.Join(t.TempDir(), "backups")
	must(t, "backup", "--data", dir, backups)
	file := filepath.Join(dir, boltstore.File)
	db, err := bbolt.Open(file, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("format"), []byte{0, 0, 0, 99}) })
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	before := read(t, file)
	for _, args := range [][]string{{"rank", "--role", "r-001"}, {"check"}, {"rebuild"}, {"rebuild", "--feed"}, {"compact"}, {"backup", backups}, {"rescore"}, {"serve", "--addr", "127.0.0.1:0"}} {
		out, errs, code := run(t, append(args, "--data", dir)...)
		if code != command.ExitDamaged || !strings.Contains(errs, "format 99") || !strings.Contains(errs, "use a newer one") {
			t.Errorf("%v: exit %d: %s%s", args, code, out, errs)
		}
	}
	if read(t, file) != before {
		t.Error("the store was written to")
	}
	manifest := filepath.Join(backups, "000001", "manifest.json")
	text := strings.Replace(read(t, manifest), `"format": 1`, `"format": 99`, 1)
	sum := sha256.Sum256([]byte(text))
	for name, b := range map[string]string{manifest: text, filepath.Join(backups, "000001", "manifest.sha256"): hex.EncodeToString(sum[:]) + "  manifest.json\n"} {
		if err := os.WriteFile(name, []byte(b), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, errs, code := run(t, "restore", "--data", filepath.Join(t.TempDir(), "new"), backups); code != command.ExitDamaged || !strings.Contains(errs, "format 99") {
		t.Errorf("restore: exit %d: %s", code, errs)
	}
}
