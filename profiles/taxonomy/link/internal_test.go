package link

import (
	"math/rand/v2"
	"testing"
)

func TestProductsInLanesAreThoseOfTheVectors(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, dim := range []int{1, 5, 64, 80, maxDim} {
		m, all := lanes{dim: dim}, make([][]float32, 9)
		for i := range all {
			all[i] = make([]float32, dim)
			for k := range all[i] {
				all[i][k] = float32(rng.NormFloat64())
			}
			unit(all[i])
			m.put(i, all[i])
		}
		codes := make([]int8, dim)
		for i, v := range all {
			encode(codes, v)
			p := m.products(i/4, codes)
			if got := float32(p[i%4]) / (laneLength * codeLength); got < 0.93 || got > 1.07 {
				t.Errorf("dim %d: vector %d by itself is %v", dim, i, got)
			}
			j := (i + 1) % 4
			if i/4*4+j >= len(all) {
				continue
			}
			want, got := dot(v, all[i/4*4+j]), float32(p[j])/(laneLength*codeLength)
			if d := want - got; d < -0.05 || d > 0.05 {
				t.Errorf("dim %d: product of %d and its neighbour is %v, want %v", dim, i, got, want)
			}
		}
	}
}

func TestOppositeVectorsDoNotOverflowLanes(t *testing.T) {
	m := lanes{dim: 3}
	for i := range 4 {
		m.put(i, []float32{0, -1, 0})
	}
	codes := []int8{0, 127, 0}
	if p := m.products(0, codes); p != [4]int32{-32385, -32385, -32385, -32385} {
		t.Errorf("products are %v", p)
	}
}

func TestStemJoinsSpellingsOfOneWord(t *testing.T) {
	for _, words := range [][]string{
		{"manage", "manages", "managing", "managed"},
		{"technology", "technologies"},
		{"plan", "plans", "planning", "planned"},
		{"process", "processes", "processing"},
		{"test", "tests", "testing", "tested"},
	} {
		for _, w := range words[1:] {
			if stem(w) != stem(words[0]) {
				t.Errorf("stem(%q) = %q, stem(%q) = %q", w, stem(w), words[0], stem(words[0]))
			}
		}
	}
	for _, w := range []string{"aws", "c++", "bus", "analysis", "java", "k8s", "css", "ring"} {
		if stem(w) != w {
			t.Errorf("stem(%q) = %q", w, stem(w))
		}
	}
}

func TestPairsKeepTheirNumbersWhileTheTableGrows(t *testing.T) {
	var p pairs
	next := int32(0)
	number := func() int32 { next++; return next - 1 }
	for i := range int32(5000) {
		if got := p.put(i%70, i/70, number); got != i {
			t.Fatalf("pair %d has number %d", i, got)
		}
	}
	for i := range int32(5000) {
		if got := p.put(i%70, i/70, number); got != i {
			t.Fatalf("pair %d has number %d the second time", i, got)
		}
	}
	if got := p.find(71, 1); got != -1 {
		t.Errorf("a pair never put has number %d", got)
	}
}

func TestSelectFirstMovesTheLeastToTheFront(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		s := make([]uint32, 1+rng.IntN(60))
		for i := range s {
			s[i] = uint32(rng.IntN(20))
		}
		n := rng.IntN(len(s) + 1)
		selectFirst(s, n, func(a, b uint32) bool { return a < b })
		for _, a := range s[:n] {
			for _, b := range s[n:] {
				if a > b {
					t.Fatalf("%d is among the first %d, %d is not: %v", a, n, b, s)
				}
			}
		}
	}
}
