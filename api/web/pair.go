package web

import (
	"net/http"

	"tenon/api/wire"
	"tenon/engine"
	"tenon/profiles"
)

// pairView is the explanation of one role and one candidate.
type pairView struct {
	Role      *profiles.Role
	Candidate *profiles.Candidate
	World     *engine.Ranking
	Result    *engine.Result
	Sides     []sideView
	Told      []string
	Review    *reviewView // nil: who looks at the page keeps no shortlists
}

// sideView is the tree of one side with its bar.
type sideView struct {
	Side     string
	Points   int32
	Lines    []lineView
	Segments []segment
	Branches []branchView
}

type branchView struct {
	engine.Branch
	Lines []lineView
}

// lineView is one line of the sum, with what it would add to be met in full.
type lineView struct {
	engine.Contribution
	Lift *engine.Lift // nil: nothing is missing, or nothing would come of it
}

// segment is a part of the bar that adds up: of 10,000 points.
type segment struct {
	X, Width int32
	State    string
	Label    string
}

var pairPage = page("pair.html")

func (p *Pages) pair(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	var d pairView
	var answer wire.Ranking
	role, candidate := whoseOf(q, profiles.KindRole), whoseOf(q, profiles.KindCandidate)
	ask := wire.ExplainRequest{Role: role.ID, RoleOrg: role.Org, Candidate: candidate.ID, CandidateOrg: candidate.Org, Weighing: weighing(q)}
	if err := p.ask(r, http.MethodPost, "/v1/explain", ask, &answer); err != nil {
		p.failed(w, r, err)
		return
	}
	if len(answer.Results) == 0 {
		p.fault(w, r, http.StatusNotFound, nil)
		return
	}
	d.World, d.Result = answer.Ranking, &answer.Results[0]
	if err := p.ask(r, http.MethodGet, role.path(), nil, &d.Role); err != nil {
		p.failed(w, r, err)
		return
	}
	if err := p.ask(r, http.MethodGet, candidate.path(), nil, &d.Candidate); err != nil {
		p.failed(w, r, err)
		return
	}
	d.Sides = []sideView{side(d.Result, "forward", d.Result.Forward), side(d.Result, "reverse", d.Result.Reverse)}
	if x := d.Result.Reasons; x != nil {
		d.Told = x.Told.Candidate
		if readSettings(r).Perspective == perspectiveEmployer {
			d.Told = x.Told.Employer
		}
	}
	if readSettings(r).Perspective == perspectiveEmployer && role.Org == nil {
		d.Review = &reviewView{Role: role.ID, Candidate: candidate, Back: r.URL.RequestURI()}
		if err := p.readReview(r, d.Review); forbidden(err) {
			d.Review = nil
		} else if err != nil {
			p.failed(w, r, err)
			return
		}
	}
	p.render(w, r, http.StatusOK, pairPage, "", "pair.title", &d)
}

// liftsOf are what lines would add, by their number.
func liftsOf(res *engine.Result) map[int]*engine.Lift {
	out := map[int]*engine.Lift{}
	if res.Reasons != nil {
		for i := range res.Missing {
			if l := &res.Missing[i]; l.Adds.Overall > 0 {
				out[l.Line] = l
			}
		}
	}
	return out
}

// side puts together one side of a score: what was got stands first in the bar, by its state, then what was not.
func side(res *engine.Result, name string, points int32) sideView {
	v := sideView{Side: name, Points: points}
	at, asked := int32(0), int32(0)
	lifts := liftsOf(res)
	for i, c := range res.Contributions {
		if c.Side != name {
			continue
		}
		line := lineView{c, lifts[i]}
		v.Lines = append(v.Lines, line)
		asked += c.Weight
		if c.Points > 0 {
			v.Segments = append(v.Segments, segment{at, c.Points, c.State, c.Requirement})
			at += c.Points
		}
		if n := len(v.Branches); n == 0 || v.Branches[n-1].Category != c.Category {
			v.Branches = append(v.Branches, branchView{Branch: engine.Branch{Side: name, Category: c.Category}})
		}
		b := &v.Branches[len(v.Branches)-1]
		b.Lines, b.Weight, b.Points = append(b.Lines, line), b.Weight+c.Weight, b.Points+c.Points
	}
	if asked > at {
		v.Segments = append(v.Segments, segment{at, asked - at, "asked", ""})
	}
	return v
}
