package batch

import (
	"context"
	"fmt"

	"tenon/engine/plan"
	"tenon/profiles"
)

// Bars are what it takes to be among the best top of each role: the last of these, for every role whose list is that long. Nothing is
// kept beyond the length of the lists: a greater top is that.
func (k *Kept) Bars(ctx context.Context, top int) (*Made, map[profiles.Key]plan.Hit, error) {
	s, err := readState(ctx, k.Tables)
	if err != nil {
		return nil, nil, err
	}
	if s.Made == nil {
		return nil, nil, fmt.Errorf("%w: no lists are kept yet: run tenon rescore", profiles.ErrNotFound)
	}
	top = min(top, s.Made.Top)
	if top < 1 {
		return nil, nil, fmt.Errorf("%w: top %d: want at least 1", profiles.ErrInvalid, top)
	}
	out := map[profiles.Key]plan.Hit{}
	c := &cursor{ctx: ctx, t: k.Tables, table: listTable(s.Current), after: []byte{byte(profiles.KindRole)}}
	for {
		p, err := c.next()
		if err != nil || p == nil || p.key[0] != byte(profiles.KindRole) {
			return s.Made, out, err
		}
		key, err := keyOf(p.key)
		if err != nil {
			return nil, nil, err
		}
		h, ok, err := barOf(key, p.value, top)
		if err != nil {
			return nil, nil, err
		}
		if ok {
			out[key] = h
		}
	}
}

// barOf is the hit at a place of a list, false of one that is shorter.
func barOf(owner profiles.Key, b []byte, place int) (plan.Hit, bool, error) {
	d := &decoder{b: b}
	d.head(owner)
	d.skip()
	n := d.number()
	var h plan.Hit
	full := n >= uint64(place)
	if full {
		for range place - 1 {
			d.skip()
			d.skip()
			for range 3 {
				d.number()
			}
		}
		h = d.hit(owner)
	}
	if d.bad {
		return h, false, fmt.Errorf("%w: the kept list of %s does not decode", profiles.ErrDamaged, owner)
	}
	return h, full, nil
}

// skip passes over a text.
func (d *decoder) skip() {
	n := d.number()
	if n > uint64(len(d.b)) {
		d.bad, d.b = true, nil
		return
	}
	d.b = d.b[n:]
}
