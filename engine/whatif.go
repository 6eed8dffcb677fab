package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"tenon/engine/phrase"
	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
)

// WhatIf ranks twice over one snapshot, as it is and under a change, and says how ranks move. Both orders are exact over all
// records, and so is the rank of everybody who is in the top k of one of them in the other. profiles.ErrNotFound,
// profiles.ErrInvalid.
func (e *Engine) WhatIf(ctx context.Context, q WhatIfRequest) (*WhatIf, error) {
	q.After, q.Vetoed = nil, false
	switch {
	case q.Sort == SortMusts || q.Sort == SortRelevance:
		return nil, fmt.Errorf("%w: sort %q: a what-if orders by overall, forward or reverse", profiles.ErrInvalid, q.Sort)
	case q.Shakes < 0 || q.Shakes > maxShakes:
		return nil, fmt.Errorf("%w: shakes %d: want 0 to %d", profiles.ErrInvalid, q.Shakes, maxShakes)
	}
	e = e.In(ctx)
	was, preset, err := e.run(ctx, &q.Request)
	if err != nil {
		return nil, err
	}
	w := &whatIf{e: e, q: &q, movers: map[profiles.Key]*mover{}, out: &WhatIf{Changes: []string{}, Results: []Shift{}, Left: []Shift{}}}
	now, presetNow, err := w.changed(was)
	if err != nil {
		return nil, err
	}
	if w.now, err = now.prepare(w.learned); err != nil {
		return nil, err
	}
	if err = w.now.find(ctx); err != nil {
		return nil, err
	}
	if w.was, err = was.prepare(nil); err != nil {
		return nil, err
	}
	if err = w.before(ctx); err != nil {
		return nil, err
	}
	w.out.Before, w.out.After = w.was.stand(preset), w.now.stand(presetNow)
	if was.side.role != nil {
		w.out.Role = was.side.id
	} else {
		w.out.Candidate = was.side.id
	}
	if err := w.shifts(ctx); err != nil {
		return nil, err
	}
	if err := w.stability(ctx); err != nil {
		return nil, err
	}
	w.out.Told = w.tell()
	return w.out, nil
}

// maxShakes bounds the work of a stability.
const maxShakes = 1000

// whatIf is one what-if on its way.
type whatIf struct {
	e        *Engine
	q        *WhatIfRequest
	was, now *order
	learned  []facts.Skill
	movers   map[profiles.Key]*mover
	out      *WhatIf
}

// changed is the run under the change, over the same snapshot.
func (w *whatIf) changed(was *run) (*run, plan.Policy, error) {
	c := &w.q.Change
	q, r := w.q.Request, *was
	if c.Policy != "" {
		q.Policy, q.Weights = c.Policy, nil
	}
	if c.Weights != nil {
		q.Weights = c.Weights
	}
	if c.Lambda != nil {
		q.Lambda = *c.Lambda
	}
	r.q = &q
	side, err := w.e.changes(was.side, c, q.AsOf)
	if err != nil {
		return nil, plan.Policy{}, err
	}
	r.side, w.learned = side.side, side.learned
	q.Gates = slices.DeleteFunc(slices.Clone(q.Gates), func(g string) bool {
		return slices.ContainsFunc(append(slices.Clone(c.Drop), c.Soften...), func(s string) bool { return strings.EqualFold(s, g) })
	})
	world, preset, err := w.e.world(&q)
	if err != nil {
		return nil, preset, err
	}
	if side.side.role != nil {
		w.out.Suggested = w.e.suggest(side.side.role, preset.Weights)
	}
	if c.Suggested {
		if w.out.Suggested == nil {
			return nil, preset, fmt.Errorf("%w: weights are suggested by a role: name one", profiles.ErrInvalid)
		}
		world.Policy.Weights = plan.Weights(w.out.Suggested.Weights)
	}
	r.w = world
	w.out.Changes = append(append(w.out.Changes, settings(w.e.words, was.w, world)...), side.words...)
	return &r, preset, nil
}

