package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// rowBounds bound F of rows from what stands by row: its skills, titles and codes. The tables of skills and titles are those of a tile.
type rowBounds struct {
	skills entryWorths
	set    []uint16    // the places that are set in it
	has    placeSet    // likewise
	most   int32       // the most that skills give
	titles [256]uint16 // of one requirement, by the byte of a title
	title  uint16      // the most that it gives

	plan     *tables // that what follows is of
	steps    []entrySteps
	months   []uint16
	families uint16 // of which months count
	evidence [256]uint16
	degree   [columns.Degrees]uint16

	sums  [heldAtOnce]uint32
	words [heldAtOnce]uint8 // of titles, before where the skills of a row stand
}

// entryWorths say what an entry of Held is worth, in steps, rounded up.
type entryWorths [1 << 16]uint8

// entrySteps are what the strengths of one skill are worth in it.
type entrySteps [16]uint8

// worthStep is what a step of worth is in points: all of F fits in a byte.
const worthStep = (Full + 249) / 250

// of makes the tables that all tiles share.
func (x *rowBounds) of(k *tables) {
	if x.plan == k {
		return
	}
	x.plan, x.evidence, x.degree, x.families = k, [256]uint16{}, [columns.Degrees]uint16{}, 0
	x.months, x.steps = append(x.months[:0], 0), x.steps[:0]
	for _, i := range k.turn {
		q := &k.reqs[i]
		switch q.Kind {
		case profiles.ReqSkill:
			x.stepsOf(q)
		case profiles.ReqExperience:
			x.experience(q)
		case profiles.ReqEvidence:
			for set := range x.evidence {
				x.evidence[set] += q.points[evidence(uint8(set)&q.Asked)]
			}
		case profiles.ReqDegree:
			for has := range x.degree {
				x.degree[has] += q.points[degreeValue(q.Asked, uint8(has), profiles.MaxMonths, k.plan.substitution, len(k.holds) > 0)]
			}
		case profiles.ReqCertification, profiles.ReqTitle, profiles.ReqIndustry, profiles.ReqLanguage:
		}
	}
}

// experience adds what months of all jobs, which are no fewer than those in a family, are worth to a requirement.
func (x *rowBounds) experience(q *kernelReq) {
	for last := x.months[len(x.months)-1]; len(x.months) < len(q.byMonth); {
		x.months = append(x.months, last)
	}
	for m := range x.months {
		x.months[m] += q.byMonth[min(m, len(q.byMonth)-1)]
	}
	q.Each(func(n taxonomy.No) { x.families |= columns.FamilyBit(n) })
}

// stepsOf makes the steps of the worths of a requirement.
func (x *rowBounds) stepsOf(q *kernelReq) {
	for i := range q.worths {
		var steps entrySteps
		for low, points := range q.worths[i].points {
			steps[low] = uint8((int(points) + worthStep - 1) / worthStep)
		}
		x.steps = append(x.steps, steps)
	}
}

// enter makes the tables of a tile. It returns the most of what is only in lists.
func (x *rowBounds) enter(k *kernel) (rest int32) {
	x.of(k.tables)
	for _, place := range x.set {
		*x.stepsAt(place) = entrySteps{}
		x.has.remove(place)
	}
	x.set, x.most, x.titles, x.title = x.set[:0], 0, [256]uint16{}, 0
	steps := x.steps
	for _, i := range k.turn {
		q := &k.reqs[i]
		switch q.Kind {
		case profiles.ReqSkill:
			rest += x.skill(q, k.found.of(i), steps, k.tile.NumBlocks())
			steps = steps[len(q.worths):]
		case profiles.ReqTitle:
			if x.title > 0 {
				rest += q.W
				continue
			}
			x.title = uint16(q.W)
			for _, f := range k.found.of(i) {
				at := &x.titles[uint8(int(f.cell)/k.tile.NumBlocks())]
				*at = max(*at, q.points[q.worths[f.worth].most])
			}
		case profiles.ReqCertification, profiles.ReqIndustry, profiles.ReqLanguage:
			rest += q.W
		case profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
		}
	}
	return rest
}

