//go:build ignore

// gen writes cities.tsv.gz and countries.tsv from tables of GeoNames; the arguments are the paths of the tables.
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tenon/profiles/gazetteer"
)

type city struct {
	id, population        int
	name, country, admin1 string
	names                 []string
	lat, lon              float64
}

func main() {
	cities := flag.String("cities", "", "table of cities")
	admin1 := flag.String("admin1", "", "table of first-order divisions")
	countries := flag.String("countries", "", "table of countries")
	flag.Parse()
	list := readCities(*cities)
	write("cities.tsv.gz", pack(render(list, readAdmin1(*admin1))))
	write("countries.tsv", renderCountries(rows(*countries, ',')))
}

func rows(path string, comma rune) [][]string {
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = comma, comma == '\t'
	all, err := r.ReadAll()
	if err != nil {
		log.Fatal(path, err)
	}
	return all[1:]
}

func write(name string, b []byte) {
	if err := os.WriteFile(name, b, 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Println(name, len(b))
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		log.Fatal(err)
	}
	return n
}

func readCities(path string) []city {
	var out []city
	for _, r := range rows(path, '\t') {
		c := city{id: number(r[0]), name: r[1], country: r[6], admin1: r[7], population: number(r[8])}
		c.lat, _ = strconv.ParseFloat(r[4], 64)
		c.lon, _ = strconv.ParseFloat(r[5], 64)
		c.names = append([]string{r[1], r[2]}, extra[c.id]...)
		c.names = append(c.names, others(r[3], c.population)...)
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b city) int { return cmp.Compare(a.id, b.id) })
	return out
}

// others keeps few names of small places, because a rare name of a village shadows nothing worth finding. Codes of airports and
// transliterations, which are in lower case, are dropped.
func others(list string, population int) []string {
	most := 2
	if population >= 100_000 {
		most = 5
	}
	if population >= 500_000 {
		most = 12
	}
	var out []string
	for name := range strings.SplitSeq(list, ",") {
		first := []rune(name + " ")[0]
		if unicode.IsUpper(first) && len(name) > 3 && len(name) < 30 && len(out) < most {
			out = append(out, name)
		}
	}
	return out
}

func readAdmin1(path string) map[string]string {
	m := map[string]string{}
	for _, r := range rows(path, '\t') {
		m[r[0]] = r[1]
	}
	return m
}

func render(list []city, admin1 map[string]string) []byte {
	var b bytes.Buffer
	index := map[string][]string{}
	for i, c := range list {
		x, y, z := vector(c.lat, c.lon)
		fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\n", c.id, c.name, c.country, c.admin1,
			admin1[c.country+"."+c.admin1], c.population, x, y, z)
		seen := map[string]bool{"": true}
		for _, n := range c.names {
			if f := gazetteer.Fold(n); !seen[f] {
				seen[f] = true
				index[f] = append(index[f], strconv.Itoa(i))
			}
		}
	}
	var lines []string
	for name, at := range index {
		lines = append(lines, name+"\t"+strings.Join(at, ",")+"\n")
	}
	slices.Sort(lines)
	b.WriteString("\n" + strings.Join(lines, ""))
	return b.Bytes()
}

func vector(lat, lon float64) (x, y, z int32) {
	const scale = 1 << 30
	lat, lon = lat*math.Pi/180, lon*math.Pi/180
	at := func(v float64) int32 { return int32(math.Round(v * scale)) }
	return at(math.Cos(lat) * math.Cos(lon)), at(math.Cos(lat) * math.Sin(lon)), at(math.Sin(lat))
}

func pack(b []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if _, err := w.Write(b); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	return out.Bytes()
}

func renderCountries(table [][]string) []byte {
	var b bytes.Buffer
	for _, r := range table {
		names := append([]string{r[0], r[1], r[2], r[3]}, countryNames[r[0]]...)
		var folded []string
		for _, n := range names {
			if f := gazetteer.Fold(n); f != "" && !slices.Contains(folded, f) {
				folded = append(folded, f)
			}
		}
		fmt.Fprintf(&b, "%s\t%s\n", r[0], strings.Join(folded, "\t"))
	}
	return b.Bytes()
}

