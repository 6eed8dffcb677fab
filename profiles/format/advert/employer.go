package advert

import (
	"strconv"
	"strings"

	"tenon/profiles/format/reading"
)

// naming is a place in an advert that names the employer, and how much it says.
type naming struct {
	u        *unit
	from, to int
	weight   int
}

// employer finds who offers the role: of all names in places where employers are named, the one with the most to say for it.
func (r *reader) employer() {
	var best naming
	votes := map[string]int{}
	all := r.namings()
	for _, n := range all {
		if greeting.MatchString(n.u.text) || signOff.MatchString(n.u.text) {
			continue
		}
		name := strings.ToLower(n.u.text[n.from:n.to])
		votes[name] += n.weight
		if best.u == nil || votes[name] > votes[strings.ToLower(best.u.text[best.from:best.to])] {
			best = n
		}
	}
	if best.u != nil {
		best = fuller(best, all)
		r.role.Employer.Name = best.u.text[best.from:best.to]
		r.fact(best.u, best.from, best.to, "employer.name", r.role.Employer.Name, min(reading.Sure, reading.Guess+5*best.weight))
	}
	r.industry()
	r.size()
}

// fuller is the same name in full, where it is written so: "Acme" and "Acme Inc.", "St. Mary's" and "St. Mary's Hospital".
func fuller(best naming, all []naming) naming {
	name := best.u.text[best.from:best.to]
	for _, n := range all {
		long := n.u.text[n.from:n.to]
		if rest, ok := strings.CutPrefix(long, name+" "); ok && (legalEnd.MatchString(long) || n.u.section == top && len(strings.Fields(rest)) == 1) {
			return n
		}
	}
	return best
}

const (
	legalForm = `(?:GmbH(?: & Co\.? KG(?:aA)?)?|AG|SE|KG|UG|e\.V\.|mbH|Ltd\.?|Limited|LLC|LLP|PLC|plc|Inc\.?|Corp\.?|Corporation|SAS|SASU|SARL|` +
		`S\.?A\.?(?:U\.?)?|S\.?L\.?(?:U\.?)?|B\.?V\.?|N\.?V\.?|A/S|ApS|AB|Oy|AS|Pvt\.? Ltd\.?|Private Limited|Pty Ltd|FZ-?LLC|FZE|S\.?p\.?A\.?|` +
		`S\.?r\.?l\.?|sp\. z o\.o\.)`
	nameWord = `(?:\p{Lu}[\p{L}\d.'’&+-]*|[\p{Ll}\d]+\p{Lu}[\p{L}\d]*|\d+[\p{L}]+)`
	nameForm = nameWord + `(?:(?: (?:&|and|und|et|y|de|of|del|du|für|for|the) | )` + nameWord + `){0,4}(?:,? ` + legalForm + `)?`
)

// legalName finds a name with the form of a company behind it.
var legalName = exact(`(?:^|[\s(])(` + nameWord + `(?: (?:& )?` + nameWord + `){0,4},? ` + legalForm + `)(?:$|[\s,.;)])`)

// namingForms find names by what stands beside them.
var namingForms = []struct {
	form   pattern
	weight int
}{
	{exact(`^(?:At|Bei|Chez|En) (` + nameForm + `),? (?:we|wir|nous|our|you|dreht|creemos|buscamos|our)\b`), 5},
	{exact(`^(?:At|Bei|Chez|En) (` + nameForm + `),`), 4},
	{exact(`(` + nameForm + `) (?:is|are) (?:currently |now |actively )?(?:looking|hiring|seeking|searching|recruiting|expanding|growing|` +
		`building|an?\b|the\b|one of\b|India's\b|on a mission\b|\p{L}+'s\b)`), 4},
	{exact(`(` + nameForm + `) (?:makes|builds|develops|provides|runs|supports|offers|creates|helps|operates|delivers|powers)\b`), 3},
	{exact(`(?:Die |Der |Das )?(` + nameForm + `),? (?:sucht|ist ein|ist eine|ist der|ist die|entwickelt|gehört|bietet|betreibt|zählt|` +
		`steht für|mit Sitz)\b`), 4},
	{exact(`(` + nameForm + `),? (?:recherche|recrute|est une?|est le|est la|est leader|édite|conçoit|développe|accompagne|propose|crée)\b`), 4},
	{exact(`(` + nameForm + `),? (?:busca|es una?|desarrolla|somos|ofrece|necesita|está buscando)\b`), 4},
	{exact(`(?:\b[Jj]oin|[Ww]orking with|on behalf of|[Rr]ejoignez|[Rr]ejoins|nete a|team (?:at|of)|career (?:at|with)|work (?:at|for)|` +
		`role at|position at) (` + nameForm + `)`), 4},
	{legalName, 5},
}

