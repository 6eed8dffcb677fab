package format_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format"
)

const good = `{"kind":"candidate","id":"good","skills":[{"name":"Go"}]}`

func TestFaultsOfRecordsAreNamedAndTheNextRecordIsRead(t *testing.T) {
	for _, c := range []struct{ record, want string }{
		{`{"kind":"candidate","id":"x","skills":[{"name":"Go","level":NaN}]}`, "line 2, byte 118: bad JSON: found 'N', want a value"},
		{`{"kind":"candidate","id":"x","skills":[{"name":"Go","months":1e999}]}`, "skills[0].months: 1e999: want a whole number"},
		{`{"kind":"candidate","id":"x","skills":[{"name":"Go","months":2.5}]}`, "skills[0].months: 2.5: want a whole number"},
		{`{"kind":"candidate","id":"x","skills":[{"name":"Go","level":-1}]}`, "skills[0].level: -1: want a whole number from 0"},
		{`{"kind":"candidate","id":"x","skills":{"name":"Go"}}`, "skills: want a list, found an object"},
		{`{"kind":"candidate","id":7}`, "id: want a string, found a number"},
		{`{"kind":"candidate","skils":[]}`, "skils: unknown field"},
		{`{"kind":"candidate","jobs":[{},{"boss":"x"}]}`, "jobs[1].boss: unknown field"},
		{`{"kind":"candidate","id":"a","id":"b"}`, "id: stated twice"},
		{`{"kind":"candidate","jobs":[{"start":"2025-13"}]}`, `jobs[0].start: month "2025-13": want YYYY-MM, 1930-01 to 2100-12`},
		{`{"kind":"role","requirements":[{"kind":"skil"}]}`, `requirements[0].kind: kind of requirement "skil" is none of`},
		{`{"kind":"house"}`, "kind: want candidate or role"},
		{`{"kind":"role","identity":{"name":"x"}}`, "identity: unknown field"},
		{`{"kind":"candidate","identity":{"name":["CANARY"]}}`, "identity.name: want a string, found a list"},
		{`{"kind":"candidate","identity":{"consent":{"since":"CANARY"}}}`, "identity.consent.since: not of the accepted form"},
		{`{"kind":"candidate","id":"x"`, "truncated JSON"},
		{`{"kind":"candidate","id":"x}`, "truncated JSON: want the end of a string"},
		{`{"kind":"candidate","id":"x"} {}`, "want the end of the record"},
		{"{\"kind\":\"candidate\",\"id\":\"\xff\"}", "wrong encoding: not UTF-8"},
		{`{"kind":"candidate","id":"\ud800"}`, "half of a surrogate pair"},
		{`{"kind":"candidate","id":"\q"}`, "bad JSON: found 'q', want an escape"},
		{`{"id":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`, "nested more than 100 deep"},
		{`"text"`, "want an object"},
		{`{"@type":"Person"}`, "@type: no JobPosting in this JSON-LD"},
	} {
		for _, form := range []string{"%s\n%s\n%s\n", "[%s,\n%s,\n%s]"} {
			if form[0] == '[' && (strings.HasSuffix(c.want, "want the end of the record") || strings.HasPrefix(c.want, "truncated")) {
				continue // no list can be cut into records after these
			}
			text := fmt.Sprintf(form, good, c.record, good)
			got, err := decode(t, "x.json", text)
			if err != nil || len(got) != 3 {
				t.Errorf("%.80s: %d records, %v", text, len(got), err)
				continue
			}
			want := c.want
			if form[0] == '[' { // one byte more before it, and a comma
				want = strings.Replace(want, "byte 118", "byte 120", 1)
			}
			if !strings.Contains(got[1].Error, want) || strings.Contains(got[1].Error, "CANARY") {
				t.Errorf("%.80s: %q, want %q", c.record, got[1].Error, want)
			}
			if got[0].Candidate == nil || got[2].Candidate == nil || got[2].Index != 2 {
				t.Errorf("%.80s: a good record beside it was lost", c.record)
			}
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for _, c := range []struct {
		text, want string
		records    int // that come before
	}{
		{"", "empty", 0},
		{" \n\n", "line 3, byte 3: empty", 0},
		{"\xef\xbb\xbf", "empty", 0},
		{"\xff\xfe{\x00}\x00", "wrong encoding: UTF-16", 0},
		{"hello", "not JSON: the first byte is 'h'", 0},
		{"%PDF-1.7\n", "invalid: ", 0},
		{"PK\x03\x04\x14\x00", "invalid: ", 0},
		{"\x1f\x8b\x08", "unpack it first", 0},
		{"[" + good + ",\n" + good + ",\n{\"id\":", "line 3, byte 125: truncated JSON: want the end of the record that begins in line 3", 2},
		{"[" + good + "\n", "truncated JSON: want the end of the list", 1},
		{"[" + good + "] x", "found 'x' after the end", 1},
		{"[" + good + ",]", "want a value", 1},
		{`{"candidates":[` + good + `],"roles":[`, "truncated JSON", 1},
		{"{\n\"kind\": \"candidate\",\n", "line 3, byte 23: truncated JSON", 0},
		{strings.Repeat("[", 10_000), "truncated JSON", 0},
		{"{\n}\n\x00", `line 3, byte 4: bad JSON: found '\x00'`, 1},
		{"[{}]\x00", `found '\x00'`, 1},
	} {
		got, err := decode(t, "x.json", c.text)
		if !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), c.want) || len(got) != c.records {
			t.Errorf("%.60q: %d records, %v; want %d, %q", c.text, len(got), err, c.records, c.want)
		}
	}
}

