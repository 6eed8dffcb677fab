// Command tenon matches candidates and roles in both directions and shows the arithmetic.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"tenon/cmd/tenon/command"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the process, as where a file is a pipe that nobody writes to
	os.Exit(command.Main(ctx, os.Args[1:], command.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, time.Now))
}
