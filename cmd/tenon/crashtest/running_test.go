package crashtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	cli "tenon/cmd/tenon/command"
)

// drained is how long a server may take to end, with what it needs to save.
const drained = 15 * time.Second

// served is a server of a directory with records, with what is known of them.
type served struct {
	*server
	dir  string
	m    *model
	keys [writers][]string
	ctx  context.Context // of its clients
	stop context.CancelFunc
	w    *work
}

// newServed serves a new directory.
func newServed(t *testing.T) *served {
	t.Helper()
	u := &served{dir: filepath.Join(t.TempDir(), "data"), m: newModel()}
	u.m.plain = true
	u.keys = populate(t, u.dir, u.m)
	u.server = serve(t, u.dir)
	u.ctx, u.stop = context.WithCancel(ctx)
	t.Cleanup(u.stop)
	return u
}

// inUse is a server that clients write to and read from.
func inUse(t *testing.T) *served {
	t.Helper()
	u := newServed(t)
	u.use(t)
	return u
}

// use has clients use the server.
func (u *served) use(t *testing.T) { u.w = u.under(u.ctx, t, u.m, 1, u.keys) }

// more waits until so many more records have been acknowledged.
func (u *served) more(t *testing.T, records int) {
	t.Helper()
	u.w.more(t, u.m, records)
}

// finish ends a server in order, and compares what it leaves.
func (u *served) finish(t *testing.T) {
	t.Helper()
	if code := u.end(syscall.SIGTERM, drained); code != cli.ExitOK {
		t.Errorf("exit code %d: %s", code, u.log)
	}
	u.stop()
	u.w.Wait()
	u.m.verify(t, u.dir)
}

// TestStopped stops a server for longer than a request may take, and lets it go on: whoever waited is answered or told to come again,
// nobody else is, and nothing is lost.
func TestStopped(t *testing.T) {
	u := inUse(t)
	var busy atomic.Int64
	for range 4 * writers { // so that always some request is under way
		u.w.Go(func() {
			for c := newClient(t, u.server, u.m, 1, writers, nil); u.ctx.Err() == nil; {
				c.read(u.ctx, "GET", "/v1/search?kind=candidate&q=engineer+data&limit=100", nil)
				busy.Add(c.late.Swap(0))
			}
		})
	}
	u.more(t, 40)
	u.signal(syscall.SIGSTOP)
	<-time.After(*stopped)
	u.signal(syscall.SIGCONT)
	u.more(t, 200)
	if late := u.w.late() + busy.Load(); late > 5*writers {
		t.Errorf("%d reads of %d clients failed: a stop is over once the process goes on", late, 5*writers)
	}
	u.finish(t)
}

// TestClockJumps sets the clock of a server that is in use some weeks forward, and then back behind where it was.
func TestClockJumps(t *testing.T) {
	u := inUse(t)
	for _, jump := range []syscall.Signal{forward, back, forward} {
		u.more(t, 60)
		u.signal(jump)
	}
	u.more(t, 60)
	if late := u.w.late(); late > 0 {
		t.Errorf("%d reads failed", late)
	}
	u.finish(t)
}

// TestEndsInOrder sends SIGTERM while an upload is half way and others write: what is under way is answered, what was acknowledged is
// there, and the process ends with 0 within its bound.
func TestEndsInOrder(t *testing.T) {
	u := newServed(t)
	r, lines := io.Pipe()
	uploaded := make(chan error, 1)
	go func() { uploaded <- u.upload(r) }()
	half := func(from int) {
		for i := range 10 {
			k := fmt.Sprintf("u%02d", from+i)
			u.m.hear([]string{"B", k, "put", k + "=7"})
			if err := json.NewEncoder(lines).Encode(candidate(k, 7)); err != nil {
				t.Error(err)
			}
		}
	}
	half(0)          // before anybody else tells the model something
	u.underway(t, 2) // the upload, and whoever asks for this
	u.use(t)
	u.more(t, 40)
	u.signal(syscall.SIGTERM)
	start := time.Now()
	u.refuses(t)
	hearing.Lock()
	half(10)
	hearing.Unlock()
	_ = lines.Close() // never fails
	if err := <-uploaded; err != nil {
		t.Errorf("the upload that was under way: %v", err)
	}
	took := time.Since(start)
	u.stop()
	u.w.Wait()
	for i := range 20 {
		u.m.hear([]string{"A", fmt.Sprintf("u%02d", i)})
	}
	u.finish(t)
	t.Logf("what was under way was answered after %v", took.Round(time.Millisecond))
}

