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

// rolesOf reads roles by their ids, all at once.
func (p *Pages) rolesOf(r *http.Request, ids []string) (map[string]*profiles.Role, error) {
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

// candidatesOf reads candidates by their ids, all at once. Who may not see candidates gets none.
func (p *Pages) candidatesOf(r *http.Request, ids []string) (map[string]*profiles.Candidate, error) {
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

// reviewsOf reads what people made of some candidates for a role, by candidate. Who may not see that gets none.
func (p *Pages) reviewsOf(r *http.Request, role string, candidates []string) (map[string]*profiles.Review, error) {
	out := map[string]*profiles.Review{}
	for some := range slices.Chunk(candidates, batchSize) {
		var got wire.Reviews
		if err := p.ask(r, http.MethodGet, "/v1/reviews?"+url.Values{"role": {role}, "candidate": some}.Encode(), nil, &got); err != nil && !forbidden(err) {
			return nil, err
		}
		for _, x := range got.Reviews {
			out[x.Candidate] = x
		}
	}
	return out, nil
}
