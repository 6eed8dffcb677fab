package columns

import "unsafe"

// settled is the least size of a tile whose arrays are laid side by side.
const settled = 4 << 20

// settle lays the arrays that scans read end to end in one allocation, in pages as large as the system has them: a scan reads a
// little of hundreds of lists, and to find them by pages of four kilobytes takes as long as to read them.
func (t *Tile) settle() {
	size := sized(t.Held) + t.Skills.sized() + t.Titles.sized() + t.Certs.sized() + t.Languages.sized() + t.Industries.sized() + t.Families.sized() +
		sized(t.Fixed) + sized(t.Stated) + sized(t.Asks) + sized(t.Stating) + sized(t.Roaming) + sized(t.before) + sized(t.unresolved)
	if size < settled {
		return
	}
	a := arena(make([]uint64, size/8))
	advise(a)
	lay(&a, &t.Held) // at the ends, which may be of small pages, what is read least
	t.Skills.lay(&a)
	t.Titles.lay(&a)
	t.Certs.lay(&a)
	t.Languages.lay(&a)
	t.Industries.lay(&a)
	t.Families.lay(&a)
	lay(&a, &t.Stated)
	lay(&a, &t.Asks)
	lay(&a, &t.Roaming)
	lay(&a, &t.Fixed)
	lay(&a, &t.Stating)
	lay(&a, &t.before)
	lay(&a, &t.unresolved)
}

// arena is what is left of an allocation.
type arena []uint64

// sized is how many bytes an array takes of an arena: whole words.
func sized[E any](s []E) int { return (len(s)*int(unsafe.Sizeof(*new(E))) + 7) &^ 7 }

// lay moves an array, whose elements hold no pointers and need no more than words to stand on, to an arena.
func lay[E any](a *arena, s *[]E) {
	if len(*s) == 0 {
		return
	}
	words := sized(*s) / 8
	to := unsafe.Slice((*E)(unsafe.Pointer(unsafe.SliceData(*a))), len(*s))
	copy(to, *s)
	*s, *a = to, (*a)[words:]
}

func (p *Postings[E]) sized() int {
	return sized(p.places) + sized(p.Present) + sized(p.Before) + sized(p.Offsets) + sized(p.Entries)
}

func (p *Postings[E]) lay(a *arena) {
	lay(a, &p.places)
	lay(a, &p.Present)
	lay(a, &p.Before)
	lay(a, &p.Offsets)
	lay(a, &p.Entries)
}
