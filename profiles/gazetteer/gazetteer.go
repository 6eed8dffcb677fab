package gazetteer

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// City is a populated place. X, Y and Z are its unit vector scaled by 2^30.
type City struct {
	ID         uint32 // GeoNames
	Name       string
	Region     string // name of the first-order division, "" where there is none
	Country    string // ISO 3166-1 alpha-2
	Population int
	X, Y, Z    int32

	admin1 string // its code within the country: TX, 02
}

// Degrees are the latitude and the longitude of the city in hundredths of a degree: as much as a picture can show.
func (c City) Degrees() (lat, lon int) {
	x, y, z := float64(c.X), float64(c.Y), float64(c.Z)
	hundredths := func(radians float64) int { return int(math.Round(radians * 18000 / math.Pi)) }
	return hundredths(math.Atan2(z, math.Hypot(x, y))), hundredths(math.Atan2(y, x))
}

// Gazetteer finds cities and countries by name. It is immutable and safe for concurrent use.
type Gazetteer struct {
	cities    []City   // ascending ID
	names     []string // "folded name\tindex,index…", ascending
	countries map[string]string
	near      distances
	north     latitudes
	around    [keptAround]atomic.Pointer[around]
}

//go:embed cities.tsv.gz
var citiesGz []byte

//go:embed countries.tsv
var countriesTSV string

// Default returns the shipped gazetteer, loaded on first use.
var Default = sync.OnceValue(func() *Gazetteer {
	g, err := load(citiesGz, countriesTSV)
	if err != nil {
		panic("gazetteer: shipped data: " + err.Error()) // a fault of the build, caught by the tests
	}
	return g
})

func load(gz []byte, countries string) (*Gazetteer, error) {
	zr, err := gzip.NewReader(bytes.NewReader(gz))
	if err != nil {
		return nil, fmt.Errorf("read cities: %w", err)
	}
	var raw strings.Builder
	raw.Grow(4 << 20)
	if _, err := io.Copy(&raw, zr); err != nil {
		return nil, fmt.Errorf("read cities: %w", err)
	}
	cities, names, ok := strings.Cut(raw.String(), "\n\n")
	if !ok {
		return nil, fmt.Errorf("read cities: no index of names")
	}
	g := &Gazetteer{names: strings.Split(strings.TrimSuffix(names, "\n"), "\n"), countries: readCountries(countries)}
	g.cities = make([]City, 0, 1+strings.Count(cities, "\n"))
	for line := range strings.SplitSeq(cities, "\n") {
		c, err := readCity(line)
		if err != nil {
			return nil, fmt.Errorf("read cities: line %d: %w", len(g.cities)+1, err)
		}
		g.cities = append(g.cities, c)
	}
	return g, nil
}

// readCity reads "id name country admin1 region population x y z", separated by tabs.
func readCity(line string) (City, error) {
	var f [9]string
	for i := range f {
		f[i], line, _ = strings.Cut(line, "\t")
	}
	c := City{Name: f[1], Country: f[2], admin1: f[3], Region: f[4]}
	var n [5]int64
	for i, s := range []string{f[0], f[5], f[6], f[7], f[8]} {
		v, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return City{}, err
		}
		n[i] = v
	}
	c.ID, c.Population, c.X, c.Y, c.Z = uint32(n[0]), int(n[1]), int32(n[2]), int32(n[3]), int32(n[4])
	return c, nil
}

func readCountries(tsv string) map[string]string {
	m := make(map[string]string, 1000)
	for line := range strings.Lines(tsv) {
		iso2, names, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		for name := range strings.SplitSeq(names, "\t") {
			m[name] = iso2
		}
	}
	return m
}

// Len is the number of cities.
func (g *Gazetteer) Len() int { return len(g.cities) }

// ByID returns the city with a GeoNames number.
func (g *Gazetteer) ByID(id uint32) (City, bool) {
	i, ok := slices.BinarySearchFunc(g.cities, id, func(c City, id uint32) int { return int(int64(c.ID) - int64(id)) })
	if !ok {
		return City{}, false
	}
	return g.cities[i], true
}

// In returns the cities of a country, ISO 3166-1 alpha-2, the most populous first.
func (g *Gazetteer) In(country string) []City {
	var out []City
	for _, c := range g.cities {
		if c.Country == country {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b City) int { return cmp.Or(cmp.Compare(b.Population, a.Population), cmp.Compare(a.ID, b.ID)) })
	return out
}

// Country returns the ISO 3166-1 alpha-2 code of a country that is named by a code or by a common name.
func (g *Gazetteer) Country(text string) (iso2 string, ok bool) {
	iso2, ok = g.countries[Fold(text)]
	return iso2, ok
}

// Find returns the city of a name, in any spelling; region and country may be empty. A country that is stated has to fit; a region
// narrows where it can. Of several the most populous wins. A name such as "Austin, TX" or "Berlin, Germany" is taken apart.
func (g *Gazetteer) Find(city, region, country string) (City, bool) {
	if c, ok := g.find(city, region, country); ok {
		return c, true
	}
	name, rest, ok := strings.Cut(city, ",")
	if !ok {
		return City{}, false
	}
	if iso, ok := g.Country(lastPart(rest)); ok && country == "" {
		if c, ok := g.find(name, firstPart(rest), iso); ok && !g.isRegion(name, rest) {
			return c, true
		}
	}
	if region == "" {
		region = firstPart(rest)
	}
	return g.find(name, region, country)
}

// isRegion says whether a name with this rest is better read as city and region: "Palo Alto, CA" is not in Canada.
func (g *Gazetteer) isRegion(name, rest string) bool {
	want := Fold(rest)
	return slices.ContainsFunc(g.named(name), func(c *City) bool { return c.inRegion(want) })
}

func lastPart(s string) string  { return s[strings.LastIndexByte(s, ',')+1:] }
func firstPart(s string) string { s, _, _ = strings.Cut(s, ","); return s }

func (g *Gazetteer) find(city, region, country string) (City, bool) {
	found := g.named(city)
	if country != "" {
		iso, ok := g.Country(country)
		if !ok {
			return City{}, false
		}
		found = slices.DeleteFunc(found, func(c *City) bool { return c.Country != iso })
	}
	if want := Fold(region); want != "" {
		narrow := slices.DeleteFunc(slices.Clone(found), func(c *City) bool { return !c.inRegion(want) })
		if len(narrow) > 0 {
			found = narrow
		}
	}
	if len(found) == 0 {
		return City{}, false
	}
	best := slices.MaxFunc(found, func(a, b *City) int { return a.Population - b.Population })
	return *best, true
}

func (c *City) inRegion(folded string) bool {
	return folded != "" && (Fold(c.admin1) == folded || Fold(c.Region) == folded)
}

// named returns the cities of a name in ascending order of their ID.
func (g *Gazetteer) named(name string) []*City {
	key := Fold(name) + "\t"
	i := sort.SearchStrings(g.names, key)
	if i == len(g.names) || !strings.HasPrefix(g.names[i], key) {
		return nil
	}
	var out []*City
	for s := range strings.SplitSeq(g.names[i][len(key):], ",") {
		if n, err := strconv.Atoi(s); err == nil && n < len(g.cities) {
			out = append(out, &g.cities[n])
		}
	}
	return out
}
