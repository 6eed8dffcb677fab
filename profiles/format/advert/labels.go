package advert

import (
	"regexp"
	"strings"
)

// label is what "Location:" or "Gehalt:" before a value says of it.
type label uint8

const (
	labelTitle label = iota + 1
	labelEmployer
	labelPlace
	labelMode
	labelEngagement
	labelPay
	labelPosted
	labelClosing
	labelIndustry
	labelSize
	labelSeniority
	labelExperience
	labelDegree
	labelLanguages
	labelSkills
	labelContact
	labelProcess
	labelOther
)

var labelForms = []struct {
	l    label
	form pattern
}{
	{labelTitle, whole(`(?:job |position |role )?(?:title|position|role)|job|vacancy|opening|we are hiring|now hiring|hiring|request for proposals?|rfp|opportunity|stelle|stellenbezeichnung|stellentitel|position|jobtitel|projektanfrage|projekt|poste|intitulé(?: du poste)?|offre|puesto|vacante|cargo|subject|betreff|objet|asunto`)},
	{labelEmployer, whole(`(?:company|employer|organi[sz]ation|client|firm)(?: name)?|hiring company|firma|unternehmen|arbeitgeber|auftraggeber|kunde|entreprise|société|employeur|client|empresa|compañía|cliente`)},
	{labelPlace, whole(`(?:job |work |office )?(?:location|place|city)s?|where|based in|standort|arbeitsort|dienstort|einsatzort|ort|lieu(?: de travail)?|localisation|ville|ubicación|lugar(?: de trabajo)?|localidad|ciudad|workplace|office`)},
	{labelMode, whole(`(?:work(?:ing|place)? )?(?:model|mode|arrangement|type|setup|policy)|workplace type|remote|arbeitsmodell|home ?office|télétravail|modalidad|teletrabajo|work from`)},
	{labelEngagement, whole(`(?:employment|job|contract|position|engagement) (?:type|status|form)|type(?: of (?:employment|contract))?|contract|duration|term|schedule|hours|arbeitszeit|vertragsart|anstellungsart|beschäftigungsart|laufzeit|befristung|type de contrat|contrat|durée|tipo de contrato|contrato|jornada|duración|employment`)},
	{labelPay, whole(`(?:annual |base |starting |expected )?(?:salary|pay|compensation|remuneration|wage)(?: range| band| package)?|(?:day |daily |hourly )?rate|package|ctc|budget|stipend|gehalt|gehaltsspanne|vergütung|lohn|stundensatz|tagessatz|honorar|jahresgehalt|salaire|rémunération|tjm|gratification|salario|sueldo|retribución|remuneración|tarifa|rango salarial`)},
	{labelPosted, whole(`(?:date )?(?:posted|published)(?: on| date)?|posting date|publication date|date|veröffentlicht(?: am)?|erschienen(?: am)?|online seit|publiée?(?: le)?|date de publication|publicad[ao](?: el)?|fecha(?: de publicación)?`)},
	{labelClosing, whole(`(?:application |closing )?(?:deadline|date closing|closing date)|closes(?: on)?|apply (?:by|before)|(?:proposals|applications) (?:due|close)|valid (?:until|through)|expires|bewerbungsfrist|bewerbungsschluss|bewerben bis|date limite(?: de candidature)?|candidatures? jusqu'au|fecha límite|plazo`)},
	{labelIndustry, whole(`(?:industry|industries|sector|domain)|branche|secteur(?: d'activité)?|sector`)},
	{labelSize, whole(`(?:company |team )?size|employees|mitarbeiter(?:zahl)?|unternehmensgröße|effectifs?|taille|empleados|tamaño`)},
	{labelSeniority, whole(`(?:seniority|experience|career|job)[ -]level|seniority|level|karrierestufe|berufserfahrungsstufe|niveau|nivel`)},
	{labelExperience, whole(`(?:work |required |min(?:imum|\.)? )?experience(?: required)?|years of experience|berufserfahrung|erfahrung|expérience(?: requise)?|experiencia(?: requerida)?|exp`)},
	{labelDegree, whole(`education(?: level)?|degree|academic qualifications?|ausbildung|abschluss|studium|formation|niveau d'études?|diplôme|formación|estudios|titulación`)},
	{labelLanguages, whole(`languages?(?: skills)?|sprachen|sprachkenntnisse|langues?|idiomas?`)},
	{labelSkills, whole(`(?:key |technical |core |tech )?(?:skills?|competencies)|kenntnisse|compétences|habilidades|conocimientos`)},
	{labelContact, whole(`contact.{0,12}|e-?mail|phone|tel|telephone|telefon|mobile|recruiter|hiring manager|ansprechpartner(?:in)?|(?:ihre?|deine?) ansprechpartner(?:in)?|kontakt|contacto|téléphone|teléfono|from|to|cc|reply-to|von|an|de|à|para`)},
	{labelProcess, whole(`(?:interview|hiring|selection) (?:process|format|rounds?)|process|interviews?|processus|proceso|bewerbungsprozess`)},
	{labelOther, whole(`(?:job |reference |req |requisition )?(?:id|ref|reference|no|number|code)|referenz(?:nummer)?|kennziffer|référence|referencia|start(?: date)?|beginn|eintritt|starttermin|démarrage|début|inicio|openings?|vacancies|notice period|department|team|abteilung|auslastung|travel|reports to|reporting to|category|visa|clearance`)},
}

func whole(form string) pattern { return words(`^(?:` + form + `)$`) }

var (
	labelLine = regexp.MustCompile(`^\**([\p{L}][\p{L} /&.'’()-]{0,38}?)\s?\**\s?[::]\**\s*(\S.*)$`)
	onForm    = words(`^(?i:(posted on|published on|closes on|closes|apply by|apply before|application deadline|veröffentlicht am|publié le|publicado el))\s+(.+)$`)
)

// labelOf is the label of a line "Label: value".
func labelOf(text string) label {
	l, _ := labelAt(text)
	return l
}

// labelAt is the label and where its value begins.
func labelAt(text string) (label, int) {
	m := labelLine.FindStringSubmatchIndex(text)
	if m == nil {
		if m = onForm.FindStringSubmatchIndex(text); m == nil {
			return 0, 0
		}
	}
	name := plainHeading(text[m[2]:m[3]])
	for _, f := range labelForms {
		if f.form.MatchString(name) {
			return f.l, m[4]
		}
	}
	return 0, 0
}

// labelled finds the label of a unit, or the heading that stands in the same line: "Nice to have: Go".
func (u *unit) labelled(at *sections) {
	if l, value := labelAt(u.text); l != 0 {
		u.label, u.value = l, value
		if !u.section.asking() && l >= labelExperience && l <= labelSkills {
			u.section = should
		}
		return
	}
	m := labelLine.FindStringSubmatchIndex(u.text)
	if m == nil {
		return
	}
	name := u.text[m[2]:m[3]]
	if s, ok := (heading{text: name + ":"}).section(); ok && len(strings.Fields(name)) <= 5 {
		u.section, u.value = s, m[4]
		if s == should && at.last == must {
			u.section = must // "Skills: …" under "Requirements"
		}
	}
}
