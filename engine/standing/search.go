package standing

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"tenon/engine"
	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// search is a standing search, compiled.
type search struct {
	key      profiles.Key
	record   *profiles.Search
	revision profiles.Revision
	where    *engine.Where // nil: no conditions
	world    *plan.World
	policy   string           // with λ: what a plan of a role can be shared by
	plan     *plan.Plan       // of the role that candidates are scored for
	who      *facts.Candidate // that roles are scored for
	fault    string           // why it matches nothing, "" when it is judged
	broken   bool             // it cannot be read at all
	seat     string           // of the subject on the bench
}

// subject is the record that the search is scored for, and whether there is one.
func (s *search) subject() (profiles.Key, bool) {
	switch {
	case s.record.Candidate != "":
		return profiles.Key{Org: s.key.Org, Kind: profiles.KindCandidate, ID: s.record.Candidate}, true
	case s.record.Role != "":
		return profiles.Key{Org: s.key.Org, Kind: profiles.KindRole, ID: s.record.Role}, true
	}
	return profiles.Key{}, false
}

// Check says whether an engine can evaluate a search: profiles.FieldErrors, with what of it cannot be read.
func Check(e *engine.Engine, x *profiles.Search) error {
	if err := x.Validate(e.Columns.Snapshot().AsOf); err != nil {
		return err
	}
	return read(e, &search{record: x})
}

// read compiles what needs no records.
func read(e *engine.Engine, c *search) error {
	x, err := plan.Preset(c.record.Policy)
	if err != nil {
		return faultOf("policy", err)
	}
	if x, err = x.Reweigh(c.record.Weights); err != nil {
		return faultOf("weights", err)
	}
	lambda := engine.DefaultLambda
	if c.record.Lambda != nil {
		lambda = *c.record.Lambda
	}
	c.policy = fmt.Sprintf("%s λ%d", x.Hash(), lambda)
	c.world = &plan.World{Taxonomy: e.Deriver.Taxonomy, Cities: e.Cities, Policy: x, Lambda: lambda}
	if c.record.Where == "" {
		return nil
	}
	if c.where, err = e.ParseWhere(c.record.Where); err != nil {
		return faultOf("where", err)
	}
	if c.where.AsksPair() && c.record.Candidate+c.record.Role == "" {
		return profiles.FieldErrors{{Path: "where", Msg: "musts needs a candidate or a role that the search is for"}}
	}
	return nil
}

// faultOf puts what is invalid under the field that it is in.
func faultOf(path string, err error) error {
	if !errors.Is(err, profiles.ErrInvalid) {
		return err
	}
	msg := strings.TrimPrefix(err.Error(), profiles.ErrInvalid.Error()+": ")
	return profiles.FieldErrors{{Path: path, Msg: strings.TrimPrefix(msg, path+": ")}}
}

// compile reads a search with the record that it is scored for. A fault of the search is kept with it.
func (b *bench) compile(ctx context.Context, key profiles.Key, rev profiles.Revision, x *profiles.Search) (*search, error) {
	c := &search{key: key, record: x, revision: rev}
	if x.Paused {
		c.fault, c.broken = "it is paused", true
		return c, nil
	}
	if err := read(b.s.Engine, c); err != nil {
		c.fault, c.broken = err.Error(), true
		return c, nil
	}
	return c, b.resubject(ctx, c)
}

// resubject takes the record that the search is scored for from the bench.
func (b *bench) resubject(ctx context.Context, c *search) error {
	k, ok := c.subject()
	if !ok || c.broken {
		return nil
	}
	c.plan, c.who, c.fault, c.seat = nil, nil, "", seat(k).ID
	var err error
	if k.Kind == profiles.KindRole {
		var r *facts.Role
		if r, err = b.role(ctx, k); r != nil {
			c.plan = plan.Compile(c.world, r)
		}
	} else {
		c.who, err = b.candidate(ctx, k)
	}
	if c.plan == nil && c.who == nil {
		c.fault = fmt.Sprintf("%s is not there", k)
	}
	return err
}

// subjected is a record that searches are judged on, with its plans, each made once.
type subjected struct {
	key       profiles.Key
	role      *facts.Role
	candidate *facts.Candidate

	mu    sync.Mutex // guards plans
	plans map[string]*plan.Plan
}

