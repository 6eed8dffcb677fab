package storetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"tenon/profiles"
	"tenon/profiles/store"
)

func byKey(a, b store.Entry) int {
	return cmp.Or(cmp.Compare(a.Key.Org, b.Key.Org), cmp.Compare(a.Key.ID, b.Key.ID))
}

func wantEntries(t *testing.T, want, got []store.Entry) {
	t.Helper()
	if d := gocmp.Diff(want, got); d != "" {
		t.Errorf("entries: (-want +got)\n%s", d)
	}
}

func wantChanges(t *testing.T, want, got []profiles.Change) {
	t.Helper()
	if d := gocmp.Diff(want, got); d != "" {
		t.Errorf("changes: (-want +got)\n%s", d)
	}
}

// mixed puts candidates of several organisations, in no order, beside roles, and returns the candidates in order.
func mixed(t *testing.T, s store.Store) []store.Entry {
	t.Helper()
	var want []store.Entry
	for i := range 60 {
		id := numbered("id", i*37%60)
		org := []string{"", "acme", "acme-2", "zeta"}[i%4]
		c := candidate(id, "headline of "+org+id)
		k := profiles.Key{Org: org, Kind: profiles.KindCandidate, ID: id}
		rev := apply(t, s, profiles.Mutation{Key: k, Record: c})
		want = append(want, store.Entry{Key: k, Revision: rev, Record: c})
		k.Kind = profiles.KindRole
		apply(t, s, profiles.Mutation{Key: k, Record: &profiles.Role{ID: id}})
	}
	slices.SortFunc(want, byKey)
	return want
}

func scanPages(t *testing.T, open Open) {
	s := opened(t, open)
	if p, err := s.Scan(ctx, profiles.KindCandidate, profiles.Key{}, 5); err != nil || len(p.Entries) != 0 || p.More || p.Seq != 0 {
		t.Errorf("scan of nothing: %+v, %v", p, err)
	}
	want := mixed(t, s)
	for _, limit := range []int{1, 7, 59, 60, 61, 1 << 30} {
		got, seq := scanAll(t, s, profiles.KindCandidate, limit)
		wantEntries(t, want, got)
		if seq != last(t, s) {
			t.Errorf("scan at %d, want %d", seq, last(t, s))
		}
	}
	if got, _ := scanAll(t, s, profiles.KindIdentity, 10); len(got) != 0 {
		t.Errorf("a kind without records has %d", len(got))
	}
	for _, limit := range []int{0, -1} {
		if _, err := s.Scan(ctx, profiles.KindCandidate, profiles.Key{}, limit); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("a page of %d: %v, want %v", limit, err, profiles.ErrInvalid)
		}
	}
	if _, err := s.Scan(ctx, 0, profiles.Key{}, 1); !errors.Is(err, profiles.ErrInvalid) {
		t.Errorf("scan of no kind: %v, want %v", err, profiles.ErrInvalid)
	}
}

func scanOrganisation(t *testing.T, open Open) {
	s := opened(t, open)
	var want []store.Entry
	for _, e := range mixed(t, s) {
		if e.Key.Org == "acme" {
			want = append(want, e)
		}
	}
	p, err := s.Scan(ctx, profiles.KindCandidate, profiles.Key{Org: "acme"}, len(want))
	if err != nil || !p.More {
		t.Fatalf("more: %v, %v", p.More, err)
	}
	wantEntries(t, want, p.Entries)
	// The key to go on from need not exist.
	p, err = s.Scan(ctx, profiles.KindCandidate, profiles.Key{Org: "acme", ID: want[3].Key.ID + "!"}, len(want)-4)
	if err != nil {
		t.Fatal(err)
	}
	wantEntries(t, want[4:], p.Entries)
}

