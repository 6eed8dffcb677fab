package resume

// kind is what a span is taken for.
type kind uint8

const (
	isTitle kind = iota
	isEmployer
	isPlace
	kinds
)

// votes count what stands in the slots of the heads of a section, and in bold. Nil votes have no say.
type votes struct {
	slots map[slot]*[kinds + 1]int // the last: how many heads have the slot
	bold  [2][kinds]int
	mixed bool // some heads have lines in bold and others
}

// clear is the edge by which a choice is beyond doubt: it counts in full.
const clear = 8

// count takes the votes of the choices of heads.
func count(heads []*jobHead) *votes {
	v := &votes{slots: map[slot]*[kinds + 1]int{}}
	for _, h := range heads {
		v.add(h, 1)
		for _, l := range h.head {
			v.mixed = v.mixed || l.bold != h.head[0].bold
		}
	}
	return v
}

func (h *jobHead) chosen(k kind) int {
	return [kinds]int{h.best.title, h.best.employer, h.best.place}[k]
}

func (v *votes) add(h *jobHead, sign int) {
	seen := map[slot]bool{}
	for i := range h.spans {
		s := &h.spans[i]
		at := v.slots[s.slot]
		if at == nil {
			at = new([kinds + 1]int)
			v.slots[s.slot] = at
		}
		if !seen[s.slot] {
			at[kinds] += sign * clear
			seen[s.slot] = true
		}
	}
	weight := sign * max(1, min(h.edge, clear))
	for k := range kinds {
		if x := h.chosen(k); x >= 0 {
			s := &h.spans[x]
			v.slots[s.slot][k] += weight
			v.bold[flag(s.l.bold)][k] += weight
		}
	}
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// without leaves a head's own votes out while it chooses anew.
func (v *votes) without(h *jobHead, choose func()) {
	v.add(h, -1)
	choose()
	v.add(h, 1)
}

// What the slot and the type of a span say at most.
const (
	slotSays = 12
	boldSays = 4
)

// of is what the other heads say for span x of a head being a kind: its share of the slot, less that of the other kinds.
func (v *votes) of(h *jobHead, x int, k kind) int {
	if v == nil {
		return 0
	}
	s := &h.spans[x]
	n := 0
	if at := v.slots[s.slot]; at != nil && at[kinds] > 0 {
		for o := range kinds {
			share := slotSays * at[o] / (at[kinds] + clear)
			if o == k {
				n += share
			} else {
				n -= share / 2
			}
		}
	}
	if v.mixed && k != isPlace {
		same, other := v.bold[flag(s.l.bold)][k], v.bold[flag(!s.l.bold)][k]
		if all := same + other; all > 0 {
			n += boldSays * (same - other) / (all + clear)
		}
	}
	return n
}
