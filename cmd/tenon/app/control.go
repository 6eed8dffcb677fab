package app

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tenon/api/wire"
	"tenon/profiles"
)

// ControlFile is the socket of a directory that is being served. Who may read the directory may check, compact and back it up through
// it: a second process cannot open what is open.
const ControlFile = "control.sock"

// The operations of the control socket.
const (
	OpCheck    = "check"
	OpBackup   = "backup"
	OpCompact  = "compact"
	OpPerson   = "person"
	OpErase    = "erase"
	OpAccesses = "accesses"
)

// Backing is what the operation backup is asked.
type Backing struct {
	Dir string `json:"dir"` // absolute
	BackupOptions
}

// Asked names the person whom the operations person and erase are about.
type Asked struct {
	Org     string `json:"org,omitempty"`
	ID      string `json:"id"`
	Purpose string `json:"purpose,omitempty"`
}

// message is one line of an answer: how far things are, or the end.
type message struct {
	At     int64           `json:"at,omitempty"`
	Of     int64           `json:"of,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  string          `json:"error,omitempty"`
	Kind   string          `json:"kind,omitempty"` // of the error, by errorKinds
}

// errorKinds are the errors that a caller acts on, as the socket names them.
var errorKinds = map[string]error{"damaged": profiles.ErrDamaged, "not_found": profiles.ErrNotFound, "conflict": profiles.ErrConflict,
	"invalid": profiles.ErrInvalid, "locked": profiles.ErrLocked, "unavailable": profiles.ErrUnavailable}

// Control answers on the control socket until ctx ends. One operation runs at a time.
func (a *App) Control(ctx context.Context, log *slog.Logger) error {
	path := filepath.Join(a.dir, ControlFile)
	if err := remove(path); err != nil { // of a process that was killed: this one has the directory
		return err
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		log.Warn("no control socket: this directory can be backed up only while it is not served", "error", err)
		<-ctx.Done()
		return nil
	}
	if err := os.Chmod(path, backupFileMode); err != nil {
		return errors.Join(err, l.Close())
	}
	var one sync.Mutex
	mux := http.NewServeMux()
	for op, run := range a.operations() {
		mux.HandleFunc("POST /"+op, func(w http.ResponseWriter, r *http.Request) {
			one.Lock()
			defer one.Unlock()
			answer(w, r, run)
		})
	}
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err = <-ended:
	case <-ctx.Done():
		err = errors.Join(srv.Close(), <-ended)
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

type operation func(ctx context.Context, body []byte, tell func(at, of int64)) (any, error)

func (a *App) operations() map[string]operation {
	return map[string]operation{
		OpCheck: func(ctx context.Context, body []byte, tell func(at, of int64)) (any, error) {
			var o CheckOptions
			if err := json.Unmarshal(body, &o); err != nil {
				return nil, err
			}
			o.Progress = tell
			return a.Check(ctx, o)
		},
		OpBackup: func(ctx context.Context, body []byte, tell func(at, of int64)) (any, error) {
			var o Backing
			if err := json.Unmarshal(body, &o); err != nil {
				return nil, err
			}
			if !filepath.IsAbs(o.Dir) {
				return nil, fmt.Errorf("%w: backup directory %q: want an absolute path", profiles.ErrInvalid, o.Dir)
			}
			o.Progress = tell
			return a.Backup(ctx, o.Dir, o.BackupOptions)
		},
		OpPerson: func(ctx context.Context, body []byte, _ func(at, of int64)) (any, error) {
			var q Asked
			if err := json.Unmarshal(body, &q); err != nil {
				return nil, err
			}
			return a.ShowPerson(ctx, q, time.Now())
		},
		OpErase: func(ctx context.Context, body []byte, _ func(at, of int64)) (any, error) {
			var q Asked
			if err := json.Unmarshal(body, &q); err != nil {
				return nil, err
			}
			seq, err := a.Erase(ctx, q.Org, q.ID, time.Now())
			return &wire.Erasure{Seq: seq}, err
		},
		OpAccesses: func(ctx context.Context, body []byte, _ func(at, of int64)) (any, error) {
			var q Audited
			if err := json.Unmarshal(body, &q); err != nil {
				return nil, err
			}
			return a.Accesses(ctx, q)
		},
		OpCompact: func(ctx context.Context, _ []byte, tell func(at, of int64)) (any, error) { return a.Compact(ctx, tell) },
	}
}

const tellEvery = 200 * time.Millisecond

// answer runs an operation and streams how far it is.
func answer(w http.ResponseWriter, r *http.Request, run operation) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<16))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	out, last := json.NewEncoder(w), time.Time{}
	result, err := run(r.Context(), body, func(at, of int64) {
		if time.Since(last) < tellEvery {
			return
		}
		last = time.Now()
		_ = out.Encode(message{At: at, Of: of}) // whoever asked may be gone: then the context ends
		_ = http.NewResponseController(w).Flush()
	})
	var m message
	if err == nil {
		m.Result, err = json.Marshal(result)
	}
	if err != nil {
		m = message{Error: err.Error(), Kind: kindOf(err)}
	}
	_ = out.Encode(m) // see above
}

func kindOf(err error) string {
	for kind, target := range errorKinds {
		if errors.Is(err, target) {
			return kind
		}
	}
	return ""
}

// Ask has the process that serves a directory run an operation. profiles.ErrNotFound: nobody serves it.
func Ask(ctx context.Context, dir, op string, in, out any, tell func(at, of int64)) error {
	path := filepath.Join(dir, ControlFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s has no control socket", profiles.ErrNotFound, dir)
	}
	pr, pw := io.Pipe()
	go func() { pw.CloseWithError(json.NewEncoder(pw).Encode(in)) }()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://control/"+op, pr)
	if err != nil {
		return err
	}
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", path)
	}
	t := &http.Transport{DialContext: dial}
	defer t.CloseIdleConnections()
	res, err := (&http.Client{Transport: t}).Do(req)
	if err != nil {
		return fmt.Errorf("ask the process that has %s open: %w", dir, err)
	}
	defer func() { _ = res.Body.Close() }() // read to its end, or given up
	lines := bufio.NewReader(res.Body)
	for dec := json.NewDecoder(lines); ; {
		var m message
		if err := dec.Decode(&m); err != nil {
			return fmt.Errorf("the process that has %s open ended before it answered: %w", dir, err)
		}
		switch {
		case m.Error != "" && errorKinds[m.Kind] != nil:
			return told{m.Error, errorKinds[m.Kind]}
		case m.Error != "":
			return errors.New(m.Error)
		case m.Result != nil:
			return json.Unmarshal(m.Result, out)
		case tell != nil:
			tell(m.At, m.Of)
		}
	}
}

// told is an error of another process.
type told struct {
	text string
	kind error
}

func (t told) Error() string { return t.text }
func (t told) Unwrap() error { return t.kind }
