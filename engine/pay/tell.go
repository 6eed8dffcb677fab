package pay

import (
	"fmt"
	"slices"
	"strings"

	"tenon/engine"
	"tenon/engine/phrase"
	"tenon/profiles"
)

// Amount shows hundredths for a period: to the hundred for a year, to the ten for a month, to the cent for an hour.
func Amount(cents int64, per profiles.Period) string {
	switch per {
	case profiles.PerYear:
		return phrase.Number((cents + 5_000) / 10_000 * 100)
	case profiles.PerMonth:
		return phrase.Number((cents + 500) / 1_000 * 10)
	case profiles.PerHour:
		return fmt.Sprintf("%s.%02d", phrase.Number(cents/100), cents%100)
	}
	return phrase.Number((cents + 50) / 100)
}

// Unit is what amounts are in, as "EUR a year".
func (x *Estimate) Unit() string { return x.Currency + " " + phrase.A(x.Period.String()) }

// tell says an estimate to both sides: to whoever is paid what such work pays and what to ask for, to whoever pays what to post.
func (x *Estimate) tell(of profiles.Kind) engine.Told {
	return engine.Told{
		Candidate: slices.Concat([]string{x.pays()}, x.stands(of, toCandidate), x.withBonus(), x.beside(), x.rests()),
		Employer:  slices.Concat([]string{x.toPost()}, x.stands(of, toEmployer), x.withBonus(), x.rests()),
	}
}

func (x *Estimate) amount(cents int64) string { return Amount(cents, x.Period) }

// work names what the estimate is of, in brackets.
func (x *Estimate) work() string {
	title := x.Of.Title
	if title == "" {
		title = x.Of.Family
	}
	parts := slices.DeleteFunc([]string{title, x.Of.Level.String(), x.Of.City, x.Of.Country, x.Of.Mode.String()}, func(s string) bool { return s == "" })
	return "such work (" + strings.Join(parts, ", ") + ")"
}

func (x *Estimate) pays() string {
	b := &x.Base
	return fmt.Sprintf("Half of those who do %s are paid %s to %s %s, four of five %s to %s; the median is %s.", x.work(), x.amount(b.Low50), x.amount(b.High50), x.Unit(),
		x.amount(b.Low80), x.amount(b.High80), x.amount(b.Median))
}

func (x *Estimate) toPost() string {
	b := &x.Base
	return fmt.Sprintf("For %s, %s %s is the middle of what is paid: from %s on you pay more than three of four, below %s less than three of four.", x.work(), x.amount(b.Median), x.Unit(),
		x.amount(b.High50), x.amount(b.Low50))
}

// voice is how a side is told of the pay that a record states.
type voice struct {
	role, candidate string // who states it, with the verb
	meets, misses   string // what follows where a candidate wants no more, and more, than the median
}

var (
	toCandidate = voice{"The role states", "You ask for at least", "you can ask for more", "most are paid less"}
	toEmployer  = voice{"You state", "The candidate asks for at least", "an offer in the middle meets it", "an offer in the middle falls short of it"}
)

// stands says how what the record states stands to what is paid.
func (x *Estimate) stands(of profiles.Kind, v voice) []string {
	s := x.Stated
	if s == nil {
		return nil
	}
	sum := x.amount(s.Min)
	if s.Max > s.Min {
		sum += " to " + x.amount(s.Max)
	}
	if of == profiles.KindCandidate {
		out := fmt.Sprintf("%s %s %s, %s", v.candidate, sum, x.Unit(), s.rank())
		switch d := x.Base.Median - s.Max; {
		case d > 0:
			return []string{out + fmt.Sprintf("; the median is %s above it: %s.", x.amount(d), v.meets)}
		case d < 0:
			return []string{out + fmt.Sprintf("; it is %s above the median: %s.", x.amount(-d), v.misses)}
		}
		return []string{out + "; it is the median."}
	}
	out := fmt.Sprintf("%s %s %s, ", v.role, sum, x.Unit())
	if s.Max > s.Min {
		out += "in the middle "
	}
	out += s.rank()
	switch {
	case s.Max < x.Base.Low50:
		out += "; even its upper end is less than three of four are paid"
	case s.Max < x.Base.Median:
		out += fmt.Sprintf("; its upper end is %s below the median", x.amount(x.Base.Median-s.Max))
	case s.Min > x.Base.High50:
		out += "; even its lower end is more than three of four are paid"
	case s.Max > x.Base.Median:
		out += fmt.Sprintf("; its upper end is %s above the median", x.amount(s.Max-x.Base.Median))
	}
	return []string{out + "."}
}

// rank says the percentile of what is stated.
func (s *Stated) rank() string {
	switch s.Percentile {
	case 0:
		return "less than nearly all such are paid"
	case 100:
		return "more than nearly all such are paid"
	}
	return fmt.Sprintf("more than %d of 100 such are paid", s.Percentile)
}

func (x *Estimate) withBonus() []string {
	t := x.Total
	if t == nil {
		return nil
	}
	from := "that the role states"
	if t.Roles > 0 {
		from = fmt.Sprintf("that is usual among the %s which state one", phrase.Count(t.Roles, "comparable role"))
	}
	return []string{fmt.Sprintf("With the bonus %s, %s of base pay, half are paid %s to %s in all; the median is %s.", from, Bonus(t.BonusLow, t.BonusHigh), x.amount(t.Low50), x.amount(t.High50), x.amount(t.Median))}
}

// Bonus shows shares of base pay in per mille, as "5 to 7.5 %".
func Bonus(low, high int) string {
	per := func(n int) string { return strings.TrimSuffix(fmt.Sprintf("%d.%d", n/10, n%10), ".0") }
	if low == high {
		return per(low) + " %"
	}
	return per(low) + " to " + per(high) + " %"
}

func (x *Estimate) beside() []string {
	if x.Stated == nil || x.Stated.Beside == "" {
		return nil
	}
	return []string{fmt.Sprintf("Beside it there is: %s.", x.Stated.Beside)}
}

// rests says what the estimate rests on, and how far it had to look.
func (x *Estimate) rests() []string {
	v := &x.Evidence
	if v.Records < LeastComparable {
		return []string{fmt.Sprintf("Fewer than %d records are comparable: this is a guess.", LeastComparable)}
	}
	i := slices.IndexFunc(v.Steps, func(s Step) bool { return s.Used })
	out := fmt.Sprintf("This rests on %s (%s)", phrase.Count(v.Records, "comparable record"), v.Steps[i].What)
	if v.Own >= LeastComparable {
		out += fmt.Sprintf(", %s of them stored roles", phrase.Number(v.Own))
	}
	if i > 0 {
		out += fmt.Sprintf("; fewer than %d are nearer, as %s", LeastComparable, v.Steps[0].What)
	}
	return []string{out + "."}
}