// extra are names that the table lacks, by GeoNames number: what the people of the place call it, and common short forms.
var extra = map[int][]string{
	2867714: {"München", "Muenchen"}, 2886242: {"Cologne", "Koeln"}, 2761369: {"Wien"}, 2657896: {"Zurich", "Zuerich"},
	5128581: {"New York", "NYC", "Manhattan"}, 5391959: {"SF", "San Fran"}, 3067696: {"Praha"}, 2267057: {"Lisboa"},
	1275339: {"Bombay"}, 1277333: {"Bangalore"}, 703448: {"Kiev", "Kyjiw"}, 1816670: {"Peking"}, 2925533: {"Frankfurt"},
	5368361: {"LA"}, 3169070: {"Roma"}, 3173435: {"Milano", "Mailand"}, 756135: {"Warszawa", "Warschau"}, 2618425: {"København", "Kopenhagen"},
	2800866: {"Bruxelles", "Brussel", "Brüssel"}, 2660646: {"Genève", "Genf"}, 524901: {"Moskva", "Moskau"}, 264371: {"Athina", "Athen"},
	4140963: {"Washington DC", "Washington D.C."}, 3448439: {"Sao Paulo"}, 1275004: {"Calcutta"}, 1264527: {"Madras"},
	2861650: {"Nürnberg", "Nuernberg"}, 2747373: {"Den Haag"}, 2759794: {"Amsterdam"}, 683506: {"București", "Bukarest"},
	2950159: {"Berlin"}, 2911298: {"Hamburg"}, 2907911: {"Heidelberg"}, 2661552: {"Berne"}, 2661604: {"Basle", "Bâle"},
	3165524: {"Torino"}, 3176959: {"Firenze"}, 3172394: {"Napoli"}, 3164603: {"Venezia"}, 3054643: {"Budapest"}, 792680: {"Beograd"},
	1850147: {"Tokyo"}, 1835848: {"Seoul"}, 1566083: {"Saigon", "HCMC"}, 294801: {"Haifa"}, 293397: {"Tel Aviv", "Tel-Aviv"},
	1273294: {"New Delhi", "Delhi"},
}

// countryNames are names and abbreviations that the table lacks.
var countryNames = map[string][]string{
	"US": {"USA", "U.S.", "U.S.A.", "United States", "America", "Vereinigte Staaten", "États-Unis", "Estados Unidos"},
	"GB": {"UK", "U.K.", "United Kingdom", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland", "Großbritannien"},
	"DE": {"Deutschland", "Allemagne", "Alemania"}, "AT": {"Österreich", "Oesterreich", "Autriche"}, "CH": {"Schweiz", "Suisse", "Svizzera"},
	"FR": {"Frankreich", "Francia"}, "IT": {"Italia", "Italien"}, "ES": {"España", "Spanien", "Espagne"}, "PT": {"Portugal"},
	"NL": {"Nederland", "Holland", "The Netherlands", "Niederlande"}, "BE": {"België", "Belgique", "Belgien"}, "PL": {"Polska", "Polen"},
	"CZ": {"Czech Republic", "Česko", "Tschechien"}, "DK": {"Danmark", "Dänemark"}, "SE": {"Sverige", "Schweden"}, "NO": {"Norge", "Norwegen"},
	"FI": {"Suomi", "Finnland"}, "HU": {"Magyarország", "Ungarn"}, "RO": {"România", "Rumänien"}, "BR": {"Brasil"}, "MX": {"México"},
	"TR": {"Turkey", "Türkei", "Turkiye"}, "RU": {"Russia", "Russland"}, "CN": {"PRC", "People's Republic of China"}, "JP": {"Nippon"},
	"KR": {"Korea", "Republic of Korea"}, "AE": {"UAE", "United Arab Emirates"}, "IN": {"Bharat"}, "VN": {"Vietnam"}, "IE": {"Éire"},
	"GR": {"Hellas", "Griechenland"}, "HR": {"Hrvatska", "Kroatien"}, "LU": {"Luxemburg"}, "IL": {"Israel"}, "TW": {"Taiwan"}, "HK": {"Hong Kong"},
}
