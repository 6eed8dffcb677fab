package plan

import (
	"context"

	"tenon/index/columns"
	"tenon/profiles"
)

// Census says how those whom a role considers stand to each of its requirements.
type Census struct {
	Result   // Scored is the pool: who is neither filtered nor vetoed
	Reqs     []Tally
	AllMusts int // of the pool, who pass every must-have
	Musts    int // must-haves
}

// Tally is how the pool stands to one requirement.
type Tally struct {
	Pass   int // worth 70 or more
	Met    int // worth 100
	NoData int // worth 0, and the record says nothing of its kind
	Alone  int // of a must-have: who pass all the others and not this one
}

// TakeCensus counts over all candidates of a snapshot.
func TakeCensus(ctx context.Context, s *columns.Snapshot, p *Plan, o Options) (*Census, error) {
	units := blocksOf(s)
	c := &censor{sc: newScanners(s, p, o, units, nil, 1)[0], k: newKernel(judging(p), new(scratch)), out: &Census{Reqs: make([]Tally, len(p.Reqs))}}
	for i := range p.Reqs {
		if p.Reqs[i].Necessity == profiles.Must {
			c.out.Musts++
		}
	}
	for i := range units {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c.block(units[i])
	}
	c.out.Total = c.out.Scored + c.out.Vetoed + c.out.Filtered
	return c.out, nil
}

// censor goes through blocks. It belongs to one goroutine.
type censor struct {
	sc     *scanner
	k      *kernel
	failed [columns.Block]uint8  // must-haves, of the rows of a block
	which  [columns.Block]uint16 // the last one
	out    *Census
}

func (c *censor) block(u unit) {
	t := c.sc.snap.Tiles[u.tile]
	c.sc.enter(t, u.block)
	c.sc.res = &Result{}
	rows := c.sc.eligible(u.tile)
	c.out.Vetoed += c.sc.res.Vetoed
	c.out.Filtered += c.sc.res.Filtered
	c.out.Scored += len(rows)
	c.k.enter(t, u.block)
	clear(c.failed[:])
	for i := range c.k.reqs {
		c.requirement(i, rows, t, u.block*columns.Block)
	}
	for _, l := range rows {
		switch c.failed[l] {
		case 0:
			c.out.AllMusts++
		case 1:
			c.out.Reqs[c.which[l]].Alone++
		}
	}
}

func (c *censor) requirement(i int, rows []uint16, t *columns.Tile, from int) {
	q, tally := &c.k.reqs[i], &c.out.Reqs[i]
	c.k.values(q)
	for _, l := range rows {
		v := c.k.best[l]
		if v >= mustValue {
			tally.Pass++
		} else if q.Necessity == profiles.Must {
			c.failed[l]++
			c.which[l] = uint16(i)
		}
		switch at := from + int(l); {
		case v == 100:
			tally.Met++
		case v == 0 && (!t.KnownOf(at).Has(q.Kind) || t.UnsureOf(at).Has(q.Kind)):
			tally.NoData++
		}
	}
	clear(c.k.best[:])
}

// Above counts who reach a sort key for a plan, and says what became of all.
func Above(ctx context.Context, s *columns.Snapshot, p *Plan, o Options, key int32) (int, *Result, error) {
	before, res, err := Places(ctx, s, p, o, []Hit{{Key: key, Tie: 1<<64 - 1, ID: "\xff"}})
	if err != nil {
		return 0, nil, err
	}
	return before[0], res, nil
}
