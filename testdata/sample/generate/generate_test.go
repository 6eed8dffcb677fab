package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func TestTheFilesAreWhatTheGeneratorWrites(t *testing.T) {
	files, err := corpus()
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join("..", f.name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, f.data) {
			t.Errorf("%s differs: run go run ./testdata/sample/generate, read the diff, and renew the golden screen of the demo", f.name)
		}
		if strings.HasSuffix(f.name, ".gz") {
			size += len(f.data)
		}
	}
	if size > 1<<20 {
		t.Errorf("%d bytes: want a megabyte at most, as they are part of the program", size)
	}
}

// Two runs in one process draw from dice of their own, so that no map order or shared state can enter the files.
func TestTheGeneratorIsDeterministic(t *testing.T) {
	first, err := corpus()
	if err != nil {
		t.Fatal(err)
	}
	second, err := corpus()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range first {
		i := slices.IndexFunc(second, func(s file) bool { return s.name == f.name })
		if i < 0 || !bytes.Equal(second[i].data, f.data) {
			t.Errorf("%s differs from one run to the next", f.name)
		}
	}
}

func TestSentences(t *testing.T) {
	l := &library{tax: taxonomy.Default()}
	v := &voice{dice: newDice("test", 0), lib: l, tool: func(g string) string {
		if g == "stream" {
			return "Kafka"
		}
		return ""
	}, noun: func(n string) string { return n + "!" }}
	for _, c := range []struct {
		in, want string
		skills   []string
		told     bool
	}{
		{"Moved <things> to [stream]~cost", "Moved things! to Kafka", []string{"Kafka"}, true},
		{"Knew {Machine learning} and {Scrum}", "Knew machine learning and Scrum", []string{"Machine learning", "Scrum"}, true},
		{"Put {Docker|containers} to use, #4-4# times", "Put containers to use, 4 times", []string{"Docker"}, true},
		{"Had no [vectors]", "", nil, false},
	} {
		s, err := parseSentence(c.in)
		if err != nil {
			t.Fatal(err)
		}
		skills, told := v.skills(s)
		if told != c.told || !slices.Equal(skills, c.skills) {
			t.Errorf("%s: skills %v, %t", c.in, skills, told)
		}
		if got := v.write(s); told && got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
	for _, bad := range []string{"Ran {Docker", "Counted #9-2#", "Saw <>", "Counted #a-b#"} {
		if _, err := parseSentence(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func TestToolsOfAStackGoTogetherAndAreOldEnough(t *testing.T) {
	l, err := readLibrary()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		s := l.newStack(newDice("test", i), now, nil)
		if s["cloud"] != "AWS" && (s.has("Redshift") || s.has("SageMaker")) || s["cloud"] != "Azure" && s.has("AKS") {
			t.Errorf("%v: a tool of another cloud", s)
		}
		for _, g := range l.groups {
			for _, at := range []profiles.Month{profiles.NewMonth(2012, 1), profiles.NewMonth(2018, 6), now} {
				if tool := l.toolAt(s, g.name, at); tool != "" && l.since[tool] > at {
					t.Errorf("%s in %s", tool, at)
				}
			}
		}
	}
	if tool := l.toolAt(stack{"cluster": "Kubernetes"}, "cluster", profiles.NewMonth(2012, 1)); tool != "" {
		t.Errorf("%s in 2012: there was no such tool", tool)
	}
}