func viewIsOfOneMoment(t *testing.T, open Open) {
	s := opened(t, open)
	v, ok := s.(store.Viewer)
	if !ok {
		t.Skip("skipped: this store has no views")
	}
	rev := apply(t, s, put("a", "0"), put("b", "0")) - 1
	enough := errors.New("enough")
	err := v.View(ctx, func(at store.Getter) error {
		want := store.Entry{Key: key("a"), Revision: rev, Record: candidate("a", "0")}
		if e, err := at.Get(ctx, key("a")); err != nil || !gocmp.Equal(want, e) {
			t.Errorf("%+v, %v: want %+v", e, err, want)
		}
		if e, err := at.Get(ctx, key("c")); !errors.Is(err, profiles.ErrNotFound) || !errors.Is(e.Err, profiles.ErrNotFound) || e.Key != key("c") {
			t.Errorf("what is not there: %+v, %v, want %v", e, err, profiles.ErrNotFound)
		}
		if _, err := at.Get(ctx, profiles.Key{ID: "a"}); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("a key without a kind: %v, want %v", err, profiles.ErrInvalid)
		}
		return enough
	})
	if !errors.Is(err, enough) {
		t.Errorf("%v, want the error of who reads", err)
	}

	var writer sync.WaitGroup
	writer.Go(func() {
		for i := range 50 {
			text := fmt.Sprint(i + 1)
			if _, err := s.Apply(ctx, []profiles.Mutation{put("a", text), put("b", text)}); err != nil {
				t.Error(err)
			}
		}
	})
	defer writer.Wait()
	for seen := ""; seen != "50" && !t.Failed(); {
		err := v.View(ctx, func(at store.Getter) error {
			a, errA := at.Get(ctx, key("a"))
			b, errB := at.Get(ctx, key("b"))
			if err := errors.Join(errA, errB); err != nil {
				return err
			}
			if seen = a.Record.(*profiles.Candidate).Headline; b.Record.(*profiles.Candidate).Headline != seen {
				t.Errorf("two records that are written together: %+v and %+v", a.Record, b.Record)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// state is what a consumer of scan and changes knows.
type state map[profiles.Key]store.Entry

// replay brings a state up to date as the package comment of store describes.
func (m state) replay(t *testing.T, s store.Store, since profiles.Seq) {
	t.Helper()
	for _, c := range feed(t, s, since, 3) {
		e, err := s.Get(ctx, c.Key)
		switch {
		case errors.Is(err, profiles.ErrNotFound):
			delete(m, c.Key)
		case err != nil:
			t.Fatalf("get %s: %v", c.Key, err)
		default:
			m[c.Key] = e
		}
	}
}

func (m state) entries() []store.Entry {
	var es []store.Entry
	for _, e := range m {
		es = append(es, e)
	}
	slices.SortFunc(es, byKey)
	return es
}

func scanThenChanges(t *testing.T, open Open) {
	s := opened(t, open)
	for i := range 20 {
		apply(t, s, put(numbered("c", 2*i), "first"))
	}
	known := state{}
	var after profiles.Key
	var first profiles.Seq
	for n := 0; ; n++ {
		p, err := s.Scan(ctx, profiles.KindCandidate, after, 4)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			first = p.Seq
		}
		for _, e := range p.Entries {
			known[e.Key] = e
		}
		// Before and behind the reader, records come, change and go.
		apply(t, s, put(numbered("c", 2*n+1), "new"), put(numbered("c", 30-4*n), "second"), del(numbered("c", 38-4*n)), put(numbered("c", 38-2*n+1), "new"))
		if !p.More {
			break
		}
		after = p.Next
	}
	known.replay(t, s, first)
	want, _ := scanAll(t, s, profiles.KindCandidate, 1000)
	wantEntries(t, want, known.entries())
	known.replay(t, s, first)
	wantEntries(t, want, known.entries())
}

func changesInOrder(t *testing.T, open Open) {
	s := opened(t, open)
	org := profiles.Mutation{Key: profiles.Key{Org: "acme", Kind: profiles.KindRole, ID: "r"}, Record: &profiles.Role{ID: "r"}}
	apply(t, s, put("z", "x"), put("a", "x"), org)
	apply(t, s, del("a"))
	apply(t, s, put("a", "again"), put("z", "again"))
	want := []profiles.Change{
		{Seq: 1, Revision: 1, Key: key("z")},
		{Seq: 2, Revision: 2, Key: key("a")},
		{Seq: 3, Revision: 3, Key: org.Key},
		{Seq: 4, Revision: 4, Key: key("a"), Deleted: true},
		{Seq: 5, Revision: 5, Key: key("a")},
		{Seq: 6, Revision: 6, Key: key("z")},
	}
	// A backend may leave out what a later change of the same key has overtaken.
	kept := feed(t, s, 0, 100)
	latest := map[profiles.Key]profiles.Seq{key("z"): 6, key("a"): 5, org.Key: 3}
	for _, c := range want {
		if i := slices.Index(kept, c); i < 0 && latest[c.Key] == c.Seq {
			t.Errorf("change %+v is missing from %+v", c, kept)
		}
	}
	for _, c := range kept {
		if !slices.Contains(want, c) {
			t.Errorf("change %+v was never made", c)
		}
	}
	wantChanges(t, kept, feed(t, s, 0, 1))
	if cs := feed(t, s, 5, 10); len(cs) != 1 || cs[0] != want[5] {
		t.Errorf("changes behind 5: %+v", cs)
	}
	for _, since := range []profiles.Seq{6, 7, 1 << 63, ^profiles.Seq(0)} {
		if cs := feed(t, s, since, 10); len(cs) != 0 {
			t.Errorf("changes behind %d: %+v", since, cs)
		}
	}
	for _, limit := range []int{0, -1} {
		if _, err := s.Changes(ctx, 0, limit); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%d changes: %v, want %v", limit, err, profiles.ErrInvalid)
		}
	}
}
