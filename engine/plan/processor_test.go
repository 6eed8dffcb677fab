//go:build amd64 && !purego

package plan_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/cpu"

	"tenon/engine/plan"
)

// What a processor lacks is not used: the test runs itself on processors that lack one thing after the other.
func TestInstructionsAreThoseThatTheProcessorHas(t *testing.T) {
	const asked = "TENON_TEST_INSTRUCTIONS"
	if want := os.Getenv(asked); want != "" {
		if got := plan.Instructions(); got != want {
			t.Errorf("%s: want %s", got, want)
		}
		return
	}
	if !cpu.X86.HasAVX2 {
		t.Skip("skipped: the processor has nothing that could be lacking")
	}
	for lacks, want := range map[string]string{
		"avx512f": "AVX2", "avx512bw": "AVX2", "avx512vl": "AVX2", "avx512dq": "AVX2", "bmi2": "AVX2", "popcnt": "AVX2", "avx512f avx2": "plain",
	} {
		again := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$")
		off := "cpu." + strings.ReplaceAll(lacks, " ", "=off,cpu.") + "=off"
		again.Env = append(os.Environ(), asked+"="+want, "GODEBUG="+off)
		if out, err := again.CombinedOutput(); err != nil {
			t.Errorf("without %s: %v\n%s", lacks, err, out)
		}
	}
}
