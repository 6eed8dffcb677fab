package crashtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tenon/cmd/tenon/app"
	"tenon/engine/batch"
	"tenon/profiles"
	"tenon/profiles/store"
)

// TestSoak serves a mixed load over HTTP and kills the server again and again. After each kill all that was acknowledged is there,
// and what the process takes of the machine does not grow from one life to the next.
func TestSoak(t *testing.T) {
	dir, m := filepath.Join(t.TempDir(), "data"), newModel()
	m.plain = true
	keys := populate(t, dir, m)
	var lives []life
	t.Log(lifeHead)
	for n := 1; n <= *soak && !t.Failed(); n++ {
		l := live(t, dir, n, m, keys)
		if n%*thorough == 0 || n == *soak {
			m.verify(t, dir)
			l.measureDisk(t, dir)
		} else {
			m.verifyWritten(t, dir)
		}
		lives = append(lives, l)
		t.Log(l)
	}
	judge(t, lives)
}

// life is what a server was like between its start and its kill.
type life struct {
	n, acknowledged, indeterminate int
	ready                          time.Duration // from its start until it listens
	at                             []sample      // over its time
	reads, late                    int64
	disk, whole                    int64 // bytes of the directory as the kill left it, and of one that has the same records and no history
	seq                            profiles.Seq
	feed                           int // changes
}

// sample is what a process takes of the machine.
type sample struct{ rss, heap, goroutines, descriptors int64 }

// samples are taken of each life.
const samples = 60

const lifeHead = "life, acknowledged, indeterminate, reads, late, ready ms, rss MB first, last, most, heap MB last, goroutines first, last, most, descriptors first, last, most, disk MB, live MB, ratio, seq, changes"

func (l life) String() string {
	first, last, most := l.at[0], l.at[len(l.at)-1], l.most()
	return fmt.Sprintf("%d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %.1f, %.1f, %.2f, %d, %d", l.n, l.acknowledged, l.indeterminate, l.reads, l.late, l.ready.Milliseconds(),
		first.rss>>20, last.rss>>20, most.rss>>20, last.heap>>20, first.goroutines, last.goroutines, most.goroutines, first.descriptors, last.descriptors, most.descriptors,
		float64(l.disk)/1e6, float64(l.whole)/1e6, l.ratio(), l.seq, l.feed)
}

// ratio is 0 where the disk was not measured.
func (l life) ratio() float64 { return float64(l.disk) / float64(max(l.whole, 1)) }

func (l life) most() (m sample) {
	for _, s := range l.at {
		m = sample{max(m.rss, s.rss), max(m.heap, s.heap), max(m.goroutines, s.goroutines), max(m.descriptors, s.descriptors)}
	}
	return m
}

