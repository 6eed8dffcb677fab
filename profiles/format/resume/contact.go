package resume

import (
	"slices"
	"strings"
	"unicode"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

var (
	mailForm  = reading.Exact(`(?i)(?:[a-z0-9._%+-]+(?:@|\s?(?:\(at\)|\[at\])\s?)|[a-z0-9%+-]*[._][a-z0-9._%+-]*\s?@\s?)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}`)
	phoneForm = reading.Exact(`(?:\+|\b00|\(\+?|\b0|\b[1-9])[\d(][\d ()./–-]{6,20}\d`)
	urlForm   = reading.Exact(`(?i)\b(?:https?://|www\.)\S+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|ai|me|de|fr|es|eu|uk|ch|at|in|co|tech|app|info|blog|page|xyz|example|edu|ca|us|it|nl|pl|se|be|pt|br|mx|cat|cloud|studio|site|online)(?:/[^\s|,;)]*)?`)
	// personLabel opens a line that says something of the person; what follows the colon is kept apart or dropped.
	personLabel = reading.Words(`(?i)^(?:(name|full name|nom|nombre|vor- und nachname|nom et prénom|nombre y apellidos)|(date of birth|birth ?date|born|d\.?o\.?b\.?|geburtsdatum|geboren(?: am)?|geb\.?(?: am)?|date de naissance|né(?:e)? le|fecha de nacimiento|nacid[oa])|` +
		`(nationality|citizenship|nationalität|staatsangehörigkeit|staatsbürgerschaft|nationalité|nacionalidad|marital status|civil status|familienstand|état civil|situation familiale|situation de famille|estado civil|gender|sex|geschlecht|sexe|sexo|pronouns|religion|konfession|age|alter|âge|edad|children|kinder|enfants|hijos|place of birth|geburtsort|lieu de naissance|lugar de nacimiento|photo|foto|passport|dni|nie|visa status|driving licen[cs]e|führerschein|permis(?: de conduire)?|carn[eé] de conducir|military service|ethnicity|race|disability)|` +
		`(address|adresse|anschrift|wohnhaft|dirección|domicilio)|` +
		`(phone|mobile|mobil|cell|tel|telephone|telefon|handy|téléphone|tél|portable|teléfono|móvil|e-?mail|mail|courriel|correo(?: electrónico)?|linkedin|github|gitlab|kaggle|website|web|portfolio|twitter|x|skype|orcid|blog|homepage|xing|huggingface|hugging face|stack overflow|medium|site)|` +
		`(location|city|residence|wohnort|ort|based in|standort|lieu|ville|résidence|ubicación|ciudad|residencia|localidad|lugar de residencia))\b\.?\s*[:.|]?\s*`)
	streetForm = reading.Words(`(?i)\b\p{L}*(?:stra(?:ß|ss)e|str\.|gasse|allee|platz|weg|ufer|damm|ring|hof|steig|markt|zeile|chaussee|graben|reihe|berg|wall|pfad|stieg|kamp|garten)\s?\d+\s?[a-z]?\b|` +
		`\b\d+\s?(?:bis|ter|[a-z])?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|allée|chemin|quai|impasse|cours|route|sentier|montée|passage|square|faubourg)\s|` +
		`\b(?:calle|c/|avd?a?\.?|avenida|plaza|paseo|carrer|rue|via|camino|travesía|ronda|glorieta|pasaje|rúa)\s+[\p{L} .'’]+,?\s?(?:n[ºo.]\s?)?\d+|` +
		`\b\d+[a-z]?(?:-\d+)?,?\s+(?:[\p{L}'’.]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|way|place|pl|square|sq|terrace|crescent|gardens?|blvd|boulevard|row|mews|walk|hill|park|quay|wharf|yard|gate|grove|green|vale|view|parade|wynd|brae|rise|mount|bank|fold|parkway|pkwy|highway|trail|loop|villas?|buildings?|house|straat|gracht|laan|kade|plein)\b`)
	// houseForm opens an address whose street has no word for one: "18 Cathedral Nave, York".
	houseStart = reading.Exact(`^(?:\p{L}+\s?\d*\p{L}?,\s*)?\d{1,4}\s?[a-zA-Z]?,?\s+(?:\p{Lu}[\p{L}'’.-]+\s*){1,4}(?:,|$)`)
	houseEnd   = reading.Exact(`^(?:\p{L}[\p{L}'’.-]*\s+){1,4}\d{1,3}\s?[a-z]?(?:,|$)`)
	boxForm    = reading.Words(`(?i)^(?:no\.?\s?\d|#\d|plot\b|door\b|flat\b|unit\b|apt\b|apartment\b|suite\b|block\b|p\.?\s?o\.? box|postfach|bp \d|apartado|c/o\b|room \d|villa \d|house \d|bât|résidence\b)`)
	postalForm = reading.Exact(`\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b[A-Z]\d[\dW] ?[A-Z\d]{4}\b|\b\d{6}\b|\b\d{3}-\d{4}\b|\b(?:[A-Z]{1,2}-?)?\d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b\d{4}\s?[A-Z]{2}\b`)
)

// contact reads who it is and where: from the head of the document and the parts about the person.
func (r *reader) contact(parts []*part) {
	r.name(parts)
	for _, p := range parts {
		if p.is(head) || p.is(personal) || p.is(links) {
			for _, l := range p.lines {
				r.contactLine(l)
			}
		}
	}
	if r.c.Place == nil {
		r.placeBelow(parts)
	}
	r.envelope(parts)
	for _, s := range append([]string{r.id.Email, r.id.Phone, r.id.Address, r.id.BirthDate}, r.id.URLs...) {
		r.hide(s)
		r.hide(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://"), "www."))
	}
	for a := range strings.SplitSeq(r.id.Address, "\n") {
		if m := streetForm.FindString(a); m != "" {
			r.hide(m)
			r.hide(strings.Trim(m, "0123456789 ,"))
		}
	}
}

// hide keeps a text out of the running texts.
func (r *reader) hide(s string) {
	if len(s) >= 5 {
		r.secret = append(r.secret, s)
	}
}

// contactLine reads one line of the head.
func (r *reader) contactLine(l *line) {
	for _, piece := range contactPieces(l) {
		r.contactPiece(l, l.text[piece[0]:piece[1]], piece[0])
	}
}

var contactMark = reading.Exact(`\s*[|·•●▪◆♦✉☎✆📞📧📍⌂;]\s*|\s+[–—/-]\s+|\t`)

// contactPieces cuts a line of the head at its marks.
func contactPieces(l *line) [][2]int {
	var out [][2]int
	last := 0
	for _, m := range append(contactMark.FindAllStringIndex(l.text, -1), []int{len(l.text), len(l.text)}) {
		if m[0] > last {
			out = append(out, [2]int{last, m[0]})
		}
		last = m[1]
	}
	return out
}

func (r *reader) contactPiece(l *line, text string, at int) {
	label := personLabel.FindStringSubmatchIndex(text)
	rest := text
	group := 0
	if label != nil {
		rest = text[label[1]:]
		for g := 1; g <= 6; g++ {
			if label[2*g] >= 0 {
				group = g
			}
		}
	}
	switch group {
	case 1, 3: // the name is known, the others are nobody's business
		return
	case 2:
		if r.id.BirthDate == "" {
			r.id.BirthDate = clip(strings.TrimSpace(rest))
		}
		return
	case 6, 4:
		at += label[1]
		text = rest
	}
	before := text
	if text = r.reach(text); text != before {
		l.used = true
	}
	if group == 5 {
		return
	}
	if group == 4 || r.address(text) {
		l.used = true
		r.id.Address = joined(r.id.Address, clip(strings.TrimSpace(text)))
	}
	r.placeIn(l, text, at)
}

// reach takes mail addresses, phone numbers and web addresses out of a text.
func (r *reader) reach(text string) string {
	if m := mailForm.FindString(text); m != "" && r.id.Email == "" {
		r.id.Email = m
	}
	text = mailForm.ReplaceAllStringFunc(text, blanked)
	for _, u := range urlForm.FindAllString(text, 8) {
		if u = strings.TrimRight(u, ".,;)"); !slices.Contains(r.id.URLs, u) && len(r.id.URLs) < 16 {
			r.id.URLs = append(r.id.URLs, u)
		}
	}
	text = urlForm.ReplaceAllStringFunc(text, blanked)
	if at, m := r.phoneIn(text); m != "" {
		if r.id.Phone == "" {
			r.id.Phone = strings.TrimSpace(m)
		}
		text = text[:at] + blanked(m) + text[at+len(m):]
	}
	return text
}

// blanked is as many blanks, so that what stays keeps its place.
func blanked(s string) string { return strings.Repeat(" ", len(s)) }

// phoneIn finds a phone number. The number of a house that follows one without a mark is not part of it.
func (r *reader) phoneIn(text string) (int, string) {
	loc := phoneForm.FindStringIndex(text)
	if loc == nil {
		return 0, ""
	}
	m := text[loc[0]:loc[1]]
	if cut := strings.LastIndexByte(m, ' '); cut > 0 && len(m)-cut <= 4 && houseForm.MatchString(text[loc[1]:]) && digits(m[:cut]) >= 8 {
		m = m[:cut]
	}
	if digits(m) < 8 || digits(m) > 15 || len(reading.FindDates(m, "en", r.o.Now)) > 0 {
		return 0, ""
	}
	return loc[0], m
}

var houseForm = reading.Exact(`^(?:-?\s?bis|-?ter|[a-z])?,?\s+\p{L}{2,}`)

func digits(s string) int {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

// placeIn looks for the city in a piece of the head: the whole, or what remains without a street.
func (r *reader) placeIn(l *line, text string, at int) {
	if r.c.Place != nil {
		return
	}
	for _, cut := range wideForm.FindAllStringIndex(text, -1) { // what stands between blanked pieces
		if r.c.Place == nil && (cut[0] > 0 || cut[1] < len(text)) {
			r.placeIn(l, text[cut[0]:cut[1]], at+cut[0])
		}
	}
	if r.c.Place != nil {
		return
	}
	from := at + len(text) - len(strings.TrimLeft(text, " "))
	s := segment{l: l, text: strings.TrimSpace(text), from: from}
	if m := basedForm.FindString(s.text); m != "" {
		s.text, s.from = s.text[len(m):], s.from+len(m)
	}
	if r.isPlace(s.text) {
		r.c.Place = r.place(s, "place")
		return
	}
	if m := districtForm.FindStringSubmatch(s.text); m != nil && r.largeCity(m[1]) { // "Hamburg-Altona", "Nantes (44)"
		s.text = m[1]
		r.c.Place = r.place(s, "place")
		return
	}
	if _, place, ok := r.peel(s); ok {
		r.c.Place = r.place(place, "place")
		return
	}
	if first, _, ok := strings.Cut(s.text, ","); ok && r.isPlace(first) && !streetForm.MatchString(s.text) {
		s.text = first
		r.c.Place = r.place(s, "place")
	}
}

// districtForm finds a city before its district, its number or its province.
var districtForm = reading.Exact(`^(\p{Lu}[\p{L} ]+?)(?:-\p{Lu}\p{L}+| ?/ ?\p{Lu}[\p{L} ]+| \((?:\d{2,5}|\p{Lu}[\p{L} ]+)\)| (?:Cedex|CEDEX)(?: \d+)?| \d{1,2}(?:e|er|ème)?)$`)

var wideForm = reading.Exact(`\S+(?: \S+)*`)

var basedForm = reading.Words(`(?i)^(?:based in|living in|lives in|located in|currently in|wohnhaft in|basé(?:e)? à|résident à|residente en)\s+`)

// placeBelow looks for the city in the other parts that are not about work: under a label, beside an address, alone on a line, at the
// end of a line of the head.
func (r *reader) placeBelow(parts []*part) {
	for _, find := range []func(*part, *line) bool{r.labelledPlace, r.postedPlace, r.lonePlace, r.trailingPlace, r.amongCommas} {
		for _, p := range parts {
			if p.is(jobs) || p.is(education) || p.is(projects) || p.is(papers) || p.is(talks) || p.is(references) || p.is(volunteer) {
				continue
			}
			for _, l := range p.lines {
				if find(p, l) {
					return
				}
			}
		}
	}
}

func (r *reader) labelledPlace(_ *part, l *line) bool {
	if label := personLabel.FindStringSubmatchIndex(l.text); label != nil && (label[12] >= 0 || label[8] >= 0) {
		r.placeIn(l, l.text[label[1]:], label[1])
	}
	return r.c.Place != nil
}

// postedForm finds a city behind or before its postal code: "10435 Berlin", "Leeds LS1 4AP", "CH-8004 Zürich", "Austin, TX 78705".
var postedForm = reading.Exact(`\b(?:[A-Z]{1,2}[- ])?\d{4,5}\s+(\p{Lu}[\p{L}'’.-]+(?:[ -](?:(?:de|del|la|am|an der|sur|en|les|saint)[ -])?\p{Lu}?[\p{L}'’.-]+){0,2})|(\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+)?),?\s+(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]{2}\s+\d{5})\b`)

func (r *reader) postedPlace(p *part, l *line) bool {
	if !p.is(head) && !p.is(personal) && len(l.text) > 70 {
		return false
	}
	for _, m := range postedForm.FindAllStringSubmatchIndex(l.text, 3) {
		for g := 2; g <= 4; g += 2 {
			if m[g] < 0 {
				continue
			}
			for end := m[g+1]; end > m[g]; { // fewer words until they are a city
				s := segment{l: l, text: l.text[m[g]:end], from: m[g]}
				if r.isPlace(s.text) {
					r.c.Place = r.place(s, "place")
					return true
				}
				cut := strings.LastIndexByte(l.text[m[g]:end], ' ')
				if cut < 0 {
					break
				}
				end = m[g] + cut
			}
		}
	}
	return false
}

// lonePlace takes a line that is a city, or a city with its country in parentheses or behind a dash.
func (r *reader) lonePlace(p *part, l *line) bool {
	if p.is(skills) && !strings.Contains(l.text, ",") || len(l.text) > 60 || len(l.dates) > 0 {
		return false
	}
	text := countryAside.ReplaceAllString(l.text, ", $1$2")
	if !r.isPlace(text) {
		return false
	}
	name, _, _ := strings.Cut(text, ",")
	r.c.Place = r.place(segment{l: l, text: name, from: max(0, strings.Index(l.text, name))}, "place")
	if r.c.Place == nil {
		return false
	}
	if c, ok := r.city(text); ok {
		r.c.Place.Region, r.c.Place.Country = c.Region, c.Country
	}
	return true
}

var countryAside = reading.Exact(`\s*(?:\(([^()]{2,20})\)|\s[-–—/]\s([\p{L} ]{2,20}))\s*$`)

// trailingPlace takes the city that ends a short line of the head: "Data engineer, Berlin", "14 Wharf Lane Leeds".
func (r *reader) trailingPlace(p *part, l *line) bool {
	if !p.is(head) && !p.is(personal) || len(l.text) > 100 || l.sentence() || strings.ContainsAny(l.text, "@") {
		return false
	}
	words := strings.Fields(l.text)
	for n := min(3, len(words)-1); n >= 1; n-- {
		tail := strings.Join(words[len(words)-n:], " ")
		at := strings.LastIndex(l.text, tail)
		if at > 0 && r.isPlace(tail) && r.largeCity(tail) {
			r.c.Place = r.place(segment{l: l, text: tail, from: at}, "place")
			return r.c.Place != nil
		}
	}
	return false
}

// amongCommas takes a city that stands among other things of a line about the person: "12 Bristol Road, Cardiff, Wales".
func (r *reader) amongCommas(p *part, l *line) bool {
	if !p.is(head) && !p.is(personal) || l.sentence() || len(l.text) > 160 {
		return false
	}
	for _, piece := range listForm.FindAllStringIndex(l.text, 12) {
		text := strings.TrimSpace(l.text[piece[0]:piece[1]])
		at := piece[0] + strings.Index(l.text[piece[0]:piece[1]], text)
		if c, ok := r.city(text); ok && (c.Population >= 100_000 || c.Country == r.home) {
			r.c.Place = r.place(segment{l: l, text: text, from: at}, "place")
			return r.c.Place != nil
		}
	}
	return false
}

// listForm finds what stands between commas and other marks.
var listForm = reading.Exact(`[^,;|·•()/–—:]+`)

// largeCity: a name that is a city before it is anything else.
func (r *reader) largeCity(name string) bool {
	c, ok := r.city(name)
	return ok && c.Population >= 100_000
}

// place makes a record's place of a segment that names a city.
func (r *reader) place(s segment, path string) *profiles.Place {
	c, ok := r.city(s.text)
	if !ok && r.isTown(s.text) {
		c, ok = r.o.Gazetteer.Find(s.text, "", r.home)
		if !ok {
			c, ok = r.o.Gazetteer.Find(s.text, "", "")
		}
	}
	if !ok {
		return nil
	}
	name, _, _ := strings.Cut(postcode.ReplaceAllString(s.text, ""), ",")
	r.fact(s, path, c.Name+", "+c.Country, reading.Likely)
	return &profiles.Place{City: clip(strings.TrimSpace(name)), Region: c.Region, Country: c.Country}
}

// phoneLine is a line that is a phone number and little else.
var phoneLine = reading.Exact(`^\W{0,3}(?:\p{L}{1,9}\.?:?\s*)?(?:\+|00|0|\()[\d][\d ()./–-]{7,20}\d\W{0,2}$`)

// envelope reads addresses that stand anywhere else in the document, such as in a footer, so that no running text keeps them.
func (r *reader) envelope(parts []*part) {
	for _, p := range parts {
		for _, l := range p.lines {
			if strings.Contains(l.text, "@") || personLabel.MatchString(l.text) && !p.is(skills) || r.id.Phone == "" && !p.is(references) && phoneLine.MatchString(l.text) {
				r.reach(l.text)
			}
			if label := personLabel.FindStringSubmatchIndex(l.text); label != nil && label[4] >= 0 && r.id.BirthDate == "" && !p.is(jobs) {
				r.id.BirthDate = clip(strings.TrimSpace(l.text[label[1]:]))
			}
		}
	}
}

// withoutSecrets is the text of a line without what says who somebody is.
func (r *reader) withoutSecrets(l *line) string {
	if m := personLabel.FindStringSubmatchIndex(l.text); m != nil && strings.ContainsAny(l.text[:m[1]], ":|") && (m[2] >= 0 || m[4] >= 0 || m[6] >= 0 || m[8] >= 0 || m[10] >= 0) {
		return ""
	}
	text := r.hidden(r.withoutCells(l.text))
	text = mailForm.ReplaceAllString(text, "[…]")
	text = workForm.ReplaceAllString(profileForm.ReplaceAllString(text, "[…]"), "")
	if m := phoneForm.FindString(text); digits(m) >= 9 && len(reading.FindDates(m, "en", r.o.Now)) == 0 {
		text = strings.Replace(text, m, "[…]", 1)
	}
	if r.address(text) {
		return ""
	}
	if strings.Trim(text, "[…] |·•,-") == "" {
		return ""
	}
	return text
}

// workForm finds addresses of work, which the record keeps beside the text.
var workForm = reading.Exact(`(?i)(?:https?://)?(?:www\.)?(?:github|gitlab|bitbucket|kaggle|huggingface|arxiv|doi)\.(?:com|org|co)/[\w./%#?=&+-]+`)

// withoutCells leaves out the cells of a row that are addresses or say how to reach the person.
func (r *reader) withoutCells(text string) string {
	cells := strings.Split(text, " | ")
	if len(cells) == 1 {
		return text
	}
	kept := slices.DeleteFunc(cells, func(c string) bool {
		return r.address(c) || mailForm.MatchString(c) || phoneLine.MatchString(c) || personLabel.MatchString(c) && strings.Contains(c, ":")
	})
	return strings.Join(kept, " | ")
}

// address says that a text is an address: a street and its number, or a number beside a city or a postal code.
func (r *reader) address(text string) bool {
	if digits(text) == 0 || len(text) > 110 || strings.HasSuffix(text, ".") && len(strings.Fields(text)) > 10 {
		return false
	}
	if streetForm.MatchString(text) && (len(text) < 60 || strings.ContainsAny(text, ",|·") || postalForm.MatchString(text)) {
		return true
	}
	if !houseStart.MatchString(text) && !houseEnd.MatchString(text) && !boxForm.MatchString(text) {
		return false
	}
	if postalForm.MatchString(text) {
		return true
	}
	if boxForm.MatchString(text) && len(text) < 60 {
		return true
	}
	pieces := strings.Split(text, ",")
	for _, p := range pieces[1:] {
		if r.isPlace(strings.TrimSpace(p)) {
			return true
		}
	}
	return false
}

// profileForm finds addresses of pages about a person.
var profileForm = reading.Exact(`(?i)(?:https?://)?(?:www\.)?(?:linkedin\.com/in|xing\.com/profile|twitter\.com|x\.com|instagram\.com|facebook\.com|medium\.com/@)\S*|(?:https?://)?(?:www\.)?(?:github|gitlab|kaggle|huggingface)\.(?:com|co)/[\w.-]+/?(?:\s|$|[,;|)])`)

// hidden puts holes for all that says who it is.
func (r *reader) hidden(text string) string {
	low := reading.Lower(text)
	for _, s := range r.secret {
		if strings.Contains(low, reading.Lower(s)) {
			text = replaceFold(text, s)
			low = reading.Lower(text)
		}
	}
	return text
}

// replaceFold replaces a text in any spelling of small and capital letters, as whole words.
func replaceFold(text, secret string) string {
	low, want := reading.Lower(text), reading.Lower(secret)
	for at := 0; ; {
		i := strings.Index(low[at:], want)
		if i < 0 {
			return text
		}
		i += at
		end := i + len(want)
		if wordAt(low, i-1) || wordAt(low, end) {
			at = end
			continue
		}
		text, low = text[:i]+"[…]"+text[end:], low[:i]+"[…]"+low[end:]
		at = i + len("[…]")
	}
}

func wordAt(s string, i int) bool {
	return i >= 0 && i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 0x80 && unicode.IsLetter(rune(s[i])))
}
