package command_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/cmd/tenon/app"
	"tenon/cmd/tenon/command"
	"tenon/engine"
	"tenon/engine/batch"
	"tenon/profiles/format/parquet"
)

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestRescoreWritesWhatRankSaysInThreeFormats(t *testing.T) {
	dir, out := sampleDir(t), t.TempDir()
	if _, errs, code := run(t, "alerts", "--data", dir); code != command.ExitNotFound || !strings.Contains(errs, "run tenon rescore") {
		t.Errorf("alerts before the first run: exit %d, %s", code, errs)
	}
	if _, errs, code := run(t, "rescore", "--data", dir, "--out", filepath.Join(out, "x.xlsx")); code != command.ExitUsage || !strings.Contains(errs, ".parquet") {
		t.Errorf("a format that there is none of: exit %d, %s", code, errs)
	}
	for i, ext := range []string{"ndjson", "csv", "parquet"} {
		var r batch.Report
		decode(t, must(t, "rescore", "--data", dir, "--top", "5", "--json", "--out", filepath.Join(out, "x."+ext)), &r)
		if r.Full != (i == 0) || r.Generation != i+1 || r.Top != 5 || r.Policy == "" || r.Taxonomy == "" || r.Seq == 0 {
			t.Errorf("run %d: %+v", i+1, r)
		}
	}
	var rows []batch.Row
	for line := range strings.Lines(read(t, filepath.Join(out, "x.ndjson"))) {
		var r batch.Row
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, r)
	}
	table, err := csv.NewReader(strings.NewReader(read(t, filepath.Join(out, "x.csv")))).ReadAll()
	if err != nil || len(table) != len(rows)+1 || table[1][4] != rows[0].Match {
		t.Errorf("%d lines of CSV, %v: want %d", len(table), err, len(rows)+1)
	}
	data := read(t, filepath.Join(out, "x.parquet"))
	f, err := parquet.Open(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = f.Rows([]int{4}, func(row int, cells []parquet.Cell, err error) bool {
		if n++; err != nil || cells[0] != rows[row-1].Match {
			t.Fatalf("row %d of Parquet: %v, %v: want %s", row, cells, err, rows[row-1].Match)
		}
		return true
	})
	if err != nil || n != len(rows) {
		t.Errorf("%d rows of Parquet, %v: want %d", n, err, len(rows))
	}
	var rank engine.Ranking
	decode(t, must(t, "rank", "--data", dir, "--role", "r-001", "--top", "5", "--json"), &rank)
	var kept []string
	for _, r := range rows {
		if r.List == "role" && r.ID == "r-001" {
			kept = append(kept, r.Match)
		}
	}
	if len(kept) != 5 || kept[0] != rank.Results[0].ID || kept[4] != rank.Results[4].ID {
		t.Errorf("%v are kept of r-001: want what rank says", kept)
	}
}

// A file that cannot be written is refused before the run, which may take hours.
func TestAFileThatCannotBeWrittenIsRefusedBeforeTheRun(t *testing.T) {
	dir, out := sampleDir(t), t.TempDir()
	old := write(t, "old.csv", "what somebody needs")
	for name, says := range map[string]string{old: "there already", filepath.Join(out, "none", "x.csv"): "make the directory first"} {
		if _, errs, code := run(t, "rescore", "--data", dir, "--out", name); code != command.ExitUsage || !strings.Contains(errs, says) {
			t.Errorf("%s: exit %d, %s: want exit %d and %q", name, code, errs, command.ExitUsage, says)
		}
	}
	if _, _, code := run(t, "rescore", "diff", "--data", dir); code != command.ExitNotFound {
		t.Errorf("exit %d: want no run to have been made", code)
	}
	if read(t, old) != "what somebody needs" {
		t.Error("the file that was there is another")
	}
}

func TestAnEditIsAnAlertAndTheDiffSaysWhy(t *testing.T) {
	dir := sampleDir(t)
	must(t, "rescore", "--data", dir, "--top", "5")
	if _, errs, code := run(t, "rescore", "diff", "--data", dir); code != command.ExitNotFound || !strings.Contains(errs, "second run") {
		t.Errorf("a diff before the second run: exit %d, %s", code, errs)
	}
	knows := `{"candidates":[{"id":"=new","skills":[{"name":"Kubernetes","level":5},{"name":"Terraform","level":5},{"name":"CI/CD","level":5},{"name":"Python","level":5},{"name":"MLflow","level":5}]}]}`
	must(t, "import", "--data", dir, write(t, "new.json", knows))
	var r batch.Report
	decode(t, must(t, "rescore", "--data", dir, "--top", "5", "--json"), &r)
	if r.Full || r.Edited != 1 || r.Pairs != int64(r.Roles)+int64(r.Reranked*r.Candidates) {
		t.Errorf("%+v: want an incremental run over one candidate", r)
	}
	var feed struct {
		Events []batch.Event `json:"events"`
		Next   int64         `json:"next"`
	}
	decode(t, must(t, "alerts", "--data", dir, "--json"), &feed)
	if len(feed.Events) != r.Events || feed.Next != int64(r.Events) || feed.Events[0].Event != batch.Entered && feed.Events[0].Event != batch.Left {
		t.Fatalf("%d events to %d: want %d", len(feed.Events), feed.Next, r.Events)
	}
	if out := must(t, "alerts", "--data", dir); !strings.Contains(out, "entered") || !strings.Contains(out, "=new") {
		t.Errorf("alerts print\n%s", out)
	}
	decode(t, must(t, "alerts", "--data", dir, "--json", "--since", "3", "--limit", "1"), &feed)
	if len(feed.Events) != 1 || feed.Events[0].Number != 4 {
		t.Errorf("%+v: want event 4", feed.Events)
	}
	knows = strings.Replace(knows, `{"name":"Terraform","level":5},`, "", 1)
	must(t, "import", "--data", dir, write(t, "new.json", knows))
	must(t, "rescore", "--data", dir, "--top", "5")
	if out := must(t, "rescore", "diff", "--data", dir); !strings.Contains(out, "=new") || !strings.Contains(out, "Terraform") {
		t.Errorf("the diff prints\n%s", out)
	}
	var d batch.Diff
	decode(t, must(t, "rescore", "diff", "--data", dir, "--json"), &d)
	if d.Was.Generation != 2 || d.Is.Generation != 3 || len(d.Moves) == 0 {
		t.Errorf("%+v", d)
	}
	must(t, "rescore", "--data", dir, "--top", "5", "--out", filepath.Join(dir, "x.csv"))
	if text := read(t, filepath.Join(dir, "x.csv")); !strings.Contains(text, "'=new") || strings.Contains(text, ",=new") {
		t.Error("a cell of the CSV is read as a formula")
	}
}

func TestARunWhileAnotherGoesOnIsRefused(t *testing.T) {
	dir := sampleDir(t)
	k, err := app.OpenKept(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, errs, code := run(t, "rescore", "--data", dir)
	if code != command.ExitLocked || !strings.Contains(errs, "another process") {
		t.Errorf("exit %d, %s: want %d", code, errs, command.ExitLocked)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	must(t, "rescore", "--data", dir, "--resume")
}
