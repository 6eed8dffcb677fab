package resume

import (
	"strings"

	"tenon/profiles/format/reading"
)

var (
	genderForm = reading.Exact(`(?i)\s*\(?\b[mwfdhx](?:\s?/\s?[mwfdhx]){1,2}\b\)?`)
	asideForm  = reading.Exact(`(?i)\s*\((?:contract(?:or)?|freelance|full[- ]time|part[- ]time|remote|hybrid|internship|vollzeit|teilzeit|cdi|cdd|stage|alternance|befristet|\d{1,3} ?%|promoted.*|acting|interim|fixed[- ]term)\)`)
	clientForm = reading.Exact(`(?i)^(?:client|employer|company|firm|arbeitgeber|unternehmen|employeur|entreprise|empresa|organisation|organization|kunde)\s*:\s*`)
	roleForm   = reading.Words(`(?i)^(?:position|title|job title|role|funktion|tätigkeit|poste|puesto|cargo)\s*:\s*`)
)

// tidyTitle takes notes on contract and gender off a title.
func tidyTitle(s string) string {
	s = roleForm.ReplaceAllString(asideForm.ReplaceAllString(genderForm.ReplaceAllString(s, ""), ""), "")
	return strings.Trim(s, " ,–-|:")
}

// tidyEmployer takes labels off the name of an employer.
func tidyEmployer(s string) string {
	return strings.Trim(clientForm.ReplaceAllString(s, ""), " ,–-|:")
}
