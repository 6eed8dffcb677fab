package format_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"tenon/profiles"
	"tenon/profiles/format"
	"tenon/profiles/identity"
)

func TestReadJSONRefusesWhatTwoReadersMayUnderstandInTwoWays(t *testing.T) {
	for _, bad := range []string{`{"a":1,"a":2}`, `[{"b":{"a":1,"a":2}}]`, `{"a":1}{}`, "\"\xff\"", `{"a":1,}`, ``, `{'a':1}`, string(bytes.Repeat([]byte("["), 200))} {
		var v any
		if err := format.ReadJSON([]byte(bad), &v); !errors.Is(err, profiles.ErrInvalid) {
			t.Errorf("%.40s: %v", bad, err)
		}
	}
	var v struct{ A []int }
	if err := format.ReadJSON([]byte(` {"a":[1,2]} `), &v); err != nil || len(v.A) != 2 {
		t.Errorf("%+v, %v", v, err)
	}
}

func TestAnIdentityIsReadStrictlyAndNotQuoted(t *testing.T) {
	var id identity.Identity
	err := format.ReadIdentity([]byte(`{"name":"Jana Wolff","name":"Jana Wolff","salary":"Jana Wolff","urls":"Jana Wolff"}`), &id)
	var faults profiles.FieldErrors
	if !errors.As(err, &faults) || len(faults) != 3 || bytes.Contains([]byte(err.Error()), []byte("Jana")) {
		t.Errorf("%v", err)
	}
	if err := format.ReadIdentity([]byte(`{"name":"Jana Wolff"}`), &id); err != nil || id.Name != "Jana Wolff" {
		t.Errorf("%+v, %v", id, err)
	}
}

// What ReadJSON takes, encoding/json takes, and understands likewise.
func FuzzReadJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e3,"x\u00e9\n",null,true]}`, `{"a":1,"a":2}`, `[[[]]]`, "\"\xff\"", `{"a":`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var ours, theirs any
		if err := format.ReadJSON(b, &ours); err != nil {
			if !errors.Is(err, profiles.ErrInvalid) {
				t.Fatal(err)
			}
			return
		}
		if err := json.Unmarshal(b, &theirs); err != nil {
			t.Fatalf("%q: %v", b, err)
		}
		x, err := json.Marshal(ours)
		if err != nil {
			t.Fatal(err)
		}
		if y, err := json.Marshal(theirs); err != nil || !bytes.Equal(x, y) {
			t.Fatalf("%s: %s, %v", x, y, err)
		}
	})
}
