// Package crashtest has tests that end the program at the worst moments and look at what is left.
//
// A child process, which is the test binary itself, writes with several writers and says of every operation what it is about to do,
// and then what became of it, through a pipe that outlives it. The parent kills it, opens the directory and compares: what was
// acknowledged is there, with the content that was written, found by its text, ranked as by columns made anew; what was refused is
// not; what was neither is there whole or not at all. All of it is short in go test; flags make it long:
//
//	go test ./cmd/tenon/crashtest -rounds 5000 -run Kill -timeout 24h
package crashtest
