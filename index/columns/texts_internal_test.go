package columns

import (
	"math/rand/v2"
	"testing"
)

var someTexts = []string{"", "", "a", "acme", "Zoë", "c0001", "\x00\x1f", "a rather longer one, of somebody who likes names"}

func drawnTexts(r *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = someTexts[r.IntN(len(someTexts))]
	}
	return out
}

// Texts are those that they are made of, also when they have been written and read.
func TestTextsAreThoseOfTheRows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		want := drawnTexts(r, r.IntN(20))
		x := textsOf(len(want), func(l int) string { return want[l] })
		w := &coder{}
		w.texts(&x)
		var read texts
		c := &coder{b: w.b, reading: true}
		if c.texts(&read); c.bad || len(c.b) > 0 {
			t.Fatalf("%q: read with %d bytes left, bad %v", want, len(c.b), c.bad)
		}
		for _, x := range []texts{x, read} {
			if x.len() != len(want) {
				t.Fatalf("%q: %d texts", want, x.len())
			}
			for l := range want {
				if got := x.at(l); got != want[l] {
					t.Fatalf("%q: text %d is %q", want, l, got)
				}
			}
		}
	}
}

// Of texts all of which are empty none is kept, and each is still empty.
func TestTextsAllOfWhichAreEmpty(t *testing.T) {
	x := textsOf(3, func(int) string { return "" }).orNone()
	if x.len() != 0 || x.at(2) != "" || x.bytes() != 0 {
		t.Errorf("%d texts, %q, %d bytes: want none", x.len(), x.at(2), x.bytes())
	}
	if x := textsOf(3, func(l int) string { return someTexts[l] }).orNone(); x.len() != 3 || x.at(2) != "a" {
		t.Errorf("%d texts, %q: want all", x.len(), x.at(2))
	}
}

// Texts that would end behind what there is, or whose lengths are more than can be counted, do not decode.
func TestTextsThatAreTooLong(t *testing.T) {
	for _, lengths := range [][]uint32{{4}, {1, 3}, {1<<32 - 1, 1<<32 - 1, 5}, {1<<32 - 1, 1}} {
		w := &coder{}
		column(w, &lengths)
		c := &coder{b: append(w.b, "abc"...), reading: true}
		var x texts
		if c.texts(&x); !c.bad || x.len() > 0 {
			t.Errorf("lengths %v of three bytes: bad %v, %d texts", lengths, c.bad, x.len())
		}
	}
}
