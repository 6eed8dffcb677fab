package resume

import (
	"strings"
	"unicode"

	"tenon/profiles/format/reading"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// segment is a piece of a line between marks that part, without the dates.
type segment struct {
	l        *line
	text     string
	from     int // in the text of the line
	row      int // of the line in the head of its entry
	title    int // how much it looks like a title
	employer int // how much it looks like the name of an employer
	place    bool
	aside    bool // it stood in parentheses
	mode     bool // it says where or under which contract the work was
	at       bool // "at" or its like stands before it
	joined   join // how it stands to the piece before
	label    kind // what a label before it says it is
	labelled bool
}

// join is what stands between two pieces of a line.
type join uint8

const (
	byMark  join = iota // a mark or dates, which part always
	byComma             // these may stand within a name, too
	byDash
	byAt
)

// partForm finds what parts the segments of a line.
var partForm = reading.Exact(`\s*(?:\||·|•|●|▪|;|\t|→|➔|»|>>|::|~|\.{3,}|…|-{2,})\s*|\s+(?:–|—|-|@|//|/)\s+|\s+(?:at|bei(?: de[rm])?|beim|chez)\s+|(?:–|—)\s+|^(?:at|bei(?: de[rm])?|beim|chez|@)\s+|\s*:\s+|\s*[–—]$`)

// durationForm finds lengths of time that stand beside dates: "2 years 3 months", "· 3 yrs".
var durationForm = reading.Words(`(?i)\(?\b\d{1,2}(?:[.,]\d)?\s*\+?\s*(?:years?|yrs?|months?|mos?|jahren?|monate?n?|ans?|mois|años?|mes(?:es)?)\b\.?(?:,?\s*(?:and|und|et|y)?\s*\d{1,2}\s*(?:months?|mos?|monate?n?|mois|mes(?:es)?)\b)?\)?`)

// segments cuts the text of a line, its dates and durations left out.
//
// Single dates are part of a name where the dates of the entry stand elsewhere: "Studio 2020".
func segments(l *line, row int, named bool) []segment {
	text := []byte(l.text)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			text[i] = 0
		}
	}
	_, spanned := l.interval()
	for _, d := range l.dates {
		from, to := d.From, d.To
		if d.Single && d.Bare && (named || spanned) && to-from < len(l.text)-2 {
			continue
		}
		for from > 0 && strings.ContainsRune("( [", rune(text[from-1])) {
			from--
		}
		for to < len(text) && strings.ContainsRune(") ],", rune(text[to])) {
			to++
		}
		blank(from, to)
	}
	for _, m := range durationForm.FindAllStringIndex(l.text, -1) {
		blank(m[0], m[1])
	}
	var out []segment
	for _, c := range cuts(string(text)) {
		c.segment.l, c.row, c.text = l, row, l.text[c.from:c.to]
		out = append(out, withoutAside(c.segment)...)
	}
	return out
}

// fieldLabel is a word that says what stands beside it: "Organization: …", "City: …".
var fieldLabel = reading.Words(`(?i)^(?:(organi[sz]ation|company|employer|client|firm|company name|arbeitgeber|firma|unternehmen|entreprise|employeur|empresa|compañía)|(designation|position|position held|title|job title|role|function|funktion|tätigkeit|poste|fonction|puesto|cargo)|(location|city|country|town|place|ort|land|lieu|ville|pays|lugar|ciudad|país|address)|(?:institution|duration|period|dates?|zeitraum|période|durée|periodo|level in eqf|website|school|university|institute|college|degree|course|field|field of study|major|grade|subject|hochschule|abschluss|fach|schule|école|diplôme|universidad|título))\s*:?$`)

// cut is a segment on its way: bytes [from, to) of its line.
type cut struct {
	segment
	to int
}

