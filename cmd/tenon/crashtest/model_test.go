package crashtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tenon/cmd/tenon/app"
	"tenon/engine"
	"tenon/index/columns"
	"tenon/profiles"
)

// op is an operation that has begun.
type op struct {
	what string
	keys map[string]version // what each is afterwards
}

// model is what has to be there, by what a child told.
type model struct {
	at      map[string]version // acknowledged
	open    map[string]op      // begun, and neither acknowledged nor refused: made whole, or not at all
	touched map[string]bool    // since the last comparison
	erased  map[string]bool    // and not written since

	acknowledged, refused, indeterminate int // records, operations, operations
	errs                                 []string
	onTrouble                            func() // when an operation comes to nothing, or is not searchable for long
	ready, done, killed, unavailable     bool
	faulty                               bool // a system call has failed: what was made anew was noticed
	plain                                bool // records come over HTTP: without identities, and with what they name resolved
}

func newModel() *model {
	return &model{at: map[string]version{}, open: map[string]op{}, touched: map[string]bool{}, erased: map[string]bool{}}
}

// clone is a model that goes its own way.
func (m *model) clone() *model {
	c := *m
	c.at, c.touched, c.erased, c.errs, c.open = maps.Clone(m.at), maps.Clone(m.touched), maps.Clone(m.erased), nil, map[string]op{}
	for name, o := range m.open {
		c.open[name] = op{o.what, maps.Clone(o.keys)}
	}
	return &c
}

// hear takes one line of a child.
func (m *model) hear(f []string) {
	if len(f) == 0 {
		return
	}
	switch f[0] {
	case "ready":
		m.ready = true
	case "done":
		m.done = true
	case "U":
		m.unavailable = true
	case "E":
		m.errs = append(m.errs, strings.Join(f[1:], " "))
	case "B":
		o := op{what: f[2], keys: map[string]version{}}
		for _, kv := range f[3:] {
			k, v, _ := strings.Cut(kv, "=")
			n, err := strconv.Atoi(v)
			if err != nil {
				return // cut short by the kill
			}
			o.keys[k] = version(n)
			m.touched[k] = true
		}
		m.open[f[1]] = o
	case "A":
		o := m.open[f[1]]
		delete(m.open, f[1])
		maps.Copy(m.at, o.keys)
		m.acknowledged += len(o.keys)
		for k := range o.keys {
			m.erased[k] = o.what == "erase"
			for _, earlier := range m.open { // of the same writer: what is overwritten cannot be there
				delete(earlier.keys, k)
			}
		}
	case "R":
		delete(m.open, f[1])
		m.refused++
	case "I":
		// It stays open. The next operation of the same writer may touch the same keys: what is there then is told by settle.
		m.indeterminate++
		m.trouble()
	case "T":
		m.trouble()
	}
}

func (m *model) trouble() {
	if m.onTrouble != nil {
		m.onTrouble()
	}
}

