package standing

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/profiles"
)

// transaction gathers what one portion comes to.
type transaction struct {
	s      *Standing
	next   state
	rep    *Report
	pairs  map[profiles.Key]map[profiles.Key]*int32 // record → search → overall; nil: matched no more
	counts map[profiles.Key]*entry                  // of searches; nil: gone
	events map[string][]Event                       // by organisation
}

func (s *Standing) transaction(next state, rep *Report) *transaction {
	return &transaction{s: s, next: next, rep: rep, pairs: map[profiles.Key]map[profiles.Key]*int32{}, counts: map[profiles.Key]*entry{}, events: map[string][]Event{}}
}

// put books the match of a search and a record, or with nil that there is none.
func (t *transaction) put(search, record profiles.Key, overall *int32) {
	if t.pairs[record] == nil {
		t.pairs[record] = map[profiles.Key]*int32{}
	}
	t.pairs[record][search] = overall
}

// kept are the searches of which something is kept.
func (t *transaction) kept(ctx context.Context) (map[profiles.Key]entry, error) {
	out := map[profiles.Key]entry{}
	err := scanPrefix(ctx, t.s.Tables, searchesTable, nil, func(rest, v []byte) error {
		org, id, ok := bytes.Cut(rest, []byte{0})
		var e entry
		if err := json.Unmarshal(v, &e); err != nil || !ok {
			return fmt.Errorf("%w: what is kept of search %q does not decode", profiles.ErrDamaged, rest)
		}
		out[profiles.Key{Org: string(org), Kind: profiles.KindSearch, ID: string(id)}] = e
		return nil
	})
	return out, err
}

// entry is what is kept of a search, to be changed.
func (t *transaction) entry(ctx context.Context, k profiles.Key) (*entry, error) {
	if e, ok := t.counts[k]; ok && e != nil {
		return e, nil
	}
	e, _, err := readJSON[entry](ctx, t.s.Tables, searchesTable, searchKey(k))
	t.counts[k] = &e
	return &e, err
}

// drop forgets a search.
func (t *transaction) drop(ctx context.Context, search profiles.Key) error {
	was, err := matchesOf(ctx, t.s.Tables, search)
	for k := range was {
		t.put(search, k, nil)
	}
	t.counts[search] = nil
	return err
}

// whole judges a search on all records but those to skip, which keep what they have. Unless it is silent, the differences are told.
func (t *transaction) whole(ctx context.Context, c *search, snap *columns.Snapshot, skip map[profiles.Key]profiles.Seq, silent bool, cause string) error {
	t.rep.Whole++
	is, err := c.all(ctx, snap)
	if err != nil {
		return err
	}
	was, err := matchesOf(ctx, t.s.Tables, c.key)
	if err != nil {
		return err
	}
	e, err := t.entry(ctx, c.key)
	if err != nil {
		return err
	}
	if e.Created == 0 {
		e.Created = profiles.Seq(c.revision)
	}
	e.Revision = c.revision
	keys := maps.Clone(was)
	maps.Copy(keys, is)
	for _, k := range slices.SortedFunc(maps.Keys(keys), compareKeys) {
		if _, later := skip[k]; later {
			continue
		}
		before, had := was[k]
		now, has := is[k]
		t.pair(c, e, k, before, had, now, has, silent, cause)
	}
	return nil
}

// pair books what became of one record for one search.
func (t *transaction) pair(c *search, e *entry, k profiles.Key, before int32, had bool, now int32, has, silent bool, cause string) {
	switch {
	case has && (!had || before != now):
		t.put(c.key, k, &now)
	case had && !has:
		t.put(c.key, k, nil)
	}
	if had == has {
		return
	}
	x := Event{Event: Matched, Search: c.key.ID, For: k.Kind, ID: k.ID, MatchOrg: k.Org, Overall: now, Cause: cause, Seq: t.next.Seq}
	if has {
		e.Matches++
	} else {
		e.Matches--
		x.Event, x.Overall = Unmatched, before
	}
	if !silent {
		t.events[c.key.Org] = append(t.events[c.key.Org], x)
	}
}

// record judges a record by all searches that match it or could.
func (t *transaction) record(ctx context.Context, k profiles.Key, asOf profiles.Month) error {
	r, err := t.s.recordOf(ctx, k, asOf)
	if err != nil {
		return fmt.Errorf("standing searches: %w", err)
	}
	is := map[profiles.Key]int32{}
	if r != nil {
		if err := t.judge(ctx, r, is); err != nil {
			return err
		}
	}
	was, err := t.matching(ctx, k)
	if err != nil {
		return err
	}
	keys := map[profiles.Key]bool{}
	for s := range is {
		keys[s] = true
	}
	for s := range was {
		keys[s] = true
	}
	for _, s := range slices.SortedFunc(maps.Keys(keys), compareKeys) {
		c := t.s.cabinet.all[s]
		if c == nil {
			continue // it is gone with its matches
		}
		e, err := t.entry(ctx, s)
		if err != nil {
			return err
		}
		before, had := was[s]
		now, has := is[s]
		t.pair(c, e, k, before, had, now, has, false, CauseRecord)
	}
	return nil
}

// manyScores is from how many scores on they are made in one scan of the bench.
var manyScores = 100