// cuts returns what stands between zero bytes and marks that part, trimmed. A label is no segment: it says what follows it.
func cuts(s string) []cut {
	var out []cut
	var next segment
	add := func(from, to int) {
		if m := fieldLabel.FindStringSubmatchIndex(strings.TrimSpace(s[from:to])); m != nil {
			next.labelled = true
			next.label = kinds
			for g, k := range []kind{isEmployer, isTitle, isPlace} {
				if m[2*g+2] >= 0 {
					next.label = k
				}
			}
			return
		}
		for from < to && strings.IndexByte(" ,:(-/", s[from]) >= 0 {
			from++
		}
		for to > from && strings.IndexByte(" ,:-/", s[to-1]) >= 0 {
			to--
		}
		if to > from && strings.IndexFunc(s[from:to], unicode.IsLetter) >= 0 || to > from && to-from < 6 && s[from] >= '0' && s[from] <= '9' {
			next.from = from
			out = append(out, cut{next, to})
			next = segment{}
		}
	}
	at := 0
	for at <= len(s) {
		end := strings.IndexByte(s[at:], 0)
		if end < 0 {
			end = len(s)
		} else {
			end += at
		}
		part := s[at:end]
		last := 0
		for _, m := range partForm.FindAllStringIndex(part, -1) {
			add(at+last, at+m[0])
			next.at, next.joined = false, byMark
			switch mark := strings.TrimSpace(part[m[0]:m[1]]); {
			case strings.IndexFunc(mark, unicode.IsLetter) >= 0, mark == "@":
				next.at, next.joined = true, byAt
			case strings.Contains(":–—-//", mark):
				next.joined = byDash
			}
			if m[0] == 0 {
				next.joined = byMark
			}
			last = m[1]
		}
		add(at+last, end)
		at = end + 1
	}
	return out
}

// withoutAside takes what stands in parentheses at the end as a segment of its own.
func withoutAside(s segment) []segment {
	open := strings.LastIndexAny(s.text, "([")
	if open <= 0 || !strings.HasSuffix(s.text, ")") && !strings.HasSuffix(s.text, "]") {
		s.text = strings.TrimRight(s.text, ") ")
		return []segment{s}
	}
	in := segment{l: s.l, text: s.text[open+1 : len(s.text)-1], from: s.from + open + 1, row: s.row, aside: true}
	in.mode = modeForm.MatchString(in.text)
	s.text = strings.TrimRight(s.text[:open], " ,")
	if in.text == "" {
		return []segment{s}
	}
	return []segment{s, in}
}

// companyForm finds words that only names of employers have, hintForm words that names of employers often have.
var (
	companyForm = reading.Words(`(?i)\b(?:gmbh|ag|se|kg|kgaa|ohg|ug|e\.v|inc|ltd|limited|llc|llp|plc|corp|corporation|s\.?a\.?s?|s\.?l\.?u?|s\.?r\.?l|sarl|b\.?v|n\.?v|a/s|ab|oy|pty|pvt|gruppe|groupe|grupo|holding|bank|banque|banco|\p{L}*bank|` +
		`sparkasse|\p{L}*versicherung(?:en)?|insurance|university|universität|hochschule|université|universidad|\p{L}*college|institute?|institut|instituto|\p{L}*schule|école|hospital|\p{L}*klinik(?:um)?|hôpital|clinic|nhs|trust|city council|county council|` +
		`agentur|agence|agencia|ministry|ministerium|ministère|ministerio|foundation|stiftung|fondation|fundación|stadtwerke|\p{L}*werke|airlines|airways|brothers|bros|gebrüder)\b\.?|& (?:co|söhne|sons|partners?|cie|töchter|daughters)\b|\.(?:com|io|ai|de|org|net|co|app|dev)\b`)
	hintForm = reading.Words(`(?i)\b(?:company|group|labs?|solutions|technologies|technology|systems|systèmes|sistemas|consulting|consultants|partners|associates|studios?|agency|school|council|department of|logistics|logistik|pharma|pharmaceuticals|energy|energie|` +
		`software|analytics|robotics|health|media|telecom|motors|foods|retail|stores|networks?|ventures|capital|industries|international|board|authority|society|association|union|museum|church|theatre|theater|hotel|bakery|clinic|council|collective|cooperative|co-op)\b`)
)

