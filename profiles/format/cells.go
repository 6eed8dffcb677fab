package format

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/gazetteer"
)

// splitOutside parts a text at any of the signs that does not stand in parentheses, and trims the parts.
func splitOutside(text, signs string) []string {
	var out []string
	depth, start := 0, 0
	add := func(end int) {
		if p := strings.Trim(text[start:end], " \t\r\n"); p != "" {
			out = append(out, p)
		}
	}
	for i, r := range text {
		switch {
		case r == '(' && strings.IndexByte(text[i:], ')') > 0:
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0 && strings.ContainsRune(signs, r):
			add(i)
			start = i + len(string(r))
		}
	}
	add(len(text))
	return out
}

// place reads "Berlin, Germany (hybrid)", "Remote", "Germany"; a role takes the mode from it too.
func (r *row) place(c cell, p **profiles.Place) {
	if m, ok := workMode(c.text()); ok && r.Role != nil {
		r.Role.Modes = append(r.Role.Modes, m)
	}
	if found := r.placed(c); found != nil && *p == nil {
		*p = found
	}
}

var modeNote = regexp.MustCompile(`(?i)\s*[(,/–-]?\s*\b(remote|hybrid|hybride?|on-?site|anywhere|worldwide|homeoffice|télétravail|teletrabajo)\b\)?`)

func (r *row) placed(c cell) *profiles.Place {
	text := strings.Trim(modeNote.ReplaceAllString(r.name(c.node), ""), " ,()-–/")
	if text == "" {
		return nil
	}
	g := gazetteer.Default()
	if iso, ok := g.Country(text); ok {
		if city, ok := g.Find(text, "", iso); !ok || city.Country != iso {
			return &profiles.Place{Country: iso}
		}
	}
	return &profiles.Place{City: text}
}

// yesWords and noWords are what cells say where a question is the header.
var (
	yesWords = []string{"yes", "y", "true", "1", "1.0", "x", "100", "ja", "oui", "sí", "si", "fully", "full", "always"}
	noWords  = []string{"no", "n", "false", "0", "0.0", "nein", "non", "never"}
)

func yes(text string) bool { return slices.Contains(yesWords, strings.ToLower(text)) }

// modes reads the modes of work, or what a cell answers to "remote?": yes, no, or a share in per cent.
func (r *row) modes(c cell) []profiles.Mode {
	switch text := strings.ToLower(strings.TrimSuffix(c.text(), "%")); {
	case yes(text):
		return []profiles.Mode{profiles.Remote}
	case slices.Contains(noWords, text):
		return []profiles.Mode{profiles.OnSite}
	case strings.Trim(text, "0123456789. ") == "":
		return []profiles.Mode{profiles.Hybrid}
	}
	var out []profiles.Mode
	for _, text := range c.entries() {
		if m, ok := workMode(text); ok {
			out = append(out, m)
		} else {
			r.note(c.path, "not a mode that is known: left unknown")
		}
	}
	return distinct(out)
}

// day reads a date of a cell; a year alone is its January, of a planned end its December.
func (r *row) day(c cell, planned bool) profiles.Month {
	year, month, ok := cellDate(c.text())
	switch {
	case !ok:
		r.note(c.path, "not a date that is understood, as 2024-05-31 or 05/2024: left unknown")
		return 0
	case month == 0 && planned:
		r.once(c, "only years: taken for their December")
		month = 12
	case month == 0:
		r.once(c, "only years: taken for their January")
		month = 1
	}
	return profiles.NewMonth(year, month)
}

var (
	timeOfDay = regexp.MustCompile(`(?:T|,?\s)\d{1,2}:\d{2}.*$`)
	epoch     = regexp.MustCompile(`^1[0-9]{9}(?:[0-9]{3})?(?:\.0)?$|^1\.\d+[eE]\+?12$`)
)

// cellDate reads the dates of spreadsheets and exports: 2024-05-31, 31.05.2024, 5/31/2024, 05/2024, May 2024, 31 mai 2024, 2024,
// seconds or milliseconds since 1970. Of 5/6/2024 the first is the month, as in American exports, of 5.6.2024 the day.
func cellDate(text string) (year, month int, ok bool) {
	text = timeOfDay.ReplaceAllString(strings.TrimSpace(text), "")
	if epoch.MatchString(text) {
		v, _ := strconv.ParseFloat(text, 64)
		if v > 1e11 {
			v /= 1000
		}
		m := profiles.MonthOf(time.Unix(int64(v), 0))
		return m.Year(), m.Month1(), true
	}
	if y, m, ok := date(strings.TrimSuffix(text, ".0")); ok {
		return y, m, true
	}
	for _, d := range reading.FindDates(text, "en", 0) {
		if d.Single && d.Start == d.End && d.From == 0 && d.To == len(text) {
			return d.Start.Year(), d.Start.Month1(), true
		}
	}
	return 0, 0, false
}
