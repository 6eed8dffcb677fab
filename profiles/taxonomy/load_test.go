package taxonomy_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// files is a directory with the shipped tables and the given concepts.
func files(t *testing.T, concepts string) fstest.MapFS {
	t.Helper()
	dir := fstest.MapFS{"version.txt": {Data: []byte("test-1\n")}, "concepts.txt": {Data: []byte(concepts)}}
	for _, name := range []string{"strength.txt", "seniority.txt"} {
		b, err := os.ReadFile("data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		dir[name] = &fstest.MapFile{Data: b}
	}
	return dir
}

const small = `skill/a Alpha
  type tool
skill/b Beta
  type tool
`

func TestLoadFaultsNameFileAndLine(t *testing.T) {
	for name, c := range map[string]struct{ concepts, want string }{
		"unknown id":        {small + "  implies 80 zeta from test\n", "concepts.txt:5: skill/zeta is no concept"},
		"other kind":        {small + "  related 50 cert/x from test\ncert/x X\n  issuer I\n  level 1\n", "concepts.txt:5: cert/x is not a skill"},
		"edge to itself":    {small + "  related 50 b from test\n", "concepts.txt:5: skill/b has an edge to itself"},
		"no source":         {small + "  implies 80 a\n", "concepts.txt:5: an edge is written as implies SIM ID… from SOURCE"},
		"empty source":      {small + "  implies 80 a from \n", "concepts.txt:5: an edge is written as"},
		"narrower too high": {small + "  implies 91 a from test\n", "concepts.txt:5: sim of implies: "},
		"related too high":  {small + "  related 61 a from test\n", "concepts.txt:5: sim of related: "},
		"broader too high":  {small + "  broader 56 a from test\n", "concepts.txt:5: sim of broader: "},
		"sim zero":          {small + "  related 0 a from test\n", "concepts.txt:5: sim of related: "},
		"cycle": {
			"skill/a A1\n  type tool\n  implies 80 b from test\nskill/b B1\n  type tool\n  implies 80 c from test\n" +
				"skill/c C1\n  type tool\n  implies 80 a from test\n",
			"concepts.txt:9: skill/c implies skill/a, which implies it",
		},
		"cycle of broader": {
			"skill/a A1\n  type tool\n  broader 40 b from test\nskill/b B1\n  type tool\n  broader 20 a from test\n",
			"concepts.txt:6: skill/b has skill/a as broader, which has it as broader",
		},
		"narrower and broader of one": {
			"skill/a A1\n  type tool\n  implies 80 b from test\nskill/b B1\n  type tool\n  broader 20 a from test\n",
			"concepts.txt:6: skill/b has skill/a as broader, which has it as broader",
		},
		"titles no family":  {"title/x X\ntitle/y Y\n", "concepts.txt:2: title/y has no family"},
		"same alias":        {small + "  alias alpha\n", `concepts.txt:3: alias "alpha" of skill/b is one of skill/a at concepts.txt:1`},
		"same spelling":     {small + "  alias Al-Pha\n", `concepts.txt:3: alias "Al-Pha"`},
		"alias of no word":  {small + "  alias ???\n", `concepts.txt:3: alias "???" of skill/b has no letters`},
		"same id":           {small + "skill/a Again\n  type tool\n", "concepts.txt:5: skill/a is already at concepts.txt:1"},
		"id without kind":   {"pytorch PyTorch\n", `concepts.txt:1: id "pytorch" begins with none of`},
		"no label":          {"skill/a\n", "concepts.txt:1: skill/a has no label"},
		"no type":           {"skill/a Alpha\n", "concepts.txt:1: skill/a has no type"},
		"unknown type":      {"skill/a Alpha\n  type gadget\n", `concepts.txt:2: type "gadget" is none of tool`},
		"unknown group":     {"skill/a Alpha\n  type tool\n  groups Fun\n", `concepts.txt:3: group "Fun" is none of GenAI`},
		"unknown key":       {"skill/a Alpha\n  colour red\n", `concepts.txt:2: a skill says nothing about "colour"`},
		"key of other kind": {"skill/a Alpha\n  type tool\n  issuer I\n", `concepts.txt:3: a skill says nothing about "issuer"`},
		"key alone":         {"skill/a Alpha\n  alias\n", "concepts.txt:2: alias says nothing"},
		"line of none":      {"  alias x\n" + small, `concepts.txt:1: "alias x" belongs to no concept`},
		"cert incomplete":   {"cert/x X\n  valid 12\n", "concepts.txt:1: cert/x has no issuer and level"},
		"cert level":        {"cert/x X\n  issuer I\n  level 9\n", `concepts.txt:3: invalid: "9" is not a number from 1 to 5`},
		"cert skill":        {"cert/x X\n  issuer I\n  level 1\n  skills zeta\n", "concepts.txt:4: skill/zeta is no concept"},
		"title no family":   {"title/x X\n", "concepts.txt:1: title/x has no family"},
		"family no title":   {"family/x X\n", "concepts.txt:1: family/x has no title title/x"},
		"degree no isced":   {"degree/x X\n", "concepts.txt:1: degree/x has no isced"},
		"degree isced":      {"degree/x X\n  isced 12\n", "concepts.txt:2: invalid: ISCED level"},
		"parent's parent": {
			"industry/a A1\nindustry/b B1\n  parent a\nindustry/c C1\n  parent b\n",
			"concepts.txt:5: the parent industry/b of industry/c has a parent itself",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := taxonomy.Load(files(t, c.concepts))
			if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestLoadReportsEveryFaultAtOnce(t *testing.T) {
	_, err := taxonomy.Load(files(t, "skill/a Alpha\n  type x\n  groups y\nbad Bad\n"))
	for _, want := range []string{"concepts.txt:2:", "concepts.txt:3:", "concepts.txt:4:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is not in: %v", want, err)
		}
	}
}

// everyKey is a taxonomy in which every kind and key occurs.
const everyKey = `skill/a Alpha
  type tool
  groups GenAI MLOps
  alias Al | Alf
  case ALPHA
  guard Aleph
  person Alice
  implies 80 b from test
  related 50 c from test
skill/b Beta
  type method
  broader 30 c from test
skill/c Gamma
  type practice
  resembles 40 a from test
cert/x Exam
  issuer I
  valid 24
  level 3
  skills a b
title/t Tee
  family f
title/f Eff
  family f
  step lead
family/f Eff
  field effing
degree/d Dee
  isced bachelor
industry/p Pea
industry/q Queue
  parent p
`

func TestLoadRefusesOrLoadsAndNeverPanics(t *testing.T) {
	lines := strings.SplitAfter(everyKey, "\n")
	if _, err := taxonomy.Load(files(t, everyKey)); err != nil {
		t.Fatal(err)
	}
	for i := range lines {
		for j := range lines {
			swapped := slices.Clone(lines)
			swapped[i], swapped[j] = swapped[j], swapped[i]
			for _, content := range []string{
				strings.Join(swapped, ""),
				strings.Join(slices.Delete(slices.Clone(lines), min(i, j), max(i, j)), ""),
				strings.Join(slices.Insert(slices.Clone(lines), i, lines[j]), ""),
			} {
				if _, err := taxonomy.Load(files(t, content)); err != nil && !errors.Is(err, profiles.ErrInvalid) {
					t.Errorf("%q: %v", content, err)
				}
			}
		}
	}
}

func TestLoadRefusesBadTables(t *testing.T) {
	for name, c := range map[string]struct{ file, from, to, want string }{
		"unknown table": {"strength.txt", "level-lift 200", "level-drop 200", `unknown table "level-drop"`},
		"missing table": {"strength.txt", "level-lift 200", "", `table "level-lift" has 0 numbers, not 1`},
		"too long":      {"strength.txt", "level-lift 200", "level-lift 200 300", `table "level-lift" has more than 1`},
		"no number":     {"strength.txt", "level-lift 200", "level-lift NaN", `level-lift "NaN" is not a number from 1 to 1000`},
		"above 100 %":   {"strength.txt", "evidence-job 95", "evidence-job 101", `evidence-job "101" is not a number from 1 to 100`},
		"negative":      {"strength.txt", "level-lift 200", "level-lift -1", `level-lift "-1" is not`},
		"unknown role":  {"seniority.txt", "stop: at", "halt: at", "is not a role, a step and words"},
		"unknown step":  {"seniority.txt", "weak junior: associate", "weak tiny: associate", "is not a role, a step and words"},
		"no version":    {"version.txt", "test-1", "", "version.txt:1: no version"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := files(t, small)
			old := string(dir[c.file].Data)
			if !strings.Contains(old, c.from) {
				t.Fatalf("%s has no %q", c.file, c.from)
			}
			dir[c.file].Data = []byte(strings.Replace(old, c.from, c.to, 1))
			_, err := taxonomy.Load(dir)
			if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.file) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
	for _, name := range []string{"version.txt", "strength.txt", "seniority.txt"} {
		dir := files(t, small)
		delete(dir, name)
		if _, err := taxonomy.Load(dir); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

func TestTheVersionFollowsTheContent(t *testing.T) {
	version := func(concepts string) string {
		tx, err := taxonomy.Load(files(t, concepts))
		if err != nil {
			t.Fatal(err)
		}
		return tx.Version()
	}
	one := version(small)
	if version(small) != one || version(strings.ReplaceAll(small, "\n", "\r\n")) != one {
		t.Error("the same content has two versions")
	}
	if version(small+"  alias x\n") == one {
		t.Error("other content has the same version")
	}
	dir := files(t, small)
	dir["strength.txt"].Data = []byte(strings.Replace(string(dir["strength.txt"].Data), "level-lift 200", "level-lift 250", 1))
	if tx, err := taxonomy.Load(dir); err != nil || tx.Version() == one {
		t.Errorf("another strength table has the same version: %v", err)
	}
}

func TestEdgesOfAFile(t *testing.T) {
	tx, err := taxonomy.Load(files(t, `skill/top Top
  type method
skill/mid Mid
  type method
  implies 90 top from one
skill/leaf Leaf
  type tool
  implies 90 mid from two
  implies 60 top from three
  broader 20 mid from four
  resembles 40 other from five
skill/other Other
  type tool
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		asked, has string
		want       taxonomy.Edge
	}{
		{"top", "leaf", taxonomy.Edge{Kind: "narrower", Sim: 81, Source: "two; one"}}, // the chain is better than the edge at 60
		{"mid", "leaf", taxonomy.Edge{Kind: "narrower", Sim: 90, Source: "two"}},
		{"leaf", "mid", taxonomy.Edge{Kind: "broader", Sim: 20, Source: "four"}}, // said, so not derived
		{"mid", "top", taxonomy.Edge{Kind: "broader", Sim: 44, Source: "one"}},   // 55·90·90 div 10000
		{"other", "leaf", taxonomy.Edge{Kind: "related", Sim: 40, Source: "five"}},
		{"leaf", "other", taxonomy.Edge{}}, // one way
	} {
		asked, _ := tx.ByID("skill/" + c.asked)
		has, _ := tx.ByID("skill/" + c.has)
		e, ok := tx.Similarity(asked, has)
		if ok {
			c.want.From, c.want.To = "skill/"+c.has, "skill/"+c.asked
		}
		if e != c.want {
			t.Errorf("asked %s has %s: got %+v, want %+v", c.asked, c.has, e, c.want)
		}
	}
}