// titleForm finds the head nouns of titles that the taxonomy may lack.
var titleForm = reading.Words(`(?i)\b(?:engineer|developer|manager|analyst|scientist|architect|consultant|director|officer|specialist|designer|administrator|lead|leader|head of|intern|trainee|apprentice|assistant|associate|researcher|` +
	`professor|lecturer|teacher|nurse|technician|coordinator|programmer|tester|founder|co-founder|owner|president|ceo|cto|cio|cdo|coo|vp|fellow|postdoc|tutor|advisor|strategist|writer|editor|accountant|auditor|` +
	`recruiter|operator|supervisor|expert|practitioner|student|freelancer?|contractor|master|evangelist|advocate|executive|representative|agent|clerk|planner|buyer|partner|statistician|actuary|economist|chemist|biologist|physicist|` +
	`\p{L}*(?:entwickler|ingenieur|berater|leiter|analyst|architekt|manager|techniker|informatiker|mitarbeiter|administrator|wissenschaftler|assistent|referent|spezialist|tester|designer|trainer|koordinator|forscher|pfleger|lehrer|verkäufer|kaufmann)(?:in|\*in|/in|:in|/-in)?|\p{L}*leitung|werkstudent(?:in)?|praktikant(?:in)?|praktikum|auszubildender?|doktorand(?:in)?|hilfskraft|geschäftsführer(?:in)?|gründer(?:in)?|freiberufler(?:in)?|dozent(?:in)?|` +
	`ingénieure?|développeu(?:r|se)|responsable|chef(?:fe)? d[eu']|analyste|architecte|consultante?|directeur|directrice|technicien(?:ne)?|stagiaire|alternante?|apprentie?|chercheu(?:r|se)|enseignante?|administrat(?:eur|rice)|chargée? d|infirmi(?:er|ère)|doctorante?|` +
	`ingenier[oa]|desarrollador(?:a)?|analista|arquitect[oa]|consultor(?:a)?|director(?:a)?|jef[ea]|técnic[oa]|becari[oa]|investigador(?:a)?|profesor(?:a)?|administrador(?:a)?|científic[oa]|programador(?:a)?|coordinador(?:a)?|gerente|responsable|encargad[oa]|enfermer[oa])\b`)

// modeForm finds what says where or under which contract the work was, and nothing else.
var modeForm = reading.Words(`(?i)^(?:(?:fully |100 ?% )?remote(?: work)?|hybrid|on-?site|freelance|contract(?:or)?|full[- ]time|part[- ]time|vollzeit|teilzeit|permanent|temporary|internship|self-employed|(?:\d{1,3} ?%)|cdi|cdd|stage|alternance|temps plein|temps partiel|home ?office|télétravail|teletrabajo|remoto|jornada completa|befristet|unbefristet|selbständig|festanstellung|[mwfdhx](?:/[mwfdhx])+|contract role|working student|werkstudent)$`)

// selfForm is what stands where others name an employer, traineeForm a contract that is a title where there is no other.
var (
	selfForm    = reading.Words(`(?i)^(?:self-?employed|freelance(?:r)?|independent(?: consultant| contractor)?|(?:in )?stealth(?: mode)?(?: ai| tech)? ?(?:startup|start-up|company)?|confidential(?: company| client| employer)?|various clients|selbst(?:st)?ändig|freiberuflich(?:e tätigkeit)?|indépendante?|à son compte|autónom[oa]|por cuenta propia)$`)
	traineeForm = reading.Words(`(?i)^(?:working student|werkstudent(?:in)?|internship|praktikum|stage|alternance|apprenticeship|ausbildung|volontariat|prácticas)$`)
	// breakForm are times without work that people date as they date jobs.
	breakForm = reading.Words(`(?i)^(?:(?:planned )?career break|(?:parental|maternity|paternity|family|caregiving|medical) leave|sabbatical|gap year|full[- ]time (?:parent|carer|caregiver)|elternzeit|auszeit|sabbatjahr|mutterschutz|congé (?:parental|maternité|sabbatique)|année sabbatique|excedencia(?: por cuidado de hijos)?|año sabático)$`)
	// fieldOfWork are fields that follow a title behind a comma or a dash.
	fieldOfWork = reading.Exact(`(?i)^(?:(?:[\p{L}&]+ ){0,2}(?:platforms?|data|search|marketing|operations|product|engineering|research|analytics|payments|growth|security|infrastructure|statistics|mathematics|physics|sales|finance|risk|logistics|supply chain|support|quality|machine learning|ai|ml|nlp|devops|cloud|mobile|backend|frontend|web|software|systems|science|team|emea|apac|dach|europe|[a-z]+ team))$`)
)

