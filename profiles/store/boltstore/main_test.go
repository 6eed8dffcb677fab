package boltstore_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain lets the kill test run this binary as the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		os.Exit(child(dir))
	}
	goleak.VerifyTestMain(m)
}
