package plan

import (
	"tenon/index/columns"
	"tenon/profiles"
)

// titlePoints are the points of titles of one similarity, above the base of their requirement and one more, by step and recency as
// they stand in a posting; 0 where nobody has asked yet: of thousands that could be few are. It belongs to one kernel.
type titlePoints struct {
	req *kernelReq
	sim uint8
	of  [int(profiles.Director+1) << columns.RecencyBits]uint16
}

func (k *kernel) titlePoints(q *kernelReq, sim uint8) *titlePoints {
	for _, x := range k.titled {
		if x.req == q && x.sim == sim {
			return x
		}
	}
	x := &titlePoints{req: q, sim: sim}
	k.titled = append(k.titled, x)
	return x
}

// at is what a title is worth by the low bits of its posting, above the base of the requirement.
func (x *titlePoints) at(low uint32) uint16 {
	p := x.of[min(low, uint32(len(x.of)-1))]
	if p == 0 {
		p = x.make(low)
	}
	return p - 1
}

func (x *titlePoints) make(low uint32) uint16 {
	step, recency := profiles.Seniority(low>>columns.RecencyBits), uint16(low&(1<<columns.RecencyBits-1))
	p := x.req.base + x.req.points[titleValue(x.sim, profiles.Seniority(x.req.Asked), step, recency)] + 1
	x.of[min(low, uint32(len(x.of)-1))] = p
	return p
}

// titles raises the peaks of rows with near titles.
func (k *kernel) titles(found []foundTerm) {
	for i := range found {
		points := found[i].titles
		for _, e := range k.tile.Titles.At(found[i].place, k.block) {
			l := e >> 16 & (columns.Block - 1)
			k.peak[l] = max(k.peak[l], points.at(e&0xffff))
		}
	}
}
