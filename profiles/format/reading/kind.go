package reading

import (
	"regexp"

	"tenon/profiles"
	"tenon/profiles/format/page"
)

// What stands in adverts and not in résumés, and the other way round. Each match of a form is a vote, at most four of a form.
var (
	advertForm = regexp.MustCompile(`(?i)\b(we are (looking|hiring|seeking)|we're (looking|hiring)|about (us|the (role|company|team|job|position))|you will|you'll|you have|your (profile|tasks|role|mission)|` +
		`what (we offer|you.ll (do|bring|need))|we offer|who you are|nice to have|apply (now|today|by)|how to apply|join (us|our)|the (role|position)|job description|equal opportunit|the ideal candidate|requirements|responsibilities|` +
		`candidates? (must|should|will)|benefits|ihre? (profil|aufgaben)|dein(e)? (profil|aufgaben)|wir (bieten|suchen|sind)|das (bringst|bringen)|was (dich|sie) erwartet|bewirb|bewerbung|` +
		`profil recherch|nous (recherchons|offrons|proposons)|vos missions|votre profil|rejoignez|postule|` +
		`buscamos|ofrecemos|requisitos|funciones|se valora|únete|inscr[ií]bete)|\((m/[wf]/d|[wf]/m/d|m/w/x|h/f|f/h)\)`)
	resumeForm = regexp.MustCompile(`(?i)\b(curriculum vitae|r[ée]sum[ée]|lebenslauf|work experience|professional experience|employment history|berufserfahrung|beruflicher werdegang|` +
		`exp[ée]riences? professionnelles?|experiencia (laboral|profesional)|education|ausbildung|formation|formaci[oó]n|references available|date of birth|geburtsdatum|hobbies|interests|` +
		`(19|20)\d\d ?(-|–|—|to|bis) ?((19|20)\d\d|present|now|heute|today|current)|present|heute|aujourd.hui|actualidad)\b`)
	contactForm = regexp.MustCompile(`(?i)[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}|linkedin\.com/in/|github\.com/`)
)

// Kind says whether a document is an advert or, by default, a résumé.
func Kind(doc *page.Document) profiles.Kind {
	text := doc.Text
	head := text[:min(len(text), 600)]
	role, person := votes(advertForm, text), votes(resumeForm, text)
	if contactForm.MatchString(head) {
		person += 2
	}
	if role > person {
		return profiles.KindRole
	}
	return profiles.KindCandidate
}

// votes counts matches, each different one at most twice.
func votes(form *regexp.Regexp, text string) int {
	seen, n := map[string]int{}, 0
	for _, m := range form.FindAllString(text, 200) {
		if seen[m]++; seen[m] <= 2 {
			n++
		}
	}
	return n
}
