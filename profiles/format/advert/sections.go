package advert

import (
	"regexp"
	"strings"
	"unicode"
)

// section is what a heading says of the lines under it.
type section uint8

const (
	top section = iota // before any heading
	other
	about   // the employer
	tasks   // what is to be done
	must    // asked for, the heading says it
	should  // asked for
	nice    // asked for, not needed
	stack   // what is used
	offer   // what is given
	process // how applications go
	contact
	legal
)

// asking says that a section is there to ask.
func (s section) asking() bool { return s == must || s == should || s == nice }

// sectionForms are the headings, as they are after [plainHeading], and tried in this order. "~" stands for words such as "the" and "your".
var sectionForms = []struct {
	s    section
	form pattern
}{
	{nice, headings(`nice[- ]to[- ]haves?`, `(?:it )?would be (?:great|nice|good) if(?: you(?: have)?)?`, `(?:it's |it(?: is|'d be| would be) |considered )?(?:an? )?(?:big |huge |definite )?(?:plus(?:es)?|advantage|asset)(?: (?:if|to have)(?: you(?: have)?)?)?`, `preferred(?: (?:qualifications|skills|experience|requirements))?`,
		`bonus(?: (?:points|skills|qualifications))?(?: (?:if|for)(?: you(?: have)?)?)?`, `(?:highly )?desir(?:able|ed)(?: (?:skills|criteria|experience|requirements|qualifications))?`, `good[- ]to[- ]haves?(?: skills)?`, `(?:extra|brownie) (?:credit|points)`,
		`could have`, `ideally(?: you(?: also)?(?: have)?)?`, `optional(?: skills)?`, `advantageous`, `(?:would be )?(?:great|nice) if you`, `what would be nice`, `even better`, `additional (?:skills|qualifications)`,
		`(?:das ist |das wäre )?(?:wünschenswert|von vorteil|nice|toll|ideal|super)(?: wäre| ist)?`, `kann[- ]anforderungen`, `kann[- ]kriterien`, `idealerweise`, `(?:das sind )?pluspunkte`, `(?:zusätzlich|gerne auch|außerdem) (?:von vorteil|wünschenswert)`, `optional`, `bonuspunkte`,
		`(?:les )?(?:petits )?plus`, `(?:vos )?atouts?`, `(?:compétences |serait )?souhait(?:ée?s?|able)s?`, `(?:serait )?(?:apprécié|un plus)(?:es?)?`, `idéalement`, `bonus`,
		`se valora(?:rá)?(?: positivamente)?`, `(?:requisitos |conocimientos )?(?:deseables?|valorables?|deseados)`, `plus`, `te sumará puntos`, `valoramos`)},
	{must, headings(`(?:~ )*(?:job |key |basic |minimum |core |position )?requirements?`, `(?:~ )*required (?:skills|qualifications|experience|competencies)`, `required`, `(?:~ )*must[- ]?haves?(?: skills)?`, `(?:minimum|basic) (?:qualifications|skills)`,
		`essentials?(?: (?:skills|criteria|requirements|experience|qualifications))?`, `mandatory(?: (?:skills|requirements|qualifications))?`, `what (?:we|you(?:'ll| will)?) (?:need|require)(?: (?:from you|to (?:have|succeed|know)))?`, `what (?:you must|is required|you need to have)`, `you must have`, `you(?:'ll| will) need`, `we require`, `non-negotiables?`,
		`muss[- ]anforderungen`, `muss[- ]kriterien`, `(?:~ )*(?:fachliche )?anforderungen(?: an (?:sie|dich))?`, `(?:~ )*voraussetzungen`, `(?:zwingend )?erforderlich`, `anforderungsprofil`, `das (?:brauchst du|ist uns wichtig|muss sein)`,
		`(?:compétences |qualités |qualifications )?(?:requis|requises|exigées?|indispensables?|obligatoires?)`, `prérequis`, `pré-requis`, `exigences`,
		`(?:~ )*requisitos(?: (?:mínimos|imprescindibles|obligatorios|del puesto))?`, `imprescindibles?`, `requerimientos`)},
	{should, headings(`(?:~ )*(?:ideal |candidate |required |person )?(?:profile|specification|candidate)`, `(?:~ )*(?:key |core |technical )?(?:qualifications?|skills|competencies)(?: (?:and|&) (?:experience|qualifications|skills|requirements|education|competencies))?`, `(?:~ )*(?:experience|education)(?: (?:and|&) (?:skills|experience|qualifications|education))?`,
		`what (?:you(?:'ll)?|you will) bring(?: (?:along|to (?:the|our) (?:table|team|role)))?`, `what (?:we(?:'re| are)|we) (?:looking|look) for(?: in you)?`, `(?:who )?(?:we(?:'re| are)) looking for(?: (?:someone|somebody|people))?(?: who)?`, `who you are`, `about you`, `you(?:'ll)? (?:have|are|bring|know|offer)`, `you should have`, `should have`, `who (?:we are looking for|should apply)`,
		`you (?:might|may|could|will) be a (?:great |good )?(?:fit|match)(?: if(?: you(?: have)?)?)?`, `you(?:'re| are) a (?:great |good )?(?:fit|match)(?: if(?: you)?)?`, `what you(?:'ve| have) (?:got|done)`, `your (?:skills|superpowers|strengths|toolbox|background)`, `what makes you (?:a great fit|successful|great)`, `we(?:'d| would) love (?:to (?:see|hear from you)|you to have|if you)(?: if(?: you)?)?`, `we expect`, `what we expect(?: from you)?`, `you'll thrive if`, `to be successful(?: in this role)?(?:,? you(?:'ll)? (?:have|need))?`,
		`(?:ihr|dein|unser|das) (?:fachliches )?(?:profil|wunschprofil|skillset)`, `profil`, `das (?:bringst du|bringen sie|solltest du|sollten sie|zeichnet (?:dich|sie)|wünschen wir uns|erwarten wir|hast du|kannst du)(?: mit| können| mitbringen| aus| von dir| von ihnen| drauf)*`, `(?:was )?(?:du|sie) (?:mitbringst|mitbringen(?: sollten)?|kannst|hast)`, `damit (?:überzeugst du|begeisterst du|punktest du|überzeugen sie)(?: uns)?`, `was du mitbringen solltest`, `was wir (?:erwarten|uns wünschen|suchen)`, `wir (?:suchen|erwarten)`, `(?:deine|ihre) (?:qualifikationen?|skills|kenntnisse|stärken|fähigkeiten|kompetenzen)`, `qualifikation(?:en)?`, `wen wir suchen`, `du bist`, `du hast`,
		`(?:le |votre |ton )?profil(?: (?:recherché|idéal|souhaité|attendu))?`, `(?:vous|tu) (?:avez|êtes|as|es|maîtrisez|disposez)`, `(?:vos |tes )?compétences(?: (?:techniques|attendues|clés))?`, `qui (?:êtes-vous|es-tu|cherchons-nous)`, `(?:ce que )?nous recherchons`, `(?:votre |ton )?expérience`, `formation(?: et expérience)?`, `(?:ce que |nous )?(?:vous|tu) (?:apportez|apportes)`, `et vous|et toi`,
		`(?:el |tu |su )?perfil(?: (?:buscado|requerido|ideal|del candidato))?`, `(?:lo |a )?(?:qué|que|quién) buscamos`, `buscamos`, `(?:qué|que) (?:necesitas|esperamos(?: de ti)?|aportas)`, `(?:conocimientos|habilidades|competencias|formación|experiencia)(?: (?:y experiencia|técnic[ao]s|requerid[ao]s))?`, `tú (?:tienes|eres)`)},
	{offer, headings(`(?:~ )*(?:benefits|perks|rewards)(?: (?:and|&) (?:perks|benefits|compensation|rewards))?`, `(?:what )?we offer(?: you)?`, `what(?:'s| is) in it for you`, `what you(?:'ll| will)? (?:get|receive|can expect)`, `(?:~ )*(?:compensation|salary|pay|remuneration|package|total rewards)(?: (?:and|&) benefits)?(?: range| package)?`, `pay (?:range|transparency)`, `why (?:join )?(?:us|you'll love (?:it|working) here|work (?:with|for) us)?`, `our offer`, `perks`, `budget`, `life at .{2,30}`, `in return`, `what we can offer(?: you)?`,
		`(?:das )?(?:bieten wir|wir bieten)(?: ihnen| dir)?`, `(?:unser|das) angebot`, `das (?:erwartet|bekommst|bieten wir) (?:dich|du|sie)(?: bei uns)?`, `(?:deine|ihre|unsere) (?:vorteile|benefits)`, `was (?:wir (?:dir |ihnen )?bieten|dich erwartet|sie erwartet)`, `warum wir`, `vergütung`, `freu dich auf`, `darauf kannst du dich freuen`, `leistungen`,
		`(?:ce que )?(?:nous|on) (?:vous |t'|te )?(?:offrons|offre|proposons|propose)`, `(?:les |vos |nos )?avantages`, `rémunération(?: et avantages)?`, `pourquoi nous rejoindre`, `ce qu'on t'offre`, `conditions`,
		`(?:lo )?(?:qué|que) (?:te )?ofrecemos`, `(?:te )?ofrecemos`, `(?:nuestros |tus )?beneficios`, `prestaciones`, `condiciones`, `(?:qué|que) ofrecemos`, `salario`)},
	{tasks, headings(`(?:~ )*(?:key |main |core |primary |essential )?(?:roles? (?:and|&) )?(?:responsibilities|duties|tasks|accountabilities|objectives)(?: (?:and|&) (?:duties|responsibilities|tasks))?`, `(?:~ )*(?:role|job|position|opportunity|mission|challenge|assignment|project|work|impact)(?: (?:description|summary|overview|purpose))?`, `what (?:you(?:'ll| will)?|you'd) (?:be )?(?:do|doing|own|work(?:ing)? on|build|achieve|lead)`, `about the (?:role|job|position|internship|opportunity|project|team)`, `(?:day[- ]to[- ]day|a day in the life|a typical day)(?: responsibilities)?`, `(?:job|position|role) (?:description|summary|purpose|overview)`, `overview`, `scope(?: of work)?`, `in this role(?:,? you will)?`, `you will`, `how you(?:'ll| will) (?:make an impact|contribute)`, `the team`, `your (?:first|next) .{3,20}`,
		`(?:deine|ihre|die) (?:aufgaben|mission|rolle|tätigkeiten|verantwortung|herausforderung)(?: bei uns| im überblick)?`, `(?:aufgaben|tätigkeiten|aufgabengebiet|stellenbeschreibung|tätigkeitsbeschreibung|aufgabenbereich)(?: und verantwortlichkeiten)?`, `das (?:machst du|machen sie|sind (?:deine|ihre) aufgaben)`, `was (?:du (?:bei uns )?(?:machst|tust|bewegst)|sie (?:bei uns )?tun)`, `dein job`, `darum geht's`, `die stelle`,
		`(?:vos |tes |les |la |votre |ta )?missions?(?: principales)?`, `(?:le |descriptif du |description du |votre |ton )?poste`, `(?:vos |tes )?responsabilités`, `(?:ton|votre|le) rôle`, `(?:ce que )?(?:vous|tu) (?:ferez|feras)`, `description(?: de l'offre)?`,
		`(?:tus |las )?funciones(?: principales)?`, `(?:tus )?responsabilidades`, `(?:lo )?(?:qué|que) (?:harás|vas a hacer)`, `tareas`, `(?:tu )?misión`, `(?:el |tu )?(?:puesto|rol)`, `descripción(?: del puesto)?`, `tu día a día`)},
	{about, headings(`about (?:us|the company|our (?:company|client))`, `who we are`, `(?:our|the) (?:story|company|client|firm|organi[sz]ation|employer)`, `company(?: (?:description|overview|profile|background))?`, `background`, `introduction`,
		`über uns`, `wer wir sind`, `das sind wir`, `wir über uns`, `(?:unser|das) unternehmen`, `unternehmensprofil`, `wir stellen uns vor`,
		`à propos(?: de (?:nous|l'entreprise))?`, `qui sommes[- ]nous`, `(?:l'|notre )entreprise`, `(?:le )?contexte`, `présentation(?: de l'entreprise)?`,
		`(?:sobre nosotros|quiénes somos|la empresa|nuestra empresa|acerca de nosotros|empresa|sobre la empresa)`)},
	{stack, headings(`(?:our |the |your )?(?:current )?(?:tech(?:nology|nical)?|technologie)[- ]?(?:stack|environment)`, `(?:our |the )?(?:stack|technologies|tools|tooling)(?: we use| you will use)?`, `technologien`, `unser (?:tech[- ]?stack|stack)`, `(?:environnement|stack) technique`, `technos`, `entorno tecnológico`, `stack tecnológico`, `tecnologías`)},
	{process, headings(`(?:how we hire|how to apply|next steps|what happens next|to apply)`, `(?:our |the )?(?:hiring|interview|recruitment|selection|application|recruiting) (?:process|steps|stages|procedure)`, `interviews?`, `selection`,
		`(?:unser |der )?(?:bewerbungs|auswahl|recruiting)[- ]?(?:prozess|verfahren)`, `so geht(?:'s| es) weiter`, `(?:deine |ihre )?bewerbung`, `so läuft(?:'s| es) ab`,
		`(?:le )?(?:processus|process)(?: de (?:recrutement|sélection))?`, `déroulement(?: des entretiens)?`, `(?:modalités de )?(?:candidature|recrutement)`, `comment postuler`,
		`(?:el )?proceso(?: de selección)?`, `cómo (?:aplicar|postular)`, `(?:el )?proceso de entrevistas?`)},
	{contact, headings(`contacts?(?: (?:us|person|details|information))?`, `questions`, `interested`, `(?:dein|ihr)e? (?:kontakt|ansprechpartner(?:in)?)`, `kontakt`, `ansprechpartner(?:in)?`, `interess(?:e|iert)(?: geweckt)?`, `fragen`, `contacto`, `recruiter`, `intéressée?s?`, `¿?te interesa`)},
	{legal, headings(`(?:equal (?:employment )?opportunity|eeo|diversity)(?:.{0,50})`, `physical (?:requirements|demands)`, `disclaimer`, `datenschutz`, `our commitment.{0,40}`, `accommodations?`, `privacy(?: notice)?`, `legal`, `additional information`, `visa(?: sponsorship)?`, `work authori[sz]ation`, `security clearance`)},
}

