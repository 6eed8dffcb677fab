package reading

import "strings"

// exonyms are names of cities that the gazetteer does not have.
var exonyms = map[string]string{"londres": "London", "londra": "London", "ciudad de méxico": "Mexico City", "nuremberg": "Nürnberg",
	"gurugram": "Gurgaon", "bay area": "San Francisco", "san francisco bay": "San Francisco",
	"palma de mallorca": "Palma", "silicon valley": "San Jose, CA", "frankfurt/main": "Frankfurt am Main", "frankfurt a.m": "Frankfurt am Main", "singapour": "Singapore"}

// Exonym is the name by which the gazetteer knows a city, the same where it is that.
func Exonym(name string) string {
	if other, ok := exonyms[strings.ToLower(name)]; ok {
		return other
	}
	return name
}
