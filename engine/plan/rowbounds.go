package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
)

// rowBounds bound F of rows from what stands by row: its skills, titles and codes. The tables of skills and titles are those of a tile.
type rowBounds struct {
	skills entryWorths
	set    []uint16   // the places that are set in it
	titles [256]int32 // of one requirement, by the byte of a title
	title  int32      // the most that this requirement gives
	most   int32      // the most that skills give
	rest   int32      // the most of what nothing is known of

	plan     *tables // that what follows is of
	months   []int32
	evidence [256]int32
	degree   [16]int32

	spans  rowSpans
	sums   [mostHand]uint32
	others [mostHand]int32 // what codes give
	stated [mostHand]uint8
	asks   [mostHand]uint8
	reach  [boundAtOnce + 1]uint16
}

// entryWorths say what an entry of Held is worth, in steps, rounded up. Wide instructions read a word at the last.
type entryWorths [1<<16 + 3]uint8

// rowSpans are where the skills of few rows of a tile stand. Wide instructions fetch what some behind them, in whatever state these are, say.
type rowSpans [mostHand + spansAhead]heldSpan

// worthStep is what a step of worth is in points: all of F fits in a byte.
const worthStep = (Full + 249) / 250

// of makes the tables that all tiles share.
func (x *rowBounds) of(k *tables) {
	if x.plan == k {
		return
	}
	x.plan, x.evidence, x.degree = k, [256]int32{}, [16]int32{}
	x.months = append(x.months[:0], 0)
	for _, i := range k.turn {
		q := &k.reqs[i]
		switch q.Kind {
		case profiles.ReqExperience:
			x.experience(q)
		case profiles.ReqEvidence:
			for set := range x.evidence {
				x.evidence[set] += int32(q.points[evidence(uint8(set)&q.Asked)])
			}
		case profiles.ReqDegree:
			for has := range x.degree {
				x.degree[has] += int32(q.points[degreeValue(q.Asked, uint8(has), profiles.MaxMonths, k.plan.substitution, len(k.holds) > 0)])
			}
		case profiles.ReqSkill, profiles.ReqCertification, profiles.ReqTitle, profiles.ReqIndustry, profiles.ReqLanguage:
		}
	}
}

// experience adds what months of all jobs, which are no fewer than those in a family, are worth to a requirement.
func (x *rowBounds) experience(q *kernelReq) {
	for last := x.months[len(x.months)-1]; len(x.months) < len(q.byMonth); {
		x.months = append(x.months, last)
	}
	for m := range x.months {
		x.months[m] += int32(q.byMonth[min(m, len(q.byMonth)-1)])
	}
}

// enter makes the tables of a tile.
func (x *rowBounds) enter(k *kernel) {
	x.of(k.tables)
	for _, place := range x.set {
		clear(x.skills[int(place)<<4 : int(place)<<4+16])
	}
	x.set, x.titles, x.title, x.most, x.rest = x.set[:0], [256]int32{}, 0, 0, 0
	for _, i := range k.turn {
		q := &k.reqs[i]
		switch q.Kind {
		case profiles.ReqSkill:
			x.skill(q, k.found.of(i), k.tile.NumBlocks())
		case profiles.ReqTitle:
			if x.title > 0 {
				x.rest += q.W
				continue
			}
			x.title = q.W
			for _, f := range k.found.of(i) {
				b := uint8(int(f.cell) / k.tile.NumBlocks())
				x.titles[b] = max(x.titles[b], int32(q.points[q.worths[f.worth].most]))
			}
		case profiles.ReqCertification, profiles.ReqIndustry, profiles.ReqLanguage:
			x.rest += q.W
		case profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
		}
	}
}

func (x *rowBounds) skill(q *kernelReq, found []foundTerm, blocks int) {
	if beyondHeld(found, blocks) {
		x.rest += q.W
		return
	}
	x.most += q.W
	for _, f := range found {
		place := int(f.cell) / blocks
		x.set = append(x.set, uint16(place))
		for low, points := range q.worths[f.worth].points {
			at := &x.skills[place<<4|low]
			*at = uint8(min(255, int(*at)+(int(points)+worthStep-1)/worthStep))
		}
	}
}

// bound sets the bounds of the rows of a tile and leaves those out whose bound is below a floor.
func (s *scanner) bound(tile int, v *sieved, floor int32) {
	if s.bounds == nil {
		s.bounds = new(rowBounds)
	}
	x := s.bounds
	x.enter(s.k)
	x.codes(s.t, v.rows)
	s.unpinRows(tile, v.rows, &x.stated)
	var least [wishes]int32 // of F, but for what pay and mode take
	for stated := range least {
		least[stated] = int32(s.margins.bound[stated].least(floor, x.title+x.rest))
	}
	v.bounds = v.bounds[:0]
	n := 0
	for from := 0; from < len(v.rows); from += boundAtOnce {
		to := min(len(v.rows), from+boundAtOnce)
		s.k.do.sums(x.spans[from:], to-from, s.t.Held, &x.skills, x.sums[from:])
		for _, i := range x.reaching(from, to, &least) {
			l := v.rows[i]
			b := s.of(x.sum(int(i))+x.rest+x.titleOf(s.t, int(l)), x.stated[i], x.asks[i])
			v.rows[n&(mostHand-1)] = l
			v.bounds = append(v.bounds[:n], b)
			n += atLeast(b, floor)
		}
	}
	v.rows, v.bounds = v.rows[:n], v.bounds[:n]
}

// boundAtOnce is how many rows are bound at a time, so that what stands by row is read twice in the nearest cache.
const boundAtOnce = 128

// sum is the most that skills and codes of a row give.
func (x *rowBounds) sum(i int) int32 { return min(x.most, worthStep*int32(x.sums[i])) + x.others[i] }

// reaching are those of the rows from … to-1 that have the least that is needed.
func (x *rowBounds) reaching(from, to int, least *[wishes]int32) []uint16 {
	n := 0
	for i := from; i < to; i++ {
		x.reach[n] = uint16(i)
		n += atLeast(x.sum(i), least[x.stated[i]])
	}
	return x.reach[:n]
}

// titleOf is the most that the titles of a row give.
func (x *rowBounds) titleOf(t *columns.Tile, l int) (most int32) {
	words, all := t.TitlesOf(l)
	if !all {
		return x.title
	}
	for _, w := range words {
		most = max(most, x.titles[w&0xff], x.titles[w>>8])
	}
	return most
}

// codes sets what codes give, and where the skills of the rows stand.
func (x *rowBounds) codes(t *columns.Tile, rows []uint16) {
	enough := len(x.months) - 1
	for i, l := range rows {
		c := &t.Fixed[l]
		x.spans[i].from, x.spans[i].to = t.HeldAt(int(l))
		x.others[i] = x.months[min(enough, int(c.Months))] + x.evidence[c.Evidence()] + x.degree[c.Degree()]
		x.stated[i], x.asks[i] = c.Stated, c.Asks
	}
}
