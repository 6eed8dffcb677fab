package resume

import (
	"slices"
	"strings"
	"unicode"

	"tenon/profiles/format/reading"
)

// section is what a part of a résumé is about.
type section uint8

const (
	head section = iota // before the first heading: who it is
	summary
	jobs
	education
	skills
	certificates
	languages
	projects
	papers
	talks
	awards
	volunteer
	wishes
	personal
	links
	interests
	references
	courses
	other
)

// headings are the words over the parts of résumés in English, German, French and Spanish, in lower case without accents kept
// apart: as people write them. A star says that the words count only where the line looks like a heading.
var headings = map[section]string{
	summary: `summary|professional summary|career summary|executive summary|profile|professional profile|about|about me|personal statement|personal profile|overview*|introduction*|career profile|bio|
		profil|kurzprofil|zusammenfassung|über mich|persönliches profil|berufsprofil|
		profil professionnel|à propos|a propos|à propos de moi|résumé*|présentation|accroche|en bref|
		perfil|perfil profesional|resumen|resumen profesional|sobre mí|sobre mi|presentación|extracto`,
	jobs: `experience|work experience|professional experience|employment|employment history|work history|career history|career|relevant experience|industry experience|positions held|positions|
		professional background|professional history|work|selected experience|consulting experience|internships|internship experience|academic experience|research experience|teaching experience|clinical experience|freelance experience|
		selected clients*|experience highlights|technical experience|additional experience|earlier experience|earlier career|other experience|previous experience|professional engagements|contracts*|appointments|academic appointments|
		erfahrung|erfahrungen|berufserfahrung|berufserfahrungen|berufliche erfahrung|beruflicher werdegang|berufspraxis|werdegang|praxiserfahrung|praktische erfahrung|praktika|praktikum*|tätigkeiten|berufstätigkeit|arbeitserfahrung|beruflicher hintergrund|berufsweg|stationen|
		anstellungen|freiberufliche tätigkeit|praktische erfahrungen|
		expérience|expériences|expérience professionnelle|expériences professionnelles|parcours professionnel|parcours|emplois|stages|stage*|expériences et stages|
		experiencia|experiencia laboral|experiencia profesional|experiencias|trayectoria profesional|trayectoria|historial laboral|empleo|prácticas*|vida laboral`,
	education: `education|academic background|academic qualifications|educational qualification|educational qualifications|education details|academic details|academic profile|academic credentials|educational background|education history|qualifications*|academic history|studies|degrees|academic education|training*|
		ausbildung|bildung|bildungsweg|studium|akademischer werdegang|schulbildung|akademische ausbildung|bildungsgang|schule|hochschulbildung|studium und ausbildung|ausbildungsweg|schulische ausbildung|
		formation|formations|diplômes|études|parcours académique|formation académique|formation initiale|cursus|scolarité|cursus universitaire|
		educación|formación|formación académica|estudios|titulación|titulaciones|formación reglada|educación formal`,
	skills: `skills|top skills|digital skills|technical skills|core skills|key skills|skill set|skillset|core competencies|competencies|competences|areas of expertise|expertise|technologies*|technical expertise|technical proficiencies|tools*|
		tech stack*|technology*|technical competencies|tools & technologies|programming*|programming languages*|software*|it skills|computer skills|technical summary|strengths*|soft skills*|hard skills|core strengths*|professional skills|skills summary|skill highlights|capabilities*|specialties|specialities|technical knowledge|technical profile|technical toolkit|toolbox|toolkit|key competencies|
		kenntnisse|fähigkeiten|kompetenzen|it-kenntnisse|edv-kenntnisse|fachkenntnisse|technische kenntnisse|technische fähigkeiten|kernkompetenzen|technologien*|it-kompetenzen|fachliche kompetenzen|besondere kenntnisse|software-kenntnisse|programmierkenntnisse|it kenntnisse|edv|schwerpunkte|methodenkompetenz|werkzeuge*|technische kompetenzen|kenntnisse und fähigkeiten|weitere kenntnisse|
		compétences|compétences techniques|compétences clés|compétences informatiques|savoir-faire|outils*|informatique*|environnement technique*|domaines de compétences|compétences professionnelles|technologies maîtrisées|connaissances|connaissances techniques|
		competencias|habilidades|aptitudes|conocimientos|competencias técnicas|habilidades técnicas|conocimientos técnicos|herramientas*|tecnologías*|conocimientos informáticos|informática*|competencias clave|competencias digitales`,
	certificates: `certificates|certifications|certification|licenses|licences|licenses & certifications|professional certifications|professional certificates|certificates and licenses|certifications and licenses|professional licenses|credentials|accreditations|certificates & training|training & certifications|courses & certifications|certified*|
		zertifikate|zertifizierungen|zertifizierung|weiterbildung|weiterbildungen|fortbildung|fortbildungen|zertifikate & weiterbildung|lizenzen|
		certificats|certification professionnelle|accréditations|habilitations|formation continue|formations complémentaires|
		certificaciones|certificados|cursos y certificaciones|licencias|formación complementaria|acreditaciones`,
	languages: `languages|language skills|languages known|languages spoken|known languages|language|foreign languages|spoken languages|language proficiency|
		sprachen|sprachkenntnisse|fremdsprachen|
		langues|langue|compétences linguistiques|langues étrangères|
		idiomas|lenguas|lenguajes*|conocimiento de idiomas|idioma`,
	projects: `projects|personal projects|selected projects|side projects|key projects|academic projects|open source|open-source|open source contributions|open-source projects|open source projects|portfolio*|project experience*|research projects|notable projects|
		projekte|ausgewählte projekte|eigene projekte|projekterfahrung*|projektliste|referenzprojekte|private projekte|
		projets|projets personnels|projets académiques|réalisations*|
		proyectos|proyectos personales|proyectos destacados|proyectos propios`,
	papers: `publications|selected publications|papers|research papers|patents|patents & publications|articles|preprints|peer-reviewed publications|publikationen|veröffentlichungen|patente|publications scientifiques|brevets|publicaciones|patentes|publicaciones científicas`,
	talks:  `talks|speaking|presentations|conferences|conference talks|invited talks|public speaking|speaking engagements|vorträge|konferenzen|conférences|interventions|ponencias|conferencias|charlas`,
	awards: `awards|honors|honours|achievements|awards & honors|honors & awards|accomplishments|key achievements|competitions|hackathons|prizes|scholarships|distinctions|fellowships|grants|
		auszeichnungen|erfolge|preise|stipendien|wettbewerbe|prix|distinctions et prix|récompenses|concours|premios|logros|reconocimientos|becas`,
	volunteer: `volunteering|volunteer experience|volunteer work|volunteer|community|community involvement|community service|leadership*|extracurricular activities|activities|service*|memberships|affiliations|professional memberships|
		ehrenamt|ehrenamtliches engagement|engagement|ehrenamtliche tätigkeit|ehrenämter|mitgliedschaften|soziales engagement|bénévolat|engagements|vie associative|associations|voluntariado|actividades*|asociaciones`,
	wishes: `preferences|availability|job preferences|desired position|career objective|objective|looking for|what i am looking for|what i'm looking for|target role|goals|career goals|work preferences|
		verfügbarkeit|ziel|berufsziel|wunschposition|gesucht|wünsche|objectif|objectif professionnel|recherche|disponibilité|poste recherché|objetivo|objetivo profesional|disponibilidad|busco`,
	personal: `personal details|personal information|personal profile details|driving licence|driving license|personal data|personal|contact|contact details|contact information|contact me|details*|get in touch|reach me|find me|say hello|hello|where to find me|address|location|
		persönliche daten|erreichbar unter|anschrift|adresse|so erreichen sie mich|stammdaten|angaben zur person|persönliches|kontakt|kontaktdaten|zur person|persönliche angaben|
		informations personnelles|coordonnées|me contacter|contactez-moi|état civil|contact|données personnelles|
		datos personales|contacto|contáctame|dónde encontrarme|información personal|datos de contacto|información de contacto`,
	links:      `links|online|profiles*|online profiles|web|websites|social|social media|online presence|find me online|github|netz|profile im netz|liens|enlaces|redes|redes sociales|en ligne`,
	interests:  `interests|hobbies|hobbies & interests|interests & hobbies|personal interests|hobbys|interessen|freizeit|hobbys & interessen|centres d'intérêt|centres d’intérêt|centre d'intérêt|loisirs|intérêts|intereses|aficiones|pasatiempos`,
	references: `references|referees|referenzen|références|referencias|references available on request|references available upon request`,
	courses:    `courses|coursework|relevant coursework|relevant courses|online courses|training courses|professional development|kurse|seminare|lehrgänge|schulungen|cours|cursos`,
	other:      `additional information|miscellaneous|other|sonstiges|weitere angaben|divers|autres|otros|otros datos|información adicional|informations complémentaires|declaration|keywords|job description|press|media|teaching|lehre|enseignement|docencia`,
}

