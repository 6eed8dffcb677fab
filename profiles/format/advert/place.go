package advert

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/gazetteer"
)

// where reads the place, the modes, and the countries that remote work is limited to.
func (r *reader) where() {
	r.place()
	r.modes()
	r.countries()
}

func (r *reader) place() {
	for _, find := range []func() bool{r.labelledPlace, r.headPlace, r.namedPlace} {
		if find() {
			return
		}
	}
}

func (r *reader) labelledPlace() bool {
	for i := range r.units {
		if u := &r.units[i]; u.label == labelPlace || u.label == labelEmployer && i < 2*headUnits {
			if c, from, to, ok := r.city(u.text, u.value, len(u.text), u.label == labelPlace); ok {
				return r.setPlace(u, from, to, c, reading.Sure)
			}
		}
	}
	return false
}

// headPlace looks at the fields and lines of the head.
func (r *reader) headPlace() bool {
	for i := range r.units[:min(len(r.units), 2*headUnits)] {
		u := &r.units[i]
		if u.section != top || len(u.text) > 120 || u.label > labelTitle || u.heading {
			continue
		}
		from := u.value
		if t := r.role.Title.Name; t != "" {
			if k := strings.Index(u.text, t); k >= 0 {
				from = k + len(t)
			}
		}
		if c, a, b, ok := r.city(u.text, from, len(u.text), false); ok {
			return r.setPlace(u, a, b, c, reading.Likely)
		}
	}
	return false
}

var (
	capital = `\p{Lu}[\p{L}'’.-]*(?:\s(?:(?:de|of|am|an der|la|los|las|le|sur|do|da|del|im|upon)\s)?\p{Lu}[\p{L}'’-]*){0,3}`
	inForm  = exact(`(?:\b(?:[Ii]n|[Aa]t|en|à|a|[Nn]ear|bei|from|[Oo]ur|[Tt]he|based in|[Dd]ienstort ist|[Aa]rbeitsort ist|` +
		`[Ss]tandort ist)|à)\s+(` + capital + `(?:,\s` + capital + `)?)`)
	officeCue = words(`(?i:office|based|team|standort|büro|dienstort|arbeitsort|einsatzort|on-?site|hybrid|join|location|sede|oficina|bureau|locaux|` +
		`hub|studio|campus|suchen|internet city|headquarter|situé|ubicad)`)
)

// namedPlace looks for a city after "in" and the like, first in sentences that speak of an office or a team.
func (r *reader) namedPlace() bool {
	for _, sure := range []bool{true, false} {
		for i := range r.units {
			u := &r.units[i]
			if u.section == legal || u.section == contact || officeCue.MatchString(u.text) != sure {
				continue
			}
			for _, m := range inForm.FindAllStringSubmatchIndex(u.text, 20) {
				if c, from, to, ok := r.longestCity(u.text, m[2], m[3]); ok && c.Population >= 50_000 {
					return r.setPlace(u, from, to, c, map[bool]int{true: reading.Likely, false: reading.Guess}[sure])
				}
			}
		}
	}
	return false
}

// longestCity tries the words from the first on, the most first.
func (r *reader) longestCity(text string, from, to int) (gazetteer.City, int, int, bool) {
	for from < to {
		if part := strings.TrimRight(text[from:to], " .,"); !ordinary[strings.ToLower(part)] {
			if c, ok := r.findCity(part); ok {
				return c, from, from + len(part), true
			}
		}
		cut := strings.LastIndexAny(text[from:to], " ,-")
		if cut < 0 {
			break
		}
		to = from + cut
	}
	return gazetteer.City{}, 0, 0, false
}

func (r *reader) setPlace(u *unit, from, to int, c gazetteer.City, confidence int) bool {
	r.role.Place = &profiles.Place{City: c.Name, Region: c.Region, Country: c.Country}
	r.fact(u, from, to, "place", c.Name+", "+c.Country, confidence)
	return true
}

// ordinary words are names of cities, too. They count under a label or before a country.
var ordinary = setOf("of most nice split mobile reading bath orange same central young enterprise hybrid product university data platform remote " +
	"senior lead lead team full part time on off media march mission " +
	"man as our the a an data go cloud banks independence best union opportunity date van normal bar deal hull battle rugby sale wells liberal hope " +
	"hurst lot along male police salt ware era rust")

func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var placeSign = words(`\s*[,;/|·()\[\]:]\s*|\s+[-–—]+\s+|\s+(?:und|and|or|oder|et|ou|y|o|&|with|mit|bei|near|près de|cerca de)\s+|\s{3,}`)