// skill adds the worths of the skills of a requirement. It returns the most that it gives where some of them are not held by row.
func (x *rowBounds) skill(q *kernelReq, found []foundTerm, steps []entrySteps, blocks int) (rest int32) {
	if beyondHeld(found, blocks) {
		return q.W
	}
	x.most += q.W
	for _, f := range found {
		place := uint16(int(f.cell) / blocks)
		at := x.stepsAt(place)
		if *at == (entrySteps{}) {
			x.set = append(x.set, place)
			x.has.add(place)
			*at = steps[f.worth]
			continue
		}
		for low, n := range steps[f.worth] {
			at[low] = uint8(min(255, int(at[low])+int(n)))
		}
	}
	return 0
}

// stepsAt are those of the skill of a place.
func (x *rowBounds) stepsAt(place uint16) *entrySteps {
	return (*entrySteps)(x.skills[int(place)<<4:])
}

// bound bounds F of the rows of a tile that pass.
func (s *scanner) bound(tile int, v *sieved) {
	if s.bounds == nil {
		s.bounds = new(rowBounds)
	}
	x, n := s.bounds, len(v.rows)
	v.f, v.stated, v.asks = sized(v.f, n), sized(v.stated, n), sized(v.asks, n)
	v.rest = x.enter(s.k)
	for from := 0; from < n; {
		to := from + x.codes(s.k, v, from)
		x.addHeld(s.k, v.f[from:to])
		from = to
	}
	s.unpinRows(tile, v.rows, v.stated)
}

// addHeld adds what the skills at the spans, and the titles before them, are worth at most.
func (x *rowBounds) addHeld(k *kernel, f []uint16) {
	sums := x.sums[:len(f)]
	clear(sums)
	for _, e := range k.worthyOf(len(f), &x.has) {
		sums[e>>16] += uint32(x.skills[uint16(e)])
	}
	for i, n := range sums {
		f[i] += uint16(min(x.most, worthStep*int32(n))) + x.titlesOf(k.tile.Held, int(k.spans[i].from), int(x.words[i]))
	}
}

// titlesOf is the most that the titles give that stand in so many words before a place. Most rows have up to four titles: how many, is not
// guessed at.
func (x *rowBounds) titlesOf(held []uint16, to, words int) uint16 {
	if words > 2 {
		return x.manyTitles(held[to-words : to])
	}
	first := held[to-words:][:2]
	a, b := max(x.titles[first[0]&0xff], x.titles[first[0]>>8]), max(x.titles[first[1]&0xff], x.titles[first[1]>>8])
	return max(a*uint16((words+1)>>1), b*uint16(words>>1)) // of 0, 1 or 2
}

func (x *rowBounds) manyTitles(words []uint16) (most uint16) {
	if len(words) > columns.MostTitles/2 { // there may be more
		return x.title
	}
	for _, w := range words {
		most = max(most, x.titles[w&0xff], x.titles[w>>8])
	}
	return most
}

// sized is s with room for n, of any contents.
func sized[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n, max(n, mostHand/4))
	}
	return s[:n]
}

// codes sets f of the rows that pass, from one on, to what codes give, and spans to where their skills stand, of as many as are read at a
// time, which it counts.
func (x *rowBounds) codes(k *kernel, v *sieved, from int) int {
	rows := v.rows[from:min(len(v.rows), from+heldAtOnce)]
	f, stated, asks, spans := v.f[from:][:len(rows)], v.stated[from:][:len(rows)], v.asks[from:][:len(rows)], k.spans[:len(rows)]
	t, enough, sum := k.tile, uint16(len(x.months)-1), uint32(0)
	for i, l := range rows {
		begin, end, words := t.HeldAt(int(l))
		if sum += end - begin; sum > mostHeld {
			return i
		}
		c := &t.Fixed[l]
		some := atLeast(int32(c.Families&x.families), 1)
		spans[i], x.words[i] = heldSpan{begin, end}, words
		stated[i], asks[i] = c.Stated, c.Asks
		f[i] = x.months[some*int(min(enough, c.Months))] + x.evidence[c.Evidence()] + x.degree[c.Degree()]
	}
	return len(rows)
}

// boundOf is the most that the key of a row that passes can be.
func (s *scanner) boundOf(x *sieved, at int) int32 {
	return s.of(int32(x.f[at])+x.rest, x.stated[at], x.asks[at])
}