const fillers = `(?:the|your|our|this|these|my|job|role|here|we|a|an|you|for|to|in|of|and|with|us|at|position|section|candidate|deine|ihre|der|die|das|du|sie|bei|uns|de|du poste|le|la|les|del|el|los)`

func headings(forms ...string) pattern {
	all := strings.ReplaceAll(strings.Join(forms, "|"), "~", fillers)
	form := words(`^(?:` + all + `)(?:$|\b)`)
	form.re.Longest()
	return form
}

// heading is a line that may be one.
type heading struct {
	text         string
	bold, bullet bool
}

// plainHeading spells a heading in small letters without marks.
func plainHeading(s string) string {
	s = strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ')' })
	return strings.TrimSpace(strings.TrimLeft(s, "0123456789.)( "))
}

// formal says that a line is a heading by its form: marked, bold, in capitals, or ended by a colon or a question mark.
func (h heading) formal() bool {
	t := strings.TrimRight(h.text, emphasis)
	return h.bold || strings.HasSuffix(t, ":") || strings.HasSuffix(t, "?") || capitals(t)
}

func capitals(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 4
}

// section says which section a heading opens. Without the form of a heading a line has to be one as a whole.
func (h heading) section() (section, bool) {
	plain := plainHeading(h.text)
	if plain == "" || len(plain) > 70 || strings.HasSuffix(h.text, ".") && !h.bold || h.bullet && !h.formal() {
		return other, false
	}
	if employerHeading.MatchString(h.text) && !notEmployer.MatchString(plain) {
		return about, true
	}
	for _, f := range sectionForms {
		if m := f.form.FindStringIndex(plain); m != nil {
			rest := plain[m[1]:]
			if rest == "" || h.formal() && (h.bold || !strings.Contains(rest, ":")) && len(strings.Fields(rest)) <= 5 || fillerOnly.MatchString(rest) {
				return f.s, true
			}
		}
	}
	if h.formal() && len(strings.Fields(plain)) <= 10 {
		for _, f := range looseForms {
			if f.form.MatchString(plain) {
				return f.s, true
			}
		}
	}
	return other, false
}

