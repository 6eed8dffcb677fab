package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// Rank returns the exact top k for a role or for a candidate. profiles.ErrNotFound: no such record; profiles.ErrInvalid: a
// part of the request, named.
func (e *Engine) Rank(ctx context.Context, q Request) (*Ranking, error) {
	e = e.In(ctx)
	r, preset, err := e.run(ctx, &q)
	if err != nil {
		return nil, err
	}
	out, err := r.rank(ctx)
	if err != nil {
		return nil, err
	}
	r.say(out, preset)
	return out, nil
}

// say says what a ranking was made by.
func (r *run) say(out *Ranking, preset plan.Policy) {
	w := r.w
	out.Seq, out.Policy, out.Taxonomy, out.AsOf = r.snap.Seq, w.Policy.Hash(), r.e.Deriver.Taxonomy.Version(), r.q.AsOf
	if r.e.Degraded != nil {
		out.Degraded = append(out.Degraded, r.e.Degraded()...)
	}
	out.Exact, out.LambdaRequested = len(out.Degraded) == 0, r.q.Lambda
	out.Weights.Suggested, out.Weights.Requested = Categories(preset.Weights), Categories(w.Policy.Weights)
}

// run pins a snapshot for a request and resolves it; the month of the request is filled in.
func (e *Engine) run(ctx context.Context, q *Request) (*run, plan.Policy, error) {
	var none plan.Policy
	if err := q.check(); err != nil {
		return nil, none, err
	}
	s, err := e.side(ctx, q)
	if err != nil {
		return nil, none, fmt.Errorf("rank: %w", err)
	}
	w, preset, err := e.world(q)
	if err != nil {
		return nil, none, err
	}
	r := &run{e: e, q: q, w: w, side: s, snap: e.Columns.Snapshot()}
	if q.AsOf == 0 {
		q.AsOf = r.snap.AsOf
	}
	if r.where, r.match, err = e.filters(ctx, q, s.role != nil); err != nil {
		return nil, none, err
	}
	if r.match != nil && s.role != nil {
		r.snap, r.found = e.Columns.Locate(maps.Keys(r.match))
	}
	return r, preset, nil
}

func (e *Engine) filters(ctx context.Context, q *Request, candidates bool) (*Where, map[profiles.Key]float64, error) {
	var where *Where
	var err error
	if q.Where != "" {
		if where, err = e.ParseWhere(q.Where); err != nil {
			return nil, nil, err
		}
	}
	if q.Query == "" {
		return where, nil, nil
	}
	if e.Text == nil {
		return nil, nil, fmt.Errorf("%w: there is no text index to search", profiles.ErrUnavailable)
	}
	kind := profiles.KindRole
	if candidates {
		kind = profiles.KindCandidate
	}
	match, err := e.Text.Match(ctx, q.Org, kind, q.Query)
	if match == nil {
		match = map[profiles.Key]float64{}
	}
	return where, match, err
}

// run is one ranking on its way.
type run struct {
	e      *Engine
	q      *Request
	w      *plan.World
	side   side
	snap   *columns.Snapshot
	where  *Where
	match  map[profiles.Key]float64          // nil: no query
	found  map[*columns.Tile]*columns.RowSet // where the candidates of match stand in snap
	sought *plan.Seeker                      // of one who is ranked for more than once; nil: of nobody
	// scores are those of match in ascending order, once they are needed.
	scores []float64
}

func (r *run) rank(ctx context.Context) (*Ranking, error) {
	o, err := r.order(ctx)
	if err != nil {
		return nil, err
	}
	if r.q.OrderOnly {
		r.list(o.Ranking, o.hits)
		return o.Ranking, nil
	}
	for _, h := range o.hits {
		x, err := o.describe(ctx, h)
		if r.gone(o.Ranking, h, err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("rank: %w", err)
		}
		o.Results = append(o.Results, x)
	}
	return o.Ranking, nil
}

// ordered is a ranking before its results are described.
type ordered struct {
	*Ranking
	hits     []plan.Hit
	describe func(context.Context, plan.Hit) (Result, error)
}

