package plan

import (
	"math/bits"

	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// rowBounds bound F of rows from what stands by row: its skills, titles and codes. The tables of skills and titles are those of a tile.
type rowBounds struct {
	skills entryWorths
	set    []uint16 // the places that are set in it
	has    placeSet // likewise
	most   int32    // the most that skills give

	plan  *tables // that what follows is of
	steps []entrySteps
	codes codeWorths

	some coded // looked at
	sums [heldAtOnce]uint32
	many [heldAtOnce / sixteen]uint16 // see coded

	words [heldAtOnce]uint8 // likewise
}

// codeWorths say what codes and titles are worth, in points. What is looked up four bytes at a time has so much room behind it.
type codeWorths struct {
	months   []uint16 // of those in families
	families uint16
	evidence [256 + 2]uint16
	degree   [2 * columns.Degrees]uint16
	titles   [256]uint8 // of one requirement, by the byte of a title, in steps, rounded up
	step     uint16     // of titles
	title    uint16     // the most that a title is worth
}

// coded is what codes say of rows that pass.
type coded struct {
	f            []uint16 // what they are worth
	stated, asks []uint8
	spans        *heldSpans
	words        []uint8  // of titles, before where skills stand
	many         []uint16 // bits of the rows of more than two of these
}

// sixteen is how many rows are looked at side by side: what is made of rows has room for so many behind it.
const sixteen = 16

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
	x.plan = k
	x.codes = codeWorths{months: append(x.codes.months[:0], 0)}
	x.steps = x.steps[:0]
	for _, i := range k.turn {
		q := &k.reqs[i]
		switch q.Kind {
		case profiles.ReqSkill:
			x.stepsOf(q)
		case profiles.ReqExperience:
			x.codes.experience(q)
		case profiles.ReqEvidence:
			for set := range 256 {
				x.codes.evidence[set] += q.points[evidence(uint8(set)&q.Asked)]
			}
		case profiles.ReqDegree:
			for has := range columns.Degrees {
				x.codes.degree[has] += q.points[degreeValue(q.Asked, uint8(has), profiles.MaxMonths, k.plan.substitution, len(k.holds) > 0)]
			}
		case profiles.ReqCertification, profiles.ReqTitle, profiles.ReqIndustry, profiles.ReqLanguage:
		}
	}
	x.codes.months = append(x.codes.months, 0)[:len(x.codes.months)]
}

