package command_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/cmd/tenon/command"
)

// called is a file that is named after the person whose résumé it is, and one of the same person that nobody can read.
func called(t *testing.T) (good, bad string) {
	t.Helper()
	dir := t.TempDir()
	good, bad = filepath.Join(dir, "Zyxwvu-Qanary-cv.txt"), filepath.Join(dir, "Zyxwvu-Qanary.json")
	const resume = "Zyxwvu Qanary\nzyxwvu.qanary@example.org\nData Engineer\n\nExperience\nMar 2021 – Present\nData Engineer, Acme GmbH, Berlin\n- Built pipelines in Spark\n\nSkills\nPython, SQL\n"
	for name, text := range map[string]string{good: resume, bad: `{"kind":"candidate","headline":"Data engineer","jobs":[{"start":"Qanary, Zyxwvu"}],"zyxwvuQanary":1}`} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return good, bad
}

// marks are the files of a directory that have a canary, in their bytes or their name.
func marks(t *testing.T, dir string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if low := bytes.ToLower(append(b, path[len(dir):]...)); bytes.Contains(low, []byte("zyxwvu")) || bytes.Contains(low, []byte("qanary")) {
			out = append(out, path[len(dir)+1:])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// onlyCandidate is the id of the one candidate that a directory has.
func onlyCandidate(t *testing.T, dir string) string {
	t.Helper()
	var c struct{ ID string }
	if err := json.Unmarshal([]byte(must(t, "export", "--data", dir, "--format", "tenon", "--kind", "candidate")), &c); err != nil || c.ID == "" {
		t.Fatalf("%v", err)
	}
	return c.ID
}

// A file may be named after a person, and a fault may quote one: after erasure and compaction no byte of either is left, whether the
// files came by the command line or over HTTP.
func TestNamesOfFilesLeaveWithThePerson(t *testing.T) {
	good, bad := called(t)
	imported := func(t *testing.T, dir string) {
		if _, msg, code := run(t, "import", "--data", dir, good, bad); code != command.ExitRejected {
			t.Fatalf("%d %s", code, msg)
		}
	}
	uploaded := func(t *testing.T, dir string) {
		base, end := serving(t, dir)
		for _, name := range []string{good, bad} {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			q, err := http.NewRequestWithContext(t.Context(), "POST", base+"/v1/imports?wait=searchable&name="+filepath.Base(name), bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			r, err := http.DefaultClient.Do(q)
			if err != nil || r.StatusCode != 200 {
				t.Fatal(err, r)
			}
			if err := r.Body.Close(); err != nil {
				t.Error(err)
			}
		}
		if code := end(); code != command.ExitOK {
			t.Errorf("exit code %d", code)
		}
	}
	for name, bring := range map[string]func(*testing.T, string){"import": imported, "upload": uploaded} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "d")
			must(t, "import", "--data", dir, roleFile(t))
			bring(t, dir)
			if before := strings.Join(marks(t, dir), " "); !strings.Contains(before, "imports.json") || !strings.Contains(before, "records.db") {
				t.Fatalf("only %s have anything of the person: the test says nothing", before)
			}
			must(t, "person", "erase", "--data", dir, "--candidate", onlyCandidate(t, dir))
			must(t, "compact", "--data", dir)
			if left := marks(t, dir); len(left) > 0 {
				t.Errorf("after erasure and compaction: %v", left)
			}
		})
	}
}

// Whoever got to know who a candidate is stands in a list, whether the directory is served or not; of the erased nothing names them.
func TestAccessesAreListed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	good, _ := called(t)
	must(t, "import", "--data", dir, good)
	id := onlyCandidate(t, dir)
	must(t, "person", "show", "--data", dir, "--candidate", id, "--purpose", "audit")
	must(t, "person", "show", "--data", dir, "--candidate", id)
	type entry struct{ At, Who, Candidate, Purpose, What string }
	list := func(flags ...string) (out []entry) {
		t.Helper()
		var x struct{ Accesses []entry }
		if err := json.Unmarshal([]byte(must(t, append([]string{"person", "accesses", "--data", dir, "--json"}, flags...)...)), &x); err != nil {
			t.Fatal(err)
		}
		return x.Accesses
	}
	all := list()
	if len(all) != 2 || all[0].Who != "command line" || all[0].Candidate != id || all[0].What != "person show" || !slices.ContainsFunc(all, func(x entry) bool { return x.Purpose == "audit" }) {
		t.Errorf("%+v", all)
	}
	if last := list("--last", "1"); len(last) != 1 || last[0] != all[1] {
		t.Errorf("the last one: %+v", last)
	}
	if none := list("--candidate", "nobody"); len(none) != 0 {
		t.Errorf("of somebody else: %+v", none)
	}
	if none := list("--org", "other"); len(none) != 0 {
		t.Errorf("of another organisation: %+v", none)
	}
	if text := must(t, "person", "accesses", "--data", dir); strings.Count(text, "\n") != 3 || !strings.Contains(text, "audit") || !strings.Contains(text, "without consent") || strings.Contains(text, "Qanary") {
		t.Errorf("%s", text)
	}
	_, end := serving(t, dir)
	if served := list(); len(served) != 2 || served[0] != all[0] {
		t.Errorf("while it is served: %+v", served)
	}
	if code := end(); code != command.ExitOK {
		t.Errorf("exit code %d", code)
	}
	must(t, "person", "erase", "--data", dir, "--candidate", id)
	if text := must(t, "person", "accesses", "--data", dir); !strings.Contains(text, "(erased)") || strings.Contains(text, id) || strings.Contains(text, "audit") {
		t.Errorf("of the erased: %s", text)
	}
}