// order finds who stands where.
func (r *run) order(ctx context.Context) (*ordered, error) {
	if r.side.role != nil {
		return r.candidates(ctx)
	}
	return r.roles(ctx)
}

// candidates orders candidates for the role.
func (r *run) candidates(ctx context.Context) (*ordered, error) {
	f, err := r.e.gated(r.e.Deriver.Role(r.side.role), r.q.Gates)
	if err != nil {
		return nil, err
	}
	p := plan.Compile(r.w, f)
	res, err := r.scan(ctx, p)
	if err != nil {
		return nil, err
	}
	out := &ordered{Ranking: counts(res)}
	out.Role = r.side.id
	out.Weights.Applied, out.Notices = Categories(p.Asked), r.e.notices(p, r.q, r.side.role)
	out.hits, out.Next = r.q.page(res)
	out.describe = func(ctx context.Context, h plan.Hit) (Result, error) {
		c, err := r.e.Records.Candidate(ctx, profiles.Key{Org: h.Org, Kind: profiles.KindCandidate, ID: h.ID})
		if err != nil {
			return Result{}, err
		}
		return r.describe(r.e.pair(p, r.side.role, r.e.person(c, r.q.AsOf)), h, profiles.KindCandidate, c.Headline), nil
	}
	return out, nil
}

// list lists hits as they are.
func (r *run) list(out *Ranking, hits []plan.Hit) {
	for _, h := range hits {
		x := Result{ID: h.ID, Overall: h.Overall, Forward: h.F, Reverse: h.R, Tie: h.Tie, Contributions: []Contribution{}}
		if h.Org != r.q.Org {
			x.Org = &h.Org
		}
		out.Results = append(out.Results, x)
	}
}

// gone says whether a hit is to be passed over: it was deleted since the snapshot, or its record does not verify, which is told.
func (r *run) gone(out *Ranking, h plan.Hit, err error) bool {
	if errors.Is(err, profiles.ErrDamaged) {
		kind := profiles.KindCandidate
		if r.side.role == nil {
			kind = profiles.KindRole
		}
		out.Degraded = append(out.Degraded, fmt.Sprintf("the record of %s does not verify and is left out", profiles.Key{Org: h.Org, Kind: kind, ID: h.ID}))
		return true
	}
	return errors.Is(err, profiles.ErrNotFound)
}

func (r *run) describe(x *pair, h plan.Hit, kind profiles.Kind, title string) Result {
	x.plain = r.q.Plain
	out := x.result()
	if h.Org != r.q.Org {
		out.Org = &h.Org
	}
	out.ID, out.Title, out.Tie, out.Relevance = h.ID, title, h.Tie, r.match[profiles.Key{Org: h.Org, Kind: kind, ID: h.ID}]
	return out
}

func counts(res *plan.Result) *Ranking {
	return &Ranking{Results: []Result{}, Total: res.Total, Scored: res.Scored, Skipped: res.Skipped, Vetoed: res.Vetoed, Filtered: res.Filtered}
}

// scan takes the columns where they can answer, and record by record otherwise.
func (r *run) scan(ctx context.Context, p *plan.Plan) (*plan.Result, error) {
	if r.byRecord() {
		return r.oneByOne(ctx, p)
	}
	return plan.Scan(ctx, r.snap, p, r.scanOptions(p))
}

func (r *run) scanOptions(p *plan.Plan) plan.Options {
	o := plan.Options{K: r.q.depth(), Sort: planSort(r.q.Sort), RoleID: r.side.id, Org: r.q.Org, Strict: r.q.Strict, Vetoed: r.q.Vetoed, Threads: runtime.GOMAXPROCS(0)}
	if r.where != nil || r.match != nil {
		o.Filter = func(_ int, t *columns.Tile, keep *columns.RowSet) { r.filter(p, t, keep) }
	}
	return o
}

func planSort(s Sort) plan.Sort {
	switch s {
	case SortForward:
		return plan.ByForward
	case SortReverse:
		return plan.ByReverse
	case SortOverall, SortMusts, SortRelevance:
	}
	return plan.ByOverall
}

