package resume

import (
	"strings"

	"tenon/profiles/format/reading"
)

// dialling are the codes of the countries whose résumés are common here.
var dialling = map[string]string{"49": "DE", "43": "AT", "41": "CH", "33": "FR", "32": "BE", "34": "ES", "44": "GB", "353": "IE", "31": "NL", "39": "IT", "351": "PT",
	"48": "PL", "46": "SE", "45": "DK", "47": "NO", "358": "FI", "91": "IN", "61": "AU", "64": "NZ", "65": "SG", "971": "AE", "52": "MX", "54": "AR", "56": "CL", "57": "CO",
	"51": "PE", "55": "BR", "58": "VE", "27": "ZA", "81": "JP"}

var (
	diallingForm = reading.Exact(`(?:\+|\b00)\s?(\d{1,3})[\s(./-]?\d`)
	homeOf       = map[string]string{"de": "DE", "fr": "FR", "es": "ES"}
)

// homeCountry guesses where somebody lives: the code of the phone number, the country that cities are stated with, the language.
func (r *reader) homeCountry(ls []*line) string {
	for _, l := range ls {
		if m := diallingForm.FindStringSubmatch(l.text); m != nil {
			for n := min(3, len(m[1])); n > 0; n-- {
				if c := dialling[m[1][:n]]; c != "" {
					return c
				}
			}
		}
	}
	for _, l := range ls {
		for p := range strings.FieldsFuncSeq(l.text, func(c rune) bool { return strings.ContainsRune(",|·•()", c) }) {
			if p = strings.TrimSpace(p); len(p) > 3 {
				if iso, ok := r.o.Gazetteer.Country(p); ok {
					return iso
				}
			}
		}
	}
	return homeOf[r.Language]
}
