package batch

import (
	"context"
	"fmt"

	"tenon/engine/plan"
	"tenon/profiles"
)

// barTries is how often bars are read anew because a run published meanwhile.
const barTries = 8

// Bars are what it takes to be among the best top of each role: the last of these, for every role whose list is that long. Nothing is
// kept beyond the length of the lists: a greater top is that. All are of one run. profiles.ErrNotFound: no lists are kept.
func (k *Kept) Bars(ctx context.Context, top int) (*Made, map[profiles.Key]plan.Hit, error) {
	if top < 1 {
		return nil, nil, fmt.Errorf("%w: top %d: want at least 1", profiles.ErrInvalid, top)
	}
	for range barTries {
		made, err := k.Made(ctx)
		if err != nil {
			return nil, nil, err
		}
		out, err := k.bars(ctx, min(top, made.Top))
		if err != nil {
			return nil, nil, err
		}
		if now, err := k.Made(ctx); err != nil || now.Generation == made.Generation {
			return made, out, err
		}
	}
	return nil, nil, fmt.Errorf("%w: the kept lists change while they are read: try again", profiles.ErrUnavailable)
}

// bars reads the bars of the current lists.
func (k *Kept) bars(ctx context.Context, top int) (map[profiles.Key]plan.Hit, error) {
	s, err := readState(ctx, k.Tables)
	if err != nil {
		return nil, err
	}
	out, after := map[profiles.Key]plan.Hit{}, []byte{byte(profiles.KindRole)}
	for more := true; more; {
		n := 0
		err := k.Tables.Scan(ctx, listTable(s.Current), after, page, func(b, value []byte) error {
			if more = b[0] == byte(profiles.KindRole); !more {
				return nil
			}
			n++
			after = append(after[:0], b...)
			key, err := keyOf(b)
			if err != nil {
				return err
			}
			h, ok, err := barOf(key, value, top)
			if ok {
				out[key] = h
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		more = more && n == page
	}
	return out, nil
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
