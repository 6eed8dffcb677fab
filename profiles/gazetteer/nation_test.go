package gazetteer_test

import (
	"testing"

	"tenon/profiles/gazetteer"
)

func TestNationsHaveNameRegionAndCurrency(t *testing.T) {
	for iso, want := range map[string]gazetteer.Nation{
		"DE": {ISO: "DE", Name: "Germany", Region: "Western Europe", Currency: "EUR"},
		"AE": {ISO: "AE", Name: "United Arab Emirates", Region: "Western Asia", Currency: "AED"},
		"AQ": {ISO: "AQ", Name: "Antarctica"},
	} {
		if got, ok := gazetteer.NationOf(iso); !ok || got != want {
			t.Errorf("%s: %+v, %v: want %+v", iso, got, ok, want)
		}
	}
	if got, ok := gazetteer.NationOf("ZZ"); ok || got.Name != "ZZ" {
		t.Errorf("ZZ: %+v, %v: want its code as its name", got, ok)
	}
	g := gazetteer.Default()
	for _, name := range []string{"Germany", "India", "Türkiye"} {
		iso, ok := g.Country(name)
		if n, known := gazetteer.NationOf(iso); !ok || !known || n.Currency == "" {
			t.Errorf("%s is %q: %+v", name, iso, n)
		}
	}
}
