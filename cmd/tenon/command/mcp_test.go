package command_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"tenon/cmd/tenon/command"
)

// program is tenon as a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, args...) // it ends by what it reads, after the test
	c.Env = append(os.Environ(), asCommand+"="+filepath.Join(t.TempDir(), "status"))
	return c
}

// assisted calls a tool as an assistant that has started the program does.
func assisted(t *testing.T, c *mcp.ClientSession, tool string, args map[string]any) (text string, refused bool) {
	t.Helper()
	r, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	return r.Content[0].(*mcp.TextContent).Text, r.IsError
}

func assistant(t *testing.T, c *exec.Cmd) *mcp.ClientSession {
	t.Helper()
	var errs bytes.Buffer
	c.Stderr = &errs
	s, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.CommandTransport{Command: c}, nil)
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil { // it ends with what it reads, or the transport would have to kill it
			t.Errorf("%v: %s", err, errs.String())
		}
	})
	return s
}

var toolCalls = map[string]map[string]any{
	"search":  {"query": "kubernetes"},
	"rank":    {"role": "r-ref-mlops-berlin"},
	"explain": {"role": "r-ref-mlops-berlin", "candidate": "c-001"},
	"gaps":    {"candidate": "c-014"},
	"market":  {},
}

func TestAnAssistantStartsTheProgramAndCallsEveryTool(t *testing.T) {
	dir := sampleDir(t)
	c := assistant(t, program(t, "mcp", "--data", dir))
	for tool, args := range toolCalls {
		if text, refused := assisted(t, c, tool, args); refused || text == "" {
			t.Errorf("%s: %s", tool, text)
		}
	}
}

func TestAnAssistantAsksAServerThatHasTheDataOpen(t *testing.T) {
	base, end := serving(t, sampleDir(t))
	c := assistant(t, program(t, "mcp", "--server", base))
	for tool, args := range toolCalls {
		if text, refused := assisted(t, c, tool, args); refused || text == "" {
			t.Errorf("%s: %s", tool, text)
		}
	}
	if code := end(); code != command.ExitOK {
		t.Errorf("serve ends with %d", code)
	}
}

func TestServeHasTheToolsToo(t *testing.T) {
	base, end := serving(t, sampleDir(t))
	s, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.StreamableClientTransport{Endpoint: base + "/mcp"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for tool, args := range toolCalls {
		if text, refused := assisted(t, s, tool, args); refused || text == "" {
			t.Errorf("%s: %s", tool, text)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if code := end(); code != command.ExitOK {
		t.Errorf("serve ends with %d", code)
	}
}

// The messages of a shell's pipe are all answered, and nothing else is on the stream.
func TestOnlyMessagesAreWritten(t *testing.T) {
	in := `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"tools/list"}
{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"rank","arguments":{"role":"r-ref-mlops-berlin"}}}
{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"rank","arguments":{"role":"none"}}}
{"jsonrpc":"2.0","id":5,"method":"no/such"}
`
	dir := sampleDir(t)
	var out, errs bytes.Buffer
	if code := command.Main(t.Context(), []string{"mcp", "--data", dir}, command.Streams{In: strings.NewReader(in), Out: &out, Err: &errs}, now); code != command.ExitOK {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	answered := map[float64]bool{}
	for lines := bufio.NewScanner(&out); lines.Scan(); {
		var m map[string]any
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil || m["jsonrpc"] != "2.0" {
			t.Fatalf("%q is no message", lines.Text())
		}
		answered[m["id"].(float64)] = true
	}
	if len(answered) != 5 {
		t.Errorf("answered are %v of five", answered)
	}
}

func TestCtrlCEndsTheTools(t *testing.T) {
	dir := sampleDir(t)
	ctx, stop := context.WithCancel(t.Context())
	in, keep := io.Pipe()
	out, answers := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- command.Main(ctx, []string{"mcp", "--data", dir}, command.Streams{In: in, Out: answers, Err: io.Discard}, now)
	}()
	if _, err := keep.Write([]byte(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}` + "\n")); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Fatal("no answer")
	}
	stop()
	select {
	case c := <-code:
		if c != command.ExitOK && c != command.ExitInterrupted {
			t.Errorf("exit %d", c)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it goes on")
	}
}

// The tools of a directory with keys have the permissions of the key that they are given.
func TestToolsHaveThePermissionsOfTheirKey(t *testing.T) {
	dir := sampleDir(t)
	key := strings.TrimSpace(must(t, "keys", "create", "--data", dir, "--role", "candidate", "--candidate", "c-001"))
	if _, errs, code := run(t, "mcp", "--data", dir); code != command.ExitUsage || !strings.Contains(errs, "TENON_KEY") {
		t.Errorf("without a key: exit %d, %s", code, errs)
	}
	p := program(t, "mcp", "--data", dir)
	p.Env = append(p.Env, "TENON_KEY="+key)
	c := assistant(t, p)
	for _, x := range []struct {
		tool string
		args map[string]any
		code string
	}{{"rank", map[string]any{"candidate": "c-001"}, ""}, {"rank", map[string]any{"candidate": "c-003"}, "not_found"}, {"rank", map[string]any{"role": "r-001"}, "forbidden"}} {
		if text, refused := assisted(t, c, x.tool, x.args); refused != (x.code != "") || !strings.HasPrefix(text, x.code) {
			t.Errorf("%s %v: %s", x.tool, x.args, text)
		}
	}
	if _, errs, code := run(t, "mcp", "--data", dir, "--server", "http://127.0.0.1:1"); code != command.ExitUsage || errs == "" {
		t.Errorf("of a directory and of a server: exit %d", code)
	}
	if _, errs, code := run(t, "mcp"); code != command.ExitUsage || errs == "" {
		t.Errorf("of nothing: exit %d", code)
	}
	if _, errs, code := run(t, "mcp", "--data", dir+"-none"); code != command.ExitNotFound || errs == "" {
		t.Errorf("of a directory that is not there: exit %d", code)
	}
}
