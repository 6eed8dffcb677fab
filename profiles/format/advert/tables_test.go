package advert

import (
	"slices"
	"testing"

	"tenon/profiles/taxonomy"
)

func TestTheFilesOfWordsNameWhatThereIs(t *testing.T) {
	for file, known := range map[string]func(string) bool{
		"headings.txt":   func(name string) bool { return slices.Contains(sectionNames, name) },
		"loose.txt":      func(name string) bool { return slices.Contains(sectionNames, name) },
		"labels.txt":     func(name string) bool { return slices.Contains(labelNames, name) },
		"values.txt":     concept,
		"industries.txt": concept,
		"skills.txt":     concept,
	} {
		entries := table(file, "", "")
		if len(entries) < 6 {
			t.Errorf("%s: %d entries", file, len(entries))
		}
		for _, e := range entries {
			if !known(e.name) {
				t.Errorf("%s: %q is not known", file, e.name)
			}
			if e.form.MatchString("") {
				t.Errorf("%s: what says %q is empty", file, e.name)
			}
		}
	}
}

func concept(id string) bool {
	_, ok := taxonomy.Default().ByID(id)
	return ok
}

func TestLettersWithAccentsAreLetters(t *testing.T) {
	for _, c := range []struct{ form, text, want string }{
		{`\bénergie\b`, "l'énergie verte", "énergie"},
		{`\bsanté\b`, "la santé publique", "santé"},
		{`\bgrö\w+`, "Über Größe reden", ""},
		{`(?i:\bgrö\w+)`, "Über Größe reden", "Größe"},
		{`\bab\b`, "élab ab", "ab"},
	} {
		if got := words(c.form).FindString(c.text); got != c.want {
			t.Errorf("%s in %q: %q, want %q", c.form, c.text, got, c.want)
		}
	}
	if got := words(`\bénergie\b`).FindStringIndex("l'énergie"); !slices.Equal(got, []int{2, 10}) {
		t.Errorf("found at %v, want bytes 2 to 10", got)
	}
}

func TestHeadingsOpenTheirSections(t *testing.T) {
	for _, c := range []struct {
		text string
		bold bool
		want section
	}{
		{"Requirements", false, must}, {"REQUIREMENTS:", false, must}, {"Minimum Qualifications", false, must}, {"What you'll need to succeed:", false, must}, {"Anforderungen an Sie:", false, must}, {"Requisitos imprescindibles", false, must},
		{"Your profile", false, should}, {"Qualifications", false, should}, {"What we’re looking for", false, should}, {"Das bringst du mit:", false, should}, {"Votre profil :", false, should}, {"¿Qué buscamos?", false, should}, {"You might be a great fit if you:", false, should},
		{"Nice to have", false, nice}, {"Bonus points if you have:", false, nice}, {"Preferred qualifications", false, nice}, {"Von Vorteil", false, nice}, {"Les plus :", false, nice}, {"Se valorará", false, nice}, {"It's a plus if you", false, nice},
		{"What you'll do", false, tasks}, {"Key Responsibilities:", false, tasks}, {"Ihre Aufgaben", false, tasks}, {"Vos missions :", false, tasks}, {"Funciones", false, tasks}, {"About the role", false, tasks}, {"Essential job functions", true, tasks},
		{"Benefits", false, offer}, {"What's in it for you?", false, offer}, {"Wir bieten:", false, offer}, {"Ce que nous offrons", false, offer}, {"Qué ofrecemos", false, offer}, {"Compensation and benefits", false, offer},
		{"About us", false, about}, {"About Acme Labs", false, about}, {"Wer wir sind", false, about}, {"Qui sommes-nous ?", false, about}, {"Sobre nosotros", false, about},
		{"Our tech stack:", false, stack}, {"Hiring process", false, process}, {"Dein Kontakt", false, contact},
	} {
		if got, ok := (heading{text: c.text, bold: c.bold}).section(); !ok || got != c.want {
			t.Errorf("%q opens %q, want %q", c.text, sectionNames[got], sectionNames[c.want])
		}
	}
	for _, text := range []string{"Requirements engineering with stakeholders", "Experience with Kafka", "You have worked with Python.", "Python", "Senior Data Engineer", "Berlin, Germany", "Skills in negotiation", "Profile pictures are stored in S3"} {
		if got, ok := (heading{text: text}).section(); ok {
			t.Errorf("%q is no heading but opens %q", text, sectionNames[got])
		}
	}
}
