package market

import (
	"fmt"
	"slices"
	"strings"

	"tenon/engine"
	"tenon/engine/phrase"
)

// told is how many things of a kind a sentence names.
const told = 3

// tell says an answer to both sides: to those who look for a role what is asked for, what it pays, where demand grows and where
// supply is short; to those who offer one whom they compete with, what they have to post and what they can expect to find. Nothing is
// said that rests on fewer than [Least] roles or candidates.
func (a *Answer) tell() engine.Told {
	scope := a.scope()
	if a.Roles.Counted < Least {
		return engine.Told{Candidate: []string{scope}, Employer: []string{scope}}
	}
	return engine.Told{
		Candidate: slices.Concat([]string{scope}, a.asked(), a.growing("Demand"), a.modes(), a.pays(), a.adds(), a.short()),
		Employer:  slices.Concat([]string{scope}, a.rivals(), a.growing("Competition"), a.modes(), a.toPost(), a.costs(), a.scarce()),
	}
}

// scope says what the rest is about.
func (a *Answer) scope() string {
	c := &a.Roles
	switch {
	case c.Counted == 0:
		return "There are no roles to count: nothing can be said of demand, pay or supply."
	case c.Counted < Least:
		return fmt.Sprintf("Fewer than %d roles are counted: too few to say anything of demand, pay or supply.", Least)
	}
	s := fmt.Sprintf("%s are counted, posted from %s to %s", phrase.Count(c.Counted, "role"), a.From, a.AsOf)
	switch {
	case c.Paid == c.Counted:
		return s + "; the pay of all of them is known."
	case c.Paid >= Least:
		return s + fmt.Sprintf("; the pay of %s of them is known.", phrase.Number(c.Paid))
	case c.Paid > 0:
		return s + fmt.Sprintf("; the pay of fewer than %d of them is known, which says nothing of pay.", Least)
	}
	return s + "; the pay of none of them is known."
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
func (a *Answer) asked() (out []string) {
	if rows := a.most(Family); len(rows) > 0 {
		out = append(out, fmt.Sprintf("The family with most roles is %s.", a.listed(rows)))
	}
	if rows := a.most(Skill); len(rows) > 0 {
		out = append(out, fmt.Sprintf("The skill most asked for is %s.", a.listed(rows)))
	}
	if rows := a.most(City); len(rows) > 0 {
		out = append(out, fmt.Sprintf("The city with most roles is %s.", a.listed(rows)))
	}
	return out
}

// listed is "X (9 of 46 roles, 19.6 %), then Y (6) and Z (5)".
func (a *Answer) listed(rows []Row) string {
	s := fmt.Sprintf("%s (%s of %s, %s)", rows[0].Name, phrase.Number(rows[0].Roles), phrase.Count(a.Roles.Counted, "role"), perMille(rows[0].Share))
	var rest []string
	for _, r := range rows[1:] {
		rest = append(rest, fmt.Sprintf("%s (%s)", r.Name, phrase.Number(r.Roles)))
	}
	if len(rest) > 0 {
		s += ", then " + phrase.Series(rest)
	}
	return s
}

func perMille(n int) string { return fmt.Sprintf("%d.%d %%", n/10, n%10) }

// rivals says to an employer who else looks for the same people, and how many of them there are.
func (a *Answer) rivals() (out []string) {
	if a.Candidates >= Least {
		out = append(out, fmt.Sprintf("There are %s in all, %.2f for each role that is counted.", phrase.Count(a.Candidates, "candidate"), float64(a.Candidates)/float64(a.Roles.Counted)))
	}
	if rows := a.most(Family); len(rows) > 0 {
		out = append(out, fmt.Sprintf("The family that most others look for is %s.", a.listed(rows)))
	}
	if rows := a.most(Skill); len(rows) > 0 {
		out = append(out, fmt.Sprintf("The skill that most others ask for is %s.", a.listed(rows)))
	}
	return out
}

// growing says what has grown most in a year, of what the tables show.
func (a *Answer) growing(what string) (out []string) {
	if len(a.Months) > 1 {
		if g := a.Months[1].Before; g.told() {
			out = append(out, fmt.Sprintf("In %s %s were posted, %s than the %s of the month before.", a.Months[1].Month, phrase.Count(g.To, "role"), g.says(), phrase.Number(g.From)))
		}
	}
	for _, t := range []struct{ by, in string }{{Family, "in the family %s"}, {City, "in %s"}, {Skill, "for %s"}} {
		var best *Row
		for i := range a.Demand {
			for k := range a.Demand[i].Rows {
				r := &a.Demand[i].Rows[k]
				if a.Demand[i].By == t.by && r.Year.told() && *r.Year.Percent > 0 && (best == nil || *r.Year.Percent > *best.Year.Percent) {
					best = r
				}
			}
		}
		if best != nil {
			out = append(out, fmt.Sprintf("%s grows most "+t.in+": %s in the last twelve whole months, %s than the %s of the twelve before.", what, best.Name,
				phrase.Count(best.Year.To, "role"), best.Year.says(), phrase.Number(best.Year.From)))
		}
	}
	return out
}

// told says whether both counts are large enough to be compared in words.
func (g *Growth) told() bool { return g.Percent != nil && g.From >= Least && g.To >= Least }

// says is the growth, as "20 % more".
func (g *Growth) says() string {
	switch p := *g.Percent; {
	case p > 0:
		return fmt.Sprintf("%s %% more", phrase.Number(p))
	case p < 0:
		return fmt.Sprintf("%s %% fewer", phrase.Number(-p))
	}
	return "no more and no fewer"
}

// modes says where the work is done.
func (a *Answer) modes() []string {
	var parts []string
	for _, r := range a.most(Mode) {
		parts = append(parts, fmt.Sprintf("%s can be %s (%s)", phrase.Number(r.Roles), r.Name, perMille(r.Share)))
	}
	if len(parts) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Of the %s, %s.", phrase.Count(a.Roles.Counted, "role"), phrase.Series(parts))}
}

// pays says to those who look for a role what families pay, and which pays most.
func (a *Answer) pays() (out []string) {
	if a.Pay == nil || len(a.Pay.Families) == 0 {
		return nil
	}
	rows := a.Pay.Families
	for _, r := range rows[:min(len(rows), told)] {
		out = append(out, fmt.Sprintf("%s: the middle half of %s pays %s to %s %s a year, the median is %s.", phrase.Capital(r.Family), phrase.Count(r.Roles, "role"),
			phrase.Number(r.Low), phrase.Number(r.High), a.Currency, phrase.Number(r.Median)))
	}
	if len(rows) > 1 {
		x := best(rows)
		out = append(out, fmt.Sprintf("Of the %d families that are shown, %s pays most at the median: %s %s.", len(rows), x.Family, phrase.Number(x.Median), a.Currency))
	}
	if len(a.Pay.Groups) > 0 {
		r := best(a.Pay.Groups)
		out = append(out, fmt.Sprintf("Of the families at a level and a place that are shown, %s pays most: %s %s at the median of %s.", r.group(), phrase.Number(r.Median), a.Currency, phrase.Count(r.Roles, "role")))
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
func (r *PayRow) group() string {
	parts := []string{r.Family, r.Level.String(), r.City, r.Country}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// toPost says to an employer where an offer stands among those that are posted.
func (a *Answer) toPost() (out []string) {
	if a.Pay == nil {
		return nil
	}
	for _, r := range a.Pay.Families[:min(len(a.Pay.Families), told)] {
		out = append(out, fmt.Sprintf("%s: post %s %s a year to stand in the middle of %s; above %s you post more than three of four, below %s less than three of four.",
			phrase.Capital(r.Family), phrase.Number(r.Median), a.Currency, phrase.Count(r.Roles, "role"), phrase.Number(r.High), phrase.Number(r.Low)))
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
func (a *Answer) adds() (out []string) {
	if a.Premium == nil || len(a.Premium.Rows) == 0 {
		return nil
	}
	for _, r := range a.sure() {
		out = append(out, fmt.Sprintf("Roles that ask for %s pay %.1f %% more than roles otherwise like them (%.1f to %.1f %%, %s).", r.Skill, r.Percent, r.Low, r.High, phrase.Count(r.Roles, "role")))
	}
	if len(out) == 0 {
		return []string{fmt.Sprintf("Of none of the %s compared can it be said that it adds to pay.", phrase.Count(len(a.Premium.Rows), "skill"))}
	}
	return out
}

// costs says to an employer which skills have to be paid for.
func (a *Answer) costs() (out []string) {
	if a.Premium == nil || len(a.Premium.Rows) == 0 {
		return nil
	}
	for _, r := range a.sure() {
		out = append(out, fmt.Sprintf("Who asks for %s competes with %s that pay %.1f %% more than roles otherwise like them (%.1f to %.1f %%).", r.Skill, phrase.Count(r.Roles, "role"), r.Percent, r.Low, r.High))
	}
	if len(out) == 0 {
		return []string{fmt.Sprintf("None of the %s compared can be said to have a price of its own.", phrase.Count(len(a.Premium.Rows), "skill"))}
	}
	return out
}

// short says to those who look for a role which skills fewest have.
func (a *Answer) short() []string {
	if names := a.scarcest(); names != "" {
		return []string{fmt.Sprintf("Supply is shortest of %s.", names)}
	}
	return nil
}

// scarcest lists the skills with fewest candidates a role; "" where there is none.
func (a *Answer) scarcest() string {
	if a.Supply == nil {
		return ""
	}
	var names []string
	for i := range a.Supply.Scarce[:min(len(a.Supply.Scarce), told)] {
		r := &a.Supply.Scarce[i]
		names = append(names, fmt.Sprintf("%s (%s)", r.Skill, r.says()))
	}
	return phrase.Series(names)
}

// says sets those who have a skill against the roles that ask for it.
func (r *SupplyRow) says() string {
	switch {
	case r.Candidates == 0:
		return fmt.Sprintf("nobody for %s", phrase.Count(r.Roles, "role"))
	case r.Candidates < Least:
		return fmt.Sprintf("fewer than %d candidates for %s", Least, phrase.Count(r.Roles, "role"))
	}
	return fmt.Sprintf("%s for %s, %.2f a role", phrase.Count(r.Candidates, "candidate"), phrase.Count(r.Roles, "role"), r.PerRole)
}

// scarce says to an employer what is hard to find, what it costs to insist on it, and what is easy.
func (a *Answer) scarce() (out []string) {
	names := a.scarcest()
	if names == "" {
		return nil
	}
	out = append(out, fmt.Sprintf("Hardest to find: %s.", names))
	r := &a.Supply.Scarce[0]
	if without := a.Candidates - r.Candidates; r.Candidates == 0 && a.Candidates >= Least {
		out = append(out, fmt.Sprintf("As a must-have, %s leaves nobody of the %s.", r.Skill, phrase.Count(a.Candidates, "candidate")))
	} else if r.Candidates >= Least && without >= Least {
		out = append(out, fmt.Sprintf("As a must-have, %s leaves out %s of the %s.", r.Skill, phrase.Number(without), phrase.Count(a.Candidates, "candidate")))
	}
	if r := a.plenty(); r != nil {
		out = append(out, fmt.Sprintf("Of the skills most asked for, %s is the easiest to find: %s.", r.Skill, r.says()))
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
