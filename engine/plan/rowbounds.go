package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// rowBounds bound F of rows from what stands by row: its skills and codes. The table of skills is that of a tile.
type rowBounds struct {
	skills entryWorths
	set    []uint16 // the places that are set in it
	has    placeSet // likewise
	most   int32    // the most that skills give

	plan     *tables // that what follows is of
	steps    []entrySteps
	months   []uint16
	families uint16 // of which months count
	evidence [256]uint16
	degree   [columns.Degrees]uint16

	sums [heldAtOnce]uint32
}

// entryWorths say what an entry of Held is worth, in steps, rounded up.
type entryWorths [1 << 16]uint8

// entrySteps are what the strengths of one skill are worth in it.
type entrySteps [16]uint8

// worthStep is what a step of worth is in points: all of F fits in a byte.
const worthStep = (Full + 249) / 250

// otherBounds bound what is not in the sums: what titles give, by their bytes, and the most of what is only in lists.
type otherBounds struct {
	titles [256]uint16 // of one requirement
	title  int32       // the most that it gives
	most   int32       // with what is only in lists
}

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

// enter makes the tables of a tile.
func (x *rowBounds) enter(k *kernel) (o otherBounds) {
	x.of(k.tables)
	for _, place := range x.set {
		*x.stepsAt(place) = entrySteps{}
		x.has.remove(place)
	}
	x.set, x.most = x.set[:0], 0
	steps, rest := x.steps, int32(0)
	for _, i := range k.turn {
		q := &k.reqs[i]
		switch q.Kind {
		case profiles.ReqSkill:
			rest += x.skill(q, k.found.of(i), steps, k.tile.NumBlocks())
			steps = steps[len(q.worths):]
		case profiles.ReqTitle:
			if o.title > 0 {
				rest += q.W
				continue
			}
			o.title = q.W
			for _, f := range k.found.of(i) {
				b := uint8(int(f.cell) / k.tile.NumBlocks())
				o.titles[b] = max(o.titles[b], q.points[q.worths[f.worth].most])
			}
		case profiles.ReqCertification, profiles.ReqIndustry, profiles.ReqLanguage:
			rest += q.W
		case profiles.ReqExperience, profiles.ReqEvidence, profiles.ReqDegree:
		}
	}
	o.most = o.title + rest
	return o
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
	v.others = x.enter(s.k)
	for from := 0; from < n; {
		to := from + x.codes(s.k, v, from)
		x.addSkills(s.k, v.f[from:to])
		from = to
	}
	s.unpinRows(tile, v.rows, v.stated)
}

// addSkills adds what the skills at the spans are worth at most.
func (x *rowBounds) addSkills(k *kernel, f []uint16) {
	sums := x.sums[:len(f)]
	clear(sums)
	for _, e := range k.worthyOf(len(f), &x.has) {
		sums[e>>16] += uint32(x.skills[uint16(e)])
	}
	for i, n := range sums {
		f[i] += uint16(min(x.most, worthStep*int32(n)))
	}
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
		begin, end := t.HeldAt(int(l))
		if sum += end - begin; sum > mostHeld {
			return i
		}
		c := &t.Fixed[l]
		some := atLeast(int32(c.Families&x.families), 1)
		spans[i] = heldSpan{begin, end}
		stated[i], asks[i] = c.Stated, c.Asks
		f[i] = x.months[some*int(min(enough, c.Months))] + x.evidence[c.Evidence()] + x.degree[c.Degree()]
	}
	return len(rows)
}

// boundOf is the most that the key of a row that passes can be, and by how much less than they could titles give to that.
func (s *scanner) boundOf(t *columns.Tile, x *sieved, at int) (bound int32, spare uint16) {
	less := x.others.title - x.others.titleOf(t, int(x.rows[at]))
	return s.of(int32(x.f[at])+x.others.most-less, x.stated[at], x.asks[at]), uint16(less)
}

// titleOf is the most that the titles of a row give.
func (o *otherBounds) titleOf(t *columns.Tile, l int) int32 {
	words, all := t.TitlesOf(l)
	if !all {
		return o.title
	}
	most := uint16(0)
	for _, w := range words {
		most = max(most, o.titles[w&0xff], o.titles[w>>8])
	}
	return int32(most)
}
