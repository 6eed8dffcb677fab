package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// country is what is usual in a country.
type country struct {
	code, money string
	speak       []string
	offer       []string
	english     int // of a hundred candidates who speak it at C1 or better
	hubs        []gazetteer.City
}

func (l *library) readCountries(bs []*block) error {
	l.countries = map[string]*country{}
	for _, b := range bs {
		c := &country{code: b.name, money: b.one("money"), speak: b.list("speak"), offer: b.list("offer")}
		var err error
		if c.english, err = strconv.Atoi(b.one("english")); err != nil {
			return err
		}
		for _, n := range c.speak {
			if _, ok := l.tax.Resolve(taxonomy.Language, n); !ok {
				return fmt.Errorf("no language %q in the taxonomy", n)
			}
		}
		for _, n := range c.offer {
			if _, ok := l.tax.Resolve(taxonomy.Value, n); !ok {
				return fmt.Errorf("no value or benefit %q in the taxonomy", n)
			}
		}
		for _, n := range b.list("hub") {
			city, ok := l.cities.Find(n, "", c.code)
			if !ok {
				return fmt.Errorf("no city %q in %s", n, c.code)
			}
			c.hubs = append(c.hubs, city)
		}
		l.countries[c.code] = c
		l.hubs = append(l.hubs, c.hubs...)
	}
	return nil
}

// placeWeight is a city with how likely it is.
type placeWeight struct {
	city   gazetteer.City
	weight int
}

// boroughs are parts of cities that the gazetteer has as cities.
var boroughs = []string{"Brooklyn", "Queens", "Manhattan", "The Bronx", "Staten Island", "Victoria", "Woodlands", "Marine Parade"}

// citiesOf are the larger cities of a country: each is likely as the root of its population, as jobs are less gathered than people.
func (l *library) citiesOf(code string) []placeWeight {
	if out := l.places[code]; out != nil {
		return out
	}
	most := 10
	if code == "US" {
		most = 28
	}
	var out []placeWeight
	for _, c := range l.cities.In(code) {
		found, ok := l.cities.Find(c.Name, c.Region, code)
		if len(out) == most || len(out) > 2 && c.Population < 200_000 {
			break
		}
		if ok && found.ID == c.ID && !slices.Contains(boroughs, c.Name) {
			out = append(out, placeWeight{c, int(math.Sqrt(float64(c.Population)))})
		}
	}
	l.places[code] = out
	return out
}

func (l *library) city(d dice, code string) gazetteer.City {
	cities := l.citiesOf(code)
	weights := make([]int, len(cities))
	for i, c := range cities {
		weights[i] = c.weight
	}
	return cities[d.weighted(weights)].city
}

func place(c gazetteer.City) *profiles.Place {
	p := &profiles.Place{City: c.Name, Country: c.Country}
	if c.Country == "US" || c.Country == "CA" || c.Country == "IN" {
		p.Region = c.Region
	}
	return p
}
