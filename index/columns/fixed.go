package columns

import (
	"tenon/index/facts"
	"tenon/profiles/taxonomy"
)

// Fixed is what scoring a row by itself reads of it beside what it holds, in twelve bytes that lie together: far memory comes in lines,
// and one line a row is what little a scan of few rows can do with. Where its parts lie is known to the instructions of package plan.
type Fixed struct {
	Held     uint32 // where what it holds begins in Tile.Held
	Months   uint16
	Families uint16 // where there is experience: a bit for each family, see FamilyBit, and all of them where some is in every family
	Stated   uint8  // as in the tile
	Asks     uint8
	degree   uint8 // and how many titles have a byte in Held
	shown    uint8 // evidence; and a bit for who is public
}

// Degrees is how many levels of a degree there are room for.
const Degrees = 1 << degreeBits

const (
	degreeBits = 4
	mostDegree = Degrees - 1
	public     = 1 // no kind of evidence has the number 0
)

func newFixed(months uint16, degree, evidence uint8, all bool) Fixed {
	return Fixed{Months: months, degree: degree, shown: evidence | uint8(flag(all, public))}
}

// FamilyBit is the bit in Families that a title family shares with others: without it there is no experience in the family. Of 0, which
// stands for any experience, they are all.
func FamilyBit(family taxonomy.No) uint16 {
	if family == 0 {
		return ^uint16(0)
	}
	return 1 << (family & 15)
}

// Degree is the level of the highest degree, 0 unknown.
func (x *Fixed) Degree() uint8 { return x.degree & mostDegree }

// Evidence is a set of kinds.
func (x *Fixed) Evidence() uint8 { return x.shown &^ public }

// Public says whether every organisation sees the row.
func (x *Fixed) Public() bool { return x.shown&public != 0 }

func (x *Fixed) titles() uint32 { return uint32(x.degree >> degreeBits) }

// kindsByte is a set of kinds, which are numbered from 1 to 8, in a byte.
func kindsByte(k facts.Kinds) uint8 { return uint8(k >> 1) }

// KnownOf are the kinds of which a row says something.
func (t *Tile) KnownOf(l int) facts.Kinds { return facts.Kinds(t.known[l]) << 1 }

// UnsureOf are the kinds of which it leaves something open.
func (t *Tile) UnsureOf(l int) facts.Kinds { return facts.Kinds(t.unsure[l]) << 1 }
