package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExportWritesWhatImportReads(t *testing.T) {
	dir := sampleDir(t)
	for _, c := range []struct {
		format, what, value string
		records             int
	}{
		{"jsonresume", "--candidate", "c-001", 1},
		{"jobposting", "--role", "r-001", 1},
		{"tenon", "--candidate", "c-001", 1},
		{"jsonresume", "--kind", "candidate", 66},
		{"jobposting", "--kind", "role", 47},
		{"tenon", "--kind", "role", 47},
	} {
		out := must(t, "export", "--data", dir, "--format", c.format, c.what, c.value)
		if lines := strings.Count(out, "\n"); c.records > 1 && lines != c.records || c.records == 1 && lines < 10 {
			t.Errorf("%s %s: %d lines", c.format, c.value, lines)
		}
		report := must(t, "import", "--data", filepath.Join(t.TempDir(), "d"), write(t, "out.ndjson", flat(c.records, out)))
		if !strings.Contains(report, "✓") || strings.Contains(report, "rejected") {
			t.Errorf("%s %s: %s", c.format, c.value, report)
		}
	}
}

// flat puts an indented record on one line.
func flat(records int, out string) string {
	if records > 1 {
		return out
	}
	return strings.ReplaceAll(out, "\n", " ")
}

func TestExportLeavesWhoSomebodyIsOutUnlessAsked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	must(t, "import", "--data", dir, write(t, "a.json", `{"kind":"candidate","id":"c-1","headline":"Engineer","identity":{"name":"CANARY1","email":"CANARY2@example.org","urls":["https://CANARY3"]}}`))
	for _, format := range []string{"jsonresume", "tenon"} {
		for _, what := range [][]string{{"--candidate", "c-1"}, {"--kind", "candidate"}} {
			args := append([]string{"export", "--data", dir, "--format", format}, what...)
			if out := must(t, args...); strings.Contains(out, "CANARY") || !strings.Contains(out, "Engineer") {
				t.Errorf("%s: %s", format, out)
			}
			if out := must(t, append(args, "--identity")...); strings.Count(out, "CANARY") != 3 {
				t.Errorf("%s with identity: %s", format, out)
			}
		}
	}
}

func TestExportOfIdentitiesIsWrittenDown(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	must(t, "import", "--data", dir, write(t, "a.json", `[{"kind":"candidate","id":"c-1","headline":"Engineer","identity":{"name":"CANARY1"}},{"kind":"candidate","id":"c-2","headline":"Nurse"}]`))
	all := []string{"export", "--data", dir, "--format", "tenon", "--kind", "candidate"}
	must(t, all...)
	must(t, append(all, "--identity", "--purpose", "placement")...)
	must(t, "export", "--data", dir, "--format", "jsonresume", "--candidate", "c-1", "--identity")
	for id, want := range map[string]int{"c-1": 2, "c-2": 0} {
		out := must(t, "person", "show", "--data", dir, "--candidate", id)
		if got := strings.Count(out, `"what": "export"`); got != want {
			t.Errorf("%s: %d accesses, want %d: %s", id, got, want, out)
		}
		if want > 0 && !strings.Contains(out, `"purpose": "placement"`) {
			t.Errorf("%s: the purpose is not told: %s", id, out)
		}
	}
	out, errs, code := run(t, append(all, "--identity", "--purpose", "a\nb")...)
	if code != 2 || strings.Contains(out, "CANARY") || !strings.Contains(errs, "purpose") {
		t.Errorf("a purpose of two lines: exit %d, %s %s", code, out, errs)
	}
}

func TestExportIntoAFileThatIsNotThereYet(t *testing.T) {
	dir, file := sampleDir(t), filepath.Join(t.TempDir(), "out.json")
	must(t, "export", "--data", dir, "--format", "tenon", "--role", "r-001", "--out", file)
	b, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(b), `"kind": "role"`) {
		t.Errorf("%.100s, %v", b, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if _, errs, code := run(t, "export", "--data", dir, "--format", "tenon", "--role", "r-002", "--out", file); code != 2 || !strings.Contains(errs, "there already") {
		t.Errorf("exit %d, %s", code, errs)
	}
	if again, err := os.ReadFile(file); err != nil || string(again) != string(b) {
		t.Error("the file was written over")
	}
	none := filepath.Join(t.TempDir(), "none.json")
	if _, _, code := run(t, "export", "--data", dir, "--format", "tenon", "--role", "none", "--out", none); code != 4 {
		t.Errorf("exit %d", code)
	}
	if _, err := os.Stat(none); !os.IsNotExist(err) {
		t.Errorf("an empty file is left behind: %v", err)
	}
}

func TestExportRefusesWhatDoesNotFit(t *testing.T) {
	dir := sampleDir(t)
	for args, want := range map[string]struct {
		code int
		says string
	}{
		"--format jobposting --candidate c-001":         {2, "--format jobposting is not for a candidate"},
		"--format jsonresume --kind role":               {2, "--format jsonresume is not for a role"},
		"--format tenon --kind house":                   {2, `--kind "house": want candidate or role`},
		"--format tenon --candidate c-001 --role r-001": {2, "can't be used together"},
		"--format tenon":                                {2, "missing flags"},
		"--format xml --kind role":                      {2, "--format must be one of"},
		"--format tenon --candidate nobody":             {4, "nobody"},
	} {
		out, errs, code := run(t, append([]string{"export", "--data", dir}, strings.Fields(args)...)...)
		if code != want.code || !strings.Contains(errs, want.says) || strings.Contains(out, "{") {
			t.Errorf("%s: exit %d, %s: want exit %d, %q", args, code, errs, want.code, want.says)
		}
	}
}
