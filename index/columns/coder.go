package columns

import (
	"encoding/binary"
	"math"

	"tenon/profiles/taxonomy"
)

// coder writes fields one after the other, or reads them back: one list of fields serves both. Arrays of columns have their length
// before them and their elements in little-endian order; single fields are varints. What is short or longer than what is left makes
// it bad, and from then on it reads zeros.
type coder struct {
	b       []byte // written so far, or still to be read
	reading bool
	bad     bool
	nos     []taxonomy.No     // room for short lists of concepts, so that a block of them is few allocations
	words   map[string]string // those that were read
}

// integer is an element of a column.
type integer interface {
	~uint8 | ~uint16 | ~uint32 | ~uint64
}

// width is the number of bytes of an element.
func width[E integer]() int {
	switch uint64(^E(0)) {
	case math.MaxUint8:
		return 1
	case math.MaxUint16:
		return 2
	case math.MaxUint32:
		return 4
	}
	return 8
}

// number codes a number; one that does not fit its field is bad.
func number[E integer](c *coder, v *E) {
	if !c.reading {
		c.b = binary.AppendUvarint(c.b, uint64(*v))
		return
	}
	x, n := binary.Uvarint(c.b)
	if n <= 0 || uint64(E(x)) != x {
		c.fail()
		*v = 0
		return
	}
	*v, c.b = E(x), c.b[n:]
}

// signed codes a number that may be less than zero.
func signed[E ~int | ~int32 | ~int64](c *coder, v *E) {
	x := uint64(*v)<<1 ^ uint64(int64(*v)>>63)
	number(c, &x)
	if c.reading {
		*v = E(x>>1) ^ -E(x&1)
	}
}

func truth(c *coder, v *bool) {
	x := uint8(flag(*v, 1))
	number(c, &x)
	if c.reading { // what is written is read by others meanwhile
		*v = x == 1
	}
	c.bad = c.bad || x > 1
}

func (c *coder) fail() { c.bad, c.b = true, nil }

// length codes how many elements of at least size bytes follow.
func (c *coder) length(n, size int) int {
	x := uint64(n)
	number(c, &x)
	if c.reading && x > uint64(len(c.b)/size) {
		c.fail()
		return 0
	}
	return int(x)
}

// text codes a text of its own.
func (c *coder) text(s *string) {
	n := c.length(len(*s), 1)
	if !c.reading {
		c.b = append(c.b, *s...)
		return
	}
	*s, c.b = string(c.b[:n]), c.b[n:]
}

// word codes one of few texts, which are read into one allocation each.
func (c *coder) word(s *string) {
	n := c.length(len(*s), 1)
	if !c.reading {
		c.b = append(c.b, *s...)
		return
	}
	w, ok := c.words[string(c.b[:n])]
	if !ok {
		if c.words == nil {
			c.words = map[string]string{}
		}
		w = string(c.b[:n])
		c.words[w] = w
	}
	*s, c.b = w, c.b[n:]
}

// column codes an array; one without elements is read as nil.
func column[E integer](c *coder, s *[]E) {
	size := width[E]()
	n := c.length(len(*s), size)
	if !c.reading {
		at := len(c.b)
		c.b = append(c.b, make([]byte, n*size)...)
		store(c.b[at:], *s)
		return
	}
	if *s = nil; n > 0 {
		*s = make([]E, n)
		fetch(c.b, *s)
	}
	c.b = c.b[n*size:]
}

func store[E integer](b []byte, s []E) {
	switch width[E]() {
	case 1:
		for i, v := range s {
			b[i] = byte(v)
		}
	case 2:
		for i, v := range s {
			binary.LittleEndian.PutUint16(b[2*i:], uint16(v))
		}
	case 4:
		for i, v := range s {
			binary.LittleEndian.PutUint32(b[4*i:], uint32(v))
		}
	default:
		for i, v := range s {
			binary.LittleEndian.PutUint64(b[8*i:], uint64(v))
		}
	}
}

func fetch[E integer](b []byte, s []E) {
	switch width[E]() {
	case 1:
		for i := range s {
			s[i] = E(b[i])
		}
	case 2:
		for i := range s {
			s[i] = E(binary.LittleEndian.Uint16(b[2*i:]))
		}
	case 4:
		for i := range s {
			s[i] = E(binary.LittleEndian.Uint32(b[4*i:]))
		}
	default:
		for i := range s {
			s[i] = E(binary.LittleEndian.Uint64(b[8*i:]))
		}
	}
}

// few codes a short list of numbers.
func few[E integer](c *coder, s *[]E) {
	list(c, s, func(v *E) { number(c, v) })
}

// concepts codes a short list of concepts; those of a block stand end to end.
func (c *coder) concepts(s *[]taxonomy.No) {
	n := c.length(len(*s), 1)
	if c.reading {
		if *s = nil; n == 0 {
			return
		}
		if len(c.nos) < n {
			c.nos = make([]taxonomy.No, max(n, 1<<14))
		}
		*s, c.nos = c.nos[:n:n], c.nos[n:]
	}
	for i := range *s {
		number(c, &(*s)[i])
	}
}

// list codes a list by its elements, each of at least one byte; one without elements is read as nil.
func list[E any](c *coder, s *[]E, one func(*E)) {
	n := c.length(len(*s), 1)
	if c.reading {
		if *s = nil; n > 0 {
			*s = make([]E, n)
		}
	}
	for i := range *s {
		one(&(*s)[i])
	}
}
