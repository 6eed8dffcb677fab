package hostile_test

import (
	"encoding/json"
	"io"
	"maps"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format/hostile"
	"tenon/profiles/gazetteer"
	"tenon/profiles/intake"
	"tenon/profiles/money"
	"tenon/profiles/store/boltstore"
	"tenon/profiles/taxonomy"
)

func source(name string, open func() io.Reader) intake.Source {
	return intake.Source{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(open()), nil }}
}

func said(name, text string) intake.Source {
	return source(name, func() io.Reader { return strings.NewReader(text) })
}

// contents is all records of a store as JSON.
func contents(t *testing.T, s *boltstore.Store) map[profiles.Key]string {
	t.Helper()
	out := map[profiles.Key]string{}
	for _, kind := range []profiles.Kind{profiles.KindCandidate, profiles.KindRole, profiles.KindIdentity} {
		for at, more := (profiles.Key{}), true; more; {
			page, err := s.Scan(t.Context(), kind, at, 1000)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page.Entries {
				text, err := json.Marshal(e.Record)
				if err != nil || e.Err != nil {
					t.Fatal(err, e.Err)
				}
				out[e.Key] = string(text)
			}
			at, more = page.Next, page.More
		}
	}
	return out
}

// partly are the files of which something good is read beside the fault.
var partly = map[string]bool{"ld-broken-beside-sound.html": true, "two-roots.json": true, "json-and-html.json": true}

// sources are the files that are refused, or else those that are read. With the race detector, which takes ten times as long, every
// eighth is taken.
func sources(refused bool) (out []intake.Source) {
	i := 0
	for f := range hostile.Files() {
		if i++; raced && i%8 != 0 {
			continue
		}
		if (f.Says != hostile.Found && !partly[f.Name]) == refused {
			out = append(out, source(f.Name, f.Open))
		}
	}
	return out
}

const (
	earlier = `{"kind":"candidate","id":"before","skills":[{"name":"Go"}],"identity":{"name":"Jane Doe"}}` + "\n" + `{"kind":"role","id":"before","title":{"name":"Engineer"}}` + "\n"
	good    = `{"kind":"candidate","id":"good","skills":[{"name":"Python"}]}`
)

func TestTheStoreKeepsItsRecordsAndTakesTheGoodFileInTheMiddle(t *testing.T) {
	if !*figures {
		t.Parallel()
	}
	s, err := boltstore.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	in := intake.New(s, taxonomy.Default(), gazetteer.Default(), money.Default())
	bring := func(list ...intake.Source) intake.Report {
		r, err := in.Import(t.Context(), list, intake.Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	bring(said("before.ndjson", earlier))
	before := contents(t, s)
	bad := sources(true)
	half := len(bad) / 2
	r := bring(append(append(bad[:half:half], said("good.json", good)), bad[half:]...)...)
	after := contents(t, s)
	key := profiles.Key{Kind: profiles.KindCandidate, ID: "good"}
	if len(before) != 3 || r.Accepted != 1 || r.Rejected < len(bad) || after[key] == "" {
		t.Errorf("%d records before; %d accepted, %d rejected of %d files; good: %q", len(before), r.Accepted, r.Rejected, len(bad), after[key])
	}
	delete(after, key)
	if !maps.Equal(before, after) {
		t.Errorf("the store had %v and has %v", before, after)
	}
	bring(sources(false)...)
	for key, was := range before {
		if is := contents(t, s)[key]; is != was {
			t.Errorf("%v was %s and is %s", key, was, is)
		}
	}
}
