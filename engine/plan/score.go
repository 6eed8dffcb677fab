package plan

import (
	"math/bits"

	"tenon/index/facts"
	"tenon/profiles"
)

// State says how a component stands.
type State uint8

// The states of scoring.md, "Unknown".
const (
	Met State = iota + 1
	Partial
	Missing
	NoData
)

var stateWords = [...]string{"", "met", "partial", "missing", "no_data"}

func (s State) String() string { return stateWords[s] }

// Component is one line of a score.
type Component struct {
	Value
	State      State
	W, Points  int32
	Req        int              // index into Plan.Reqs; -1 of a preference
	Preference facts.Preference // of a preference
}

// Score is what a plan says of one candidate. Σ Points of Forward is F, of Reverse R.
type Score struct {
	F, R, Overall     int32
	Lambda            int // λₘ
	Forward, Reverse  []Component
	MustsMet, MustsOf int
}

// mustValue is the least v at which a must-have counts as met in "musts".
const mustValue = 70

// Score scores one candidate and names every component.
func (p *Plan) Score(c *facts.Candidate) *Score {
	s := &Score{Lambda: p.World.LambdaOf(c.Wish.Stated), Forward: make([]Component, len(p.Reqs))}
	for i := range p.Reqs {
		q := &p.Reqs[i]
		v := p.Value(q, c)
		s.Forward[i] = Component{Value: v, State: state(v.V, q.Kind, c), W: q.W, Points: points(q.W, v.V), Req: i}
		s.F += s.Forward[i].Points
		s.count(q, v.V)
	}
	row := &reverseRows[c.Wish.Stated]
	for m := c.Wish.Stated; m != 0; m &= m - 1 {
		k := facts.Preference(bits.TrailingZeros8(m))
		x := Component{W: row.w[k], Req: -1, Preference: k, State: NoData}
		if v, known := p.Preference(k, &c.Wish, c.Country); known {
			x.V, x.Points, x.State = v, points(x.W, v), stateOf(v)
		}
		s.Reverse = append(s.Reverse, x)
		s.R += x.Points
	}
	s.Overall = Overall(s.F, s.R, s.Lambda)
	return s
}

func (s *Score) count(q *Req, v uint8) {
	if q.Necessity != profiles.Must {
		return
	}
	s.MustsOf++
	if v >= mustValue {
		s.MustsMet++
	}
}

// Musts is how many of the must-haves a candidate meets, and how many there are.
func (p *Plan) Musts(c *facts.Candidate) (met, of int) {
	var s Score
	for i := range p.Reqs {
		if q := &p.Reqs[i]; q.Necessity == profiles.Must {
			s.count(q, p.Value(q, c).V)
		}
	}
	return s.MustsMet, s.MustsOf
}

func stateOf(v uint8) State {
	switch v {
	case 100:
		return Met
	case 0:
		return Missing
	}
	return Partial
}

// state: what is worth nothing is missing from a closed list, and no_data where the record says nothing of its kind.
func state(v uint8, k profiles.RequirementKind, c *facts.Candidate) State {
	if v == 0 && (!c.Known.Has(k) || c.Unsure.Has(k)) {
		return NoData
	}
	return stateOf(v)
}

// Best is the score with every unknown preference at its best; c has to be derived under facts.Best.
func (p *Plan) Best(c *facts.Candidate) (f, r, overall int32) {
	s := p.Score(c)
	for _, x := range s.Reverse {
		if x.State == NoData {
			s.R += x.W
		}
	}
	return s.F, s.R, Overall(s.F, s.R, s.Lambda)
}

// Tie orders equal scores: FNV-1a 64 of role id, a zero byte and candidate id, so that no one is first for ever.
func Tie(role, candidate string) uint64 {
	return tieBehind(tieOf(role), candidate)
}

// The parameters of FNV-1a.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// tieOf is what a tie has of a role: enough for all candidates.
func tieOf(role string) uint64 { return tieBehind(fnvOffset, role) * fnvPrime } // a byte of 0 changes nothing else

// tieBehind goes on with an id.
func tieBehind(h uint64, id string) uint64 {
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * fnvPrime
	}
	return h
}
