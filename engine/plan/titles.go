package plan

import (
	"sync"

	"tenon/index/columns"
	"tenon/profiles"
)

// titleValues are v of a title of one similarity to one that is asked at one step, by the step, four bits, and recency that stand in
// a posting.
type titleValues [16 << columns.RecencyBits]uint8

// at is v of a posting.
func (v *titleValues) at(e uint32) uint8 { return v[e&uint32(len(v)-1)] }

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