// populate fills a directory, and returns the keys of each writer.
func populate(t *testing.T, dir string, m *model) (keys [writers][]string) {
	t.Helper()
	a, err := openWith(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	var ms []profiles.Mutation
	for i := range *soakKeys {
		k := fmt.Sprintf("s%d-%05d", i%writers, i)
		keys[i%writers] = append(keys[i%writers], k)
		ms = append(ms, profiles.Mutation{Key: candidateKey(k), Record: candidate(k, 1)})
		m.at[k] = 1
		if len(ms) == 1000 || i == *soakKeys-1 {
			if _, err := a.Store.Apply(ctx, ms); err != nil {
				t.Fatal(err)
			}
			ms = nil
		}
	}
	if err := a.Follower.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return keys
}

// live serves for one life.
func live(t *testing.T, dir string, n int, m *model, keys [writers][]string) life {
	t.Helper()
	l := life{n: n}
	acknowledged, indeterminate := m.acknowledged, m.indeterminate
	start := time.Now()
	s := serve(t, dir)
	l.ready = time.Since(start)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work := s.under(ctx, t, m, n, keys)
	work.Go(func() { s.upkeep(ctx, t, dir, n) })
	tick := time.NewTicker(*soakEvery / samples) // of time in which this process runs: what is missed while it is stopped is not made up
	defer tick.Stop()
	for range samples {
		if x, err := s.sample(ctx); err == nil {
			l.at = append(l.at, x)
		} else {
			t.Log(err) // such as that it was late
		}
		<-tick.C
	}
	s.kill() // while requests are under way
	stop()
	work.Wait()
	for _, c := range work.clients {
		l.reads, l.late = l.reads+c.reads.Load(), l.late+c.late.Load()
	}
	if len(l.at) < samples/2 || l.late > l.reads/20+writers {
		t.Fatalf("life %d: %d samples, %d of %d reads had no answer in time: %s", n, len(l.at), l.late, l.reads, s.log)
	}
	l.acknowledged, l.indeterminate = m.acknowledged-acknowledged, m.indeterminate-indeterminate
	return l
}

// upkeep re-scores, and now and then backs up and compacts, as somebody would who runs a server.
func (s *server) upkeep(ctx context.Context, t *testing.T, dir string, n int) {
	tick := time.NewTicker(max(*soakEvery/10, 100*time.Millisecond))
	defer tick.Stop()
	for i := 1; ; i++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		var err error
		switch {
		case i%5 == 0 && n%5 == 0:
			err = app.Ask(ctx, dir, app.OpCompact, struct{}{}, &app.Compacted{}, nil)
		case i%5 == 0:
			to := filepath.Join(filepath.Dir(dir), "backups")
			err = app.Ask(ctx, dir, app.OpBackup, app.Backing{Dir: to, BackupOptions: app.BackupOptions{Incremental: n > 1}}, &app.Manifest{}, nil)
		default:
			var a *answer
			if a, err = s.ask(ctx, "POST", "/v1/rescores", []byte(`{"top":10}`)); err == nil && a.status != 202 && a.status != 409 {
				t.Errorf("re-score: %s", a)
			}
		}
		if err != nil && !s.dead.Load() {
			t.Errorf("upkeep: %v", err)
		}
	}
}

// metrics are the numbers without labels that a server says of itself.
func (s *server) metrics(ctx context.Context) (map[string]float64, error) {
	a, err := s.ask(ctx, "GET", "/metrics", nil)
	if err == nil && a.status != 200 {
		err = fmt.Errorf("metrics: %s", a)
	}
	if err != nil {
		return nil, err
	}
	out := map[string]float64{}
	for line := range strings.Lines(string(a.body)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if v, err := strconv.ParseFloat(value, 64); err == nil {
			out[name] = v
		}
	}
	return out, nil
}

