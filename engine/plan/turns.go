package plan

import (
	"cmp"
	"slices"

	"tenon/profiles"
)

// turns say when the requirements of a plan that weigh anything are made: skills first, what else lists answer, what every row has a
// code for, and what takes codes and lists.
type turns struct {
	turn  []int   // which requirement is made
	lists int     // so many of them, the first, are answered by lists
	rest  []int32 // the most that F still grows from a turn on

	fewTurn []int // the same for few rows, of which what stands by row is read before lists
}

// of are the turns of other requirements, in the same room.
func (o turns) of(reqs []Req) turns {
	o = turns{turn: o.turn[:0], rest: o.rest[:0], fewTurn: o.fewTurn[:0]}
	for i := range reqs {
		if reqs[i].W != 0 {
			o.turn = append(o.turn, i)
		}
	}
	in := func(step func(profiles.RequirementKind) int) func(a, b int) int {
		return func(a, b int) int { return cmp.Compare(step(reqs[a].Kind), step(reqs[b].Kind)) }
	}
	slices.SortStableFunc(o.turn, in(stepOf))
	o.fewTurn = append(o.fewTurn, o.turn...)
	slices.SortStableFunc(o.fewTurn, in(fewStepOf))
	o.rest = slices.Grow(o.rest, len(o.turn)+1)[:len(o.turn)+1]
	o.rest[len(o.turn)] = 0
	for at := len(o.turn) - 1; at >= 0; at-- {
		q := &reqs[o.turn[at]]
		if o.rest[at] = o.rest[at+1] + q.W; stepOf(q.Kind) <= lastLists {
			o.lists = max(o.lists, at+1)
		}
	}
	return o
}

// lastLists is the last step that reads nothing but lists.
const lastLists = 1

// stepOf is the step that a kind of requirement belongs to: 0 skills, 1 what else is found through lists, 2 what every row has a
// code for, 3 what takes a code and lists.
func stepOf(k profiles.RequirementKind) int {
	switch k {
	case profiles.ReqDegree:
		return 3
	case profiles.ReqExperience, profiles.ReqEvidence:
		return 2
	case profiles.ReqTitle, profiles.ReqCertification, profiles.ReqLanguage, profiles.ReqIndustry:
		return 1
	case profiles.ReqSkill:
	}
	return 0
}

// fewStepOf is stepOf for few rows: 0 skills, which stand together by row, 1 what every row has a code for, 2 titles, of which each row says
// which lists it may be in, 3 experience, which is one list a row, 4 what else is found through lists, 5 what takes a code and lists.
func fewStepOf(k profiles.RequirementKind) int {
	switch k {
	case profiles.ReqDegree:
		return 5
	case profiles.ReqCertification, profiles.ReqLanguage, profiles.ReqIndustry:
		return 4
	case profiles.ReqExperience:
		return 3
	case profiles.ReqTitle:
		return 2
	case profiles.ReqEvidence:
		return 1
	case profiles.ReqSkill:
	}
	return 0
}
