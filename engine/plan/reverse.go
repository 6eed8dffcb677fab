package plan

import (
	"math/bits"

	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/taxonomy"
)

// preferenceWeights are points of 100 by facts.Preference: scoring.md, "Reverse".
var preferenceWeights = [facts.Preferences]int64{25, 25, 15, 10, 10, 10, 5}

// wishSim is the least similarity at which a role has a wanted skill.
const wishSim = 60

// reverseRows holds, for each set of stated preferences, their weights, which sum to 10000, and Σ of the unshared weights.
var reverseRows = makeReverseRows()

type reverseRow struct {
	w      [facts.Preferences]int32
	stated int
}

func makeReverseRows() (rows [1 << facts.Preferences]reverseRow) {
	for mask := 1; mask < len(rows); mask++ {
		parts := make([]int64, facts.Preferences)
		for p := range parts {
			if mask>>p&1 == 1 {
				parts[p] = preferenceWeights[p]
			}
		}
		for p, w := range Share(Full, parts) {
			rows[mask].w[p] = int32(w)
		}
		rows[mask].stated = int(sum(parts))
	}
	return rows
}

// LambdaOf is λₘ: the share of the reverse score for somebody who states these preferences.
func (w *World) LambdaOf(stated uint8) int {
	return w.Lambda * min(100, 2*reverseRows[stated].stated) / 100
}

// Overall is F·(100 − λₘ) + R·λₘ, 0–1,000,000.
func Overall(forward, reverse int32, lambda int) int32 {
	return forward*int32(100-lambda) + reverse*int32(lambda)
}

// Preference is what a role is worth to one wish; known is false where the role or the candidate says too little.
func (p *Plan) Preference(k facts.Preference, w *facts.Wish, country facts.Country) (v uint8, known bool) {
	r := p.Role
	switch k {
	case facts.PrefPay:
		return payValue(w, r)
	case facts.PrefPlace:
		return p.World.placeValue(w, country, r)
	case facts.PrefSkills:
		return p.World.wantedSkills(w, r), len(r.Skills) > 0
	case facts.PrefSeniority:
		return wishedStep(w.Seniority, r.Step), r.Step != 0
	case facts.PrefEngagement:
		return overlap(w.Engagements, r.Engagements), r.Engagements != 0
	case facts.PrefValues:
		return share(w.More().Values(), func(n taxonomy.No) bool { return contains(r.Values, n) }), len(r.Values) > 0
	case facts.PrefInterview:
		return overlap(w.Interviews, r.Interviews), r.Interviews != 0
	case facts.Preferences:
	}
	return 0, false
}

// payValue compares in units of 100 US dollars a year: met 100, falling linearly to 0 at 25 % below the wish.
func payValue(w *facts.Wish, r *facts.Role) (uint8, bool) {
	if w.NoRate || r.NoRate || !r.PaySet {
		return 0, false
	}
	return payShare((w.PayUSD+50)/100, (r.PayUSD+50)/100), true
}

func payShare(wish, pay int64) uint8 {
	if pay >= wish {
		return 100
	}
	return uint8(max(0, (100*wish-400*(wish-pay))/wish))
}

// modeTable is wished × offered, per cent, in the order remote, hybrid, on-site.
var modeTable = [3][3]uint8{{100, 40, 0}, {80, 100, 50}, {50, 80, 100}}

// modeBest is the best of modeTable over each set of wished modes.
var modeBest = func() (best [8][3]uint8) {
	for set := range best {
		for wished, row := range modeTable {
			for offered, v := range row {
				if set>>wished&1 == 1 {
					best[set][offered] = max(best[set][offered], v)
				}
			}
		}
	}
	return best
}()

// relocateFloor is the least that a distance counts for somebody who is willing to relocate.
const relocateFloor = 80

// placeValue is the best over the modes offered.
func (w *World) placeValue(wish *facts.Wish, country facts.Country, r *facts.Role) (uint8, bool) {
	if r.Modes == 0 {
		return 0, false
	}
	var best uint8
	known := false
	for m := range 3 {
		if r.Modes>>m&1 == 0 {
			continue
		}
		v, ok := w.modeValue(wish, country, r, m)
		if ok {
			known = true
			best = max(best, v)
		}
	}
	return best, known
}

func (w *World) modeValue(wish *facts.Wish, country facts.Country, r *facts.Role, m int) (uint8, bool) {
	v := uint32(modeBest[wish.Modes&7][m])
	if m == int(profiles.Remote-1) {
		if len(r.RemoteIn) == 0 {
			return uint8(v), true
		}
		if country == 0 {
			return 0, false
		}
		if !contains(r.RemoteIn, country) {
			return 0, true
		}
		return uint8(v), true
	}
	d, ok := w.distance(wish, r.Geo)
	if !ok {
		return 0, false
	}
	return uint8(v * d / 100), true
}

