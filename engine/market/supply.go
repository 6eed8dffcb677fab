package market

import (
	"cmp"
	"context"
	"math"
	"slices"

	"tenon/index/columns"
	"tenon/profiles/taxonomy"
)

// supply counts the candidates who have a skill against the roles that ask for it.
func (p *pass) supply(ctx context.Context) (*SupplyTable, error) {
	have, err := p.having(ctx)
	if err != nil {
		return nil, err
	}
	var all []SupplyRow
	for n := 1; n < len(p.sum.skill); n++ {
		if roles := int(p.sum.skill[n].roles); roles > 0 {
			x := p.Engine.Deriver.Taxonomy.Concept(taxonomy.No(n))
			all = append(all, SupplyRow{Skill: x.Label, ID: x.ID, Roles: roles, Candidates: have[n],
				PerRole: math.Round(100*float64(have[n])/float64(roles)) / 100})
		}
	}
	byDemand := func(a, b SupplyRow) int {
		return cmp.Or(cmp.Compare(b.Roles, a.Roles), cmp.Compare(a.Skill, b.Skill), cmp.Compare(a.ID, b.ID))
	}
	slices.SortFunc(all, byDemand)
	scarce := slices.DeleteFunc(slices.Clone(all), func(r SupplyRow) bool { return r.Roles < Least })
	slices.SortStableFunc(scarce, func(a, b SupplyRow) int {
		return cmp.Compare(a.Candidates*b.Roles, b.Candidates*a.Roles) // the exact order of the quotients
	})
	return &SupplyTable{Rows: append([]SupplyRow{}, all[:min(len(all), p.q.Top)]...), Scarce: append([]SupplyRow{}, scarce[:min(len(scarce), p.q.Top)]...)}, nil
}

// having is how many candidates that are seen have each skill, by concept.
func (p *pass) having(ctx context.Context) ([]int, error) {
	out := make([]int, p.Engine.Deriver.Taxonomy.Len()+1)
	for i, t := range p.snap.Tiles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		all := p.snap.Dead[i] == nil && !t.Owned() && p.q.Org == ""
		t.Skills.Each(func(n taxonomy.No, block int, entries []uint16) {
			if all {
				out[n] += len(entries)
				return
			}
			for _, e := range entries {
				if l := block*columns.Block + int(e>>4); p.snap.Alive(i, l) && p.sees(t, l) {
					out[n]++
				}
			}
		})
	}
	return out, nil
}

// candidates is how many are seen.
func (p *pass) candidates() (n int) {
	for i, t := range p.snap.Tiles {
		for l := range t.N {
			if p.snap.Alive(i, l) && p.sees(t, l) {
				n++
			}
		}
	}
	return n
}

func (p *pass) sees(t *columns.Tile, l int) bool { return t.ShownTo(l, p.q.Org) }
