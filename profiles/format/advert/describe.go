package advert

import (
	"slices"
	"strings"

	"tenon/profiles"
)

const personName = `\p{Lu}[\p{Ll}'’-]+(?:[ -](?:van |de |von |der |den )*\p{Lu}[\p{Ll}'’-]+){0,2}`

var (
	mailForm  = exact(`[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\b`)
	phoneForm = words(`(?:\+|\b00|\(0?)\d{1,4}\)?[\d\s()/.-]{5,18}\d|\b0\d{2,5}[\s/.-]{0,3}\d{2,8}(?:[\s/.-]\d{2,8}){0,4}\b|\(\d{3}\) ?\d{3}[- ]\d{4}|` +
		`\b\d{3}[-.]\d{3}[-.]\d{4}\b`)
	siteForm = words(`(?i:(?:https?://)?(?:www\.)?(?:linkedin\.com/in|xing\.com/profile|calendly\.com|wa\.me|t\.me)/\S+)`)
	// personForm finds a name after a title of address, after a word for whom to ask, or before a department.
	personForm = exact(`(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Frau|Herrn?|Mme|Sra?|Mlle)\.? (?:Prof\.? )?(?:Dr\.? )?|\b(?:[Cc]ontact(?: HR)?|[Cc]all|` +
		`[Rr]each out to|[Ww]rite to|[Aa]sk for|[Ss]end (?:it|your \p{L}+) to|[Rr]ecruiter|Hiring [Mm]anager|Ansprechpartner(?:in)?(?: ist)?|Kontakt|` +
		`[Cc]ontacto|[Dd]ein|[Dd]eine|[Ee]uer|[Ee]ure|[Yy]ours,|wenden Sie sich an)(?: is| a)?:? (?:Prof\.? )?(?:Dr\.? )?)(` + personName + `)|` +
		`(` + personName + `) \((?:RH|HR|Recruiting|Talent|Personal|People)\)`)
	bossForm = exact(`\b[Rr]eport(?:s|ing)? (?:directly )?to (\p{Lu}[\p{Ll}'’-]+ \p{Lu}[\p{Ll}'’-]+)(?:,| \()`)
	signOff  = words(`(?i:^\W*(?:kind|best|warm|many)? ?(?:regards|wishes|thanks|cheers|best|all the best|sincerely|yours (?:sincerely|faithfully|truly)|` +
		`mit freundlichen grüßen|(?:viele|beste|liebe|herzliche) grüße|cordialement|bien à vous|saludos(?: cordiales)?|un saludo|atentamente|` +
		`thank you)\W*$)`)
	greeting = words(`(?i:^\W*(?:hi|hello|dear|hey|hallo|liebe[r]?|guten tag|sehr geehrte[r]?|bonjour|hola|estimad[oa])\b.{0,40}$)`)
	mailHead = words(`^(?:From|To|Cc|Reply-To|Von|An|De|À|Para|Date|Datum|Fecha):`)
)

// describe keeps the running text: the visible lines without headers of mail, greetings, and whom to contact.
func (r *reader) describe() {
	var b strings.Builder
	names := r.people()
	for i := 0; i < len(r.units); i++ {
		u := &r.units[i]
		if u.section == contact && !u.heading || u.label == labelContact || mailHead.MatchString(u.text) || greeting.MatchString(u.text) {
			continue
		}
		if signOff.MatchString(u.text) {
			i += 2 // the name and what it does
			continue
		}
		if contacts(u.text) {
			continue // whom to write to, and nothing of the work
		}
		if text := without(r.anonymous(u.text), names); text != "" {
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

// askForm finds sentences that say whom to ask.
var askForm = words(`(?i:\b(?:questions\?|any questions|talk to|speak (?:to|with)|get in touch|reach out|drop (?:me|us|a line)|call me|contact|your contact|point of contact|recruiter|talent partner|hiring manager|` +
	`fragen\?|rückfragen|ansprechpartner(?:in)?|kontakt|melde dich|richten sie|bewerbung(?:en)? an|steht ihnen|contactez|votre contact|questions à|interlocut(?:eur|rice)|candidature à|contacta|preguntas|persona de contacto)\b)`)

// contacts says that a text is about whom to ask: it names a way to reach somebody, or it is short and says so.
func contacts(text string) bool {
	return mailForm.MatchString(text) || phoneForm.MatchString(text) && len(text) < 200 || len(text) < 160 && askForm.MatchString(text)
}

var (
	namesForm = exact(`\p{Lu}[\p{Ll}'’-]+(?:[- ]\p{Lu}[\p{Ll}'’-]+)*(?: (?:van |de |von |der |den )?\p{Lu}[\p{Ll}'’-]+(?:-\p{Lu}[\p{Ll}'’-]+)?){1,2}`)
	userForm  = exact(`\b([\p{L}]{2,})[._-]([\p{L}]{3,})@`)
	hiForm    = words(`(?i:^\W*(?:hi|hello|dear|hey|hallo|liebe[r]?|bonjour|hola|estimad[oa]) +)(\p{Lu}[\p{Ll}'’-]{2,})`)
)

// people are the names in greetings, signatures and in what says whom to ask.
func (r *reader) people() []string {
	var out []string
	for i, u := range r.units {
		if m := hiForm.FindStringSubmatchIndex(u.text); m != nil {
			out = add(out, u.text[m[2]:m[3]])
		}
		signed := i > 0 && signOff.MatchString(r.units[i-1].text)
		if !signed && !contacts(u.text) && u.label != labelContact && (i == 0 || r.units[i-1].text == "" || !askForm.MatchString(r.units[i-1].text) || len(r.units[i-1].text) > 30) {
			continue
		}
		for _, n := range namesForm.FindAllString(u.text, 10) {
			if !r.thing(n) {
				out = add(out, n)
				out = add(out, n[strings.LastIndexByte(n, ' ')+1:])
			}
		}
		for _, m := range userForm.FindAllStringSubmatchIndex(u.text, 4) {
			last := []rune(u.text[m[4]:m[5]])
			out = add(out, strings.ToUpper(string(last[:1]))+string(last[1:]))
		}
	}
	return out
}

// without puts holes for names.
func without(text string, names []string) string {
	for _, n := range names {
		if strings.Contains(text, n) {
			text = strings.ReplaceAll(text, n, hole)
		}
	}
	if strings.Trim(text, hole+" ,.:;") == "" {
		return ""
	}
	return text
}

// hole stands where something said who somebody is.
const hole = "[…]"

// anonymous takes addresses, numbers and the names of persons to ask out of a text.
func (r *reader) anonymous(text string) string {
	text = mailForm.ReplaceAllString(siteForm.ReplaceAllString(text, hole), hole)
	text = phoneForm.ReplaceAllString(text, hole)
	for _, form := range []pattern{personForm, bossForm} {
		for _, m := range slices.Backward(form.FindAllStringSubmatchIndex(text, 50)) {
			from, to := m[2], m[3]
			if from < 0 {
				from, to = m[4], m[5]
			}
			if !r.thing(text[from:to]) {
				text = text[:from] + hole + text[to:]
			}
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
