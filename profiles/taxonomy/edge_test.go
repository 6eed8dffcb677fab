package taxonomy_test

import (
	"fmt"
	"strings"
	"testing"

	"tenon/profiles/taxonomy"
)

// eachEdge calls f for every edge of the shipped taxonomy but those of a concept to itself.
func eachEdge(f func(tx *taxonomy.Taxonomy, asked, has taxonomy.No, e taxonomy.Edge)) {
	tx := taxonomy.Default()
	for asked := taxonomy.No(1); int(asked) <= tx.Len(); asked++ {
		for _, n := range tx.Near(asked) {
			if n.No == asked {
				continue
			}
			e, _ := tx.Similarity(asked, n.No)
			f(tx, asked, n.No, e)
		}
	}
}

func TestEveryEdgeNamesItsSourceAndKeepsTheCapOfItsKind(t *testing.T) {
	caps := map[string]uint8{"narrower": 90, "related": 60, "broader": 55}
	edges := 0
	eachEdge(func(tx *taxonomy.Taxonomy, asked, has taxonomy.No, e taxonomy.Edge) {
		edges++
		if e.Source == "" || e.Sim == 0 || e.Sim > caps[e.Kind] {
			t.Errorf("%+v", e)
		}
		if e.From != tx.Concept(has).ID || e.To != tx.Concept(asked).ID || tx.Concept(has).Kind != tx.Concept(asked).Kind {
			t.Errorf("%+v between %s and %s", e, tx.Concept(has).ID, tx.Concept(asked).ID)
		}
	})
	if edges < 1000 {
		t.Errorf("only %d edges", edges)
	}
}

func TestNearAndSimilarityAgree(t *testing.T) {
	tx := taxonomy.Default()
	for asked := taxonomy.No(1); int(asked) <= tx.Len(); asked++ {
		near := map[taxonomy.No]uint8{}
		last := taxonomy.No(0)
		for _, n := range tx.Near(asked) {
			if n.No <= last {
				t.Fatalf("near %d is not ascending", asked)
			}
			last, near[n.No] = n.No, n.Sim
			if e, ok := tx.Similarity(asked, n.No); !ok || e.Sim != n.Sim {
				t.Errorf("asked %d has %d: similarity %v, near %d", asked, n.No, e, n.Sim)
			}
		}
		if near[asked] != 100 {
			t.Errorf("%s is not near itself", tx.Concept(asked).ID)
		}
		for has := 1 + asked%97; int(has) <= tx.Len(); has += 97 { // all pairs are a thousand million
			e, ok := tx.Similarity(asked, has)
			if ok != (near[has] > 0) || e.Sim != near[has] {
				t.Fatalf("asked %d has %d: similarity %v, near %d", asked, has, e, near[has])
			}
		}
	}
}

func TestNearListsStayModerate(t *testing.T) {
	tx := taxonomy.Default()
	for n := taxonomy.No(1); int(n) <= tx.Len(); n++ {
		if got := len(tx.Near(n)); got >= 300 {
			t.Errorf("%s has %d near", tx.Concept(n).ID, got)
		}
	}
}

func TestRelatedEdgesAreSymmetric(t *testing.T) {
	eachEdge(func(tx *taxonomy.Taxonomy, asked, has taxonomy.No, e taxonomy.Edge) {
		back, ok := tx.Similarity(has, asked)
		if e.Kind == "related" && back.Kind == "related" && back.Sim != e.Sim || !ok && e.Kind == "related" {
			t.Errorf("%+v, but back %+v", e, back)
		}
	})
}

func TestWhoKnowsTheBroaderThingOnlyIsLessThanWhoKnowsTheNarrower(t *testing.T) {
	eachEdge(func(tx *taxonomy.Taxonomy, asked, has taxonomy.No, e taxonomy.Edge) {
		if back, ok := tx.Similarity(has, asked); e.Kind == "narrower" && ok && back.Sim >= e.Sim {
			t.Errorf("%+v, but back %+v", e, back)
		}
	})
}

func TestSimilarity(t *testing.T) {
	tx := taxonomy.Default()
	for _, c := range []struct{ asked, has, want string }{
		{"skill/pytorch", "skill/pytorch", "same 100"},
		{"skill/deep-learning-framework", "skill/pytorch", "narrower 90"},
		{"skill/deep-learning", "skill/pytorch", "narrower 76"}, // 90·85 div 100
		{"skill/pytorch", "skill/deep-learning-framework", "broader 44"},
		{"skill/tensorflow", "skill/pytorch", "related 60"},
		{"skill/pytorch", "skill/tensorflow", "related 60"},
		{"skill/pytorch", "skill/marketing", "none 0"},
		{"skill/kubernetes", "skill/eks", "narrower 90"},
		{"cert/ai-900", "cert/ai-102", "related 60"},
		{"family/machine-learning-engineer", "family/mlops-engineer", "related 60"},
		{"family/machine-learning-engineer", "family/data-scientist", "related 55"},
		{"family/data-analyst", "family/data-scientist", "related 50"},
		{"title/machine-learning-engineer", "title/mlops-engineer", "related 60"},
		{"title/machine-learning-engineer", "title/nlp-engineer", "narrower 85"},
		{"title/nlp-engineer", "title/machine-learning-engineer", "broader 55"},
		{"title/nlp-engineer", "title/computer-vision-engineer", "related 50"},
		{"title/mlops-engineer", "title/nlp-engineer", "related 51"},       // 60·85 div 100
		{"title/ml-platform-engineer", "title/nlp-engineer", "related 43"}, // 51·85 div 100
		{"title/machine-learning-engineer", "title/general-manager", "none 0"},
		{"industry/banking", "industry/insurance", "related 50"},
		{"industry/finance", "industry/banking", "related 50"},
		{"industry/banking", "industry/retail", "none 0"},
		{"degree/master", "degree/bachelor", "none 0"},
		{"language/de", "language/nl", "none 0"},
	} {
		asked, ok1 := tx.ByID(c.asked)
		has, ok2 := tx.ByID(c.has)
		if !ok1 || !ok2 {
			t.Fatalf("%s or %s is missing", c.asked, c.has)
		}
		e, ok := tx.Similarity(asked, has)
		if !ok {
			e.Kind = "none"
		}
		if got := fmt.Sprint(e.Kind, " ", e.Sim); got != c.want {
			t.Errorf("asked %s, has %s: got %s, want %s", c.asked, c.has, got, c.want)
		}
	}
}

func TestAChainNamesTheSourcesOfItsParts(t *testing.T) {
	tx := taxonomy.Default()
	asked, _ := tx.ByID("skill/deep-learning")
	has, _ := tx.ByID("skill/pytorch")
	if e, _ := tx.Similarity(asked, has); e.Source != "https://pytorch.org/docs; tenon:curated" {
		t.Errorf("source %q", e.Source)
	}
}

func TestTheEightFamiliesOfTheMarketAreRelatedAmongThemselves(t *testing.T) {
	tx := taxonomy.Default()
	for _, id := range strings.Fields(`machine-learning-engineer machine-learning-researcher machine-learning-scientist data-engineer
		data-scientist mlops-engineer applied-scientist data-analyst`) {
		n, ok := tx.ByID("family/" + id)
		if !ok || len(tx.Near(n)) < 2 {
			t.Errorf("family/%s: %v, near %v", id, ok, tx.Near(n))
		}
	}
}