// sample measures a process from outside, but for what its own metrics say.
func (s *server) sample(ctx context.Context) (x sample, err error) {
	own, err := s.metrics(ctx)
	if err != nil {
		return x, err
	}
	x.goroutines, x.heap = int64(own["go_goroutines"]), int64(own["go_memstats_heap_inuse_bytes"])
	proc := fmt.Sprint("/proc/", s.cmd.Process.Pid)
	status, err := os.ReadFile(proc + "/status")
	if err != nil {
		return x, err
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	if _, err := fmt.Sscan(rest, &x.rss); err != nil {
		return x, err
	}
	x.rss <<= 10
	fds, err := os.ReadDir(proc + "/fd")
	x.descriptors = int64(len(fds))
	return x, err
}

// measureDisk compares a directory with one that is made of its records.
func (l *life) measureDisk(t *testing.T, dir string) {
	t.Helper()
	var err error
	if l.disk, err = bytesOf(dir); err != nil {
		t.Fatal(err)
	}
	t.Logf("on the disk: %s", sizesOf(t, dir))
	a, err := openWith(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	live := filepath.Join(t.TempDir(), "live")
	fresh, err := openWith(live, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []profiles.Kind{profiles.KindCandidate, profiles.KindRole} {
		for p := (store.Page{More: true}); p.More && err == nil; {
			var ms []profiles.Mutation
			p, err = a.Store.Scan(ctx, kind, p.Next, 500)
			for _, e := range p.Entries {
				ms = append(ms, profiles.Mutation{Key: e.Key, Record: e.Record})
			}
			if err == nil {
				_, err = fresh.Store.Apply(ctx, ms)
			}
		}
	}
	if err := errors.Join(err, fresh.Follower.CatchUp(ctx)); err != nil {
		t.Fatal(err)
	}
	k, err := app.OpenKept(live)
	if err != nil {
		t.Fatal(err)
	}
	b, err := fresh.Batch(k)
	if err == nil {
		_, err = b.Run(ctx, batch.Settings{Top: 10, Lambda: 30}, batch.Options{})
	}
	if err := errors.Join(err, k.Close(), fresh.Close()); err != nil {
		t.Fatal(err)
	}
	if l.whole, err = bytesOf(live); err != nil {
		t.Fatal(err)
	}
	t.Logf("needed: %s", sizesOf(t, live))
	c, err := a.Store.Check(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.seq, l.feed = c.Seq, c.Changes
	if err := errors.Join(a.Close(), os.RemoveAll(live)); err != nil {
		t.Error(err)
	}
}

// sizesOf says how many kilobytes the parts of a directory have.
func sizesOf(t *testing.T, dir string) string {
	t.Helper()
	all, err := files(dir)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]int64{}
	for _, f := range all {
		part, _, _ := strings.Cut(strings.TrimPrefix(f, dir+"/"), "/")
		if fi, err := os.Stat(f); err == nil {
			of[part] += fi.Size()
		}
	}
	var out []string
	for _, part := range slices.Sorted(maps.Keys(of)) {
		out = append(out, fmt.Sprintf("%s %d KB", part, of[part]>>10))
	}
	return strings.Join(out, ", ")
}

func bytesOf(dir string) (n int64, err error) {
	all, err := files(dir)
	for _, f := range all {
		fi, err := os.Stat(f)
		if err != nil {
			return 0, err
		}
		n += fi.Size()
	}
	return n, err
}

// A directory has some of the past, however small it is: the last 20,000 events of lists and of searches each, and the last deletions in the
// feed. Where its records need less than large bytes the bound of the disk is not about them alone.
const (
	history = 16 << 20
	large   = 40 << 20
)

// bound is how many bytes a directory may have on the disk whose records need so many.
func bound(whole int64) int64 {
	if whole < large {
		return whole*5/2 + history
	}
	return whole * 5 / 2
}

// judge compares the last lives with the first.
func judge(t *testing.T, lives []life) {
	t.Helper()
	if len(lives) == 0 {
		return
	}
	for _, l := range lives {
		if l.whole > 0 && l.disk > bound(l.whole) {
			t.Errorf("life %d ended with %.1f MB on the disk, and its records need %.1f", l.n, float64(l.disk)/1e6, float64(l.whole)/1e6)
		}
	}
	quarter := max(1, len(lives)/4)
	median := func(ls []life, what func(sample) int64) int64 {
		var all []int64
		for _, l := range ls {
			all = append(all, what(l.most()))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	for _, x := range []struct {
		name  string
		what  func(sample) int64
		slack int64
	}{
		{"memory", func(s sample) int64 { return s.rss }, 48 << 20},
		{"goroutines", func(s sample) int64 { return s.goroutines }, 20},
		{"descriptors", func(s sample) int64 { return s.descriptors }, 20},
	} {
		first, last := median(lives[:quarter], x.what), median(lives[len(lives)-quarter:], x.what)
		t.Logf("%s at most, median of the first lives %d, of the last %d", x.name, first, last)
		if last > first+first/4+x.slack {
			t.Errorf("%s grows: %d in the first lives, %d in the last", x.name, first, last)
		}
	}
	total := 0
	for _, l := range lives {
		total += l.acknowledged
	}
	if total == 0 {
		t.Error("nothing was acknowledged")
	}
	t.Logf("%d kills, %d records acknowledged", len(lives), total)
}
