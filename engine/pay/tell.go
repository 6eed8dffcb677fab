package pay

import (
	"slices"
	"strings"

	"tenon/engine"
	"tenon/engine/phrase"
	"tenon/profiles"
)

// Amount shows hundredths for a period: to the hundred for a year, to the ten for a month, to the cent for an hour.
func Amount(cents int64, per profiles.Period) string { return amountIn(nil, cents, per) }

func amountIn(w *phrase.Language, cents int64, per profiles.Period) string {
	switch per {
	case profiles.PerYear:
		return w.Number((cents + 5_000) / 10_000 * 100)
	case profiles.PerMonth:
		return w.Number((cents + 500) / 1_000 * 10)
	case profiles.PerHour:
		return w.Hundredths(cents)
	}
	return w.Number((cents + 50) / 100)
}

// Unit is what amounts are in, as "EUR a year".
func (x *Estimate) Unit() string { return x.Currency + " " + phrase.A(x.Period.String()) }

// teller is an estimate on its way into words.
type teller struct {
	*Estimate
	w *phrase.Language
}

func (x teller) amount(cents int64) string { return amountIn(x.w, cents, x.Period) }
func (x teller) unit() string              { return x.Currency + " " + x.w.Per(x.Period.String()) }

// tell says an estimate to both sides: to whoever is paid what such work pays and what to ask for, to whoever pays what to post.
func (x *Estimate) tell(w *phrase.Language, of profiles.Kind) engine.Told {
	t := teller{x, w}
	return engine.Told{
		Candidate: slices.Concat([]string{t.pays()}, t.stands(of, false), t.withBonus(), t.beside(), t.rests()),
		Employer:  slices.Concat([]string{t.toPost()}, t.stands(of, true), t.withBonus(), t.rests()),
	}
}

// work names what the estimate is of.
func (x teller) work() string {
	title := x.Of.Title
	if title == "" {
		title = x.Of.Family
	}
	parts := []string{title, x.w.Say(x.Of.Level.String()), x.Of.City, x.Of.Country, x.w.Say(x.Of.Mode.String())}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func (x teller) pays() string {
	b := &x.Base
	return x.w.Say("Half of those who do such work ({0}) are paid {1} to {2} {3}, four of five {4} to {5}; the median is {6}.", x.work(), x.amount(b.Low50), x.amount(b.High50), x.unit(),
		x.amount(b.Low80), x.amount(b.High80), x.amount(b.Median))
}

func (x teller) toPost() string {
	b := &x.Base
	return x.w.Say("For such work ({0}), {1} {2} is the middle of what is paid: from {3} on you pay more than three of four, below {4} less than three of four.", x.work(), x.amount(b.Median), x.unit(),
		x.amount(b.High50), x.amount(b.Low50))
}

// stands says how what the record states stands to what is paid.
func (x teller) stands(of profiles.Kind, employer bool) []string {
	s := x.Stated
	if s == nil {
		return nil
	}
	sum := x.amount(s.Min)
	if s.Max > s.Min {
		sum = x.w.Say("{0} to {1}", sum, x.amount(s.Max))
	}
	if of == profiles.KindCandidate {
		return []string{x.asks(sum, employer)}
	}
	out := x.w.Say("The role states {0} {1}", sum, x.unit())
	if employer {
		out = x.w.Say("You state {0} {1}", sum, x.unit())
	}
	if s.Max > s.Min {
		out += x.w.Say(", in the middle {0}", x.rank())
	} else {
		out += ", " + x.rank()
	}
	switch {
	case s.Max < x.Base.Low50:
		out += x.w.Say("; even its upper end is less than three of four are paid")
	case s.Max < x.Base.Median:
		out += x.w.Say("; its upper end is {0} below the median", x.amount(x.Base.Median-s.Max))
	case s.Min > x.Base.High50:
		out += x.w.Say("; even its lower end is more than three of four are paid")
	case s.Max > x.Base.Median:
		out += x.w.Say("; its upper end is {0} above the median", x.amount(s.Max-x.Base.Median))
	}
	return []string{out + "."}
}

// asks says how what a candidate wants stands to what is paid.
func (x teller) asks(sum string, employer bool) string {
	out := x.w.Say("You ask for at least {0} {1}, {2}", sum, x.unit(), x.rank())
	if employer {
		out = x.w.Say("The candidate asks for at least {0} {1}, {2}", sum, x.unit(), x.rank())
	}
	switch d := x.Base.Median - x.Stated.Max; {
	case d > 0 && employer:
		return out + x.w.Say("; the median is {0} above it: an offer in the middle meets it.", x.amount(d))
	case d > 0:
		return out + x.w.Say("; the median is {0} above it: you can ask for more.", x.amount(d))
	case d < 0 && employer:
		return out + x.w.Say("; it is {0} above the median: an offer in the middle falls short of it.", x.amount(-d))
	case d < 0:
		return out + x.w.Say("; it is {0} above the median: most are paid less.", x.amount(-d))
	}
	return out + x.w.Say("; it is the median.")
}

// rank says the percentile of what is stated.
func (x teller) rank() string {
	switch x.Stated.Percentile {
	case 0:
		return x.w.Say("less than nearly all such are paid")
	case 100:
		return x.w.Say("more than nearly all such are paid")
	}
	return x.w.Say("more than {0} of 100 such are paid", x.Stated.Percentile)
}

func (x teller) withBonus() []string {
	t := x.Total
	if t == nil {
		return nil
	}
	from := x.w.Say("that the role states")
	if t.Roles > 0 {
		from = x.w.Say("that is usual among the {0} which state one", x.w.Count(t.Roles, "comparable role"))
	}
	return []string{x.w.Say("With the bonus {0}, {1} of base pay, half are paid {2} to {3} in all; the median is {4}.", from, bonusIn(x.w, t.BonusLow, t.BonusHigh), x.amount(t.Low50), x.amount(t.High50), x.amount(t.Median))}
}

// Bonus shows shares of base pay in per mille, as "5 to 7.5 %".
func Bonus(low, high int) string { return bonusIn(nil, low, high) }

func bonusIn(w *phrase.Language, low, high int) string {
	per := func(n int) string {
		if n%10 == 0 {
			return w.Number(int64(n / 10))
		}
		return w.Decimal(float64(n)/10, 1)
	}
	if low == high {
		return per(low) + " %"
	}
	return w.Say("{0} to {1}", per(low), per(high)) + " %"
}

func (x teller) beside() []string {
	if x.Stated == nil || x.Stated.Beside == "" {
		return nil
	}
	return []string{x.w.Say("Beside it there is: {0}.", x.Stated.Beside)}
}

// rests says what the estimate rests on, and how far it had to look.
func (x teller) rests() []string {
	v := &x.Evidence
	if v.Records < LeastComparable {
		return []string{x.w.Say("Fewer than {0} records are comparable: this is a guess.", LeastComparable)}
	}
	i := slices.IndexFunc(v.Steps, func(s Step) bool { return s.Used })
	out := x.w.Say("This rests on {0} ({1})", x.w.Count(v.Records, "comparable record"), v.Steps[i].What)
	if v.Own >= LeastComparable {
		out += x.w.Say(", {0} of them stored roles", v.Own)
	}
	if i > 0 {
		out += x.w.Say("; fewer than {0} are nearer, as {1}", LeastComparable, v.Steps[0].What)
	}
	return []string{out + "."}
}
