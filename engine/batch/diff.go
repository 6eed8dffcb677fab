package batch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tenon/engine/plan"
	"tenon/index/facts"
	"tenon/profiles"
	"tenon/profiles/gazetteer"
	"tenon/profiles/taxonomy"
)

// Diff is what the last run changed.
type Diff struct {
	Was   *Made  `json:"was"`
	Is    *Made  `json:"is"`
	Moves []Move `json:"moves"`
	// Why is set where contributions cannot be set side by side: the taxonomy or the cities are others.
	Why string `json:"why,omitempty"`
}

// Move is a record whose rank or score in a kept list has changed, and why.
type Move struct {
	List     profiles.Kind `json:"list"`
	Org      string        `json:"org,omitempty"`
	ID       string        `json:"id"`
	Match    string        `json:"match"`
	MatchOrg string        `json:"matchOrg,omitempty"`
	From     int           `json:"from,omitempty"` // rank, 0 where there was none
	To       int           `json:"to,omitempty"`
	Before   *Totals       `json:"before,omitempty"` // of the pair, whether it was in the list or not; absent where a side was not there
	After    *Totals       `json:"after,omitempty"`
	Because  string        `json:"because"` // score, others, gate, new, gone or world
	Changes  []Change      `json:"changes,omitempty"`
}

// The reasons of a move.
const (
	BecauseScore  = "score"  // the pair's own score is another
	BecauseOthers = "others" // its score is the same, others came or went
	BecauseGate   = "gate"   // a condition fails now, or fails no longer
	BecauseNew    = "new"    // the role or the candidate was not there
	BecauseWorld  = "world"  // the taxonomy or the cities are others
	BecauseGone   = "gone"   // the role or the candidate is no more
)

// Totals are the scores of a pair.
type Totals struct {
	Overall int32 `json:"overall"`
	Forward int32 `json:"forward"`
	Reverse int32 `json:"reverse"`
	Lambda  int   `json:"lambda"` // λₘ
	Vetoed  bool  `json:"vetoed,omitempty"`
}

// Change is a contribution that has changed, in points of 10000 of its side. A requirement that was not asked had 0.
type Change struct {
	Side        string `json:"side"` // forward or reverse
	Category    string `json:"category"`
	Requirement string `json:"requirement,omitempty"`
	Before      int32  `json:"before"`
	After       int32  `json:"after"`
}

// Explainer says why kept lists have changed.
type Explainer struct {
	Kept
	Taxonomy *taxonomy.Taxonomy
	Cities   *gazetteer.Gazetteer
	// Asked writes a requirement as a person would.
	Asked func(*plan.Req) string
}

// Diff gives every move of the last run to yield, list by list, and returns the rest of the answer. profiles.ErrNotFound: there
// has been no second run; profiles.ErrUnavailable: another run was published meanwhile.
func (x *Explainer) Diff(ctx context.Context, yield func(Move) error) (*Diff, error) {
	return x.diff(ctx, func(d *differ) error {
		table := listTable(d.s.Before)
		if d.s.Whole { // a list that is new stands in the current table only
			if err := d.walk(ctx, listTable(d.s.Current), func(k []byte) (bool, error) { return d.missing(ctx, table, k) }, yield); err != nil {
				return err
			}
		}
		return d.walk(ctx, table, nil, yield)
	})
}

// DiffOf is Diff of the one list of a role or a candidate.
func (x *Explainer) DiffOf(ctx context.Context, owner profiles.Key, yield func(Move) error) (*Diff, error) {
	return x.diff(ctx, func(d *differ) error {
		if !d.s.Whole { // a list that the run did not touch is in no table of what was
			if _, err := x.Tables.Get(ctx, listTable(d.s.Before), listKey(owner)); errors.Is(err, profiles.ErrNotFound) {
				return nil
			} else if err != nil {
				return err
			}
		}
		return d.list(ctx, listKey(owner), yield)
	})
}

// ErrEnough ends a walk over moves where as many are there as somebody wants: Diff and DiffOf return it with what they compare.
var ErrEnough = errors.New("enough")

