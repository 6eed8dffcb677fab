package advert

import (
	"slices"
	"strings"

	"tenon/profiles"
	"tenon/profiles/format/reading"
	"tenon/profiles/taxonomy"
)

// valueWords are benefits in the words of adverts that are no names of them in the taxonomy.
var valueWords = []struct {
	form pattern
	id   string
}{
	{words(`(?i:\b3\d\+? (?:tagen? (?:jahres)?urlaub|urlaubstage|days?(?: of)?(?: paid| annual)? (?:leave|vacation|holidays?|pto)|jours de congés|días de vacaciones))`), "thirty-days-leave"},
	{words(`(?i:\b(?:1\d|2\d)\+? (?:days?(?: of)?(?: paid| annual)? (?:leave|vacation|holidays?|pto|time off)|tagen? urlaub|urlaubstage|jours de congés|días (?:laborables )?de vacaciones|rtt)|\brtt\b|\b(?:five|six|5|6) weeks(?: of)?(?: paid| annual)? (?:vacation|leave|holidays?)|\bpaid leave\b|\bpto\b|\bpaid time off\b|\bcongés payés)`), "paid-leave"},
	{words(`(?i:\bunlimited (?:pto|vacation|leave|holidays?|time off))`), "unlimited-leave"},
	{words(`(?i:\bweiterbildung\w*|\bfortbildung\w*|\bschulungen\b|\bbudget (?:de )?formation\b|\bformations?\b|\bformación\b|\bpresupuesto de formación\b|\b(?:learning|training|education|conference|development)(?: and \w+)? (?:budget|stipend|allowance))`), "learning-budget"},
	{words(`(?i:\bmitarbeiterbeteiligung\w*|\bbspce\b|\besops?\b|\bvsop\b|\bequity\b|\b(?:stock|share|aktien)[- ]?optio\w+|\brsus?\b|\bacciones\b|\bstock (?:grants?|package)\b)`), "equity"},
	{words(`(?i:\bbonus(?:es)?\b|\bprämien?\b|\bbonuszahlung\w*|\bprimes?\b|\b13\. ?(?:monats)?gehalt\b|\b13e mois\b|\bweihnachtsgeld\b|\burlaubsgeld\b)`), "bonus"},
	{words(`(?i:\bintéressement\b|\bparticipation aux bénéfices\b|\bgewinnbeteiligung\b|\bprofit[- ]sharing\b)`), "profit-sharing"},
	{words(`(?i:\bmutuelle\b|\bseguro (?:médico|de salud|de gastos médicos)\b|\b(?:medical|health|dental) (?:insurance|cover\w*|care|benefits)\b|\bhealthcare\b|\bprivate medical\b|\bkrankenzusatzversicherung\b|\bmedical,|\bassurance santé\b|\bmedical insurance\b|\bhealth, dental)`), "health-insurance"},
	{words(`(?i:\b401\(?k\)?|\bpension\b|\bretirement\b|\bbetriebliche\w* altersvorsorge\b|\baltersvorsorge\b|\bbav\b|\bplan de pensiones\b|\bretraite\b|\bsuperannuation\b)`), "pension"},
	{words(`(?i:\bticket[s]? restaurants?\b|\btickets? resto\b|\btitres[- ]restaurant\b|\bswile\b|\bcheques? restaurante?\b|\bticket restaurant\b|\bkantine\b|\bmittagessen\b|\bessenszuschuss\b|\bvales de despensa\b|\bfree (?:lunch|meals|food)\b|\bmeal (?:vouchers?|allowance)\b)`), "meals"},
	{words(`(?i:\bflexible (?:working )?(?:hours|schedule)|\bflexible arbeitszeit\w*|\bgleitzeit\b|\bvertrauensarbeitszeit\b|\bhorario flexible\b|\bflexibilidad horaria\b|\bhoraires (?:flexibles|aménagés)\b|\bflexi-?time\b)`), "flexible-hours"},
	{words(`(?i:\bjob-?ticket\b|\bdeutschlandticket\b|\bjob-?rad\b|\bdienstrad\b|\bbike-?leasing\b|\bcommuter\b|\bcycle to work\b|\bseason ticket\b|\bremboursement transport\b|\bforfait mobilité\b|\btransport (?:allowance|pass)\b)`), "commuter-benefit"},
	{words(`(?i:\bkita[- ]?(?:zuschuss|platz|plätze)?\b|\bkinderbetreuung\b|\bcrèche\b|\bguardería\b|\bchildcare\b)`), "childcare"},
	{words(`(?i:\b(?:parental|maternity|paternity|family) leave\b|\belternzeit\b|\bcongé parental\b)`), "parental-leave"},
	{words(`(?i:\bdienstwagen\b|\bfirmenwagen\b|\bcompany car\b|\bvoiture de fonction\b|\bcoche de empresa\b|\bcar allowance\b)`), "company-car"},
	{words(`(?i:\b(?:home|remote)[- ]?(?:office|work(?:ing)?)? (?:stipend|budget|allowance)|\bhome-?office[- ](?:budget|ausstattung|zuschuss)\b|\bwfh (?:stipend|budget)\b)`), "remote-stipend"},
	{words(`(?i:\bremote[- ]first\b|\bwork from anywhere\b|\bworkation\b|\bfully distributed\b)`), "work-from-anywhere"},
	{words(`(?i:\b(?:4|four)[- ]day (?:work(?:ing)? )?week\b|\b4-?tage-?woche\b|\bvier-?tage-?woche\b|\bsemaine de 4 jours\b|\bsemana de 4 días\b|\bjornada de 4 días\b)`), "four-day-week"},
	{words(`(?i:\bvisa (?:support|sponsorship|assistance)\b)`), "visa-sponsorship"},
	{words(`(?i:\brelocation\b|\bumzug(?:skosten|shilfe|sunterstützung)\b|\baide à la relocation\b|\bayuda de reubicación\b)`), "relocation"},
	{words(`(?i:\bhousing\b|\baccommodation\b)`), "housing"},
	{words(`(?i:\btax[- ]free\b)`), "tax-free"},
	{words(`(?i:\bteam (?:retreats?|events?|offsites?)\b|\b(?:company|team|yearly|annual) (?:retreats?|offsites?)\b|\bteamevents?\b|\bséminaires?\b|\boff-?sites?\b)`), "team-events"},
	{words(`(?i:\b(?:latest|new) (?:macbook|laptop|hardware)|\bmacbook\b|\bchoice of (?:laptop|equipment|hardware)\b|\bhardware (?:of your choice|deiner wahl)\b)`), "equipment-choice"},
	{words(`(?i:\bgym\b|\burban sports\b|\bwellpass\b|\begym\b|\bwell-?being\b|\bwellness\b|\bgimnasio\b|\bfitness\w*|\bgympass\b|\bmental health\b)`), "wellness"},
	{words(`(?i:\bmentor(?:ing|ship)?\b|\bcoaching\b|\bbuddy\b)`), "mentoring"},
	{words(`(?i:\bsabbatical\w*)`), "sabbatical"},
	{words(`(?i:\bdog[- ]friendly\b|\bbürohund\w*|\bpet[- ]friendly\b)`), "pets"},
	{words(`(?i:\bflache hierarchien\b|\bflat hierarch\w+)`), "flat-hierarchy"},
	{words(`(?i:\bsprachkurse?\b|\blanguage (?:courses?|lessons?|classes)\b|\b(?:german|english|dutch|spanish|french) (?:courses?|lessons?|classes)\b)`), "language-courses"},
	{words(`(?i:\bwork[- ]life[- ]balance\b)`), "work-life-balance"},
	{words(`(?i:\blife insurance\b|\bdisability insurance\b|\bincome protection\b)`), "life-insurance"},
	{words(`(?i:\bkarriere(?:möglichkeiten|pfade?)\b|\baufstiegschancen\b|\bcareer (?:growth|development|progression)\b|\bplan de carrera\b|\bévolution de carrière\b)`), "career-growth"},
}

