package api

import (
	"context"
	"fmt"
	"slices"

	"tenon/api/aside"
	"tenon/api/auth"
	"tenon/api/wire"
	"tenon/engine"
	"tenon/engine/plan"
	"tenon/profiles"
)

func (s *server) policies(ctx context.Context, _ *none) (*bodyOf[wire.Policies], error) {
	out := &bodyOf[wire.Policies]{}
	for _, p := range plan.Presets() {
		out.Body.Policies = append(out.Body.Policies, wire.Policy{Name: p.Name, Policy: p.Hash(), Weights: engine.Categories(p.Weights)})
	}
	if s.Policies == nil {
		return out, nil
	}
	for _, x := range s.Policies.List(auth.From(ctx).Org) {
		w, err := policyOf(x)
		if err != nil {
			return nil, err
		}
		out.Body.Policies = append(out.Body.Policies, w)
	}
	return out, nil
}

// policyOf is a policy of an organisation as answers carry it.
func policyOf(x aside.Policy) (wire.Policy, error) {
	p, err := plan.Preset(x.Base)
	if err != nil {
		return wire.Policy{}, err
	}
	if p, err = p.Reweigh(x.Weights); err != nil {
		return wire.Policy{}, err
	}
	return wire.Policy{Name: x.Name, Policy: p.Hash(), Weights: engine.Categories(p.Weights), Base: x.Base, Own: x.Weights}, nil
}

// OfName is the path of a policy.
type OfName struct {
	Name string `path:"name" maxLength:"40" doc:"Name of the policy."`
}

type policyReplaceIn struct {
	OfName
	Body wire.NewPolicy
}

func (s *server) replacePolicy(ctx context.Context, in *policyReplaceIn) (*bodyOf[wire.Policy], error) {
	if s.Policies == nil {
		return nil, fmt.Errorf("%w: no policies are kept here", profiles.ErrUnavailable)
	}
	if slices.ContainsFunc(plan.Presets(), func(p plan.Policy) bool { return p.Name == in.Name }) {
		return nil, profiles.FieldErrors{{Path: "name", Msg: "a shipped policy stays as it is: choose another name"}}
	}
	x := aside.Policy{Org: auth.From(ctx).Org, Name: in.Name, Base: in.Body.Base, Weights: in.Body.Weights}
	if x.Base == "" {
		x.Base = plan.Presets()[0].Name
	}
	made, err := policyOf(x)
	if err != nil {
		return nil, err
	}
	return &bodyOf[wire.Policy]{made}, s.Policies.Put(x)
}

func (s *server) deletePolicy(ctx context.Context, in *OfName) (*struct{}, error) {
	if s.Policies == nil {
		return nil, fmt.Errorf("%w: policy", profiles.ErrNotFound)
	}
	return &struct{}{}, s.Policies.Delete(auth.From(ctx).Org, in.Name)
}

// weigh puts in place of a policy of the organisation the shipped one that it rests on with all its weights, which those of the request
// change as they would change a shipped one's.
func (s *server) weigh(ctx context.Context, policy string, weights map[string]int) (string, map[string]int, error) {
	if s.Policies == nil || policy == "" {
		return policy, weights, nil
	}
	x, err := s.Policies.Find(auth.From(ctx).Org, policy)
	if err != nil {
		return policy, weights, nil // a shipped one, or one that the engine will say is none
	}
	p, err := plan.Preset(x.Base)
	if err != nil {
		return "", nil, err
	}
	if p, err = p.Reweigh(x.Weights); err != nil {
		return "", nil, err
	}
	if p, err = p.Reweigh(weights); err != nil {
		return "", nil, err
	}
	all := map[string]int{}
	for _, k := range profiles.RequirementKinds() {
		all[plan.CategoryName(k)] = p.Weights.Of(k)
	}
	return x.Base, all, nil
}