// looseForms are words by which a line that has the form of a heading says its section, in this order.
var looseForms = []struct {
	s    section
	form pattern
}{
	{nice, words(`\b(?:a plus|nice to have|bonus points?|desirable|preferred|would be (?:great|nice|good)|even better if|vorteil|wünschenswert|pluspunkt|souhaité|un atout|appréciée?s?|se valora|deseable|valorable)`)},
	{must, words(`\b(?:must|required|requirements|essential|need from you|voraussetzung|anforderungen|exigences|requisitos|imprescindible)`)},
	{should, words(`\b(?:you bring|looking for|who you are|your (?:profile|skills|background|experience)|qualifications|you(?:'re| are) (?:a|the) .*if|fit if|mitbring|dein profil|ihr profil|profil recherché|votre profil|qui es-tu|tu perfil|buscamos)`)},
	{offer, words(`\b(?:we offer|benefits|perks|in it for you|you(?:'ll)? get|why (?:join|work)|bieten|dich erwartet|freuen|avantages|nous offrons|te ofrecemos|ofrecemos|beneficios)`)},
	{tasks, words(`\b(?:you(?:'ll| will)(?: \w+)? (?:do|own|work|be doing|build)|you will$|responsibilit|your (?:tasks|mission|role|impact)|aufgaben|missions|funciones|responsabilidades|harás)`)},
	{process, words(`\b(?:hiring|interview|application|recruitment) (?:process|steps)|how to apply|bewerbungsprozess|processus de recrutement|proceso de selección`)},
	{about, words(`\b(?:about us|who we are|our (?:company|story)|über uns|qui sommes|sobre nosotros|quiénes somos)`)},
}

