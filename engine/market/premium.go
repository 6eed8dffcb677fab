package market

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"

	"tenon/engine/regress"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// What a regression needs: roles with pay at all, and of a skill or a control on either side.
const (
	leastRoles   = 40
	leastOnSide  = 10
	mostSkills   = 60
	rolesASkill  = 20 // and at most one skill for so many roles, lest the fit follows the roles one by one
	mostControls = 40 // families, and countries, that have a column each; the others share one
)

// design says in which column of the regression a role has a one.
type design struct {
	p        *pass
	family   []int32 // by concept
	country  []int32
	level    [profiles.Director + 1]int32
	remote   int32
	contract int32
	year     [MaxMonths/12 + 2]int32 // by age in years; the first is of roles without a month
	skill    []int32
	skills   []taxonomy.No // the skills with a column, in its order
	first    int32         // the column of the first of skills
	columns  int
}

// share is how often things occur among roles with pay.
type share struct{ family, skill, country []int }

func (p *pass) newDesign(paid []*columns.Role) *design {
	n := p.Engine.Deriver.Taxonomy.Len() + 1
	s := share{make([]int, n), make([]int, n), make([]int, 1<<16)}
	var level [profiles.Director + 1]int
	var remote, contract int
	var year [MaxMonths/12 + 2]int
	for _, r := range paid {
		f := r.Facts
		s.family[f.Family]++
		s.country[f.Country]++
		level[f.Step]++
		remote += b2i(isRemote(f))
		contract += b2i(isContract(f))
		year[p.yearOf(f)]++
		for _, k := range f.Skills {
			s.skill[k]++
		}
	}
	d := &design{p: p, family: make([]int32, n), country: make([]int32, 1<<16), skill: make([]int32, n), columns: 1}
	column := func(count int) int32 {
		if count < leastOnSide || len(paid)-count < leastOnSide {
			return 0
		}
		d.columns++
		return int32(d.columns - 1)
	}
	for _, x := range []struct {
		of    []int32
		count []int
		most  int
	}{{d.family, s.family, mostControls}, {d.country, s.country, mostControls}, {d.level[:], level[:], len(level)}, {d.year[:], year[:], len(year)}} {
		for i, k := range common(x.count, x.most+1) {
			if i > 0 { // the commonest has no column: it is what the others are compared with
				x.of[k] = column(x.count[k])
			}
		}
	}
	d.remote, d.contract = column(remote), column(contract)
	d.first = int32(d.columns)
	s.skill[0] = 0
	for _, i := range common(s.skill, min(mostSkills, len(paid)/rolesASkill)) {
		if d.skill[i] = column(s.skill[i]); d.skill[i] != 0 {
			d.skills = append(d.skills, taxonomy.No(i))
		}
	}
	return d
}

// common lists up to n indices that occur, the most frequent first.
func common(counts []int, n int) []int {
	var out []int
	for i, c := range counts {
		if c > 0 {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return out[:min(n, len(out))]
}

func isRemote(f *facts.Role) bool   { return f.Modes>>(profiles.Remote-1)&1 == 1 }
func isContract(f *facts.Role) bool { return f.Engagements>>(profiles.Contract-1)&1 == 1 }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// yearOf is 0 for a role without a month, else one more than its age in years.
func (p *pass) yearOf(f *facts.Role) int {
	if f.Posted == 0 {
		return 0
	}
	return 1 + int(p.q.AsOf-f.Posted)/12
}

// row writes the columns in which a role has a one, ascending.
func (d *design) row(f *facts.Role, cols []int32) []int32 {
	cols = append(cols[:0], 0, d.family[f.Family], d.country[f.Country], d.level[f.Step], d.year[d.p.yearOf(f)])
	if isRemote(f) {
		cols = append(cols, d.remote)
	}
	if isContract(f) {
		cols = append(cols, d.contract)
	}
	for _, k := range f.Skills {
		cols = append(cols, d.skill[k])
	}
	slices.Sort(cols)
	return slices.Compact(cols) // a zero of "no column" falls together with that of the constant
}

// gram sums the regression over the roles, on all processors.
func (d *design) gram(paid []*columns.Role) *regress.Gram {
	parts := slices.Collect(slices.Chunk(paid, (len(paid)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0)))
	gs := make([]*regress.Gram, len(parts))
	var wg sync.WaitGroup
	for i, part := range parts {
		wg.Go(func() {
			g, cols := regress.New(d.columns), make([]int32, 0, 64)
			for _, r := range part {
				cols = d.row(r.Facts, cols)
				g.Add(cols, regress.LogPay(r.Posting.MidUSD()))
			}
			gs[i] = g
		})
	}
	wg.Wait()
	for _, g := range gs[1:] {
		gs[0].Merge(g)
	}
	return gs[0]
}

func (p *pass) premiums() *PremiumTable {
	paid := p.sum.paid
	t := &PremiumTable{Roles: len(paid), Controls: []string{"family", "country", "level", "year of posting", "remote", "contract", "the other skills of this table"},
		Rows: []PremiumRow{}, Excluded: []string{}}
	if len(paid) < leastRoles {
		t.Reason = "fewer than 40 roles with pay that is known"
		return t
	}
	d := p.newDesign(paid)
	if len(d.skills) == 0 {
		t.Reason = "no skill is asked for by 10 of the roles with pay and not by 10 others"
		return t
	}
	g := d.gram(paid)
	cols := g.Independent()
	f, ok := g.Solve(cols)
	if !ok {
		t.Reason = "the roles with pay are too few to tell skills from what else they state"
		return t
	}
	t.R2 = int(math.Round(1000 * f.R2))
	wide := distuv.StudentsT{Sigma: 1, Nu: float64(f.Freedom)}.Quantile(0.975)
	for _, n := range d.skills {
		x, col := p.Engine.Deriver.Taxonomy.Concept(n), int(d.skill[n])
		if !slices.Contains(cols, col) {
			t.Excluded = append(t.Excluded, x.Label)
			continue
		}
		b, e := f.Coefficient[col], f.Err[col]
		t.Rows = append(t.Rows, PremiumRow{Skill: x.Label, ID: x.ID, Roles: int(g.At(col, col)), Raw: percent(g.Difference(col)), Percent: percent(b), Low: percent(b - wide*e),
			High: percent(b + wide*e), Coefficient: round(b, 4), Error: round(e, 4)})
	}
	slices.SortStableFunc(t.Rows, func(a, b PremiumRow) int {
		return cmp.Or(cmp.Compare(b.Percent, a.Percent), cmp.Compare(b.Roles, a.Roles), cmp.Compare(a.Skill, b.Skill))
	})
	return t
}

// percent is a difference of logarithms as per cent, to one decimal.
func percent(log float64) float64 { return round(100*math.Expm1(log), 1) }

func round(v float64, decimals int) float64 {
	f := math.Pow10(decimals)
	return math.Round(v*f)/f + 0 // which makes −0 of a small loss 0
}
