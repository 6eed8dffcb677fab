package web

import (
	"net/http"
	"net/url"
	"slices"

	"tenon/api/wire"
	"tenon/profiles"
)

// batchSize is how many records one request reads.
const batchSize = 500

// rolesOf reads roles, by their keys.
func (p *Pages) rolesOf(r *http.Request, which []whose) (map[string]*profiles.Role, error) {
	return recordsOf(p, r, which, func(ids []string) (map[string]*profiles.Role, error) { return p.ownRoles(r, ids) })
}

// candidatesOf reads candidates, by their keys.
func (p *Pages) candidatesOf(r *http.Request, which []whose) (map[string]*profiles.Candidate, error) {
	return recordsOf(p, r, which, func(ids []string) (map[string]*profiles.Candidate, error) { return p.ownCandidates(r, ids) })
}

// ownRoles reads roles by their ids, all at once.
func (p *Pages) ownRoles(r *http.Request, ids []string) (map[string]*profiles.Role, error) {
	out := map[string]*profiles.Role{}
	for some := range slices.Chunk(ids, batchSize) {
		var got wire.Roles
		if err := p.ask(r, http.MethodGet, "/v1/roles?"+url.Values{"id": some}.Encode(), nil, &got); err != nil {
			return nil, err
		}
		for _, x := range got.Roles {
			out[x.ID] = x
		}
	}
	return out, nil
}

// ownCandidates reads candidates by their ids, all at once. Who may not see candidates gets none.
func (p *Pages) ownCandidates(r *http.Request, ids []string) (map[string]*profiles.Candidate, error) {
	out := map[string]*profiles.Candidate{}
	for some := range slices.Chunk(ids, batchSize) {
		var got wire.Candidates
		if err := p.ask(r, http.MethodGet, "/v1/candidates?"+url.Values{"id": some}.Encode(), nil, &got); err != nil && !forbidden(err) {
			return nil, err
		}
		for _, x := range got.Candidates {
			out[x.ID] = x
		}
	}
	return out, nil
}

// reviewsOf reads what people made of some candidates for a role, by the keys of the candidates. Who may not see that gets none.
func (p *Pages) reviewsOf(r *http.Request, role string, candidates []whose) (map[string]*profiles.Review, error) {
	out, orgs, ids := map[string]*profiles.Review{}, map[string]*string{}, map[string][]string{}
	for _, x := range candidates {
		org := whose{Org: x.Org}.Key()
		orgs[org], ids[org] = x.Org, append(ids[org], x.ID)
	}
	c, err := p.client(r, p.sign(r))
	if err != nil {
		return nil, err
	}
	for org := range orgs {
		for some := range slices.Chunk(ids[org], batchSize) {
			got, err := c.ReviewsOf(r.Context(), role, orgs[org], some)
			if err != nil && !forbidden(err) {
				return nil, err
			}
			for _, x := range got {
				out[reviewed(x).Key()] = x
			}
		}
	}
	return out, nil
}

// reviewed is the candidate of a review.
func reviewed(x *profiles.Review) whose {
	return whose{profiles.KindCandidate, x.Candidate, x.CandidateOrg}
}