func (x *Explainer) diff(ctx context.Context, walk func(*differ) error) (*Diff, error) {
	s, err := readState(ctx, x.Tables)
	if err != nil {
		return nil, err
	}
	if s.Was == nil {
		return nil, fmt.Errorf("%w: there is nothing to compare with before the second run of tenon rescore", profiles.ErrNotFound)
	}
	d := &differ{x: x, s: s, world: [2]*plan.World{x.world(s.Was), x.world(s.Made)}, facts: [2]map[profiles.Key]any{{}, {}}}
	out := &Diff{Was: s.Was, Is: s.Made, Moves: []Move{}}
	if s.Was.Taxonomy != s.Made.Taxonomy || x.Taxonomy.Version() != s.Made.Taxonomy || s.Was.Cities != s.Made.Cities {
		out.Why, d.blind = "the taxonomy or the cities are others: contributions cannot be set side by side", true
	}
	walked := walk(d)
	if again, err := readState(ctx, x.Tables); err != nil {
		return nil, err
	} else if again.Made.Generation != s.Made.Generation {
		return nil, fmt.Errorf("%w: another run was published meanwhile: ask again", profiles.ErrUnavailable)
	}
	return out, walked
}

func (x *Explainer) world(m *Made) *plan.World {
	return &plan.World{Taxonomy: x.Taxonomy, Cities: x.Cities, Policy: m.Weights, Lambda: m.Lambda}
}

// before and now index what a differ has twice.
const (
	before = iota
	now
)

// differ compares the lists of two runs. It remembers the facts that it has read.
type differ struct {
	x     *Explainer
	s     *state
	blind bool // contributions cannot be compared
	world [2]*plan.World
	facts [2]map[profiles.Key]any
}

func (d *differ) missing(ctx context.Context, table string, key []byte) (bool, error) {
	_, err := d.x.Tables.Get(ctx, table, key)
	if errors.Is(err, profiles.ErrNotFound) {
		return true, nil
	}
	return false, err
}

// walk compares the lists whose keys a table has, and only says yes to.
func (d *differ) walk(ctx context.Context, table string, only func([]byte) (bool, error), yield func(Move) error) error {
	c := cursor{ctx: ctx, t: d.x.Tables, table: table}
	for {
		p, err := c.next()
		if err != nil || p == nil {
			return err
		}
		if only != nil {
			if ok, err := only(p.key); err != nil {
				return err
			} else if !ok {
				continue
			}
		}
		if err := d.list(ctx, p.key, yield); err != nil {
			return err
		}
	}
}

func (d *differ) list(ctx context.Context, key []byte, yield func(Move) error) error {
	owner, err := keyOf(key)
	if err != nil {
		return err
	}
	was, err := d.read(ctx, before, owner)
	if err != nil {
		return err
	}
	is, err := d.read(ctx, now, owner)
	if err != nil {
		return err
	}
	for _, m := range moves(owner, was.kept(d.s.Was.Top), is.kept(d.s.Made.Top)) {
		if err := d.explain(ctx, &m); err != nil {
			return err
		}
		if err := yield(m); err != nil {
			return err
		}
	}
	return nil
}

// read reads a list as of before or now; nil where there was none.
func (d *differ) read(ctx context.Context, when int, owner profiles.Key) (*list, error) {
	key := listKey(owner)
	tables := []string{listTable(d.s.Current)}
	if when == before {
		if tables = []string{listTable(d.s.Before)}; !d.s.Whole {
			tables = append(tables, listTable(d.s.Current))
		}
	}
	for _, t := range tables {
		b, err := d.x.Tables.Get(ctx, t, key)
		if errors.Is(err, profiles.ErrNotFound) {
			continue
		}
		if err != nil || len(b) == 0 { // empty: there was none
			return nil, err
		}
		return decodeList(owner, b)
	}
	return nil, nil
}

// moves lists those whose rank or score differs, by the rank that they have, then those that left.
func moves(owner profiles.Key, was, is []plan.Hit) []Move {
	at := func(hs []plan.Hit, h *plan.Hit) int {
		return 1 + slices.IndexFunc(hs, func(o plan.Hit) bool { return o.ID == h.ID && o.Org == h.Org })
	}
	var out []Move
	for i := range is {
		h := &is[i]
		from := at(was, h)
		if from == i+1 && was[i].Overall == h.Overall && was[i].F == h.F && was[i].R == h.R {
			continue
		}
		out = append(out, Move{List: owner.Kind, Org: owner.Org, ID: owner.ID, Match: h.ID, MatchOrg: h.Org, From: from, To: i + 1})
	}
	for i := range was {
		if h := &was[i]; at(is, h) == 0 {
			out = append(out, Move{List: owner.Kind, Org: owner.Org, ID: owner.ID, Match: h.ID, MatchOrg: h.Org, From: i + 1})
		}
	}
	return out
}

