package advert

import (
	"regexp"
	"slices"
	"strings"

	"tenon/profiles"
)

const personName = `\p{Lu}[\p{Ll}'’-]+(?:[ -](?:van |de |von |der |den )*\p{Lu}[\p{Ll}'’-]+){0,2}`

var (
	mailForm  = regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\b`)
	phoneForm = words(`(?:\+|\b00|\(0?)\d{1,4}\)?[\d\s()/.-]{5,18}\d|\b0\d{2,5}[\s/.-]{0,3}\d{2,8}(?:[\s/.-]\d{2,8}){0,4}\b|\(\d{3}\) ?\d{3}[- ]\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b`)
	siteForm  = words(`(?i:(?:https?://)?(?:www\.)?(?:linkedin\.com/in|xing\.com/profile|calendly\.com|wa\.me|t\.me)/\S+)`)
	// personForm finds a name after a title of address, after a word for whom to ask, or before a department.
	personForm = regexp.MustCompile(`(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Frau|Herrn?|Mme|Sra?|Mlle)\.? (?:Prof\.? )?(?:Dr\.? )?|\b(?:[Cc]ontact(?: HR)?|[Cc]all|[Rr]each out to|[Ww]rite to|[Aa]sk for|[Ss]end (?:it|your \p{L}+) to|[Rr]ecruiter|Hiring [Mm]anager|Ansprechpartner(?:in)?(?: ist)?|Kontakt|[Cc]ontacto|[Dd]ein|[Dd]eine|[Ee]uer|[Ee]ure|[Yy]ours,|wenden Sie sich an)(?: is| a)?:? (?:Prof\.? )?(?:Dr\.? )?)(` + personName + `)|(` + personName + `) \((?:RH|HR|Recruiting|Talent|Personal|People)\)`)
	signOff    = words(`(?i:^\W*(?:kind|best|warm|many)? ?(?:regards|wishes|thanks|cheers|sincerely|yours (?:sincerely|faithfully|truly)|mit freundlichen grüßen|(?:viele|beste|liebe|herzliche) grüße|cordialement|bien à vous|saludos(?: cordiales)?|un saludo|atentamente|thank you)\W*$)`)
	greeting   = words(`(?i:^\W*(?:hi|hello|dear|hey|hallo|liebe[r]?|guten tag|sehr geehrte[r]?|bonjour|hola|estimad[oa])\b.{0,40}$)`)
	mailHead   = words(`^(?:From|To|Cc|Reply-To|Von|An|De|À|Para|Date|Datum|Fecha):`)
)

// describe keeps the running text: the visible lines without headers of mail, greetings, and whom to contact.
func (r *reader) describe() {
	var b strings.Builder
	for i := 0; i < len(r.units); i++ {
		u := &r.units[i]
		if u.section == contact && !u.heading || u.label == labelContact || mailHead.MatchString(u.text) || greeting.MatchString(u.text) {
			continue
		}
		if signOff.MatchString(u.text) {
			i += 2 // the name and what it does
			continue
		}
		if text := r.anonymous(u.text); text != "" {
			b.WriteString(text)
			b.WriteByte('\n')
		}
	}
	text := strings.TrimSpace(b.String())
	if len(text) > profiles.MaxText {
		text = strings.ToValidUTF8(text[:profiles.MaxText], "")
	}
	r.role.Description = text
}

// hole stands where something said who somebody is.
const hole = "[…]"

// anonymous takes addresses, numbers and the names of persons to ask out of a text.
func (r *reader) anonymous(text string) string {
	text = mailForm.ReplaceAllString(siteForm.ReplaceAllString(text, hole), hole)
	text = phoneForm.ReplaceAllString(text, hole)
	for _, m := range slices.Backward(personForm.FindAllStringSubmatchIndex(text, 50)) {
		from, to := m[2], m[3]
		if from < 0 {
			from, to = m[4], m[5]
		}
		if !r.thing(text[from:to]) {
			text = text[:from] + hole + text[to:]
		}
	}
	return text
}

// thing says that a name is that of a place, a skill, a title or the employer, not of a person.
func (r *reader) thing(name string) bool {
	if _, ok := r.findCity(name); ok || r.isCountry(name) || strings.HasPrefix(r.role.Employer.Name, name) || notName[strings.ToLower(name)] {
		return true
	}
	_, _, title := r.Taxonomy.ParseTitle(name)
	return title || len(r.Taxonomy.Extract(name)) > 0
}
