// Package command is the command line: one file a verb, each a kong command with a run function.
//
// Every verb has --json beside its table. What a person reads goes to Out, progress and remarks to Err. exit.go is the only
// table from errors to exit codes.
package command
