package plan

import (
	"tenon/index/facts"
	"tenon/profiles/taxonomy"
)

// sought are the skills of which a role has one that stands for them: rows of one role ask for them again and again. The room is shared by
// the scans of one goroutine; each has a number.
type sought struct {
	rounds uint32
	of     uint32   // the scan whose skills they are
	had    []uint32 // by concept: the number of the last scan whose role has it
}

// round begins a scan, whose number it returns.
func (x *sought) round(t *taxonomy.Taxonomy) uint32 {
	if len(x.had) <= t.Len() {
		x.had, x.of = make([]uint32, t.Len()+1), 0
	}
	if x.rounds++; x.rounds == 0 {
		clear(x.had)
		x.rounds, x.of = 1, 0
	}
	return x.rounds
}

// look makes them those of a role, unless they are that already: scans of many roles take turns.
func (x *sought) look(round uint32, w *World, r *facts.Role) {
	if x.of == round {
		return
	}
	x.of = round
	for _, s := range r.Skills {
		for _, n := range w.Taxonomy.Answers(s) {
			if n.Sim >= wishSim {
				x.had[n.No] = round
			}
		}
	}
}

func (w *World) wantedSkills(wish *facts.Wish, r *facts.Role) uint8 {
	if w.sought == nil {
		return share(wish.More().Skills(), func(n taxonomy.No) bool { return w.has(r, n) })
	}
	w.sought.look(w.round, w, r)
	had, round := w.sought.had, w.round
	return share(wish.More().Skills(), func(n taxonomy.No) bool { return had[n] == round })
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
