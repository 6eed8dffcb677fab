package plan

import "math/bits"

// lookup is a search for the entries of a row in a list: on the way, and then, from at on.
type lookup[E uint16 | uint32] struct {
	list  []E
	at    int
	first E      // the least that an entry of the row can be
	in    uint16 // place of the row in the hand
	of    uint32 // what the entries are worth
}

// lookups are searches that go on side by side. Each step of one waits for far memory; none waits for another's.
type lookups[E uint16 | uint32] struct {
	some [lookedUp]lookup[E]
	n    int
	bits int // of the lengths of all lists
}

const lookedUp = 32

// add adds a search, unless the list is empty: whether, is not guessed at. It says whether there is no room for another.
func (x *lookups[E]) add(list []E, first E, in int, of uint32) (full bool) {
	x.some[x.n&(lookedUp-1)] = lookup[E]{list, 0, first, uint16(in), of}
	x.n += atLeast(int32(len(list)), 1)
	x.bits |= len(list)
	return x.n == lookedUp
}

// done finds where the entries of each row begin, or would. There are no searches then.
func (x *lookups[E]) done() []lookup[E] {
	some := x.some[:x.n]
	for step := 1 << bits.Len(uint(x.bits)) >> 1; step > 0; step >>= 1 {
		for i := range some {
			some[i].step(step)
		}
	}
	x.n, x.bits = 0, 0
	return some
}

// step goes so far on if the row is not before that. Half of the steps go either way, so none is guessed at.
func (x *lookup[E]) step(step int) {
	at, to := x.at, x.at+step
	over := len(x.list) - to
	to += over & (over >> 63) // the end, at most
	if x.list[to-1] < x.first {
		at = to
	}
	x.at = at
}

// entries are those of the row, which end before a number.
func (x *lookup[E]) entries(behind E) []E {
	from, to := x.at, x.at
	for to < len(x.list) && x.list[to]-x.first < behind {
		to++
	}
	return x.list[from:to]
}

// How many entries a row can have room for in a list: of skills and what else has four bits, and of titles and families.
const (
	shortRow = 1 << 4
	longRow  = 1 << 16
)
