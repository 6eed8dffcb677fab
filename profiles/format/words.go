package format

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

// skillLevel reads a level of 1 to 5, or a word for one.
func skillLevel(text string) uint8 {
	if n, err := strconv.ParseUint(text, 10, 8); err == nil && n >= 1 && n <= 5 {
		return uint8(n)
	}
	if strings.EqualFold(strings.TrimSpace(text), "master") { // the word of JSON Resume's own sample; in running text it is a degree
		return 5
	}
	return reading.SkillLevel(text)
}

var dateForm = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2}))?(?:-\d{1,2}(?:[T ].*)?)?$`)

// date reads YYYY, YYYY-MM or YYYY-MM-DD, with a time or without. A month of 0 means that only the year is stated.
func date(text string) (year, month int, ok bool) {
	m := dateForm.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, false
	}
	year, _ = strconv.Atoi(m[1])
	month, _ = strconv.Atoi(m[2])
	ok = year >= profiles.FirstYear && year <= profiles.LastYear && month <= 12 && (m[2] == "" || month > 0)
	return year, month, ok
}

// yearsForm finds a number before "years" and the second of a range, as in "3-5 years" and "Minimum 3 years", in four languages.
var (
	yearsForm  = regexp.MustCompile(`(?i)(\d{1,2})(?:\s*(?:-|–|to)\s*\d{1,2})?\s*\+?\s*(?:or more\s+)?(years?|yrs?|jahren?|ans|années|años|months?|monaten?|mois|meses)(?:\PL|$)`)
	numberWord = strings.NewReplacer("one ", "1 ", "two ", "2 ", "three ", "3 ", "four ", "4 ", "five ", "5 ", "six ", "6 ", "seven ", "7 ",
		"eight ", "8 ", "nine ", "9 ", "ten ", "10 ")
)

// monthsOf reads the first number of years or months of a text; 0 when it names none.
func monthsOf(text string) int {
	m := yearsForm.FindStringSubmatch(numberWord.Replace(strings.ToLower(text)))
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	if !strings.HasPrefix(m[2], "m") {
		n *= 12
	}
	return n
}

// degreeForms find levels of education in running text, the lowest first, because "bachelor's or master's" asks for the lower.
var degreeForms = []struct {
	form  *regexp.Regexp
	level profiles.ISCED
}{
	{regexp.MustCompile(`(?i)\bhigh school|\bsecondary school|\bGED\b|\babitur\b`), profiles.ISCEDUpperSecondary},
	{regexp.MustCompile(`(?i)\bassociate('?s)?\b|\bassociate of`), profiles.ISCEDShortCycle},
	{regexp.MustCompile(`(?i)\bbachelor|\bundergraduate|\bB\.?\s?Sc?\b\.?|\bB\.A\b|\bBA\b|\bB\.?Eng\b|\bBE\b|\bB\.?Tech\b`), profiles.ISCEDBachelor},
	{regexp.MustCompile(`(?i)\bmaster('?s| of| degree)?\b|\bM\.?Sc\b|\bM\.S\b|\bMBA\b|\bM\.?Eng\b|\bM\.?Tech\b`), profiles.ISCEDMaster},
	{regexp.MustCompile(`(?i)\bph\.?\s?d\b|\bdoctora|\bdoctor of`), profiles.ISCEDDoctor},
}

// degreeIn returns the lowest level of education that a text names, 0 for none.
func degreeIn(text string) profiles.ISCED {
	for _, d := range degreeForms {
		if d.form.MatchString(text) {
			return d.level
		}
	}
	return 0
}

var (
	equivalentForm  = regexp.MustCompile(`(?i)\bor\s+(an?\s+)?(equivalent|comparable|relevant|practical)\b[^.;]*\bexperience|experience\s+in\s+(place|lieu)\s+of`)
	communityForm   = regexp.MustCompile(`(?i)meet-?up|summit|conference|user group|community|chapter|pydata|dev ?fest`)
	hostForm        = regexp.MustCompile(`(?i)organi[sz]|speak|spoke|talk|host|lead|chair|found`)
	competitionForm = regexp.MustCompile(`(?i)hack|competition|contest|challenge|kaggle|olympiad|icpc|capture the flag|\bctf\b|disrupt`)
)