// heading is a section and whether its words need the look of a heading.
type heading struct {
	section section
	weak    bool
}

var headingOf = func() map[string]heading {
	m := map[string]heading{}
	for s, list := range headings {
		for h := range strings.SplitSeq(list, "|") {
			h = strings.TrimSpace(h)
			name, weak := strings.CutSuffix(h, "*")
			m[bare(name)] = heading{s, weak}
		}
	}
	return m
}()

// bare is the form in which headings are compared: lower case, letters, hyphens and single spaces only.
func bare(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), r == '-', r == '\'':
			return unicode.ToLower(r)
		case r == '’':
			return '\''
		case unicode.IsMark(r):
			return -1
		}
		return ' '
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

var (
	jointForm  = reading.Exact(`(?i)\s*(?:&|\+|/|,|\||\band\b|\bund\b|\bet\b|\by\b)\s*`)
	spacedForm = reading.Exact(`^(?:\p{L} ){3,}\p{L}\b`)
	aside      = reading.Exact(`\s*\([^)]*\)\s*$`) // "(selection)"
)

// asHeading returns the sections that the words of a heading name; none when they are no heading.
func asHeading(text string, styled bool) []section {
	text = strings.Trim(aside.ReplaceAllString(text, ""), " :.–-—_=*~#<>[]|/\\+")
	if spacedForm.MatchString(text) {
		text = unspaced(text)
	}
	if len(text) > 60 || len(strings.Fields(text)) > 7 {
		return nil
	}
	if h, ok := headingOf[bare(text)]; ok {
		if h.weak && !styled {
			return nil
		}
		return []section{h.section}
	}
	return joint(text, styled)
}

