//go:build race

package crashtest

// The race detector wants more address space than these tests leave a process.
func init() { raced = true }