// shownTo says whether an organisation sees the record.
func (r *subjected) shownTo(org string) bool {
	if r.role != nil {
		return r.key.Org == org || r.role.Public
	}
	return r.key.Org == org || r.candidate.ShownTo(org)
}

func (r *subjected) plan(c *search) *plan.Plan {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.plans == nil {
		r.plans = map[string]*plan.Plan{}
	}
	p := r.plans[c.policy]
	if p == nil {
		p = plan.Compile(c.world, r.role)
		r.plans[c.policy] = p
	}
	return p
}

// passes says whether a search sees a record that meets its conditions.
func (c *search) passes(r *subjected) bool {
	if c.fault != "" || c.record.For != r.key.Kind || !r.shownTo(c.key.Org) {
		return false
	}
	if c.where == nil {
		return true
	}
	if r.role == nil {
		return c.where.Candidate(r.candidate, c.plan)
	}
	p := c.plan
	if c.where.AsksPair() {
		p = r.plan(c)
	}
	return c.where.Role(r.role, p, c.who)
}

// scored says whether the search counts scores.
func (c *search) scored() bool { return c.plan != nil || c.who != nil }

// score is the score of the search's subject with a record; false when a condition of either side vetoes it.
func (c *search) score(r *subjected) (int32, bool) {
	p, who := c.plan, r.candidate
	if r.role != nil {
		p, who = r.plan(c), c.who
	}
	if plan.Veto(p.Gates(who), false) {
		return 0, false
	}
	return p.Score(who).Overall, true
}

// all judges a search on every record of a snapshot, by the columns.
func (c *search) all(ctx context.Context, snap *columns.Snapshot) (map[profiles.Key]int32, error) {
	out := map[profiles.Key]int32{}
	switch {
	case c.fault != "":
	case c.record.For == profiles.KindRole && len(snap.Roles) == 0, c.record.For == profiles.KindCandidate && snap.Candidates() == 0:
	case c.record.For == profiles.KindRole && c.who == nil:
		for i := range snap.Roles {
			r := &snap.Roles[i]
			x := &subjected{key: profiles.Key{Org: r.Org, Kind: profiles.KindRole, ID: r.ID}, role: r.Facts}
			if c.passes(x) {
				out[x.key] = 0
			}
		}
	case c.record.For == profiles.KindRole:
		o := plan.SeekOptions{K: len(snap.Roles), CandidateID: c.record.Candidate, Org: c.key.Org, Threads: runtime.GOMAXPROCS(0)}
		if c.where != nil {
			o.Filter = func(r *columns.Role) bool {
				var p *plan.Plan
				if c.where.AsksPair() {
					p = plan.Compile(c.world, r.Facts)
				}
				return c.where.Role(r.Facts, p, c.who)
			}
		}
		res, err := plan.Seek(ctx, snap, c.world, c.who, o)
		if err != nil {
			return nil, err
		}
		c.take(out, profiles.KindRole, res.Hits)
	case c.plan == nil:
		c.candidates(snap, out)
	default:
		o := plan.Options{K: snap.Candidates(), RoleID: c.record.Role, Org: c.key.Org, Threads: runtime.GOMAXPROCS(0)}
		if c.where != nil {
			o.Filter = func(_ int, t *columns.Tile, keep *columns.RowSet) { c.where.Rows(t, c.plan, keep) }
		}
		res, err := plan.Scan(ctx, snap, c.plan, o)
		if err != nil {
			return nil, err
		}
		c.take(out, profiles.KindCandidate, res.Hits)
	}
	return out, ctx.Err()
}

func (c *search) take(out map[profiles.Key]int32, kind profiles.Kind, hits []plan.Hit) {
	for i := range hits {
		if h := &hits[i]; h.Overall >= c.record.Above {
			out[profiles.Key{Org: h.Org, Kind: kind, ID: h.ID}] = h.Overall
		}
	}
}

// candidates judges conditions alone.
func (c *search) candidates(snap *columns.Snapshot, out map[profiles.Key]int32) {
	for i, t := range snap.Tiles {
		keep := &columns.RowSet{}
		c.where.Rows(t, nil, keep)
		for l := range t.N {
			if keep.Has(l) && snap.Alive(i, l) && t.ShownTo(l, c.key.Org) {
				out[t.Key(l)] = 0
			}
		}
	}
}