// isField says that a text is a field of work: "Statistics", "Data Platform".
func (r *reader) isField(text string) bool {
	_, skill := r.o.Taxonomy.Resolve(taxonomy.Skill, text)
	return skill || fieldOfWork.MatchString(text)
}

// isPlace says that a text names a city, with its region or country or without, and nothing else.
func (r *reader) isPlace(text string) bool {
	_, ok := r.city(text)
	return ok
}

var postcode = reading.Exact(`^(?:[A-Z]{1,2}-)?\d{4,6}\s+|\s+\d{5}(?:-\d{4})?$|\s+[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b`)

// metroForm finds the city that a region is named for: "San Francisco Bay Area", "Greater London, UK".
var metroForm = reading.Exact(`^(?:[Gg]reater (\p{Lu}[\p{L} .'-]*?)(?: (?:Metropolitan )?(?:Area|Region|District))?|(\p{Lu}[\p{L} .'-]*?) (?:Bay|Metro(?:politan)?|Metroplex|City)? ?(?:Area|Region|District)|Großraum (\p{Lu}[\p{L} -]*))(, [\p{L} ]+)?$`)

// city finds the city that a text names as a whole.
func (r *reader) city(text string) (gazetteer.City, bool) {
	text = strings.Trim(postcode.ReplaceAllString(strings.TrimSpace(text), ""), " ,.")
	if m := metroForm.FindStringSubmatch(text); m != nil {
		if text = m[1] + m[2] + m[3]; m[4] != "" {
			text += m[4]
		}
	}
	if text == "" || len(text) > 60 || len(strings.Fields(text)) > 6 || !unicode.IsUpper([]rune(text)[0]) {
		return gazetteer.City{}, false
	}
	text = reading.Exonym(text)
	name, rest, more := strings.Cut(text, ",")
	c, ok := gazetteer.City{}, false
	if iso, country := r.o.Gazetteer.Country(text); country && len(text) > 2 {
		state, same := r.o.Gazetteer.Find(text, "", iso) // Singapore
		return state, same && gazetteer.Fold(state.Name) == gazetteer.Fold(text)
	}
	if !more && r.home != "" {
		c, ok = r.o.Gazetteer.Find(text, "", r.home)
	}
	if !ok {
		c, ok = r.o.Gazetteer.Find(text, "", "")
	}
	if ok && !more && r.notCity(name, c) {
		return c, false
	}
	if ok && more && !r.inPlace(strings.TrimSpace(rest), c) {
		return c, false
	}
	return c, ok
}

// notCity refuses names of small cities that are a name or a word of the trade first: "Orange", "Mobile", "Oracle".
func (r *reader) notCity(name string, c gazetteer.City) bool {
	if c.Population < 100_000 && capitals(name) || c.Population < 40_000 && c.Country != r.home {
		return true
	}
	if _, ok := r.o.Taxonomy.Named(taxonomy.Skill, name); ok {
		return true
	}
	return doubtful[strings.ToLower(name)]
}

var doubtful = wordSet("best most split same young hybrid data platform remote senior lead team full part time on off man our go cloud banks opportunity van bar deal hull battle rugby wells hope hurst lot along male police salt ware era rust mobile orange reading nice data media apex enterprise independence progress union liberal commerce normal central mission sales page page date university college victoria-university march may august as of is so")

