package plan

import (
	"tenon/index/facts"
	"tenon/profiles/taxonomy"
)

// sought remembers which of the skills that candidates want a role has: rows of one role ask for the same few again and again. The room
// is shared by the scans of one goroutine; each has a number.
type sought struct {
	rounds uint32
	seen   []uint32 // by concept: the number of the scan that looked last <<1 | whether its role has it
}

// round begins a scan, whose number it returns.
func (x *sought) round(t *taxonomy.Taxonomy) uint32 {
	if len(x.seen) <= t.Len() {
		x.seen = make([]uint32, t.Len()+1)
	}
	if x.rounds++; x.rounds == 1<<31 {
		clear(x.seen)
		x.rounds = 1
	}
	return x.rounds
}

func (w *World) wantedSkills(wish *facts.Wish, r *facts.Role) uint8 {
	if w.sought == nil {
		return share(wish.More().Skills(), func(n taxonomy.No) bool { return w.has(r, n) })
	}
	seen, round := w.sought.seen, w.round
	return share(wish.More().Skills(), func(n taxonomy.No) bool {
		if seen[n]>>1 != round {
			if seen[n] = round << 1; w.has(r, n) {
				seen[n]++
			}
		}
		return seen[n]&1 == 1
	})
}

// has says whether a role has a wanted skill, or one that stands for it.
func (w *World) has(r *facts.Role, wanted taxonomy.No) bool {
	for _, s := range r.Skills {
		if e, ok := w.Taxonomy.Similarity(wanted, s); ok && e.Sim >= wishSim {
			return true
		}
	}
	return false
}