// judge finds the searches that match a record, with the scores.
func (t *transaction) judge(ctx context.Context, r *subjected, is map[profiles.Key]int32) error {
	could := t.s.cabinet.could(r)
	t.rep.Judged += len(could)
	scored := map[string][]*search{} // by policy
	for _, c := range passing(could, r) {
		if c.scored() {
			scored[c.policy] = append(scored[c.policy], c)
		} else {
			is[c.key] = 0
		}
	}
	for _, cs := range scored {
		score := func(c *search) (int32, bool) { return c.score(r) }
		if len(cs) >= manyScores {
			var p *plan.Plan
			if r.role != nil {
				p = r.plan(cs[0])
			}
			all, err := t.s.bench.scores(ctx, cs[0].world, r, p)
			if err != nil {
				return fmt.Errorf("standing searches: %w", err)
			}
			score = func(c *search) (int32, bool) {
				overall, ok := all[c.seat]
				return overall, ok
			}
		}
		for _, c := range cs {
			if overall, ok := score(c); ok && overall >= c.record.Above {
				is[c.key] = overall
			}
		}
	}
	return nil
}

// passing are the searches whose conditions a record meets, judged on all processors.
func passing(cs []*search, r *subjected) []*search {
	if len(cs) == 0 {
		return nil
	}
	each := max(manyScores, (len(cs)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var parts [][]*search
	var wg sync.WaitGroup
	for part := range slices.Chunk(cs, each) {
		parts = append(parts, part)
	}
	for i, part := range parts {
		wg.Go(func() {
			parts[i] = slices.DeleteFunc(part, func(c *search) bool { return !c.passes(r) })
		})
	}
	wg.Wait()
	return slices.Concat(parts...)
}

// matching are the searches that match a record, as kept and as this transaction has changed it.
func (t *transaction) matching(ctx context.Context, record profiles.Key) (map[profiles.Key]int32, error) {
	kept, err := searchesOf(ctx, t.s.Tables, record)
	if err != nil {
		return nil, err
	}
	out := map[profiles.Key]int32{}
	for _, s := range kept {
		b, err := t.s.Tables.Get(ctx, matchesTable, matchKey(s, record))
		if err != nil {
			return nil, fmt.Errorf("standing searches: %w", err)
		}
		overall, _ := binary.Uvarint(b)
		out[s] = int32(overall)
	}
	for s, overall := range t.pairs[record] {
		if overall == nil {
			delete(out, s)
		} else {
			out[s] = *overall
		}
	}
	return out, nil
}

// commit writes everything in one transaction.
func (t *transaction) commit(ctx context.Context) (state, error) {
	told := 0
	first, old := map[string]int64{}, map[string]int64{}
	for org, es := range t.events {
		n, err := t.s.Last(ctx, org)
		if err == nil {
			old[org], err = oldest(ctx, t.s.Tables, org)
		}
		if err != nil {
			return t.next, err
		}
		first[org] = n
		told += len(es)
	}
	err := t.s.Tables.Update(ctx, func(put func(table string, key, value []byte) error) error {
		for record, by := range t.pairs {
			for search, overall := range by {
				if err := putPair(put, search, record, overall); err != nil {
					return err
				}
			}
		}
		for k, e := range t.counts {
			if e == nil {
				if err := put(searchesTable, searchKey(k), nil); err != nil {
					return err
				}
			} else if err := writeJSON(put, searchesTable, searchKey(k), e); err != nil {
				return err
			}
		}
		for org, es := range t.events {
			if err := errors.Join(putEvents(put, org, first[org], es), forgetEvents(put, org, old[org], first[org]-keepEvents)); err != nil {
				return err
			}
		}
		return writeJSON(put, stateTable, stateKey, t.next)
	})
	if err != nil {
		return t.next, fmt.Errorf("standing searches: %w", err)
	}
	t.rep.Events += told
	if told > 0 {
		t.s.tell()
	}
	return t.next, nil
}

func putPair(put putter, search, record profiles.Key, overall *int32) error {
	var score, mark []byte
	if overall != nil {
		score, mark = binary.AppendUvarint(nil, uint64(*overall)), []byte{}
	}
	if err := put(matchesTable, matchKey(search, record), score); err != nil {
		return err
	}
	return put(matchedTable, matchedKey(record, search), mark)
}

// maxForgotten bounds the events that one transaction forgets: of a directory of before there may be many.
const maxForgotten = 50_000

// forgetEvents deletes the events of an organisation from one number up to another.
func forgetEvents(put putter, org string, from, upTo int64) error {
	if from == 0 {
		return nil
	}
	for n := from; n <= min(upTo, from+maxForgotten); n++ {
		if err := put(eventsTable, eventKey(org, n), nil); err != nil {
			return err
		}
	}
	return nil
}

func putEvents(put putter, org string, last int64, es []Event) error {
	for i := range es {
		last++
		es[i].Number = last
		b, err := json.Marshal(&es[i])
		if err != nil {
			return err
		}
		if err := put(eventsTable, eventKey(org, last), b); err != nil {
			return err
		}
	}
	return put(numbersTable, []byte(org+"\x00"), binary.BigEndian.AppendUint64(nil, uint64(last)))
}