// explain adds the scores of the pair before and now, and what is between them.
func (d *differ) explain(ctx context.Context, m *Move) error {
	role, candidate := profiles.Key{Org: m.Org, Kind: profiles.KindRole, ID: m.ID}, profiles.Key{Org: m.MatchOrg, Kind: profiles.KindCandidate, ID: m.Match}
	if m.List == profiles.KindCandidate {
		role, candidate = profiles.Key{Org: m.MatchOrg, Kind: profiles.KindRole, ID: m.Match}, profiles.Key{Org: m.Org, Kind: profiles.KindCandidate, ID: m.ID}
	}
	if d.blind {
		m.Because = BecauseWorld
		return nil
	}
	var lines [2]map[line]int32
	var totals [2]*Totals
	for when := range lines {
		var err error
		if totals[when], lines[when], err = d.pair(ctx, when, role, candidate); err != nil {
			return err
		}
	}
	m.Before, m.After = totals[before], totals[now]
	switch {
	case m.Before == nil:
		m.Because = BecauseNew
	case m.After == nil:
		m.Because = BecauseGone
	case *m.Before == *m.After:
		m.Because = BecauseOthers
	case m.Before.Vetoed != m.After.Vetoed:
		m.Because, m.Changes = BecauseGate, changes(lines[before], lines[now])
	default:
		m.Because, m.Changes = BecauseScore, changes(lines[before], lines[now])
	}
	return nil
}

// line names a contribution.
type line struct{ side, category, requirement string }

func changes(was, is map[line]int32) []Change {
	var out []Change
	for l, p := range is {
		if was[l] != p {
			out = append(out, Change{l.side, l.category, l.requirement, was[l], p})
		}
	}
	for l, p := range was {
		if _, ok := is[l]; !ok && p != 0 {
			out = append(out, Change{l.side, l.category, l.requirement, p, 0})
		}
	}
	slices.SortFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Side, b.Side), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Requirement, b.Requirement))
	})
	return out
}

// pair scores a pair as it was or is; nil where a side was not there.
func (d *differ) pair(ctx context.Context, when int, role, candidate profiles.Key) (*Totals, map[line]int32, error) {
	p, err := recall(ctx, d, when, role, func(b []byte) (*plan.Plan, error) {
		f := &facts.Role{}
		err := json.Unmarshal(b, f)
		return plan.Compile(d.world[when], f), err
	})
	if err != nil || p == nil {
		return nil, nil, err
	}
	c, err := recall(ctx, d, when, candidate, func(b []byte) (*facts.Candidate, error) {
		f := &facts.Candidate{}
		return f, json.Unmarshal(b, f)
	})
	if err != nil || c == nil {
		return nil, nil, err
	}
	s := p.Score(c)
	lines := map[line]int32{}
	for _, x := range s.Forward {
		q := &p.Reqs[x.Req]
		lines[line{"forward", plan.CategoryName(q.Kind), d.x.Asked(q)}] += x.Points
	}
	for _, x := range s.Reverse {
		lines[line{"reverse", x.Preference.String(), ""}] += x.Points
	}
	return &Totals{s.Overall, s.F, s.R, s.Lambda, plan.Veto(p.Gates(c), false)}, lines, nil
}

// maxRecalled bounds what a differ remembers.
const maxRecalled = 20_000

// recall makes something of the facts of a record as it was or is; the zero value where it was not there.
func recall[T any](ctx context.Context, d *differ, when int, key profiles.Key, of func([]byte) (*T, error)) (*T, error) {
	if x, ok := d.facts[when][key]; ok {
		return x.(*T), nil
	}
	l, err := d.read(ctx, when, key)
	if err != nil {
		return nil, err
	}
	var out *T
	if l != nil {
		if out, err = of(l.facts); err != nil {
			return nil, fmt.Errorf("%w: the kept facts of %s: %w", profiles.ErrDamaged, key, err)
		}
	}
	if len(d.facts[when]) >= maxRecalled {
		clear(d.facts[when])
	}
	d.facts[when][key] = out
	return out, nil
}
