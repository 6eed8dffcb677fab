package crashtest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	cli "tenon/cmd/tenon/command"
)

// childArgs are the arguments of a child that is the whole program, one a line.
const childArgs = "TENON_CRASHTEST_ARGS"

// program is the child: the program as main has it, with a clock that a signal sets forward and another one back.
func program() int {
	var ahead atomic.Int64
	jump := make(chan os.Signal, 1)
	signal.Notify(jump, forward, back)
	go func() {
		for s := range jump {
			ahead.Add(map[os.Signal]int64{forward: int64(leap), back: -2 * int64(leap)}[s])
		}
	}()
	now := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	args := strings.Split(os.Getenv(childArgs), "\n")
	return cli.Main(ctx, args, cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, now)
}

// The signals that set the clock of a child, and by how much: back is from ahead to behind.
const (
	forward = syscall.SIGUSR1
	back    = syscall.SIGUSR2
	leap    = 40 * 24 * time.Hour
)

// tenon is a process of the program.
func tenon(args []string, under ...string) *exec.Cmd {
	cmd := command("program", "", 0, "", under...)
	cmd.Env = append(cmd.Env, childArgs+"="+strings.Join(args, "\n"))
	return cmd
}

// server is a process that serves a directory.
type server struct {
	cmd   *exec.Cmd
	base  string // of its URLs
	ended chan struct{}
	log   *tail
	dead  atomic.Bool // it is being killed: what fails from now on fails for that
}

// tail is the end of what a process prints, and the line in which Go says why it ends it.
type tail struct {
	mu    sync.Mutex
	b     []byte
	fatal string
}

func (l *tail) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fatal == "" && fatal.MatchString(line) {
		l.fatal = line
	}
	l.b = append(append(l.b, line...), '\n')
	l.b = l.b[max(0, len(l.b)-4000):]
}

func (l *tail) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fatal + "\n" + string(l.b)
}

var fatal = regexp.MustCompile(`^(fatal error|panic|runtime|runtime/cgo): `)

// serve starts a server and waits until it listens.
func serve(t *testing.T, dir string, under ...string) *server {
	t.Helper()
	s := &server{cmd: tenon([]string{"serve", "--data", dir, "--addr", "127.0.0.1:0"}, under...), ended: make(chan struct{}), log: &tail{}}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stderr = w
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = w.Close() // the child has it
	listening := make(chan string, 1)
	go func() {
		defer close(s.ended)
		for lines := bufio.NewScanner(r); lines.Scan(); {
			if _, at, ok := strings.Cut(lines.Text(), "listening on "); ok {
				at, _, _ = strings.Cut(at, ",")
				listening <- at
			}
			s.log.add(lines.Text())
		}
		_ = s.cmd.Wait() // its state says how it ended
		_ = r.Close()
	}()
	t.Cleanup(func() { s.signal(syscall.SIGKILL); <-s.ended })
	tick := time.NewTicker(100 * time.Millisecond) // of time in which this process runs
	defer tick.Stop()
	for range 3000 {
		select {
		case s.base = <-listening:
			return s
		case <-s.ended:
			t.Fatalf("the server ended before it listened: %v %s", s.cmd.ProcessState, s.log)
		case <-tick.C:
		}
	}
	t.Fatalf("the server does not listen: %s", s.log)
	return nil
}

func (s *server) signal(sig syscall.Signal) { _ = s.cmd.Process.Signal(sig) } // one that has ended hears none

// kill ends a server at once.
func (s *server) kill() {
	s.dead.Store(true)
	s.signal(syscall.SIGKILL)
	<-s.ended
}

// end sends a signal and returns the exit code, or -1 where the process does not end in time.
func (s *server) end(sig syscall.Signal, within time.Duration) int {
	s.signal(sig)
	select {
	case <-s.ended:
		return s.cmd.ProcessState.ExitCode()
	case <-time.After(within):
		return -1
	}
}

// answer is what a server answers.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a *answer) String() string { return fmt.Sprintf("%d %s", a.status, head(string(a.body))) }

// ask sends a request; header are pairs. An error is one of the connection, as to a server that was killed.
func (s *server) ask(ctx context.Context, method, path string, body []byte, header ...string) (*answer, error) {
	return s.askBy(ctx, http.DefaultClient, method, path, body, header...)
}

func (s *server) askBy(ctx context.Context, by *http.Client, method, path string, body []byte, header ...string) (*answer, error) {
	q, err := http.NewRequestWithContext(ctx, method, s.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	q.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	r, err := by.Do(q)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(r.Body)
	_ = r.Body.Close() // it has been read
	if err != nil {
		return nil, err
	}
	return &answer{r.StatusCode, r.Header, b}, nil
}
