package market

import (
	"slices"
	"strings"

	"tenon/engine"
	"tenon/engine/phrase"
)

// told is how many things of a kind a sentence names.
const told = 3

// teller is an answer on its way into words.
type teller struct {
	*Answer
	w *phrase.Language
}

func (a teller) tenth(v float64) string { return a.w.Decimal(v, 1) }

// tell says an answer to both sides: to those who look for a role what is asked for, what it pays, where demand grows and where
// supply is short; to those who offer one whom they compete with, what they have to post and what they can expect to find. Nothing is
// said that rests on fewer than [Least] roles or candidates.
func (a *Answer) tell(w *phrase.Language) engine.Told {
	t := teller{a, w}
	scope := t.scope()
	if a.Roles.Counted < Least {
		return engine.Told{Candidate: []string{scope}, Employer: []string{scope}}
	}
	return engine.Told{
		Candidate: slices.Concat([]string{scope}, t.asked(), t.growing(false), t.modes(), t.pays(), t.adds(), t.short()),
		Employer:  slices.Concat([]string{scope}, t.rivals(), t.growing(true), t.modes(), t.toPost(), t.costs(), t.scarce()),
	}
}

// scope says what the rest is about.
func (a teller) scope() string {
	c := &a.Roles
	switch {
	case c.Counted == 0:
		return a.w.Say("There are no roles to count: nothing can be said of demand, pay or supply.")
	case c.Counted < Least:
		return a.w.Say("Fewer than {0} roles are counted: too few to say anything of demand, pay or supply.", Least)
	}
	s := a.w.Say("{0} are counted, posted from {1} to {2}", a.w.Count(c.Counted, "role"), a.From, a.AsOf)
	switch {
	case c.Paid == c.Counted:
		return s + a.w.Say("; the pay of all of them is known.")
	case c.Paid >= Least:
		return s + a.w.Say("; the pay of {0} of them is known.", c.Paid)
	case c.Paid > 0:
		return s + a.w.Say("; the pay of fewer than {0} of them is known, which says nothing of pay.", Least)
	}
	return s + a.w.Say("; the pay of none of them is known.")
}

// most are the first rows of a table of demand that rest on enough roles.
func (a *Answer) most(by string) (out []Row) {
	for i := range a.Demand {
		if a.Demand[i].By == by {
			out = a.Demand[i].Rows
		}
	}
	out = slices.DeleteFunc(slices.Clone(out), func(r Row) bool { return r.Roles < Least })
	return out[:min(len(out), told)]
}

// asked says which work, which skills and which cities are in demand.
func (a teller) asked() (out []string) {
	if rows := a.most(Family); len(rows) > 0 {
		out = append(out, a.w.Say("The family with most roles is {0}.", a.listed(rows)))
	}
	if rows := a.most(Skill); len(rows) > 0 {
		out = append(out, a.w.Say("The skill most asked for is {0}.", a.listed(rows)))
	}
	if rows := a.most(City); len(rows) > 0 {
		out = append(out, a.w.Say("The city with most roles is {0}.", a.listed(rows)))
	}
	return out
}

// listed is "X (9 of 46 roles, 19.6 %), then Y (6) and Z (5)".
func (a teller) listed(rows []Row) string {
	s := a.w.Say("{0} ({1} of {2}, {3})", rows[0].Name, rows[0].Roles, a.w.Count(a.Roles.Counted, "role"), a.perMille(rows[0].Share))
	var rest []string
	for _, r := range rows[1:] {
		rest = append(rest, a.w.Say("{0} ({1})", r.Name, r.Roles))
	}
	if len(rest) > 0 {
		s += a.w.Say(", then {0}", a.w.Series(rest))
	}
	return s
}

func (a teller) perMille(n int) string { return a.w.Decimal(float64(n)/10, 1) + " %" }

// rivals says to an employer who else looks for the same people, and how many of them there are.
func (a teller) rivals() (out []string) {
	if a.Candidates >= Least {
		out = append(out, a.w.Say("There are {0} in all, {1} for each role that is counted.", a.w.Count(a.Candidates, "candidate"), a.w.Decimal(float64(a.Candidates)/float64(a.Roles.Counted), 2)))
	}
	if rows := a.most(Family); len(rows) > 0 {
		out = append(out, a.w.Say("The family that most others look for is {0}.", a.listed(rows)))
	}
	if rows := a.most(Skill); len(rows) > 0 {
		out = append(out, a.w.Say("The skill that most others ask for is {0}.", a.listed(rows)))
	}
	return out
}

