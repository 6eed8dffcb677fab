package taxonomy_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tenon/profiles/taxonomy"
)

// least is the precision and the recall that extraction must reach over pairs of sentence and skill.
const least = 0.97

// traps are the names that are above all ordinary words, each of which needs sentences in which it is no skill.
var traps = []string{"Go", "R", "C", "Spark", "SAS", "Swift", "Rust", "Excel", "Make", "Chef", "Looker", "Pandas", "Access", "Word",
	"Ray", "Dash", "Julia", "Scala"}

// labelled is a sentence and the skills that a careful reader finds in it.
type labelled struct {
	at   int // line of the file
	text string
	trap string // the name that is here no skill; empty in a sentence that is there for its skills
	want []string
}

// readLabelled reads a file of labelled sentences; its head says how they are written.
func readLabelled(t *testing.T, name string) []labelled {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var all []labelled
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		s, ok := parseLabelled(line)
		if !ok {
			t.Fatalf("%s:%d: %q is no labelled sentence", name, i+1, line)
		}
		s.at = i + 1
		all = append(all, s)
	}
	return all
}

func parseLabelled(line string) (s labelled, ok bool) {
	text, ids, ok := strings.Cut(line, " =>")
	if !ok {
		return s, false
	}
	s.want = sortedSet(strings.Fields(ids))
	sign, text, _ := strings.Cut(text, " ")
	switch sign {
	case "+":
		ok = len(s.want) > 0
	case "-":
		s.trap, text, ok = strings.Cut(text, ": ")
	default:
		ok = false
	}
	s.text = strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(text)
	return s, ok
}

func sortedSet(ids []string) []string {
	slices.Sort(ids)
	return slices.Compact(ids)
}

// skillName is how labelled files name a skill: by id, those of the open part by label.
func skillName(c *taxonomy.Concept) string {
	if c.Open {
		return strings.ReplaceAll(c.Label, " ", "_")
	}
	return strings.TrimPrefix(c.ID, "skill/")
}

// skillNames are the skills of a text, each once.
func skillNames(text string) []string {
	tx := taxonomy.Default()
	var names []string
	for _, s := range tx.Extract(text) {
		names = append(names, skillName(tx.Concept(s.No)))
	}
	return sortedSet(names)
}

// tally counts pairs of sentence and skill.
type tally struct{ sentences, right, found, wanted int }

func (c *tally) add(found, want []string) {
	c.sentences++
	c.found += len(found)
	c.wanted += len(want)
	for _, id := range found {
		if slices.Contains(want, id) {
			c.right++
		}
	}
}

func (c tally) precision() float64 { return float64(c.right) / float64(max(1, c.found)) }
func (c tally) recall() float64    { return float64(c.right) / float64(max(1, c.wanted)) }

func (c tally) check(t *testing.T, what string) {
	t.Helper()
	t.Logf("%s: %d sentences, %d skills, precision %.4f, recall %.4f", what, c.sentences, c.wanted, c.precision(), c.recall())
	if c.precision() < least || c.recall() < least {
		t.Errorf("%s: precision %.4f, recall %.4f, want at least %.2f each", what, c.precision(), c.recall(), least)
	}
}

// measure extracts from every sentence and tallies those with skills and those with traps.
func measure(t *testing.T, file string, all []labelled) (hits, misses tally) {
	t.Helper()
	for _, s := range all {
		got := skillNames(s.text)
		if s.trap == "" {
			hits.add(got, s.want)
		} else {
			misses.add(got, s.want)
		}
		if !slices.Equal(got, s.want) {
			t.Logf("%s:%d: %q\n got %s\nwant %s", file, s.at, s.text, strings.Join(got, " "), strings.Join(s.want, " "))
		}
	}
	return hits, misses
}

func TestExtractionOfLabelledSentences(t *testing.T) {
	for _, c := range []struct {
		file string
		each int // sentences of either kind, at least
	}{{"sentences.txt", 300}, {"heldout.txt", 60}} {
		t.Run(c.file, func(t *testing.T) {
			hits, misses := measure(t, c.file, readLabelled(t, c.file))
			if hits.sentences < c.each || misses.sentences < c.each {
				t.Errorf("%d sentences with skills, %d with traps, want %d each", hits.sentences, misses.sentences, c.each)
			}
			hits.check(t, "sentences with skills")
			misses.check(t, "sentences with traps")
			tally{hits.sentences + misses.sentences, hits.right + misses.right, hits.found + misses.found,
				hits.wanted + misses.wanted}.check(t, "all")
		})
	}
}

func TestLabelledSentencesAreWellFormed(t *testing.T) {
	tx, known := taxonomy.Default(), map[string]bool{}
	for _, n := range tx.Of(taxonomy.Skill) {
		known[skillName(tx.Concept(n))] = true
	}
	for _, file := range []string{"sentences.txt", "heldout.txt"} {
		seen := map[string]bool{}
		for _, s := range readLabelled(t, file) {
			if seen[s.text] {
				t.Errorf("%s:%d: %q is there twice", file, s.at, s.text)
			}
			seen[s.text] = true
			if !strings.Contains(strings.ToLower(s.text), strings.ToLower(s.trap)) {
				t.Errorf("%s:%d: %q has no %q", file, s.at, s.text, s.trap)
			}
			for _, id := range s.want {
				if !known[id] {
					t.Errorf("%s:%d: no skill %s", file, s.at, id)
				}
			}
		}
	}
}

func TestEveryTrapHasSentences(t *testing.T) {
	n := map[string]int{}
	for _, s := range readLabelled(t, "sentences.txt") {
		n[s.trap]++
	}
	for _, trap := range traps {
		if n[trap] < 10 {
			t.Errorf("%s: %d sentences in which it is no skill, want 10", trap, n[trap])
		}
	}
}
