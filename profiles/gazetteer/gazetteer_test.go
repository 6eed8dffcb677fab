package gazetteer_test

import (
	"math"
	"testing"

	"tenon/profiles/gazetteer"
)

func TestFindReadsNamesAsPeopleWriteThem(t *testing.T) {
	g := gazetteer.Default()
	for _, c := range []struct {
		city, region, country string
		want                  uint32 // 0: not found
	}{
		{"Berlin", "", "DE", 2950159},
		{"berlin", "Berlin", "Germany", 2950159},
		{"Zurich", "", "", 2657896},
		{"Zürich", "", "CHE", 2657896},
		{"München", "", "de", 2867714},
		{"Cologne", "", "Deutschland", 2886242},
		{"Austin", "TX", "", 4671654},
		{"Austin", "Texas", "US", 4671654},
		{"Austin, TX", "", "", 4671654},
		{"Austin, TX", "", "US", 4671654},
		{"Austin, Minnesota, USA", "", "", 5016884},
		{"Berlin, Germany", "", "", 2950159},
		{"Mountain View, CA", "", "", 5375480}, // California, not Canada
		{"Kirkland", "WA", "", 5799841},
		{"San Francisco", "California", "US", 5391959},
		{"San Francisco", "", "AR", 3837675},
		{"Vienna", "", "", 2761369}, // the most populous of its name
		{"Vienna", "VA", "US", 4791160},
		{"New York", "", "US", 5128581},
		{"St Louis", "Missouri", "US", 4407066},
		{"Saint Louis", "MO", "US", 4407066},
		{"Berlin", "Nowhere", "DE", 2950159}, // a region that fits none narrows nothing
		{"Berlin", "", "JP", 0},
		{"Berlin", "", "Atlantis", 0},
		{"Xyzzyville", "", "", 0},
		{"", "", "", 0},
		{",", "", "", 0},
	} {
		got, ok := g.Find(c.city, c.region, c.country)
		if ok != (c.want != 0) || got.ID != c.want {
			t.Errorf("Find(%q, %q, %q) = %d %s, %s %v; want %d", c.city, c.region, c.country, got.ID, got.Name, got.Country, ok, c.want)
		}
	}
}

func TestCountryReadsCodesAndNames(t *testing.T) {
	for text, want := range map[string]string{
		"USA": "US", "us": "US", "U.S.": "US", "United States of America": "US", "America": "US",
		"Germany": "DE", "Deutschland": "DE", "DEU": "DE", "Österreich": "AT", "Suisse": "CH", "UK": "GB", "England": "GB",
		"Côte d'Ivoire": "CI", "Namibia": "NA", "The Netherlands": "NL", "": "", "Atlantis": "",
	} {
		if got, ok := gazetteer.Default().Country(text); got != want || ok != (want != "") {
			t.Errorf("Country(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestByIDFindsEveryCityThatIsThere(t *testing.T) {
	g := gazetteer.Default()
	if g.Len() < 25_000 {
		t.Fatalf("%d cities", g.Len())
	}
	if c, ok := g.ByID(2950159); !ok || c.Name != "Berlin" || c.Country != "DE" || c.Population < 3_000_000 {
		t.Errorf("ByID(2950159) = %+v, %v", c, ok)
	}
	if _, ok := g.ByID(7); ok {
		t.Error("ByID(7) found a city")
	}
}

func TestKMIsTheSameEverywhere(t *testing.T) {
	g := gazetteer.Default()
	for _, c := range []struct {
		a, b uint32
		want int
	}{
		{2950159, 2950159, 0},
		{2950159, 2911298, 255},   // Berlin, Hamburg
		{2950159, 2867714, 504},   // Berlin, Munich
		{5128581, 5391959, 4129},  // New York, San Francisco
		{2643743, 2147714, 16993}, // London, Sydney
	} {
		a, _ := g.ByID(c.a)
		b, _ := g.ByID(c.b)
		if got := gazetteer.KM(a, b); got != c.want || gazetteer.KM(b, a) != got {
			t.Errorf("KM(%s, %s) = %d, back %d; want %d", a.Name, b.Name, got, gazetteer.KM(b, a), c.want)
		}
	}
}

func TestKMAgreesWithHaversine(t *testing.T) {
	point := func(lat, lon float64) gazetteer.City {
		at := func(v float64) int32 { return int32(math.Round(v * (1 << 30))) }
		lat, lon = lat*math.Pi/180, lon*math.Pi/180
		return gazetteer.City{X: at(math.Cos(lat) * math.Cos(lon)), Y: at(math.Cos(lat) * math.Sin(lon)), Z: at(math.Sin(lat))}
	}
	for lat := -90.0; lat <= 90; lat += 7.3 {
		for lon := -180.0; lon <= 180; lon += 0.37 {
			want := haversine(48.1, 11.5, lat, lon)
			if got := gazetteer.KM(point(48.1, 11.5), point(lat, lon)); math.Abs(float64(got)-want) > 1 {
				t.Fatalf("to %.2f, %.2f: %d km, haversine %.2f", lat, lon, got, want)
			}
		}
	}
}

func haversine(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	s1, s2 := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(s1*s1+math.Cos(lat1*rad)*math.Cos(lat2*rad)*s2*s2)))
}

func TestKMOfCoversTheWholeRange(t *testing.T) {
	for _, c := range []struct {
		chord2 int64
		want   int
	}{{0, 0}, {1, 0}, {1 << 62, gazetteer.MaxKM}, {math.MaxInt64, gazetteer.MaxKM}} {
		if got := gazetteer.KMOf(c.chord2); got != c.want {
			t.Errorf("KMOf(%d) = %d, want %d", c.chord2, got, c.want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	g := gazetteer.Default()
	for b.Loop() {
		g.Find("San Francisco", "California", "US")
	}
}
