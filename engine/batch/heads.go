package batch

import (
	"bytes"
	"context"
	"errors"
	"math"

	"tenon/engine/plan"
	"tenon/index/columns"
	"tenon/index/facts"
	"tenon/profiles"
)

// head is what an edit has to know of the list of another record.
type head struct {
	here  bool  // it is kept, and reads
	holds bool  // an edited record may be in it
	floor int32 // a score below it cannot come into the list
}

// passed says whether a list stays as it is, when of the edited records none scores enough.
func (h head) passed() bool { return h.here && !h.holds }

// otherRoles puts the edited candidates into the lists of the other roles. The lists are read one after the other, and few of them are
// touched: of the others no more is looked at than what they hold and how far they reach.
func (x *revision) otherRoles(ctx context.Context) error {
	if len(x.candidates) == 0 {
		return nil
	}
	heads, err := x.heads(ctx)
	if err != nil {
		return err
	}
	heard, err := x.hear(ctx, heads)
	if err != nil {
		return err
	}
	var others []other
	for i := range x.snap.Roles {
		k := x.roleKey(i)
		if now := heard[x.snap.Roles[i].Facts]; !x.roles[k] && (!heads[i].passed() || len(now) > 0) {
			others = append(others, other{k, now, func() (*list, error) { return x.rankRole(ctx, i) }})
		}
	}
	return x.revise(ctx, others, x.candidates)
}

// hear scores the edited candidates for all roles, and keeps what may come into the list of a role.
func (x *revision) hear(ctx context.Context, heads []head) (map[*facts.Role][]plan.Hit, error) {
	number := make(map[*facts.Role]int, len(heads))
	for i := range x.snap.Roles {
		if !x.roles[x.roleKey(i)] {
			number[x.snap.Roles[i].Facts] = i
		}
	}
	heard := map[*facts.Role][]plan.Hit{}
	for _, e := range x.seen {
		err := plan.Reach(ctx, x.snap, x.world, e.facts, e.key.ID, func(r *columns.Role) (int32, bool) {
			i, other := number[r.Facts]
			if !other || e.key.Org != r.Org && !e.facts.ShownTo(r.Org) {
				return 0, false
			}
			return heads[i].floor, true
		}, func(r *columns.Role, h plan.Hit) {
			h.ID, h.Org = e.key.ID, e.key.Org
			heard[r.Facts] = append(heard[r.Facts], h)
		})
		if err != nil {
			return nil, err
		}
	}
	return heard, nil
}

// rangesAThread is into how many parts a processor's share of the lists is cut.
const rangesAThread = 4

// heads reads the lists of all roles as they lie, in as many parts as keep the processors busy.
func (x *revision) heads(ctx context.Context) ([]head, error) {
	ids := idsOf(x.candidates)
	heads, keys := make([]head, len(x.snap.Roles)), make([][]byte, len(x.snap.Roles))
	for i := range keys {
		keys[i] = listKey(x.roleKey(i))
	}
	parts := max(1, rangesAThread*workers(len(heads)))
	return heads, each(ctx, parts, func(n int) error {
		from, to := n*len(heads)/parts, (n+1)*len(heads)/parts
		after := []byte{byte(profiles.KindRole)}
		if from > 0 {
			after = keys[from-1]
		}
		return x.headsOf(ctx, after, keys[from:to], heads[from:to], ids)
	})
}

var errPast = errors.New("past the last of the lists")

// headsOf reads the lists of some keys, which ascend, behind a key.
func (x *revision) headsOf(ctx context.Context, after []byte, keys [][]byte, heads []head, ids [][]byte) error {
	if len(keys) == 0 {
		return nil
	}
	i := 0
	err := x.Tables.Scan(ctx, x.current, after, math.MaxInt, func(key, value []byte) error {
		for i < len(keys) && bytes.Compare(keys[i], key) < 0 {
			i++ // it is not kept
		}
		if i == len(keys) {
			return errPast
		}
		if bytes.Equal(keys[i], key) {
			heads[i] = headOf(value, ids)
			i++
		}
		return nil
	})
	if errors.Is(err, errPast) {
		return nil
	}
	return err
}

// headOf reads the bytes of a list as far as needed.
func headOf(b []byte, ids [][]byte) head {
	d := &decoder{b: b}
	complete, floor := d.reach()
	h := head{here: !d.bad, holds: len(ids) > maxSought, floor: floor}
	if complete {
		h.floor = 0
	}
	for i := 0; !h.holds && i < len(ids); i++ {
		h.holds = bytes.Contains(d.b, ids[i])
	}
	return h
}

// reach reads what [decoder.head] does, of the horizon no more than its overall score.
func (d *decoder) reach() (complete bool, overall int32) {
	if d.byte() == 1 {
		return true, 0
	}
	d.skip() // id
	d.skip() // organisation
	d.number()
	d.number()
	return false, int32(d.number())
}

// idsOf are the ids of records.
func idsOf(keys map[profiles.Key]bool) [][]byte {
	ids := make([][]byte, 0, len(keys))
	for k := range keys {
		ids = append(ids, []byte(k.ID))
	}
	return ids
}
