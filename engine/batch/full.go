package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"tenon/index/columns"
	"tenon/profiles"
)

// blockRoles is how many lists of roles one transaction of a full run writes; candidates go tile by tile.
const blockRoles = 64

// full ranks everything into the pending table, passes over the lists that are there already, and publishes.
func (r *run) full(ctx context.Context) error {
	r.compile()
	done, err := r.written(ctx)
	if err != nil {
		return err
	}
	if err := r.fullRoles(ctx, done); err != nil {
		return err
	}
	if err := r.fullCandidates(ctx, done); err != nil {
		return err
	}
	return r.swap(ctx)
}

// pending is the table that a full run writes.
func (r *run) pending() string { return listTable(r.state.free()) }

// written are the lists that an interrupted run has left; without one the run begins anew.
func (r *run) written(ctx context.Context) (map[string]bool, error) {
	done := map[string]bool{}
	if r.report.Resumed {
		c := cursor{ctx: ctx, t: r.Tables, table: r.pending()}
		for {
			p, err := c.next()
			if err != nil || p == nil {
				return done, err
			}
			done[string(p.key)] = true
		}
	}
	r.state.Pending = r.made
	return done, r.Tables.Update(ctx, func(put putter) error {
		if err := put(r.pending(), nil, nil); err != nil {
			return err
		}
		return r.state.put(put)
	})
}

func (r *run) fullRoles(ctx context.Context, done map[string]bool) error {
	var todo []int
	for i := range r.snap.Roles {
		if !done[string(listKey(r.roleKey(i)))] {
			todo = append(todo, i)
		}
	}
	r.pairs.pass(int64(len(r.snap.Roles)-len(todo)) * int64(r.snap.Candidates()))
	for len(todo) > 0 {
		block := todo[:min(r.block, len(todo))]
		todo = todo[len(block):]
		lists, err := r.rankRoles(ctx, block)
		if err != nil {
			return err
		}
		if err := r.write(ctx, lists); err != nil {
			return err
		}
	}
	return nil
}

// unit is a part of the candidates that one processor ranks at a time: rows of a tile.
type unit struct {
	tile int
	rows []uint16
}

func (r *run) fullCandidates(ctx context.Context, done map[string]bool) error {
	units := r.units(done)
	return each(ctx, len(units), func(i int) error {
		u := units[i]
		lists, err := r.rankRows(ctx, u.tile, u.rows)
		if err != nil {
			return err
		}
		return r.write(ctx, lists)
	})
}

// maxScores bounds the scores that candidates being ranked hold at a time, over all processors.
const maxScores = 1 << 23

// units are the candidates whose lists are not written: tile by tile, in smaller parts where the lists are very long or there are
// fewer tiles than processors.
func (r *run) units(done map[string]bool) []unit {
	procs := runtime.GOMAXPROCS(0)
	size := max(1, min(columns.Rows, r.snap.Candidates()/procs+1, maxScores/max(1, r.room()*procs)))
	var out []unit
	for i, t := range r.snap.Tiles {
		all := r.alive(i)
		rows := slices.DeleteFunc(all, func(l uint16) bool { return done[string(listKey(t.Key(int(l))))] })
		r.pairs.pass(int64(len(all)-len(rows)) * int64(len(r.snap.Roles)))
		for part := range slices.Chunk(rows, size) {
			out = append(out, unit{i, part})
		}
	}
	return out
}

// keyed is a list as it is written, which takes a quarter of the memory of its hits.
type keyed struct{ key, value []byte }

func (l *list) of(owner profiles.Key) keyed { return keyed{listKey(owner), l.encode()} }

// write adds lists to the pending table; several may be at it at a time.
func (r *run) write(ctx context.Context, lists []keyed) error {
	err := r.Tables.Update(ctx, func(put putter) error {
		for _, x := range lists {
			if err := put(r.pending(), x.key, x.value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write lists: %w", err)
	}
	r.writing.Lock()
	defer r.writing.Unlock()
	if r.report.Lists += len(lists); r.wrote != nil {
		r.wrote()
	}
	return nil
}

// swap makes the pending table the current one. The events between both are written first, behind the last number that counts;
// what a killed run has left there is overwritten.
func (r *run) swap(ctx context.Context) error {
	next := *r.state
	next.Pending, next.Current, next.Made = nil, r.state.free(), r.made
	next.Before, next.Was = -1, nil
	if r.state.Made != nil {
		e := &eventWriter{run: r, number: r.state.Events}
		err := r.compareTables(ctx, listTable(r.state.Current), r.pending(), e)
		switch {
		case errors.Is(err, profiles.ErrDamaged):
			r.report.Why += "; what was kept is damaged, so there are no events"
		case err != nil:
			return err
		default:
			next.Before, next.Whole, next.Was, next.Events = r.state.Current, true, r.state.Made, e.number
			r.report.Events = int(e.number - r.state.Events)
		}
	}
	if err := r.Tables.Update(ctx, next.put); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	r.state = &next
	return nil
}

// compareTables walks two tables of lists side by side and books the events between them.
func (r *run) compareTables(ctx context.Context, was, is string, e *eventWriter) error {
	a, b := cursor{ctx: ctx, t: r.Tables, table: was}, cursor{ctx: ctx, t: r.Tables, table: is}
	x, err := a.next()
	if err != nil {
		return err
	}
	y, err := b.next()
	if err != nil {
		return err
	}
	for x != nil || y != nil {
		order := side(x, y)
		var old, now []byte
		var key []byte
		if order <= 0 {
			key, old = x.key, x.value
		}
		if order >= 0 {
			key, now = y.key, y.value
		}
		if err := r.compareLists(key, old, now, e); err != nil {
			return err
		}
		if err := e.flush(ctx, false); err != nil {
			return err
		}
		if order <= 0 {
			if x, err = a.next(); err != nil {
				return err
			}
		}
		if order >= 0 {
			if y, err = b.next(); err != nil {
				return err
			}
		}
	}
	return e.flush(ctx, true)
}

// side says which of two cursors is behind: -1 the first, 1 the second, 0 both are at the same key.
func side(x, y *pair) int {
	switch {
	case x == nil:
		return 1
	case y == nil:
		return -1
	}
	return bytes.Compare(x.key, y.key)
}

// compareLists books the events between the bytes of a list before and now; nil where there was or is none.
func (r *run) compareLists(key, old, now []byte, e *eventWriter) error {
	owner, err := keyOf(key)
	if err != nil {
		return err
	}
	var was, is *list
	if old != nil {
		if was, err = decodeList(owner, old); err != nil {
			return err
		}
	}
	if now != nil {
		if is, err = decodeList(owner, now); err != nil {
			return err
		}
	}
	e.add(owner, was.kept(r.state.Made.Top), is.kept(r.made.Top))
	return nil
}