// filter keeps the rows of a tile that pass: those that match, and of these those of which the expression is true.
func (r *run) filter(p *plan.Plan, t *columns.Tile, keep *columns.RowSet) {
	found := r.found[t]
	switch {
	case r.match != nil && found == nil:
		return
	case r.where == nil:
		*keep = *found
		return
	}
	r.where.keep(&tileView{Tile: t, plan: p}, keep)
	if found != nil {
		for w := range keep {
			keep[w] &= found[w]
		}
	}
}

// oneByOne scores every record of the store: for another month, or by a key that the columns do not hold.
func (r *run) oneByOne(ctx context.Context, p *plan.Plan) (*plan.Result, error) {
	b := newBook(r, r.q.depth())
	if r.q.AsOf == r.snap.AsOf {
		r.snap.Each(func(row columns.Row) {
			if row.Org == r.q.Org || row.Facts.ShownTo(r.q.Org) {
				b.candidate(p, row.Org, row.ID, row.Facts)
			}
		})
		return b.result(), ctx.Err()
	}
	err := r.e.Records.Candidates(ctx, func(k profiles.Key, c *profiles.Candidate) error {
		if f := r.e.Deriver.Candidate(c, r.q.AsOf, facts.AsIs); k.Org == r.q.Org || f.ShownTo(r.q.Org) {
			b.candidate(p, k.Org, k.ID, f)
		}
		return ctx.Err()
	})
	return b.result(), err
}

func (r *run) passes(k profiles.Key, s subject) bool {
	if r.match != nil {
		if _, ok := r.match[k]; !ok {
			return false
		}
	}
	return r.where == nil || r.where.eval(s) == yes
}

// roles orders roles for the candidate.
func (r *run) roles(ctx context.Context) (*ordered, error) {
	c := r.e.Deriver.Candidate(r.side.candidate, r.q.AsOf, facts.AsIs)
	res, err := r.seek(ctx, c)
	if err != nil {
		return nil, err
	}
	out := &ordered{Ranking: counts(&res.Result)}
	out.Candidate, out.Weights.Applied = r.side.id, Categories(res.Asked)
	out.hits, out.Next = r.q.page(&res.Result)
	currency := r.q.currency(r.side.candidate)
	who := r.e.person(r.side.candidate, r.q.AsOf)
	out.describe = func(ctx context.Context, h plan.Hit) (Result, error) { return r.offered(ctx, h, who, currency) }
	return out, nil
}

// offered describes a role for the candidate.
func (r *run) offered(ctx context.Context, h plan.Hit, who *person, currency string) (Result, error) {
	rec, err := r.e.Records.Role(ctx, profiles.Key{Org: h.Org, Kind: profiles.KindRole, ID: h.ID})
	if err != nil {
		return Result{}, err
	}
	f, err := r.e.gated(r.e.Deriver.Role(rec), r.q.Gates)
	if err != nil {
		return Result{}, fmt.Errorf("role %s: %w", h.ID, err)
	}
	x := r.describe(r.e.pair(plan.Compile(r.w, f), rec, who), h, profiles.KindRole, name(rec.Title))
	x.Offer = r.e.offer(rec, f, r.side.candidate, currency)
	return x, nil
}

// seek takes the compact rows of the roles where they can answer, and role by role otherwise.
func (r *run) seek(ctx context.Context, c *facts.Candidate) (*plan.Sought, error) {
	if r.byRecord() {
		return r.roleByRole(ctx, c)
	}
	return plan.Seek(ctx, r.snap, r.w, c, r.seekOptions(c))
}

// byRecord says that the columns, or the rows of the roles, cannot answer: by a key that they do not hold, for another month, or for
// gates that change with the role.
func (r *run) byRecord() bool {
	if r.side.role != nil {
		return r.q.AsOf != r.snap.AsOf || r.q.Sort == SortMusts || r.q.Sort == SortRelevance
	}
	return len(r.q.Gates) > 0 || r.q.Sort == SortMusts || r.q.Sort == SortRelevance
}

