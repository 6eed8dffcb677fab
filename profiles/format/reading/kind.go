package reading

import (
	"tenon/profiles"
	"tenon/profiles/format/page"
)

// What stands in adverts and not in résumés. Each match of a form is a vote, at most two of the same words.
var (
	advertForm = Words(`(?i)\b(?:(?:we are|we're|i am|i'm|is|are|currently) (?:looking for|hiring|seeking|recruiting)|we (?:seek|need|want|are looking)|about (?:us|the (?:role|company|team|job|position|project))|you will|you'll|you have|you bring|you are|your (?:profile|tasks|role|mission|responsibilities|skills|background)|` +
		`what (?:we offer|you.ll (?:do|bring|need|get)|you (?:bring|will do))|we offer|who you are|nice[- ]to[- ]haves?|must[- ]haves?|apply (?:now|today|by|here|via)|how to apply|to apply|join (?:us|our)|the (?:role|position|successful candidate)|this role|job description|equal opportunit|the ideal candidate|requirements?:?|responsibilities|` +
		`candidates? (?:must|should|will)|benefits|perks|day rate|(?:inside|outside) ir35|my client|our client|per annum|start date|reports to|closing date|job type|salary|we pay|proposals?|` +
		`ihre? (?:profil|aufgaben)|deine? (?:profil|aufgaben|rolle)|wir (?:bieten|suchen|sind)|das (?:bringst|bringen|bieten)|du (?:bringst|hast|bist)|sie (?:bringen|haben|sind)|was (?:dich|sie|wir|du)|bewirb|bewerbung(?:en)?|stellenangebot|anforderungen|benefits|gehalt|` +
		`profil recherch|nous (?:recherchons|offrons|proposons|sommes)|vos missions|votre (?:profil|mission|rôle)|vous (?:avez|êtes|maîtrisez)|rejoignez|postule[rz]?|candidature|offre d'emploi|avantages|rémunération|` +
		`buscamos|ofrecemos|requisitos|funciones|se valora|únete|inscr[ií]bete|tus? (?:perfil|funciones)|salario|oferta de empleo)|\((?:m/[wf]/[dx]|[wf]/m/[dx]|m/w/x|h/f|f/h|h/m|all genders)\)`)
	// resumeForm finds what only résumés say, headings among it.
	resumeForm = Words(`(?im)\b(?:curriculum vitae|lebenslauf|hoja de vida|employment history|career history|work history|berufserfahrung|beruflicher werdegang|references available|date of birth|geburtsdatum|date de naissance|fecha de nacimiento|marital status|familienstand|hobbies|hobbys)\b|` +
		`^(?:work |professional |relevant )?experience$|^(?:professional )?summary$|^education$|^employment$|^references$|^interests$|^ausbildung$|^sprachen$|^kenntnisse$|^formation$|^expériences?(?: professionnelles?)?$|^langues$|^experiencia(?: laboral| profesional)?$|^formación(?: académica)?$|^idiomas$|^educación$`)
	contactForm = Exact(`(?i)linkedin\.com/in/|github\.com/[\w-]+(?:\s|$)`)
)

// Kind says whether a document is an advert or, by default, a résumé. Intervals of dates are of careers.
func Kind(doc *page.Document) profiles.Kind {
	text := doc.Text[:min(len(doc.Text), 20_000)]
	spans := intervals(doc)
	if spans >= 3 { // no advert tells three stretches of time
		return profiles.KindCandidate
	}
	role, person := votes(advertForm, text), votes(resumeForm, text)
	if contactForm.MatchString(text[:min(len(text), 600)]) {
		person++
	}
	if person += 2 * spans; role > person {
		return profiles.KindRole
	}
	return profiles.KindCandidate
}

// intervals counts those of a document, up to three.
func intervals(doc *page.Document) int {
	n := 0
	for _, l := range doc.Lines {
		if l.At < 0 || len(l.Text) > 200 {
			continue
		}
		for _, d := range FindDates(l.Text, "en", 0) {
			if !d.Single {
				if n++; n == 3 {
					return n
				}
			}
		}
	}
	return n
}

// votes counts matches, each different one at most twice.
func votes(form Pattern, text string) int {
	seen, n := map[string]int{}, 0
	for _, m := range form.FindAllString(text, 200) {
		if seen[m]++; seen[m] <= 2 {
			n++
		}
	}
	return n
}