var (
	employerHeading = regexp.MustCompile(`^(?:About|Über|À propos d[e'’]|Sobre)\s*(?:the |die |das |den )?(\p{Lu}[\p{L}\d&.' -]{1,40}?)[:?]?$`)
	notEmployer     = words(`^(?:about|über|à propos d[e'’]|sobre)\s*(?:the |die |das |den )?(?:you|us|role|job|position|team|internship|opportunity|uns|dich|sie|nous|nosotros|project|this|what|company|our|stelle)\b`)
	fillerOnly      = words(`^(?:[\s,&/-]+(?:` + fillers + `|und|et|y|ihr profil|dein profil|qualifications?|skills|experience|requirements|responsibilities|duties|benefits|perks|profil))+$`)
)

// sections follows the headings down the document.
type sections struct {
	last    section
	bullets bool // the line before is an entry of a list
}

// button finds the words of buttons of job boards, which open nothing.
var button = words(`^(?:apply(?: now| today| here| for this (?:job|role|position))?|easy apply|save(?: job)?|share(?: this job)?|sign in|report this job|show (?:more|less)|jetzt bewerben|online bewerben|merken|drucken|postuler(?: maintenant)?|partager|inscr(?:i|í)bete|aplicar|solicitar)$`)

// enter returns the section of a line and whether the line is the heading of it.
func (s *sections) enter(h heading) (section, bool) {
	if button.MatchString(plainHeading(h.text)) {
		return s.last, true
	}
	if found, ok := h.section(); ok {
		s.last = found
		return found, true
	}
	t := strings.TrimRight(h.text, emphasis)
	if s.last != top && h.bold && !h.bullet && !strings.HasSuffix(t, ".") && len(t) < 60 && !strings.HasSuffix(t, ":") && labelOf(t) == 0 {
		s.last = other
		return other, true
	}
	return s.last, false
}
