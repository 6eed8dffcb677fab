package format

import (
	"regexp"
	"strconv"
	"strings"

	"tenon/profiles"
)

// levelWords are the words of skill levels; the first word of a text that is one of them counts.
var levelWords = map[string]uint8{
	"novice": 1, "beginner": 1, "basic": 2, "familiar": 2, "elementary": 2, "intermediate": 3, "working": 3, "competent": 3, "proficient": 3,
	"advanced": 4, "experienced": 4, "expert": 4, "senior": 4, "master": 5, "guru": 5,
}

// skillLevel reads a level of 1 to 5, or a word for one.
func skillLevel(text string) uint8 {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), notLetter) {
		if l := levelWords[w]; l != 0 {
			return l
		}
	}
	if n, err := strconv.ParseUint(text, 10, 8); err == nil && n >= 1 && n <= 5 {
		return uint8(n)
	}
	return 0
}

func notLetter(r rune) bool { return r < 'a' || r > 'z' }

// fluencies are tried in order: "full professional" before "professional", "native" before everything.
var fluencies = []struct {
	word  string
	level profiles.CEFR
}{
	{"native", profiles.C2}, {"bilingual", profiles.C2}, {"mother tongue", profiles.C2}, {"muttersprach", profiles.C2},
	{"full professional", profiles.C1}, {"fluent", profiles.C1}, {"advanced", profiles.C1},
	{"limited working", profiles.B1}, {"professional", profiles.B2}, {"working", profiles.B2}, {"upper intermediate", profiles.B2},
	{"conversational", profiles.B1}, {"intermediate", profiles.B1}, {"basic", profiles.A2}, {"elementary", profiles.A2}, {"beginner", profiles.A1},
}

var cefrCode = regexp.MustCompile(`(?i)\b([abc][12])\b`)

// fluency reads a CEFR code or the words that people use for one; 0 when there is none.
func fluency(text string) profiles.CEFR {
	var level profiles.CEFR
	if m := cefrCode.FindString(text); m != "" && level.UnmarshalText([]byte(m)) == nil {
		return level
	}
	low := strings.ReplaceAll(strings.ToLower(text), "-", " ")
	for _, f := range fluencies {
		if strings.Contains(low, f.word) {
			return f.level
		}
	}
	return 0
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

// yearsForm finds a number before "years" and the second of a range, as in "3-5 years" and "Minimum 3 years".
var (
	yearsForm  = regexp.MustCompile(`(?i)(\d{1,2})(?:\s*(?:-|–|to)\s*\d{1,2})?\s*\+?\s*(?:or more\s+)?(years?|yrs?|months?)\b`)
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
	if strings.HasPrefix(m[2], "y") {
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

// engagement reads the words of employment types. Full and part time stand for a permanent contract, as on job boards.
func engagement(text string) (profiles.Engagement, bool) {
	t := strings.NewReplacer("_", " ", "-", " ").Replace(strings.ToLower(text))
	for _, w := range []struct {
		word string
		e    profiles.Engagement
	}{
		{"intern", profiles.Internship}, {"trial", profiles.Trial}, {"project", profiles.Trial}, {"contract", profiles.Contract}, {"freelance", profiles.Contract},
		{"temporary", profiles.Contract}, {"full time", profiles.Permanent}, {"part time", profiles.Permanent}, {"permanent", profiles.Permanent},
	} {
		if strings.Contains(t, w.word) {
			return w.e, true
		}
	}
	return 0, false
}

// workMode reads the words of where the work is done.
func workMode(text string) (profiles.Mode, bool) {
	switch t := strings.ToLower(text); {
	case strings.Contains(t, "hybrid"):
		return profiles.Hybrid, true
	case t == "none" || strings.Contains(t, "site") || strings.Contains(t, "office"):
		return profiles.OnSite, true
	case t == "full" || strings.Contains(t, "remote") || strings.Contains(t, "telecommute"):
		return profiles.Remote, true
	}
	return 0, false
}

// period reads the words of what an amount of pay is for.
func period(text string) profiles.Period {
	t := strings.ToLower(text)
	for _, w := range []struct {
		word string
		p    profiles.Period
	}{
		{"hour", profiles.PerHour}, {"hr", profiles.PerHour}, {"day", profiles.PerDay}, {"daily", profiles.PerDay}, {"week", profiles.PerWeek}, {"month", profiles.PerMonth},
		{"year", profiles.PerYear}, {"annual", profiles.PerYear}, {"annum", profiles.PerYear}, {"ann", profiles.PerYear},
	} {
		if strings.Contains(t, w.word) {
			return w.p
		}
	}
	return 0
}