func (r *run) seekOptions(c *facts.Candidate) plan.SeekOptions {
	o := plan.SeekOptions{K: r.q.depth(), Sort: planSort(r.q.Sort), CandidateID: r.side.id, Org: r.q.Org, Hidden: r.q.hidden(), Strict: r.q.Strict, Vetoed: r.q.Vetoed, Threads: runtime.GOMAXPROCS(0), Who: r.sought}
	if r.where != nil || r.match != nil {
		o.Filter = func(role *columns.Role) bool {
			s := subject{role: role.Facts, who: c}
			if r.where != nil && r.where.musts {
				s.plan = plan.Compile(r.w, role.Facts)
			}
			return r.passes(profiles.Key{Org: role.Org, Kind: profiles.KindRole, ID: role.ID}, s)
		}
	}
	return o
}

// roleByRole scores every role: under gates of the request, or by a key that the rows do not hold.
func (r *run) roleByRole(ctx context.Context, c *facts.Candidate) (*plan.Sought, error) {
	b, out, hidden := newBook(r, r.q.depth()), &plan.Sought{}, r.q.hidden()
	for i := range r.snap.Roles {
		role := &r.snap.Roles[i]
		if role.Org != r.q.Org && !role.Facts.Public || hidden != nil && hidden(role) {
			continue
		}
		if i&255 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		f, err := r.e.gated(role.Facts, r.q.Gates)
		if err != nil {
			return nil, fmt.Errorf("role %s: %w", role.ID, err)
		}
		p := plan.Compile(r.w, f)
		for k := range out.Asked {
			out.Asked[k] = max(out.Asked[k], p.Asked[k])
		}
		b.take(p, profiles.Key{Org: role.Org, Kind: profiles.KindRole, ID: role.ID}, plan.Tie(role.ID, r.side.id), c, subject{role: role.Facts, plan: p, who: c})
	}
	out.Result = *b.result()
	return out, nil
}

// book keeps the best of pairs that are scored one by one, with what became of all.
type book struct {
	r   *run
	top *plan.Top
	res plan.Result
}

func newBook(r *run, k int) *book {
	return &book{r: r, top: plan.NewTop(k)}
}

// candidate books one candidate for the role of the run.
func (b *book) candidate(p *plan.Plan, org, id string, f *facts.Candidate) {
	b.take(p, profiles.Key{Org: org, Kind: profiles.KindCandidate, ID: id}, plan.Tie(b.r.side.id, id), f, subject{candidate: f, plan: p, who: f})
}

func (b *book) take(p *plan.Plan, k profiles.Key, tie uint64, c *facts.Candidate, s subject) {
	b.res.Total++
	if !b.r.passes(k, s) {
		b.res.Filtered++
		return
	}
	vetoed := plan.Veto(p.Gates(c), b.r.q.Strict)
	if vetoed {
		b.res.Vetoed++
	} else {
		b.res.Scored++
	}
	if vetoed != b.r.q.Vetoed {
		return
	}
	x := p.Score(c)
	h := plan.Hit{F: x.F, R: x.R, Overall: x.Overall, Tie: tie, ID: k.ID, Org: k.Org, Key: b.key(x, k)}
	if h.Key >= b.top.Floor() {
		b.top.Push(h)
	}
}

// key is the sort key of a score. Relevance is ordered by its rank among the matches, so that it stays an integer.
func (b *book) key(s *plan.Score, k profiles.Key) int32 {
	switch b.r.q.Sort {
	case SortForward:
		return s.F
	case SortReverse:
		return s.R
	case SortMusts:
		return int32(s.MustsMet)<<20 + s.Overall
	case SortRelevance:
		return b.r.relevance(k)
	case SortOverall:
	}
	return s.Overall
}

// relevance is the number of matches that are less relevant.
func (r *run) relevance(k profiles.Key) int32 {
	if r.scores == nil {
		r.scores = slices.Sorted(maps.Values(r.match))
	}
	n, _ := slices.BinarySearch(r.scores, r.match[k])
	return int32(n)
}

func (b *book) result() *plan.Result {
	b.res.Hits = b.top.Sorted()
	return &b.res
}
