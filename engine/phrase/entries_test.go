package phrase_test

import (
	"maps"
	"testing"
	"testing/fstest"

	"tenon/engine/phrase"
)

func TestEntriesOfAFileOfWords(t *testing.T) {
	of := func(text string) (got map[string]string, broken any) {
		defer func() { broken = recover() }()
		files := fstest.MapFS{"de.txt": {Data: []byte(text)}}
		return maps.Collect(phrase.Entries(files, "de.txt", " = ")), nil
	}
	got, broken := of("# words\n\na = b = c\r\n and = und\n")
	if want := map[string]string{"a": "b = c", " and": "und"}; broken != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v", got, broken)
	}
	for _, bad := range []string{"a: b\n", "a = b\na = c\n"} {
		if _, broken := of(bad); broken == nil {
			t.Errorf("%q is read", bad)
		}
	}
	if broken := func() (is any) {
		defer func() { is = recover() }()
		for range phrase.Entries(fstest.MapFS{}, "de.txt", " = ") {
		}
		return nil
	}(); broken == nil {
		t.Error("a file that is not there is read")
	}
}