// offering are words that say that a sentence outside of the section of benefits offers something.
var offering = words(`(?i:\b(?:we offer|benefits?|perks|plus (?:equity|stock|bonus|pension|share)|wir bieten|bieten (?:ihnen|dir)|wir bieten ein|nous offrons|avantages|ofrecemos|package|what's in it for you|you(?:'ll| will) get|prestaciones|\+ (?:equity|bonus|esops?)|next to a mentor|remote-first)\b|\+ (?:equity|bonus|esops?)|plus\s+\w+\s+and)`)

// values reads what is offered beside pay. A benefit counts where benefits are listed, and in sentences that offer.
func (r *reader) values() {
	for i := range r.units {
		u := &r.units[i]
		if u.heading || u.section.asking() || u.section == contact || u.section == legal || u.section == process {
			continue
		}
		for _, s := range sentences(u.text) {
			text := u.text[s[0]:s[1]]
			if u.section == offer || u.label == labelPay || offering.MatchString(text) {
				r.valuesIn(u, s[0], text)
			}
		}
	}
}

var unlimited = words(`(?i:\b(?:unlimited|flexible|unbegrenzte\w*) (?:pto|paid time|vacation|leave|urlaub))`)

// noValue are denials: "We do not provide visa sponsorship".
var noValue = words(`(?i:\b(?:not|no|cannot|can't|unable|kein\w*|nicht|pas de|sin)\b[^.;,]{0,40}$)`)