// growing says what has grown most in a year, of what the tables show: demand, which to others is competition.
func (a teller) growing(rivals bool) (out []string) {
	if len(a.Months) > 1 {
		if g := a.Months[1].Before; g.told() {
			out = append(out, a.w.Say("In {0} {1} were posted, {2} than the {3} of the month before.", a.Months[1].Month, a.w.Count(g.To, "role"), g.says(a.w), g.From))
		}
	}
	for _, by := range []string{Family, City, Skill} {
		var best *Row
		for i := range a.Demand {
			for k := range a.Demand[i].Rows {
				r := &a.Demand[i].Rows[k]
				if a.Demand[i].By == by && r.Year.told() && *r.Year.Percent > 0 && (best == nil || *r.Year.Percent > *best.Year.Percent) {
					best = r
				}
			}
		}
		if best != nil {
			out = append(out, a.w.Say("{0}: {1} in the last twelve whole months, {2} than the {3} of the twelve before.", a.grows(by, best.Name, rivals),
				a.w.Count(best.Year.To, "role"), best.Year.says(a.w), best.Year.From))
		}
	}
	return out
}

// grows says where demand grows most.
func (a teller) grows(by, name string, rivals bool) string {
	switch {
	case rivals && by == Family:
		return a.w.Say("Competition grows most in the family {0}", name)
	case rivals && by == City:
		return a.w.Say("Competition grows most in {0}", name)
	case rivals:
		return a.w.Say("Competition grows most for {0}", name)
	case by == Family:
		return a.w.Say("Demand grows most in the family {0}", name)
	case by == City:
		return a.w.Say("Demand grows most in {0}", name)
	}
	return a.w.Say("Demand grows most for {0}", name)
}

// told says whether both counts are large enough to be compared in words.
func (g *Growth) told() bool { return g.Percent != nil && g.From >= Least && g.To >= Least }

// says is the growth, as "20 % more".
func (g *Growth) says(w *phrase.Language) string {
	switch p := *g.Percent; {
	case p > 0:
		return w.Say("{0} % more", p)
	case p < 0:
		return w.Say("{0} % fewer", -p)
	}
	return w.Say("no more and no fewer")
}

// modes says where the work is done.
func (a teller) modes() []string {
	var parts []string
	for _, r := range a.most(Mode) {
		parts = append(parts, a.w.Say("{0} can be {1} ({2})", r.Roles, a.w.Say(r.Name), a.perMille(r.Share)))
	}
	if len(parts) == 0 {
		return nil
	}
	return []string{a.w.Say("Of the {0}, {1}.", a.w.Count(a.Roles.Counted, "role"), a.w.Series(parts))}
}

// pays says to those who look for a role what families pay, and which pays most.
func (a teller) pays() (out []string) {
	if a.Pay == nil || len(a.Pay.Families) == 0 {
		return nil
	}
	rows := a.Pay.Families
	for _, r := range rows[:min(len(rows), told)] {
		out = append(out, a.w.Say("{0}: the middle half of {1} pays {2} to {3} {4} a year, the median is {5}.", phrase.Capital(r.Family), a.w.Count(r.Roles, "role"),
			r.Low, r.High, a.Currency, r.Median))
	}
	if len(rows) > 1 {
		x := best(rows)
		out = append(out, a.w.Say("Of the {0} families that are shown, {1} pays most at the median: {2} {3}.", len(rows), x.Family, x.Median, a.Currency))
	}
	if len(a.Pay.Groups) > 0 {
		r := best(a.Pay.Groups)
		out = append(out, a.w.Say("Of the families at a level and a place that are shown, {0} pays most: {1} {2} at the median of {3}.", r.group(a.w), r.Median, a.Currency, a.w.Count(r.Roles, "role")))
	}
	return out
}

// best is the row with the highest median.
func best(rows []PayRow) *PayRow {
	out := &rows[0]
	for i := range rows {
		if rows[i].Median > out.Median {
			out = &rows[i]
		}
	}
	return out
}