func TestWrapperTellsTheKindAndRefusesOtherLists(t *testing.T) {
	got, err := decode(t, "x.json", `{"candidates":[{"id":"a"},{"id":"b","kind":"role"}],"people":[{"id":"c"}],"roles":[{"id":"d"}],"candidates":[]}`)
	if err != nil || len(got) != 4 {
		t.Fatalf("%d records, %v", len(got), err)
	}
	if got[0].Candidate == nil || got[3].Role == nil {
		t.Errorf("kinds: %+v", got)
	}
	if !strings.Contains(got[1].Error, "kind: want candidate") || !strings.Contains(got[2].Error, "people: unknown field") {
		t.Errorf("errors: %q, %q", got[1].Error, got[2].Error)
	}
}

func TestByteOrderMarkAndEscapesAreRead(t *testing.T) {
	got, err := decode(t, "x.json", "\xef\xbb\xbf"+`{"kind":"candidate","id":"A\ud83d\ude00\n\u00fc","headline":null}`)
	if err != nil || len(got) != 1 || got[0].Candidate == nil || got[0].Candidate.ID != "A😀\nü" {
		t.Errorf("%+v, %v", got, err)
	}
}

// huge is a file of lines, of which one is long and made as it is read.
func huge(long int64) io.Reader {
	x := io.LimitReader(repeat('x'), long-2)
	return io.MultiReader(strings.NewReader(good+"\n\""), x, strings.NewReader("\"\n"+good+"\n"))
}

type repeat byte

func (r repeat) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}

func TestALineOf200MBIsOneErrorAndTheNextLineIsRead(t *testing.T) {
	const size = 200 << 20
	var errs []string
	records := 0
	err := format.Decode("x.ndjson", huge(size), format.Options{Now: now}, func(d format.Draft, err error) bool {
		records++
		if err != nil {
			errs = append(errs, err.Error())
		}
		return true
	})
	want := fmt.Sprintf("line 2, byte %d: record of %d bytes: want at most %d", len(good)+1, size+1, format.MaxRecord)
	if err != nil || records != 3 || len(errs) != 1 || errs[0] != want {
		t.Errorf("%d records, %v, %v; want %q", records, errs, err, want)
	}
}

func TestDecodeStopsWhenToldAndPassesOnErrorsOfTheReader(t *testing.T) {
	n := 0
	err := format.Decode("x", strings.NewReader(strings.Repeat(good+"\n", 5)), format.Options{}, func(format.Draft, error) bool { n++; return n < 2 })
	if err != nil || n != 2 {
		t.Errorf("%d records, %v", n, err)
	}
	broken := errors.New("disk on fire")
	for _, start := range []string{"", "{", "[" + good, good + "\n" + good} {
		r := io.MultiReader(strings.NewReader(start), failing{broken})
		if err := format.Decode("x", r, format.Options{}, func(format.Draft, error) bool { return true }); !errors.Is(err, broken) {
			t.Errorf("after %q: %v", start, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
