package advert

import (
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// headUnits is how many units at the head of an advert may be its title.
const headUnits = 8

// title finds the title of the role: a labelled one, a line of the head that the taxonomy knows, one that a sentence says is
// wanted, and else the first line.
func (r *reader) title() {
	for _, find := range []func() bool{r.labelledTitle, r.headTitle, r.wantedTitle, r.firstLine} {
		if find() {
			break
		}
	}
	if r.role.Seniority == 0 {
		r.levelStated()
	}
	if t := r.role.Title; t.Name != "" {
		r.ask(ask{q: profiles.Requirement{Kind: profiles.ReqTitle, Ref: t, Necessity: profiles.Must, Seniority: r.role.Seniority, At: r.titleAt()}})
	}
}

// titleAt is where the title was read.
func (r *reader) titleAt() *profiles.Position {
	for _, f := range r.res.Facts {
		if f.Path == "title" {
			at := f.At
			return &at
		}
	}
	return nil
}

func (r *reader) labelledTitle() bool {
	for _, known := range []bool{true, false} {
		for i := range r.units {
			u := &r.units[i]
			if u.label != labelTitle || i > 3*headUnits {
				continue
			}
			if from, to := r.trimTitle(u.text, u.value); from < to && (!known || r.known(u.text[from:to])) {
				return r.setTitle(u, from, to, reading.Sure)
			}
		}
	}
	return false
}

func (r *reader) headTitle() bool {
	for i := range r.units[:min(len(r.units), headUnits)] {
		u := &r.units[i]
		if u.label != 0 || len(u.text) > 110 || u.section != top && !u.heading || wantedForm.MatchString(u.text) {
			continue
		}
		if from, to := r.trimTitle(u.text, 0); from < to && r.known(u.text[from:to]) {
			return r.setTitle(u, from, to, reading.Sure)
		}
	}
	return false
}

// wantedForm finds what comes before a title in a sentence; wantedEnd what comes after it.
var (
	wantedForm = words(`(?i:\b(?:hiring|looking for|seeking|seeks|requires|recruiting|searching for|in need of|looking to hire|welcome|as|sucht|` +
		`suchen|suche|recherchons|recherche|recrutons|recrute|cherchons|buscamos|busca|buscando|incorporar|position of|role of|` +
		`opening for)\b[^.:;!?]{0,60}?\b(?:an?|our next|our first|eine?n?(?:/n|\*n|:n|\(n\))?|une?(?:\(e\)|\.e|·e)?|un/a|una?|experienced|talented|` +
		`skilled)\s+)`)
	wantedEnd = words(`\s+(?:to|for|in|who|with|that|on|at|based|and|zur|für|mit|im|in|der|die|das|pour|dans|au|afin|qui|para|con|en|que)\s|[,;!?–—]|` +
		`:\s|\.(?:\s|$)|\s-\s|\s\((?i:hybrid|remote|on-?site|full)|$`)
)

func (r *reader) wantedTitle() bool {
	for i := range r.units {
		u := &r.units[i]
		for _, m := range wantedForm.FindAllStringIndex(u.text, 4) {
			rest := u.text[m[1]:]
			for _, e := range wantedEnd.FindAllStringIndex(rest, 3) {
				if t := strings.TrimSpace(rest[:e[0]]); t != "" && len(t) < 80 && r.known(t) {
					return r.setTitle(u, m[1], m[1]+len(t), reading.Likely)
				}
			}
		}
	}
	return false
}

func (r *reader) firstLine() bool {
	for i := range r.units[:min(len(r.units), headUnits)] {
		u := &r.units[i]
		if u.label > labelTitle || len(u.text) > 110 || u.section != top || strings.HasSuffix(u.text, ".") || strings.HasSuffix(u.text, "!") {
			continue
		}
		if from, to := r.trimTitle(u.text, u.value); from < to {
			return r.setTitle(u, from, to, reading.Guess)
		}
	}
	return false
}

func (r *reader) setTitle(u *unit, from, to, confidence int) bool {
	name := genderNote.ReplaceAllString(u.text[from:to], "")
	r.role.Title = profiles.Ref{Name: name}
	_, step, ok := r.Taxonomy.ParseTitle(name)
	if !ok {
		if no, other, known := r.parse(name); known {
			r.role.Title.Concept, step = r.Taxonomy.Concept(no).ID, other
		}
	}
	if internForm.MatchString(u.text) {
		step = profiles.Intern
	} else if midForm.MatchString(name) {
		step = profiles.Mid
	}
	r.role.Seniority = step
	r.fact(u, from, to, "title", name, confidence)
	if step != 0 {
		r.fact(u, from, to, "seniority", step.String(), confidence)
	}
	return true
}

var (
	internForm = words(`(?i:\b(?:intern|internship|praktik(?:um|ant\w*)|werkstudent\w*|stage|stagiaire|alternance|alternant\w*|apprenti\w*|becari[oa]|` +
		`prácticas|trainee)\b)`)
	midForm  = words(`(?i:\b(?:semi[- ]?senior|ssr|mid[- ]?level|mid-?weight|intermediate|confirmé|medior)\b)`)
	stepForm = words(`(?i:\b(intern|junior|mid|senior|staff|principal|lead)(?:[- ]level\b|\s+position\b))`)
)

// levelStated reads "senior level" and a label of seniority where the title says no step.
func (r *reader) levelStated() {
	for i := range r.units {
		u := &r.units[i]
		if u.label == labelSeniority {
			if _, step, _ := r.Taxonomy.ParseTitle(u.text[u.value:] + " Engineer"); step != 0 && !strings.Contains(strings.ToLower(u.text), "mid-senior") {
				r.role.Seniority = step
				r.whole(u, "seniority", step.String(), reading.Sure)
				return
			}
		}
		m := stepForm.FindStringSubmatchIndex(u.text)
		if m == nil || u.section == about || u.section == offer || strings.Contains(strings.ToLower(u.text), "mid-senior") {
			continue
		}
		var step profiles.Seniority
		if step.UnmarshalText([]byte(u.text[m[2]:m[3]])) == nil {
			r.role.Seniority = step
			r.fact(u, m[0], m[1], "seniority", step.String(), reading.Likely)
			return
		}
	}
}

// genders are the endings by which a title names both: "Entwickler:in", "Científico/a", "Développeur(se)", "Ingénieur·e".
var genders = words(`(?i:[:*_·]innen\b|[:*_·/](?:-)?in\b|[:*_·]r\b|/-?(?:a|o|as|os|e|se|euse|rice|trice|n|r|frau)\b|\((?:a|o|e|se|in|rice|euse|` +
	`trice)\)|[·.]e\b)`)

// parse reads a title with endings of both genders, then its parts.
func (r *reader) parse(name string) (taxonomy.No, profiles.Seniority, bool) {
	plain := genders.ReplaceAllString(name, "")
	no, step, ok := r.Taxonomy.ParseTitle(plain)
	if ok {
		return no, step, true
	}
	for _, w := range titleWords {
		if w.form.MatchString(plain) {
			if no, ok := r.Taxonomy.Resolve(taxonomy.Title, w.title); ok {
				return no, step, true
			}
		}
	}
	if cut := strings.IndexAny(plain, ",("); cut > 0 {
		if no, _, ok := r.Taxonomy.ParseTitle(plain[:cut]); ok {
			return no, step, true
		}
	}
	return 0, step, false
}

// titleWords are titles of German, French and Spanish that the taxonomy may not have.
var titleWords = []struct {
	form  pattern
	title string
}{
	{words(`(?i:\bcientífic[oa] de datos)`), "Data Scientist"},
	{words(`(?i:\bingenier[oa] de datos|\bingénieure? (?:data|données)|\bdateningenieur)`), "Data Engineer"},
	{words(`(?i:\bingenier[oa] de (?:machine learning|aprendizaje)|\bingénieure? (?:machine learning|ml|ia)\b)`), "Machine Learning Engineer"},
	{words(`(?i:\banaliste? de datos|\banalista de datos|\banalyste (?:de )?données|\bdatenanalyst)`), "Data Analyst"},
	{words(`(?i:\b(?:back[- ]?end)[- ]?(?:entwickler|développeu|desarrollador)|(?:développeur|développeuse|` +
		`desarrolladora?) back[- ]?end)`), "Backend Developer"},
	{words(`(?i:\b(?:front[- ]?end)[- ]?(?:entwickler|développeu|desarrollador)|(?:développeur|développeuse|` +
		`desarrolladora?) front[- ]?end)`), "Frontend Developer"},
	{words(`(?i:\bfull[- ]?stack[- ]?(?:entwickler|développeu|desarrollador)|(?:développeur|développeuse|` +
		`desarrolladora?) full[- ]?stack)`), "Full Stack Developer"},
	{words(`(?i:\bdéveloppeu(?:r|se) web|\bdesarrolladora? web|\bweb[- ]?entwickler)`), "Web Developer"},
	{words(`(?i:\bingénieure? devops|\bingenier[oa] devops)`), "DevOps Engineer"},
	{words(`(?i:software[- ]?entwickler|softwareingenieur|\bingénieure? logiciel|\bdéveloppeu(?:r|se) logiciel|\bingenier[oa] de software|` +
		`\bdesarrolladora? de software)`), "Software Engineer"},
}

func (r *reader) known(title string) bool {
	if _, _, ok := r.Taxonomy.ParseTitle(title); ok {
		return true
	}
	_, _, ok := r.parse(title)
	return ok
}

var (
	titleSign = words(`\s+[-–—|·•]+\s+|\s*:\s+|\s+@\s+|\s{3,}`)
	atForm    = exact(`\s+(?:at|bei|chez|@|for|en)\s+\p{Lu}[^()]*(?:\([^()]*\))?$`)
	tailForm  = words(`(?i:\s+(?:in|auf|à|a) (?:voll|teil)zeit.*$|\s+in vollzeit.*$|\s+à temps plein.*$|\s+a tiempo completo.*$|` +
		`\s*[,(\[]\s*(?:100 ?% |fully |full )?(?:remote|hybrid|on-?site|hybride|híbrido|remoto|presencial|home ?office|full[- ]?time|part[- ]?time|` +
		`vollzeit|teilzeit|permanent|unbefristet|cdi)[^)\]]*[)\]]?\s*$)`)
	noiseForm = words(`^(?i:\W*(?:(?:(?:re|fwd?|aw|wg)|job(?: title| offer| ad)?|(?:job )?opportunity|position|role|vacancy|opening|(?:we(?:'re|` +
		` are) )?hiring|urgent(?:ly hiring)?|request for proposals?|rfp|vacante|oferta|poste|offre(?: d'emploi)?|stellenangebot|stelle|projektanfrage|` +
		`mission freelance|mission|freelance|` +
		`remote|hybrid|on-?site|full[- ]?time|part[- ]?time|permanent|contract(?:or)?|internship|intern|stage|alternance|cdi|cdd|vollzeit|teilzeit|` +
		`unbefristet|befristet|festanstellung|freiberuflich|indefinido|télétravail|` +
		`(?:outside|inside) ir35|\d+[- ](?:months?|mois|monate|meses|weeks?)(?: contract)?|initial|asap|immediate start|h/f|f/h|m/w/d|w/m/d|m/f/d|` +
		`f/m/x|[$€£]\S*|us|usa|uk|eu|emea|remote.*|hybrid.*)\W*)+)$`)
)

// genderMark finds the marks of all genders at the end of a title, genderNote those in brackets.
var genderNote = words(`(?i:\s*[(\[](?:[mwdfxhiagn](?:\s?[/|,]\s?[mwdfxhiagn*]){1,3}|all genders|gn|alle geschlechter)[)\]])`)
var genderMark = words(`(?i:\s*[(\[]?\b(?:[mwdfxhiagn](?:\s?[/|,]\s?[mwdfxhiagn*]){1,3}|all genders|gn|alle geschlechter)[)\]]?\s*$)`)

// trimTitle cuts what stands around a title in its line: labels, places, modes, contracts, durations, the employer.
func (r *reader) trimTitle(text string, from int) (int, int) {
	to := len(text)
	var pieces [][2]int
	at := from
	for _, m := range append(titleSign.FindAllStringIndex(text, -1), []int{to, to}) {
		if m[0] > at {
			pieces = append(pieces, [2]int{at, m[0]})
		}
		at = max(at, m[1])
	}
	noise := func(p [2]int) bool { return noiseForm.MatchString(text[p[0]:p[1]]) || r.isPlace(text[p[0]:p[1]]) }
	for len(pieces) > 1 && noise(pieces[0]) {
		pieces = pieces[1:]
	}
	for len(pieces) > 1 && noise(pieces[len(pieces)-1]) {
		pieces = pieces[:len(pieces)-1]
	}
	if len(pieces) == 0 || noise(pieces[0]) {
		return 0, 0
	}
	from, to = pieces[0][0], pieces[len(pieces)-1][1]
	if m := atForm.FindStringIndex(text[from:to]); m != nil {
		to = from + m[0]
	}
	for {
		if m := tailForm.FindStringIndex(text[from:to]); m != nil && m[0] > 0 {
			to = from + m[0]
			continue
		}
		i := strings.LastIndex(text[from:to], ",")
		if i <= 0 || !r.isPlace(text[from+i+1:to]) {
			break
		}
		to = from + i
	}
	if m := genderMark.FindStringIndex(text[from:to]); m != nil {
		to = from + m[0]
	}
	trimmed := strings.TrimRight(text[from:to], " ,;:!.*_#-–—|")
	return from, from + len(trimmed)
}
