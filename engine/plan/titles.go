package plan

import (
	"sync"

	"tenon/index/columns"
	"tenon/profiles"
)

// titleValues are v of a title of one similarity to one that is asked at one step, by the step and recency that stand in a posting.
type titleValues [int(profiles.Director+1) << columns.RecencyBits]uint8

// at is v by the low bits of a posting.
func (v *titleValues) at(low uint32) uint8 { return v[min(low, uint32(len(v)-1))] }

type titleKind struct{ sim, asked uint8 }

// titleTables are those made so far: there are few, and they depend on nothing else.
var titleTables sync.Map // titleKind → *titleValues

func titlesOf(sim, asked uint8) *titleValues {
	kind := titleKind{sim, asked}
	if v, ok := titleTables.Load(kind); ok {
		return v.(*titleValues)
	}
	out := new(titleValues)
	for low := range out {
		out[low] = titleValue(sim, profiles.Seniority(asked), profiles.Seniority(low>>columns.RecencyBits), uint16(low&(1<<columns.RecencyBits-1)))
	}
	v, _ := titleTables.LoadOrStore(kind, out)
	return v.(*titleValues)
}

// titles raises the peaks of rows with near titles.
func (k *kernel) titles(q *kernelReq, found []foundTerm) {
	peak := &k.peak
	for i := range found {
		values := found[i].titles
		for _, e := range k.tile.Titles.At(found[i].place, k.block) {
			l := e >> 16 & (columns.Block - 1)
			peak[l] = max(peak[l], q.base+q.points[values.at(e&0xffff)])
		}
	}
}