// settings says in words in which of policy, weights and λ two worlds differ.
func settings(say *phrase.Language, a, b *plan.World) []string {
	var out []string
	if a.Policy.Name != b.Policy.Name {
		out = append(out, say.Say("policy {0} in place of {1}", b.Policy.Name, a.Policy.Name))
	}
	for i, w := range b.Policy.Weights {
		if w != a.Policy.Weights[i] {
			out = append(out, say.Say("weight of {0} {1} in place of {2}", say.Say(plan.CategoryName(profiles.RequirementKind(i+1))), w, a.Policy.Weights[i]))
		}
	}
	if a.Lambda != b.Lambda {
		out = append(out, say.Say("λ {0} in place of {1}", b.Lambda, a.Lambda))
	}
	return out
}

// order is one of the two rankings of a what-if.
type order struct {
	*run
	plan  *plan.Plan       // of the role
	who   *facts.Candidate // whom roles are ranked for
	hits  []plan.Hit       // the best
	all   []plan.Hit       // everybody, where records are looked at one by one
	res   plan.Result
	asked plan.Weights
	known map[profiles.Key]int // ranks that are known of more than the best
}

// prepare makes what an order is found by.
func (r *run) prepare(learned []facts.Skill) (*order, error) {
	o := &order{run: r}
	if r.side.role != nil {
		f, err := r.e.gated(r.e.Deriver.Role(r.side.role), r.q.Gates)
		if err != nil {
			return nil, err
		}
		o.plan = plan.Compile(r.w, f)
		return o, nil
	}
	o.who = r.e.Deriver.Candidate(r.side.candidate, r.q.AsOf, facts.AsIs)
	for _, s := range learned {
		o.who.Skills = withSkill(o.who.Skills, s.No, s.Strength)
		o.who.Known = o.who.Known.With(profiles.ReqSkill)
	}
	r.sought = plan.NewSeeker(r.w, o.who)
	return o, nil
}

// find ranks by ids alone.
func (o *order) find(ctx context.Context) error {
	top := o.q.Top
	if o.byRecord() {
		q := *o.q
		q.Top = math.MaxInt
		o.q = &q
	}
	if o.plan != nil {
		res, err := o.scan(ctx, o.plan)
		if err != nil {
			return err
		}
		o.res, o.asked = *res, o.plan.Asked
	} else {
		res, err := o.seek(ctx, o.who)
		if err != nil {
			return err
		}
		o.res, o.asked = res.Result, res.Asked
	}
	if o.hits = o.res.Hits; o.byRecord() {
		o.all, o.hits = o.hits, o.hits[:min(top, len(o.hits))]
	}
	return nil
}

// before ranks as it was. Where as many as are asked for are the best now, the least of what they were is a bound for the best of then:
// one pass finds these, and the places of those.
func (w *whatIf) before(ctx context.Context) error {
	o := w.was
	if o.byRecord() || len(w.now.hits) < o.q.Top {
		return o.find(ctx)
	}
	var marks []plan.Hit
	for _, h := range w.now.hits {
		m := w.mover(h)
		if err := w.read(ctx, m); err != nil {
			return o.find(ctx) // shifts says what is to be said of it
		}
		x, in, err := o.score(m)
		if err != nil {
			return err
		}
		if in {
			marks = append(marks, x)
		}
	}
	if len(marks) < max(1, o.q.Top) {
		return o.find(ctx)
	}
	places, err := o.places(ctx, marks)
	if err != nil {
		return err
	}
	if len(o.res.Hits) < o.q.Top { // a record has changed since the snapshot
		return o.find(ctx)
	}
	o.hits, o.known = o.res.Hits, map[profiles.Key]int{}
	for i, x := range marks {
		o.known[w.mover(x).key] = places[i] + 1
	}
	return nil
}

