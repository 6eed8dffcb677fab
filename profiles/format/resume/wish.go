package resume

import (
	"fmt"

	"tenon/profiles"
	"tenon/profiles/format/reading"
)

var (
	moveForm   = reading.Words(`(?i)\b(?:open|willing|happy|ready) to (?:relocat|mov)|umzugsbereit|bereit(?:schaft)? zum umzug|mobilité (?:nationale|internationale)|prêt(?:e)? à déménager|disponibilidad para (?:trasladar|viajar|cambio de residencia)`)
	wantRemote = reading.Words(`(?i)\b(?:remote|télétravail|homeoffice|home office|teletrabajo|remoto)\b`)
	wantHybrid = reading.Words(`(?i)\b(?:hybrid|hybride|híbrido)\b`)
	wantOnSite = reading.Exact(`(?i)\b(?:on-?site|in office|vor ort|sur site|presencial)\b`)
	payWish    = reading.Words(`(?i)\b(?:(?:desired|expected|target|minimum) (?:salary|pay|compensation|rate)|salary (?:expectations?|requirements?)|gehalts(?:vorstellung|wunsch)|prétentions?(?: salariales?)?|salaire souhaité|expectativas? salarial(?:es)?|pretensiones(?: económicas| salariales)?|salario deseado)\b\s*[:|–-]?\s*`)
	engagedFor = []struct {
		form reading.Pattern
		e    profiles.Engagement
	}{
		{reading.Exact(`(?i)\b(?:permanent|full[- ]time|festanstellung|unbefristet|cdi|indefinido)\b`), profiles.Permanent},
		{reading.Words(`(?i)\b(?:freelance|contract(?:or|ing)?|freiberuflich|projektbasis|cdd|autónomo)\b`), profiles.Contract},
		{reading.Exact(`(?i)\b(?:trial project|paid trial|rfp)\b`), profiles.Trial},
		{reading.Words(`(?i)\b(?:internship|praktikum|stage|prácticas)\b`), profiles.Internship},
	}
)

// wishes reads what somebody wants: where, how and under which contract. Nothing of it is taken for a gate.
func (r *reader) wishes(p *part) {
	for _, l := range p.lines {
		r.wishOfPlace(l)
		for _, e := range engagedFor {
			if m := e.form.FindStringIndex(l.text); m != nil {
				r.wantEngagement(l, m, e.e)
			}
		}
	}
	if r.c.Summary == "" {
		r.c.Summary = r.prose(p.lines)
	}
}

// wishOfPay reads the pay that somebody wants, of which the lower end counts.
func (r *reader) wishOfPay(l *line) {
	m := payWish.FindStringIndex(l.text)
	if m == nil {
		return
	}
	pay, ok := reading.Pay(l.text[m[1]:], reading.PayHint{Stated: true})
	if !ok || pay.Pay.Currency == "" || pay.Pay.Period == 0 {
		return
	}
	least := pay.Pay.Min
	if least == 0 {
		least = pay.Pay.Max
	}
	want := profiles.Money{Cents: least, Currency: pay.Pay.Currency, Period: pay.Pay.Period}
	r.preferences().Pay = &profiles.PayWish{Min: want}
	r.span(l, m[0], len(l.text), "preferences.pay.min", fmt.Sprintf("%d %s a %s", want.Cents/100, want.Currency, want.Period), reading.Likely)
}

func (r *reader) preferences() *profiles.Preferences {
	if r.c.Preferences == nil {
		r.c.Preferences = &profiles.Preferences{}
	}
	return r.c.Preferences
}

func (r *reader) wishOfPlace(l *line) {
	for _, w := range []struct {
		form reading.Pattern
		mode profiles.Mode
	}{{wantRemote, profiles.Remote}, {wantHybrid, profiles.Hybrid}, {wantOnSite, profiles.OnSite}} {
		m := w.form.FindStringIndex(l.text)
		if m == nil {
			continue
		}
		place := r.placeWish()
		r.span(l, m[0], m[1], fmt.Sprintf("preferences.place.modes[%d]", len(place.Modes)), w.mode.String(), reading.Likely)
		place.Modes = append(place.Modes, w.mode)
	}
	if m := moveForm.FindStringIndex(l.text); m != nil {
		r.placeWish().Relocate = true
		r.span(l, m[0], m[1], "preferences.place.relocate", "yes", reading.Likely)
	}
}

func (r *reader) placeWish() *profiles.PlaceWish {
	p := r.preferences()
	if p.Place == nil {
		p.Place = &profiles.PlaceWish{}
	}
	return p.Place
}

func (r *reader) wantEngagement(l *line, m []int, e profiles.Engagement) {
	p := r.preferences()
	if p.Engagement == nil {
		p.Engagement = &profiles.EngagementWish{}
	}
	for _, x := range p.Engagement.Accept {
		if x == e {
			return
		}
	}
	r.span(l, m[0], m[1], fmt.Sprintf("preferences.engagement.accept[%d]", len(p.Engagement.Accept)), e.String(), reading.Likely)
	p.Engagement.Accept = append(p.Engagement.Accept, e)
}
