package command_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var (
	spark  = "Mira Stone\nmira@example.org\n\nExperience\nData Engineer, Acme GmbH\nMar 2019 – Present\n- Pipelines in Python, Apache Spark and Airflow\n\nSkills\nPython, Apache Spark, SQL\n"
	react  = "Tom Field\ntom@example.org\n\nExperience\nFrontend Developer, Widgets Ltd\n2020 – 2024\n- React and TypeScript\n\nSkills\nReact, TypeScript, CSS\n"
	advert = "Data Engineer\nWe are looking for a data engineer in Berlin.\n\nRequirements\n- 3+ years of Python\n- Apache Spark\n- SQL\n\nWe offer\n- Remote work\n"
)

func TestMatchTakesTextsAndDirectoriesOfFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	line := func(id, text string) string {
		b, _ := json.Marshal(map[string]string{"id": id, "text": text})
		return string(b) + "\n"
	}
	roles := write("roles.jsonl", line("ad", advert))
	people := write("people.jsonl", line("tom", react)+line("mira", spark)+line("nobody", "Lorem ipsum dolor sit amet."))
	write("cvs/tom.txt", react)
	write("cvs/mira.txt", spark)
	for name, corpus := range map[string]string{"texts": people, "a directory": filepath.Join(dir, "cvs")} {
		for _, more := range [][]string{nil, {"--kind", "role"}} {
			got := strings.Fields(must(t, append([]string{"eval", "run", "match", "--queries", roles, "--corpus", corpus, "--out", "-", "--as-of", "2026-06"}, more...)...))
			if len(got) != 12 || got[0] != "ad" || got[2] != "mira" || got[8] != "tom" {
				t.Errorf("%s %v: %v", name, more, got)
			}
		}
	}
	back := strings.Fields(must(t, "eval", "run", "match", "--queries", filepath.Join(dir, "cvs"), "--corpus", roles, "--out", "-", "--as-of", "2026-06"))
	if len(back) != 12 || back[0] != "mira" || back[2] != "ad" {
		t.Errorf("the other way round: %v", back)
	}
}
