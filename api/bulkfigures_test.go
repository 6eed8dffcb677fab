package api_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"tenon/api"
	"tenon/cmd/tenon/app/apptest"
	"tenon/profiles/intake"
)

// What streams in and out is never held: of five times the lines, what is out takes no more memory, and what is in far less than its
// lines. Ids are held, of which none may stand twice, and for a while what text and columns have not taken in yet. All are of candidates
// that are there, so that text and columns are as large before as after.
func TestFiguresOfBulkMemory(t *testing.T) {
	if *figures == 0 {
		t.Skip("skipped: measures for minutes; run with -figures 100000")
	}
	dir := filepath.Join(*figuresDir, fmt.Sprint(*figures))
	if _, err := os.Stat(dir); *figuresDir == "" || err != nil {
		t.Skip("skipped: wants the corpus that the figures of rankings keep with -figures-dir")
	}
	own := filepath.Join(t.TempDir(), "data") // it is written to
	if err := os.CopyFS(own, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	a, k := apptest.OpenWith(t, own)
	addr := listen(t, apptest.API(t, a, k, api.Options{}))
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // what is held, not what the collector lets lie
	few, many := *figures/5, *figures
	into := func(n int) uint64 {
		return peak(func() {
			r, w := io.Pipe()
			go func() {
				enc := json.NewEncoder(w)
				for i := range n {
					if enc.Encode(candidateLine(i)) != nil {
						break // the server is gone
					}
				}
				_ = w.Close() // never fails
			}()
			q, err := http.Post("http://"+addr+"/v1/bulk/candidates", "application/x-ndjson", r)
			if err != nil {
				t.Fatal(err)
			}
			var rep intake.Report
			if err := json.NewDecoder(q.Body).Decode(&rep); err != nil || rep.Accepted != n {
				t.Fatalf("%d of %d, %v", rep.Accepted, n, err)
			}
			_ = q.Body.Close() // read to its end
		})
	}
	out := func(n int) uint64 {
		return peak(func() {
			q, err := http.Get("http://" + addr + "/v1/bulk/candidates")
			if err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(q.Body)
			lines.Buffer(nil, 1<<20)
			for i := 0; i < n && lines.Scan(); i++ {
			}
			_ = q.Body.Close() // the rest is not wanted
		})
	}
	into(few) // so that both find the same
	for what, x := range map[string]func(int) uint64{"in": into, "out": out} {
		if err := a.Follower.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		one, five := x(few), x(many)
		t.Logf("%s: the heap was at most %d MB over %d lines and %d MB over %d", what, one>>20, few, five>>20, many)
		line, err := json.Marshal(candidateLine(0))
		if err != nil {
			t.Fatal(err)
		}
		if grown := int(five) - int(one); grown > (many-few)*len(line)/3 { //nolint:gosec // heaps are far below 2⁶³
			t.Errorf("%s: memory grows with the stream: by %d bytes a line, of which one has %d", what, grown/(many-few), len(line))
		}
	}
}

// peak is the largest that the heap was while something was done, as seen fifty times a second.
func peak(do func()) (most uint64) {
	runtime.GC()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	}()
	do()
	close(done)
	<-ended
	return most
}
