package command_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const overlay = `skill/acme-forge Acme Forge
  type platform
  alias Forge by Acme
  implies 80 mlops from https://acme.example/forge

skill/pytorch
  related 40 tensorflow from tenon:mine
`

func TestTaxonomyShow(t *testing.T) {
	out := must(t, "taxonomy", "show", "k8s")
	for _, want := range []string{"Kubernetes  skill/kubernetes", "K8s", "Who has one of these has it in part", "Amazon EKS", "tenon:curated", "… and "} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	var s struct {
		ID        string
		Names     []string
		StandIn   []struct{ From, To string }
		StandsFor []struct{ From, To string }
	}
	if err := json.Unmarshal([]byte(must(t, "taxonomy", "show", "skill/kubernetes", "--json")), &s); err != nil {
		t.Fatal(err)
	}
	if s.ID != "skill/kubernetes" || len(s.Names) < 4 || s.StandIn[0].To != s.ID || s.StandsFor[0].From != s.ID {
		t.Errorf("%+v", s)
	}
	if out, errs, code := run(t, "taxonomy", "show", "kubernets"); code != 4 || !strings.Contains(errs, "did you mean Kubernetes") {
		t.Errorf("exit %d, %q %q", code, out, errs)
	}
}

func TestTaxonomySuggest(t *testing.T) {
	if out := must(t, "taxonomy", "suggest", "kubernets"); !strings.HasPrefix(out, "Kubernetes  ") {
		t.Errorf("%q", out)
	}
	var s []struct{ ID, Label string }
	if err := json.Unmarshal([]byte(must(t, "taxonomy", "suggest", "mlops", "eng", "--kind", "title", "--top", "2", "--json")), &s); err != nil || len(s) == 0 || s[0].ID != "title/mlops-engineer" {
		t.Errorf("%+v, %v", s, err)
	}
	if out := must(t, "taxonomy", "suggest", "xqzzvw", "--json"); out != "[]\n" {
		t.Errorf("%q", out)
	}
}

func TestTaxonomyCheck(t *testing.T) {
	if out := must(t, "taxonomy", "check", write(t, "mine.txt", overlay)); !strings.Contains(out, "mine.txt is sound") {
		t.Errorf("%q", out)
	}
	bad := write(t, "bad.txt", "skill/a A thing\n  type tool\n  implies 80 mlops\n")
	out, _, code := run(t, "taxonomy", "check", bad)
	if code != 3 || !strings.Contains(out, "bad.txt:3: an edge is written as") || !strings.Contains(out, "stays in force") {
		t.Errorf("exit %d, %q", code, out)
	}
	var r struct{ Faults []string }
	out, _, code = run(t, "taxonomy", "check", bad, "--json")
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != 3 || len(r.Faults) != 1 {
		t.Errorf("exit %d, %v, %q", code, err, out)
	}
	if _, errs, code := run(t, "taxonomy", "check", "none.txt"); code != 4 || !strings.Contains(errs, "none.txt") {
		t.Errorf("exit %d, %q: want not found", code, errs)
	}
}

func TestTaxonomyDiffShowsNamesEdgesAndScores(t *testing.T) {
	out := must(t, "taxonomy", "diff", write(t, "mine.txt", overlay))
	for _, want := range []string{"concepts added: 1", "skill/acme-forge", "Forge by Acme", "— → skill/acme-forge", "60 % → 40 %", "of 3102 pairs"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	var d struct {
		Scores struct {
			Pairs, Changed int
			Moves          []struct {
				Before, After struct{ Forward, Overall int32 }
			}
		}
	}
	if err := json.Unmarshal([]byte(must(t, "taxonomy", "diff", write(t, "mine.txt", overlay), "--json", "--data", sampleDir(t))), &d); err != nil {
		t.Fatal(err)
	}
	if d.Scores.Pairs != 3102 || d.Scores.Changed == 0 || len(d.Scores.Moves) == 0 {
		t.Fatalf("%+v", d.Scores)
	}
	for _, m := range d.Scores.Moves {
		if m.After.Forward >= m.Before.Forward {
			t.Errorf("%+v: a weaker edge raises nobody", m)
		}
	}
}

// version is the taxonomy that an answer names.
func version(t *testing.T, args ...string) string {
	t.Helper()
	var r struct{ Taxonomy string }
	if err := json.Unmarshal([]byte(must(t, args...)), &r); err != nil {
		t.Fatal(err)
	}
	return r.Taxonomy
}

func TestTheOverlayOfADirectoryAndOfTheFlag(t *testing.T) {
	dir := sampleDir(t)
	rank := []string{"rank", "--data", dir, "--role", "r-ref-mle-us", "--top", "1", "--json"}
	shipped := version(t, rank...)
	mine := write(t, "mine.txt", overlay)
	flagged := version(t, append([]string{"--overlay", mine}, rank...)...)
	if flagged == shipped {
		t.Error("the flag changes nothing")
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.txt"), []byte(overlay), 0o600); err != nil {
		t.Fatal(err)
	}
	own := version(t, rank...)
	if own == shipped {
		t.Error("the overlay of the directory changes nothing")
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.txt"), []byte("skill/a A\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := run(t, rank...)
	if code != 0 || !strings.Contains(out, shipped) || !strings.Contains(errs, "overlay.txt:1") || !strings.Contains(errs, "stays in force") {
		t.Errorf("exit %d, %q: want the shipped taxonomy and the line", code, errs)
	}
}
