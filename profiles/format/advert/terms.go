package advert

import (
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

// engagementForms say what contract is offered, the more telling first: a paid trial with an offer at the end is a trial.
var engagementForms = []struct {
	e    profiles.Engagement
	form pattern
}{
	{profiles.Trial, words(`(?i:\btrial (?:project|period of work|to hire|hire|engagement)|\btrial-to-hire\b|\bpaid trial\b|` +
		`\brequest for proposals?\b|\brfp\b|\bproject trial\b|\bprobeprojekt\b|\bprojet d'essai\b|\bproyecto de prueba\b)`)},
	{profiles.Internship, words(`(?i:\binternship\b|\bintern\b|\bpraktikum\b|\bpraktikant\w*|\bwerkstudent\w*|\bstage\b|\bstagiaire\b|\balternance\b|` +
		`\balternant\w*|\bapprentissage\b|\bprácticas\b|\bbecari[oa]\b|\bworking student\b|\bapprenticeship\b)`)},
	{profiles.Contract, words(`(?i:\bcontractors?\b|\bcontract (?:role|position|basis|duration|length)\b|\((?:contract|freelance)\)|\bcontract\b\W*$|` +
		`^\W*contract\b|\b(?:fixed[- ]term|temporary|interim)\b|\bfreelanc\w+|\bfreiberuflich\w*|\bbefristet\w*|\bcdd\b|\bintérim\b|\btemporal\b|` +
		`\bautónomo\b|\b(?:inside|outside) ir35\b|\bday rate\b|\btjm\b|\btagessatz\b|\bstundensatz\b|\b\d{1,2}[- ]months? (?:initial |fixed |` +
		`contract)|\bc2c\b|\bmission freelance\b|\bobra y servicio\b|\bcontract-to-hire\b|\bindependent contractor\b)`)},
	{profiles.Permanent, words(`(?i:\bpermanent\b|\bfull[- ]?time\b|\bpart[- ]?time\b|\bunbefristet\w*|\bfestanstellung\b|\bfeste anstellung\b|` +
		`\bvollzeit\b|\bteilzeit\b|\bcdi\b|\btemps (?:plein|partiel)\b|\bindefinido\b|\bjornada completa\b|\btiempo completo\b|\bplanta\b|` +
		`\btempo integral\b|\bfull time\b|\bdirect hire\b)`)},
}

var notContract = words(`(?i:permanent resident\w*|citizens or permanent|unbefristete\w* arbeitserlaubnis|full-time (?:offer|student|education|` +
	`degree)|smart contracts?|stage[- ](?:startup|company|\d)|(?:early|late|growth|seed)[- ]stage|at (?:this|every|any|each) stage|first stage|` +
	`stages?\b of|two[- ]stage|multi-stage|contract (?:management|negotiation|testing)|data contracts?|mentor\w* interns?|internal)`)

// terms reads the forms of engagement: from labels and the head, else from what is said of the job.
func (r *reader) terms() {
	for _, stated := range []bool{true, false} {
		for i := range r.units {
			u := &r.units[i]
			head := u.label == labelEngagement || u.label == labelTitle || u.section == top && i < 3*headUnits
			if head == stated && (stated || r.speaksOfWork(u) && u.section != about) {
				r.engagement(u)
			}
		}
		if len(r.role.Engagements) > 0 {
			return
		}
	}
}

// engagement takes the first form of a unit. Full time says nothing beside a limited contract.
func (r *reader) engagement(u *unit) {
	text := u.text
	for _, m := range notContract.FindAllStringIndex(text, 5) {
		text = text[:m[0]] + strings.Repeat(" ", m[1]-m[0]) + text[m[1]:]
	}
	from := 0
	if u.label == labelEngagement && !engagementForms[2].form.MatchString(text[u.value:]) {
		from = u.value // "Contract: permanent"
	}
	for _, f := range engagementForms {
		m := f.form.FindStringIndex(text[from:])
		if m == nil {
			continue
		}
		m[0], m[1] = m[0]+from, m[1]+from
		if f.e == profiles.Permanent && len(r.role.Engagements) > 0 && r.role.Engagements[0] != f.e {
			return
		}
		if f.e != profiles.Permanent {
			r.role.Engagements = slices.DeleteFunc(r.role.Engagements, func(e profiles.Engagement) bool { return e == profiles.Permanent })
		}
		if !slices.Contains(r.role.Engagements, f.e) && !(f.e == profiles.Contract && slices.Contains(r.role.Engagements, profiles.Trial)) {
			r.role.Engagements = append(r.role.Engagements, f.e)
			r.fact(u, m[0], m[1], "engagements", f.e.String(), reading.Likely)
		}
		return
	}
}

// moneyOf is the currency of countries that share its sign with others, or that leave it out.
var moneyOf = map[string]string{"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD", "MX": "MXN", "CO": "COP",
	"CL": "CLP", "AR": "ARS", "UY": "UYU", "NO": "NOK", "DK": "DKK", "SE": "SEK",
	"IS": "ISK", "CN": "CNY", "JP": "JPY", "IN": "INR", "GB": "GBP", "CH": "CHF", "PL": "PLN", "AE": "AED", "BR": "BRL", "DE": "EUR", "AT": "EUR",
	"FR": "EUR", "ES": "EUR", "IT": "EUR", "NL": "EUR", "BE": "EUR", "IE": "EUR", "PT": "EUR", "FI": "EUR"}

// pay reads the pay, first where it is labelled, then where things are offered, then anywhere.
func (r *reader) pay() {
	hint := reading.PayHint{}
	if p := r.role.Place; p != nil {
		hint.Currency = moneyOf[p.Country]
	} else if len(r.role.RemoteCountries) == 1 {
		hint.Currency = moneyOf[r.role.RemoteCountries[0]]
	}
	steps := []func(u *unit) bool{
		func(u *unit) bool { return u.label == labelPay },
		func(u *unit) bool { return u.section == offer },
		func(u *unit) bool { return u.section != legal && u.section != contact && u.label != labelContact },
	}
	for i, in := range steps {
		h := hint
		h.Stated = i == 0
		for k := range r.units {
			if u := &r.units[k]; in(u) && !u.heading && r.payOf(u, h, k) {
				return
			}
		}
	}
}

// payOf reads the pay of a unit. A heading of pay right above it says what it is.
func (r *reader) payOf(u *unit, h reading.PayHint, k int) bool {
	if k > 0 && r.units[k-1].heading && payHeading.MatchString(r.units[k-1].text) {
		h.Stated = true
	}
	text, from := u.text, 0
	if u.label == labelPay && !payWord.MatchString(text) {
		from = u.value
	}
	p, ok := reading.Pay(text[from:], h)
	if !ok {
		return false
	}
	if p.Beside == "" && k+1 < len(r.units) {
		p.Beside = r.besides(k)
	}
	pay := p.Pay
	r.role.Pay = &pay
	r.fact(u, from+p.Start, from+p.End, "pay", p.String(), p.Confidence)
	if p.Assumed != "" {
		r.note(u, "pay", "not stated, assumed: "+p.Assumed)
	}
	return true
}

var (
	payHeading = words(`(?i:salary|pay|compensation|remuneration|budget|gehalt|vergütung|rémunération|salaire|salario|sueldo|rate)`)
	payWord    = words(`(?i:rate|tjm|satz|ctc|gratification)`)
	onTopWords = words(`(?i:\b(?:equity|(?:stock|share) options?|rsus?|esops?|vsop|bspce|bonus|commission|tax-free|housing|relocation)\b)`)
)

// besides collects what the next two entries offer on top of the pay.
func (r *reader) besides(k int) string {
	var out []string
	for _, u := range r.units[k+1 : min(k+3, len(r.units))] {
		if u.section == offer && !u.heading && len(u.text) < 200 {
			out = add(out, onTopWords.FindAllString(u.text, 6)...)
		}
	}
	return strings.Join(out, ", ")
}

var (
	postedForm  = words(`(?i:\b(?:posted|published|veröffentlicht|erschienen|publiée?|publicad[ao]|online seit|date)\b)`)
	closingForm = words(`(?i:\b(?:apply (?:by|before|until)|by|closes?|closing|deadline|valid (?:until|through)|due|bis (?:zum|spätestens)|` +
		`bewerbungsschluss|bewerbungsfrist|avant le|jusqu'au|date limite|hasta el|fecha límite|antes del)\b)`)
	applyForm = words(`(?i:appl|clos|deadline|due|send|submit|bewerb|candidat|postul|solicitud|inscri|propos)`)
)

// dates reads when the advert was posted and until when one may apply.
func (r *reader) dates() {
	for i := range r.units {
		u := &r.units[i]
		switch {
		case u.label == labelPosted:
			r.posted(u, u.value)
		case u.label == labelClosing:
			r.closing(u, u.value)
		case u.label == 0 && !u.heading:
			for _, s := range sentences(u.text) {
				text := u.text[s[0]:s[1]]
				if m := closingForm.FindStringIndex(text); m != nil && applyForm.MatchString(text) {
					r.closing(u, s[0]+m[0])
				} else if m := postedForm.FindStringIndex(text); m != nil && u.section == top && len(text) < 80 {
					r.posted(u, s[0]+m[0])
				}
			}
		}
	}
}

// oneDate is the first date from byte from of a unit that has a month.
func (r *reader) oneDate(u *unit, from int) (reading.Dates, bool) {
	language := r.res.Language
	if p := r.role.Place; language == "en" && p != nil && p.Country != "US" {
		language = "en-GB" // the day first
	}
	for _, d := range reading.FindDates(u.text[from:], language, profiles.NewMonth(profiles.LastYear, 12)) {
		if d.End != 0 && !d.Bare && !d.Current {
			return d, true
		}
	}
	return reading.Dates{}, false
}

func (r *reader) posted(u *unit, from int) {
	d, ok := r.oneDate(u, from)
	switch {
	case !ok || r.role.Posted != 0:
	case d.Start > r.Now:
		r.note(u, "posted", "lies after "+r.Now.String()+": not kept")
	default:
		r.role.Posted = d.Start
		r.fact(u, from+d.From, from+d.To, "posted", d.Start.String(), reading.Sure)
	}
}

func (r *reader) closing(u *unit, from int) {
	if d, ok := r.oneDate(u, from); ok && r.role.ValidThrough == 0 {
		r.role.ValidThrough = d.End
		r.fact(u, from+d.From, from+d.To, "validThrough", d.End.String(), reading.Likely)
	}
}

// interviewForms are formats of interviews, where interviews are spoken of.
var interviewForms = []struct {
	i    profiles.Interview
	form pattern
}{
	{profiles.InterviewRemote, words(`(?i:\bremote(?:ly)?\b|\bvideo\b|\b(?:a|first|intro\w*|\d+[- ]min\w*|phone|screening) (?:phone )?calls?\b|` +
		`\bcalls? with\b|\bphone (?:screen|interview)\w*|\btelefon\w*|\btéléphonique\b|\btelefónica\b|\bllamada\b|\bonline\b|\bvirtual(?:ly)?\b|` +
		`\bzoom\b|\bteams call\b|\bvisio\w*|\bvideollamada\b|\bvideocall\b|\bvideo-?(?:gespräch|interview|call)\b|\bentretien vidéo\b)`)},
	{profiles.InterviewInPerson, words(`(?i:\bon-?site\b|\bon site\b|\bin[- ]person\b|\b(?:at|in) our office\w*|\bface[- ]to[- ]face\b|\bvor ort\b|` +
		`\bpersönlich\w*|\bin unserem büro\b|\bdans nos (?:bureaux|locaux)\b|\bsur place\b|\brencontre\b|\bpresencial\w*|\ben (?:nuestra|` +
		`la) oficina\b|\bsuper ?day\b)`)},
	{profiles.InterviewTakeHome, words(`(?i:\btake-?home\b|\bhome (?:assignment|task|exercise)\b|\bcase study\b|\bcoding (?:challenge|assignment)\b|` +
		`\bprobeaufgabe\b|\bhausaufgabe\b|\bfallstudie\b|\btest technique\b|\bcas pratique\b|\bprueba técnica\b|\bcaso práctico\b|` +
		`\bassessment task\b)`)},
	{profiles.InterviewPairing, words(`(?i:\bpair(?:ed)?[- ]?programming\b|\bpairing\b|\blive[- ]coding\b|\bpair coding\b|\bgemeinsame programmier\w*|` +
		`\bprogrammation en binôme\b|\bprogramación en pareja\b)`)},
	{profiles.InterviewPortfolio, words(`(?i:\bportfolio\b)`)},
}

var talks = words(`(?i:\b(?:interview\w*|hiring process|the process|process consists|selection|final (?:round|discussion)|screening|shortlisted|` +
	`entretiens?|processus|entrevistas?|proceso|vorstellungsgespräch\w*|bewerbungsprozess|gespräche?|kennenlernen)\b)`)

// interviews reads formats of interviews from the section on the process, and from sentences that speak of interviews.
func (r *reader) interviews() {
	for i := range r.units {
		u := &r.units[i]
		if u.heading || u.section.asking() || u.section == tasks && u.label == 0 {
			continue
		}
		process := u.section == process || u.label == labelProcess
		for _, s := range sentences(u.text) {
			text := u.text[s[0]:s[1]]
			if !process && !talks.MatchString(text) {
				continue
			}
			for _, f := range interviewForms {
				if m := f.form.FindStringIndex(text); m != nil && !slices.Contains(r.role.Interviews, f.i) {
					r.role.Interviews = append(r.role.Interviews, f.i)
					r.fact(u, s[0]+m[0], s[0]+m[1], "interviews", f.i.String(), reading.Likely)
				}
			}
		}
	}
	slices.Sort(r.role.Interviews)
}