// city finds the first city of a line of fields. Under a label every name counts, elsewhere ordinary words do not.
func (r *reader) city(text string, from, to int, labelled bool) (gazetteer.City, int, int, bool) {
	var pieces [][2]int
	at := from
	for _, m := range append(placeSign.FindAllStringIndex(text[from:to], -1), []int{to - from, to - from}) {
		if from+m[0] > at {
			pieces = append(pieces, [2]int{at, from + m[0]})
		}
		at = max(at, from+m[1])
	}
	for i, p := range pieces {
		name := cityName(text[p[0]:p[1]])
		first, _ := utf8.DecodeRuneInString(name)
		if name == "" || !unicode.IsUpper(first) || len(strings.Fields(name)) > 5 {
			continue
		}
		if i+1 < len(pieces) {
			if c, ok := r.Gazetteer.Find(name+", "+cityName(text[pieces[i+1][0]:pieces[i+1][1]]), "", ""); ok && r.agrees(c, text[pieces[i+1][0]:pieces[i+1][1]]) {
				return c, p[0], pieces[i+1][1], true
			}
		}
		if ordinary[strings.ToLower(name)] && !labelled || r.isCountry(name) && !r.cityState(name) {
			continue
		}
		if c, ok := r.findCity(name); ok && (labelled || c.Population >= 60_000 || len(text) < 30 && c.Population >= 20_000) {
			return c, p[0], p[1], true
		}
	}
	return gazetteer.City{}, 0, 0, false
}

// agrees says that a city lies in what stands behind it.
func (r *reader) agrees(c gazetteer.City, behind string) bool {
	if behind = cityName(behind); strings.IndexFunc(behind, unicode.IsLetter) < 0 {
		return false // the number of a département
	}
	if iso, ok := r.Gazetteer.Country(behind); ok && iso == c.Country {
		return true
	}
	other, ok := r.Gazetteer.Find(c.Name, behind, c.Country)
	return ok && other.ID == c.ID && len(behind) > 1 && (gazetteer.Fold(c.Region) == gazetteer.Fold(behind) || len(behind) == 2)
}

// cityState says that the name of a country is also that of its city.
func (r *reader) cityState(name string) bool {
	iso, _ := r.Gazetteer.Country(name)
	return slices.Contains([]string{"SG", "LU", "MC", "HK", "DJ", "KW", "PA"}, iso)
}

func (r *reader) isCountry(s string) bool {
	_, ok := r.Gazetteer.Country(strings.TrimSpace(s))
	return ok
}

var (
	postcode = words(`^(?:[A-Z]{1,2}-)?\d{4,5}\s+|\s+\d{4,6}$|\s+\d{1,2}(?:e|er|ème)?$|\s+Cedex.*$|\s+(?i:area|metropolitan area|region|raum|office|` +
		`city centre|greater area)$|^(?i:greater|raum|großraum|region|standort|location|lieu|ort|sede)\s+`)
	placeNote = strings.NewReplacer("*", "", "_", "")
)

// homeOf is the country that the names of cities are looked for in first, by the language of the advert.
var homeOf = map[string]string{"de": "DE", "fr": "FR", "es": "ES"}

// cityName takes postcodes and words such as "area" off a name.
func cityName(s string) string {
	return strings.TrimSpace(postcode.ReplaceAllString(strings.TrimSpace(placeNote.Replace(s)), ""))
}

// findCity finds a city by its name, or by the part before a hyphen: Berlin-Mitte. A country is none, but for those that are cities.
func (r *reader) findCity(name string) (gazetteer.City, bool) {
	if name = cityName(name); name == "" || ordinary[strings.ToLower(name)] && !strings.Contains(name, ",") {
		return gazetteer.City{}, false
	}
	if r.isCountry(name) && !r.cityState(name) {
		return gazetteer.City{}, false
	}
	name = reading.Exonym(name)
	if c, ok := r.Gazetteer.Find(name, "", homeOf[r.res.Language]); ok && homeOf[r.res.Language] != "" && c.Population >= 20_000 {
		return c, true // Brest in a French advert
	}
	if c, ok := r.Gazetteer.Find(name, "", ""); ok {
		return c, true
	}
	if head, _, ok := strings.Cut(name, "-"); ok && len(head) > 3 {
		return r.Gazetteer.Find(head, "", "")
	}
	return gazetteer.City{}, false
}

// isPlace says that a text is a city or country and nothing else.
func (r *reader) isPlace(s string) bool {
	s = strings.Trim(s, " ()[],")
	if r.isCountry(s) {
		return true
	}
	c, from, to, ok := r.city(s, 0, len(s), false)
	return ok && c.Name != "" && from == 0 && to-from >= len(s)-12
}