// joint reads a heading of several parts: "Education & Certifications".
func joint(text string, styled bool) []section {
	parts := jointForm.Split(text)
	if len(parts) < 2 || !styled && len(parts) > 3 {
		return nil
	}
	var out []section
	for _, p := range parts {
		h, ok := headingOf[bare(p)]
		if !ok {
			if styled && len(out) > 0 && len(parts) <= 3 { // "Skills & Co"
				continue
			}
			return nil
		}
		if !slices.Contains(out, h.section) {
			out = append(out, h.section)
		}
	}
	return out
}

// unspaced joins "E X P E R I E N C E"; where words are parted, the wider spaces are gone, so only the letters count.
func unspaced(s string) string {
	joined := strings.ReplaceAll(s, " ", "")
	for name := range headingOf {
		if strings.EqualFold(strings.ReplaceAll(name, " ", ""), joined) {
			return name
		}
	}
	return joined
}

// part is a section of the document with its lines.
type part struct {
	sections []section
	heading  *line // nil for the head of the document
	lines    []*line
}

// is says that a part is about a section.
func (p *part) is(s section) bool {
	for _, x := range p.sections {
		if x == s {
			return true
		}
	}
	return false
}

// divide cuts the lines at their headings. Speaks says that a text names a language that people speak: "Languages: Python, Go" is no
// section of languages. IsName says that a line is the name of the person, below which the head goes on.
func divide(ls []*line, speaks func(string) bool, isName func(*line) bool) []*part {
	style := headingStyle(ls)
	cur := &part{sections: []section{head}}
	out := []*part{cur}
	open := func(s []section, l *line) {
		cur = &part{sections: s, heading: l}
		out = append(out, cur)
		if l != nil {
			l.used = true
		}
	}
	for i, l := range ls {
		switch s := asHeading(l.text, l.styled || l.gap); {
		case s != nil && s[0] == languages && len(s) == 1 && !spoken(ls[i+1:], speaks):
			cur.lines = append(cur.lines, l) // over programming languages
		case s != nil && (!l.bullet || l.styled && len(l.text) < 40) && !listed(ls, i, l):
			open(s, l)
		case i > 3 && isName != nil && isName(l): // the columns of the page begin anew
			open([]section{head}, nil)
			cur.lines = append(cur.lines, l)
		case style != nil && style(l) && i > 2 && unknownHeading(l) && !(cur.is(jobs) && datedBelow(ls[i+1:])):
			open([]section{other}, l)
		default:
			if s, rest := opening(l, speaks); s != other && cur.opens(s) {
				open([]section{s}, l)
				cur.lines = append(cur.lines, rest)
				continue
			}
			cur.lines = append(cur.lines, l)
		}
	}
	for _, p := range out {
		p.measure()
	}
	return out
}

