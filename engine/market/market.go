package market

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"tenon/engine"
	"tenon/engine/phrase"
	"tenon/index/columns"
	"tenon/profiles"
	"tenon/profiles/money"
)

// Market describes what an engine has in its columns. Safe for concurrent use.
type Market struct {
	Engine *engine.Engine
}

// Describe answers a request over the newest snapshot. profiles.ErrInvalid: a part of the request, named.
func (m *Market) Describe(ctx context.Context, q Request) (*Answer, error) {
	p, err := m.pass(&q)
	if err != nil {
		return nil, err
	}
	if err := p.count(ctx); err != nil {
		return nil, err
	}
	return p.answer(ctx)
}

// pass is one request on its way over a snapshot.
type pass struct {
	*Market
	q     *Request
	snap  *columns.Snapshot
	rates *money.Rates
	where *engine.Where // nil: all
	wants map[string]bool
	sum   *counter
}

func (m *Market) pass(q *Request) (*pass, error) {
	p := &pass{Market: m, q: q, snap: m.Engine.Columns.Snapshot(), rates: m.Engine.Deriver.Rates, wants: map[string]bool{}}
	if q.Months == 0 {
		q.Months = DefaultMonths
	}
	if q.Top == 0 {
		q.Top = DefaultTop
	}
	if q.Currency == "" {
		q.Currency = "USD"
	}
	if q.AsOf == 0 {
		q.AsOf = p.snap.AsOf
	}
	switch {
	case q.Months < 1 || q.Months > MaxMonths:
		return nil, fmt.Errorf("%w: months %d: want 1 to %d", profiles.ErrInvalid, q.Months, MaxMonths)
	case q.Top < 1 || q.Top > MaxTop:
		return nil, fmt.Errorf("%w: top %d: want 1 to %d", profiles.ErrInvalid, q.Top, MaxTop)
	}
	var err error
	if q.Currency, err = p.rates.Known(q.Currency); err != nil {
		return nil, err
	}
	for _, by := range q.By {
		if !slices.Contains(Tables(), by) {
			return nil, fmt.Errorf("%w: by %q: want one of %s", profiles.ErrInvalid, by, strings.Join(Tables(), ", "))
		}
		p.wants[by] = true
	}
	for _, by := range Tables() {
		p.wants[by] = p.wants[by] || len(q.By) == 0
	}
	if q.Where == "" {
		return p, nil
	}
	if p.where, err = m.Engine.ParseWhere(q.Where); err != nil {
		return nil, err
	}
	if p.where.AsksPair() {
		return nil, fmt.Errorf("%w: where: musts is a test of a pair in a ranking: roles by themselves have none", profiles.ErrInvalid)
	}
	return p, nil
}

// count goes over all role tiles, on all processors; the sums do not depend on who takes which.
func (p *pass) count(ctx context.Context) error {
	workers := make([]*counter, max(1, min(runtime.GOMAXPROCS(0), len(p.snap.RoleTiles))))
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		workers[w] = newCounter(p)
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(p.snap.RoleTiles) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				workers[w].tile(i)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	p.sum = workers[0]
	for _, w := range workers[1:] {
		p.sum.merge(w)
	}
	return nil
}

func (p *pass) answer(ctx context.Context) (*Answer, error) {
	s := p.snap
	a := &Answer{AsOf: p.q.AsOf, From: p.q.AsOf - profiles.Month(p.q.Months) + 1, Seq: s.Seq, Taxonomy: s.Taxonomy, Rates: s.Rates, Currency: p.q.Currency,
		Roles: p.sum.Counts, Candidates: p.candidates()}
	if p.wants[Month] {
		a.Months = p.sum.months(p.q.AsOf, p.q.Months)
	}
	p.demand(a)
	if p.wants[Pay] {
		a.Pay = p.payTable()
	}
	if p.wants[Premium] {
		a.Premium = p.premiums()
	}
	if p.wants[Supply] {
		var err error
		if a.Supply, err = p.supply(ctx); err != nil {
			return nil, err
		}
	}
	p.notices(a, phrase.Of(ctx))
	a.Told = a.tell(phrase.Of(ctx))
	return a, nil
}

// notices says plainly what the tables cannot.
func (p *pass) notices(a *Answer, w *phrase.Language) {
	c := &a.Roles
	say := func(english string, values ...any) { a.Notices = append(a.Notices, w.Say(english, values...)) }
	roles := func(n int) string { return w.Count(n, "role") }
	switch {
	case len(p.snap.Roles) == 0:
		say("no roles are stored: there is no market to describe")
	case c.Counted == 0:
		say("none of the roles that are stored is counted: {0} do not pass the filter, {1} are older, {2} are later", c.Filtered, c.Older, c.Later)
	case c.Paid == 0:
		say("no role states pay that can be compared: there is nothing to say of pay")
	case c.Paid < Least:
		say("pay of {0} is known: nothing is shown that rests on fewer than {1}", roles(c.Paid), Least)
	}
	if p.wants[Supply] && p.q.AsOf != p.snap.AsOf {
		say("candidates are as of {0}", p.snap.AsOf)
	}
	if c.Undated > 0 {
		say("{0} without a month of posting: counted, but in no month and in no growth", roles(c.Undated))
	}
	for _, currency := range slices.Sorted(maps.Keys(c.NoRate)) {
		say("{0} paid in {1}, which has no exchange rate: left out of all pay; add it to rates.csv", roles(c.NoRate[currency]), currency)
	}
}