// upload streams candidates in; all 20 have to be accepted.
func (s *server) upload(body io.Reader) error {
	q, err := http.NewRequest("POST", s.base+"/v1/bulk/candidates", body)
	if err != nil {
		return err
	}
	q.Header.Set("Content-Type", "application/x-ndjson")
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		return err
	}
	b, err := io.ReadAll(r.Body)
	if err == nil && (r.StatusCode != 200 || !bytes.Contains(b, []byte(`"accepted":20`))) {
		err = fmt.Errorf("%d %s", r.StatusCode, b)
	}
	return errors.Join(err, r.Body.Close())
}

// underway waits until so many requests are under way.
func (s *server) underway(t *testing.T, n float64) {
	t.Helper()
	for deadline := time.Now().Add(drained); time.Now().Before(deadline); {
		x, err := s.metrics(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if x["tenon_http_requests_underway"] >= n {
			return
		}
	}
	t.Fatalf("%v requests are never under way", n)
}

// refuses waits until a server takes no new connections, or answers that it ends.
func (s *server) refuses(t *testing.T) {
	t.Helper()
	fresh := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for deadline := time.Now().Add(drained); time.Now().Before(deadline); {
		r, err := fresh.Get(s.base + "/v1/roles")
		if err != nil {
			return
		}
		_ = r.Body.Close() // its status is all
		if r.StatusCode == http.StatusServiceUnavailable {
			return
		}
	}
	t.Fatal("the server goes on taking requests")
}

// ran runs the program to its end.
func ran(t *testing.T, args ...string) (code int, said string, took time.Duration) {
	t.Helper()
	cmd := tenon(args)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	took = time.Since(start)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out), took
}

// saidBy is what a second start may take before it counts as waiting for the first to end. On a machine of its own it is below 2 s, a
// figure that the test prints; how busy the machine is decides about more than the program.
const saidBy = 20 * time.Second

// TestSecondStart: one process has a directory, and another one says so at once, whatever it was to do.
func TestSecondStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	populate(t, dir, newModel())
	serve(t, dir)
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	_, _, usual := ran(t, "rank", "--data", nowhere, "--role", "r0") // what a start takes on this machine now
	for _, args := range [][]string{{"serve", "--data", dir, "--addr", "127.0.0.1:0"}, {"rank", "--data", dir, "--role", "r0"}, {"rebuild", "--data", dir}, {"restore", "--data", dir, "--over", nowhere}} {
		if args[0] == "restore" {
			if err := os.Mkdir(nowhere, 0o700); err != nil {
				t.Fatal(err)
			}
			ranBackup(t, dir, nowhere)
		}
		code, said, took := ran(t, args...)
		if code != cli.ExitLocked || !strings.Contains(said, "already open in another process") {
			t.Errorf("%s: exit code %d: %s", args[0], code, said)
		}
		if took > saidBy {
			t.Errorf("%s said so after %v", args[0], took)
		}
		t.Logf("%s: %v, of which a start is about %v", args[0], took.Round(time.Millisecond), usual.Round(time.Millisecond))
	}
}

func ranBackup(t *testing.T, dir, to string) {
	t.Helper()
	if code, said, _ := ran(t, "backup", "--data", dir, to); code != cli.ExitOK {
		t.Fatalf("backup: exit code %d: %s", code, said)
	}
}
