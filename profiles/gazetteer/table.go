package gazetteer

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
)

// columns of a table of cities; those that have to be there come first.
var tableColumns = []string{"geonameid", "name", "lat", "lon", "country", "region", "admin1", "population", "altnames"}

const requiredColumns = 5

// maxLine is the longest line of a table, in bytes.
const maxLine = 1 << 20

// Load reads cities of one's own that take the place of the shipped ones: a table whose columns are parted by tabs and named in its
// first line. geonameid (any number above 0 that no other city has), name, lat, lon (degrees) and country (ISO 3166) have to
// be there; region, admin1 (its code), population and altnames (parted by commas) may be; others are passed over. Countries
// and their names are the shipped ones. A faulty line is profiles.ErrInvalid.
func Load(r io.Reader) (*Gazetteer, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxLine)
	if !in.Scan() {
		return nil, fmt.Errorf("read cities: %w: no first line with the names of columns", cmp.Or(in.Err(), profiles.ErrInvalid))
	}
	at, err := tableHead(in.Text())
	if err != nil {
		return nil, fmt.Errorf("read cities: line 1: %w", err)
	}
	t := table{at: at}
	for line := 2; in.Scan(); line++ {
		if err := t.add(in.Text()); err != nil {
			return nil, fmt.Errorf("read cities: line %d: %w", line, err)
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read cities: %w", err)
	}
	g, err := t.gazetteer()
	if err != nil {
		return nil, fmt.Errorf("read cities: %w", err)
	}
	return g, nil
}

// tableHead says at which place of a line each of tableColumns stands, -1 where it does not.
func tableHead(line string) ([]int, error) {
	names := strings.Split(strings.TrimPrefix(strings.TrimRight(line, "\r"), "\ufeff"), "\t")
	at := make([]int, len(tableColumns))
	for i, c := range tableColumns {
		at[i] = slices.Index(names, c)
		if i < requiredColumns && at[i] < 0 {
			return nil, fmt.Errorf("%w: no column %s: want %s, parted by tabs", profiles.ErrInvalid, c, strings.Join(tableColumns[:requiredColumns], ", "))
		}
	}
	return at, nil
}

// table is what was read so far; names are folded, by city.
type table struct {
	at     []int
	cities []City
	names  map[uint32][]string
}

func (t *table) add(line string) error {
	fields := strings.Split(strings.TrimRight(line, "\r"), "\t")
	f := make([]string, len(t.at))
	for i, at := range t.at {
		if at >= 0 && at < len(fields) {
			f[i] = strings.TrimSpace(fields[at])
		}
	}
	c := City{Name: f[1], Country: f[4], Region: f[5], admin1: f[6]}
	id, err := strconv.ParseUint(f[0], 10, 32)
	if c.ID = uint32(id); err != nil || id == 0 || t.names[c.ID] != nil {
		return fmt.Errorf("%w: geonameid %q: want a whole number above 0 that comes once", profiles.ErrInvalid, f[0])
	}
	if c.Name == "" || !isCountry(c.Country) {
		return fmt.Errorf("%w: city %q of country %q: want a name and two capital letters", profiles.ErrInvalid, c.Name, c.Country)
	}
	if c.X, c.Y, c.Z, err = vector(f[2], f[3]); err != nil {
		return err
	}
	if c.Population, err = strconv.Atoi(cmp.Or(f[7], "0")); err != nil || c.Population < 0 {
		return fmt.Errorf("%w: population %q: want a whole number", profiles.ErrInvalid, f[7])
	}
	if t.names == nil {
		t.names = map[uint32][]string{}
	}
	t.names[c.ID] = folded(c.Name, f[8])
	t.cities = append(t.cities, c)
	return nil
}

func isCountry(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}

func folded(name, others string) []string {
	out := []string{Fold(name)}
	for other := range strings.SplitSeq(others, ",") {
		if f := Fold(other); f != "" && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// vector turns degrees into a unit vector scaled by 2^30, rounded: 30 bits of a cosine are the same on every machine but in one
// case of millions, which would be a shift of some centimetres.
func vector(lat, lon string) (x, y, z int32, err error) {
	phi, err1 := strconv.ParseFloat(lat, 64)
	lambda, err2 := strconv.ParseFloat(lon, 64)
	if err1 != nil || err2 != nil || !(math.Abs(phi) <= 90) || !(math.Abs(lambda) <= 180) {
		return 0, 0, 0, fmt.Errorf("%w: lat %q, lon %q: want degrees from -90 to 90 and from -180 to 180", profiles.ErrInvalid, lat, lon)
	}
	phi, lambda = phi*math.Pi/180, lambda*math.Pi/180
	scaled := func(v float64) int32 { return int32(math.Round(v * (1 << 30))) }
	return scaled(math.Cos(phi) * math.Cos(lambda)), scaled(math.Cos(phi) * math.Sin(lambda)), scaled(math.Sin(phi)), nil
}

func (t *table) gazetteer() (*Gazetteer, error) {
	if len(t.cities) == 0 {
		return nil, fmt.Errorf("%w: no city", profiles.ErrInvalid)
	}
	g := &Gazetteer{cities: t.cities, countries: readCountries(countriesTSV)}
	slices.SortFunc(g.cities, func(a, b City) int { return cmp.Compare(a.ID, b.ID) })
	index := map[string][]string{}
	for i, c := range g.cities {
		for _, name := range t.names[c.ID] {
			index[name] = append(index[name], strconv.Itoa(i))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(index)) {
		g.names = append(g.names, name+"\t"+strings.Join(index[name], ","))
	}
	return g, nil
}
