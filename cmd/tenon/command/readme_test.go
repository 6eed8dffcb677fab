package command_test

import (
	"os"
	"strings"
	"testing"
)

func TestTheReadmeShowsTheDemoAsItIs(t *testing.T) {
	b, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, l := range strings.Split(string(b), "\n") {
		shown[strings.TrimSpace(l)] = true
	}
	for _, l := range strings.Split(must(t, "demo", "--no-serve"), "\n") {
		if !shown[strings.TrimSpace(l)] {
			t.Errorf("the README lacks the line %q; put the screen of the demo there anew", l)
		}
	}
}
