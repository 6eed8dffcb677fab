package hostile_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/format/hostile"
)

var now = profiles.NewMonth(2026, 11)

// maxLive is what the reading process tells the garbage collector to keep to, in MiB, as GOMEMLIMIT would: what is measured is then
// what readers hold, not what they have left behind.
const maxLive = 192

// asReader makes a process of this test read the files that it is told and nothing else.
const asReader = "TENON_HOSTILE_READER"

func TestMain(m *testing.M) {
	if os.Getenv(asReader) != "" {
		serve()
		return
	}
	goleak.VerifyTestMain(m)
}

// outcome is what became of one file.
type outcome struct {
	Name    string
	Drafts  int
	Faults  int
	First   []string // of the faults
	Err     string   // why the rest could not be read
	Invalid bool     // all errors were profiles.ErrInvalid
	Took    time.Duration
	Peak    int // of the memory of the process, in MiB; 0 where it cannot be told
}

// said is all that the reading said.
func (o outcome) said() string { return strings.Join(append(slices.Clone(o.First), o.Err), "; ") }

// serve reads the files whose names come in and sends their outcomes. It ends when the parent does, even in the middle of a file.
func serve() {
	debug.SetMemoryLimit(maxLive << 20)
	files := map[string]hostile.File{}
	for f := range hostile.Files() {
		files[f.Name] = f
	}
	names := make(chan string)
	go func() {
		for in := bufio.NewScanner(os.Stdin); in.Scan(); {
			names <- in.Text()
		}
		os.Exit(0)
	}()
	_ = format.Decode("warm.json", strings.NewReader(`{"kind":"candidate","id":"x"}`), format.Options{Now: now}, func(format.Draft, error) bool { return true })
	out := json.NewEncoder(os.Stdout)
	for name := range names {
		if err := out.Encode(decode(files[name])); err != nil {
			os.Exit(1)
		}
	}
}

func decode(f hostile.File) outcome {
	o := outcome{Name: f.Name, Invalid: true}
	r := f.Open()
	if b, ok := r.(*bytes.Reader); ok { // made in memory: what making it took is not the reader's
		data, _ := io.ReadAll(b)
		r = bytes.NewReader(data)
	}
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // the peak begins anew, on Linux
	start := time.Now()
	err := format.Decode(f.Name, r, format.Options{Now: now}, func(_ format.Draft, err error) bool {
		o.note(err)
		return true
	})
	o.Took = time.Since(start)
	o.Peak = peak()
	if err != nil {
		o.Err = err.Error()
		o.Invalid = o.Invalid && isInvalid(err)
	}
	return o
}

func (o *outcome) note(err error) {
	if err == nil {
		o.Drafts++
		return
	}
	o.Faults++
	o.Invalid = o.Invalid && isInvalid(err)
	if len(o.First) < 3 {
		o.First = append(o.First, err.Error())
	}
}

// peak is the most memory that the process had, in MiB.
func peak() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := bytes.Cut(status, []byte("VmHWM:"))
	fields := bytes.Fields(after)
	if len(fields) == 0 {
		return 0
	}
	kb, _ := strconv.Atoi(string(fields[0]))
	return kb >> 10
}

// reader is a child process.
type reader struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *json.Decoder
	err bytes.Buffer
}

func start(t *testing.T) *reader {
	t.Helper()
	r := &reader{cmd: exec.CommandContext(t.Context(), os.Args[0])}
	r.cmd.Env = append(os.Environ(), asReader+"=1")
	r.cmd.Stderr = &r.err
	in, err := r.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	r.in, r.out = in, json.NewDecoder(out)
	return r
}

func (r *reader) read(name string) (o outcome, err error) {
	if _, err = fmt.Fprintln(r.in, name); err == nil {
		err = r.out.Decode(&o)
	}
	return o, err
}

// stop ends the child and returns the first lines of what it said last.
func (r *reader) stop() string {
	_ = r.in.Close()
	_ = r.cmd.Wait() // how it ended is in what it said
	return r.err.String()[:min(r.err.Len(), 1500)]
}