// experience adds what months of all jobs, which are no fewer than those in a family, are worth to a requirement.
func (x *codeWorths) experience(q *kernelReq) {
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
	x.set, x.most = x.set[:0], 0
	x.codes.titles, x.codes.title = [256]uint8{}, 0
	steps := x.steps
	for _, i := range k.turn {
		q := &k.reqs[i]
		switch q.Kind {
		case profiles.ReqSkill:
			rest += x.skill(q, k.found.of(i), steps, k.tile.NumBlocks())
			steps = steps[len(q.worths):]
		case profiles.ReqTitle:
			if x.codes.title > 0 {
				rest += q.W
				continue
			}
			x.codes.entitle(q, k.found.of(i), k.tile.NumBlocks())
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
		place := uint16(f.place(blocks))
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

// entitle makes what titles are worth to a requirement.
func (x *codeWorths) entitle(q *kernelReq, found []foundTerm, blocks int) {
	x.title, x.step = uint16(q.W), uint16((q.W+254)/255)
	for _, f := range found {
		at := &x.titles[uint8(f.place(blocks))]
		*at = max(*at, uint8((q.points[q.worths[f.worth].most]+x.step-1)/x.step))
	}
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
		v.coded(s.k, x, from)
		x.addHeld(s.k, x.some.f)
		x.named(s.k, v.rows[from:from+len(x.some.f)])
		from += len(x.some.f)
	}
	s.unpinRows(tile, v.rows, v.stated)
}

// addHeld adds what the skills at the spans are worth at most.
func (x *rowBounds) addHeld(k *kernel, f []uint16) {
	sums := x.sums[:len(f)]
	clear(sums)
	for _, e := range k.worthyOf(k.tile, len(f), &x.has) {
		sums[e>>16] += uint32(x.skills[uint16(e)])
	}
	for i, n := range sums {
		f[i] += uint16(min(x.most, worthStep*int32(n)))
	}
}

// named adds what titles are worth at most.
func (x *rowBounds) named(k *kernel, rows []uint16) {
	if x.codes.title == 0 {
		return
	}
	k.do.names(k.tile, len(rows), &x.codes, &x.some)
	for i, bits := range x.many[:(len(rows)+sixteen-1)/sixteen] {
		x.codes.manyTitles(k.tile, rows[i*sixteen:], x.some.f[i*sixteen:], bits)
	}
}

// sized is s with room for n, and for some behind them, of any contents.
func sized[E any](s []E, n int) []E {
	if cap(s) < n+sixteen {
		return make([]E, n, max(n+sixteen, mostHand/4))
	}
	return s[:n]
}

// coded sets what codes say of the rows that pass, from one on, of as many as are read at a time.
func (v *sieved) coded(k *kernel, x *rowBounds, from int) {
	rows := v.rows[from:min(len(v.rows), from+heldAtOnce)]
	n := len(rows)
	out := &x.some
	*out = coded{v.f[from:][:n], v.stated[from:][:n], v.asks[from:][:n], &k.spans, x.words[:], x.many[:]}
	if k.do.codes(k.tile, rows, &x.codes, out) > mostHeld {
		out.f = out.f[:k.spans.atOnce(n)]
	}
}

// atOnce is how many of the rows at the first n spans have no more skills than are read at a time.
func (s *heldSpans) atOnce(n int) int {
	sum := uint32(0)
	for i, x := range s[:n] {
		if sum += x.to - x.from; sum > mostHeld {
			return i
		}
	}
	return n
}

// manyTitles adds what titles are worth of those of sixteen rows that have many.
func (x *codeWorths) manyTitles(t *columns.Tile, rows, f []uint16, many uint16) {
	if len(rows) < sixteen {
		many &= 1<<len(rows) - 1
	}
	for ; many != 0; many &= many - 1 {
		i := bits.TrailingZeros16(many)
		words, all := t.TitlesOf(int(rows[i]))
		f[i] += x.titlesOf(words, all)
	}
}

// titlesOf is the most that titles give.
func (x *codeWorths) titlesOf(words []uint16, all bool) uint16 {
	if !all {
		return x.title
	}
	most := uint8(0)
	for _, w := range words {
		most = max(most, x.titles[w&0xff], x.titles[w>>8])
	}
	return min(x.title, x.step*uint16(most))
}

// codes sets what codes say of rows, and counts their skills.
func codes(t *columns.Tile, rows []uint16, x *codeWorths, out *coded) (skills uint32) {
	enough := uint16(len(x.months) - 1)
	clear(out.many)
	for i, l := range rows {
		c := &t.Fixed[l]
		from, to, words := t.HeldAt(int(l))
		skills += to - from
		out.spans[i], out.stated[i], out.asks[i] = heldSpan{from, to}, c.Stated, c.Asks
		out.words[i] = words
		out.many[i/sixteen] |= uint16(flag(words > 2)) << (i % sixteen)
		some := atLeast(int32(c.Families&x.families), 1)
		out.f[i] = x.months[some*int(min(enough, c.Months))] + x.evidence[c.Evidence()] + x.degree[c.Degree()]
	}
	return skills
}

func names(t *columns.Tile, n int, x *codeWorths, out *coded) {
	for i := range n {
		out.f[i] += x.firstTitles(t.Held, int(out.spans[i].from), int(out.words[i]))
	}
}

// firstTitles is the most that titles give of who has up to two words of them before a place, and nothing of others. Which, is not guessed
// at.
func (x *codeWorths) firstTitles(held []uint16, to, words int) uint16 {
	first := held[to-words:][:2]
	a, b := max(x.titles[first[0]&0xff], x.titles[first[0]>>8]), max(x.titles[first[1]&0xff], x.titles[first[1]>>8])
	most := max(uint16(a)*uint16(flag(words-1 < 2)&flag(words > 0)), uint16(b)*uint16(flag(words == 2)))
	return min(x.title, x.step*most)
}

// boundOf is the most that the key of a row that passes can be.
func (s *scanner) boundOf(x *sieved, at int) int32 {
	return s.of(int32(x.f[at])+x.rest, x.stated[at], x.asks[at])
}