// datedBelow says that one of the next lines states dates, as below the name of an employer.
func datedBelow(ls []*line) bool {
	for _, l := range ls[:min(len(ls), 2)] {
		if _, ok := l.interval(); ok {
			return true
		}
	}
	return false
}

// spoken says that one of the lines that follow names a language that people speak.
func spoken(ls []*line, speaks func(string) bool) bool {
	for _, l := range ls[:min(len(ls), 6)] {
		if asHeading(l.text, l.styled) != nil {
			return false
		}
		if speaks(l.text) {
			return true
		}
	}
	return false
}

// shortColumn is a width in bytes that no running text is set in: lines that are all shorter do not wrap.
const shortColumn = 42

// measure says which lines of a part run to the end of its column.
func (p *part) measure() {
	long := map[int]int{}
	for _, l := range p.lines {
		long[l.page] = max(long[l.page], len(l.text)+l.from)
	}
	for i, l := range p.lines {
		l.full = long[l.page] > shortColumn && (len(l.text)+l.from)*4 >= long[l.page]*3
		l.goesOn = i > 0 && p.lines[i-1].full && !l.bullet && l.follows(p.lines[i-1])
	}
}

// listed says that a word stands in a list of its like rather than over one: "Languages" between two skills of a sidebar.
func listed(ls []*line, i int, l *line) bool {
	if l.styled || l.heading || i == 0 || i+1 >= len(ls) {
		return false
	}
	a, b := ls[i-1], ls[i+1]
	return !l.gap && !strings.HasSuffix(l.text, ":") && len(a.text) < 25 && len(b.text) < 25 && a.bullet && b.bullet
}

// opens says whether a line such as "Languages: English, German" begins a section of its own within the part. In the entry of a
// job it does not: what is listed there belongs to the job.
func (p *part) opens(s section) bool {
	switch {
	case s == courses || s == projects || s == papers || s == interests && !p.is(head):
		return false
	case p.is(jobs), p.is(projects), p.is(volunteer):
		return s == languages
	case p.is(education):
		return s == languages || s == skills || s == certificates
	}
	return !p.is(s) && !(p.is(skills) && s != languages && s != certificates && s != education && s != jobs)
}

// opening reads a heading that stands on one line with what it heads. It is other when there is none.
func opening(l *line, speaks func(string) bool) (section, *line) {
	name, rest, at := l.label()
	if name == "" || rest == "" || l.bullet && len(name) < 4 {
		return other, nil
	}
	s := asHeading(name, true)
	if len(s) != 1 || s[0] == summary || s[0] == personal || s[0] == languages && !speaks(rest) {
		return other, nil
	}
	cut := *l
	cut.text, cut.low, cut.from = rest, l.low[at:], l.from+at
	cut.dates = nil
	for _, d := range l.dates {
		if d.From >= at {
			d.From, d.To = d.From-at, d.To-at
			cut.dates = append(cut.dates, d)
		}
	}
	return s[0], &cut
}

// headingStyle returns how the headings that are known look, so that others can be told by their look; nil when they look like
// the rest.
func headingStyle(ls []*line) func(*line) bool {
	var known []*line
	for _, l := range ls {
		if s := asHeading(l.text, l.styled || l.gap); s != nil && !l.bullet {
			known = append(known, l)
		}
	}
	if len(known) < 2 {
		return nil
	}
	first := known[0]
	caps := capitals(first.text)
	for _, l := range known {
		if capitals(l.text) != caps {
			caps = false
		}
	}
	if !first.big && !caps {
		return nil
	}
	return func(l *line) bool {
		return (!caps || capitals(l.text)) && l.size > first.size*0.97 && l.size < first.size*1.03 && (!first.big || l.big) && l.bold == first.bold
	}
}

// unknownHeading: short words without dates or marks of a list.
func unknownHeading(l *line) bool {
	return !l.bullet && len(l.dates) == 0 && len(strings.Fields(l.text)) <= 4 && len(l.text) <= 40 && !strings.ContainsAny(l.text, "@|·•,0123456789") && (l.gap || l.heading)
}