var denial = words(`(?i:\b(?:not|no|cannot|can't|unable|keine?n?|nicht|pas de|sin)\b)`)

func (r *reader) valuesIn(u *unit, at int, text string) {
	for _, w := range valueWords {
		no, ok := r.Taxonomy.ByID("value/" + w.id)
		if w.id == "paid-leave" && unlimited.MatchString(text) {
			continue
		}
		if m := w.form.FindStringIndex(text); ok && m != nil && !noValue.MatchString(text[:m[0]]) {
			r.value(u, no, at+m[0], at+m[1])
		}
	}
	if u.section != offer {
		return
	}
	for _, p := range listParts(text) {
		part := text[p[0]:p[1]]
		if no, ok := r.Taxonomy.Resolve(taxonomy.Value, part); ok && !denial.MatchString(part) && len(strings.Fields(part)) <= 8 && !slices.Contains(vague, r.Taxonomy.Concept(no).ID) && !noValue.MatchString(text[:p[0]]) {
			r.value(u, no, at+p[0], at+p[1])
		}
	}
}

// vague are values whose names are words of every advert: they count only as an entry of its own.
var vague = []string{"value/culture", "value/mission", "value/diversity", "value/modern-stack", "value/autonomy", "value/responsible-ai", "value/sustainability", "value/job-security", "value/part-time-possible", "value/international-team", "value/career-growth", "value/transparency"}

var listSign = words(`\s*[,;:•+]\s*|\s+(?:and|und|et|y|sowie|plus)\s+`)

// listParts are the parts of a text between commas and words for "and".
func listParts(text string) [][2]int {
	var out [][2]int
	from := 0
	for _, m := range append(listSign.FindAllStringIndex(text, 60), []int{len(text), len(text)}) {
		if m[0] > from {
			out = append(out, [2]int{from, m[0]})
		}
		from = max(from, m[1])
	}
	return out
}

func (r *reader) value(u *unit, no taxonomy.No, from, to int) {
	c := r.Taxonomy.Concept(no)
	ref := profiles.Ref{Name: c.Label, Concept: c.ID}
	if slices.Contains(r.role.Values, ref) || len(r.role.Values) >= 2*profiles.MaxWishes {
		return
	}
	r.role.Values = append(r.role.Values, ref)
	r.fact(u, from, to, "values", c.Label, reading.Likely)
}
