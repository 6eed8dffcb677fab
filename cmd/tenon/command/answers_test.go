package command_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tenon/engine"
)

// The answers over the judged sample, as people and as programs see them.
func TestAnswersOverTheSampleAreGolden(t *testing.T) {
	dir := sampleDir(t)
	for name, args := range map[string][]string{
		"explain-employer.txt":  {"explain", "--role", "r-ref-mlops-berlin", "--candidate", "c-014", "--for", "employer"},
		"whatif-role.txt":       {"whatif", "--role", "r-ref-mlops-berlin", "--drop", "degree", "--soften", "skill:Python", "--weight", "title=30"},
		"whatif-suggested.txt":  {"whatif", "--role", "r-ref-as-dubai", "--suggested", "--for", "candidate"},
		"whatif-candidate.txt":  {"whatif", "--candidate", "c-001", "--add-skill", "Go:4", "--add-certificate", "Certified Kubernetes Administrator", "--top", "8"},
		"gaps.txt":              {"gaps", "--candidate", "c-014", "--threshold", "60"},
		"gaps-employer.txt":     {"gaps", "--candidate", "c-003", "--level", "4", "--for", "employer", "--top", "5"},
		"lint.txt":              {"lint", "--role", "r-ref-mlr-bengaluru", "--threshold", "55"},
		"lint-candidate.txt":    {"lint", "--role", "r-020", "--for", "candidate", "--threshold", "50"},
		"whatif-candidate.json": {"whatif", "--candidate", "c-001", "--lambda", "0", "--top", "2", "--json"},
		"gaps.json":             {"gaps", "--candidate", "c-014", "--top", "1", "--skills", "1", "--json"},
		"lint.json":             {"lint", "--role", "r-016", "--json"},
	} {
		compare(t, "answers/"+name, must(t, append([]string{args[0], "--data", dir}, args[1:]...)...))
	}
}

func TestGapsAimAtTheKeptListsWhereThereAreAny(t *testing.T) {
	dir := sampleDir(t)
	aim := func(args ...string) *engine.Gaps {
		var a engine.Gaps
		if err := json.Unmarshal([]byte(must(t, append([]string{"gaps", "--data", dir, "--candidate", "c-014", "--json"}, args...)...)), &a); err != nil {
			t.Fatal(err)
		}
		return &a
	}
	if a := aim(); a.Aim != engine.AimThreshold || len(a.Notices) != 1 {
		t.Errorf("without lists: %s, %q", a.Aim, a.Notices)
	}
	if _, errs, code := run(t, "gaps", "--data", dir, "--candidate", "c-014", "--aim", "top"); code != 2 || !strings.Contains(errs, "rescore") {
		t.Errorf("the top without lists: exit %d, %s", code, errs)
	}
	must(t, "rescore", "--data", dir)
	if a := aim("--best", "7"); a.Aim != engine.AimTop || a.Top != 7 || a.BarsSeq != a.Seq || len(a.Notices) != 0 {
		t.Errorf("with lists: %s of %d at %d and %d, %q", a.Aim, a.Top, a.BarsSeq, a.Seq, a.Notices)
	}
	if a := aim("--aim", "threshold"); a.Aim != engine.AimThreshold {
		t.Errorf("asked for the threshold: %s", a.Aim)
	}
	if a := aim("--policy", "balanced"); a.Aim != engine.AimThreshold || !strings.Contains(a.Notices[0], "of policy skills-first") {
		t.Errorf("lists of another policy: %s, %q", a.Aim, a.Notices)
	}
}

func TestAnswersThatCannotBeGivenSayWhy(t *testing.T) {
	dir := sampleDir(t)
	for says, args := range map[string][]string{
		"do you mean Kubernetes":   {"whatif", "--candidate", "c-001", "--add-skill", "Kubernets"},
		"of skill the role asks":   {"whatif", "--role", "r-ref-mlops-berlin", "--drop", "skill:Rust"},
		"want more than 0":         {"lint", "--role", "r-001", "--threshold", "0"},
		"level 9: want 1 to 5":     {"gaps", "--candidate", "c-001", "--level", "9"},
		"weight degree=200":        {"whatif", "--role", "r-001", "--weight", "degree=200"},
		"policy \"best\" is none":  {"whatif", "--role", "r-001", "--policy", "best"},
		"want 0 to 1000":           {"whatif", "--role", "r-001", "--shakes", "5000"},
		"--role and --candidate":   {"whatif", "--role", "r-001", "--candidate", "c-001"},
		"must be one of":           {"explain", "--role", "r-001", "--candidate", "c-001", "--for", "nobody"},
		"no skill is called":       {"whatif", "--role", "r-001", "--gate", "skill:Unheard of"},
		"lambda 101: want 0 to 10": {"whatif", "--role", "r-001", "--lambda", "101"},
	} {
		_, errs, code := run(t, append([]string{args[0], "--data", dir}, args[1:]...)...)
		if code != 2 {
			t.Errorf("%v: exit %d, %s: want 2", args, code, errs)
		}
		if !strings.Contains(errs, says) {
			t.Errorf("%v: %q does not say %q", args, errs, says)
		}
	}
	for _, args := range [][]string{{"gaps", "--candidate", "nobody"}, {"lint", "--role", "nothing"}, {"whatif", "--role", "nothing"}} {
		if _, errs, code := run(t, append([]string{args[0], "--data", dir}, args[1:]...)...); code != 4 {
			t.Errorf("%v: exit %d, %s: want 4", args, code, errs)
		}
	}
}
