package gazetteer_test

import (
	"errors"
	"strings"
	"testing"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
)

const ownTable = "geonameid\tname\taltnames\tlat\tlon\tcountry\tadmin1\tpopulation\ttimezone\n" +
	"7\tNeustadt\tNova Urbs,New Town\t52.52437\t13.41053\tDE\t16\t100\tEurope/Berlin\n" +
	"3\tNeustadt\t\t48.13743\t11.57549\tDE\t02\t900\tEurope/Berlin\r\n"

func TestATableOfOnesOwnIsRead(t *testing.T) {
	g, err := gazetteer.Load(strings.NewReader(ownTable))
	if err != nil {
		t.Fatal(err)
	}
	if g.Len() != 2 {
		t.Errorf("%d cities, want 2", g.Len())
	}
	for _, c := range []struct {
		name, region string
		id           uint32
	}{{"new town", "", 7}, {"Nova Urbs", "", 7}, {"NEUSTADT", "", 3}, {"Neustadt", "16", 7}} {
		if got, ok := g.Find(c.name, c.region, "Germany"); !ok || got.ID != c.id {
			t.Errorf("Find(%q, %q) = %d, %v: want %d", c.name, c.region, got.ID, ok, c.id)
		}
	}
	if in := g.In("DE"); len(in) != 2 || in[0].ID != 3 || len(g.In("FR")) != 0 {
		t.Errorf("In: %v: want the two cities of Germany, the larger first", in)
	}
	a, _ := g.ByID(3)
	b, _ := g.ByID(7)
	if km := gazetteer.KM(a, b); km != 504 {
		t.Errorf("%d km, want the 504 from Munich to Berlin", km)
	}
}

// The vectors of a table have to be those that the shipped file was made with.
func TestATableGivesTheShippedVectors(t *testing.T) {
	g, err := gazetteer.Load(strings.NewReader("geonameid\tname\tlat\tlon\tcountry\n10570\tAlvand\t36.1893\t50.0643\tIR\n"))
	if err != nil {
		t.Fatal(err)
	}
	own, _ := g.ByID(10570)
	shipped, _ := gazetteer.Default().ByID(10570)
	if km := gazetteer.KM(own, shipped); km != 0 {
		t.Errorf("%d km between the city of the table and the shipped one", km)
	}
}

func TestAFaultyTableIsRefusedWithItsLine(t *testing.T) {
	const head = "geonameid\tname\tlat\tlon\tcountry\tpopulation\n"
	for in, want := range map[string]string{
		"":                           "no first line",
		"name\tlat\tlon\n":           "no column geonameid",
		head:                         "no city",
		head + "0\tA\t1\t1\tDE\t1\n": "line 2: ",
		head + "1\tA\t1\t1\tDE\t1\n1\tB\t1\t1\tDE\t1\n": "line 3: ",
		head + "1\t\t1\t1\tDE\t1\n":                     "want a name",
		head + "1\tA\t1\t1\tGermany\t1\n":               "two capital letters",
		head + "1\tA\tNaN\t1\tDE\t1\n":                  "want degrees",
		head + "1\tA\t91\t1\tDE\t1\n":                   "want degrees",
		head + "1\tA\t1\t1\tDE\tmany\n":                 "population",
		head + "1\tA\n":                                 "two capital letters",
	} {
		if _, err := gazetteer.Load(strings.NewReader(in)); !errors.Is(err, profiles.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("Load(%q): %v, want ErrInvalid and %q", in, err, want)
		}
	}
}