func (r *reader) namings() []naming {
	var out []naming
	give := func(u *unit, from, to, weight int) {
		if from, to = r.trimName(u.text, from, to); from < to {
			out = append(out, naming{u, from, to, weight})
		}
	}
	for i := range r.units {
		u := &r.units[i]
		switch {
		case u.label == labelEmployer && i < 4*headUnits:
			to := len(u.text)
			if _, from, _, ok := r.city(u.text, u.value, to, false); ok && from > u.value {
				to = from
			}
			if give(u, u.value, to, 12); len(out) == 0 || out[len(out)-1].u != u { // the label says that it is one
				if name := strings.TrimSpace(u.text[u.value:to]); len(name) > 1 && len(name) <= 80 && !generic.MatchString(name) && !r.isCountry(name) {
					at := u.value + strings.Index(u.text[u.value:to], name)
					out = append(out, naming{u, at, at + len(name), 12})
				}
			}
			continue
		case u.section == contact, u.section == legal, u.section == offer, u.label == labelContact:
			for _, m := range legalName.FindAllStringSubmatchIndex(u.text, 3) {
				give(u, m[2], m[3], 5)
			}
			continue
		case u.section.asking():
			continue
		case u.heading:
			if m := employerHeading.FindStringSubmatchIndex(u.text); m != nil && u.section == about && !notEmployer.MatchString(plainHeading(u.text)) {
				give(u, m[2], m[3], 8)
			}
			continue
		}
		for _, s := range sentences(u.text) {
			for _, f := range namingForms {
				for _, m := range f.form.FindAllStringSubmatchIndex(u.text[s[0]:s[1]], 3) {
					give(u, s[0]+m[2], s[0]+m[3], f.weight)
				}
			}
		}
		if i < headUnits {
			r.headName(u, i, give)
		}
	}
	return out
}

var (
	atName  = exact(`(?:\bat|\bbei|\bchez|@) (` + nameForm + `)(?:$|[\s,.;(])`)
	onlyOne = exact(`^(` + nameForm + `)\s*(?:[—–,|·(-]|$)`)
)

// headName reads "… at Acme" in a title line, and a name that stands alone or before the place under the title.
func (r *reader) headName(u *unit, i int, give func(*unit, int, int, int)) {
	if u.section != top || len(u.text) > 100 {
		return
	}
	if t := strings.Index(u.text, r.role.Title.Name); t >= 0 && r.role.Title.Name != "" {
		after := t + len(r.role.Title.Name)
		if m := atName.FindStringSubmatchIndex(u.text[after:]); m != nil {
			give(u, after+m[2], after+m[3], 6)
		}
		return
	}
	switch m := onlyOne.FindStringSubmatchIndex(u.text); {
	case u.label != 0:
	case m != nil:
		give(u, m[2], m[3], 2)
	case len(u.text) < 60 && legalEnd.MatchString(u.text): // "nordwind digital GmbH"
		give(u, 0, len(u.text), 5)
	}
}

var (
	notName = setOf("we you our the this that these they it he she who what about your job role position candidate candidates applicants team company " +
		"client employer remote hybrid full part contract permanent location experience skills " +
		"wir sie du ihr das die der dein deine unser unsere nous vous notre votre le la les il nuestro nuestra tu su el los buscamos somos there here as at " +
		"in for on if to apply please all any each everyone someone one equal senior junior " +
		"your working experience knowledge fluent strong excellent salary pay benefits type department date posted start duration english german french " +
		"spanish python machine data artificial intelligence project request docker overview summary " +
		"people work hi hello dear join interviews interview proposals vacante standort ort gehalt vollzeit teilzeit feste festanstellung homeoffice " +
		"unbefristet january february march april may june july august september october november december " +
		"für bei mit und or and secret onsite on-site urgent now hiring description opportunity responsibilities requirements qualifications education minimum maximum key expert")
	nameStart = words(`^(?:The|Die|Der|Das|Dein|Our|Unser|La|Le|El|Für|In|At|Bei|Chez|For|With|And|Hi|Hello|As|Founded|Since) `)
)

