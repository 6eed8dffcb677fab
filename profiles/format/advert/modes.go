package advert

import (
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

// modeForms say where the work is done. Those of one sentence that overlap are one: the first form wins.
var modeForms = []struct {
	m    profiles.Mode
	form pattern
}{
	{0, words(`(?i:remote[- ](?:first|stipend|sensing|control|work (?:stipend|allowance)|friendly|debugg\w+|teams?|desktop|access|working stipend)|` +
		`home[- ]?office[- ](?:stipend|budget|allowance|equipment|ausstattung)|\bhybrid (?:cloud|search|team meetings|retrieval|mobile|app\w*|` +
		`model(?:s|ing|ling)|electric)|no remote|not (?:a )?remote|on-?site (?:gym|interview\w*|day|final|childcare|parking|visit\w*|canteen|` +
		`restaurant|training|support)|on site (?:gym|parking|once|twice|a few times|occasionally)|kein homeoffice|pas de télétravail|` +
		`remote interview\w*)`)},
	{profiles.Hybrid, words(`(?i:\b(?:\d|one|two|three|four|zwei|drei|deux|trois|dos|tres) (?:(?:fixed |feste )?office days|remote days|home-?office-tage|bürotage)|\bhybrid\w*|\bhíbrid[oa]\b|\bhybrides?\b|\b(?:(?:\d|one|two|three|four|zwei|drei|dos|tres|deux|trois)(?:\s?(?:-|–|to|` +
		`bis|à|a)\s?(?:\d|two|three|four))?) (?:days?|tage?n?|jours?|días?)(?: (?:a|per|each|every|pro|par|por|la|de|die|in der)(?: la)? (?:week|` +
		`woche|semaine|semana)| weekly)?(?:,)? (?:in|at|from|im|in unserem|au|en|de|on|à|remote|homeoffice|home office|von zu hause|` +
		`mobil\w*)\b(?: the| our| der)?(?: (?:office|oficina|büro|bureau|télétravail|teletrabajo|home|homeoffice|home office|site|studio|hub))?|` +
		`\bin (?:the office )?(?:\d|two|three) days? (?:a|per) week|\b(?:zwei|drei|\d) (?:tage?n?) (?:pro woche )?(?:in unserem|im|vor ort|remote|` +
		`homeoffice|home office)|bis zu (?:\d|zwei|drei) tagen? (?:pro woche )?(?:homeoffice|home office|remote|mobil\w*)|(?:tage?n?|` +
		`days?) (?:pro woche )?home ?-?office|télétravail (?:partiel|\d|:)|télétravail\W{1,3}\d|teletrabajo parcial|home ?-?office (?:möglich|` +
		`nach absprache|los|option)|mobile[sn]? arbeiten|mobilarbeit|teilweise (?:remote|homeoffice)|partially remote|partly remote|` +
		`mix of (?:home|remote|office)|\b(?:[1-8]\d) ?% remote|remote[- ]anteil)`)},
	{profiles.Remote, words(`(?i:\b(?:fully|100 ?%|mostly|all|completely|entirely) remote\b|\bremote\b|\bremoto\b|\bà distance\b|` +
		`\bwork(?:ing)? from (?:home|anywhere)\b|\bfull télétravail\b|\btélétravail (?:complet|total|à 100)|\b100 ?% (?:télétravail|teletrabajo|` +
		`homeoffice|home office)|\bdistributed\b|\btelecommute\b|\bwfh\b|\b(?:work |from )?anywhere in\b)`)},
	{profiles.Hybrid, words(`(?i:\btélétravail\b|\bhome-?office\b|\bhome office\b|\bteletrabajo\b|\bmobile working\b)`)}, // where not all of the work is said to be done at home
	{profiles.OnSite, words(`(?i:\bon-?site\b|\bon site\b|\bin-office\b|\boffice[- ]based\b|\bin[- ]person (?:role|position|only|work)|\bsur place\b|\ben (?:la )?oficina\b|\bim büro\b|\bau bureau\b|\bin the office\b|\bvor ort\b|` +
		`\bpräsenz\w*|\bprésentiel\b|\bpresencial\b|\bsur site\b|\bfive days a week\b|\bwork from (?:our|the) office\b|\b5 days a week (?:in|at|` +
		`on)\b)`)},
}

// modes collects where the work is done. Labels and the head come first; the rest of the advert is asked only when they are silent.
func (r *reader) modes() {
	for _, stated := range []bool{true, false} {
		for i := range r.units {
			u := &r.units[i]
			head := u.label == labelMode || u.label == labelPlace || u.section == top && i < 3*headUnits || u.label == labelEngagement
			if head == stated && r.speaksOfWork(u) {
				r.modesOf(u)
			}
		}
		if len(r.role.Modes) > 0 {
			break
		}
	}
	if len(r.role.Modes) == 0 {
		r.modesAnywhere()
	}
	if slices.Contains(r.role.Modes, profiles.Hybrid) {
		r.role.Modes = slices.DeleteFunc(r.role.Modes, func(m profiles.Mode) bool { return m == profiles.OnSite })
	}
}

// modesAnywhere looks at short lines of any section: beside a column of facts, sections mean nothing.
func (r *reader) modesAnywhere() {
	for i := range r.units {
		if u := &r.units[i]; !u.bullet && !u.heading && len(u.text) < 60 && len(r.Taxonomy.Extract(u.text)) == 0 {
			r.modesOf(u)
		}
	}
}

var talkForm = words(`(?i:interview|selection|round|hiring process|entretien|entrevista|gespräch|rencontre)`)

// speaksOfWork leaves out what is said of interviews, skills and others.
func (r *reader) speaksOfWork(u *unit) bool {
	return u.section != process && u.section != contact && u.section != legal && !u.section.asking() && !u.heading && u.label != labelProcess
}

func (r *reader) modesOf(u *unit) {
	for _, s := range sentences(u.text) {
		text := u.text[s[0]:s[1]]
		if talkForm.MatchString(text) {
			continue
		}
		taken := [][]int{}
		for _, f := range modeForms {
			for _, m := range f.form.FindAllStringIndex(text, 5) {
				if overlaps(taken, m) {
					continue
				}
				taken = append(taken, m)
				if f.m == 0 || f.m == profiles.Remote && slices.Contains(r.role.Modes, profiles.Hybrid) && !apartRemote.MatchString(text) {
					continue
				}
				if !slices.Contains(r.role.Modes, f.m) {
					r.role.Modes = append(r.role.Modes, f.m)
					r.fact(u, s[0]+m[0], s[0]+m[1], "modes", f.m.String(), reading.Likely)
				}
			}
		}
	}
}

// apartRemote says that remote work is offered beside hybrid work, not as a part of it.
var apartRemote = words(`(?i:\bor (?:fully |100 ?% )?remote|fully remote|100 ?% remote|remote or|oder (?:komplett |100 ?% )?remote|ou full remote|o remoto)`)

func overlaps(taken [][]int, m []int) bool {
	return slices.ContainsFunc(taken, func(t []int) bool { return m[0] < t[1] && t[0] < m[1] })
}

// unions are groups of countries that adverts name.
var unions = map[string]string{
	"eu": "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK", "eea": "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT " +
		"LI LT LU LV MT NL NO PL PT RO SE SI SK",
	"europe": "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK", "dach": "AT CH DE", "benelux": "BE LU " +
		"NL", "north america": "CA US",
}

func init() {
	for alias, of := range map[string]string{"european union": "eu", "europäischen union": "eu", "union européenne": "eu", "ue": "eu", "unión " +
		"europea": "eu", "europa": "europe", "d-a-ch": "dach", "nordamerika": "north america"} {
		unions[alias] = unions[of]
	}
}

const countryName = `((?:the |der |den |die |l'|la |le |les )?(?:\p{Lu}[\p{L}.]*)(?: (?:of |and )?\p{Lu}[\p{L}.]*){0,2}(?:(?:,| or| and| oder| und|` +
	` ou| et| o| y|/|,? &) ?(?:the )?\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*){0,2}){0,6})`

var (
	// withinForm finds the countries beside the word of remote work.
	withinForm = exact(`(?:[Rr]emote|REMOTE|[Rr]emoto|télétravail|[Hh]omeoffice|teletrabajo|distance|home)\b[^.;!?]{0,18}?(?:\s(?:within|` +
		`in|from|inside|across|anywhere in|innerhalb|aus|dentro de|desde|en|depuis|au sein de)\s|\s?[(,:–—-]+\s*(?:within |in |from |nur |only |` +
		`innerhalb |aus |dentro de |en |au sein de )?)` + countryName)
	// anyForm finds those of "anywhere in the US" and "US-based".
	anyForm = exact(`(?:[Aa]nywhere (?:in|within)\s+|from any state in\s+)` + countryName + `|\b(\p{Lu}[\p{L}.]+(?: \p{Lu}\p{L}+)?)[ -](?:[Bb]ased|[Rr]esidents|[Oo]nly)\b`)
	// livesForm finds the countries in which applicants have to live.
	livesForm = exact(`(?i:(?:candidates?|applicants?|you|must|open to|only|need to|sie|du|bewerber\w*|candidats?|` +
		`vous)\b[^.;!?]{0,40}?\b(?:live in|based in|located in|reside in|resident in|residing in|living in|wohnen in|wohnsitz in|basés? en|` +
		`résid\w+ en|résider en|residir en|residencia en))\s+` + countryName)
	citySign = words(`\s*(?:,|/|&|\bor\b|\band\b|\boder\b|\bund\b|\bou\b|\bet\b|\bo\b|\by\b)\s*`)
)

// countries reads from where remote work is possible. What applicants must be is noted: a text makes no gate.
func (r *reader) countries() {
	remote := slices.Contains(r.role.Modes, profiles.Remote)
	for i := range r.units {
		u := &r.units[i]
		if u.section == contact {
			continue
		}
		if m := withinForm.FindStringSubmatchIndex(u.text); m != nil && remote {
			r.setCountries(u, m[2], m[3])
		}
		if m := anyForm.FindStringSubmatchIndex(u.text); m != nil && remote {
			r.setCountries(u, max(m[2], m[4]), max(m[3], m[5]))
		}
		if m := livesForm.FindStringSubmatchIndex(u.text); m != nil {
			if cs := r.countriesIn(u.text[m[2]:m[3]]); len(cs) > 0 {
				r.note(u, "applicantCountries", "the text says where applicants must live ("+strings.Join(cs, ", ")+"): noted, not a gate")
				if remote {
					r.setCountries(u, m[2], m[3])
				}
			}
		}
	}
}

func (r *reader) setCountries(u *unit, from, to int) {
	cs := r.countriesIn(u.text[from:to])
	if len(cs) == 0 || len(r.role.RemoteCountries) > 0 {
		return
	}
	r.role.RemoteCountries = cs
	r.fact(u, from, to, "remoteCountries", strings.Join(cs, ", "), reading.Likely)
}

// countriesIn are the countries that a list names, sorted. A name that is none ends it.
func (r *reader) countriesIn(text string) []string {
	var out []string
	for _, name := range citySign.Split(text) {
		name = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(name), "."))
		for _, a := range []string{"the ", "der ", "den ", "die ", "l'", "la ", "le ", "les "} {
			name = strings.TrimPrefix(name, a)
		}
		name = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, " only"), " Only"), " based")
		if u, ok := unions[strings.ToLower(name)]; ok {
			out = add(out, strings.Fields(u)...)
		} else if iso, ok := r.country(name); ok {
			out = add(out, iso)
		} else {
			break
		}
	}
	slices.Sort(out)
	return out
}

// country knows the genitive of German, too: "innerhalb Deutschlands". Words of two small letters are none.
func (r *reader) country(name string) (string, bool) {
	if len(name) < 3 && strings.ToUpper(name) != name {
		return "", false
	}
	if iso, ok := r.Gazetteer.Country(name); ok {
		return iso, true
	}
	return r.Gazetteer.Country(strings.TrimSuffix(name, "s"))
}
