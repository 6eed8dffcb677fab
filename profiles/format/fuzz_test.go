package format_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format"
)

// FuzzDecode holds that no input makes a decoder panic, hang, or give anything but a draft or ErrInvalid.
func FuzzDecode(f *testing.F) {
	files, _ := filepath.Glob(samples + "/*/*json")
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil {
			f.Add(string(text), filepath.Ext(file) == ".ndjson")
		}
	}
	f.Add(`{"roles":[{"a":"\ud83d\ude00"},{}],"candidates":[]}`, false)
	f.Add("{\"id\":1e999}\n[[]]\n\"x", true)
	f.Fuzz(func(t *testing.T, text string, lines bool) {
		name := "x.json"
		if lines {
			name = "x.ndjson"
		}
		next := 0
		err := format.Decode(name, strings.NewReader(text), format.Options{Now: now}, func(d format.Draft, err error) bool {
			if d.Index != next {
				t.Fatalf("record %d is numbered %d", next, d.Index)
			}
			next++
			switch {
			case err != nil && !errors.Is(err, profiles.ErrInvalid):
				t.Fatalf("not ErrInvalid: %v", err)
			case err == nil && (d.Candidate == nil) == (d.Role == nil):
				t.Fatalf("want a candidate or a role: %+v", d)
			}
			return true
		})
		if err != nil && !errors.Is(err, profiles.ErrInvalid) {
			t.Fatalf("not ErrInvalid: %v", err)
		}
	})
}

func BenchmarkLines(b *testing.B) {
	const n = 1000
	text := strings.Repeat(candidateLine+"\n", n)
	decodeAgain(b, "x.ndjson", text, n)
}

// decodeAgain measures the decoding of a text of n records.
func decodeAgain(b *testing.B, name, text string, n int) {
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		err := format.Decode(name, strings.NewReader(text), format.Options{Now: now}, func(d format.Draft, err error) bool {
			if err != nil {
				b.Fatal(err)
			}
			return true
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "records/s")
}

var candidateLine = `{"kind":"candidate","id":"c1","headline":"ML engineer","text":"` + strings.Repeat("built models that serve ", 30) + `",` +
	`"skills":[` + strings.TrimSuffix(strings.Repeat(`{"name":"PyTorch","level":4,"months":30,"lastUsed":"2026-10"},`, 15), ",") + `],` +
	`"jobs":[` + strings.TrimSuffix(strings.Repeat(`{"title":{"name":"ML Engineer"},"employer":"Example AG","start":"2022-01","end":"2024-05","skills":[{"name":"Python"}]},`, 4), ",") + `],` +
	`"languages":[{"name":"German","level":"C2"}],"place":{"city":"Berlin","country":"DE"},"identity":{"name":"Somebody"}}`