// is reads what a key is now: its version, 0 of none. Content that is not exactly what was written is an error.
func (m *model) is(a *app.App, k string) (version, error) {
	e, err := a.Store.Get(ctx, candidateKey(k))
	if errors.Is(err, profiles.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	c := e.Record.(*profiles.Candidate)
	var v version
	if _, err := fmt.Sscanf(c.Headline, "Engineer %d", &v); err != nil {
		return 0, fmt.Errorf("%s has the headline %q", k, c.Headline)
	}
	d := cmp.Diff(candidate(k, v), c)
	if m.plain {
		d = cmp.Diff(whatMatters(candidate(k, v)), whatMatters(c))
	}
	if d != "" {
		return v, fmt.Errorf("%s is not what was written at %d:\n%s", k, v, d)
	}
	return v, nil
}

// settle compares all keys with the store. Of operations that are open it finds out whether they were made, and notes that.
func (m *model) settle(t testing.TB, a *app.App) {
	t.Helper()
	may := map[string][]version{}
	for _, o := range m.open {
		for k, v := range o.keys {
			may[k] = append(may[k], v)
		}
	}
	now := map[string]version{}
	for k := range m.touched {
		v, err := m.is(a, k)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if v != m.at[k] && !slices.Contains(may[k], v) {
			t.Errorf("%s is at %d; acknowledged was %d, and nobody knows of %v", k, v, m.at[k], may[k])
		}
		now[k] = v
		if !m.plain {
			m.identity(t, a, k, v)
		}
	}
	for name, o := range m.open {
		m.whole(t, name, o, now)
	}
	maps.Copy(m.at, now)
	m.open = map[string]op{}
}

// identity: of the same version as the candidate where that was written; none of who was erased. A deletion leaves it.
func (m *model) identity(t testing.TB, a *app.App, k string, v version) {
	t.Helper()
	e, err := a.Store.Get(ctx, identityKey(k))
	if v > 0 && (err != nil || cmp.Diff(profiles.Record(person(k, v)), e.Record) != "") {
		t.Errorf("%s is at %d and its identity %+v, %v", k, v, e.Record, err)
	}
	if v == 0 && m.erased[k] && !errors.Is(err, profiles.ErrNotFound) {
		t.Errorf("%s was erased, and its identity is %+v, %v", k, e.Record, err)
	}
}

// whole: an operation of several keys is made of all or of none. Keys that another open one has, too, say nothing.
func (m *model) whole(t testing.TB, name string, o op, now map[string]version) {
	t.Helper()
	made, not := 0, 0
	for k, v := range o.keys {
		shared := 0
		for _, other := range m.open {
			if _, ok := other.keys[k]; ok {
				shared++
			}
		}
		if shared > 1 || v == m.at[k] {
			continue
		}
		if now[k] == v {
			made++
		} else {
			not++
		}
	}
	if made > 0 && not > 0 {
		t.Errorf("%s of %d keys was made in part: %d made, %d not", o.what, len(o.keys), made, not)
	}
}

// verify opens a directory and compares everything with the model.
func (m *model) verify(t testing.TB, dir string) {
	t.Helper()
	m.opened(t, dir, func(a *app.App) {
		m.written(t, a)
		checking, cancel := context.WithCancel(ctx)
		defer cancel()
		defer afterRunning(patience, cancel)() // of an open that has brought nothing up to date it would wait for ever
		c, err := a.Check(checking, app.CheckOptions{Deep: true, Pages: true})
		if err != nil {
			t.Fatal(err)
		}
		if !c.OK() || c.Text.Compared != c.Columns.Compared {
			t.Errorf("check: %+v %+v", *c, *c.Store)
		}
		ranks(t, a)
	})
}

// verifyWritten compares what has been written since the last time: its content, its text by unique words, and how many there are in
// text and columns.
func (m *model) verifyWritten(t testing.TB, dir string) {
	t.Helper()
	m.opened(t, dir, func(a *app.App) { m.written(t, a) })
}

func (m *model) opened(t testing.TB, dir string, f func(*app.App)) {
	t.Helper()
	tax := small()
	if m.plain {
		tax = nil
	}
	a, err := openWith(dir, tax)
	if err != nil {
		t.Fatalf("open after the end of the child: %v", err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	if mended := a.Health.Mended(); len(mended) > 0 && !m.faulty {
		t.Errorf("a crash has damaged something: %v", mended)
	}
	f(a)
}

func (m *model) written(t testing.TB, a *app.App) {
	t.Helper()
	m.settle(t, a)
	m.searches(t, a)
	m.touched = map[string]bool{}
	there := 0
	for _, v := range m.at {
		if v > 0 {
			there++
		}
	}
	s := a.Columns.Snapshot()
	n, err := a.Text.Count(ctx)
	if err != nil || s.Candidates() != there || n != uint64(there+len(s.Roles)) {
		t.Errorf("%d candidates are there, %d in the columns, and %d documents with %d roles in the text: %v", there, s.Candidates(), n, len(s.Roles), err)
	}
}

// searches finds every key that was touched by the token of its version, and not by that of the one before.
func (m *model) searches(t testing.TB, a *app.App) {
	t.Helper()
	for k := range m.touched {
		if m.at[k] == 0 {
			continue
		}
		found, err := a.Text.Match(ctx, "", profiles.KindCandidate, token(k, m.at[k]))
		if _, ok := found[candidateKey(k)]; err != nil || !ok || len(found) != 1 {
			t.Errorf("the token of %s at %d finds %v, %v", k, m.at[k], found, err)
		}
	}
}

// ranks compares rankings with those over columns made anew of the store.
func ranks(t testing.TB, a *app.App) {
	t.Helper()
	fresh := columns.New(a.Deriver, asOf)
	var us []columns.Update
	records := app.Records{Store: a.Store}
	err := records.Candidates(ctx, func(k profiles.Key, c *profiles.Candidate) error {
		us = append(us, columns.Update{Key: k, Candidate: c})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	fresh.Apply(us, a.Columns.Snapshot().Seq)
	anew := *a.Engine
	anew.Columns = fresh
	for _, m := range roles() {
		q := engine.Request{Role: m.Key.ID, Top: 20, Lambda: engine.DefaultLambda}
		is, err := a.Engine.Rank(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		want, err := anew.Rank(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		if is.Total != len(us) || len(is.Degraded) > 0 || !is.Exact {
			t.Errorf("a ranking of %d of %d, degraded: %v", is.Total, len(us), is.Degraded)
		}
		is.Scored, is.Skipped, want.Scored, want.Skipped = 0, 0, 0, 0 // bounds depend on how rows lie in tiles
		if d := cmp.Diff(want, is); d != "" {
			t.Errorf("%s: columns made anew rank otherwise:\n%s", q.Role, d)
		}
	}
}