// countyForm finds the counties of the United Kingdom, which the gazetteer does not know.
var countyForm = reading.Exact(`(?i)^(?:\p{L}+shire|(?:greater|west|east|north|south) (?:london|manchester|yorkshire|midlands|sussex|glamorgan)|(?:tyne|tyne and|tyne &) wear|kent|essex|surrey|norfolk|suffolk|devon|cornwall|dorset|somerset|cumbria|merseyside|county durham|co\.? \p{L}+|rutland|isle of wight|fife|midlothian|lothian|gwent|dyfed|antrim|county (?:down|antrim))$`)

// inPlace says that what follows a city names its region, its country or a part of it.
func (r *reader) inPlace(rest string, c gazetteer.City) bool {
	for p := range strings.SplitSeq(rest, ",") {
		p = strings.TrimSpace(p)
		if modeForm.MatchString(p) {
			continue
		}
		if iso, ok := r.o.Gazetteer.Country(p); ok && iso == c.Country {
			continue
		}
		if gazetteer.Fold(p) == gazetteer.Fold(c.Region) || c.Country == "GB" && countyForm.MatchString(p) {
			continue
		}
		if x, ok := r.o.Gazetteer.Find(c.Name, p, c.Country); !ok || x.ID != c.ID || len(p) > 3 && gazetteer.Fold(x.Region) != gazetteer.Fold(p) {
			return false
		}
	}
	return true
}

// regionEnd is a region behind its city. Some look like legal forms: AB is Alberta and Aktiebolag, CO Colorado and company, NV Nevada.
var regionEnd = reading.Exact(`, [A-Z]{2}$`)

// peel takes a place off the end of a text: "Acme GmbH, Berlin, Germany" is "Acme GmbH" and "Berlin, Germany".
func (r *reader) peel(s segment) (rest, place segment, ok bool) {
	var commas []int
	for i := range s.text {
		if s.text[i] == ',' {
			commas = append(commas, i)
		}
	}
	for n := min(len(commas), 3); n >= 1; n-- { // the longest place first
		cut := commas[len(commas)-n]
		tail := strings.TrimLeft(s.text[cut+1:], " ")
		if companyForm.MatchString(regionEnd.ReplaceAllString(tail, "")) || !r.isPlace(tail) && !(n == 1 && r.isTown(tail)) {
			continue
		}
		place = segment{l: s.l, text: tail, from: s.from + len(s.text) - len(tail), row: s.row, place: true}
		s.text = strings.TrimRight(s.text[:cut], " ,")
		return s, place, true
	}
	if n := len(commas); n > 0 { // a town that the gazetteer lacks, with its country
		last := strings.TrimSpace(s.text[commas[n-1]+1:])
		if _, country := r.o.Gazetteer.Country(last); country && len(last) > 1 && unicode.IsUpper([]rune(last)[0]) && !companyForm.MatchString(last) {
			cut := commas[n-1]
			if n > 1 && len(strings.Fields(s.text[commas[n-2]:cut])) <= 4 && !companyForm.MatchString(s.text[commas[n-2]:cut]) {
				cut = commas[n-2]
			}
			place = segment{l: s.l, text: strings.TrimSpace(s.text[cut+1:]), from: s.from + cut + 1 + len(s.text[cut+1:]) - len(strings.TrimLeft(s.text[cut+1:], " ")), row: s.row, place: true}
			s.text = strings.TrimRight(s.text[:cut], " ,")
			return s, place, true
		}
	}
	return s, segment{}, false
}

// isTown says that a text is a city of any size and nothing else that is known: it is asked of what follows the name of an employer.
func (r *reader) isTown(text string) bool {
	if c, ok := r.o.Gazetteer.Find(text, "", r.home); ok && r.home != "" && c.Country == r.home && unicode.IsUpper([]rune(text)[0]) && len(text) > 2 {
		return true
	}
	if _, country := r.o.Gazetteer.Country(text); country || len(text) < 3 || doubtful[strings.ToLower(text)] || !unicode.IsUpper([]rune(text)[0]) || r.isField(text) {
		return false
	}
	_, ok := r.o.Gazetteer.Find(text, "", "")
	return ok
}