// engagementWords are looked for in this order, in English, German, French and Spanish. Full and part time stand for a permanent
// contract, as on job boards.
var engagementWords = []struct {
	words string
	e     profiles.Engagement
}{
	{"intern trainee praktik werkstudent stage alternance apprenti prácticas becari", profiles.Internship},
	{"trial project projekt probe rfp", profiles.Trial},
	{"contract freelance temporary freiberuf selbständig befristet zeitarbeit cdd intérim indépendant autónomo temporal per_diem seasonal", profiles.Contract},
	{"full.time fulltime part.time parttime permanent vollzeit teilzeit festanstellung unbefristet cdi temps.plein temps.partiel indefinido tiempo.completo " +
		"tiempo.parcial jornada.completa media.jornada regular", profiles.Permanent},
}

// engagementCodes are whole texts that stand for a form of engagement.
var engagementCodes = map[string]profiles.Engagement{"ft": profiles.Permanent, "pt": profiles.Permanent, "ct": profiles.Contract, "fl": profiles.Contract,
	"f": profiles.Permanent, "p": profiles.Permanent, "employee": profiles.Permanent, "contractor": profiles.Contract, "c2c": profiles.Contract, "w2": profiles.Permanent}

// engagement reads the words of employment types.
func engagement(text string) (profiles.Engagement, bool) {
	t := strings.NewReplacer("_", ".", "-", ".", " ", ".").Replace(strings.ToLower(text))
	if e, ok := engagementCodes[t]; ok {
		return e, true
	}
	if strings.Contains(t, "unbefristet") { // has the "befristet" of its opposite in it
		return profiles.Permanent, true
	}
	for _, w := range engagementWords {
		for word := range strings.FieldsSeq(w.words) {
			if strings.Contains(t, word) {
				return w.e, true
			}
		}
	}
	return 0, false
}

// workMode reads the words of where the work is done.
func workMode(text string) (profiles.Mode, bool) {
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(strings.ToLower(text), w) })
	}
	switch t := strings.ToLower(text); {
	case has("hybrid", "híbrid"):
		return profiles.Hybrid, true
	case t == "none" || has("homeoffice", "home office", "home-office"):
		return map[bool]profiles.Mode{true: profiles.OnSite, false: profiles.Remote}[t == "none"], true
	case has("site", "office", "vor ort", "präsenz", "sur place", "présentiel", "presencial"):
		return profiles.OnSite, true
	case t == "full" || has("remote", "telecommute", "télétravail", "teletrabajo", "remoto", "anywhere", "worldwide", "work from home"):
		return profiles.Remote, true
	}
	return 0, false
}

// periodCodes are the codes of units and the durations that stand for a period.
var periodCodes = map[string]profiles.Period{"hur": profiles.PerHour, "pt1h": profiles.PerHour, "p1d": profiles.PerDay, "wee": profiles.PerWeek,
	"p7d": profiles.PerWeek, "p1w": profiles.PerWeek, "mon": profiles.PerMonth, "p1m": profiles.PerMonth, "ann": profiles.PerYear, "p1y": profiles.PerYear}

// period reads the words of what an amount of pay is for. The year comes first: "Jahr" has the "hr" of the hour.
func period(text string) profiles.Period {
	t := strings.ToLower(text)
	if p, ok := periodCodes[t]; ok {
		return p
	}
	for _, w := range []struct {
		words string
		p     profiles.Period
	}{
		{"jahr jährlich year annual annum année anual año p.a. lpa", profiles.PerYear}, {"hour hr stunde heure hora", profiles.PerHour},
		{"day daily tagessatz tjm jour día diari", profiles.PerDay}, {"week woche wöchentlich semaine semana", profiles.PerWeek},
		{"month monat mois mensu", profiles.PerMonth},
	} {
		for word := range strings.FieldsSeq(w.words) {
			if strings.Contains(t, word) {
				return w.p
			}
		}
	}
	switch {
	case strings.HasSuffix(t, "par an"), strings.HasSuffix(t, " pa"), strings.HasSuffix(t, "/an"):
		return profiles.PerYear
	case strings.HasSuffix(t, "al mes"), strings.HasSuffix(t, "/mes"):
		return profiles.PerMonth
	case strings.HasSuffix(t, "pro tag"), strings.HasSuffix(t, "/tag"):
		return profiles.PerDay
	}
	return 0
}