// places counts who ranks before each mark, and keeps what else the pass has found.
func (o *order) places(ctx context.Context, marks []plan.Hit) ([]int, error) {
	if o.plan != nil {
		out, res, err := plan.Places(ctx, o.snap, o.plan, o.scanOptions(o.plan), marks)
		if err == nil {
			o.res, o.asked = *res, o.plan.Asked
		}
		return out, err
	}
	out, res, err := plan.SeekPlaces(ctx, o.snap, o.w, o.who, o.seekOptions(o.who), marks)
	if err == nil {
		o.res, o.asked = res.Result, res.Asked
	}
	return out, err
}

// mover is the record of a hit, the same one whenever it is asked for.
func (w *whatIf) mover(h plan.Hit) *mover {
	key := profiles.Key{Org: h.Org, Kind: profiles.KindCandidate, ID: h.ID}
	if w.now.who != nil {
		key.Kind = profiles.KindRole
	}
	if w.movers[key] == nil {
		w.movers[key] = &mover{key: key}
	}
	return w.movers[key]
}

func (o *order) stand(preset plan.Policy) Stand {
	return Stand{Policy: o.w.Policy.Hash(), Lambda: o.w.Lambda, Total: o.res.Total, Vetoed: o.res.Vetoed, Filtered: o.res.Filtered, Exact: true,
		Weights: WeightSets{Categories(preset.Weights), Categories(o.w.Policy.Weights), Categories(o.asked)}}
}

// ranks are those of hits, from 1.
func (o *order) ranks(ctx context.Context, hits []plan.Hit) ([]int, error) {
	out := make([]int, len(hits))
	var err error
	switch {
	case len(hits) == 0:
		return out, nil
	case o.all != nil || o.byRecord():
		for i, h := range hits {
			out[i], _ = slices.BinarySearchFunc(o.all, h, plan.Order)
		}
	case o.plan != nil:
		out, _, err = plan.Places(ctx, o.snap, o.plan, o.scanOptions(o.plan), hits)
	default:
		out, _, err = plan.SeekPlaces(ctx, o.snap, o.w, o.who, o.seekOptions(o.who), hits)
	}
	for i := range out {
		out[i]++
	}
	return out, err
}

// mover is a record in the top k of one of the orders.
type mover struct {
	Shift
	key  profiles.Key
	role *facts.Role
	who  *facts.Candidate
	read bool
}

// score is what an order says of a record; false where it is vetoed or filtered.
func (o *order) score(m *mover) (plan.Hit, bool, error) {
	p, c, s := o.plan, o.who, subject{candidate: m.who, plan: o.plan, who: m.who}
	tie := plan.Tie(o.side.id, m.key.ID)
	if m.role != nil {
		f, err := o.e.gated(m.role, o.q.Gates)
		if err != nil {
			return plan.Hit{}, false, fmt.Errorf("role %s: %w", m.key.ID, err)
		}
		p = plan.Compile(o.w, f)
		s, tie = subject{role: f, plan: p, who: c}, plan.Tie(m.key.ID, o.side.id)
	} else {
		c = m.who
	}
	x := p.Score(c)
	h := plan.Hit{F: x.F, R: x.R, Overall: x.Overall, Tie: tie, ID: m.key.ID, Org: m.key.Org}
	h.Key = newBook(o.run, 0).key(x, m.key)
	return h, !plan.Veto(p.Gates(c), o.q.Strict) && o.passes(m.key, s), nil
}