// trimName cuts articles off a name, and gives nothing for what is no name: pronouns, titles, places, skills.
func (r *reader) trimName(text string, from, to int) (int, int) {
	for {
		m := nameStart.FindString(text[from:to])
		if m == "" || m == "The " && strings.Count(text[from:to], " ") == 1 {
			break
		}
		from += len(m)
	}
	name := strings.TrimRight(text[from:to], " ,;:|·–—-*(")
	if strings.HasSuffix(name, ".") && !legalEnd.MatchString(name) {
		name = strings.TrimRight(name, ".")
	}
	to = from + len(name)
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	if len(name) < 2 || len(name) > 80 || generic.MatchString(name) || notName[first] || notName[strings.ToLower(name)] || r.isCountry(name) {
		return 0, 0
	}
	if _, ok := r.findCity(name); ok {
		return 0, 0
	}
	if !legalEnd.MatchString(name) {
		if _, _, ok := r.Taxonomy.ParseTitle(name); ok {
			return 0, 0
		}
		if s := r.Taxonomy.Extract(name); len(s) > 0 && s[0].Start == 0 && s[len(s)-1].End == len(name) {
			return 0, 0
		}
	}
	return from, to
}

// generic are words for any employer, and numbers of adverts.
var generic = words(`(?i:^[\w-]*(?:unternehmen|agentur|firma|company|startup|start-up|entreprise|empresa)$|^[a-z]{0,3}[-#]?\d+$)`)

var legalEnd = exact(` ` + legalForm + `$`)

// sizeForm finds a number of people who work for the employer.
var sizeForm = words(`(?i:\b(\d{1,3}(?:[.,' ]\d{3})+|\d{1,6})\+?(?:[- ]strong)?[- ](?:\w+ )?(?:employees|people|persons?\b|staff|colleagues|` +
	`associates|team members|professionals|engineers worldwide|mitarbeit\w+|beschäftigten?|leuten?|menschen|kolleg\w+|köpfen?|collaborat\w+|salariés|` +
	`personnes|employés|empleados|personas|profesionales|trabajadores)|\b(?:company of|we are(?: a team of)?|staff of|wir sind|nous sommes|` +
	`somos) (?:about |around |over |more than |rund |más de |environ |plus de )?(\d{1,6})\b)`)

// size reads the number of people: S under 50, M to 250, L above, as the salary survey of the sample data has them.
func (r *reader) size() {
	for i := range r.units {
		u := &r.units[i]
		if u.section.asking() || u.section == contact || u.label != 0 && u.label != labelSize {
			continue
		}
		text := u.text
		m := sizeForm.FindStringSubmatchIndex(text)
		if m == nil || u.section == tasks && !r.names(text) {
			continue
		}
		digits := m[2:4]
		if m[2] < 0 {
			digits = m[4:6]
		}
		n, err := strconv.Atoi(strings.Map(digitOnly, text[digits[0]:digits[1]]))
		if err != nil || n < 2 {
			continue
		}
		size := "M"
		switch {
		case n < 50:
			size = "S"
		case n > 250:
			size = "L"
		}
		r.role.Employer.Size = size
		r.fact(u, m[0], m[1], "employer.size", size, reading.Likely)
		return
	}
}

// names says that a text names the employer, with its legal form or without.
func (r *reader) names(text string) bool {
	name := legalEnd.ReplaceAllString(r.role.Employer.Name, "")
	return name != "" && strings.Contains(text, strings.TrimRight(name, ", "))
}

func digitOnly(c rune) rune {
	if c < '0' || c > '9' {
		return -1
	}
	return c
}
