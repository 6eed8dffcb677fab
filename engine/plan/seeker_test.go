package plan

import (
	"testing"

	"tenon/index/columns"
)

// What entries are worth is rounded as points are, whatever their weight, in lists of any length.
func TestEntriesAreWorthWhatPointsAre(t *testing.T) {
	for v := uint8(0); v <= 100; v += 5 {
		worth := conceptWorth{}
		for low := range worth.v {
			worth.v[low] = min(100, v+uint8(low))
		}
		for low := range uint32(16) {
			var p columns.Postings[uint32]
			var want [roleBlock]uint16
			p.Blocks = 1
			for w := range int32(Full + 1) {
				l := uint32(w) / 3 * 7 % roleBlock // which asks for the same up to three times
				p.Entries = append(p.Entries, uint32(w)<<(roleBits+4)|low<<roleBits|l)
				want[l] += uint16(points(w, worth.v[low]))
			}
			var found []foundTerm
			for from := 0; from < len(p.Entries); from += len(found) % 40 {
				p.Offsets = append(p.Offsets, uint32(from))
				found = append(found, foundTerm{0, uint32(len(found))})
			}
			p.Offsets = append(p.Offsets, uint32(len(p.Entries)))
			for _, x := range wide() {
				var got [roleBlock]uint16
				if x.grant(&got, []conceptWorth{worth}, found, &p, 0); got != want {
					t.Fatalf("%s: v %d: sums are others", x.name, worth.v[low])
				}
			}
		}
	}
}
