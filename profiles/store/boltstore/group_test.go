package boltstore

import "testing"

func TestACommitTakesTheOldestUpToItsBound(t *testing.T) {
	const big = maxGroup/2 + 1
	s := &Store{}
	for _, size := range []int{1, big, big, 2 * maxGroup, big, 1} {
		s.queue = append(s.queue, &request{size: size})
	}
	waiting := append([]*request(nil), s.queue...)
	for _, want := range []int{2, 1, 1, 2, 0} {
		group := s.takeGroup()
		if len(group) != want {
			t.Fatalf("a group of %d with %d left, want %d", len(group), len(s.queue), want)
		}
		for i, r := range group {
			if r != waiting[i] {
				t.Fatal("a younger request was taken before an older one")
			}
		}
		waiting = waiting[want:]
	}
}
