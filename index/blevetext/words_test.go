package blevetext_test

import (
	"strings"
	"testing"

	"tenon/index"
	"tenon/index/blevetext"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

func TestATermThatIsNoWordIsNotIndexedAndThoseBesideItAre(t *testing.T) {
	text, err := blevetext.Open(t.TempDir(), taxonomy.Default())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = text.Close() }()
	long := strings.Repeat("x", 1<<20)
	k := profiles.Key{Kind: profiles.KindCandidate, ID: "c"}
	if err := text.Apply(t.Context(), []index.Op{{Key: k, Doc: &index.Doc{Body: "gopher " + long + " rustacean"}}}, 1); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]int{"gopher": 1, "rustacean": 1, long: 0, "gopher " + long[:200]: 0} {
		r, err := text.Search(t.Context(), index.Query{Kind: profiles.KindCandidate, Text: query, Limit: 1})
		if err != nil || int(r.Total) != want {
			t.Errorf("%.20s: %d hits, %v: want %d", query, r.Total, err, want)
		}
	}
}