// distance is 100 up to the limit, falling linearly to 0 at twice the limit, for the nearest of the wished places.
func (w *World) distance(wish *facts.Wish, geo uint32) (uint32, bool) {
	var best uint32
	known := false
	if km, ok := w.km(wish.City, geo); ok {
		known, best = true, near(km, int(wish.KM))
	}
	for _, city := range wish.More().Cities {
		if km, ok := w.km(city, geo); ok {
			known, best = true, max(best, near(km, int(wish.KM)))
		}
	}
	if wish.Relocate {
		return max(best, relocateFloor), true
	}
	return best, known
}

func near(km, limit int) uint32 {
	if km <= limit {
		return 100
	}
	return uint32(max(0, 100*(2*limit-km)/limit))
}

// km is the distance between the centres of two cities.
func (w *World) km(a, b uint32) (int, bool) {
	if a == 0 || b == 0 {
		return 0, false
	}
	if a == b {
		return 0, true
	}
	if w.near == nil {
		return w.Cities.Between(a, b)
	}
	if n := w.near; n.from != a || n.to != b {
		n.from, n.to = a, b
		n.km, n.ok = w.Cities.Between(a, b)
	}
	return w.near.km, w.near.ok
}

// distance is the last one that was asked for: rows stand by city, so that the next is mostly the same. It belongs to one goroutine.
type distance struct {
	from, to uint32
	km       int
	ok       bool
}

// remembering returns the plan for a scan of one goroutine.
func (p *Plan) remembering(room *scratch) *Plan {
	w, c := *p.World, *p
	w.near = &distance{}
	w.sought, w.round = &room.sought, room.sought.round(w.Taxonomy)
	c.World = &w
	return &c
}

// can is the set of preferences on which the role says enough.
func (p *Plan) can() uint8 {
	r := p.Role
	var set uint8
	for k, ok := range [facts.Preferences]bool{facts.PrefPay: r.PaySet && !r.NoRate, facts.PrefPlace: r.Modes != 0, facts.PrefSkills: len(r.Skills) > 0,
		facts.PrefSeniority: r.Step != 0, facts.PrefEngagement: r.Engagements != 0, facts.PrefValues: len(r.Values) > 0, facts.PrefInterview: r.Interviews != 0} {
		if ok {
			set |= 1 << k
		}
	}
	return set
}

// atHand are the preferences that are judged by what stands in a wish and a role alone: the others look things up.
const atHand = 1<<facts.PrefPay | 1<<facts.PrefSeniority | 1<<facts.PrefEngagement | 1<<facts.PrefInterview

// reverseFrom is R, or false as soon as R is shown to be less than need. most is the most that R can be, can the set of
// preferences that give anything.
func (p *Plan) reverseFrom(w *facts.Wish, stated uint8, country facts.Country, can uint8, most, need int32) (int32, bool) {
	row := &reverseRows[stated]
	r := most
	for _, m := range [...]uint8{stated & can & atHand, stated & can &^ atHand} {
		for ; m != 0; m &= m - 1 {
			k := facts.Preference(bits.TrailingZeros8(m))
			v, known := p.Preference(k, w, country)
			if !known {
				v = 0
			}
			if r -= row.w[k] - points(row.w[k], v); r < need {
				return 0, false
			}
		}
	}
	return r, true
}

func wishedStep(wish, has profiles.Seniority) uint8 {
	switch {
	case has >= wish:
		return 100
	case has+1 == wish && has != 0:
		return 50
	}
	return 0
}

func overlap(a, b uint8) uint8 {
	if a&b != 0 {
		return 100
	}
	return 0
}

func share(want []taxonomy.No, has func(taxonomy.No) bool) uint8 {
	if len(want) == 0 {
		return 0
	}
	n := 0
	for _, w := range want {
		if has(w) {
			n++
		}
	}
	return uint8(100 * n / len(want))
}

func contains[E comparable](s []E, x E) bool {
	for _, v := range s {
		if v == x {
			return true
		}
	}
	return false
}

// Reverse is R, 0–10000, of somebody who wants w and lives in country. What is not known counts 0.
func (p *Plan) Reverse(w *facts.Wish, country facts.Country) int32 {
	row := &reverseRows[w.Stated]
	var r int32
	for m := w.Stated; m != 0; m &= m - 1 {
		k := facts.Preference(bits.TrailingZeros8(m))
		if v, known := p.Preference(k, w, country); known {
			r += points(row.w[k], v)
		}
	}
	return r
}
