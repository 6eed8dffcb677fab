package advert

import (
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// degreeForms find levels of education, the lowest first: of "Bachelor's or Master's" the lower is asked.
var degreeForms = []struct {
	form  pattern
	level profiles.ISCED
}{
	{words(`(?i:\bhigh school\b|\bsecondary school\b|\bA-levels\b|\babitur\b|\b(?:abgeschlossene |technische |kaufmännische |` +
		`it-)?(?:berufs)?ausbildung\b|\bbac pro\b|\bbachillerato\b)|\bGED\b`), profiles.ISCEDUpperSecondary},
	{words(`(?i:\bassociate(?:'s|’s)? degree\b|\bbac ?\+ ?2\b|\bgrado superior\b|\btécnico superior\b|\bstaatlich geprüfter techniker\b)|\b(?:HND|BTS|` +
		`DUT)\b`), profiles.ISCEDShortCycle},
	{words(`(?i:\bbachelor(?:s|'s|’s|abschluss)?\b|\bundergraduate degree\b|\bB\.? ?Sc\.?\b|\bB\.?E\.?/|\bB\.Tech\b|\bB\.Eng\b|\bBEng\b|\bBTech\b|` +
		`\bB\.A\.?\b|\bbac ?\+ ?[34]\b|\blicenciatura\b|\blicenciad[oa]\b|\bgrado (?:en|universitario)\b|\bgraduad[oa] en\b|\bdiplomatura\b|` +
		`\bingeniería técnica\b)|\bB\.S\b|\b(?:BS|BA)(?:/(?:BA|MS|BS))? (?:in|or|degree)\b|\bBS/MS\b|\bB\.E\b|\bBCA\b|` +
		`\bBSN\b`), profiles.ISCEDBachelor},
	{words(`(?i:\bmaster['’]?s\b|\bmaster(?: degree| of| in| en| ou|abschluss|studium| oder)\b|\bmaster\b\W*(?:$|[,;.)])|\b(?:un|d'un|einen|ein|de|a|` +
		`or|oder|ou|of|bachelor/) ?master\b|\bmáster\b|\bM\.? ?Sc\.?\b|\bM\.Tech\b|\bMTech\b|\bM\.Eng\b|\bMEng\b|\bbac ?\+ ?5\b|` +
		`\bécole d['’]ingénieurs?\b|\bdiplôme d['’]ingénieur\b|\bformation d['’]ingénieur\b|\bdiplom(?:-informatiker|ingenieur)?\b|` +
		`\bingeniería superior\b|\badvanced degree\b|\bgraduate degree\b|\bpostgraduate\b)|\bMBA\b|\bM\.S\b|\bMS (?:in|or|degree)\b|` +
		`\bMCA\b`), profiles.ISCEDMaster},
	{words(`(?i:\bph\.?\s?d\b|\bdoctora(?:te|l|t|do)\b|\bdoctor of\b|\bpromotion (?:in|im)\b|\bpromoviert\w*|\babgeschlossene promotion\b|` +
		`\bthèse\b)`), profiles.ISCEDDoctor},
}

var (
	// anyDegree finds degrees without a level: they are a first one.
	anyDegree = words(`(?i:\b(?:university|college|technical|relevant|related|stem|quantitative|engineering|science|computer science) degrees?\b|` +
		`\bdegrees?\b|\b(?:hochschul|universitäts)?studium\b|\b(?:hochschul|studien|universitäts|fachhochschul)abschluss\b|\bdiplôme (?:universitaire|` +
		`supérieur)\b|\bformation supérieure\b|\btitulación (?:universitaria|superior)\b|\btítulo universitario\b|\bestudios universitarios\b|` +
		`\bcarrera (?:universitaria|profesional)\b|\bhigher education\b|\bgraduate in\b)`)
	// another degree is as good: "or comparable training".
	alike     = words(`(?i:(?:vergleichbare\w*|gleichwertige\w*|ähnliche\w*|equivalent|comparable|similar|équivalente?)\s+(?:\w+\s)?$)`)
	insteadOf = words(`(?i:\bor\s+(?:an?\s+)?(?:equivalent|comparable|relevant|similar|practical|commensurate)\b[^.;]{0,40}\bexperience|` +
		`\bequivalent (?:\w+ )?experience|\bequivalent combination of|\bexperience in (?:place|lieu) of|\bin lieu of (?:a )?degree|` +
		`\bexperience may be substituted|\bmay (?:be substituted|substitute) for (?:the |a )?degree|\boder (?:entsprechende|vergleichbare|` +
		`gleichwertige|einschlägige|praktische) (?:\w+ )?(?:berufs)?erfahrung|\bou (?:une )?expérience (?:équivalente|significative|comparable)|` +
		`\bo (?:una )?experiencia (?:equivalente|demostrable|similar))`)
	titleNoise = words(`(?i:\b(?:scrum|kanban|web|post|grand|dungeon)\s?master|master(?:ing|y| data| branch| class| plan))`)
	degreeEnd  = words(`(?i:\W+(?:in|or|oder|ou|o|of|en|\W)*$)`)
	fieldEnds  = words(`(?i:[;]|\. |\bexperience|\bknowledge|\berfahrung|\bkenntnisse|\bexpérience|\bexperiencia|\b\d+\+? years|\band (?:a |` +
		`at least )?(?:strong|proven|solid|\d))`)
)

// degree is a level of education that a sentence names.
type degree struct {
	from, to int
	level    profiles.ISCED
	need     profiles.Necessity
}

var (
	// studied finds what somebody studies, roleOf what somebody was, certOf whose certificates are meant.
	studied = words(`\b(?:studierst|studierende[nr]?|studium der|studiengang|studying|enrolled in|student of|étudiante?s? en|étudies|` +
		`estudiante de|cursando)\b[^.;]*`)
	roleOf      = words(`\b(?:as an?|als|en tant que|en tant qu'|como|comme)\s+([^,;.()]{3,50})`)
	alternative = words(`(?i:-?\s+(?:or|oder|ou|o|and|und|et|y)\s+|/)`)
	certOf      = words(`\b\w+[- ](?:zertifi\w*|certif\w*)`)
)

// anyKnown says that a text, or a part of it between words for "or", is a title.
func (r *reader) anyKnown(text string) bool {
	return r.known(text) || slices.ContainsFunc(alternative.Split(text), r.known)
}

// others takes the fields of study, the titles and the issuers that a sentence names: they are no skills.
func (r *reader) others(s *sentence) {
	for _, m := range studied.FindAllStringIndex(s.low, 3) {
		s.take(m[0], m[1])
	}
	for _, m := range roleOf.FindAllStringSubmatchIndex(s.low, 4) {
		if from, to := m[2], m[3]; r.anyKnown(s.text[from:to]) {
			if k := strings.IndexAny(s.text[from:to], "/"); k > 0 {
				to = from + k
			}
			s.take(from, to)
		}
	}
	if m := wantedForm.FindStringIndex(s.text); m != nil {
		if e := wantedEnd.FindStringIndex(s.text[m[1]:]); e != nil && r.known(s.text[m[1]:m[1]+e[0]]) {
			s.take(m[1], m[1]+e[0])
		}
	}
	for _, m := range certOf.FindAllStringIndex(s.low, 4) {
		s.take(m[0], m[1])
	}
}

// degrees reads the levels of education that a sentence asks for: of those that are equally necessary the lowest. The fields of
// study behind them are no skills.
func (r *reader) degrees(s *sentence) {
	found := s.degreesIn()
	if len(found) == 0 {
		return
	}
	if insteadOf.MatchString(s.text) {
		yes := true
		r.role.ExperienceInPlaceOfEducation = &yes
	}
	slices.SortStableFunc(found, func(a, b degree) int { return int(a.level) - int(b.level) })
	seen := map[profiles.Necessity]bool{}
	for _, d := range found {
		s.take(d.from, s.fieldEnd(d.to))
		if d.need == 0 || seen[d.need] {
			continue
		}
		seen[d.need] = true
		q := profiles.Requirement{Kind: profiles.ReqDegree, Ref: profiles.Ref{Name: degreeEnd.ReplaceAllString(s.text[d.from:d.to], "")}, ISCED: d.level, Necessity: d.need}
		if no, ok := r.Taxonomy.Resolve(taxonomy.Degree, q.Name); ok && r.Taxonomy.Concept(no).ISCED == d.level {
			q.Concept = r.Taxonomy.Concept(no).ID
		}
		s.emit(r, q, d.from, d.to, reading.Likely)
	}
}

func (s *sentence) degreesIn() []degree {
	var out []degree
	give := func(m []int, level profiles.ISCED) {
		noise := titleNoise.MatchString(s.text[max(0, m[0]-12):min(len(s.text), m[1]+8)])
		if !noise && !alike.MatchString(s.text[:m[0]]) {
			need := s.need(m[0])
			if need > profiles.Nice {
				need = profiles.Must
			}
			out = append(out, degree{m[0], m[1], level, need})
		}
	}
	for _, d := range degreeForms {
		for _, m := range d.form.FindAllStringIndex(s.text, 4) {
			give(m, d.level)
		}
	}
	if len(out) == 0 {
		if m := anyDegree.FindStringIndex(s.text); m != nil {
			give(m, profiles.ISCEDBachelor)
		}
	}
	return out
}

// fieldEnd is where the fields of study behind a degree end.
func (s *sentence) fieldEnd(from int) int {
	if m := fieldEnds.FindStringIndex(s.text[from:]); m != nil {
		return from + m[0]
	}
	return len(s.text)
}

var (
	certCue = words(`(?i:certif\w*|zertifi\w*)|\b(?:CKAD?|CKS|CISSP|CISA|CISM|CCNA|CCNP|PMP|CFA|ITIL|TOGAF|PSM|CSM|OSCP|CEH|RHCE|RHCSA|PRINCE2)\b|` +
		`\b[A-Z]{2,3}-[A-Z]?\d{2,3}\b`)
	certSign = words(`\s*[,;()/:]\s*|\s+(?:or|and|oder|und|ou|et|o|y|such as|like|wie|z\. ?b\.|e\.g\.)\s+`)
	anyCert  = words(`(?i:such as|\bor\b|\boder\b|\bou\b|\bo\b|e\.g\.|z\. ?b\.|/)`)
)

// certificates reads the certificates that a sentence names. Those of one list are alternatives when it says "or" or "such as".
func (r *reader) certificates(s *sentence) {
	if !certCue.MatchString(s.text) {
		return
	}
	var refs []profiles.Ref
	var at [][2]int
	from := 0
	for _, m := range append(certSign.FindAllStringIndex(s.text, 40), []int{len(s.text), len(s.text)}) {
		if part := s.text[from:m[0]]; part != "" {
			if no, ok := r.Taxonomy.Resolve(taxonomy.Certification, part); ok {
				s.take(from, m[0])
				if ref := r.concept(no); !slices.Contains(refs, ref) {
					refs, at = append(refs, ref), append(at, [2]int{from, m[0]})
				}
			}
		}
		from = max(from, m[1])
	}
	if len(refs) > 1 && anyCert.MatchString(s.text[at[0][0]-min(at[0][0], 12):at[len(at)-1][1]]) {
		s.emit(r, profiles.Requirement{Kind: profiles.ReqCertification, Ref: refs[0], AnyOf: refs[1:min(len(refs), profiles.MaxAnyOf+1)]}, at[0][0], at[len(at)-1][1], reading.Likely)
		return
	}
	for i, ref := range refs {
		s.emit(r, profiles.Requirement{Kind: profiles.ReqCertification, Ref: ref}, at[i][0], at[i][1], reading.Likely)
	}
	if len(refs) == 0 && certWord.MatchString(s.text) {
		r.note(s.u, "requirements", "a certificate that is not known: not kept")
	}
}

var certWord = words(`(?i:certificat|zertifi)`)

// evidenceForms find work to show that a sentence asks for, and the skills of the same words that it is not about.
var evidenceForms = []struct {
	kind profiles.EvidenceKind
	form pattern
}{
	{profiles.EvidenceRepository, words(`(?:public (?:code|repositor\w+)|(?:code|projects?|repositor\w+|work|proyectos|projets|projekte) (?:on|en|sur|auf) (?:github|gitlab)|open[- ]source[- ](?:contribut\w+|projects?|work|software contributions?)|(?:contribut\w+|contribución\w*|` +
		`contribuciones|beiträge\w*|maintain\w*) (?:to |in |a |en |zu |an |à des |proyectos |projets |of )*(?:projects? |` +
		`software )?open[- ]source(?: (?:projects?|software|community))?|contributions? open[- ]source|open-source-(?:beiträge\w*|projekt\w*)|` +
		`github[- ](?:profile?|portfolio|projects?|repos\w*|account|profil)|código abierto)`)},
	{profiles.EvidencePaper, words(`\b(?:publications?|published|papers?|peer[- ]reviewed|articles? scientifiques?|artículos|published (?:paper|research|work)|publikationen|veröffentlichung\w*|publicaciones)\b(?: (?:at|` +
		`in|bei|à|en) (?:top )?[\w\d, ]{2,60})?`)},
	{profiles.EvidenceTalk, words(`\b(?:(?:conference|public) (?:talks?|speak\w+)|spoken at|speak at|talks? given|conference talk|vortr(?:a|ä)ge?\b|conférences données|speaking at|speaker at|vorträge|charlas|ponencias|talks at)\b`)},
	{profiles.EvidenceCompetition, words(`\b(?:kaggle|hackathons?|(?:data science |programming |international |ml )*competitions?|wettbewerb\w*|` +
		`concours|competiciones|olympiads?)\b`)},
	{profiles.EvidencePortfolio, words(`\b(?:portfolio (?:of|that|showing|with|demonstrating)|(?:strong|your|design|online|project) portfolio|portfolio$)`)},
	{profiles.EvidenceCommunity, words(`\b(?:meet-?ups?|user groups?|community (?:work|involvement|organi\w+|engagement)|(?:organi[sz]\w+|` +
		`speaking at) (?:meet-?ups|events))\b`)},
}

var either = words(`\s(?:or|oder|ou|o)\s`)

// evidence reads work that somebody can show. Kinds joined by "or" are one requirement.
func (r *reader) evidence(s *sentence) {
	var kinds []profiles.EvidenceKind
	var at [][]int
	for _, e := range evidenceForms {
		if m := e.form.FindStringIndex(s.low); m != nil && !s.has(m[0], m[1]) {
			kinds, at = append(kinds, e.kind), append(at, m)
			for _, all := range e.form.FindAllStringIndex(s.low, 6) {
				s.take(all[0], all[1])
			}
		}
	}
	if len(kinds) > 0 {
		s.takeVenues()
	}
	if len(kinds) > 1 && either.MatchString(s.low) {
		s.emit(r, profiles.Requirement{Kind: profiles.ReqEvidence, Evidence: kinds}, at[0][0], at[0][1], reading.Likely)
		return
	}
	for i, k := range kinds {
		s.emit(r, profiles.Requirement{Kind: profiles.ReqEvidence, Evidence: []profiles.EvidenceKind{k}}, at[i][0], at[i][1], reading.Likely)
	}
}

var venue = words(`\b(?:neurips|icml|iclr|cvpr|iccv|eccv|acl|emnlp|naacl|aaai|ijcai|kdd|icassp|interspeech|sigir|github|gitlab|kaggle)\b`)

// takeVenues keeps the names of conferences and sites of a sentence on evidence from being read as skills.
func (s *sentence) takeVenues() {
	for _, m := range venue.FindAllStringIndex(s.low, 12) {
		s.take(m[0], m[1])
	}
}