// group names a row, as "Data engineer, senior, Berlin, Germany".
func (r *PayRow) group(w *phrase.Language) string {
	parts := []string{r.Family, w.Say(r.Level.String()), r.City, r.Country}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// toPost says to an employer where an offer stands among those that are posted.
func (a teller) toPost() (out []string) {
	if a.Pay == nil {
		return nil
	}
	for _, r := range a.Pay.Families[:min(len(a.Pay.Families), told)] {
		out = append(out, a.w.Say("{0}: post {1} {2} a year to stand in the middle of {3}; above {4} you post more than three of four, below {5} less than three of four.",
			phrase.Capital(r.Family), r.Median, a.Currency, a.w.Count(r.Roles, "role"), r.High, r.Low))
	}
	return out
}

// sure are the premiums that are more than nothing within their interval, the highest first.
func (a *Answer) sure() (out []PremiumRow) {
	for _, r := range a.Premium.Rows {
		if r.Low > 0 && len(out) < told {
			out = append(out, r)
		}
	}
	return out
}

// adds says to those who look for a role which skills are paid more.
func (a teller) adds() (out []string) {
	if a.Premium == nil || len(a.Premium.Rows) == 0 {
		return nil
	}
	for _, r := range a.sure() {
		out = append(out, a.w.Say("Roles that ask for {0} pay {1} % more than roles otherwise like them ({2} to {3} %, {4}).", r.Skill, a.tenth(r.Percent), a.tenth(r.Low), a.tenth(r.High), a.w.Count(r.Roles, "role")))
	}
	if len(out) == 0 {
		return []string{a.w.Say("Of none of the {0} compared can it be said that it adds to pay.", a.w.Count(len(a.Premium.Rows), "skill"))}
	}
	return out
}

// costs says to an employer which skills have to be paid for.
func (a teller) costs() (out []string) {
	if a.Premium == nil || len(a.Premium.Rows) == 0 {
		return nil
	}
	for _, r := range a.sure() {
		out = append(out, a.w.Say("Who asks for {0} competes with {1} that pay {2} % more than roles otherwise like them ({3} to {4} %).", r.Skill, a.w.Count(r.Roles, "role"), a.tenth(r.Percent), a.tenth(r.Low), a.tenth(r.High)))
	}
	if len(out) == 0 {
		return []string{a.w.Say("None of the {0} compared can be said to have a price of its own.", a.w.Count(len(a.Premium.Rows), "skill"))}
	}
	return out
}

// short says to those who look for a role which skills fewest have.
func (a teller) short() []string {
	if names := a.scarcest(); names != "" {
		return []string{a.w.Say("Supply is shortest of {0}.", names)}
	}
	return nil
}

// scarcest lists the skills with fewest candidates a role; "" where there is none.
func (a teller) scarcest() string {
	if a.Supply == nil {
		return ""
	}
	var names []string
	for i := range a.Supply.Scarce[:min(len(a.Supply.Scarce), told)] {
		r := &a.Supply.Scarce[i]
		names = append(names, a.w.Say("{0} ({1})", r.Skill, r.says(a.w)))
	}
	return a.w.Series(names)
}

// says sets those who have a skill against the roles that ask for it.
func (r *SupplyRow) says(w *phrase.Language) string {
	switch {
	case r.Candidates == 0:
		return w.Say("nobody for {0}", w.Count(r.Roles, "role"))
	case r.Candidates < Least:
		return w.Say("fewer than {0} candidates for {1}", Least, w.Count(r.Roles, "role"))
	}
	return w.Say("{0} for {1}, {2} a role", w.Count(r.Candidates, "candidate"), w.Count(r.Roles, "role"), w.Decimal(r.PerRole, 2))
}

// scarce says to an employer what is hard to find, what it costs to insist on it, and what is easy.
func (a teller) scarce() (out []string) {
	names := a.scarcest()
	if names == "" {
		return nil
	}
	out = append(out, a.w.Say("Hardest to find: {0}.", names))
	r := &a.Supply.Scarce[0]
	if without := a.Candidates - r.Candidates; r.Candidates == 0 && a.Candidates >= Least {
		out = append(out, a.w.Say("As a must-have, {0} leaves nobody of the {1}.", r.Skill, a.w.Count(a.Candidates, "candidate")))
	} else if r.Candidates >= Least && without >= Least {
		out = append(out, a.w.Say("As a must-have, {0} leaves out {1} of the {2}.", r.Skill, without, a.w.Count(a.Candidates, "candidate")))
	}
	if r := a.plenty(); r != nil {
		out = append(out, a.w.Say("Of the skills most asked for, {0} is the easiest to find: {1}.", r.Skill, r.says(a.w)))
	}
	return out
}

// plenty is the skill in demand with most candidates a role; nil where none has enough of either.
func (a *Answer) plenty() (out *SupplyRow) {
	for i := range a.Supply.Rows {
		if r := &a.Supply.Rows[i]; r.Roles >= Least && r.Candidates >= Least && (out == nil || r.PerRole > out.PerRole) {
			out = r
		}
	}
	return out
}
