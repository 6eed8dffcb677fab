package command_test

import (
	"path/filepath"
	"strings"
	"testing"
)

const people = "Reference;Mail;Stack\np-1;a@example.org;Go\np-2;b@example.org;Go, Kubernetes\n"

func TestImportTakesTablesWithColumnsOfOnesOwn(t *testing.T) {
	file := write(t, "people.csv", people)
	named := write(t, "columns.json", `{"Stack": "skills", "Mail": "-"}`)
	for name, flag := range map[string]string{"pairs": "Stack=skills, Mail=-", "a file": named} {
		dir := filepath.Join(t.TempDir(), "d")
		if out := must(t, "import", "--data", dir, "--kind", "candidate", "--columns", flag, file); !strings.Contains(out, "2 of 2 records") {
			t.Errorf("%s: %s", name, out)
		}
		if out := must(t, "search", "--data", dir, "--kind", "candidate", "kubernetes"); !strings.Contains(out, "p-2") {
			t.Errorf("%s: the skill is not found: %s", name, out)
		}
	}
}

func TestImportRefusesColumnsThatAreNone(t *testing.T) {
	file, dir := write(t, "people.csv", people), filepath.Join(t.TempDir(), "d")
	for flag, want := range map[string]struct {
		code int
		says string
	}{
		"Stack=skils":                       {2, `Stack: no field "skils": of candidates there are`},
		"Stack=skills,Mail":                 {2, `"Mail": want HEADER=FIELD`},
		"none.json":                         {4, "none.json: no such file"},
		write(t, "columns.json", `["a"]`):   {2, "want a JSON object"},
		write(t, "c.json", `{"a":"skils"}`): {2, `no field "skils"`},
	} {
		out, errs, code := run(t, "import", "--data", dir, "--columns", flag, file)
		if code != want.code || !strings.Contains(errs, want.says) {
			t.Errorf("%s: exit %d, %s%s: want exit %d, %q", flag, code, out, errs, want.code, want.says)
		}
	}
	if _, errs, code := run(t, "import", "--data", dir, write(t, "a.csv", "Title,Company\nx,y\n")); code != 3 {
		t.Errorf("exit %d, %s: a table that could be either is a rejected file", code, errs)
	}
}
