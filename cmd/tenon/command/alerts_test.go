package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/cmd/tenon/command"
	"tenon/engine/standing"
)

// posting writes a file with one role and imports it.
func posting(t *testing.T, dir, mode string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "role.json")
	role := `{"roles":[{"id":"fresh","title":{"name":"MLOps Engineer"},"modes":["` + mode + `"],"pay":{"minCents":10000000,"currency":"EUR","period":"year"},
		"requirements":[{"kind":"skill","necessity":"must","name":"Kubernetes"},{"kind":"skill","necessity":"must","name":"Python"}],"posted":"2026-06"}]}`
	if err := os.WriteFile(file, []byte(role), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "import", "--data", dir, file)
}

func TestStandingSearchesTellWhatChanges(t *testing.T) {
	dir := sampleDir(t)
	if out := must(t, "alerts", "add", "near", "--data", dir, "--candidate", "c-001", "--above", "60", "--where",
		"(city within 30km of Berlin or mode = remote) and pay >= 70000 EUR"); !strings.Contains(out, "match now") || !strings.Contains(out, "from 60.00 on") {
		t.Errorf("add prints\n%s", out)
	}
	must(t, "alerts", "add", "k8s", "--data", dir, "--for", "role", "--where", "skill:Kubernetes and mode = remote")
	must(t, "alerts", "add", "people", "--data", dir, "--role", "r-ref-mlops-berlin", "--above", "80")
	if out := must(t, "alerts", "events", "--data", dir); !strings.HasPrefix(out, "0 events") {
		t.Errorf("what is there is news:\n%s", out)
	}
	posting(t, dir, "remote")
	var feed struct {
		Events []standing.Event
		Next   int64
	}
	decode(t, must(t, "alerts", "events", "--data", dir, "--json"), &feed)
	if len(feed.Events) != 2 || feed.Next != 2 || feed.Events[0].ID != "fresh" || feed.Events[0].Event != standing.Matched {
		t.Fatalf("%+v: want the role matched by two searches", feed)
	}
	posting(t, dir, "on-site")
	if out := must(t, "alerts", "events", "--data", dir, "--since", "2", "--search", "k8s"); strings.Count(out, "−") != 1 || !strings.Contains(out, "--since 4") {
		t.Errorf("events print\n%s", out)
	}
	var list struct{ Searches []standing.Status }
	decode(t, must(t, "alerts", "list", "--data", dir, "--json"), &list)
	if len(list.Searches) != 3 || list.Searches[0].ID != "k8s" || list.Searches[2].Matches == 0 {
		t.Errorf("%+v", list)
	}
	if out := must(t, "alerts", "show", "people", "--data", dir); !strings.Contains(out, "c-001") {
		t.Errorf("show prints\n%s", out)
	}
	must(t, "alerts", "remove", "near", "--data", dir)
	if _, _, code := run(t, "alerts", "show", "near", "--data", dir); code != command.ExitNotFound {
		t.Errorf("show what has ended: exit %d", code)
	}
}

func TestAlertsRefuseWhatCannotBeAnswered(t *testing.T) {
	dir := sampleDir(t)
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"add", "x"}, command.ExitUsage, "--candidate, --role or --for"},
		{[]string{"add", "x", "--candidate", "c-001", "--above", "101"}, command.ExitUsage, "0 to 100"},
		{[]string{"add", "x", "--candidate", "nobody"}, command.ExitNotFound, "nobody"},
		{[]string{"add", "x", "--for", "role", "--where", "mod = remote"}, command.ExitUsage, "did you mean mode?"},
		{[]string{"add", "x", "--for", "role", "--where", "mode = remote", "--above", "50"}, command.ExitUsage, "above"},
		{[]string{"add", "x", "--candidate", "c-001", "--policy", "best"}, command.ExitUsage, "best"},
		{[]string{"remove", "x"}, command.ExitNotFound, "x"},
		{[]string{"events", "--limit", "-1"}, command.ExitUsage, "--limit"},
	} {
		if _, errs, code := run(t, append(append([]string{"alerts"}, c.args...), "--data", dir)...); code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("alerts %s: exit %d, %s", strings.Join(c.args, " "), code, errs)
		}
	}
}
