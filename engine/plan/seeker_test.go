package plan

import "testing"

// Every weight times every value.
func TestAnEntryIsWorthItsPoints(t *testing.T) {
	for v := 0; v <= 100; v += 16 {
		var parts [16]uint32
		for low := range parts {
			parts[low] = perCent * uint32(min(100, v+low))
		}
		for w := range int32(Full + 1) {
			for low := range parts {
				e := uint32(w)<<(roleBits+4) | uint32(low)<<roleBits | uint32(w)
				if got, want := granted(e, &parts), points(w, uint8(min(100, v+low))); int32(got) != want {
					t.Fatalf("%d %% of %d are %d: want %d", min(100, v+low), w, got, want)
				}
			}
		}
	}
}