// shifts finds everybody who is in the top k of one of the orders in the other one.
func (w *whatIf) shifts(ctx context.Context) error {
	var all []*mover
	at := map[profiles.Key]bool{}
	for _, o := range []*order{w.now, w.was} {
		for _, h := range o.hits {
			m := w.mover(h)
			if at[m.key] {
				continue
			}
			at[m.key] = true
			switch err := w.read(ctx, m); {
			case errors.Is(err, profiles.ErrNotFound): // deleted since the snapshot
			case err != nil:
				return err
			default:
				all = append(all, m)
			}
		}
	}
	for _, side := range []struct {
		*order
		rank   func(m *mover) *int
		totals func(m *mover) *Totals
	}{
		{w.was, func(m *mover) *int { return &m.Before }, func(m *mover) *Totals { return &m.Was }},
		{w.now, func(m *mover) *int { return &m.Rank }, func(m *mover) *Totals { return &m.Now }},
	} {
		var hits []plan.Hit
		var of []*mover
		for _, m := range all {
			h, in, err := side.score(m)
			if err != nil {
				return err
			}
			*side.totals(m) = Totals{h.F, h.R, h.Overall}
			if i := slices.IndexFunc(side.hits, func(o plan.Hit) bool { return o.ID == h.ID && o.Org == h.Org }); i >= 0 {
				*side.rank(m) = i + 1
			} else if n := side.known[m.key]; n > 0 {
				*side.rank(m) = n
			} else if in {
				hits, of = append(hits, h), append(of, m)
			}
		}
		ranks, err := side.ranks(ctx, hits)
		if err != nil {
			return err
		}
		for i, m := range of {
			*side.rank(m) = ranks[i]
		}
	}
	for _, m := range all {
		if m.Rank > 0 && m.Rank <= len(w.now.hits) {
			w.out.Results = append(w.out.Results, m.Shift)
		} else {
			w.out.Left = append(w.out.Left, m.Shift)
		}
	}
	slices.SortStableFunc(w.out.Results, func(a, b Shift) int { return cmp.Compare(a.Rank, b.Rank) })
	slices.SortStableFunc(w.out.Left, func(a, b Shift) int { return cmp.Compare(a.Before, b.Before) })
	return nil
}

// read reads the record of a mover.
func (w *whatIf) read(ctx context.Context, m *mover) error {
	if m.read {
		return nil
	}
	m.ID = m.key.ID
	if m.key.Kind == profiles.KindRole {
		r, err := w.e.Records.Role(ctx, m.key)
		if err != nil {
			return err
		}
		m.role, m.Title = w.e.Deriver.Role(r), name(r.Title)
	} else {
		c, err := w.e.Records.Candidate(ctx, m.key)
		if err != nil {
			return err
		}
		m.who, m.Title = w.e.Deriver.Candidate(c, w.q.AsOf, facts.AsIs), c.Headline
	}
	m.read = true
	return nil
}

// stability shakes the weights of the new order.
func (w *whatIf) stability(ctx context.Context) error {
	o, n := w.now, w.q.Shakes
	if n == 0 || len(o.hits) == 0 {
		return nil
	}
	if o.byRecord() {
		w.out.Notices = append(w.out.Notices, w.e.words.Say("no stability: it is found in the columns, at their month and for conditions of the records alone"))
		return nil
	}
	var got *plan.Steady
	var err error
	worlds := o.w.Shaken(w.q.Seed, n)
	if o.plan != nil {
		got, err = plan.Shake(ctx, o.snap, o.plan, worlds, o.scanOptions(o.plan), o.hits)
	} else {
		got, err = plan.ShakeRoles(ctx, o.snap, o.w, worlds, o.who, o.seekOptions(o.who), o.hits)
	}
	if err != nil {
		return err
	}
	s := &Stability{Shakes: n, Seed: w.q.Seed, Top: len(o.hits), Lowest: 100, Stays: []Stays{}, Others: []string{}}
	for i, h := range o.hits {
		x := Stays{h.ID, got.Stays[i], 100 * got.Stays[i] / n}
		s.Stays, s.Lowest = append(s.Stays, x), min(s.Lowest, x.Share)
		if at := slices.IndexFunc(w.out.Results, func(r Shift) bool { return r.Rank == i+1 }); at >= 0 {
			w.out.Results[at].Stays = x.Times
		}
	}
	slices.SortStableFunc(got.Others, func(a, b plan.Other) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Hit.ID, b.Hit.ID))
	})
	for _, x := range got.Others[:min(len(got.Others), len(o.hits))] {
		s.Others = append(s.Others, x.Hit.ID)
	}
	w.out.Stability = s
	return nil
}
